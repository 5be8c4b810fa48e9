"""The full command path against raw sqlite3 with the same statements: event → App.handle → rule → commit → answer."""

import asyncio
import shutil
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from adapters.running import settled_memory
from bots.app import App
from bots.chat import Press, Where, Who
from bots.registry import BOTS
from core import calendar, people, timeoff
from core.clock import SetClock
from core.db import Database, Tx
from core.people.models import Person, Team
from core.prepared import Query
from core.timeoff import Entry
from tests.lite import FRIDAY, template

PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON")
Statement = tuple[str, tuple[Any, ...]]


async def fill(url: str, size: int) -> None:
    """A company whose people can all ask for time off."""
    db = Database(url, SetClock(FRIDAY))

    def unit(tx: Tx) -> None:
        team = Team(name="Support")
        boss = Person(name="Mark Visser")
        tx.add_all([team, boss])
        tx.flush()
        for number in range(size):
            one = Person(name=f"Person {number}", team_id=team.id, manager_id=boss.id)
            tx.add(one)
            tx.flush()
            assert one.id
            people.link(tx, one.id, "slack", "T1", f"U{number}")
            calendar.set_pattern(tx, one.id, date(2020, 1, 1), (480,) * 5 + (0, 0))
            timeoff.write_line(tx, one.id, date(2026, 1, 1), 116 * 60, Entry.GRANT)
        tx.facts.clear()

    await db.write(unit)
    await db.close()


def presses(size: int) -> list[Press]:
    """Everybody presses [Request] on the days they looked at."""
    return [
        Press(f"slack:{number}", Who("slack", "T1", f"U{number}"), Where("slack:T1/D1"),
              "timeoff.send:0:20261124:20261127:all:all", "", None, True)
        for number in range(size)
    ]  # fmt: skip


@contextmanager
def fresh(source: Path) -> Iterator[Path]:
    """A copy of the database of its own."""
    with tempfile.TemporaryDirectory(prefix="townhall-bench-") as folder:
        path = Path(folder) / "bench.sqlite"
        shutil.copy(source, path)
        yield path


async def ours(path: Path, events: list[Press], in_flight: int) -> tuple[float, float]:
    """Wall and CPU seconds for these events through the app."""
    db = Database(f"sqlite:///{path}", SetClock(FRIDAY))
    app = App(db, BOTS)
    queue = iter(events)

    async def one() -> None:
        for event in queue:
            answer = await app.handle(event)
            assert answer.replace is not None, answer

    wall, cpu = time.perf_counter(), time.process_time()
    await asyncio.gather(*(one() for _ in range(in_flight)))
    took = time.perf_counter() - wall, time.process_time() - cpu
    await db.close()
    return took


async def recorded(url: str, events: list[Press]) -> list[list[Statement]]:
    """The statements of each of these events, in order, as the app runs them; on PostgreSQL with their locks."""
    groups: list[list[Statement]] = []
    begin = Tx.__init__

    def noting(tx: Tx, *given: Any) -> None:
        begin(tx, *given)
        execute = tx._carry_out

        def note(text: str, arguments: Any) -> Any:
            groups[-1].append((text, arguments))
            return execute(text, arguments)

        tx._carry_out = note

    def many(tx: Tx, query: Query, rows: list[dict[str, Any]]) -> None:
        for row in rows:
            tx.run(query, **row)

    db = Database(url, SetClock(FRIDAY))
    app = App(db, BOTS)
    original = Tx.many
    Tx.__init__, Tx.many = noting, many  # type: ignore[method-assign,assignment]
    try:
        for event in events:
            groups.append([])
            await app.handle(event)
    finally:
        Tx.__init__, Tx.many = begin, original  # type: ignore[method-assign]
        await db.close()
    return groups


def raw(path: Path, groups: list[list[Statement]], to_a_commit: int) -> tuple[float, float]:
    """Wall and CPU seconds for the same statements on a bare connection, so many commands to a commit."""
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    wall, cpu = time.perf_counter(), time.process_time()
    for first in range(0, len(groups), to_a_commit):
        connection.execute("BEGIN IMMEDIATE")
        for statements in groups[first : first + to_a_commit]:
            for text, arguments in statements:
                connection.execute(text, arguments).fetchall()
        connection.execute("COMMIT")
    took = time.perf_counter() - wall, time.process_time() - cpu
    connection.close()
    return took


def main(size: int = 600, rounds: int = 5) -> None:
    """Print the medians and their ratios."""
    with tempfile.TemporaryDirectory(prefix="townhall-bench-") as folder, settled_memory():
        source = Path(folder) / "company.sqlite"
        shutil.copy(template(), source)
        asyncio.run(fill(f"sqlite:///{source}", size))
        events = presses(size)
        with fresh(source) as path:
            groups = asyncio.run(recorded(f"sqlite:///{path}", events))
        found: dict[str, list[tuple[float, float]]] = {"raw": [], "grouped": [], "1": [], "32": []}
        for turn in range(rounds):
            cases = list(found)
            for case in cases if turn % 2 else reversed(cases):
                with fresh(source) as path:
                    if case in ("raw", "grouped"):
                        found[case].append(raw(path, groups, 1 if case == "raw" else 64))
                    else:
                        found[case].append(asyncio.run(ours(path, events, int(case))))
    wall = {case: size / statistics.median(took[0] for took in turns) for case, turns in found.items()}
    cpu = {case: statistics.median(took[1] for took in turns) / size * 1e6 for case, turns in found.items()}
    print(f"command path (press [Request]; {len(groups[-1])} statements, commit FULL), medians of {rounds} rounds")
    print(f"  raw sqlite3, a commit each   {wall['raw']:8.0f}/s   1.00 x")
    print(f"  Townhall, 1 in flight        {wall['1']:8.0f}/s   {wall['1'] / wall['raw']:.2f} x   (aim 0.3)")
    print(f"  Townhall, 32 in flight       {wall['32']:8.0f}/s   {wall['32'] / wall['raw']:.2f} x   (aim 1.0)")
    print(f"  CPU a command: Townhall {cpu['32']:.0f} us, raw with the same grouping {cpu['grouped']:.0f} us: "
          f"{cpu['32'] / cpu['grouped']:.1f} x   (aim at most 8)")  # fmt: skip
