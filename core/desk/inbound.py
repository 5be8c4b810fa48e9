"""What came in: an event's key has its effect once, and what happened is kept as a fact."""

from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.dialects.postgresql import insert as insert_or

from core.db import Query, Tx, table
from core.desk.models import FactRow, Inbound
from core.facts import Fact, read, written

KEPT = timedelta(days=2)
_inbound, _fact = table(Inbound), table(FactRow)
_take = Query(insert_or(_inbound).on_conflict_do_nothing(index_elements=["key"]), "key", "at")
_forget = Query(delete(_inbound).where(_inbound.c.at < bindparam("before")))
_drop = Query(delete(_inbound).where(_inbound.c.key == bindparam("key_")))
_store = Query(insert(_fact).returning(_fact.c.id), "kind", "payload", "actor_id", "at")
_load = Query(select(_fact.c.kind, _fact.c.payload, _fact.c.actor_id).where(_fact.c.id == bindparam("fact")))


def first_time(tx: Tx, key: str) -> bool:
    """Whether this event comes in for the first time; from now on it is known."""
    return tx.run(_take, key=key, at=tx.now) > 0


def keep(tx: Tx, key: str) -> bool:
    """At the end of a click's unit: whether it came in for the first time, or has changed nothing anyway.

    A unit that changes nothing has no effect to have twice, so that with SQLite's one writer it needs no write at all.
    On PostgreSQL, where two may run at once, the key is taken before the unit instead.
    """
    return tx.leaves_no_key or not tx.changed_anything() or first_time(tx, key)


def forget_old(tx: Tx) -> int:
    """Drop keys of more than two days ago; platforms re-send within minutes."""
    return tx.run(_forget, before=tx.now - KEPT)


def forget(tx: Tx, key: str) -> None:
    """Drop one key, and keep it no more, where it would tie a person to an anonymous answer."""
    tx.leaves_no_key = True
    tx.run(_drop, key_=key)


def store_fact(tx: Tx, happened: Fact, actor: int | None) -> int:
    """Keep what happened, and by whom; gives the fact's id."""
    return int(tx.one(_store, kind=happened.KIND, payload=written(happened), actor_id=actor, at=tx.now).id)


def load_fact(tx: Tx, fact: int) -> tuple[Fact, int | None]:
    """A stored fact and who did it."""
    row: Any = tx.one(_load, fact=fact)
    return read(row.kind, row.payload), row.actor_id
