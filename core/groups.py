"""Units of work that go into an SQLite file together: one commit for all, whoever fails undone, and each alone if it is lost."""

import sqlite3
import threading
import time
from collections import deque
from contextvars import Context
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import structlog
from sqlalchemy import Connection, make_url

from core.clock import Clock
from core.joining import joined
from core.tx import Tx, Unit, run_unit

if TYPE_CHECKING:
    from asyncio import Future

log = structlog.get_logger()
GROUP, GROUP_SECONDS = 64, 0.02
MARKED = 1000
"""Units with a savepoint of their own after one had to be undone: rarely is one, and a savepoint takes a fifteenth of a click."""
STATEMENTS = 1000
"""Kept prepared: more than all the bots have, where the driver's own 128 would make it prepare one for every other it runs."""
PATIENCE = 5000
"""Milliseconds to wait for somebody else who writes to the same file (an import, a backup)."""
PRAGMAS = (
    f"busy_timeout={PATIENCE}", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON",
    "temp_store=MEMORY",
)  # fmt: skip

_opening = threading.Lock()
"""A new file becomes one with a write-ahead log, and whoever else opens it at that moment is refused, not kept waiting."""


@dataclass(slots=True)
class Queued:
    """A unit, the caller who waits for it, and what came of it."""

    unit: Unit[Any]
    context: Context
    answer: "Future[Any]"
    result: Any = None
    error: BaseException | None = None

    def tell(self) -> None:
        """On the caller's loop: the result, or the error."""
        if self.answer.done():
            return
        if self.error is not None:
            self.answer.set_exception(self.error)
        else:
            self.answer.set_result(self.result)


class File:
    """The open file, for one group at a time. It waits for nobody else, except where it says so."""

    def __init__(self, connection: Connection, clock: Clock) -> None:
        connection.begin()
        self._connection, self._clock = connection, clock
        self._raw: sqlite3.Connection = connection.connection.dbapi_connection  # type: ignore[assignment]
        self._raw.execute("PRAGMA busy_timeout=0")
        self._log_to_empty = False
        self._changes, self._until, self._marked = 0, 0.0, 0

    @property
    def to_save(self) -> bool:
        """Whether the group that ran has anything to be waited for: a row it changed, or a log to be emptied."""
        return self._log_to_empty or not self._raw.in_transaction or self._raw.total_changes != self._changes

    def begun(self, patiently: bool = False) -> bool:
        """Whether a transaction could be begun: at once, or after whoever else is writing."""
        self._changes, self._until = self._raw.total_changes, time.perf_counter() + GROUP_SECONDS
        try:
            self._begin(PATIENCE if patiently else 0)
        except sqlite3.Error as error:
            log.info("no transaction yet", error=type(error).__name__)
            return False
        return True

    def run_one(self, waiting: deque[Queued], group: list[Queued]) -> bool:
        """The first of these joins the group and runs; says whether there is room for one more that waits.

        Without a transaction it joins and does not run.
        """
        group.append(waiting.popleft())
        if self._raw.in_transaction:
            try:
                self._join(group)
            except sqlite3.Error as lost:
                log.warning("a unit lost its group", error=type(lost).__name__)
                _roll_back(self._raw)
        return bool(waiting and len(group) < GROUP and self._raw.in_transaction and time.perf_counter() < self._until)

    def save(self, group: list[Queued]) -> None:
        """Commit it; where its transaction is lost, run and commit each alone, so that a failure costs only its culprit."""
        try:
            if not self._raw.in_transaction:
                raise sqlite3.OperationalError("the group's transaction was lost")
            self._raw.execute("COMMIT")
        except sqlite3.Error as lost:
            log.warning("group lost, running each unit alone", error=type(lost).__name__, units=len(group))
            _roll_back(self._raw)
            for queued in group:
                self._alone(queued)
        if self._log_to_empty:
            self._log_to_empty = not _emptied(self._raw)

    def close(self) -> None:
        """Let go of the file; SQLite folds its log into it."""
        self._connection.close()

    def _begin(self, patience: int) -> None:
        if patience:
            self._raw.execute(f"PRAGMA busy_timeout={patience}")
        try:
            self._raw.execute("BEGIN IMMEDIATE")
        finally:
            if patience:
                self._raw.execute("PRAGMA busy_timeout=0")

    def _join(self, group: list[Queued]) -> None:
        """Run the last of the group; its error undoes it and nobody else's work, with a savepoint or by doing theirs again."""
        if self._marked:
            self._marked -= 1
            self._try(group[-1])
        elif not self._leaves_it_whole(group[-1]) and self._raw.in_transaction:
            self._marked = MARKED
            self._raw.execute("ROLLBACK")
            self._begin(0)
            for queued in group[:-1]:
                if queued.error is None:
                    self._try(queued)

    def _try(self, queued: Queued) -> None:
        """Run one unit in a savepoint of its own."""
        self._raw.execute("SAVEPOINT unit")
        if not self._leaves_it_whole(queued) and self._raw.in_transaction:
            self._raw.execute("ROLLBACK TO unit")
        if self._raw.in_transaction:
            self._raw.execute("RELEASE unit")

    def _leaves_it_whole(self, queued: Queued) -> bool:
        """Run one unit; False where it failed after it had changed something."""
        queued.result, queued.error = None, None
        if queued.answer.cancelled():
            return True
        changes, tx = self._raw.total_changes, Tx(self._connection, self._clock.now(), self._raw)
        try:
            queued.result = queued.context.run(run_unit, queued.unit, tx)
        except BaseException as error:
            queued.error = error
            return self._raw.total_changes == changes
        self._log_to_empty |= tx.leaves_no_log
        return True

    def _alone(self, queued: Queued) -> None:
        try:
            self._begin(PATIENCE)
            self._try(queued)
            self._raw.execute("COMMIT")
        except sqlite3.Error as error:
            _roll_back(self._raw)
            queued.error = queued.error or error


def open_file(url: str) -> Connection:
    """A connection to this file with our settings; sqlite3.Error where it can't be opened."""
    file = make_url(url).database or ""
    with _opening:
        raw = sqlite3.connect(file, isolation_level=None, check_same_thread=False, cached_statements=STATEMENTS)
        for pragma in PRAGMAS:
            raw.execute(f"PRAGMA {pragma}")
    return joined(raw)


def _emptied(raw: sqlite3.Connection) -> bool:
    """Whether the write-ahead log is empty now; while somebody reads it can't be, and the next group tries again."""
    try:
        busy, *_ = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy
    except sqlite3.Error as error:
        log.warning("the write-ahead log is not emptied yet", error=type(error).__name__)
        return False


def _roll_back(raw: sqlite3.Connection) -> None:
    if raw.in_transaction:
        raw.execute("ROLLBACK")
