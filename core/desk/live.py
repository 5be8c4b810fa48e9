"""What stands in the chat: messages that are drawn again when their entity changes."""

from datetime import timedelta

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import insert as insert_or

from core.db import Query, Tx, table
from core.desk.models import LiveMessage
from core.values import frozen

KEPT = timedelta(days=60)
_live = table(LiveMessage)
_columns = (_live.c.id, _live.c.ref, _live.c.view, _live.c.entity, _live.c.viewer, _live.c.hash)
_put = insert_or(_live)
_stands = Query(
    _put.on_conflict_do_update(
        index_elements=["ref"],
        set_={name: _put.excluded[name] for name in ("view", "entity", "viewer", "hash", "at")},
    ),
    "ref", "view", "entity", "viewer", "hash", "at",
)  # fmt: skip
_standing = Query(
    select(*_columns)
    .where(_live.c.view == bindparam("view"), _live.c.entity == bindparam("entity"))
    .order_by(_live.c.id)
)
_at = Query(select(*_columns).where(_live.c.ref == bindparam("ref")))
_by_id = Query(select(*_columns).where(_live.c.id == bindparam("live")))
_redrawn = Query(
    update(_live).where(_live.c.id == bindparam("live")).values(hash=bindparam("hash_"), at=bindparam("now"))
)
_gone = Query(delete(_live).where(_live.c.ref == bindparam("ref")))
_old = Query(delete(_live).where(_live.c.at < bindparam("before")))


@frozen
class Standing:
    """A message that stands: where (the platform's text), what it shows, and to whom."""

    id: int
    ref: str
    view: str
    entity: int
    viewer: str
    hash: str


def stands(tx: Tx, ref: str, view: str, entity: int, viewer: str, hash_: str) -> None:
    """This message stands there now."""
    tx.run(_stands, ref=ref, view=view, entity=entity, viewer=viewer, hash=hash_, at=tx.now)


def standing(tx: Tx, view: str, entity: int) -> list[Standing]:
    """Every copy of this view of that entity, the oldest first."""
    return [Standing(*row) for row in tx.all(_standing, view=view, entity=entity)]


def standing_at(tx: Tx, ref: str) -> Standing | None:
    """What stands at this address, or None."""
    row = tx.one(_at, ref=ref)
    return None if row is None else Standing(*row)


def standing_as(tx: Tx, live: int) -> Standing | None:
    """A standing message by its id."""
    row = tx.one(_by_id, live=live)
    return None if row is None else Standing(*row)


def redrawn(tx: Tx, live: int, hash_: str) -> None:
    """It has been drawn anew."""
    tx.run(_redrawn, live=live, hash_=hash_, now=tx.now)


def taken_down(tx: Tx, ref: str) -> None:
    """It stands no longer."""
    tx.run(_gone, ref=ref)


def forget_old(tx: Tx) -> int:
    """Stop redrawing what has not changed for 60 days."""
    return tx.run(_old, before=tx.now - KEPT)
