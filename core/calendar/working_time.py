"""Business hours of a desk or a department: when it is open next, and how much open time passes between two instants.

All arithmetic is on instants: a night across a clock change is one real hour shorter or longer.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from types import MappingProxyType
from zoneinfo import ZoneInfo

from core.clock import at_local, local_day
from core.errors import UserError
from core.values import frozen
from core.words import _

DAY_MINUTES = 24 * 60
CLOSED_AT_MOST, REACH = 366, 3660
"""Days without any opening, and days looked ahead at all, before a question about hours is refused."""


class HoursError(UserError):
    """These business hours can't work; each refusal below is a kind of it."""

    kind = "hours"


class NoSuchTime(HoursError):
    """A time of day that no clock shows."""

    kind = "hours_time"


class ReversedSpan(HoursError):
    """A span that closes before it opens."""

    kind = "hours_reversed"


class OverlappingSpans(HoursError):
    """Two spans of one day that share time."""

    kind = "hours_overlap"


class UnknownZone(HoursError):
    """A time zone that does not exist."""

    kind = "hours_zone"


class EmptyWeek(HoursError):
    """A week without any opening."""

    kind = "hours_empty"


class NeverOpen(HoursError):
    """No opening within a year, or a span of time too long to count."""

    kind = "hours_never_open"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Open from `opens` until `closes`, in minutes of the day; 1440 is 24:00, and 23:59 counts as 24:00."""

    opens: int
    closes: int

    def __post_init__(self) -> None:
        if not (0 <= self.opens <= DAY_MINUTES and 0 <= self.closes <= DAY_MINUTES):
            raise NoSuchTime(_("A time lies between 00:00 and 24:00. Write it like 09:00-17:30."))
        if self.closes <= self.opens:
            raise ReversedSpan(
                _("These hours end before they begin. Write midnight as 24:00, and split a night over two days.")
            )
        if self.closes == DAY_MINUTES - 1:
            object.__setattr__(self, "closes", DAY_MINUTES)


def span(text: str) -> Span:
    """`09:00-17:30` as a span; up to `24:00`. NoSuchTime or ReversedSpan when it can't be."""
    opens, _dash, closes = text.replace("–", "-").partition("-")
    return Span(_minute(opens.strip()), _minute(closes.strip()))


Week = tuple[tuple[Span, ...], ...]
"""The spans of Monday to Sunday."""


@frozen
class Hours:
    """When a department is open: a week of spans in a zone, closed local dates, and dates with spans of their own.

    A date with spans of its own follows those, also when it is closed otherwise; an empty tuple closes it. Whatever
    can't work is refused here, as a kind of HoursError.
    """

    zone: str
    weekly: Week
    closed: frozenset[date] = frozenset()
    special: Mapping[date, tuple[Span, ...]] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        try:
            ZoneInfo(self.zone)
        except (LookupError, ValueError, OSError):
            raise UnknownZone(_("This time zone does not exist. Write it like Europe/Amsterdam.")) from None
        if len(self.weekly) != 7 or not any(self.weekly):
            raise EmptyWeek(_("There are no opening hours in this week. Open at least one day."))
        object.__setattr__(self, "weekly", tuple(_ordered(spans) for spans in self.weekly))
        object.__setattr__(self, "closed", frozenset(self.closed))
        special = {day: _ordered(spans) for day, spans in self.special.items()}
        object.__setattr__(self, "special", MappingProxyType(special))

    def spans(self, day: date) -> tuple[Span, ...]:
        """The spans of this local date, in order."""
        if day in self.special:
            return self.special[day]
        return () if day in self.closed else self.weekly[day.weekday()]


def next_open(hours: Hours, at: datetime) -> datetime:
    """The first instant from this one on at which it is open; NeverOpen when there is none within a year."""
    for opens_at, _closes_at in _openings(hours, at):
        return opens_at
    raise _never_open()


def add_minutes(hours: Hours, at: datetime, minutes: int) -> datetime:
    """The earliest instant by which so much open time has passed: at closing time, not at the next opening.

    NeverOpen when that takes more than ten years or meets a year without opening; ValueError below 0 minutes.
    """
    return pass_time(hours, at, timedelta(minutes=minutes))


def pass_time(hours: Hours, at: datetime, left: timedelta) -> datetime:
    """As `add_minutes`, to the microsecond."""
    if left < timedelta(0):
        raise ValueError("time is counted forward: add what remains to an earlier instant")
    if not left:
        return at.astimezone(UTC)
    for opens_at, closes_at in _openings(hours, at):
        if left <= closes_at - opens_at:
            return opens_at + left
        left -= closes_at - opens_at
    raise _never_open()


def open_time(hours: Hours, a: datetime, b: datetime) -> timedelta:
    """The open time from a to b, exactly; negative when b comes first. NeverOpen when they are over ten years apart."""
    if b < a:
        return -open_time(hours, b, a)
    if b - a > timedelta(days=REACH):
        raise _never_open()
    passed = timedelta(0)
    for opens_at, closes_at in _openings(hours, a, idle=REACH):
        if opens_at >= b:
            break
        passed += min(closes_at, b) - opens_at
    return passed


def minutes_between(hours: Hours, a: datetime, b: datetime) -> int:
    """Whole minutes of open time from a to b; to judge whether a deadline is missed, compare `open_time`."""
    return int(open_time(hours, a, b) / timedelta(minutes=1))


def _openings(hours: Hours, at: datetime, idle: int = CLOSED_AT_MOST) -> Iterator[tuple[datetime, datetime]]:
    """Open stretches from this instant on, in order and apart, until none comes for `idle` days or REACH has passed.

    A clock change can push two spans, even of two dates, over each other; the time they share counts once.
    """
    reached, quiet = at.astimezone(UTC), 0
    day = local_day(at, hours.zone)
    for ahead in range(-1, REACH + 2):
        if quiet > idle:
            return
        quiet += 1
        try:
            today = day + timedelta(days=ahead)
            stretches = [(_instant(today, s.opens, hours.zone), _instant(today, s.closes, hours.zone))
                         for s in hours.spans(today)]  # fmt: skip
        except OverflowError:
            return
        for opens_at, closes_at in stretches:
            if closes_at > max(opens_at, reached):
                yield max(opens_at, reached), closes_at
                reached, quiet = closes_at, 0


def _instant(day: date, minute: int, zone: str) -> datetime:
    if minute == DAY_MINUTES:
        return at_local(day + timedelta(days=1), 0, 0, zone)
    return at_local(day, *divmod(minute, 60), zone)


def _ordered(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """In order and apart; spans that touch stay two."""
    ordered = tuple(sorted(spans))
    for earlier, later in pairwise(ordered):
        if later.opens < earlier.closes:
            raise OverlappingSpans(_("Two opening hours of one day overlap. Make one of them shorter."))
    return ordered


def _minute(text: str) -> int:
    hour, colon, minute = text.partition(":")
    plain = hour.isascii() and hour.isdigit() and minute.isascii() and minute.isdigit()
    if not plain or not colon or len(hour) > 2 or len(minute) != 2 or int(minute) > 59:
        raise NoSuchTime(_("A time lies between 00:00 and 24:00. Write it like 09:00-17:30."))
    return int(hour) * 60 + int(minute)


def _never_open() -> NeverOpen:
    return NeverOpen(_("These opening hours leave no open time for so long. Check the closed days."))
