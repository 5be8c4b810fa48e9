"""When a message may reach somebody, and when a reminder follows."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from core.calendar import note_absence, set_pattern, working_days_later, working_moment
from core.people.models import Person
from tests.calendar.conftest import LONG_AGO, Office

AMSTERDAM, NEW_YORK = ZoneInfo("Europe/Amsterdam"), ZoneInfo("America/New_York")


def here(month: int, day: int, hour: int, minute: int = 0, zone: ZoneInfo = AMSTERDAM, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=zone).astimezone(UTC)


@pytest.mark.parametrize(
    ("at", "moment"),
    [
        (here(11, 20, 9, 12), here(11, 20, 9, 12)),
        (here(11, 20, 8), here(11, 20, 8)),
        (here(11, 20, 7, 59), here(11, 20, 8)),
        (here(11, 20, 17, 59), here(11, 20, 17, 59)),
        (here(11, 20, 18), here(11, 23, 8)),
        (here(11, 21, 12), here(11, 23, 8)),
        (here(12, 24, 20), here(12, 28, 8)),
        (here(10, 24, 12), here(10, 26, 8)),
        (here(3, 27, 19, year=2027), here(3, 30, 8, year=2027)),
        (here(11, 22, 23, 59), here(11, 23, 8)),
        (here(11, 23, 0), here(11, 23, 8)),
    ],
)
def test_a_message_waits_for_working_hours(office: Office, at: datetime, moment: datetime) -> None:
    """T26: also over the clock changes of 25 October 2026 and 28 March 2027 (Easter) and around local midnight."""
    assert office.do(lambda tx: working_moment(tx, office.ana, at)) == moment


def test_the_clock_is_the_persons_own(office: Office) -> None:
    """T26."""
    at = here(11, 23, 9)
    assert office.do(lambda tx: working_moment(tx, office.cas, at)) == here(11, 23, 8, zone=NEW_YORK)


def test_free_weekdays_and_absences_are_passed(office: Office) -> None:
    at = here(11, 26, 10)
    assert office.do(lambda tx: working_moment(tx, office.bo, at)) == here(11, 30, 8)
    office.do(lambda tx: note_absence(tx, "timeoff:1", office.bo, date(2026, 11, 30), date(2026, 12, 1)))
    assert office.do(lambda tx: working_moment(tx, office.bo, at)) == here(12, 2, 8)


@pytest.mark.parametrize(
    ("part", "hour", "moment"),
    [
        ("morning", 9, here(11, 23, 13)),
        ("morning", 14, here(11, 23, 14)),
        ("afternoon", 9, here(11, 23, 9)),
        ("afternoon", 13, here(11, 24, 8)),
    ],
)
def test_half_a_day_off_leaves_the_other_half(office: Office, part: str, hour: int, moment: datetime) -> None:
    day = date(2026, 11, 23)
    office.do(lambda tx: note_absence(tx, "timeoff:1", office.ana, day, day, part, part))
    assert office.do(lambda tx: working_moment(tx, office.ana, here(11, 23, hour))) == moment


def test_another_window(office: Office) -> None:
    window = time(10, 30), time(11)
    assert office.do(lambda tx: working_moment(tx, office.ana, here(11, 20, 9), *window)) == here(11, 20, 10, 30)
    with pytest.raises(ValueError, match="window"):
        office.do(lambda tx: working_moment(tx, office.ana, here(11, 20, 9), time(11), time(11)))


def test_nothing_within_sixty_days(office: Office) -> None:
    at = here(11, 20, 9)
    today = date(2026, 11, 20)
    office.do(lambda tx: note_absence(tx, "timeoff:1", office.ana, today, today + timedelta(days=60)))
    assert office.do(lambda tx: working_moment(tx, office.ana, at)) is None
    office.do(lambda tx: note_absence(tx, "timeoff:1", office.ana, today, today + timedelta(days=56)))
    assert office.do(lambda tx: working_moment(tx, office.ana, at)) == here(1, 18, 8, year=2027)


@pytest.mark.parametrize(
    ("at", "days", "moment"),
    [
        (here(11, 20, 15), 1, here(11, 23, 9)),
        (here(11, 20, 15), 2, here(11, 24, 9)),
        (here(11, 19, 18), 1, here(11, 23, 9)),
        (here(11, 21, 12), 1, here(11, 24, 9)),
        (here(12, 24, 12), 2, here(12, 29, 9)),
        (here(10, 23, 12), 1, here(10, 26, 9)),
        (here(3, 25, 12, year=2027), 1, here(3, 26, 9, year=2027)),
        (here(3, 26, 12, year=2027), 1, here(3, 30, 9, year=2027)),
    ],
)
def test_a_reminder_comes_after_working_days(office: Office, at: datetime, days: int, moment: datetime) -> None:
    """T26: at nine local, also across a clock change; what comes in the weekend counts from Monday."""
    assert office.do(lambda tx: working_days_later(tx, office.ana, at, days)) == moment


def test_being_away_does_not_hold_up_the_deputy(office: Office) -> None:
    office.do(lambda tx: note_absence(tx, "timeoff:1", office.ana, date(2026, 11, 20), date(2026, 12, 20)))
    assert office.do(lambda tx: working_days_later(tx, office.ana, here(11, 20, 9), 2)) == here(11, 24, 9)


@pytest.mark.parametrize("left", [True, False])
def test_somebody_without_working_days_counts_monday_to_friday(office: Office, left: bool) -> None:
    def stop(tx: object) -> None:
        if left:
            tx.get_one(Person, office.bo).left_on = date(2026, 11, 1)  # type: ignore[attr-defined]
        else:
            set_pattern(tx, office.bo, LONG_AGO, (0,) * 7)  # type: ignore[arg-type]

    office.do(stop)
    assert office.do(lambda tx: working_days_later(tx, office.bo, here(11, 20, 9), 3, hour=14)) == here(11, 25, 14)
    with pytest.raises(ValueError, match="working day"):
        office.do(lambda tx: working_days_later(tx, office.bo, here(11, 20, 9), 0))


def test_a_count_that_runs_past_the_last_working_day_counts_on(office: Office) -> None:
    def leave(tx: object) -> None:
        tx.get_one(Person, office.ana).left_on = date(2026, 11, 24)  # type: ignore[attr-defined]

    office.do(leave)
    assert office.do(lambda tx: working_days_later(tx, office.ana, here(11, 20, 9), 2)) == here(11, 24, 9)
    assert office.do(lambda tx: working_days_later(tx, office.ana, here(11, 20, 9), 3)) == here(11, 25, 9)
