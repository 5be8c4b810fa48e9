"""The database: whole units of work at a time, one writer on SQLite, asyncpg on PostgreSQL, readers beside it."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

from core.clock import Clock
from core.conversions import EPOCH, Instant
from core.groups import open_file
from core.prepared import Query
from core.readers import MOST, Reader, open_reader
from core.tx import Tx, Unit, guard_units, run_unit, table
from core.writer import Writer

T = TypeVar("T")
RETRIES, RETRY_STATES = 12, {"40001", "40P01"}


class Database:
    """A company's database. `write` and `read` run a whole unit of work and give back what it returns."""

    def __init__(self, url: str, clock: Clock) -> None:
        self.url, self.clock = url, clock
        self.postgres = url.startswith("postgresql")
        if self.postgres:
            # The connection that was used last goes first: it knows our statements already.
            known = {"prepared_statement_cache_size": 500}
            self._async = create_async_engine(url, pool_size=8, max_overflow=0, pool_use_lifo=True, connect_args=known)
            self._look = self._async.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        else:
            self._writer = Writer(url, clock)
            self._readers: list[Reader] = []
            self._idle: list[Reader] = []
            self._may_read = asyncio.Semaphore(MOST)

    async def write(self, unit: Unit[T]) -> T:
        """Run this unit in a transaction of its own; it may run more than once, so it has no effect outside it."""
        if self.postgres:
            return await self._write_postgres(unit)
        answer: T = await self._writer.put(unit, asyncio.get_running_loop(), here=False)
        return answer

    async def quick(self, unit: Unit[T]) -> T:
        """`write` for what is short, as most clicks are: SQLite runs it on the event loop itself and waits for no thread."""
        if self.postgres:
            return await self._write_postgres(unit)
        answer: T = await self._writer.put(unit, asyncio.get_running_loop(), here=True)
        return answer

    async def read(self, unit: Unit[T]) -> T:
        """Run this unit on a read-only connection beside the writer; it sees one moment of the database."""
        if self.postgres:
            async with self._look.connect() as connection:
                return await connection.run_sync(lambda sync: run_unit(unit, Tx(sync, self.clock.now())))
        async with self._may_read:
            reader = self._idle.pop() if self._idle else await open_reader(self.url)
            if reader not in self._readers:
                self._readers.append(reader)
            try:
                return await reader.run(unit, self.clock.now())
            finally:
                self._idle.append(reader)

    async def schema(self, change: Callable[[Connection], T]) -> T:
        """Change the tables themselves (migrations), outside any unit."""
        if self.postgres:
            async with self._async.begin() as connection:
                return await connection.run_sync(change)
        with open_file(self.url) as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            result = change(connection)
            connection.exec_driver_sql("COMMIT")
            return result

    async def close(self) -> None:
        """Finish what is queued, then let go of the database."""
        if self.postgres:
            await self._async.dispose()
            return
        await asyncio.to_thread(self._writer.end)
        await asyncio.gather(*(reader.close() for reader in self._readers))

    async def _write_postgres(self, unit: Unit[T]) -> T:
        for attempt in range(RETRIES):
            try:
                async with self._async.begin() as connection:
                    return await connection.run_sync(lambda sync: run_unit(unit, Tx(sync, self.clock.now())))
            except DBAPIError as error:
                if getattr(error.orig, "sqlstate", None) not in RETRY_STATES or attempt == RETRIES - 1:
                    raise
                await asyncio.sleep(min(0.2, 0.005 * 2**attempt))
        raise AssertionError("unreachable")


__all__ = ["EPOCH", "Database", "Instant", "Query", "Tx", "Unit", "guard_units", "table"]
