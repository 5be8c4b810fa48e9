"""SQLite's readers: a whole unit of work on one read-only connection beside the writer, in one hop to its thread and back."""

from contextvars import copy_context
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

import aiosqlite
from sqlalchemy import Connection, make_url

from core.groups import STATEMENTS
from core.joining import joined
from core.tx import Tx, Unit, run_unit

if TYPE_CHECKING:
    import sqlite3

T = TypeVar("T")
MOST = 4


class Reader:
    """One connection of aiosqlite. Statement by statement each would wait for its thread twice; a unit does so once."""

    def __init__(self, line: aiosqlite.Connection) -> None:
        self._line = line
        self._connection: Connection | None = None

    async def run(self, unit: Unit[T], now: datetime) -> T:
        """What this unit finds in one moment of the database; what it would write is refused."""
        found: T = await self._line._execute(copy_context().run, self._run, unit, now)  # type: ignore[no-untyped-call]
        return found

    async def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            await self._line._execute(self._connection.close)  # type: ignore[no-untyped-call]
        await self._line.close()

    def _run(self, unit: Unit[T], now: datetime) -> T:
        raw = self._line._conn
        if self._connection is None:
            self._connection = _settled(raw)
        raw.execute("BEGIN")
        try:
            return run_unit(unit, Tx(self._connection, now, raw))
        finally:
            raw.execute("ROLLBACK")


async def open_reader(url: str) -> Reader:
    """A reader of this file; sqlite3.Error where it can't be opened."""
    file = make_url(url).database or ""
    line = aiosqlite.connect(file, isolation_level=None, check_same_thread=False, cached_statements=STATEMENTS)
    line._thread.daemon = True  # who forgets to close it is not kept from ending
    return Reader(await line)


def _settled(raw: "sqlite3.Connection") -> Connection:
    """The same connection as SQLAlchemy sees it, for statements that are not prepared; made in the thread it belongs to."""
    for pragma in ("query_only=ON", "busy_timeout=5000"):
        raw.execute(f"PRAGMA {pragma}")
    connection = joined(raw)
    connection.begin()
    return connection
