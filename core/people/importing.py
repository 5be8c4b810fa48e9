"""Taking over a file of people: first what would happen, with row numbers; then all of it or nothing (T33)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from core.calendar.models import Pattern
from core.calendar.patterns import DAYS, set_pattern
from core.db import Tx
from core.errors import UserError
from core.people.comparing import Comparison, Step
from core.people.models import Account, Deputy, Grant, Person, Team
from core.people.sheet import Problem, Sheet
from core.people.standing import standing, table
from core.words import ngettext

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes different for a person who is here already; `what` names fields of Row."""

    row: int
    person_id: int
    what: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Opening:
    """A balance the file states, in minutes, right at the start of `on`; `person_id` is known once applied."""

    row: int
    email: str
    minutes: int
    statutory_minutes: int | None
    extra_minutes: int | None
    on: date
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import does: rows that are new, changed and the same; new teams; people the file does not name
    (`missing`) and those of them who leave by it (`leaving`). With any problem it does nothing.
    """

    created: tuple[int, ...]
    changed: tuple[Change, ...]
    same: tuple[int, ...]
    teams: tuple[str, ...]
    missing: tuple[int, ...]
    leaving: tuple[int, ...]
    openings: tuple[Opening, ...]
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]


class ImportRefused(UserError):
    """The file has problems, so nothing of it was taken over."""

    kind = "import_refused"

    def __init__(self, problems: Sequence[Problem]) -> None:
        text = ngettext(
            "Nothing was imported: the file has {count} problem. Correct it and try again.",
            "Nothing was imported: the file has {count} problems. Correct them and try again.",
            len(problems),
        )
        super().__init__(text.format(count=len(problems)))
        self.problems = tuple(problems)


def preview(tx: Tx, sheet: Sheet, *, today: date, leavers: bool = False) -> Plan:
    """What `apply` would do now; changes nothing."""
    return _plan(Comparison(sheet, standing(tx, today), today), leavers)


def apply(tx: Tx, sheet: Sheet, *, today: date, leavers: bool = False) -> Plan:
    """Take over the whole file in this unit, or raise ImportRefused with every problem and take over nothing.

    Roles are only added, never taken away. With `leavers`, today is the last working day of whoever the file does
    not name; without it they stay. The same file a second time changes nothing.
    """
    tx.lock("people.import", 0)
    compared = Comparison(sheet, standing(tx, today), today)
    plan = _plan(compared, leavers)
    if plan.problems:
        raise ImportRefused(plan.problems)
    _add_teams(tx, compared.new_teams.values())
    teams: dict[str, int] = {name.casefold(): team for team, name in tx.execute(_columns(Team, "id", "name")).all()}
    _add_people(tx, [step for step in compared.steps if step.person_id is None], teams)
    _change_people(tx, [step for step in compared.steps if step.person_id is not None and step.columns], teams)
    ids: dict[str, int] = {
        email: person for person, email in tx.execute(_columns(Person, "id", "email")).all() if email
    }
    _link(tx, compared.steps, ids)
    _set_patterns(tx, compared.steps, ids)
    _change_rows(tx, [{"key": person, "left_on": today} for person in plan.leaving], ("left_on",))
    tx.expire_all()
    return replace(plan, openings=tuple(replace(opening, person_id=ids[opening.email]) for opening in plan.openings))


def _plan(compared: Comparison, leavers: bool) -> Plan:
    known = [(step, step.person_id, step.what()) for step in compared.steps if step.person_id is not None]
    return Plan(
        created=tuple(step.row.number for step in compared.steps if step.person_id is None),
        changed=tuple(Change(step.row.number, person, what) for step, person, what in known if what),
        same=tuple(step.row.number for step, _person, what in known if not what),
        teams=tuple(compared.new_teams.values()),
        missing=compared.missing,
        leaving=compared.missing if leavers else (),
        openings=tuple(_openings(compared.steps)),
        problems=tuple(compared.problems),
        notes=tuple(compared.notes),
    )


def _openings(steps: Iterable[Step]) -> Iterable[Opening]:
    for row in (step.row for step in steps):
        if row.opening_minutes is not None and row.opening_on is not None:
            parts = (row.opening_statutory_minutes, row.opening_extra_minutes)
            yield Opening(row.number, row.email, row.opening_minutes, *parts, row.opening_on)


def _columns(model: type[Team] | type[Person], *names: str) -> Any:
    return select(*(table(model).c[name] for name in names))


def _add(tx: Tx, model: Any, rows: list[dict[str, Any]]) -> None:
    if rows:
        tx.execute(insert(table(model)), rows)


def _add_teams(tx: Tx, names: Iterable[str]) -> None:
    _add(tx, Team, [{"name": name} for name in names])


def _values(step: Step, teams: dict[str, int]) -> dict[str, Any]:
    values = {column: value for column, value in step.columns.items() if column != "team"}
    return values | ({"team_id": teams[step.row.team.casefold()]} if "team" in step.columns else {})


def _add_people(tx: Tx, steps: Iterable[Step], teams: dict[str, int]) -> None:
    blank = {name: Person.model_fields[name].default for name in ("language", "zone", "location", "erased")}
    blank |= {"started_on": None, "left_on": None, "team_id": None}
    _add(tx, Person, [blank | _values(step, teams) for step in steps])


def _change_people(tx: Tx, steps: Iterable[Step], teams: dict[str, int]) -> None:
    alike: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for step in steps:
        values = _values(step, teams)
        alike.setdefault(tuple(sorted(values)), []).append({"key": step.person_id, **values})
    for columns, rows in alike.items():
        _change_rows(tx, rows, columns)


def _change_rows(tx: Tx, rows: list[dict[str, Any]], columns: Sequence[str]) -> None:
    if rows:
        people = table(Person)
        change = update(people).where(people.c.id == bindparam("key"))
        tx.connection().execute(change.values({column: bindparam(column) for column in columns}), rows)


def _link(tx: Tx, steps: Sequence[Step], ids: dict[str, int]) -> None:
    """Managers, deputies, roles and accounts: now that everybody has a number."""
    managers = [step.row for step in steps if step.new_manager]
    links = [
        {"key": ids[row.email], "manager_id": ids[row.manager_email] if row.manager_email else None} for row in managers
    ]
    _change_rows(tx, links, ("manager_id",))
    deputies = [
        (ids[step.row.email], ids[step.row.deputy_email]) for step in steps if step.new_deputy and step.row.deputy_email
    ]
    _forget_deputies(tx, [person for person, _deputy in deputies])
    _add(tx, Deputy, [{"person_id": person, "deputy_id": deputy} for person, deputy in deputies])
    _add(tx, Grant, [{"person_id": ids[step.row.email], "role": role} for step in steps for role in step.roles])
    accounts = [
        # On Discord a direct message needs the person's own click first.
        {
            "platform": platform,
            "space": space,
            "user": user,
            "person_id": ids[step.row.email],
            "used_at": tx.now,
            "direct": platform != "discord",
        }
        for step in steps
        for platform, space, user in step.accounts
    ]
    _add(tx, Account, accounts)


def _forget_deputies(tx: Tx, people: Sequence[int]) -> None:
    deputies = table(Deputy)
    lasting = deputies.c.first_day.is_(None) & deputies.c.last_day.is_(None)
    for start in range(0, len(people), _CHUNK):
        tx.execute(delete(deputies).where(deputies.c.person_id.in_(people[start : start + _CHUNK]) & lasting))


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
        first.append(
            {"person_id": ids[step.row.email], "valid_from": step.valid_from, "assumed": step.row.even, **hours}
        )
    _add(tx, Pattern, first)
