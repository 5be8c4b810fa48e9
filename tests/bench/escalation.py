"""Customer questions: due times over a year, search in 50,000 questions, 10,000 open ones at a tick, and a fan-out to 20."""

import asyncio
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import delete, func, insert, select, text

from bots.app import App
from bots.registry import BOTS
from bots.work import Worker
from core import calendar, escalation, jobs, people, search
from core.calendar import Hours, span
from core.clock import SetClock
from core.db import Database, Tx, table
from core.escalation.deadline import BREACH, key
from core.escalation.models import Ask, Case, Hop
from core.jobs import Due
from core.people.models import Person, Team
from tests import postgres
from tests.lite import FRIDAY, template

QUESTIONS, OPEN, DEPARTMENTS = 50_000, 10_000, 20
WEEK = ((span("09:00-12:30"), span("13:00-17:30")),) * 5 + ((), ())
THINGS = ("invoice", "parcel", "refund", "password", "order", "card", "charge", "return", "mail", "app", "login", "phone", "box",
          "price", "tax", "stock", "label", "size")  # fmt: skip
DEEDS = ("missing", "late", "twice", "wrong", "broken", "blocked", "empty", "double", "lost", "delayed", "refused", "cancelled",
         "changed", "expired")  # fmt: skip


def due_times() -> None:
    """CPU microseconds for one due time, spread over a year with breaks and holidays."""
    closed = frozenset(date(2026, 1, 1) + timedelta(days=37 * number) for number in range(10))
    hours = Hours("Europe/Amsterdam", WEEK, closed)
    starts = [datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=263 * number) for number in range(2_000)]
    began = time.process_time()
    for number, start in enumerate(starts):
        calendar.due_after(hours, start, timedelta(minutes=30 + number % 960))
    print(
        f"  due time over a year, breaks and holidays   {(time.process_time() - began) / len(starts) * 1e6:6.0f} µs CPU each"
    )


def _asked(random: Random) -> str:
    return " ".join(
        [
            *random.sample(THINGS, 3),
            *random.sample(DEEDS, 2),
            f"n{random.randrange(9_000)}",
            f"k{random.randrange(9_000)}",
        ]
    )


def _repeated(random: Random) -> str:
    """Words out of a small shop's vocabulary only: every one of them stands in thousands of questions."""
    return " ".join([*random.sample(THINGS, 3), *random.sample(DEEDS, 2)])


BARE = text(
    "SELECT e.kind, e.entity, e.words FROM search_words JOIN search_entry e ON e.id = search_words.rowid"
    " WHERE search_words MATCH :wanted ORDER BY search_words.rank LIMIT 40"
)
BARE_POSTGRES = text(
    "SELECT kind, entity, words FROM search_entry, to_tsquery('simple', :wanted) AS asked"
    " WHERE vector @@ asked ORDER BY ts_rank(vector, asked) DESC LIMIT 40"
)
"""What full text alone does: any of the words, its own best first."""


async def searching(db: Database, kind: str, asked: Callable[[Random], str]) -> None:
    """The search before posting beside one bare full-text query, in turns, over 50,000 questions."""
    random = Random(7)
    rows = [
        {
            "kind": "case",
            "entity": 100_000 + number,
            "words": words,
            "stems": " ".join(search.terms(words)),
            "at": FRIDAY,
        }
        for number, words in enumerate(asked(random) for _number in range(QUESTIONS))
    ]
    for first in range(0, QUESTIONS, 5_000):
        some = rows[first : first + 5_000]
        await db.write(lambda tx, some=some: tx.execute(insert(table(search.Entry)), some))
    if db.postgres:
        await db.write(lambda tx: tx.execute(text("ANALYZE search_entry")))  # A server's autovacuum does so by itself.
    ours, bare = [], []

    def both(tx: Tx, words: str) -> None:
        wanted = (" | " if tx.postgres else " OR ").join(f'"{one}"' for one in search.terms(words))
        began = time.perf_counter()
        query, asked_for = (BARE_POSTGRES, wanted) if tx.postgres else (BARE, f"stems : ({wanted})")
        tx.execute(query, {"wanted": asked_for}).all()
        middle = time.perf_counter()
        search.find(tx, words, ("case", "problem"))
        bare.append(middle - began)
        ours.append(time.perf_counter() - middle)

    for _turn in range(60):
        words = asked(random)
        await db.read(lambda tx, words=words: both(tx, words))
    p95, p95_bare = (statistics.quantiles(some, n=20)[18] * 1e3 for some in (ours, bare))
    where = "PostgreSQL" if db.postgres else "SQLite"
    print(
        f"  {where}: search in {QUESTIONS:,} {kind} questions, p95 {p95:6.1f} ms {p95 / p95_bare:4.1f} × the bare query (aim ≤ 5)"
    )


