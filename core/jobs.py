"""Carrying out planned work: claimed with a lease, in order within a lane, finished with a fence in its effect's transaction."""

import random
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, Select, and_, bindparam, case, func, or_, select, union_all, update

from core.db import EPOCH, Query, Tx
from core.due import LAST_PROMPT, RANKS, Due, Rank, at, cancel, due, many, row, unfinished
from core.errors import Overslept
from core.rhythms import Rhythm, every, keep_only, next_time, stop, wake_rhythms
from core.values import frozen

LEASE, ATTEMPTS, LONGEST_WAIT = timedelta(seconds=60), 8, timedelta(minutes=15)
MOST = 50
DIED, TRUSTED = "died", 2
"""A job whose worker died with it is marked; after two deaths it is tried alone, so that it takes no others with it."""


@frozen
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
    rank: Rank
    claimed_at: datetime


_before = due.alias("before")
_ahead = select(_before.c.id).where(
    _before.c.lane == due.c.lane, _before.c.done_at.is_(None), _before.c.failed_at.is_(None),
    _before.c.due_at <= bindparam("now"), _before.c.lease_until > bindparam("now"), _before.c.rank <= due.c.rank,
    or_(_before.c.due_at < due.c.due_at, and_(_before.c.due_at == due.c.due_at, _before.c.id < due.c.id)),
)  # fmt: skip


def _ready(rank: Rank) -> Select[tuple[int]]:
    """The front of what ranks so, as many as there is room for: `most_0` and so on."""
    front = (
        select(due.c.id)
        .where(unfinished, due.c.rank == rank.value, due.c.due_at <= bindparam("now"))
        .where(due.c.lease_until <= bindparam("now"), or_(due.c.lane.is_(None), ~_ahead.exists()))
        .order_by(due.c.due_at, due.c.id)
        .limit(bindparam(f"most_{rank.value}"))
        .subquery()
    )
    return select(front.c.id)


def _claiming(ranks: Iterable[Rank]) -> Query:
    return Query(
        update(due)
        .where(due.c.id.in_(union_all(*map(_ready, ranks))))
        .values(
            lease_until=bindparam("lease"), owner=bindparam("me"), attempts=due.c.attempts + 1,
            error=case((due.c.owner != "", DIED), else_=due.c.error),
        )
        .returning(
            due.c.id, due.c.key, due.c.kind, due.c.rank, due.c.payload, due.c.lane, due.c.due_at, due.c.attempts,
            due.c.error,
        )
    )  # fmt: skip


_prompt_ranks = [rank for rank in Rank if rank <= LAST_PROMPT]
_claim, _claim_prompt = _claiming(Rank), _claiming(_prompt_ranks)
_mine = and_(
    due.c.id == bindparam("job"), due.c.owner == bindparam("me"), due.c.attempts == bindparam("try_"), unfinished
)
_finish = Query(update(due).where(_mine).values(done_at=bindparam("now"), payload=bindparam("empty", type_=JSON)))
_fail = Query(
    update(due).where(_mine).values(
        lease_until=bindparam("again"), failed_at=bindparam("given_up"), error=bindparam("why"), owner="")
)  # fmt: skip
_put_off = Query(
    update(due).where(_mine).values(due_at=bindparam("until"), lease_until=bindparam("free"), attempts=0, owner="")
)
_release = Query(update(due).where(_mine).values(lease_until=bindparam("free"), attempts=due.c.attempts - 1, owner=""))
_hold = Query(update(due).where(_mine).values(lease_until=bindparam("lease")))
_mine_again = Query(
    update(due)
    .where(unfinished, due.c.lease_until > bindparam("now"), due.c.owner != "")
    .values(lease_until=bindparam("now"))
)
_long_held = Query(
    update(due)
    .where(unfinished, due.c.owner == "", due.c.lease_until > bindparam("long"))
    .values(lease_until=bindparam("free"))
)
_put_off_wrongly = Query(
    update(due)
    .where(
        unfinished, due.c.due_at > bindparam("now"), or_(*(due.c.kind == one for one in (*RANKS, "send", "audience")))
    )
    .values(due_at=bindparam("now_"))
)
_open_count = Query(select(func.count().label("n")).where(unfinished))


def claim(
    tx: Tx, me: str, most: int | Mapping[Rank, int] = MOST, lease: timedelta = LEASE, sure: bool = True
) -> list[Job]:  # fmt: skip
    """Take what is due, `most` of each rank, oldest first; within a lane only from its front, so that its order is kept.

    A job whose workers keep dying is taken alone, and given up after eight tries like any other. `sure`: whether the
    clock can be believed; while it can't, only what somebody waits for is taken.
    """
    tx.lock("claim", 0)
    room = most if isinstance(most, Mapping) else dict.fromkeys(Rank, most)
    limits = {f"most_{rank.value}": room.get(rank, 0) for rank in (Rank if sure else _prompt_ranks)}
    rows = tx.all(_claim if sure else _claim_prompt, now=tx.now, lease=tx.now + lease, me=me, **limits)
    deadly = {r.id for r in rows if r.error == DIED and r.attempts > TRUSTED}
    jobs = sorted(
        (Job(r.id, r.key, r.kind, r.payload, r.lane, r.due_at, me, r.attempts, Rank(r.rank), tx.now) for r in rows),
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


def hold(tx: Tx, jobs: Iterable[Job], lease: timedelta = LEASE) -> None:
    """These are still being carried out."""
    tx.many(_hold, [{**_held(job), "lease": tx.now + lease} for job in jobs])


def fail(tx: Tx, job: Job, why: str, wait: timedelta | None = None, last: bool = False) -> bool:
    """It went wrong (`why` is a kind, never a text): tried again later, given up after eight tries. True when given up."""
    given_up = last or job.attempts >= ATTEMPTS
    backoff = min(LONGEST_WAIT, timedelta(seconds=2**job.attempts * random.uniform(0.8, 1.2)))
    tx.run(_fail, **_held(job), again=tx.now + (wait or backoff), given_up=tx.now if given_up else None, why=why)
    return given_up


def put_off(tx: Tx, job: Job, until: datetime) -> None:
    """Not now: the same work, later, with all its tries."""
    tx.run(_put_off, **_held(job), until=until, free=EPOCH)


def release(tx: Tx, job: Job, until: datetime = EPOCH) -> None:
    """Hand back what was not begun; it is no try. `until`: not before this moment."""
    tx.run(_release, **_held(job), free=until)


def take_back_leases(tx: Tx) -> int:
    """At the start of the only process: nobody else holds a lease, so whatever was running is due again.

    What waits after an error goes on waiting.
    """
    return tx.run(_mine_again, now=tx.now)


def think_again(tx: Tx) -> None:
    """The clock is right again: what a wrong one put off or held for long is looked at anew, at the right time."""
    tx.run(_long_held, long=tx.now + LONGEST_WAIT, free=EPOCH)
    tx.run(_put_off_wrongly, now=tx.now, now_=tx.now)


def open_jobs(tx: Tx) -> int:
    """How many jobs wait, now or later."""
    return int(tx.one(_open_count).n)


__all__ = [
    "ATTEMPTS",
    "LEASE",
    "Due",
    "Job",
    "Rank",
    "Rhythm",
    "acknowledge",
    "at",
    "cancel",
    "claim",
    "every",
    "fail",
    "finish",
    "hold",
    "keep_only",
    "many",
    "next_time",
    "open_jobs",
    "put_off",
    "release",
    "row",
    "stop",
    "take_back_leases",
    "think_again",
    "wake_rhythms",
]  # fmt: skip
