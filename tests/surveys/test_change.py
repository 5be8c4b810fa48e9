"""Against the last time: an arrow only where the change is more than chance, words otherwise, and nothing that is not shown."""

from dataclasses import replace

import pytest

from core.surveys.blurring import blurred, fewest
from core.surveys.change import as_shown
from core.surveys.figures import mean_of
from core.surveys.questions import ENPS
from core.surveys.result import Figure
from tests.company import Company
from tests.surveys.conftest import Asked, asked
from tests.surveys.test_figures import parts

FACES = {value: face for value, face in enumerate("😟🙁😐🙂😀", 1)}


def a_round(here: Asked, values: list[int], question: str = "1") -> str:
    """Ask, answer, close; gives what then stands in the team's place, the newest last."""
    here.opens(question=question)
    for person, value in zip(here.people, values, strict=False):
        person.presses(str(value) if question == str(ENPS) else f"{value} {FACES[value]}")
    here.closes()
    return here.in_place()[-1]


def test_an_arrow_or_the_words_that_there_is_no_clear_change(company: Company) -> None:
    here = asked(company, heads=10)
    first = a_round(here, [1, 2, 1, 2, 3])
    assert "Since last time" not in first
    assert "Since last time: ↑ up from 1.8 (24 Nov)" in a_round(here, [5, 4, 5, 4, 3])
    company.passes(days=7)
    assert "Since last time: no clear change from 4.2 (27 Nov)" in a_round(here, [5, 3, 5, 4, 3])


def test_the_score_of_recommending_is_compared_as_a_score(company: Company) -> None:
    here = asked(company, heads=10)
    a_round(here, [10, 9, 10, 9, 10, 8, 7, 9, 6, 10], str(ENPS))
    assert "Since last time: ↓ down from +60" in a_round(here, [0, 3, 10, 6, 5, 8, 7, 9, 6, 1], str(ENPS))


@pytest.mark.parametrize("exactly", [26, 27, 28, 29])
def test_where_one_to_four_did_not_answer_the_margin_is_that_of_the_fewest_it_can_be_t39(exactly: int) -> None:
    """Of 30 people 26 to 29 answered: mean, error and shares are those of 26, which nobody can be sure of."""
    asked_of = replace(parts(), invited=30, closed_at=None)
    about = blurred((3, 6, 8, 6, exactly - 23), fewest(30, 5))
    found = as_shown(asked_of, Figure(1, "shown", about=about, mean=3.1 + exactly / 10_000))
    known = mean_of(1, about, 30)
    assert found is not None
    assert known is not None
    assert sum(about) == 26
    assert (found.exact, found.error) == (round(known.exact, 1), known.error)


def test_nothing_shown_is_nothing_to_compare_t48() -> None:
    assert as_shown(parts(), Figure(1, "hidden")) is None
    assert as_shown(replace(parts(), invited=1), Figure(1, "shown", counts=(0, 0, 0, 0, 1), mean=5.0)) is not None
