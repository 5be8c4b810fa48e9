"""Who is in Townhall at the moment a file comes in: everything an import compares its rows with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Table, case, func, select
from sqlmodel import SQLModel

from core.calendar.models import Pattern
from core.db import Query, Tx
from core.people.models import Account, Deputy, Grant, Person, Space, Team


def table(model: type[SQLModel]) -> Table:
    """The table of a model, typed."""
    found: Table = model.__table__  # type: ignore[attr-defined]
    return found


@dataclass(slots=True)
class Standing:
    """People, teams, roles, patterns, deputies and accounts as they are, looked up the way an import asks."""

    people: dict[int, Any] = field(default_factory=dict)
    by_email: dict[str, int] = field(default_factory=dict)
    teams: dict[str, int] = field(default_factory=dict)
    roles: dict[int, set[str]] = field(default_factory=dict)
    patterns: dict[int, tuple[date, tuple[int, ...], bool]] = field(default_factory=dict)
    deputies: dict[int, int] = field(default_factory=dict)
    accounts: dict[tuple[str, str], list[tuple[str, int]]] = field(default_factory=dict)
    spaces: dict[str, list[str]] = field(default_factory=dict)

    def chart(self) -> dict[str, str | None]:
        """Everybody's e-mail and their manager's."""
        return {
            email: self.people[boss].email if (boss := self.people[person].manager_id) in self.people else None
            for email, person in self.by_email.items()
        }


def standing(tx: Tx, today: date) -> Standing:
    """What the database holds now; nobody who was erased. A pattern is the one of today, else the next to start."""
    found = Standing()
    for person in _rows(tx, Person):
        if not person.erased:
            found.people[person.id] = person
            if person.email:
                found.by_email[person.email] = person.id
    found.teams = {team.name.casefold(): team.id for team in _rows(tx, Team)}
    for grant in _rows(tx, Grant):
        found.roles.setdefault(grant.person_id, set()).add(grant.role)
    for pattern in _rows(tx, Pattern):
        week = (pattern.mon, pattern.tue, pattern.wed, pattern.thu, pattern.fri, pattern.sat, pattern.sun)
        before = found.patterns.get(pattern.person_id)
        if before is None or (pattern.valid_from > before[0]) == (pattern.valid_from <= today):
            found.patterns[pattern.person_id] = (pattern.valid_from, week, pattern.assumed)
    for deputy in _rows(tx, Deputy):
        if deputy.first_day is None and deputy.last_day is None:
            found.deputies[deputy.person_id] = deputy.deputy_id
    for account in _rows(tx, Account):
        found.accounts.setdefault((account.platform, account.user), []).append((account.space, account.person_id))
    for space in _rows(tx, Space):
        found.spaces.setdefault(space.platform, []).append(space.space)
    return found


def _rows(tx: Tx, model: type[SQLModel]) -> Iterator[Any]:
    yield from tx.execute(select(table(model)))


def structure(tx: Tx) -> tuple[int, ...]:
    """Who is here, under whom, in which team, with which accounts and hours, as a few sums that change when that does."""
    return tuple(int(number or 0) for query in _SUMS for number in tx.one(query))


def _sums(model: type[SQLModel], *columns: str) -> Query:
    of = table(model)
    weighed = [func.sum(of.c.id * (1 + func.coalesce(of.c[column], 0))) for column in columns]
    return Query(select(func.count(), func.max(of.c.id), *weighed).select_from(of))


_p = table(Person)
_SUMS = (
    _sums(Person, "manager_id", "team_id"),
    Query(select(func.sum(case((_p.c.left_on.is_(None), _p.c.id), else_=0)), func.count(_p.c.email))),
    _sums(Team), _sums(Grant, "person_id"), _sums(Pattern, "person_id"), _sums(Deputy, "deputy_id"),
    _sums(Account, "person_id"), _sums(Space),
)  # fmt: skip
