"""Gaps between what matters and what is there: numbers, arrows beyond the margin only, and what an export holds."""

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest

from core import people, surveys
from core.surveys import Mean, Wish
from core.surveys.figures import gap, mean_of
from core.surveys.opening import newest
from tests.company import Company
from tests.surveys.conftest import asked

OLD = {element: ((1, 2, 7, 20, 30), (10, 20, 20, 8, 2), (12, 20, 18, 8, 2)) for element in surveys.ELEMENTS}


@pytest.mark.parametrize(
    ("counts", "mean", "error"),
    [
        ((0, 0, 0, 0, 0), None, None),
        ((0, 0, 0, 0, 4), 5.0, 0.0),
        ((1, 0, 0, 0, 1), 3.0, 2**0.5),
        ((1, 1, 1, 1, 1), 3.0, 0.4**0.5),
    ],
)
def test_means_with_their_error_t48(counts: tuple[int, ...], mean: float | None, error: float | None) -> None:
    found = mean_of(1, counts)
    assert (found and found.exact) == mean
    assert error is None or (found is not None and abs(found.error - error) < 1e-9)
    if mean is not None:
        known = mean_of(1, counts, sum(counts))
        assert known is not None
        assert known.error == 0.0, "everybody answered: nothing is left to chance"


def test_an_arrow_only_beyond_the_margin() -> None:
    assert Mean(4.0, 0.1).moved(Mean(3.5, 0.1)) == "↑"
    assert Mean(3.0, 0.1).moved(Mean(3.5, 0.1)) == "↓"
    assert Mean(3.6, 0.1).moved(Mean(3.5, 0.1)) == ""


def test_a_past_year_is_shown_and_compared_and_can_be_taken_along(company: Company) -> None:
    here = asked(company, heads=3)
    offers = dict.fromkeys(surveys.ELEMENTS, "We say what we do.")

    def write(tx, back: int, experience: tuple[int, ...]) -> int:
        counts = {element: (first, experience, third) for element, (first, _second, third) in OLD.items()}
        return surveys.write_past_year(
            tx, people.get(tx, here.owner.id), tx.now - timedelta(days=back), offers if back > 400 else {}, counts,
            invited=80, words="Thank you.", evaluation="More leave.",
        )  # fmt: skip

    company.write(lambda tx: write(tx, 700, OLD[1][1]))
    number = company.write(lambda tx: write(tx, 350, (2, 8, 20, 20, 10)))
    first = company.read(lambda tx: surveys.gaps(tx, people.get(tx, here.owner.id), number))[0]
    assert first.importance is not None
    assert first.experience is not None
    assert round(first.gap or 0, 2) == round(first.importance.exact - first.experience.exact, 2)
    assert first.experience_moved == "↑"
    assert first.kept_moved == ""
    assert round(first.before or 0, 2) == 1.73
    here.owner.types("/evp")
    assert "More leave." in here.owner.last
    here.owner.presses("The result")
    assert "Pay: 4.3 · 3.5↑ · 2.5 · gap +0.8 (last time +1.7)" in here.owner.last
    here.owner.presses("Take the numbers along")
    told = here.owner.file(f"townhall-{number}.csv").decode("utf-8-sig")
    assert '"How important is this to you? Pay",4.2667,60,"75 %"' in told
    with ZipFile(BytesIO(here.owner.file(f"townhall-{number}.xlsx"))) as book:
        assert "xl/worksheets/sheet1.xml" in book.namelist()
    ana = here.people[0]
    ana.types("/evp")
    assert "Start this year" not in ana.buttons


def test_a_gap_is_of_the_people_who_gave_both_and_says_how_many(company: Company) -> None:
    """Who gives only one of the two counts in neither, so the gap of two means is the mean of everybody's own gap."""
    here = asked(company, heads=9)
    wish = Wish(surveys.EVP, (), False, "anonymous", groups=("everybody",), kind="evp")
    number = company.write(lambda tx: newest(tx, surveys.start(tx, people.get(tx, here.owner.id), wish)[-1]))
    pay = [(5, 1), (4, 2), (-1, 5), (5, -1), (3, 3), (4, 4), (5, 2), (2, 4), (-1, -1)]
    for person, (first, second) in zip(here.people, pay, strict=True):
        values = (first, second, 1 + person.id % 5, *(1 + (person.id + n) % 5 for n in range(12)))
        company.write(lambda tx, one=person.id, values=values: surveys.answer(tx, people.get(tx, one), number, values))
    company.write(lambda tx: surveys.close(tx, number))
    found = company.read(lambda tx: surveys.gaps(tx, people.get(tx, here.owner.id), number))
    both = [one for one in pay if -1 not in one]
    [of_pay] = [one for one in found if one.part == 1]
    assert of_pay.answers == len(both) == 6
    assert of_pay.gap == pytest.approx(gap([first for first, _second in both], [second for _first, second in both]))
    here.owner.types("/pulse results")
    assert "gap +1.2 · 6 answers" in here.owner.last
