"""The turn of a year or a month: hours credited exactly once, what is carried over, and what lapses by itself."""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import bindparam, case, func, select

from core import jobs
from core.calendar import Schedule, WorkPattern, schedule_of
from core.calendar.models import Pattern
from core.db import Query, Tx, table
from core.due import due
from core.people import Me, get
from core.people.models import Person
from core.timeoff.balance import WRITE
from core.timeoff.entitlement import Earned, earned
from core.timeoff.models import Entry, LedgerLine
from core.timeoff.notices import BY_CLICK
from core.timeoff.policy import Rules, only_hr, rules_at

CREDIT = "timeoff.credit"
BATCH = 200
LATE = timedelta(days=2)
GRANT, CARRY, EXPIRY = Entry.GRANT.value, Entry.CARRY.value, Entry.EXPIRY.value
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_person, _pattern, _ledger = table(Person), table(Pattern), table(LedgerLine)
_people = Query(
    select(_person.c.id, _person.c.zone, _person.c.started_on, _person.c.left_on, _person.c.location)
    .where(_person.c.id > bindparam("after"), _person.c.erased.is_(False))
    .order_by(_person.c.id)
    .limit(bindparam("most"))
)
_patterns = Query(
    select(*(_pattern.c[name] for name in ("person_id", "valid_from", *WEEK, "assumed", "more_weeks")))
    .where(_pattern.c.person_id > bindparam("after"), _pattern.c.person_id <= bindparam("until"))
    .order_by(_pattern.c.person_id, _pattern.c.valid_from.desc())
)  # fmt: skip
_grant = case((_ledger.c.entry == GRANT, 1), else_=0)
_standing = Query(
    select(
        _ledger.c.person_id, _ledger.c.pot, func.sum(_ledger.c.minutes).label("minutes"),
        func.sum(_grant * _ledger.c.minutes).label("granted"), func.sum(_grant).label("grants"),
        func.max(_ledger.c.usable_to).label("last"),
        func.max(case((_ledger.c.entry == Entry.OPENING.value, _ledger.c.day), else_=None)).label("opened"),
    )
    .where(_ledger.c.person_id > bindparam("after"), _ledger.c.person_id <= bindparam("until"))
    .group_by(_ledger.c.person_id, _ledger.c.pot)
)  # fmt: skip
_ran = Query(select(due.c.id).where(due.c.key == bindparam("key_")))


class Carry(NamedTuple):
    """Last year's extra hours: most that stay (None: all), and until which day; None keeps their own end."""

    year: int
    cap: int | None
    last: date | None


class Turn(NamedTuple):
    """A day on which hours are credited, with what the rules say about it, looked up once for everybody at a location."""

    day: date
    rules: Rules
    carry: Carry | None
    """What becomes of last year's extra hours; None: all stay as they are."""
    sure: bool


Standing = dict[str, Any]
"""What the ledger says about a person's pots, by name: minutes, granted, grants and the last day."""


def plan_credit(tx: Tx, day: date) -> None:
    """Start crediting everybody for the month that begins on this day; a second start changes nothing."""
    previous = f"{CREDIT}:{(day - timedelta(days=1)).replace(day=1)}:0"
    # After a gap, or with a clock that jumped, hours are credited as always but nothing is taken away without a person.
    sure = day - LATE <= tx.now.date() <= day + LATE and tx.one(_ran, key_=previous) is not None
    jobs.at(tx, f"{CREDIT}:{day}:0", tx.now, CREDIT, {"day": str(day), "after": 0, "sure": sure})


def credit_batch(tx: Tx, day: date, after: int, *, sure: bool = True, most: int = BATCH) -> int | None:
    """Credit, carry and let lapse for the next so many people; gives the last one's id, None when nobody is left.

    Each line has a key of its own, so a batch that runs twice, or beside itself, writes it once.
    """
    until, lines = _missing(tx, day, after, sure, most)
    tx.many(WRITE, lines)
    return until


def skipped(tx: Tx, me: Me, day: date) -> tuple[int, int]:
    """For HR: how many people have carry-over or an end of hours that was not carried out, and how many minutes end by it.

    After a gap in the runs nothing is taken away by itself: somebody looks first.
    """
    only_hr(tx, me)
    found: set[int] = set()
    minutes, after = 0, 0
    while True:
        until, lines = _missing(tx, day, after, True, BATCH)
        if until is None:
            return len(found), minutes
        for line in lines:
            if line["entry"] != GRANT:
                found.add(line["person_id"])
                minutes -= line["minutes"] if line["entry"] == EXPIRY else 0
        after = until


def carry_out(tx: Tx, me: Me, day: date) -> None:
    """HR has looked: what was skipped is carried out now, in batches, each line once. NotAllowed for others."""
    only_hr(tx, me)
    turn = f"hr{me.id}.{tx.now:%Y%m%d%H%M%S}"
    jobs.at(tx, f"{CREDIT}:{day}:{turn}:0", tx.now, CREDIT, {"day": str(day), "after": 0, "sure": True, "turn": turn})


