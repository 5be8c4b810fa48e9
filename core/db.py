"""The database: whole units of work at a time, one writer thread on SQLite, asyncpg on PostgreSQL, readers beside it."""

import asyncio
import sqlite3
import sys
import threading
import time
import zlib
from collections.abc import Callable
from contextvars import Context, ContextVar, copy_context
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

import structlog
from sqlalchemy import BigInteger, Connection, Dialect, Engine, Table, create_engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.types import TypeDecorator
from sqlmodel import Session, SQLModel

from core.clock import Clock
from core.facts import Fact
from core.prepared import Query

T = TypeVar("T")
Unit = Callable[["Tx"], T]
log = structlog.get_logger()
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
GROUP, GROUP_SECONDS, SLOW_SECONDS = 64, 0.008, 0.1
RETRIES, RETRY_STATES = 12, {"40001", "40P01"}
_inside: ContextVar[bool] = ContextVar("inside a unit of work", default=False)


class Instant(TypeDecorator[datetime]):
    """An instant as integer UTC microseconds, so that both databases give back the same aware value."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Aware datetime → microseconds since 1970."""
        return None if value is None else (value - EPOCH) // timedelta(microseconds=1)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """Microseconds since 1970 → aware datetime in UTC."""
        return None if value is None else EPOCH + timedelta(microseconds=value)


def table(model: type[SQLModel]) -> Table:
    """The Table behind a model, for statements built at module level."""
    return model.__table__  # type: ignore[attr-defined,no-any-return]


class Tx(Session):
    """One unit of work: the session, the moment it happens, and the facts it records. Only the app commits it."""

    def __init__(self, connection: Connection, now: datetime, raw: sqlite3.Connection | None = None) -> None:
        self.now = now
        self.facts: list[Fact] = []
        self.postgres = connection.dialect.name == "postgresql"
        self.leaves_no_log = False
        self._raw, self._joined, self._opened = raw, connection, False

    def __getattr__(self, name: str) -> Any:
        """The session's own state is made when something first needs it; prepared statements never do."""
        if name.startswith("__") or self.__dict__.get("_opened", True):
            raise AttributeError(name)
        self._opened = True
        super().__init__(bind=self._joined, join_transaction_mode="create_savepoint", expire_on_commit=False)
        return getattr(self, name)

    def all(self, query: Query, /, **values: Any) -> list[Any]:
        """Every row this query finds, as named tuples."""
        return query.rows(self._cursor(query, values).fetchall(), self.postgres)

    def one(self, query: Query, /, **values: Any) -> Any:
        """The first row this query finds, or None."""
        row = self._cursor(query, values).fetchone()
        return None if row is None else query.rows([row], self.postgres)[0]

    def run(self, query: Query, /, **values: Any) -> int:
        """Carry out a change; says how many rows it touched."""
        return int(self._cursor(query, values).rowcount)

    def many(self, query: Query, rows: list[dict[str, Any]]) -> None:
        """Carry out the same change for many rows at once."""
        if not rows:
            return
        arguments = [query.arguments(row, self.postgres) for row in rows]
        if self._raw is not None:
            self._raw.executemany(query.lite, arguments)
        else:
            self.connection().exec_driver_sql(query.text(self.postgres), arguments)

    def lock(self, kind: str, entity: int) -> None:
        """Hold this thing until the unit ends, before reading what the decision rests on (one writer: free on SQLite)."""
        if self.postgres:
            key = zlib.crc32(kind.encode()) - 2**31
            self.execute(text("SELECT pg_advisory_xact_lock(:kind, :entity)"), {"kind": key, "entity": entity % 2**31})

    def leave_no_log(self) -> None:
        """Once this is committed, empty SQLite's write-ahead log: it would tell what changed together, and in which order."""
        self.leaves_no_log = True

    def commit(self) -> None:
        """Refused: one user action is one transaction, and the app ends it."""
        raise RuntimeError("a rule does not commit")

    def rollback(self) -> None:
        """Refused: raise an error instead."""
        raise RuntimeError("a rule does not roll back; raise an error")

    def _cursor(self, query: Query, values: dict[str, Any]) -> Any:
        arguments = query.arguments(values, self.postgres)
        if self._raw is not None:
            return self._raw.execute(query.lite, arguments)
        return self.connection().exec_driver_sql(query.text(self.postgres), arguments)

    def _finish(self) -> None:
        if self._opened and self.in_transaction():
            Session.commit(self)

    def _leave(self) -> None:
        if self._opened:
            self.close()