def _staff(tx: Tx) -> tuple[people.Me, list[int]]:
    teams = [Team(name=f"Department {number}") for number in range(DEPARTMENTS)]
    tx.add_all(teams)
    tx.flush()
    for number, team in enumerate(teams):
        people.put_place(tx, f"nowhere:{number}", team.name, "department", team.id)
    asker = Person(name="Ana", team_id=teams[0].id)
    tx.add(asker)
    tx.flush()
    assert asker.id is not None
    return people.get(tx, asker.id), [team.id or 0 for team in teams]


async def ticking(db: Database, app: App, team: int) -> None:
    """10,000 open questions with three timers each; 1,000 deadlines have come: each fires once, whoever asks twice."""
    past, future = FRIDAY - timedelta(minutes=5), FRIDAY + timedelta(days=2)
    case = {"question": "?", "customer": "", "masked": 0, "wanted": "week", "status": "open", "version": 1, "about": "",
            "origin": "", "files": "", "asked_at": past, "due_at": future}  # fmt: skip

    def fill(tx: Tx) -> None:
        tx.execute(insert(table(Case)), [case] * OPEN)
        numbers = tx.execute(select(table(Case).c.id).where(table(Case).c.question == "?")).scalars().all()
        late = set(numbers[:1_000])
        tx.execute(insert(table(Ask)), [
            {"case_id": one, "team_id": team, "step": "waiting", "version": 1, "timer": 1, "level": 0, "since_at": past,
             "due_at": past if one in late else future} for one in numbers])  # fmt: skip
        mine = select(table(Case).c.id).where(table(Case).c.question == "?")
        asked = select(table(Ask).c.id, table(Ask).c.case_id).where(table(Ask).c.case_id.in_(mine))
        for ask, number in tx.execute(asked).all():
            load = {"ask": ask, "timer": 1, "level": 1}
            when = past if number in late else future
            jobs.many(tx, [jobs.row(key(BREACH, ask, 1), when, BREACH, load),
                           jobs.row(key("escalation.warn", ask, 1), future, "escalation.warn", load),
                           jobs.row(key(BREACH, ask, 1, 2), future, BREACH, {**load, "level": 2})])  # fmt: skip

    await db.write(fill)
    workers, began = [Worker(app), Worker(app)], time.perf_counter()
    while sum(await asyncio.gather(*(worker.turn() for worker in workers))):
        fired = await db.read(lambda tx: tx.execute(select(func.count()).select_from(table(Hop))).scalar_one())
        if fired >= 1_000:
            break
    took = time.perf_counter() - began
    for worker in workers:
        await worker.stop()
    fired = await db.read(lambda tx: tx.execute(select(func.count()).select_from(table(Hop))).scalar_one())
    assert fired == 1_000, fired
    print(f"  {OPEN:,} open × 3 timers: 1,000 fire, each once  {took:6.2f} s with two workers")


async def fanning_out(db: Database, app: App, asker: people.Me, teams: list[int]) -> None:
    """A question to 20 departments is acknowledged with nothing sent yet: its cards are jobs of the same transaction."""

    def ask(tx: Tx) -> int:
        number = escalation.escalate(tx, asker, teams, "Which stock is wrong?", "", "week")
        app.suite.settle(tx, asker.id)
        return number

    began = time.perf_counter()
    await db.write(ask)
    took = (time.perf_counter() - began) * 1e3
    sent = await db.read(lambda tx: tx.execute(
        select(func.count()).select_from(table(Due)).where(table(Due).c.kind == "send")).scalar_one())  # fmt: skip
    assert sent == 0, sent
    print(
        f"  a question to {DEPARTMENTS} departments acknowledged     {took:6.1f} ms, before the first of its {DEPARTMENTS} sends"
    )


async def once(path: Path) -> None:
    """All that needs a database, on one."""
    db = Database(f"sqlite:///{path}", SetClock(FRIDAY))
    app = App(db, BOTS)
    asker, teams = await db.write(_staff)
    await fanning_out(db, app, asker, teams)
    await searching(db, "different", _asked)
    await db.write(lambda tx: tx.execute(delete(table(search.Entry))))
    await searching(db, "repeated ", _repeated)
    await ticking(db, app, teams[0])
    await db.close()


async def on_postgres(url: str) -> None:
    """The search once more, on a server."""
    db = Database(url, SetClock(FRIDAY))
    for kind, asked in (("different", _asked), ("repeated ", _repeated)):
        await db.write(lambda tx: tx.execute(text("TRUNCATE search_entry")))
        await searching(db, kind, asked)
    await db.close()


def main() -> None:
    """Print the figures."""
    print("customer questions")
    due_times()
    if postgres.WANTED:
        asyncio.run(on_postgres(postgres.server().make()))
    else:
        print(f"  PostgreSQL: not measured, {postgres.VARIABLE} is not set")
    with tempfile.TemporaryDirectory(prefix="townhall-bench-") as folder:
        path = Path(folder) / "bench.sqlite"
        shutil.copy(template(), path)
        asyncio.run(once(path))


if __name__ == "__main__":
    main()
