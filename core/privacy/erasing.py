"""A person is erased: the name goes, what was decided stays, and a restored backup does not bring anything back."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import bindparam, delete, null, select, update

from core.clock import local_day
from core.db import Query, Tx, table
from core.errors import NotAllowed
from core.facts import record
from core.people.models import Person
from core.privacy.export import note
from core.privacy.facts import PersonErased
from core.privacy.held import Held, registered, written_as
from core.privacy.models import Erasure
from core.privacy.roles import require_keeper
from core.values import frozen
from core.words import N_, _

FORMER = N_("former employee")
"""The name that stays in the history; translate it where it is shown."""


@frozen
class Erased:
    """What an erasure touched: rows deleted, unlinked or rewritten, by table."""

    person_id: int
    counts: dict[str, int]


@frozen
class LoggedErasure:
    """One line of the erasure log, in ids only, to be kept outside the database as well."""

    person_id: int
    asked_by: int
    at: datetime


_person, _log = table(Person), table(Erasure)
_find = Query(
    select(_person.c.id, _person.c.zone, _person.c.left_on, _person.c.erased).where(_person.c.id == bindparam("person"))
)
_anonymise = Query(
    update(_person)
    .where(_person.c.id == bindparam("person"))
    .values(name=FORMER, email=null(), language="en", zone="Europe/Amsterdam", location="NL", team_id=null(),
            manager_id=null(), started_on=null(), left_on=bindparam("left"), erased=True)
)  # fmt: skip
_erasures = Query(
    select(_log.c.person_id, _log.c.asked_by, _log.c.at).where(_log.c.what == "erase").order_by(_log.c.id)
)


def erase_person(tx: Tx, person: int, asked_by: int) -> Erased:
    """HR or an admin erases a person: every registration is applied and it is logged; the id stays.

    Someone still employed counts as having left today. Raises NotAllowed, also when there is no such person.
    """
    require_keeper(tx, asked_by)
    tx.lock("person", person)
    if tx.one(_find, person=person) is None:
        raise NotAllowed(_("This person cannot be erased. Check who you mean."))
    tx.run(note, person_id=person, what="erase", asked_by=asked_by, at=tx.now)
    return _apply(tx, person, asked_by)


def erasure_log(tx: Tx) -> tuple[LoggedErasure, ...]:
    """All erasures, oldest first: read before a restore, and kept beside the backups."""
    return tuple(LoggedErasure(row.person_id, row.asked_by, row.at) for row in tx.all(_erasures))


def reapply_erasures(tx: Tx, log: Iterable[LoggedErasure] = ()) -> int:
    """After a restore: erase again who was erased, also since that backup was made (`log`); says how many (T63).

    Somebody who is not in the restored database is passed over and not logged: their number may go to a newcomer.
    So write the copy beside the backups anew from `erasure_log` afterwards.
    """
    logged = erasure_log(tx)
    known, people = set(logged), 0
    for entry in {line.person_id: line for line in [*logged, *log]}.values():
        tx.lock("person", entry.person_id)
        if tx.one(_find, person=entry.person_id) is not None:
            if entry not in known:
                tx.run(note, person_id=entry.person_id, what="erase", asked_by=entry.asked_by, at=entry.at)
            _apply(tx, entry.person_id, entry.asked_by)
            people += 1
    return people


def anonymise(tx: Tx, person: int) -> int:
    """Take away who this was; the row stays, so that what this person decided remains decided."""
    found = tx.one(_find, person=person)
    today = local_day(tx.now, found.zone)
    return tx.run(_anonymise, person=person, left=min(found.left_on or today, today))


def _apply(tx: Tx, person: int, asked_by: int) -> Erased:
    counts: dict[str, int] = {}
    for entry in registered():
        if entry.person and (touched := _erase_from(tx, entry, person)):
            counts[entry.table.name] = counts.get(entry.table.name, 0) + touched
    record(tx, PersonErased(person, asked_by))
    return Erased(person, counts)


def _erase_from(tx: Tx, entry: Held, person: int) -> int:
    if callable(entry.erase):
        return entry.erase(tx, person)
    if entry.erase == "keep":
        return 0
    if entry.erase == "delete":
        return tx.execute(delete(entry.table).where(entry.names(person))).rowcount  # type: ignore[no-any-return]
    touched = 0
    for name in entry.person:
        column = entry.table.c[name]
        change = update(entry.table).where(column == written_as(column, person)).values({name: None})
        touched += tx.execute(change).rowcount
    return touched