@dataclass(slots=True)
class _Queued:
    unit: Unit[Any]
    context: Context
    loop: asyncio.AbstractEventLoop
    answer: "asyncio.Future[Any]"
    result: Any = None
    error: BaseException | None = None


class Database:
    """A company's database. `write` and `read` run a whole unit of work and give back what it returns."""

    def __init__(self, url: str, clock: Clock) -> None:
        self.url, self.clock = url, clock
        self.postgres = url.startswith("postgresql")
        if self.postgres:
            self._async = create_async_engine(url, pool_size=8, max_overflow=0)
            self._readers = self._async.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        else:
            self._queue: SimpleQueue[_Queued | None] = SimpleQueue()
            self._log_to_empty = self._closed = False
            self._engine = _lite_engine(url)
            self._readers = _lite_readers(url)
            self._writer = threading.Thread(target=self._write_groups, name="writer", daemon=True)
            self._writer.start()

    async def write(self, unit: Unit[T]) -> T:
        """Run this unit in a transaction of its own; it may run more than once, so it has no effect outside it."""
        if self.postgres:
            return await self._write_postgres(unit)
        if self._closed:
            raise RuntimeError("the database is closed")
        loop = asyncio.get_running_loop()
        queued = _Queued(unit, copy_context(), loop, loop.create_future())
        self._queue.put(queued)
        answer: T = await queued.answer
        return answer

    async def read(self, unit: Unit[T]) -> T:
        """Run this unit on a read-only connection beside the writer; it sees one moment of the database."""
        async with self._readers.connect() as connection:
            return await connection.run_sync(lambda sync: _run(unit, Tx(sync, self.clock.now())))

    async def schema(self, change: Callable[[Connection], T]) -> T:
        """Change the tables themselves (migrations), outside any unit."""
        if self.postgres:
            async with self._async.begin() as connection:
                return await connection.run_sync(change)
        with self._engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            result = change(connection)
            connection.exec_driver_sql("COMMIT")
            return result

    async def close(self) -> None:
        """Finish what is queued, then let go of the database."""
        if self.postgres:
            await self._async.dispose()
            return
        self._closed = True
        self._queue.put(None)
        await asyncio.to_thread(self._writer.join)
        await self._readers.dispose()
        self._engine.dispose()

    async def _write_postgres(self, unit: Unit[T]) -> T:
        for attempt in range(RETRIES):
            try:
                async with self._async.begin() as connection:
                    return await connection.run_sync(lambda sync: _run(unit, Tx(sync, self.clock.now())))
            except DBAPIError as error:
                if getattr(error.orig, "sqlstate", None) not in RETRY_STATES or attempt == RETRIES - 1:
                    raise
                await asyncio.sleep(min(0.2, 0.005 * 2**attempt))
        raise AssertionError("unreachable")

    def _write_groups(self) -> None:
        """The writer thread: many units to one commit, answers only after it."""
        with self._engine.connect() as connection, connection.begin():
            raw: sqlite3.Connection = connection.connection.dbapi_connection  # type: ignore[assignment]
            while (first := self._queue.get()) is not None:
                group, closing = [first], False
                until = time.perf_counter() + GROUP_SECONDS
                try:
                    raw.execute("BEGIN IMMEDIATE")
                    self._try(first, connection, raw)
                    while len(group) < GROUP and time.perf_counter() < until and raw.in_transaction:
                        try:
                            following = self._queue.get_nowait()
                        except Empty:
                            break
                        if following is None:
                            closing = True
                            break
                        group.append(following)
                        self._try(following, connection, raw)
                    if not raw.in_transaction:
                        raise sqlite3.OperationalError("the group's transaction was lost")
                    raw.execute("COMMIT")
                except sqlite3.Error as lost:
                    log.warning("group lost, running each unit alone", error=type(lost).__name__, units=len(group))
                    _roll_back(raw)
                    for queued in group:
                        self._alone(queued, connection, raw)
                if self._log_to_empty:
                    self._log_to_empty = not _emptied(raw)
                _answer(group)
                if closing:
                    return

    def _try(self, queued: _Queued, connection: Connection, raw: sqlite3.Connection) -> None:
        """Run one unit inside its own savepoint; its error undoes it and nobody else's work."""
        queued.result, queued.error = None, None
        if queued.answer.cancelled():
            return
        raw.execute("SAVEPOINT unit")
        tx = Tx(connection, self.clock.now(), raw)
        try:
            queued.result = queued.context.run(_run, queued.unit, tx)
            self._log_to_empty |= tx.leaves_no_log
        except BaseException as error:
            queued.error = error
            if raw.in_transaction:
                raw.execute("ROLLBACK TO unit")
        if raw.in_transaction:
            raw.execute("RELEASE unit")

    def _alone(self, queued: _Queued, connection: Connection, raw: sqlite3.Connection) -> None:
        try:
            raw.execute("BEGIN IMMEDIATE")
            self._try(queued, connection, raw)
            raw.execute("COMMIT")
        except sqlite3.Error as error:
            _roll_back(raw)
            queued.error = queued.error or error


