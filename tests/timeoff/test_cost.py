"""What dates cost: a table of dated examples, each naming its rule."""

from datetime import date, timedelta
from typing import Any

import pytest

from core import calendar, timeoff
from core.timeoff import TooManyHours, costs_on, half_days
from core.when import Part, Range
from tests.timeoff.rules import FULL, PART, day, schedule

M, A, W = Part.MORNING, Part.AFTERNOON, Part.ALL
SUNDAYS = schedule(("2026-01-01", (0, 0, 0, 0, 0, 0, 480)))
LESS = schedule(("2026-01-01", FULL), ("2026-11-25", PART))
TABLE = [
    # rule, schedule, first, last, parts, minutes
    ("3: a full week", schedule(), "2026-11-23", "2026-11-27", (W, W), 2400),
    ("4: the day the clock goes forward costs nothing else", schedule(), "2026-03-27", "2026-03-30", (W, W), 960),
    ("4: the day the clock goes back", schedule(), "2026-10-23", "2026-10-26", (W, W), 960),
    ("3: a Sunday worker on the day of 23 hours", SUNDAYS, "2026-03-29", "2026-03-29", (W, W), 480),
    ("5: 29 February of a leap year", schedule(), "2028-02-28", "2028-03-01", (W, W), 1440),
    ("5: no 29 February in 2027", schedule(), "2027-02-26", "2027-03-01", (W, W), 960),
    ("2: a part-timer pays her own hours", schedule(("2026-01-01", PART)), "2026-11-23", "2026-11-27", (W, W), 1200),
    ("3: another contract in the middle", LESS, "2026-11-23", "2026-11-27", (W, W), 1200),
    ("5: Good Friday open, Easter Monday closed", schedule(closed=("2026-04-06",)), "2026-04-03", "2026-04-07", (W, W), 960),
    ("38: King's Day on Monday 27 April 2026", schedule(closed=("2026-04-27",)), "2026-04-27", "2026-04-28", (W, W), 480),
    ("6: half the first day, and whole days after it", schedule(), "2026-11-24", "2026-11-25", (A, W), 720),
    ("6: half the last day", schedule(), "2026-11-24", "2026-11-25", (W, M), 720),
    ("6: a half of that date's own hours", schedule(("2026-01-01", PART)), "2026-11-25", "2026-11-25", (M, M), 120),
    ("21: nothing before the first day of employment", schedule(started="2026-11-25"), "2026-11-23", "2026-11-27", (W, W), 1440),
    ("21: nothing after the last", schedule(left="2026-11-24"), "2026-11-23", "2026-11-27", (W, W), 960),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "when", "first", "last", "parts", "minutes"), TABLE, ids=[row[0] for row in TABLE])
def test_dated_examples(rule: str, when: Any, first: str, last: str, parts: Any, minutes: int) -> None:
    assert sum(costs_on(when, Range(day(first), day(last), *parts))) == minutes


def test_weeks_that_take_turns_are_costed_by_their_own_week() -> None:
    """Rule 3: long weeks and short weeks by turns; the first counts from the Monday of its start."""
    pattern = calendar.WorkPattern(day("2026-11-18"), FULL, False, ((480, 480, 0, 0, 0, 0, 0),))
    turns = calendar.Schedule(1, "Europe/Amsterdam", None, None, (pattern,), frozenset())
    weeks = [sum(costs_on(turns, Range(day(start), day(end)))) for start, end in (
        ("2026-11-23", "2026-11-29"), ("2026-11-30", "2026-12-06"), ("2026-12-07", "2026-12-13"))]  # fmt: skip
    assert weeks == [960, 2400, 960]
    assert pattern.weekly == 1680


def test_hours_are_asked_for_on_one_day_and_never_more_than_it_has() -> None:
    friday = Range(day("2026-11-27"), day("2026-11-27"))
    assert costs_on(schedule(), friday, 120) == [120]
    with pytest.raises(TooManyHours):
        costs_on(schedule(), friday, 600)


def _dates(days: Range) -> list[date]:
    return [days.first_day + timedelta(days=ahead) for ahead in range(days.days)]


def test_a_year_in_one_go_is_costed_as_its_days_are() -> None:
    """The quick way over a whole span gives what asking day by day gives."""
    mixed = schedule(
        ("2025-01-01", FULL), ("2026-05-13", PART), ("2026-09-01", FULL), closed=("2026-12-25",), left="2027-02-10"
    )
    days = Range(day("2026-03-01"), day("2027-02-28"))
    one_by_one = [mixed.minutes(one) for one in _dates(days)]
    assert costs_on(mixed, days) == one_by_one


def test_working_days_are_counted_in_halves() -> None:
    days = Range(day("2026-11-24"), day("2026-11-26"), Part.AFTERNOON, Part.MORNING)
    assert half_days(costs_on(schedule(), days), days) == 4


def test_the_library_of_holidays_knows_the_moving_ones(support: Any) -> None:
    """Rule 38: King's Day moves from Sunday 27 April 2025 to the Saturday, Easter Monday is computed, 5 May only in 2025."""
    for year in (2025, 2026):
        support.company.write(lambda tx, year=year: calendar.seed_holidays(tx, "NL", year))
    closed = {
        one.day.isoformat()
        for one in support.company.read(
            lambda tx: calendar.holidays_between(tx, "NL", day("2025-01-01"), day("2026-12-31"))
        )
    }
    assert {"2025-04-26", "2025-04-21", "2025-05-05", "2026-04-27", "2026-04-06"} <= closed
    assert not closed & {"2025-04-27", "2026-05-05", "2026-04-03", "2025-04-18"}
    assert support.company.read(
        lambda tx: timeoff.cost_of(tx, support.ana.id, Range(day("2026-04-06"), day("2026-04-07")))
    ).minutes == 480  # fmt: skip
