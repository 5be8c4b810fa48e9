"""One unit of work: the session it may use, the moment it happens, and the facts it records."""

import sqlite3
import sys
import time
import zlib
from collections.abc import Callable
from contextvars import ContextVar
from datetime import datetime
from operator import attrgetter
from typing import Any, TypeVar

import structlog
from sqlalchemy import Connection, Table
from sqlmodel import Session, SQLModel

from core.facts import Fact
from core.prepared import Query, Statement

T = TypeVar("T")
Unit = Callable[["Tx"], T]
log = structlog.get_logger()
SLOW_SECONDS = 0.1
LITE, POSTGRES = attrgetter("lite"), attrgetter("postgres")
_inside: ContextVar[bool] = ContextVar("inside a unit of work", default=False)


def table(model: type[SQLModel]) -> Table:
    """The Table behind a model, for statements built at module level."""
    return model.__table__  # type: ignore[attr-defined,no-any-return]


class Tx(Session):
    """One unit of work: the session, the moment it happens, and the facts it records. Only the app commits it."""

    def __init__(self, connection: Connection, now: datetime, raw: sqlite3.Connection | None = None) -> None:
        self.now = now
        self.facts: list[Fact] = []
        self.postgres = connection.dialect.name == "postgresql"
        self.leaves_no_log = self.leaves_no_key = self.left_work = False
        self._raw, self._joined, self._opened = raw, connection, False
        self._statement: Callable[[Query], Statement] = POSTGRES if self.postgres else LITE
        self._carry_out: Callable[[str, Any], Any] = raw.execute if raw else connection.exec_driver_sql
        self._changes = raw.total_changes if raw else 0

    def __getattr__(self, name: str) -> Any:
        """The session's own state is made when something first needs it; prepared statements never do."""
        if name.startswith("__") or self.__dict__.get("_opened", True):
            raise AttributeError(name)
        self._opened = True
        super().__init__(bind=self._joined, join_transaction_mode="create_savepoint", expire_on_commit=False)
        return getattr(self, name)

    def all(self, query: Query, /, **values: Any) -> list[Any]:
        """Every row this query finds, as named tuples."""
        statement = self._statement(query)
        return [*map(statement.read, self._carry_out(statement.text, statement.bind(values)).fetchall())]

    def alike(self, query: Query, /, **values: Any) -> list[tuple[list[Any], list[Any]]]:
        """Of many things (the first column) that have mostly the same rows: those that do, with the rows of the first of them."""
        statement = self._statement(query)
        has: dict[Any, tuple[Any, ...]] = {}
        for row in self._carry_out(statement.text, statement.bind(values)).fetchall():
            has[row[0]] = (*has.get(row[0], ()), row[1:])
        together: dict[tuple[Any, ...], list[Any]] = {}
        for first, rows in has.items():
            together.setdefault(rows, []).append(first)
        return [(those, [statement.read((those[0], *row)) for row in rows]) for rows, those in together.items()]

    def one(self, query: Query, /, **values: Any) -> Any:
        """The first row this query finds, or None."""
        statement = self._statement(query)
        cursor = self._carry_out(statement.text, statement.bind(values))
        row = (cursor.lastrowid,) if statement.numbers else cursor.fetchone()
        return None if row is None else statement.read(row)

    def run(self, query: Query, /, **values: Any) -> int:
        """Carry out a change; says how many rows it touched."""
        statement = self._statement(query)
        return int(self._carry_out(statement.text, statement.bind(values)).rowcount)

    def many(self, query: Query, rows: list[dict[str, Any]]) -> None:
        """Carry out the same change for many rows at once."""
        if not rows:
            return
        statement = self._statement(query)
        arguments = [statement.bind(row) for row in rows]
        if self._raw is not None:
            self._raw.executemany(statement.text, arguments)
        else:
            self._carry_out(statement.text, arguments)

    def execute(self, statement: Any, params: Any = None, **more: Any) -> Any:
        """Run a statement; one on Tables needs no session, and opening one costs more than the statement itself."""
        if not self._opened and not more and not getattr(statement, "_propagate_attrs", None):
            return self._joined.execute(statement, params)
        return super().execute(statement, params, **more)

    def lock(self, kind: str, entity: int) -> None:
        """Hold this thing until the unit ends, before reading what the decision rests on (one writer: free on SQLite)."""
        if self.postgres:
            key = zlib.crc32(kind.encode()) - 2**31
            self._carry_out("SELECT pg_advisory_xact_lock($1, $2)", (key, entity % 2**31))

    def changed_anything(self) -> bool:
        """Whether this unit has written, changed or deleted a row; always so where the database does not say."""
        if self._opened:
            self.flush()
        return self._raw is None or self._raw.total_changes != self._changes

    def leave_no_log(self) -> None:
        """Once this is committed, empty SQLite's write-ahead log: it would tell what changed together, and in which order."""
        self.leaves_no_log = True

    def commit(self) -> None:
        """Refused: one user action is one transaction, and the app ends it."""
        raise RuntimeError("a rule does not commit")

    def rollback(self) -> None:
        """Refused: raise an error instead."""
        raise RuntimeError("a rule does not roll back; raise an error")

    def _finish(self) -> None:
        if self._opened and self.in_transaction():
            Session.commit(self)

    def _leave(self) -> None:
        if self._opened:
            self.close()


def run_unit(unit: Unit[T], tx: Tx) -> T:
    """Run it to its end, and say so when it was slow; what it raises is the caller's to undo."""
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


def guard_units() -> None:
    """From now on refuse any connection opened inside a unit of work (tests and demo; there is no way back)."""

    def refuse(name: str, _: tuple[Any, ...]) -> None:
        if name == "socket.connect" and _inside.get():
            raise RuntimeError("a rule or a handler opened a connection; it must not wait")

    sys.addaudithook(refuse)
