"""What tests of the rules share: schedules, rules and pots made by hand, and a company that uses the Dutch rules."""

from datetime import date
from types import SimpleNamespace
from typing import Any

from core import calendar, people, timeoff
from core.calendar import Schedule, WorkPattern
from core.db import Tx
from core.timeoff import Rules

FULL: Any = (480, 480, 480, 480, 480, 0, 0)
PART: Any = (480, 480, 240, 0, 0, 0, 0)
LONG_AGO = date(2010, 1, 1)


def day(text: str) -> date:
    """A date from its ISO text."""
    return date.fromisoformat(text)


def schedule(*patterns: tuple[str, Any], started: str = "", left: str = "", closed: tuple[str, ...] = ()) -> Schedule:
    """A schedule of these patterns, the oldest first; full time without any."""
    known = [WorkPattern(day(start), week, False) for start, week in patterns or (("2010-01-01", FULL),)]
    return Schedule(1, "Europe/Amsterdam", day(started) if started else None, day(left) if left else None,
                    tuple(reversed(known)), frozenset(map(day, closed)))  # fmt: skip


def rules(**values: int) -> Rules:
    """Rules that count since long ago; double underscores stand for a dot."""
    return Rules({name.replace("__", "."): [(LONG_AGO, value, "")] for name, value in values.items()})


def as_hr(support: SimpleNamespace, unit: Any) -> Any:
    """Carry out a rule as HR."""
    return support.company.write(lambda tx: unit(tx, people.get(tx, support.hr.id)))


def dutch(support: SimpleNamespace) -> None:
    """The company uses the Dutch rules, credited from 1 January 2027."""
    as_hr(support, lambda tx, hr: timeoff.use_country(tx, hr, date(2027, 1, 1)))


def policy(support: SimpleNamespace, rule: str, value: int, kind: str = "holiday") -> None:
    """A rule says this since long ago."""
    as_hr(support, lambda tx, hr: timeoff.set_policy(tx, hr, kind, rule, LONG_AGO, value))


def ledger(support: SimpleNamespace, person: int) -> list[tuple[str, int, str]]:
    """Entry, minutes and pot of each of a person's lines."""

    def look(tx: Tx) -> list[tuple[str, int, str]]:
        lines = timeoff.explain(tx, people.get(tx, support.hr.id), person)
        return [(line.entry.value, line.minutes, line.pot) for line in lines]

    return support.company.read(look)  # type: ignore[no-any-return]


def grant(support: SimpleNamespace, person: int, pot: str, minutes: int, first: str, last: str = "") -> None:
    """Hours of one pot."""
    end = day(last) if last else None

    def unit(tx: Tx) -> bool:
        return timeoff.write_line(
            tx, person, day(first), minutes, timeoff.Entry.GRANT, pot=pot, first=day(first), last=end
        )

    support.company.write(unit)


def hire(support: SimpleNamespace, name: str, **more: Any) -> Any:
    """Somebody without any balance in Support."""
    return support.company.person(name, support.team, support.boss, **more)


__all__ = [
    "FULL",
    "PART",
    "as_hr",
    "calendar",
    "day",
    "dutch",
    "grant",
    "hire",
    "ledger",
    "policy",
    "rules",
    "schedule",
]
