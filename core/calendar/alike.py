"""A whole team's schedules at once: those who work alike within the dates are read and reckoned as one."""

from collections import defaultdict
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import bindparam, case, select

from core.calendar.exchanges import days_off
from core.calendar.models import Pattern
from core.calendar.patterns import IN_TEAM, weeks_in_turn
from core.calendar.schedule import DAYS, Schedule, WorkPattern
from core.db import Query, Tx, table
from core.people.models import Person

_pattern, _person = table(Pattern), table(Person)
_first, _last = (
    bindparam("first", type_=_pattern.c.valid_from.type),
    bindparam("last", type_=_pattern.c.valid_from.type),
)
_turns = _pattern.c.more_weeks != ""
_working = Query(
    select(
        _person.c.id, _person.c.location,
        # What lies outside the dates makes no difference between people; where weeks take turns, the day they began does.
        case((_person.c.started_on > _first, _person.c.started_on)).label("started_on"),
        case((_person.c.left_on < _last, _person.c.left_on)).label("left_on"),
        case(((_pattern.c.valid_from > _first) | _turns, _pattern.c.valid_from)).label("valid_from"),
        _pattern.c.valid_from.is_not(None).label("known"), _pattern.c.more_weeks, *(_pattern.c[day] for day in DAYS),
    )
    .select_from(_person.outerjoin(_pattern, _pattern.c.person_id == _person.c.id))
    .where(IN_TEAM)
    .order_by(_person.c.id, _pattern.c.valid_from.desc())
)  # fmt: skip


def alike_in_team(tx: Tx, team: int, first: date, last: date) -> list[tuple[Schedule, list[int]]]:
    """How people in this team, and in the teams below it, work between these dates, and who (by id) works so.

    A schedule here is right from first to last, both included, and carries the first person's number and no zone.
    """
    closing, exchanged = days_off(tx, first, last)
    closed: dict[str, set[date]] = defaultdict(set)
    for holiday in closing:
        closed[holiday.location].add(holiday.day)
    shut = {location: frozenset(found) for location, found in closed.items()}
    apart: dict[int, list[tuple[date, date]]] = defaultdict(list)
    for number, worked_on, free_on in exchanged:
        apart[number].append((worked_on, free_on))
    found = []
    for people, rows in tx.alike(_working, team=team, first=first, last=last):
        one = rows[0]
        schedule = Schedule(
            people[0], "", one.started_on, one.left_on, _patterns(rows), shut.get(one.location, frozenset())
        )
        found.append((schedule, [number for number in people if number not in apart]))
        for number in people if apart else ():
            if number in apart:
                found.append((_exchanged(schedule, number, apart[number]), [number]))
    return [(schedule, people) for schedule, people in found if people]


def _patterns(rows: list[Any]) -> tuple[WorkPattern, ...]:
    """Newest first, up to the one that counts on the first date; none where nothing is known."""
    found = []
    for row in rows:
        if row.known:
            found.append(WorkPattern(row.valid_from, row[7:], False, weeks_in_turn(row.more_weeks)))
            if row.valid_from is None:
                break
    return tuple(found)


def _exchanged(schedule: Schedule, number: int, days: list[tuple[date, date]]) -> Schedule:
    closed = schedule.closed
    for worked_on, free_on in days:
        closed = closed - {worked_on} | {free_on}
    return replace(schedule, person_id=number, closed=closed)
