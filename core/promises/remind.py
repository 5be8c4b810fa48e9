"""Reminding whoever promised: before the day, on it, and once a week when it has passed; a job row each."""

from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, select

from core import facts, jobs, people
from core.clock import at_local, local_day
from core.db import Query, Tx, table
from core.people import Role
from core.promises.facts import Late
from core.promises.models import Promise, Status

REMIND, HOUR, DAYS_BEFORE, WEEK = "promises.remind", 9, 2, timedelta(days=7)
_promise = table(Promise)
_open = Query(
    select(_promise.c.owner_id, _promise.c.made_by, _promise.c.due_on).where(
        _promise.c.id == bindparam("promise"), _promise.c.status == Status.OPEN.value,
        _promise.c.version == bindparam("drawn"))
)  # fmt: skip


def plan_reminders(tx: Tx, promise: int, version: int, due_on: date, zone: str) -> None:
    """Two days before the day, on the day and the day after, at nine on the owner's clock; what is past is left out."""
    for why, days in (("before", -DAYS_BEFORE), ("day", 0), ("late", 1)):
        when = at_local(due_on + timedelta(days=days), HOUR, 0, zone)
        if when > tx.now:
            _plan(tx, promise, version, why, when)


def _plan(tx: Tx, promise: int, version: int, why: str, when: datetime) -> None:
    payload = {"promise": promise, "version": version, "why": why}
    jobs.at(tx, f"{REMIND}:{promise}:{version}:{why}:{when:%Y%m%d}", when, REMIND, payload)


def reminded(tx: Tx, promise: int, version: int, why: str) -> list[int]:
    """Who is reminded now: the owner; who wrote it down when the owner has left, and HR after that.

    Nobody when the promise has changed since the reminder was planned: each change plans its own. One that is late is
    asked about again a week later.
    """
    row = tx.one(_open, promise=promise, drawn=version)
    if row is None:
        return []
    if why == "late":
        _plan(tx, promise, version, why, tx.now + WEEK)
        owner = people.get(tx, row.owner_id)
        if (local_day(tx.now, owner.zone) - row.due_on).days <= WEEK.days:
            facts.record(tx, Late(promise))
    for person in (row.owner_id, row.made_by):
        left_on = people.get(tx, person).left_on
        if left_on is None or left_on >= tx.now.date():
            return [person]
    return [one.id for one in people.with_role(tx, Role.HR)]
