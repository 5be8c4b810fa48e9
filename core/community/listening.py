"""When Townhall was listening: a day of which it missed a part is unknown, and counts neither way."""

from datetime import date, timedelta

from sqlalchemy import Select, bindparam, select
from sqlalchemy.dialects.postgresql import insert as insert_or

from core.clock import at_local, local_day
from core.community.models import Listening
from core.db import Query, Tx, table

LONGEST_SILENCE = timedelta(hours=2)
"""Between two signs of life; more than this was missed."""
FROM, UNTIL = 7, 19
"""The hours in which something missed makes a day unknown."""

_day = table(Listening)
_put = insert_or(_day)
_alive = Query(
    _put.on_conflict_do_update(index_elements=["day"], set_={"last_at": _put.excluded.last_at}),
    "day", "last_at", "unknown",
)  # fmt: skip
_missed = Query(
    _put.on_conflict_do_update(
        index_elements=["day"], set_={"last_at": _put.excluded.last_at, "unknown": _put.excluded.unknown}
    ),
    "day", "last_at", "unknown",
)  # fmt: skip
_last = Query(select(_day.c.last_at).order_by(_day.c.day.desc()).limit(1))


def unknown() -> Select[tuple[date]]:
    """The days between `first` and `last`, both included, of which a part was missed: to leave out in a statement."""
    return select(_day.c.day).where(_day.c.unknown.is_(True), _day.c.day.between(bindparam("first"), bindparam("last")))


_unknown = Query(unknown())


def sign_of_life(tx: Tx, zone: str) -> list[date]:
    """Townhall is listening now; the days of which it missed daytime since the last sign, which are unknown from now on."""
    today = local_day(tx.now, zone)
    row = tx.one(_last)
    missed = []
    if row is not None and tx.now - row.last_at > LONGEST_SILENCE:
        day = local_day(row.last_at, zone)
        while day <= today:
            if row.last_at < at_local(day, UNTIL, 0, zone) and tx.now > at_local(day, FROM, 0, zone):
                missed.append(day)
            day += timedelta(days=1)
    tx.many(_missed, [{"day": day, "last_at": tx.now, "unknown": True} for day in missed])
    tx.run(_alive, day=today, last_at=tx.now, unknown=False)
    return missed


def unknown_days(tx: Tx, first: date, last: date) -> set[date]:
    """The days between these two, both included, of which a part was missed."""
    return {row.day for row in tx.all(_unknown, first=first, last=last)}
