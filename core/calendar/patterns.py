"""Who is scheduled when: a person's work patterns as they are kept, each from a date on, and the schedules they make."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.dialects.postgresql import insert as insert_or

from core import facts
from core.calendar.exchanges import days_off, days_off_of
from core.calendar.facts import PatternSet
from core.calendar.models import Pattern
from core.calendar.schedule import DAY_MINUTES, DAYS, ImpossiblePattern, Minutes, Schedule, WorkPattern, days
from core.db import Query, Tx, table
from core.people.models import Person, Team
from core.words import _

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
    return _one(tx, person, frozenset()).pattern(day)


def minutes_on(tx: Tx, person: int, first: date, last: date) -> dict[date, int]:
    """Scheduled minutes for every date from first to last, both included: holidays of the person's location are 0."""
    schedule = schedule_of(tx, person, first, last)
    return {day: schedule.minutes(day) for day in days(first, last)}


def schedule_of(tx: Tx, person: int, first: date, last: date) -> Schedule:
    """When this person works between these dates; LookupError when there is no such person."""
    return _one(tx, person, frozenset([row.day for row in days_off_of(tx, person, first, last)]))


def schedules_of(tx: Tx, people: Iterable[int], first: date, last: date) -> list[Schedule]:
    """When each of these people works between these dates."""
    rows = tx.execute(_people_working, {"people": list(people)}).all()
    return list(_schedules(rows, *days_off(tx, first, last)).values())


def _one(tx: Tx, person: int, closed: frozenset[date]) -> Schedule:
    rows = tx.all(_one_working, person=person)
    if not rows:
        raise LookupError(f"no person {person}")
    return _schedule(rows[0], _patterns(rows), closed)


def _schedules(rows: Iterable[Any], closing: Iterable[Any], exchanged: Iterable[Any]) -> dict[int, Schedule]:
    closed: dict[str, set[date]] = defaultdict(set)
    for holiday in closing:
        closed[holiday.location].add(holiday.day)
    shut, never = {location: frozenset(found) for location, found in closed.items()}, frozenset[date]()
    persons: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        persons[row[0]].append(row)
    # People who work alike share one tuple of patterns, so that thousands are read in a moment.
    shared: dict[tuple[Any, ...], tuple[WorkPattern, ...]] = {}
    found = {}
    for number, own in persons.items():
        same = tuple([row[5:] for row in own])
        patterns = shared.get(same)
        if patterns is None:
            patterns = shared[same] = _patterns(own)
        found[number] = _schedule(own[0], patterns, shut.get(own[0].location, never))
    for number, worked_on, free_on in exchanged:
        if who := found.get(number):
            found[number] = replace(who, closed=who.closed - {worked_on} | {free_on})
    return found


def _schedule(one: Any, patterns: tuple[WorkPattern, ...], closed: frozenset[date]) -> Schedule:
    return Schedule(one.id, one.zone, one.started_on, one.left_on, patterns, closed)


def _patterns(rows: Iterable[Any]) -> tuple[WorkPattern, ...]:
    """One person's patterns, newest first; none where nothing is known."""
    return tuple([
        WorkPattern(row.valid_from, row[8:], row.assumed, weeks_in_turn(row.more_weeks))
        for row in rows if row.valid_from is not None
    ])  # fmt: skip


def weeks_in_turn(kept: str) -> tuple[Minutes, ...]:
    """The second and later weeks of a pattern, as they are kept with it."""
    found: Any = [tuple(map(int, week.split(","))) for week in kept.split("/")] if kept else ()
    return tuple(found)
