"""Nothing is kept longer than was said: rows past their term go, in short batches."""

from datetime import timedelta

from sqlalchemy import Date, delete, select

from core.db import Tx
from core.privacy.held import Held, registered
from core.values import frozen

BATCH = 500


@frozen
class Swept:
    """How many rows went, by table, and whether another batch is needed."""

    counts: dict[str, int]
    more: bool


def sweep(tx: Tx, limit: int = BATCH) -> Swept:
    """Delete what is older than its term, oldest first, at most `limit` (≤ 500) rows; call again while `more`."""
    left = room = min(limit, BATCH)
    counts: dict[str, int] = {}
    for entry in registered():
        if isinstance(entry.keep, timedelta) and left:
            gone = _past(tx, entry, entry.keep, left)
            left -= gone
            if gone:
                counts[entry.table.name] = counts.get(entry.table.name, 0) + gone
    return Swept(counts, more=room > 0 and left == 0)


def _past(tx: Tx, entry: Held, keep: timedelta, most: int) -> int:
    age, (key, *_) = entry.table.c[entry.since], entry.table.primary_key.columns
    until = tx.now - keep
    late = (
        select(key).where(age < (until.date() if isinstance(age.type, Date) else until)).order_by(age, key).limit(most)
    )
    keys = list(tx.execute(late).scalars())
    if keys:
        tx.execute(delete(entry.table).where(key.in_(keys)))
    return len(keys)
