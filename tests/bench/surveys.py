"""Surveys under load: a round for many planned and enqueued, a burst of answers, results over a million answers."""

import asyncio
import random
import resource
import shutil
import sqlite3
import tempfile
import time
from pathlib import Path

from sqlalchemy import insert

from bots.app import App
from bots.chat import Command, Press, Where, Who
from bots.registry import BOTS
from core import people, surveys
from core.clock import SetClock
from core.db import Database, Tx, table
from core.people.models import Account, Grant, Person, Team
from core.surveys.answer import tally
from core.surveys.models import Pulse, Round, Tally
from core.surveys.opening import find
from tests.bench import fan_out
from tests.lite import FRIDAY, template

SEGMENTS, DRIVERS_ASKED, EACH = 50, 12, 1667


def empty_place(folder: str) -> Path:
    """An empty company in this folder."""
    path = Path(folder) / "bench.sqlite"
    shutil.copy(template(), path)
    return path


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


async def burst(path: Path, size: int) -> tuple[float, float, int]:
    """95 % of the acknowledgements within so many seconds: of answers and of a bare command; and answers kept."""
    clock = SetClock(FRIDAY)
    db = Database(f"sqlite:///{path}", clock)
    app = App(db, BOTS)

    def hire(tx: Tx) -> tuple[int, people.Me]:
        team = Team(name="Everybody")
        tx.add(team)
        tx.flush()
        rows = [{"name": f"P {n}", "language": "en", "zone": "Europe/Amsterdam", "location": "NL", "erased": False,
                 "team_id": team.id} for n in range(size)]  # fmt: skip
        tx.execute(insert(table(Person)), rows)
        tx.execute(insert(table(Account)), [
            {"platform": "slack", "space": "T1", "user": f"U{n}", "person_id": n, "used_at": tx.now, "direct": True}
            for n in range(1, size + 1)
        ])  # fmt: skip
        tx.add(Grant(person_id=1, role="hr"))
        tx.flush()
        assert team.id is not None
        return team.id, people.get(tx, 1)

    team, owner = await db.write(hire)
    wish = surveys.Wish(1, (team,), False, surveys.Mode.ANONYMOUS.value)
    await db.write(lambda tx: surveys.start(tx, owner, wish))
    number = 1
    after: int | None = await db.read(lambda tx: surveys.invitees(tx, number)[-1])
    while after:
        _there, after = await db.write(lambda tx, after=after: surveys.seat(tx, number, after or 0))
    took: dict[str, list[float]] = {"answer": [], "bare": []}

    async def one(kind: str, n: int) -> None:
        who, where = Who("slack", "T1", f"U{n}"), Where(f"slack:@U{n}")
        event = (
            Press(f"p{n}", who, where, f"surveys.answer:{number}:{n % 5 + 1}")
            if kind == "answer"
            else Command(f"c{n}", who, where, "poll")
        )
        begun = time.perf_counter()
        await app.handle(event)
        took[kind].append(time.perf_counter() - begun)

    for kind in ("bare", "answer"):
        await asyncio.gather(*(one(kind, n) for n in range(1, size + 1)))
    kept = await db.read(lambda tx: sum(tally(tx, find(tx, number))[1].values()))
    await db.close()
    return _p95(took["answer"]), _p95(took["bare"]), kept


def _p95(seconds: list[float]) -> float:
    return sorted(seconds)[int(len(seconds) * 0.95)]


async def results(path: Path, each: int = EACH) -> tuple[float, float, int]:
    """Seconds for a closed round's result from counts, and for one GROUP BY by hand over a row for each answer."""
    db = Database(f"sqlite:///{path}", SetClock(FRIDAY))
    dice, questions = random.Random(1), tuple(range(1, DRIVERS_ASKED + 1))
    by_hand = sqlite3.connect(path.with_suffix(".raw"))
    by_hand.execute("CREATE TABLE answer (segment INTEGER, question INTEGER, value INTEGER)")
    counts: dict[int, dict[int, list[int]]] = {}
    total = 0
    for segment in range(1, SEGMENTS + 1):
        for question in questions:
            values = dice.choices((1, 2, 3, 4, 5), (1, 2, 3, 3, 2), k=each)
            by_hand.executemany("INSERT INTO answer VALUES (?, ?, ?)", [(segment, question, one) for one in values])
            counts.setdefault(segment, {})[question] = [values.count(one) for one in (1, 2, 3, 4, 5)]
            total += each
    by_hand.commit()

    def make(tx: Tx) -> tuple[int, people.Me]:
        team = Team(name="All")
        tx.add(team)
        tx.flush()
        tx.add(Person(name="Owner", team_id=team.id))
        tx.flush()
        tx.add(Grant(person_id=1, role="hr"))
        tx.add(Pulse(audience="everybody", owner_id=1, question=200, mode="anonymous", weekly=False, cron="",
                     started_at=tx.now))  # fmt: skip
        tx.flush()
        tx.add(Round(pulse_id=1, question=200, questions=list(questions), mode="anonymous", minimum=5, mark="b",
                     places=[], opened_at=tx.now, closes_at=tx.now))  # fmt: skip
        tx.flush()
        for segment, asked in counts.items():
            for question, came in asked.items():
                tx.add(Tally(round_id=1, segment=segment, question=question,
                             counts={str(value): n for value, n in enumerate(came, 1)}))  # fmt: skip
        return 1, people.get(tx, 1)

    number, owner = await db.write(make)
    begun = time.perf_counter()
    await db.write(lambda tx: surveys.close(tx, number))
    found = await db.read(lambda tx: surveys.result(tx, owner, number))
    ours = time.perf_counter() - begun
    begun = time.perf_counter()
    rows = by_hand.execute("SELECT segment, question, count(*), avg(value) FROM answer GROUP BY 1, 2").fetchall()
    theirs = time.perf_counter() - begun
    assert len(rows) == SEGMENTS * DRIVERS_ASKED
    assert len(found.heat) == SEGMENTS
    by_hand.close()
    await db.close()
    return ours, theirs, total


def main() -> None:
    """Print the three."""
    print("a round planned, sampled and enqueued (aim at 5,000: 2 s)")
    for teams, whom in ((1, "one team"), (SEGMENTS, f"everybody, {SEGMENTS} teams")):
        for size in (500, 5_000, 20_000, 100_000):
            with tempfile.TemporaryDirectory(prefix="townhall-bench-") as folder:
                took, grown = asyncio.run(fan_out.once(empty_place(folder), size, teams))
            print(f"  {whom:20} {size:6d} people   {took:6.2f} s   {took / size * 1e6:5.0f} us each   +{grown:.0f} MB")
    print("1,000 anonymous answers in one burst")
    with tempfile.TemporaryDirectory(prefix="townhall-bench-") as folder:
        answer, bare, kept = asyncio.run(burst(empty_place(folder), 1_000))
    print(f"  kept {kept} of 1000   95 %: {answer:.3f} s, of a bare command {bare:.3f} s: {answer / bare:.2f} x")
    print("results, 50 teams x 12 questions, suppressed, closing included (aim: 0.25 x one GROUP BY by hand)")
    with tempfile.TemporaryDirectory(prefix="townhall-bench-") as folder:
        ours, theirs, total = asyncio.run(results(empty_place(folder)))
    print(f"  {total} answers   ours {ours:.3f} s   by hand {theirs:.3f} s   speed {theirs / ours:.2f} x")
    print(f"  memory at the highest: {_megabytes():.0f} MB")
