"""What is to be told becomes jobs of the same transaction: one per reader, or one that walks an audience."""

from typing import Any

from bots.bot import Told
from bots.chat import Send
from core import jobs, people
from core.db import Tx
from core.jobs import Rank

BATCH, MANY = 500, 25
"""Readers of an audience in one unit; and how many places or people at once are too many to be waited for."""


def plan(tx: Tx, told: Told, origin: str) -> int:
    """Plan these messages; `origin` keys those that have no key of their own. Says how many."""
    sends = [told] if isinstance(told, Send) else list(told or ())
    rows = []
    for number, send in enumerate(sends):
        key = send.key or f"{origin}/{number}"
        payload = {
            "to": send.to,
            "view": send.view,
            "entity": send.entity,
            "topic": send.topic,
            "urgency": send.urgency,
        }
        if send.thread:
            payload["thread"] = [send.thread.view, send.thread.entity]
        if send.between:
            payload["between"] = list(send.between)
        if send.under:
            payload["under"] = send.under
        if send.to.startswith(("person:", "place:")):
            rows.append(jobs.row(f"send:{key}", tx.now, "send", payload, send.to))
        else:
            rows.append(jobs.row(f"audience:{key}", tx.now, "audience", {**payload, "key": key, "after": 0}))
    if len(rows) > MANY:
        rows = [one | {"rank": Rank.TOLD.value} if one["payload"].get("urgency") == "now" else one for one in rows]
    jobs.many(tx, rows)
    return len(rows)


def widen(tx: Tx, payload: dict[str, Any]) -> dict[str, Any] | None:
    """The next 500 readers of an audience as jobs; the payload for the rest, or None when all have theirs."""
    readers = people.audience(tx, str(payload["to"]), int(payload["after"]), BATCH)
    kept, key = {name: payload[name] for name in ("view", "entity", "topic", "urgency")}, payload["key"]
    jobs.many(tx, [
        jobs.row(f"send:{key}/{person}", tx.now, "send", {**kept, "to": f"person:{person}"}, f"person:{person}")
        for person in readers
    ])  # fmt: skip
    return {**payload, "after": readers[-1]} if len(readers) == BATCH else None
