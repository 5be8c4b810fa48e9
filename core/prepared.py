"""Statements of the command path: SQLAlchemy expressions compiled once per database, run as driver text with types kept."""

from collections import namedtuple
from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property
from operator import itemgetter
from typing import Any

from sqlalchemy import Boolean, ClauseElement, Date, Dialect
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.postgresql import asyncpg
from sqlalchemy.sql.compiler import SQLCompiler

_LITE: Dialect = sqlite.dialect(paramstyle="qmark")
_POSTGRES: Dialect = asyncpg.dialect()  # type: ignore[no-untyped-call]


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def _flag(value: bool | None) -> int | None:
    return None if value is None else int(value)


_QUICK: dict[type, Callable[[Any], Any]] = {Date: _day, Boolean: _flag}
"""Days and flags as SQLite keeps them, without SQLAlchemy's detour: they stand in nearly every statement."""


def _picker(names: Sequence[str]) -> Callable[[dict[str, Any]], tuple[Any, ...]]:
    """The values under these names, in order."""
    if len(names) > 1:
        return itemgetter(*names)
    return (lambda values: (values[names[0]],)) if names else (lambda values: ())


class Statement:
    """One expression for one dialect: its text, the order of its arguments, and the conversions both ways."""

    def __init__(self, expression: ClauseElement, keys: Sequence[str] | None, dialect: Dialect) -> None:
        compiled = expression.compile(dialect=dialect, column_keys=list(keys) if keys else None)
        assert isinstance(compiled, SQLCompiler)
        if compiled.post_compile_params or compiled.literal_execute_params:
            raise TypeError("a prepared query takes no lists: use tx.execute for IN (…)")
        self.text = str(compiled)
        self.fixed = {name: compiled.params[name] for bound, name in compiled.bind_names.items() if not bound.required}
        order = compiled.positiontup or []
        processors: dict[str, Any] = dict(compiled._bind_processors)
        if dialect is _LITE:
            processors |= {
                name: quick
                for bound, name in compiled.bind_names.items()
                if (quick := _QUICK.get(type(bound.type))) is not None
            }
        self._pick = _picker(order)
        self._writers = [(at, processors[name]) for at, name in enumerate(order) if processors.get(name)]
        columns = compiled._result_columns or []
        row: Any = namedtuple("Row", [entry.keyname for entry in columns], rename=True)  # type: ignore[misc]
        self._make: Callable[[Sequence[Any]], Any] = row._make
        readers = [entry.type._cached_result_processor(dialect, None) for entry in columns]
        self._readers = [(at, read) for at, read in enumerate(readers) if read is not None]

    def bind(self, values: dict[str, Any]) -> tuple[Any, ...]:
        """The values in the order the driver wants them, converted; KeyError names one that is missing."""
        picked = self._pick({**self.fixed, **values} if self.fixed else values)
        if not self._writers:
            return picked
        written = list(picked)
        for at, write in self._writers:
            written[at] = write(written[at])
        return tuple(written)

    def read(self, row: Sequence[Any]) -> Any:
        """A driver's row as a named tuple with its types restored."""
        if self._readers:
            row = list(row)
            for at, read in self._readers:
                row[at] = read(row[at])
        return self._make(row)


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
