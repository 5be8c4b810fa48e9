"""Work that comes back: a cron in a zone, one job for each local date and time, also over clock changes and downtime."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger
from sqlalchemy import JSON, Column, bindparam, case, delete, or_, select, update
from sqlalchemy.dialects.postgresql import insert as insert_or
from sqlmodel import Field, SQLModel

from core.db import Instant, Query, Tx, table
from core.due import at

GRACE = timedelta(minutes=5)


class Rhythm(SQLModel, table=True):
    """Work that comes back: a cron in a zone; each occurrence becomes one job, keyed by its local date and time."""

    __tablename__ = "rhythm"
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    cron: str
    zone: str
    kind: str
    payload: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    misfire: str = "latest"
    next_at: datetime = Field(sa_type=Instant, index=True)


_rhythm = table(Rhythm)
_late_rhythms = Query(
    select(_rhythm.c.id, _rhythm.c.key, _rhythm.c.cron, _rhythm.c.zone, _rhythm.c.kind, _rhythm.c.payload,
           _rhythm.c.misfire, _rhythm.c.next_at).where(_rhythm.c.next_at <= bindparam("now"))
)  # fmt: skip
_move_rhythm = Query(
    update(_rhythm)
    .where(_rhythm.c.id == bindparam("rhythm"), _rhythm.c.next_at == bindparam("was"))
    .values(next_at=bindparam("next"))
)
_put_rhythm = insert_or(_rhythm)
_set_rhythm = Query(
    _put_rhythm.on_conflict_do_update(
        index_elements=["key"],
        set_={
            **{name: _put_rhythm.excluded[name] for name in ("cron", "zone", "kind", "payload", "misfire")},
            "next_at": case(
                (
                    or_(*(_rhythm.c[name] != _put_rhythm.excluded[name] for name in ("cron", "zone", "kind"))),
                    _put_rhythm.excluded.next_at,
                ),
                else_=_rhythm.c.next_at,
            ),
        },
    ),
    "key", "cron", "zone", "kind", "payload", "misfire", "next_at",
)  # fmt: skip
_rhythm_keys = Query(select(_rhythm.c.key).where(_rhythm.c.key.like(bindparam("front"))))
_drop_rhythm = Query(delete(_rhythm).where(_rhythm.c.key == bindparam("key_")))


def every(tx: Tx, key: str, cron: str, zone: str, kind: str, payload: dict[str, Any], misfire: str = "latest") -> None:
    """Plan work that comes back at this cron in this zone. A missed one: "latest" runs the last, "all" each, "skip" none.

    Planning it again changes its payload and policy; when it comes next only changes with its cron, zone or kind.
    """
    tx.run(_set_rhythm, key=key, cron=cron, zone=zone, kind=kind, payload=payload, misfire=misfire,
           next_at=next_time(cron, zone, tx.now))  # fmt: skip


def stop(tx: Tx, key: str) -> bool:
    """End work that comes back."""
    return tx.run(_drop_rhythm, key_=key) > 0


def keep_only(tx: Tx, front: str, keys: set[str]) -> None:
    """End what comes back under keys with this front that nobody plans any more."""
    for known in tx.all(_rhythm_keys, front=front + "%"):
        if known.key not in keys:
            stop(tx, known.key)


@lru_cache(maxsize=512)
def _trigger(cron: str) -> Any:
    if any(sign.isdigit() for sign in "".join(cron.split()[4:])):
        raise ValueError("name the weekday (mon … sun): numbers mean different days to different schedulers")
    return CronTrigger.from_crontab(cron, timezone=UTC)


@lru_cache(maxsize=2048)
def next_time(cron: str, zone: str, after: datetime) -> datetime:
    """The first instant after this one at which the cron strikes on that zone's wall clock; kept, as many rhythms strike alike.

    A time that a clock change doubles is the first of the two, one that it skips comes an hour later.
    """
    now, lately = (at.astimezone(ZoneInfo(zone)) for at in (after, after - timedelta(hours=3)))
    wall = now.replace(tzinfo=UTC)  # counted on the dial: arithmetic in the zone loses its fold
    skipped = (now.utcoffset() or timedelta()) - (lately.utcoffset() or timedelta())
    return min(_first(cron, zone, start, after) for start in {wall, wall - max(skipped, timedelta())})


def _first(cron: str, zone: str, wall: datetime, after: datetime) -> datetime:
    while (wall := _trigger(cron).get_next_fire_time(None, wall + timedelta(microseconds=1))) is not None:
        found: datetime = wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
        if found > after:
            return found
    raise ValueError(f"{cron} never comes")


def wake_rhythms(tx: Tx) -> int:
    """Turn what is due of the returning work into jobs, one per local date and time; says how many."""
    made = 0
    for late in tx.all(_late_rhythms, now=tx.now):
        struck = [late.next_at if late.misfire == "all" else _near_last(late, tx.now)]
        while (moment := next_time(late.cron, late.zone, struck[-1])) <= tx.now:
            if late.misfire != "all":
                struck.clear()
            struck.append(moment)
        if not tx.run(_move_rhythm, rhythm=late.id, was=late.next_at, next=moment):
            continue
        for instant in struck:
            if late.misfire == "skip" and tx.now - instant > GRACE:
                continue
            slot = instant.astimezone(ZoneInfo(late.zone)).strftime("%Y-%m-%dT%H:%M")
            made += at(tx, f"{late.key}@{slot}", instant, late.kind, {**late.payload, "slot": slot})
    return made


def _near_last(late: Any, now: datetime) -> datetime:
    """An occurrence near the last one missed, so that a year's absence is not counted through minute by minute."""
    for back in (timedelta(hours=1), timedelta(days=1), timedelta(days=32)):
        found = next_time(late.cron, late.zone, now - back)
        if late.next_at < found <= now:
            return found
    return late.next_at  # type: ignore[no-any-return]
