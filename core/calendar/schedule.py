"""When one person works, date by date: weeks of minutes, within the employment, without the days that are closed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from core.errors import UserError
from core.values import frozen
from core.words import _

Minutes = tuple[int, int, int, int, int, int, int]
"""Minutes per weekday, Monday first."""

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_MINUTES, WORKDAYS = 24 * 60, 5


class ImpossiblePattern(UserError):
    """A day can't hold these minutes."""

    kind = "impossible_pattern"


def evenly(weekly_minutes: int) -> Minutes:
    """These minutes spread over Monday to Friday, exactly; what can't be divided falls on the first days."""
    if not 0 <= weekly_minutes <= WORKDAYS * DAY_MINUTES:
        raise ImpossiblePattern(_("A working week has between 0 and 120 hours. Correct the weekly hours."))
    each, rest = divmod(weekly_minutes, WORKDAYS)
    mon, tue, wed, thu, fri = (each + (day < rest) for day in range(WORKDAYS))
    return mon, tue, wed, thu, fri, 0, 0


ASSUMED = evenly(40 * 60)
"""For somebody of whom no pattern is known at all: a full week, Monday to Friday, always shown as assumed."""


@frozen
class WorkPattern:
    """The minutes per weekday from a date on; without `valid_from` nothing was known about this person."""

    valid_from: date | None
    minutes: Minutes
    assumed: bool
    more: tuple[Minutes, ...] = ()
    """Where weeks take turns: the second and later ones; the first counts from the Monday on or before `valid_from`."""

    @property
    def weekly(self) -> int:
        """Minutes in a week; where weeks take turns, on average, rounded down."""
        return (sum(self.minutes) + sum(map(sum, self.more))) // (1 + len(self.more))

    def on(self, day: date) -> int:
        """Minutes on this date."""
        if not self.more or self.valid_from is None:
            return self.minutes[day.weekday()]
        weeks = (day.toordinal() - 1) // 7 - (self.valid_from.toordinal() - 1) // 7
        return (self.minutes, *self.more)[weeks % (1 + len(self.more))][day.weekday()]


@frozen
class Schedule:
    """When one person works within a span of dates: patterns, employment and the location's holidays together."""

    person_id: int
    zone: str
    started_on: date | None
    left_on: date | None
    patterns: tuple[WorkPattern, ...]
    """Newest first."""
    closed: frozenset[date]

    def pattern(self, day: date) -> WorkPattern | None:
        """The pattern valid on this date; None before the first one."""
        if not self.patterns:
            return WorkPattern(None, ASSUMED, True)
        return next((known for known in self.patterns if known.valid_from is None or known.valid_from <= day), None)

    def minutes(self, day: date) -> int:
        """Scheduled minutes on this date; 0 on a free weekday, on a holiday and outside the employment."""
        if day in self.closed or (self.started_on and day < self.started_on) or (self.left_on and day > self.left_on):
            return 0
        pattern = self.pattern(day)
        return pattern.on(day) if pattern else 0

    def if_open(self, day: date) -> int:
        """Minutes that would be scheduled on this date if it were no holiday."""
        return replace(self, closed=self.closed - {day}).minutes(day)

    def spans(self, first: date, last: date) -> Iterator[tuple[date, date, WorkPattern]]:
        """The stretches of employment from first to last, both included, each with its pattern, oldest first."""
        first, last = max(first, self.started_on or first), min(last, self.left_on or last)
        known = self.patterns or (WorkPattern(None, ASSUMED, True),)
        for at in range(len(known) - 1, -1, -1):
            start = max(first, known[at].valid_from or first)
            following = known[at - 1].valid_from if at else None
            end = min(last, following - timedelta(days=1)) if following else last
            if start <= end:
                yield start, end, known[at]

    def every_day(self, first: date, last: date) -> list[int]:
        """Scheduled minutes for each date from first to last, both included, in order."""
        found = [0] * ((last - first).days + 1)
        for start, end, pattern in self.spans(first, last):
            at, until = (start - first).days, (end - first).days + 1
            if pattern.more:
                found[at:until] = [pattern.on(day) for day in days(start, end)]
            else:
                week, turn = pattern.minutes, start.weekday()
                turned = (*week[turn:], *week[:turn])
                found[at:until] = (turned * ((until - at) // 7 + 1))[: until - at]
        for day in self.closed:
            if first <= day <= last:
                found[(day - first).days] = 0
        return found


def days(first: date, last: date) -> Iterator[date]:
    """Every date from first to last, both included; none when they are reversed."""
    return (first + timedelta(days=ahead) for ahead in range((last - first).days + 1))