def _run(unit: Unit[T], tx: Tx) -> T:
    token, started = _inside.set(True), time.perf_counter()
    try:
        result = unit(tx)
        tx._finish()
        return result
    except StopIteration as ran_out:
        raise RuntimeError("a rule ran out of an iterator") from ran_out  # no future can carry a StopIteration
    finally:
        _inside.reset(token)
        tx._leave()
        took = time.perf_counter() - started
        if took > SLOW_SECONDS:
            log.warning("slow unit", unit=getattr(unit, "__qualname__", "?"), milliseconds=round(took * 1000))


def _answer(group: list[_Queued]) -> None:
    """Hand every caller its result, one wake-up for each event loop; a loop that is gone has nobody to tell."""
    for loop in {queued.loop for queued in group}:
        try:
            loop.call_soon_threadsafe(_resolve, [queued for queued in group if queued.loop is loop])
        except RuntimeError:
            log.warning("the caller's event loop is gone", units=len(group))


def _resolve(group: list[_Queued]) -> None:
    for queued in group:
        if queued.answer.done():
            continue
        if queued.error is not None:
            queued.answer.set_exception(queued.error)
        else:
            queued.answer.set_result(queued.result)


def _emptied(raw: sqlite3.Connection) -> bool:
    """Whether the write-ahead log is empty now; while somebody reads it can't be, and the next group tries again."""
    try:
        raw.execute("PRAGMA busy_timeout=0")
        busy, *_ = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy
    except sqlite3.Error as error:
        log.warning("the write-ahead log is not emptied yet", error=type(error).__name__)
        return False
    finally:
        raw.execute("PRAGMA busy_timeout=5000")


def _roll_back(raw: sqlite3.Connection) -> None:
    if raw.in_transaction:
        raw.execute("ROLLBACK")


def _lite_engine(url: str) -> Engine:
    engine = create_engine(url, connect_args={"check_same_thread": False})

    @event.listens_for(engine, "connect")
    def settle(raw: sqlite3.Connection, _: object) -> None:
        raw.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "busy_timeout=5000",
            "foreign_keys=ON",
            "secure_delete=ON",
        ):
            raw.execute(f"PRAGMA {pragma}")

    return engine


def _lite_readers(url: str) -> AsyncEngine:
    engine = create_async_engine(url.replace("sqlite://", "sqlite+aiosqlite://", 1), pool_size=4, max_overflow=0)

    @event.listens_for(engine.sync_engine, "connect")
    def settle(adapted: Any, _: object) -> None:
        adapted.isolation_level = None
        cursor = adapted.cursor()
        for pragma in ("query_only=ON", "busy_timeout=5000"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def snapshot(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    return engine


def guard_units() -> None:
    """From now on refuse any connection opened inside a unit of work (tests and demo; there is no way back)."""

    def refuse(name: str, _: tuple[Any, ...]) -> None:
        if name == "socket.connect" and _inside.get():
            raise RuntimeError("a rule or a handler opened a connection; it must not wait")

    sys.addaudithook(refuse)


__all__ = ["Database", "Instant", "Query", "Tx", "Unit", "guard_units", "table"]
