"""One message to everybody: how long until it is planned and enqueued for 500, 5,000 and 50,000 people, and its memory."""

import asyncio
import resource
import shutil
import tempfile
import time
from pathlib import Path

import psutil
from sqlalchemy import func, insert, select

from bots import sending
from bots.app import App
from bots.chat import Send
from bots.registry import BOTS
from bots.work import Worker
from core import jobs
from core.clock import SetClock
from core.db import Database, Query, Tx, table
from core.jobs import Due
from core.people.models import Person
from tests.lite import FRIDAY, template

_due = table(Due)
_OPEN = Query(select(_due.c.id).where(_due.c.kind == "audience", _due.c.done_at.is_(None)).limit(1))
_SENDS = Query(select(func.count().label("n")).where(_due.c.kind == "send"))
_AUDIENCE = Query(
    select(
        _due.c.id, _due.c.key, _due.c.kind, _due.c.payload, _due.c.lane, _due.c.due_at, _due.c.attempts, _due.c.owner
    ).where(_due.c.kind == "audience", _due.c.done_at.is_(None))
)


def _take(tx: Tx) -> list[jobs.Job]:
    return [jobs.Job(r.id, r.key, r.kind, r.payload, r.lane, r.due_at, r.owner, r.attempts) for r in tx.all(_AUDIENCE)]


async def once(path: Path, size: int) -> tuple[float, float]:
    """Seconds until every reader has a job, and megabytes above idle at the end."""
    db = Database(f"sqlite:///{path}", SetClock(FRIDAY))
    app = App(db, BOTS)
    worker = Worker(app)
    rows = [{"name": f"Person {number}", "language": "en", "zone": "Europe/Amsterdam", "location": "NL", "erased": False}
            for number in range(size)]  # fmt: skip
    for first in range(0, size, 1000):
        await db.write(lambda tx, some=rows[first : first + 1000]: tx.execute(insert(table(Person)), some))

    me = psutil.Process()
    idle, started = me.memory_info().rss, time.perf_counter()
    await db.write(
        lambda tx: sending.plan(tx, Send("everybody", "home.digest", 1, "pulse", "invite", "bench"), "bench")
    )

    while await db.read(lambda tx: tx.one(_OPEN) is not None):
        for job in await db.write(_take):
            await worker._inside(job)
    took = time.perf_counter() - started
    grown = (max(me.memory_info().rss, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024) - idle) / 1e6
    count = await db.read(lambda tx: tx.one(_SENDS).n)
    assert count == size, (count, size)
    await db.close()
    return took, grown


def main() -> None:
    """Print the curve."""
    print("one message to everybody, planned and enqueued (aim at 5,000: 2 s, 60 MB)")
    for size in (500, 5_000, 50_000):
        with tempfile.TemporaryDirectory(prefix="townhall-bench-") as folder:
            path = Path(folder) / "bench.sqlite"
            shutil.copy(template(), path)
            took, grown = asyncio.run(once(path, size))
        print(f"  {size:6d} people   {took:6.2f} s   {took / size * 1e6:5.0f} us each   +{grown:.0f} MB")
