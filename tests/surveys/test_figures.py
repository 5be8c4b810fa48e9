"""Number tables: the score of recommending, margins, arrows, means, gaps and shares, also at zero, one and all alike (T48)."""

import math
import re
from itertools import product

import pytest

from bots.ui import Chart
from core.privacy import releasable
from core.surveys.closing import WHOLE, frozen
from core.surveys.figures import arrow, gap, mean, percent, recommending
from core.surveys.opening import Opened
from core.surveys.questions import DRIVERS, ENPS, QUESTIONS, ROTATION, ask, drawn, driver_of, scale_of
from core.words import speaking
from tests.company import Company
from tests.surveys.conftest import Asked, asked, opened


def eleven(low: int, middle: int, high: int) -> tuple[int, ...]:
    """So many zeroes, sevens and tens."""
    return (low, 0, 0, 0, 0, 0, 0, middle, 0, 0, high)


@pytest.mark.parametrize(
    ("counts", "invited", "score", "margin"),
    [
        (eleven(0, 0, 1), None, 100, 0),
        (eleven(1, 0, 0), None, -100, 0),
        (eleven(0, 9, 0), None, 0, 0),
        (eleven(50, 0, 50), None, 0, 20),
        (eleven(20, 30, 50), None, 30, 15),
        (eleven(20, 30, 50), 100, 30, 0),
        (eleven(20, 30, 50), 200, 30, 11),
        (eleven(1, 0, 7), None, 75, 46),
        (eleven(7, 0, 1), None, -75, 46),
        (eleven(0, 1, 199), None, 100, 1),
        (eleven(0, 7, 1), None, 13, 23),
        (eleven(1, 7, 0), None, -13, 23),
        ((1,) * 11, None, -45, 46),
        (eleven(20, 30, 50), 3, 30, 0),
    ],
)
def test_the_score_and_its_margin_are_rounded_once_half_away_from_zero(counts, invited, score, margin) -> None:
    found = recommending(counts, invited)
    assert found is not None
    assert (found.score, found.margin) == (score, margin)


def test_nobody_gives_no_score_no_mean_and_no_gap_t48() -> None:
    assert recommending((0,) * 11) is None
    assert mean(1, (0,) * 5) is None
    assert gap((), ()) is None
    assert percent(0, 0) == 0


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        (eleven(50, 0, 50), eleven(45, 0, 55), ""),
        (eleven(50, 0, 50), eleven(20, 0, 80), "↑"),
        (eleven(20, 0, 80), eleven(50, 0, 50), "↓"),
        (eleven(5, 0, 5), eleven(3, 0, 7), ""),
        (eleven(0, 9, 0), eleven(0, 9, 0), ""),
        (eleven(0, 9, 0), eleven(0, 0, 9), "↑"),
    ],
)
def test_an_arrow_only_beyond_the_margin_of_the_difference(before, now, said: str) -> None:
    first, second = recommending(before), recommending(now)
    assert first is not None
    assert second is not None
    assert arrow(second, first) == said


@pytest.mark.parametrize(
    ("importance", "experience", "expected"),
    [((5, 5, 5), (1, 1, 1), 4.0), ((1,), (5,), -4.0), ((5, 4), (4, 5), 0.0), ((4, 5, 3), (3, 3, 3), 1.0)],
)
def test_a_gap_is_importance_less_experience_of_the_same_people(importance, experience, expected: float) -> None:
    assert gap(importance, experience) == expected


@pytest.mark.parametrize("wrong", [((5,), (5, 4)), ((6,), (1,)), ((1,), (0,))])
def test_a_gap_over_other_people_or_off_the_scale_is_refused(wrong) -> None:
    with pytest.raises(ValueError, match=r"different people|not on the scale"):
        gap(*wrong)


@pytest.mark.parametrize(("part", "whole", "said"), [(1, 2, 50), (1, 8, 13), (3, 8, 38), (0, 9, 0), (9, 9, 100)])
def test_shares_are_rounded_half_away_from_zero(part: int, whole: int, said: int) -> None:
    assert percent(part, whole) == said


def test_the_library_has_twelve_drivers_of_three_in_two_languages() -> None:
    by_driver = {driver: [one for one in QUESTIONS if driver_of(one) == driver] for driver in DRIVERS}
    assert {len(items) for items in by_driver.values()} == {3}
    for language in ("en", "nl"):
        with speaking(language):
            assert len({ask(one) for one in QUESTIONS}) == len(QUESTIONS) == 37
            assert max(len(ask(one)) for one in QUESTIONS) <= 75


def test_by_turns_everything_comes_once_before_anything_comes_again() -> None:
    rounds = [drawn(ROTATION, number) for number in range(12)]
    assert sorted(one for questions in rounds for one in questions) == list(range(1, 37))
    assert drawn(ROTATION, 12) == rounds[0]


def parts() -> Opened:
    """An anonymous round of three questions."""
    return opened(ROTATION, (1, 2, 3))


