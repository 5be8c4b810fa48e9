"""Planned work: one table of jobs that commit with the change that caused them; a key is used once for good."""

from datetime import datetime
from enum import IntEnum
from typing import Any

from sqlalchemy import JSON, Column, Index, and_, bindparam, delete, text
from sqlalchemy.dialects.postgresql import insert as insert_or
from sqlmodel import Field, SQLModel

from core.db import EPOCH, Instant, Query, Tx, table


class Rank(IntEnum):
    """What goes first: a card that somebody waits for does not stand behind a pulse to five thousand people."""

    WAITED_FOR = 0
    """What follows from what somebody did, and messages that somebody waits for."""
    COPY = 1
    """Copies drawn anew, and Home."""
    BY_CLOCK = 2
    """Deadlines, rhythms, and an audience to be walked."""
    TOLD = 3
    """Invitations, nudges, digests: nobody waits for them."""


class Due(SQLModel, table=True):
    """One piece of work: a reaction to a fact, a reminder, a message to deliver. Its key is unique for good."""

    __tablename__ = "due"
    __table_args__ = (
        Index(
            "due_open",
            "rank",
            "due_at",
            "id",
            sqlite_where=text("done_at IS NULL AND failed_at IS NULL"),
            postgresql_where=text("done_at IS NULL AND failed_at IS NULL"),
        ),
        Index(
            "due_lane",
            "lane",
            "id",
            sqlite_where=text("done_at IS NULL AND failed_at IS NULL"),
            postgresql_where=text("done_at IS NULL AND failed_at IS NULL"),
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    kind: str
    rank: int = Rank.WAITED_FOR
    payload: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    lane: str | None = None
    due_at: datetime = Field(sa_type=Instant)
    lease_until: datetime = Field(sa_type=Instant)
    owner: str = ""
    attempts: int = 0
    done_at: datetime | None = Field(default=None, sa_type=Instant)
    failed_at: datetime | None = Field(default=None, sa_type=Instant)
    error: str = ""


_WAITED_FOR, _COPY, _BY_CLOCK, _TOLD = (rank.value for rank in Rank)
RANKS = {"fact": _WAITED_FOR, "redraw": _WAITED_FOR, "edit": _COPY, "home": _COPY}
PASSES, ASKED_FOR, LAST_PROMPT = ("reply", "urgent"), ("now", "reply", "urgent"), Rank.COPY
"""While the clock is doubted only what ranks up to here goes on: no deadline, no rhythm, nothing to everybody (T71)."""
due = table(Due)
unfinished = and_(due.c.done_at.is_(None), due.c.failed_at.is_(None))
_add = Query(
    insert_or(due).on_conflict_do_nothing(index_elements=["key"]),
    "key",
    "kind",
    "rank",
    "payload",
    "lane",
    "due_at",
    "lease_until",
    "owner",
    "attempts",
    "error",
)
_cancel = Query(delete(due).where(due.c.key == bindparam("key_"), unfinished, due.c.lease_until <= bindparam("now")))


def rank(kind: str, payload: dict[str, Any]) -> int:
    """Where this work stands in line, as its Rank's number."""
    if kind == "send":
        return _WAITED_FOR if payload.get("urgency") in ASKED_FOR else _TOLD
    if kind == "audience" and (payload.get("urgency") in PASSES or str(payload.get("to", "")).startswith("role:")):
        return _WAITED_FOR
    return RANKS.get(kind, _BY_CLOCK)


def row(key: str, when: datetime, kind: str, payload: dict[str, Any], lane: str | None = None) -> dict[str, Any]:
    """A job as a row for `many`."""
    return {"key": key, "kind": kind, "rank": rank(kind, payload), "payload": payload, "lane": lane, "due_at": when,
            "lease_until": EPOCH, "owner": "", "attempts": 0, "error": ""}  # fmt: skip


def at(tx: Tx, key: str, when: datetime, kind: str, payload: dict[str, Any], lane: str | None = None) -> bool:
    """Plan work for this instant, once: False when the key has been used before, also by work long done."""
    tx.left_work = True
    return tx.run(_add, **row(key, when, kind, payload, lane)) > 0


def many(tx: Tx, rows: list[dict[str, Any]]) -> None:
    """Plan many jobs at once (see `row`); used keys are passed over."""
    tx.left_work = tx.left_work or bool(rows)
    tx.many(_add, rows)


def cancel(tx: Tx, key: str) -> bool:
    """Take planned work back; False when it is running, done, or was never planned. The key is free again."""
    return tx.run(_cancel, key_=key, now=tx.now) > 0
