"""When a message may reach somebody: in their own working hours, on a day they work and are not away."""

from datetime import UTC, date, datetime, time, timedelta

from core.calendar.absences import AFTERNOON, MORNING, WHOLE_DAY, halves_away
from core.calendar.patterns import schedule_of
from core.calendar.schedule import Schedule, days
from core.clock import at_local, local_day
from core.db import Tx

HORIZON = 60
FIRST_HOUR, LAST_HOUR = time(8), time(18)


def working_moment(
    tx: Tx, person: int, at: datetime, start: time = FIRST_HOUR, end: time = LAST_HOUR
) -> datetime | None:
    """The first instant from `at` on within the person's window, on their own clock; None if not within 60 days.

    The window is open from `start` until just before `end` on a scheduled day. Somebody who misses half a day has the
    other half of the window.
    """
    if start >= end:
        raise ValueError("the window ends after it starts")
    near, far = _around(at, HORIZON)
    schedule, away = schedule_of(tx, person, near, far), halves_away(tx, person, near, far)
    today = local_day(at, schedule.zone)
    for day in days(today, today + timedelta(days=HORIZON)):
        missed = away.get(day, 0)
        if missed == WHOLE_DAY or not schedule.minutes(day):
            continue
        opens, closes = _window(missed, start, end)
        if at < at_local(day, *divmod(closes, 60), schedule.zone):
            return max(at.astimezone(UTC), at_local(day, *divmod(opens, 60), schedule.zone))
    return None


def working_days_later(tx: Tx, person: int, at: datetime, days: int, hour: int = 9) -> datetime:
    """So many of the person's working days after the day it reaches them, at this hour on their own clock.

    What comes on a free day or after 18:00 reaches them on their next working day. Being away does not stop the count,
    or a deputy would wait for the holiday to end; for somebody without working days it runs from Monday to Friday.
    """
    if days < 1:
        raise ValueError("at least one working day")
    span = HORIZON + 7 * days
    schedule = schedule_of(tx, person, *_around(at, span))
    today = local_day(at, schedule.zone)
    if at >= at_local(today, LAST_HOUR.hour, LAST_HOUR.minute, schedule.zone):
        today += timedelta(days=1)
    working = _working_days(schedule, today, span)
    if len(working) <= days:
        working = [day for day in _dates(today, span) if day.weekday() < 5]
    return at_local(working[days], hour, 0, schedule.zone)


def _working_days(schedule: Schedule, first: date, span: int) -> list[date]:
    return [day for day in _dates(first, span) if schedule.minutes(day)]


def _dates(first: date, span: int) -> list[date]:
    return list(days(first, first + timedelta(days=span - 1)))


def _around(at: datetime, ahead: int) -> tuple[date, date]:
    """The dates that this span can touch in any zone."""
    utc = at.astimezone(UTC).date()
    return utc - timedelta(days=1), utc + timedelta(days=ahead + 2)


def _window(missed: int, start: time, end: time) -> tuple[int, int]:
    """From and until, in minutes of the day."""
    opens, closes = start.hour * 60 + start.minute, end.hour * 60 + end.minute
    middle = (opens + closes) // 2
    if missed == MORNING:
        return middle, closes
    if missed == AFTERNOON:
        return opens, middle
    return opens, closes