def _missing(tx: Tx, day: date, after: int, sure: bool, most: int) -> tuple[int | None, list[dict[str, Any]]]:
    people = tx.all(_people, after=after, most=most)
    if not people:
        return None, []
    turns, until = dict[str, Turn](), int(people[-1].id)
    first, last = date(day.year, 1, 1), date(day.year, 12, 31)
    patterns: dict[int, tuple[Any, ...]] = {}
    for row in tx.all(_patterns, after=after, until=until):
        # Newest first: what was before the one that counts on 1 January changes nothing.
        known = patterns.get(row[0], ())
        if not known or known[-1][0] > first:
            patterns[row[0]] = (*known, (max(row[1], first) if not row.more_weeks else row[1], *row[2:]))
    standing, opened = _standings(tx, after, until)
    shares: dict[Any, list[Earned]] = {}
    lines: list[dict[str, Any]] = []
    none: Standing = {}
    for number, zone, started, left, location in people:
        turn = turns.get(location) or turns.setdefault(location, _turn(tx, day, sure, location))
        # People who work alike earn alike: counted once for all of them.
        same = (
            location,
            patterns.get(number),
            started if started and started > first else None,
            left if left and left < last else None,
        )
        found = shares.get(same)
        if found is None:
            schedule = Schedule(number, zone, started, left, tuple(map(_pattern_of, same[1] or ())), frozenset())
            found = shares[same] = list(earned(schedule, turn.rules, day.year, day))
        lines += _lines(number, turn, found, started, standing.get(number, none), opened.get(number))
    return until, lines


def _turn(tx: Tx, day: date, sure: bool, location: str) -> Turn:
    rules, end = rules_at(tx, "holiday", location), date(day.year - 1, 12, 31)
    cap, months = rules.on("carry.cap", end), rules.on("carry.months", end)
    last = date(day.year + months // 12, months % 12 + 1, 1) - timedelta(days=1) if months else None
    return Turn(day, rules, None if cap is None and months is None else Carry(end.year, cap, last), sure)


def _standings(tx: Tx, after: int, until: int) -> tuple[dict[int, Standing], dict[int, date]]:
    standing: dict[int, Standing] = defaultdict(dict)
    opened: dict[int, date] = {}
    for row in tx.all(_standing, after=after, until=until):
        standing[row.person_id][row.pot] = row
        if row.opened:
            opened[row.person_id] = row.opened
    return standing, opened


def _pattern_of(row: Any) -> WorkPattern:
    more: Any = tuple(tuple(map(int, week.split(","))) for week in row[9].split("/") if week)
    return WorkPattern(row[0], row[1:8], row[8], more)


def credit_person(tx: Tx, person: int, day: date) -> None:
    """Put one person's credited hours right after a contract changed, they joined or they leave; nothing lapses here."""
    tx.lock("person", person)
    standing, opened = _standings(tx, person - 1, person)
    schedule = schedule_of(tx, person, day, day)
    turn = _turn(tx, day, False, get(tx, person).location)
    found = list(earned(schedule, turn.rules, day.year, day))
    tx.many(WRITE, _lines(person, turn, found, schedule.started_on, standing[person], opened.get(person)))


def _lines(
    person: int, turn: Turn, found: list[Earned], started: date | None, standing: Standing, opened: date | None
) -> list[dict[str, Any]]:
    """The lines that are still missing for one person on this day."""
    lines = _credits(person, turn.day, found, started, standing, opened)
    if turn.sure:
        if turn.carry:
            lines += _carried(person, turn.carry, standing)
        for pot, has in standing.items():
            if has.last and has.last < turn.day and has.minutes > 0 and pot.partition(":")[0] not in BY_CLICK:
                lines.append(_line(person, has.last, -has.minutes, EXPIRY, pot, f"lapse:{pot}"))
    return lines


def _credits(
    person: int, day: date, found: list[Earned], started: date | None, standing: Standing, opened: date | None
) -> list[dict[str, Any]]:
    """The difference between what is earned by now and what was credited: a whole year, a month, or a contract's change."""
    # What somebody brought along during a year holds that year's hours already; on 1 January it closes the year before.
    if opened and opened.year >= day.year and (opened.month, opened.day) != (1, 1):
        return []
    lines = []
    for pot, first, last, minutes in found:
        has = standing.get(pot)
        granted, grants = (has.granted, has.grants) if has else (0, 0)
        if minutes != granted:
            dated = first if not grants and not (started and started > first) else day
            lines.append(_line(person, dated, minutes - granted, GRANT, pot, f"grant:{pot}:{grants}", first, last))
    return lines


def _carried(person: int, carry: Carry, standing: Standing) -> list[dict[str, Any]]:
    """Extra hours of the year before: what is above the cap ends with that year, the rest may get an end of its own."""
    year, cap, last = carry
    pot = f"extra:{year}"
    has = standing.get(pot)
    if has is None or has.minutes <= 0:
        return []
    lines = []
    carried = has.minutes if cap is None else min(has.minutes, cap)
    if has.minutes > carried:
        lines.append(_line(person, date(year, 12, 31), carried - has.minutes, EXPIRY, pot, f"cap:{pot}"))
    if last and carried:
        start = date(year + 1, 1, 1)
        lines.append(_line(person, start, -carried, CARRY, pot, f"carry:{pot}:out"))
        lines.append(_line(person, start, carried, CARRY, f"carried:{year}", f"carry:{pot}:in", start, last))
    return lines


def _line(
    person: int,
    day: date,
    minutes: int,
    entry: str,
    pot: str,
    key: str,
    first: date | None = None,
    last: date | None = None,
) -> dict[str, Any]:
    return {"person_id": person, "day": day, "minutes": minutes, "entry": entry, "pot": pot, "usable_from": first,
            "usable_to": last, "request_id": None, "reason": "", "by": None, "key": f"{key}:{person}"}  # fmt: skip
