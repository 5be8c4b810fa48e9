"""Due work: one table of jobs that commit with the change that caused them, claimed with a lease, finished with a fence."""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger
from sqlalchemy import JSON, Column, Index, and_, bindparam, case, delete, func, or_, select, text, update
from sqlalchemy.dialects.postgresql import insert as insert_or
from sqlmodel import Field, SQLModel

from core.db import EPOCH, Instant, Query, Tx, table
from core.errors import Overslept

LEASE, ATTEMPTS, LONGEST_WAIT = timedelta(seconds=60), 8, timedelta(minutes=15)
GRACE = timedelta(minutes=5)
DIED, TRUSTED = "died", 2
"""A job whose worker died with it is marked; after two deaths it is tried alone, so that it takes no others with it."""


class Due(SQLModel, table=True):
    """One piece of work: a reaction to a fact, a reminder, a message to deliver. Its key is unique for good."""

    __tablename__ = "due"
    __table_args__ = (
        Index(
            "due_open",
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
    payload: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    lane: str | None = None
    due_at: datetime = Field(sa_type=Instant)
    lease_until: datetime = Field(sa_type=Instant)
    owner: str = ""
    attempts: int = 0
    done_at: datetime | None = Field(default=None, sa_type=Instant)
    failed_at: datetime | None = Field(default=None, sa_type=Instant)
    error: str = ""


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


@dataclass(frozen=True, slots=True)
class Job:
    """A claimed piece of work; `attempts` counts this one."""

    id: int
    key: str
    kind: str
    payload: dict[str, Any]
    lane: str | None
    due_at: datetime
    owner: str
    attempts: int


_due, _rhythm = table(Due), table(Rhythm)
_open = and_(_due.c.done_at.is_(None), _due.c.failed_at.is_(None))
_add = Query(
    insert_or(_due).on_conflict_do_nothing(index_elements=["key"]),
    "key",
    "kind",
    "payload",
    "lane",
    "due_at",
    "lease_until",
    "owner",
    "attempts",
    "error",
)
_cancel = Query(delete(_due).where(_due.c.key == bindparam("key_"), _open, _due.c.lease_until <= bindparam("now")))
_before = _due.alias("before")
_ahead = select(_before.c.id).where(
    _before.c.lane == _due.c.lane, _before.c.done_at.is_(None), _before.c.failed_at.is_(None),
    _before.c.due_at <= bindparam("now"), _before.c.lease_until > bindparam("now"),
    or_(_before.c.due_at < _due.c.due_at, and_(_before.c.due_at == _due.c.due_at, _before.c.id < _due.c.id)),
)  # fmt: skip
_ready = (
    select(_due.c.id)
    .where(_open, _due.c.due_at <= bindparam("now"), _due.c.lease_until <= bindparam("now"))
    .where(or_(_due.c.lane.is_(None), ~_ahead.exists()))
    .order_by(_due.c.due_at, _due.c.id)
    .limit(bindparam("most"))
)
_claim = Query(
    update(_due)
    .where(_due.c.id.in_(_ready.scalar_subquery()))
    .values(
        lease_until=bindparam("lease"), owner=bindparam("me"), attempts=_due.c.attempts + 1,
        error=case((_due.c.owner != "", DIED), else_=_due.c.error),
    )
    .returning(
        _due.c.id, _due.c.key, _due.c.kind, _due.c.payload, _due.c.lane, _due.c.due_at, _due.c.attempts, _due.c.error
    )
)  # fmt: skip
_mine = and_(
    _due.c.id == bindparam("job"), _due.c.owner == bindparam("me"), _due.c.attempts == bindparam("try_"), _open
)
_finish = Query(update(_due).where(_mine).values(done_at=bindparam("now"), payload=bindparam("empty", type_=JSON)))
_fail = Query(
    update(_due).where(_mine).values(
        lease_until=bindparam("again"), failed_at=bindparam("given_up"), error=bindparam("why"), owner="")
)  # fmt: skip
_put_off = Query(
    update(_due).where(_mine).values(due_at=bindparam("until"), lease_until=bindparam("free"), attempts=0, owner="")
)
_release = Query(
    update(_due).where(_mine).values(lease_until=bindparam("free"), attempts=_due.c.attempts - 1, owner="")
)
_mine_again = Query(
    update(_due)
    .where(_open, _due.c.lease_until > bindparam("now"), _due.c.owner != "")
    .values(lease_until=bindparam("now"))
)
_next = Query(select(func.min(_due.c.due_at).label("due_at")).where(_open))
_open_count = Query(select(func.count().label("n")).where(_open))
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


def row(key: str, when: datetime, kind: str, payload: dict[str, Any], lane: str | None = None) -> dict[str, Any]:
    """A job as a row for `many`."""
    return {"key": key, "kind": kind, "payload": payload, "lane": lane, "due_at": when, "lease_until": EPOCH,
            "owner": "", "attempts": 0, "error": ""}  # fmt: skip


def at(tx: Tx, key: str, when: datetime, kind: str, payload: dict[str, Any], lane: str | None = None) -> bool:
    """Plan work for this instant, once: False when the key has been used before, also by work long done."""
    return tx.run(_add, **row(key, when, kind, payload, lane)) > 0


def many(tx: Tx, rows: list[dict[str, Any]]) -> None:
    """Plan many jobs at once (see `row`); used keys are passed over."""
    tx.many(_add, rows)


def cancel(tx: Tx, key: str) -> bool:
    """Take planned work back; False when it is running, done, or was never planned. The key is free again."""
    return tx.run(_cancel, key_=key, now=tx.now) > 0


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


def next_time(cron: str, zone: str, after: datetime) -> datetime:
    """The first instant after this one at which the cron strikes on that zone's wall clock.

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


def claim(tx: Tx, me: str, most: int = 50, lease: timedelta = LEASE) -> list[Job]:
    """Take what is due, oldest first; within a lane only from its front, so that its order is kept.

    A job whose workers keep dying is taken alone, and given up after eight tries like any other.
    """
    tx.lock("claim", 0)
    rows = tx.all(_claim, now=tx.now, most=most, lease=tx.now + lease, me=me)
    deadly = {r.id for r in rows if r.error == DIED and r.attempts > TRUSTED}
    jobs = sorted(
        (Job(r.id, r.key, r.kind, r.payload, r.lane, r.due_at, me, r.attempts) for r in rows),
        key=lambda job: (job.due_at, job.id),
    )
    if not deadly:
        return jobs
    for job in [job for job in jobs if job.attempts > ATTEMPTS]:
        jobs.remove(job)
        fail(tx, job, DIED, last=True)
    tx.many(_release, [{**_held(job), "free": EPOCH} for job in jobs[1:]])
    return jobs[:1]


def _held(job: Job) -> dict[str, Any]:
    return {"job": job.id, "me": job.owner, "try_": job.attempts}


def finish(tx: Tx, job: Job) -> None:
    """The work is done, in the transaction of its effect; raises Overslept when the lease has gone to another worker."""
    if not tx.run(_finish, **_held(job), now=tx.now, empty={}):
        raise Overslept(job.key)


def acknowledge(tx: Tx, done: Iterable[Job]) -> None:
    """Many finished deliveries at once; one that was overslept is passed over, for it has been sent again."""
    tx.many(_finish, [{**_held(job), "now": tx.now, "empty": {}} for job in done])


def fail(tx: Tx, job: Job, why: str, wait: timedelta | None = None, last: bool = False) -> bool:
    """It went wrong (`why` is a kind, never a text): tried again later, given up after eight tries. True when given up."""
    given_up = last or job.attempts >= ATTEMPTS
    backoff = min(LONGEST_WAIT, timedelta(seconds=2**job.attempts * random.uniform(0.8, 1.2)))
    tx.run(_fail, **_held(job), again=tx.now + (wait or backoff), given_up=tx.now if given_up else None, why=why)
    return given_up


def put_off(tx: Tx, job: Job, until: datetime) -> None:
    """Not now: the same work, later, with all its tries."""
    tx.run(_put_off, **_held(job), until=until, free=EPOCH)


def release(tx: Tx, job: Job) -> None:
    """Hand back what was not begun."""
    tx.run(_release, **_held(job), free=EPOCH)


def take_back_leases(tx: Tx) -> int:
    """At the start of the only process: nobody else holds a lease, so whatever was running is due again.

    What waits after an error goes on waiting.
    """
    return tx.run(_mine_again, now=tx.now)


def next_due(tx: Tx) -> datetime | None:
    """When the earliest open work is due, or None."""
    found: datetime | None = tx.one(_next).due_at
    return found


def open_jobs(tx: Tx) -> int:
    """How many jobs wait, now or later."""
    return int(tx.one(_open_count).n)
