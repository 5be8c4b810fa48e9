"""Who is scheduled when: a person's work pattern from a date on, and the minutes per date that follow from it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.dialects.postgresql import insert as insert_or

from core import facts
from core.calendar.exchanges import days_off, days_off_of
from core.calendar.facts import PatternSet
from core.calendar.models import Pattern
from core.db import Query, Tx, table
from core.errors import UserError
from core.people.models import Person, Team
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


_pattern, _person, _team = table(Pattern), table(Person), table(Team)

_top = select(_team.c.id).where(_team.c.id == bindparam("team")).cte("below", recursive=True)
TEAMS_BELOW = _top.union(select(_team.c.id).where(_team.c.parent_id == _top.c.id))
"""The ids of a team (`team`) and every team below it."""

IN_TEAM = _person.c.team_id.in_(select(TEAMS_BELOW.c.id)) & _person.c.erased.is_(False)
"""Persons who belong to a team (`team`) or to a team below it."""


def _working(who: Any) -> "Select[Any]":
    return (
        select(
            _person.c.id, _person.c.zone, _person.c.location, _person.c.started_on, _person.c.left_on,
            _pattern.c.valid_from, _pattern.c.assumed, _pattern.c.more_weeks,
            *(_pattern.c[day] for day in DAYS),
        )
        .select_from(_person.outerjoin(_pattern, _pattern.c.person_id == _person.c.id))
        .where(who)
        .order_by(_person.c.id, _pattern.c.valid_from.desc())
    )  # fmt: skip


_one_working = Query(_working(_person.c.id == bindparam("person")))
_people_working = _working(_person.c.id.in_(bindparam("people", expanding=True)))
_put = insert_or(_pattern)
_set_pattern = Query(
    _put.on_conflict_do_update(
        index_elements=["person_id", "valid_from"],
        set_={name: _put.excluded[name] for name in (*DAYS, "assumed", "more_weeks")},
    ),
    "person_id", "valid_from", *DAYS, "assumed", "more_weeks",
)  # fmt: skip


def set_pattern(
    tx: Tx, person: int, valid_from: date, minutes: Minutes, assumed: bool = False, more: tuple[Minutes, ...] = ()
) -> bool:
    """From this day on the person works these minutes, until the next pattern. False when that changes nothing.

    `more` are the second and later weeks where weeks take turns; `minutes` is the week in which `valid_from` falls.
    An assumed pattern (weekly hours spread evenly) never replaces a known one with the same weekly hours, so that
    importing the same list again leaves what people set by hand.
    """
    if any(len(week) != len(DAYS) or not all(0 <= some <= DAY_MINUTES for some in week) for week in (minutes, *more)):
        raise ImpossiblePattern(_("A day has between 0 and 24 hours. Give the hours for each weekday."))
    tx.lock("calendar.pattern", person)
    now = pattern_on(tx, person, valid_from)
    if now and now.valid_from is not None:
        same = now.minutes == tuple(minutes) and now.more == more and (assumed or not now.assumed)
        if same or (assumed and not now.assumed and now.weekly == WorkPattern(valid_from, minutes, True, more).weekly):
            return False
    hours = dict(zip(DAYS, minutes, strict=True))
    tx.run(_set_pattern, person_id=person, valid_from=valid_from, assumed=assumed, **hours,
           more_weeks="/".join(",".join(map(str, week)) for week in more))  # fmt: skip
    facts.record(tx, PatternSet(person, valid_from))
    return True


def pattern_on(tx: Tx, person: int, day: date) -> WorkPattern | None:
    """The pattern that counts on this date, assumed when none is known at all; None before the first known one."""
    return _schedules(tx.all(_one_working, person=person), [])[person].pattern(day)


def minutes_on(tx: Tx, person: int, first: date, last: date) -> dict[date, int]:
    """Scheduled minutes for every date from first to last, both included: holidays of the person's location are 0."""
    schedule = schedule_of(tx, person, first, last)
    return {day: schedule.minutes(day) for day in days(first, last)}


def schedule_of(tx: Tx, person: int, first: date, last: date) -> Schedule:
    """When this person works between these dates; LookupError when there is no such person."""
    closing = days_off_of(tx, person, first, last)
    return _schedules(tx.all(_one_working, person=person), closing)[person]


def schedules_of(tx: Tx, people: Iterable[int], first: date, last: date) -> list[Schedule]:
    """When each of these people works between these dates."""
    rows = tx.execute(_people_working, {"people": list(people)}).all()
    return list(_schedules(rows, *days_off(tx, first, last)).values())


def days(first: date, last: date) -> Iterator[date]:
    """Every date from first to last, both included; none when they are reversed."""
    return (first + timedelta(days=ahead) for ahead in range((last - first).days + 1))


def _schedules(rows: Iterable[Any], closing: Iterable[Any], exchanged: Iterable[Any] = ()) -> dict[int, Schedule]:
    closed: dict[str, set[date]] = defaultdict(set)
    for holiday in closing:
        closed[holiday.location].add(holiday.day)
    persons: dict[int, Any] = {}
    patterns: dict[int, tuple[WorkPattern, ...]] = {}
    # People who work alike share one tuple of patterns, so that thousands are read in a moment.
    shared: dict[tuple[int, Any], tuple[WorkPattern, ...]] = {}
    for row in rows:
        persons[row[0]] = row
        if row.valid_from is not None:
            before = patterns.get(row[0], ())
            same = id(before), row[5:]
            known = shared.get(same)
            if known is None:
                more: Any = tuple(tuple(map(int, week.split(","))) for week in row.more_weeks.split("/") if week)
                known = shared[same] = (*before, WorkPattern(row.valid_from, row[8:], row.assumed, more))
            patterns[row[0]] = known
    shut, never = {location: frozenset(found) for location, found in closed.items()}, frozenset[date]()
    found = {
        number: Schedule(
            number, row.zone, row.started_on, row.left_on, patterns.get(number, ()), shut.get(row.location, never)
        )
        for number, row in persons.items()
    }
    for number, worked_on, free_on in exchanged:
        if who := found.get(number):
            found[number] = replace(who, closed=who.closed - {worked_on} | {free_on})
    return found
