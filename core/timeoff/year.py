"""The turn of a year or a month: hours credited exactly once, what is carried over, and what lapses by itself."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import bindparam, case, func, select

from core import jobs
from core.calendar import Schedule, WorkPattern, schedule_of
from core.calendar.models import Pattern
from core.db import Query, Tx, table
from core.due import due
from core.people import Me
from core.people.models import Person
from core.timeoff.balance import WRITE
from core.timeoff.entitlement import earned
from core.timeoff.models import Entry, LedgerLine
from core.timeoff.notices import BY_CLICK
from core.timeoff.policy import Rules, only_hr, rules_of

CREDIT = "timeoff.credit"
BATCH = 200
LATE = timedelta(days=2)
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_person, _pattern, _ledger = table(Person), table(Pattern), table(LedgerLine)
_people = Query(
    select(_person.c.id, _person.c.zone, _person.c.started_on, _person.c.left_on)
    .where(_person.c.id > bindparam("after"), _person.c.erased.is_(False))
    .order_by(_person.c.id)
    .limit(bindparam("most"))
)
_patterns = Query(
    select(*(_pattern.c[name] for name in ("person_id", "valid_from", *WEEK, "assumed", "more_weeks")))
    .where(_pattern.c.person_id > bindparam("after"), _pattern.c.person_id <= bindparam("until"))
    .order_by(_pattern.c.person_id, _pattern.c.valid_from.desc())
)  # fmt: skip
_grant = case((_ledger.c.entry == Entry.GRANT.value, 1), else_=0)
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


class Standing(NamedTuple):
    """What the ledger says about one pot of one person."""

    minutes: int
    granted: int
    grants: int
    last: date | None


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
            if line["entry"] != Entry.GRANT.value:
                found.add(line["person_id"])
                minutes -= line["minutes"] if line["entry"] == Entry.EXPIRY.value else 0
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
    rules, until = rules_of(tx, "holiday"), int(people[-1].id)
    patterns: dict[int, list[WorkPattern]] = defaultdict(list)
    for row in tx.all(_patterns, after=after, until=until):
        more: Any = tuple(tuple(map(int, week.split(","))) for week in row.more_weeks.split("/") if week)
        patterns[row.person_id].append(WorkPattern(row.valid_from, row[2:9], row.assumed, more))
    standing: dict[int, dict[str, Standing]] = defaultdict(dict)
    opened: dict[int, date] = {}
    for row in tx.all(_standing, after=after, until=until):
        standing[row.person_id][row.pot] = Standing(int(row.minutes), int(row.granted), int(row.grants), row.last)
        if row.opened:
            opened[row.person_id] = row.opened
    lines: list[dict[str, Any]] = []
    nobody: frozenset[date] = frozenset()
    for one in people:
        schedule = Schedule(one.id, one.zone, one.started_on, one.left_on, tuple(patterns[one.id]), nobody)
        lines += lines_for(schedule, rules, day, standing[one.id], opened.get(one.id), sure)
    return until, lines


def credit_person(tx: Tx, person: int, day: date) -> None:
    """Put one person's credited hours right after a contract changed, they joined or they leave; nothing lapses here."""
    tx.lock("person", person)
    rows = tx.all(_standing, after=person - 1, until=person)
    standing = {row.pot: Standing(int(row.minutes), int(row.granted), int(row.grants), row.last) for row in rows}
    opened = next((row.opened for row in rows if row.opened), None)
    rules = rules_of(tx, "holiday")
    tx.many(WRITE, lines_for(schedule_of(tx, person, day, day), rules, day, standing, opened, False))


def lines_for(
    schedule: Schedule, rules: Rules, day: date, standing: dict[str, Standing], opened: date | None, sure: bool
) -> list[dict[str, Any]]:
    """The lines that are still missing for one person on this day."""
    lines = list(_credits(schedule, rules, day, standing, opened))
    if sure:
        lines += _carried(schedule.person_id, rules, day, standing)
        for pot, has in standing.items():
            if has.last and has.last < day and has.minutes > 0 and pot.partition(":")[0] not in BY_CLICK:
                lines.append(_line(schedule.person_id, has.last, -has.minutes, Entry.EXPIRY, pot, f"lapse:{pot}"))
    return lines


def _credits(
    schedule: Schedule, rules: Rules, day: date, standing: dict[str, Standing], opened: date | None
) -> Iterator[dict[str, Any]]:
    """The difference between what is earned by now and what was credited: a whole year, a month, or a contract's change."""
    # What somebody brought along during a year holds that year's hours already; on 1 January it closes the year before.
    if opened and opened.year >= day.year and (opened.month, opened.day) != (1, 1):
        return
    for pot, first, last, minutes in earned(schedule, rules, day.year, day):
        has = standing.get(pot)
        missing = minutes - (has.granted if has else 0)
        if missing:
            turn = has.grants if has else 0
            dated = first if not turn and not (schedule.started_on and schedule.started_on > first) else day
            yield _line(schedule.person_id, dated, missing, Entry.GRANT, pot, f"grant:{pot}:{turn}", first, last)


def _carried(person: int, rules: Rules, day: date, standing: dict[str, Standing]) -> Iterator[dict[str, Any]]:
    """Extra hours of the year before: what is above the cap ends with that year, the rest may get an end of its own."""
    year = day.year - 1
    end, pot = date(year, 12, 31), f"extra:{year}"
    cap, months = rules.on("carry.cap", end), rules.on("carry.months", end)
    has = standing.get(pot)
    if has is None or has.minutes <= 0 or (cap is None and months is None):
        return
    carried = has.minutes if cap is None else min(has.minutes, cap)
    if has.minutes > carried:
        yield _line(person, end, carried - has.minutes, Entry.EXPIRY, pot, f"cap:{pot}")
    if months and carried:
        start = date(day.year, 1, 1)
        last = date(day.year + months // 12, months % 12 + 1, 1) - timedelta(days=1)
        yield _line(person, start, -carried, Entry.CARRY, pot, f"carry:{pot}:out")
        yield _line(person, start, carried, Entry.CARRY, f"carried:{year}", f"carry:{pot}:in", start, last)


def _line(
    person: int,
    day: date,
    minutes: int,
    entry: Entry,
    pot: str,
    key: str,
    first: date | None = None,
    last: date | None = None,
) -> dict[str, Any]:
    return {"person_id": person, "day": day, "minutes": minutes, "entry": entry.value, "pot": pot, "usable_from": first,
            "usable_to": last, "request_id": None, "reason": "", "by": None, "key": f"{key}:{person}"}  # fmt: skip