@pytest.mark.parametrize("sizes", list(product((0, 1, 4, 5, 9), repeat=4)))
def test_no_part_is_kept_that_gives_a_smaller_one_away_t39(sizes: tuple[int, ...]) -> None:
    """Every surface (message, picture, alt text, trend, order) has nothing else to show than what is kept here."""
    spread = {size: (0, 0, 0, 0, 0) if not size else (1, 0, 1, 1, size - 3) if size > 3 else (size, 0, 0, 0, 0)
              for size in sizes}  # fmt: skip
    came = {part: dict.fromkeys((1, 2, 3), spread[size]) for part, size in enumerate(sizes)}
    kept = frozen(came, parts())
    if sum(sizes) < 5:
        assert kept == {WHOLE: {}}
        return
    out = [part for part in kept if part != WHOLE]
    assert 0 not in out, "the rest is never a figure of its own"
    for many in range(1 << len(out)):
        shown = sum(sizes[part] for place, part in enumerate(out) if many >> place & 1)
        assert shown == 0 or shown >= 5
        assert sum(sizes) == shown or sum(sizes) - shown >= 5
    masks = [(1 << 4) - 1, *(1 << part for part in out)]
    assert releasable(masks, sizes) == tuple(dict.fromkeys(masks))


def company_of(company: Company, sizes: dict[str, int]) -> Asked:
    """Several teams, all to be asked at once."""
    here = asked(company, heads=sizes.pop("Support"))
    for name, heads in sizes.items():
        team = company.team(name)
        here.people += [company.person(f"{name}{n} Jansen", team, here.lead) for n in range(heads)]
    return here


def whole_round(here: Asked, question: int = ROTATION, mode: str = "anonymous") -> None:
    """Everybody is asked, at once."""
    here.owner.types("/pulse")
    here.owner.fills_in(question=str(question), teams=("everybody",), mode=mode, weekly="", words="")
    assert "everybody" in here.owner.last
    here.owner.presses("Start")


def test_a_round_for_everybody_three_questions_in_place_and_a_table_of_teams_t39(company: Company) -> None:
    here = company_of(company, {"Support": 10, "Sales": 12, "Legal": 3})
    whole_round(here)
    for place, person in enumerate(here.people):
        for turn in range(3):
            assert f"{turn + 1} of 3" in person.last
            quiet = turn == 1 and 10 <= place < 18
            person.presses("Skip" if quiet else ("1 😟", "3 😐", "4 🙂", "5 😀")[(place + turn) % 4])
        assert "Thank you." in person.last
    company.passes(days=5)
    here.lead.types("/pulse results")
    here.owner.types("/pulse results")
    said = here.owner.last
    assert "Highest:" in said
    assert "Well-being" in said
    assert "• Sales: Well-being 3.2 · Workload – · Clarity 3.2" in said, "four answers are not shown"
    shown = next(node for node in here.owner.inbox[-1].message.body if isinstance(node, Chart) and node.kind == "heat")
    assert shown.values == (3.2, None, 3.2)
    assert shown.alt == "Highest: Sales, Well-being (3.2). Lowest: Sales, Clarity (3.2)."
    assert shown.note == "– is not yet visible"
    assert "Legal" not in said
    assert "Support" not in said, "with the three of Legal it would be one subtraction away"
    assert not re.search(r"\bnan\b", said, re.IGNORECASE)


def test_recommending_on_eleven_buttons_with_a_margin(company: Company) -> None:
    here = asked(company, heads=10)
    here.opens(question=str(ENPS))
    for person, value in zip(here.people, (10, 10, 9, 9, 10, 8, 7, 3, 6, 0), strict=True):
        assert "0 is bad, 10 is good" in person.last
        person.presses(str(value))
    here.closes()
    [said] = here.in_place()
    assert "The score is +20, give or take 0." in said
    assert "Score: +20 ± 0" in said
    assert not re.search(r"\bnan\b", said, re.IGNORECASE)


def test_confidential_is_never_called_anonymous_and_shows_no_name_t44(here: Asked) -> None:
    here.opens("confidential")
    bas = here.people[0]
    assert "Confidential, not anonymous" in bas.last
    bas.presses("4 🙂")
    bas.presses("2 🙁")
    assert "You answered 2 🙁; you can change it" in bas.last
    for person, value in zip(here.people[1:6], (1, 3, 4, 5, 5), strict=True):
        person.presses(f"{value} {'😟🙁😐🙂😀'[value - 1]}")
    here.closes()
    [said] = here.in_place()
    assert "Bas0" not in said
    assert "The average is about 3 out of 5." in said


def test_nothing_is_not_a_number_anywhere_t48() -> None:
    for counts in product((0, 1, 6), repeat=5):
        found = mean(1, counts)
        assert found is None or (not math.isnan(found) and 1 <= found <= 5)
    assert [len(scale_of(question)) for question in (1, ENPS)] == [5, 11]
