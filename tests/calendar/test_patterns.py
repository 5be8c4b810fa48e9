"""Who is scheduled when."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.calendar import ImpossiblePattern, add_holiday, evenly, minutes_on, pattern_on, remove_holiday, set_pattern
from core.calendar.facts import PatternSet
from core.people.models import Person
from tests.calendar.conftest import FULL, LONG_AGO, THREE_DAYS, Office


@given(st.integers(0, 5 * 24 * 60))
def test_weekly_hours_are_spread_without_losing_a_minute(weekly: int) -> None:
    days = evenly(weekly)
    assert sum(days) == weekly
    assert days[5:] == (0, 0)
    assert max(days[:5]) - min(days[:5]) <= 1


@pytest.mark.parametrize("weekly", [-1, 5 * 24 * 60 + 1])
def test_an_impossible_week_is_refused(weekly: int) -> None:
    with pytest.raises(ImpossiblePattern):
        evenly(weekly)


@pytest.mark.parametrize("minutes", [(1441, 0, 0, 0, 0, 0, 0), (-1, 0, 0, 0, 0, 0, 0), (480,) * 6])
def test_an_impossible_day_is_refused(office: Office, minutes: tuple[int, ...]) -> None:
    with pytest.raises(ImpossiblePattern):
        office.do(lambda tx: set_pattern(tx, office.ana, LONG_AGO, minutes))  # type: ignore[arg-type]


def test_each_date_counts_with_the_pattern_of_that_date(office: Office) -> None:
    monday = date(2026, 11, 30)
    office.do(lambda tx: set_pattern(tx, office.ana, date(2026, 12, 2), THREE_DAYS))
    found = office.do(lambda tx: minutes_on(tx, office.ana, monday, monday + timedelta(days=8)))
    assert list(found.values()) == [480, 480, 480, 0, 0, 0, 0, 480, 480]


def test_the_holidays_of_the_own_location_are_free(office: Office) -> None:
    armistice, christmas = date(2026, 11, 11), date(2026, 12, 25)
    for person, free in ((office.ana, christmas), (office.cas, armistice)):
        assert office.do(lambda tx: minutes_on(tx, person, free, free))[free] == 0  # noqa: B023
    assert office.do(lambda tx: minutes_on(tx, office.ana, armistice, armistice))[armistice] == 480
    office.do(lambda tx: add_holiday(tx, "NL", armistice, "Sint-Maarten"))
    assert office.do(lambda tx: minutes_on(tx, office.ana, armistice, armistice))[armistice] == 0
    office.do(lambda tx: remove_holiday(tx, "NL", armistice))
    assert office.do(lambda tx: minutes_on(tx, office.ana, armistice, armistice))[armistice] == 480


def test_nobody_is_scheduled_before_the_first_pattern_or_outside_the_employment(office: Office) -> None:
    def employed(tx: object) -> None:
        person = tx.get_one(Person, office.ana)  # type: ignore[attr-defined]
        person.started_on, person.left_on = date(2026, 11, 24), date(2026, 11, 25)

    monday = date(2026, 11, 23)
    office.do(employed)
    assert list(office.do(lambda tx: minutes_on(tx, office.ana, monday, date(2026, 11, 26))).values()) == [
        0,
        480,
        480,
        0,
    ]
    assert office.do(lambda tx: minutes_on(tx, office.bo, date(2019, 12, 30), date(2019, 12, 30))).popitem()[1] == 0
    assert office.do(lambda tx: pattern_on(tx, office.bo, date(2019, 12, 30))) is None


def test_without_any_pattern_a_full_week_is_assumed_and_says_so(office: Office) -> None:
    found = office.do(lambda tx: pattern_on(tx, office.unknown, date(2026, 11, 23)))
    assert found
    assert (found.assumed, found.minutes, found.valid_from, found.weekly) == (True, FULL, None, 2400)


def test_a_reversed_span_has_no_days(office: Office) -> None:
    """T25."""
    assert office.do(lambda tx: minutes_on(tx, office.ana, date(2026, 11, 24), date(2026, 11, 23))) == {}


@pytest.mark.parametrize(
    ("minutes", "assumed", "changes"),
    [
        (THREE_DAYS, False, False),
        (THREE_DAYS, True, False),
        (evenly(24 * 60), True, False),
        (evenly(24 * 60), False, True),
        (evenly(32 * 60), True, True),
    ],
)
def test_assumed_hours_leave_a_known_pattern_alone(
    office: Office, minutes: tuple[int, int, int, int, int, int, int], assumed: bool, changes: bool
) -> None:
    day = date(2026, 12, 1)

    def change(tx: object) -> tuple[bool, list[object]]:
        return set_pattern(tx, office.bo, day, minutes, assumed), list(tx.facts)  # type: ignore[arg-type,attr-defined]

    changed, recorded = office.do(change)
    assert changed is changes
    assert recorded == ([PatternSet(office.bo, day)] if changes else [])
    known = office.do(lambda tx: pattern_on(tx, office.bo, day))
    assert known
    assert known.minutes == (minutes if changes else THREE_DAYS)


def test_a_pattern_set_twice_on_one_day_is_corrected(office: Office) -> None:
    day = date(2026, 12, 1)
    office.do(lambda tx: set_pattern(tx, office.ana, day, evenly(1200), assumed=True))
    office.do(lambda tx: set_pattern(tx, office.ana, day, evenly(1200)))
    office.do(lambda tx: set_pattern(tx, office.ana, day, THREE_DAYS))
    known = office.do(lambda tx: pattern_on(tx, office.ana, day))
    assert known
    assert (known.minutes, known.assumed, known.valid_from) == (THREE_DAYS, False, day)


def test_somebody_can_confirm_what_was_assumed(office: Office) -> None:
    day = date(2026, 12, 1)
    assert office.do(lambda tx: set_pattern(tx, office.unknown, day, FULL, assumed=True))
    assert not office.do(lambda tx: set_pattern(tx, office.unknown, date(2027, 1, 1), FULL, assumed=True))
    assert office.do(lambda tx: set_pattern(tx, office.unknown, day, FULL))
    known = office.do(lambda tx: pattern_on(tx, office.unknown, day))
    assert known
    assert not known.assumed
