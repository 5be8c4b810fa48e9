"""A real, empty database for one test, copied from a template file that is built once per run."""

import asyncio
import os
import shutil
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TypeVar

from sqlmodel import SQLModel

import core
from core.clock import Clock, SetClock
from core.db import Database, Tx

T = TypeVar("T")
FRIDAY = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
"""Friday 20 November 2026, 09:00 in Amsterdam: where every test starts."""
MEMORY, ENOUGH = Path("/dev/shm"), 2_000_000_000
"""Where databases of tests lie when there is room: each of their thousands of commits waits for the disk otherwise."""


def room_in_memory() -> bool:
    """Whether databases can lie there."""
    return os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH


def tables() -> None:
    """Import every slice's tables."""
    import_module("core.jobs")
    for folder in iter_modules(core.__path__):
        if folder.ispkg and (Path(core.__path__[0]) / folder.name / "models.py").exists():
            import_module(f"core.{folder.name}.models")


@cache
def template() -> Path:
    """The empty database file that tests copy."""
    tables()
    path = Path(tempfile.mkdtemp(prefix="townhall-test-")) / f"template-{os.getpid()}.sqlite"

    async def build() -> None:
        database = Database(f"sqlite:///{path}", SetClock(FRIDAY))
        await database.schema(lambda connection: SQLModel.metadata.create_all(connection))
        await database.close()

    # In a thread of its own: the first test of a worker may ask for it from inside a running loop.
    with ThreadPoolExecutor(1) as apart:
        apart.submit(lambda: asyncio.run(build())).result()
    return path


def lite_url(folder: Path, name: str = "townhall.sqlite") -> str:
    """A fresh, empty SQLite file in this folder; gives its URL."""
    shutil.copy(template(), folder / name)
    return f"sqlite:///{folder / name}"


class Line:
    """A database, and the loop that its connections belong to."""

    def __init__(self, url: str, clock: Clock) -> None:
        self.loop, self.database = asyncio.new_event_loop(), Database(url, clock)

    def hang_up(self) -> None:
        """The test is over, and whatever it left under way; a line to PostgreSQL stays for the next."""
        if self.database.postgres:
            self.loop.run_until_complete(self._all_over())
        else:
            self.end()

    async def _all_over(self) -> None:
        left = asyncio.all_tasks() - {asyncio.current_task()}
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    def end(self) -> None:
        """Let go of the database."""
        self.loop.run_until_complete(self.database.close())
        self.loop.close()


_kept: dict[str, Line] = {}


def line(url: str, clock: Clock) -> Line:
    """A line to this database; to one on PostgreSQL the same as before: each new connection would have to get to know it."""
    if not url.startswith("postgresql"):
        return Line(url, clock)
    found = _kept[url] = _kept.get(url) or Line(url, clock)
    found.database.clock = clock
    return found


def ended(url: str) -> None:
    """This database goes, and the line to it."""
    if url in _kept:
        _kept.pop(url).end()


class Lite:
    """A database driven from a plain test: `lite.write(lambda tx: …)`, `lite.read(…)`, `lite.clock.move(…)`."""

    def __init__(self, folder: Path, url: str = "") -> None:
        self.clock = SetClock(FRIDAY)
        self._line = line(url or lite_url(folder), self.clock)
        self.loop, self.database = self._line.loop, self._line.database

    def write(self, unit: Callable[[Tx], T]) -> T:
        """Run this unit and commit it."""
        return self.loop.run_until_complete(self.database.write(unit))

    def read(self, unit: Callable[[Tx], T]) -> T:
        """Run this unit on a reader."""
        return self.loop.run_until_complete(self.database.read(unit))

    def close(self) -> None:
        """Let go of the database."""
        self._line.hang_up()
