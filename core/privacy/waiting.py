"""Work that waits and is for or about a person: found for an export, dropped when the person is erased."""

import re
from typing import Any

from sqlalchemy import String, bindparam, case, cast, delete, null, or_, select, update

from core.db import Instant, Query, Tx, table
from core.jobs import Due, Rhythm
from core.people.models import Account
from core.privacy.held import Rows

SUBJECT = {"person_id", "person", "to", "viewer"}
_due, _rhythm, _account = table(Due), table(Rhythm), table(Account)
_users = Query(select(_account.c.user).where(_account.c.person_id == bindparam("person")))
_empty = Query(
    update(_due)
    .where(_due.c.id == bindparam("job"))
    .values(
        payload={},
        lane=null(),
        done_at=case((_due.c.failed_at.is_(None), bindparam("now", type_=Instant)), else_=_due.c.done_at),
    )
)
_stop = Query(delete(_rhythm).where(_rhythm.c.id == bindparam("rhythm")))


def waiting_work(tx: Tx, person: int) -> Rows:
    """What waits for or about this person: its kind and when it is due."""
    return [{"kind": row.kind, "due_at": row.due_at} for row in _jobs(tx, person) if row.done_at is None]


def returning_work(tx: Tx, person: int) -> Rows:
    """What comes back for or about this person: its kind and its rhythm."""
    return [{"kind": row.kind, "cron": row.cron} for row in _rhythms(tx, person)]


def drop_waiting(tx: Tx, person: int) -> int:
    """Empty what waits for or about this person. The keys stay, so that none of it is planned a second time."""
    found = _jobs(tx, person)
    for row in found:
        tx.run(_empty, job=row.id, now=tx.now)
    return len(found)


def drop_returning(tx: Tx, person: int) -> int:
    """End what comes back for or about this person."""
    found = _rhythms(tx, person)
    for row in found:
        tx.run(_stop, rhythm=row.id)
    return len(found)


def about(payload: Any, person: int) -> bool:
    """Whether this work is for or about the person: `{"to": "person:3"}`, `{"person_id": 3}`, however deep.

    Work that only mentions somebody in another part (who decided, who owns a case) is about something else and goes on.
    """
    if isinstance(payload, dict):
        return any(
            (key in SUBJECT and value in (person, f"person:{person}") and value is not True) or about(value, person)
            for key, value in payload.items()
        )
    return isinstance(payload, list) and any(about(value, person) for value in payload)


def _jobs(tx: Tx, person: int) -> list[Any]:
    users = [row.user for row in tx.all(_users, person=person)]
    lanes = [_due.c.lane == f"person:{person}", *[_due.c.lane.contains(user, autoescape=True) for user in users]]
    maybe = _due.c.done_at.is_(None) & cast(_due.c.payload, String).contains(str(person))
    columns = (_due.c.id, _due.c.kind, _due.c.payload, _due.c.lane, _due.c.due_at, _due.c.done_at)
    return [
        row
        for row in tx.execute(select(*columns).where(or_(maybe, *lanes)).order_by(_due.c.id))
        if about(row.payload, person) or _in_lane(row.lane, person, users)
    ]


def _rhythms(tx: Tx, person: int) -> list[Any]:
    found = tx.execute(select(_rhythm.c.id, _rhythm.c.kind, _rhythm.c.cron, _rhythm.c.payload))
    return [row for row in found if about(row.payload, person)]


def _in_lane(lane: str | None, person: int, users: list[str]) -> bool:
    return lane is not None and (lane == f"person:{person}" or any(part in users for part in re.split(r"\W", lane)))
