"""Statements of the command path: SQLAlchemy expressions compiled once per database, run as driver text with types kept."""

import re
from collections import namedtuple
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from sqlalchemy import ClauseElement, Dialect
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.postgresql import asyncpg
from sqlalchemy.sql.compiler import SQLCompiler

from core.conversions import RESTORED, WRITTEN, Instant, reader, writer

_LITE: Dialect = sqlite.dialect(paramstyle="qmark")
_POSTGRES: Dialect = asyncpg.dialect()  # type: ignore[no-untyped-call]
RETURNING = " RETURNING id"
NUMBERED = re.compile(rf"INSERT INTO (?!.* ON CONFLICT).*{RETURNING}$", re.DOTALL)


class Statement:
    """One expression for one dialect: its text, the order of its arguments, and the conversions both ways."""

    def __init__(self, expression: ClauseElement, keys: Sequence[str] | None, dialect: Dialect) -> None:
        compiled = expression.compile(dialect=dialect, column_keys=list(keys) if keys else None)
        assert isinstance(compiled, SQLCompiler)
        if compiled.post_compile_params or compiled.literal_execute_params:
            raise TypeError("a prepared query takes no lists: use tx.execute for IN (…)")
        self.text = str(compiled)
        self.numbers = dialect is _LITE and bool(NUMBERED.match(self.text))
        """Whether it only gives the new row's number, which SQLite tells anyway: asking for it takes as long as the row."""
        if self.numbers:
            self.text = self.text.removesuffix(RETURNING)
        self.fixed = {name: compiled.params[name] for bound, name in compiled.bind_names.items() if not bound.required}
        order = compiled.positiontup or []
        processors: dict[str, Any] = dict(compiled._bind_processors)
        if dialect is _LITE:
            quick = {name: WRITTEN.get(type(bound.type)) for bound, name in compiled.bind_names.items()}
            processors |= {name: how for name, how in quick.items() if how}
        self.bind = writer(order, self.fixed, processors)
        """The values by name in the order the driver wants them, converted; KeyError names one that is missing."""
        columns = compiled._result_columns or []
        row: Any = namedtuple("Row", [entry.keyname for entry in columns], rename=True)  # type: ignore[misc]
        self.read = reader(row, [_restored(entry.type, dialect) for entry in columns])
        """A driver's row as a named tuple with its types restored."""


class Query:
    """A statement at module level: `Query(select(t.c.id).where(t.c.person == bindparam("person")))`.

    For an insert or update without values, name the columns: `Query(insert(t), "person", "day")`. It works on Tables
    and takes no lists; rows come back as named tuples. Objects given to `tx.add` are not seen by it before a flush.
    """

    def __init__(self, expression: ClauseElement, *columns: str) -> None:
        self._expression, self._columns = expression, columns or None

    @cached_property
    def lite(self) -> Statement:
        """The statement for SQLite."""
        return Statement(self._expression, self._columns, _LITE)

    @cached_property
    def postgres(self) -> Statement:
        """The statement for PostgreSQL."""
        return Statement(self._expression, self._columns, _POSTGRES)


def _restored(kept: Any, dialect: Dialect) -> Any:
    """How a column of this type is read; asyncpg gives days as days."""
    quick = RESTORED.get(type(kept)) if dialect is _LITE or isinstance(kept, Instant) else None
    return quick or kept._cached_result_processor(dialect, None)
