"""Drafts: what a person filled in so far, kept a day, for field errors, pages and questions back."""

from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, delete, insert, select

from core.db import Query, Tx, table
from core.desk.models import Draft

KEPT = timedelta(days=1)
FORM = "form"
"""The kind of a draft that holds a form's values."""
_draft = table(Draft)
_keep = Query(insert(_draft).returning(_draft.c.id), "person_id", "kind", "payload", "expires_at")
_load = Query(
    select(_draft.c.payload).where(
        _draft.c.id == bindparam("draft"), _draft.c.person_id == bindparam("person"),
        _draft.c.kind == bindparam("kind"), _draft.c.expires_at > bindparam("now"))
)  # fmt: skip
_drop = Query(delete(_draft).where(_draft.c.id == bindparam("draft"), _draft.c.person_id == bindparam("person")))
_old = Query(delete(_draft).where(_draft.c.expires_at <= bindparam("now")))


def keep(tx: Tx, person: int, kind: str, payload: dict[str, Any]) -> int:
    """Keep what this person has so far; gives the draft's id."""
    return int(tx.one(_keep, person_id=person, kind=kind, payload=payload, expires_at=tx.now + KEPT).id)


def load(tx: Tx, person: int, kind: str, draft: int) -> dict[str, Any] | None:
    """This person's own draft, or None when it is gone, theirs is another, or a day has passed."""
    row = tx.one(_load, draft=draft, person=person, kind=kind, now=tx.now)
    return None if row is None else dict(row.payload)


def drop(tx: Tx, person: int, draft: int) -> None:
    """The draft has served."""
    tx.run(_drop, draft=draft, person=person)


def forget_old(tx: Tx) -> int:
    """Drop drafts of more than a day ago."""
    return tx.run(_old, now=tx.now)
