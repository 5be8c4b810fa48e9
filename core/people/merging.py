"""Writing a compared file of people into what is there: few statements with many rows each, so that nobody waits long."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from core.calendar.models import Pattern
from core.calendar.patterns import set_pattern
from core.calendar.schedule import DAYS
from core.db import Query, Tx
from core.people.comparing import Comparison, Step
from core.people.models import Account, Deputy, Grant, Person, Team
from core.people.standing import table

p, team, deputy, pattern = table(Person), table(Team), table(Deputy), table(Pattern)
BLANK = {name: Person.model_fields[name].default for name in ("language", "zone", "location", "erased")} | {
    "started_on": None, "left_on": None, "team_id": None,
}  # fmt: skip
_teams, _ids = Query(select(team.c.id, team.c.name)), Query(select(p.c.id, p.c.email))
_add_team = Query(insert(team), "name")
_boss = p.alias("boss")
_add_person = Query(
    insert(p).values(
        **{name: bindparam(name) for name in ("name", "email", *BLANK)},
        manager_id=select(_boss.c.id).where(_boss.c.email == bindparam("manager")).scalar_subquery(),
    )
)
_set_manager = Query(update(p).where(p.c.id == bindparam("key")).values(manager_id=bindparam("boss")))
_set_left = Query(update(p).where(p.c.id == bindparam("key")).values(left_on=bindparam("day")))
_drop_deputy = Query(
    delete(deputy).where(
        deputy.c.person_id == bindparam("key"), deputy.c.first_day.is_(None), deputy.c.last_day.is_(None)
    )
)
_add_deputy = Query(insert(deputy), "person_id", "deputy_id")
_add_role = Query(insert(table(Grant)), "person_id", "role")
_add_account = Query(insert(table(Account)), "platform", "space", "user", "person_id", "used_at", "direct")
_add_pattern = Query(insert(pattern), "person_id", "valid_from", "assumed", "more_weeks", *DAYS)


def merge(tx: Tx, compared: Comparison, leaving: Sequence[int], today: date) -> dict[str, int]:
    """All of it, in this unit; gives everybody's number by e-mail."""
    tx.many(_add_team, [{"name": name} for name in compared.new_teams.values()])
    teams = {row.name.casefold(): row.id for row in tx.all(_teams)}
    new = [step for step in compared.steps if step.person_id is None]
    tx.many(_add_person, [
        BLANK | _values(step, teams) | {"manager": step.row.manager_email} for step in _boss_first(new)
    ])  # fmt: skip
    _change_people(tx, [step for step in compared.steps if step.person_id is not None and step.columns], teams)
    ids: dict[str, int] = {row.email: row.id for row in tx.all(_ids) if row.email}
    _link(tx, compared.steps, ids)
    _set_patterns(tx, compared.steps, ids)
    tx.many(_set_left, [{"key": person, "day": today} for person in leaving])
    tx.expire_all()
    return ids


def _boss_first(new: Sequence[Step]) -> list[Step]:
    """Whoever is new after their manager, who is found by e-mail then; circles were refused before."""
    waiting, ordered = {step.row.email: step for step in new}, list[Step]()
    for step in new:
        line = list[Step]()
        found = waiting.pop(step.row.email, None)
        while found:
            line.append(found)
            found = waiting.pop(found.row.manager_email or "", None)
        ordered += reversed(line)
    return ordered


def _values(step: Step, teams: dict[str, int]) -> dict[str, Any]:
    values = {column: value for column, value in step.columns.items() if column != "team"}
    return values | ({"team_id": teams[step.row.team.casefold()]} if "team" in step.columns else {})


def _change_people(tx: Tx, steps: Iterable[Step], teams: dict[str, int]) -> None:
    """Those whose same columns change go together."""
    alike: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for step in steps:
        values = _values(step, teams)
        alike.setdefault(tuple(sorted(values)), []).append({"key": step.person_id, **values})
    for columns, rows in alike.items():
        change = update(p).where(p.c.id == bindparam("key")).values({column: bindparam(column) for column in columns})
        tx.connection().execute(change, rows)


def _link(tx: Tx, steps: Sequence[Step], ids: dict[str, int]) -> None:
    """Managers, deputies, roles and accounts: now that everybody has a number."""
    managed = [step.row for step in steps if step.new_manager and step.person_id is not None]
    tx.many(_set_manager, [
        {"key": ids[row.email], "boss": ids[row.manager_email] if row.manager_email else None} for row in managed
    ])  # fmt: skip
    deputies = [
        {"person_id": ids[step.row.email], "deputy_id": ids[step.row.deputy_email]}
        for step in steps if step.new_deputy and step.row.deputy_email
    ]  # fmt: skip
    tx.many(_drop_deputy, [{"key": one["person_id"]} for one in deputies])
    tx.many(_add_deputy, deputies)
    tx.many(_add_role, [{"person_id": ids[step.row.email], "role": role} for step in steps for role in step.roles])
    tx.many(_add_account, [
        # On Discord a direct message needs the person's own click first.
        {"platform": platform, "space": space, "user": user, "person_id": ids[step.row.email], "used_at": tx.now,
         "direct": platform != "discord"}
        for step in steps for platform, space, user in step.accounts
    ])  # fmt: skip


def _set_patterns(tx: Tx, steps: Iterable[Step], ids: dict[str, int]) -> None:
    """Hours from their day on; only for people who were here already is that news to anybody."""
    first = []
    for step in steps:
        if step.valid_from is None or step.row.minutes is None:
            continue
        if step.person_id is not None:
            set_pattern(tx, step.person_id, step.valid_from, step.row.minutes, assumed=step.row.even)
            continue
        hours = dict(zip(DAYS, step.row.minutes, strict=True))
        first.append({"person_id": ids[step.row.email], "valid_from": step.valid_from, "assumed": step.row.even,
                      "more_weeks": "", **hours})  # fmt: skip
    tx.many(_add_pattern, first)
