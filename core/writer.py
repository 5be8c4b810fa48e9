"""SQLite's one writer: a thread that runs units of work, many to a commit, and answers only after it."""

import sqlite3
import threading
import time
from contextvars import Context, copy_context
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

import structlog
from sqlalchemy import Connection, Engine, create_engine, event

from core.clock import Clock
from core.tx import Tx, Unit, run_unit

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop, Future

log = structlog.get_logger()
GROUP, GROUP_SECONDS = 64, 0.008
STATEMENTS = 1000
"""Kept prepared: more than all the bots have, where the driver's own 128 would make it prepare one for every other it runs."""
PRAGMAS = (
    "busy_timeout=5000", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON",
    "temp_store=MEMORY",
)  # fmt: skip


@dataclass(slots=True)
class _Queued:
    unit: Unit[Any]
    context: Context
    loop: "AbstractEventLoop"
    answer: "Future[Any]"
    result: Any = None
    error: BaseException | None = None


class Writer:
    """The thread and its queue, for one database file."""

    def __init__(self, url: str, clock: Clock) -> None:
        self.clock = clock
        self.engine = _engine(url)
        self._queue: SimpleQueue[_Queued | None] = SimpleQueue()
        self._log_to_empty = self._closed = False
        self._thread = threading.Thread(target=self._work, name="writer", daemon=True)
        self._thread.start()

    def put(self, unit: Unit[Any], loop: "AbstractEventLoop") -> "Future[Any]":
        """Queue this unit; its answer comes on that loop, after the commit."""
        if self._closed:
            raise RuntimeError("the database is closed")
        queued = _Queued(unit, copy_context(), loop, loop.create_future())
        self._queue.put(queued)
        return queued.answer

    def end(self) -> None:
        """Finish what is queued, then stop; waits for it."""
        self._closed = True
        self._queue.put(None)
        self._thread.join()
        self.engine.dispose()

    def _work(self) -> None:
        """The thread: a file that can't be opened is told to everybody who waits, now and later."""
        try:
            self._write_groups()
        except Exception as broken:
            log.exception("the writer has stopped")
            self._closed = True
            while (queued := self._queue.get()) is not None:
                queued.error = broken
                _answer([queued])

    def _write_groups(self) -> None:
        """Many units to one commit, answers only after it."""
        with self.engine.connect() as connection, connection.begin():
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
            queued.result = queued.context.run(run_unit, queued.unit, tx)
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


def _engine(url: str) -> Engine:
    engine = create_engine(url, connect_args={"check_same_thread": False, "cached_statements": STATEMENTS})

    @event.listens_for(engine, "connect")
    def settle(raw: sqlite3.Connection, _: object) -> None:
        raw.isolation_level = None
        for pragma in PRAGMAS:
            raw.execute(f"PRAGMA {pragma}")

    return engine
