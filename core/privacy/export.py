"""Everything that is held about one person, readable, for that person."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, bindparam, insert, select

from core.db import Query, Tx, table
from core.errors import NotAllowed
from core.facts import record
from core.people import Role, has_role
from core.people.models import Person, Team
from core.privacy.facts import PersonExported
from core.privacy.held import Held, Rows, registered
from core.privacy.models import Erasure
from core.words import _


class Lawful(StrEnum):
    """Why HR may export what is held about somebody else."""

    ACCESS_REQUEST = "access_request"
    """The person asked for it but has no account (any more)."""
    LEGAL_CLAIM = "legal_claim"
    """A court or a claim requires it."""


_person, _team, _log = table(Person), table(Team), table(Erasure)
_find = Query(select(_person.c.id, _person.c.name).where(_person.c.id == bindparam("person")))
_team_name = Query(select(_team.c.name).where(_team.c.id == bindparam("team")))
note = Query(insert(_log), "person_id", "what", "asked_by", "at")


def export_person(tx: Tx, person: int, asked_by: int, lawful: Lawful | None = None) -> dict[str, Any]:
    """What is held about this person, by the title of each table, as plain JSON in the reader's language; it is logged.

    Only one's own; HR also somebody else's for a lawful reason. Raises NotAllowed, also when there is no such person.
    """
    may = asked_by == person or (lawful in tuple(Lawful) and has_role(tx, asked_by, Role.HR))
    found = tx.one(_find, person=person)
    if not may or found is None:
        raise NotAllowed(_("You can only export what is held about you. Ask HR about anyone else."))
    tx.run(note, person_id=person, what=f"export:{lawful}" if lawful else "export", asked_by=asked_by, at=tx.now)
    record(tx, PersonExported(person, asked_by))
    entries = sorted(registered(), key=lambda entry: entry.table.name)
    return {
        _("Person"): found.name,
        _("Exported at"): tx.now.isoformat(),
        _("What is held"): {
            _(e.title): rows for e in entries if e.export is not None and (rows := _rows(tx, e, person))
        },
        _("What is not in this file"): {
            **{_(e.title): _(e.left_out) for e in entries if e.export is None and e.person},
            _("Anonymous answers"): _("Nothing links you to them, so nobody can find them, also not for you."),
        },
    }


def _rows(tx: Tx, entry: Held, person: int) -> Rows:
    if callable(entry.export):
        return [{name: _plain(value) for name, value in row.items()} for row in entry.export(tx, person)]
    columns = [entry.table.c[name] for name in entry.export or ()]
    query = select(*columns).where(entry.names(person)).order_by(*entry.table.primary_key.columns)
    return [
        {column.name: _readable(tx, column, value) for column, value in zip(columns, row, strict=True)}
        for row in tx.execute(query)
    ]


def _readable(tx: Tx, column: Column[Any], value: Any) -> Any:
    """Names for people and teams, ISO text for days and instants."""
    points_at = {key.target_fullname for key in column.foreign_keys}
    if value is not None and "people_person.id" in points_at:
        return tx.one(_find, person=value).name
    if value is not None and "people_team.id" in points_at:
        return tx.one(_team_name, team=value).name
    return _plain(value)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, (date, datetime)) else value
