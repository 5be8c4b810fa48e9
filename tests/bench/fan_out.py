"""A pulse to one large team: how long until it is planned and enqueued for 500, 5,000 and 50,000 people, and its memory."""

import asyncio
import resource
import shutil
import tempfile
import time
from pathlib import Path

import psutil
from sqlalchemy import bindparam, func, insert, select

from bots.app import App
from bots.registry import BOTS
from bots.work import Worker
from core import jobs, people, surveys
from core.clock import SetClock
from core.db import Database, Query, Tx, table
from core.jobs import Due
from core.people.models import Account, Grant, Person, Team
from tests.lite import FRIDAY, template

_due = table(Due)
_SENDS = Query(select(func.count().label("n")).where(_due.c.kind == "send"))
_PLANNING = Query(
    select(_due.c.id, _due.c.key, _due.c.kind, _due.c.payload, _due.c.lane, _due.c.due_at, _due.c.owner, _due.c.attempts,
           _due.c.rank, _due.c.due_at.label("claimed_at"))
    .where(_due.c.kind != "send", _due.c.done_at.is_(None), _due.c.due_at <= bindparam("now"))
    .order_by(_due.c.id)
)  # fmt: skip
_ACCOUNT = Query(insert(table(Account)), "platform", "space", "user", "person_id", "used_at", "direct")


def _hire(tx: Tx) -> people.Me:
    team = Team(name="Everybody")
    tx.add(team)
    tx.flush()
    person = Person(name="Owner", team_id=team.id)
    tx.add(person)
    tx.flush()
    assert person.id is not None
    tx.add(Grant(person_id=person.id, role="hr"))
    tx.flush()
    return people.get(tx, person.id)


def _more_teams(tx: Tx, many: int) -> list[int]:
    made = [Team(name=f"Team {number}") for number in range(many)]
    for team in made:
        tx.add(team)
    tx.flush()
    return [team.id or 0 for team in made]


def _give_accounts(tx: Tx) -> None:
    everybody = tx.execute(select(table(Person).c.id)).scalars().all()
    tx.many(_ACCOUNT, [
        {"platform": "slack", "space": "T1", "user": f"U{one}", "person_id": one, "used_at": tx.now, "direct": True}
        for one in everybody
    ])  # fmt: skip


async def once(path: Path, size: int, teams: int = 1) -> tuple[float, float]:
    """Seconds until every reader has a job, and megabytes above idle at the highest; several teams are asked as everybody."""
    db = Database(f"sqlite:///{path}", SetClock(FRIDAY))
    app = App(db, BOTS)
    worker = Worker(app)
    owner = await db.write(_hire)
    more = {"language": "en", "zone": "Europe/Amsterdam", "location": "NL", "erased": False}
    ids = [owner.team_id or 0, *(await db.write(lambda tx: _more_teams(tx, teams - 1)))]
    for first in range(1, size, 1000):
        some = [{"name": f"Person {number}", "team_id": ids[number % teams], **more}
                for number in range(first, min(size, first + 1000))]  # fmt: skip
        await db.write(lambda tx, some=some: tx.execute(insert(table(Person)), some))
    await db.write(_give_accounts)
    one, all_ = ((owner.team_id or 0,), ()) if teams == 1 else ((), ("everybody",))
    wish = surveys.Wish(1, one, False, surveys.Mode.ANONYMOUS.value, groups=all_)

    def begin(tx: Tx) -> None:
        surveys.start(tx, owner, wish)
        app.suite.settle(tx, owner.id)

    def planning(tx: Tx) -> list[jobs.Job]:
        return [jobs.Job(**row._asdict()) for row in tx.all(_PLANNING, now=tx.now)]

    me = psutil.Process()
    idle, started = me.memory_info().rss, time.perf_counter()
    await db.write(begin)
    while waiting := await db.write(planning):
        for job in waiting:
            await worker._inside(job)
    took = time.perf_counter() - started
    grown = (max(me.memory_info().rss, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024) - idle) / 1e6
    count = await db.read(lambda tx: tx.one(_SENDS).n)
    assert count == size, (count, size)
    await db.close()
    return took, grown


def main() -> None:
    """Print the curve."""
    print("a pulse to one team, planned and enqueued (aim at 5,000: 2 s, 60 MB)")
    for size in (500, 5_000, 50_000):
        with tempfile.TemporaryDirectory(prefix="townhall-bench-") as folder:
            path = Path(folder) / "bench.sqlite"
            shutil.copy(template(), path)
            took, grown = asyncio.run(once(path, size))
        print(f"  {size:6d} people   {took:6.2f} s   {took / size * 1e6:5.0f} us each   +{grown:.0f} MB")
