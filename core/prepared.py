"""Statements of the command path: SQLAlchemy expressions compiled once per database, run as driver text with types kept."""

import json
import re
from collections import namedtuple
from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import JSON, Boolean, ClauseElement, Date, Dialect
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.postgresql import asyncpg
from sqlalchemy.sql.compiler import SQLCompiler

_LITE: Dialect = sqlite.dialect(paramstyle="qmark")
_POSTGRES: Dialect = asyncpg.dialect()  # type: ignore[no-untyped-call]


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def _flag(value: bool | None) -> int | None:
    return None if value is None else int(value)


RETURNING = " RETURNING id"
NUMBERED = re.compile(rf"INSERT INTO (?!.* ON CONFLICT).*{RETURNING}$", re.DOTALL)
QUICK: dict[type, Callable[[Any], Any]] = {Date: _day, Boolean: _flag, JSON: json.dumps}
"""Days, flags, instants and JSON as SQLite keeps them, without SQLAlchemy's detour: nearly every statement has them."""
RESTORED: dict[type, Callable[[Any], Any]] = {}
"""The way back, where the detour is long."""


def _written(order: Sequence[str], fixed: dict[str, Any], writers: dict[str, Any]) -> Callable[[dict[str, Any]], Any]:
    """A function of the values by name that gives them as the driver wants them; each is converted once, what is fixed now."""
    scope: dict[str, Any] = {}
    parts: list[str] = []
    known: dict[str, int] = {}
    for at, name in enumerate(order):
        write = writers.get(name)
        if name in fixed:
            scope[f"f{at}"] = write(fixed[name]) if write else fixed[name]
            parts.append(f"f{at}")
        elif name in known:
            parts.append(f"v{known[name]}")
        elif write:
            scope[f"w{at}"] = write
            said = f"w{at}(values[{name!r}])"
            parts.append(f"(v{at} := {said})" if order.count(name) > 1 else said)
            known[name] = at
        else:
            parts.append(f"values[{name!r}]")
    return eval(f"lambda values: ({''.join(part + ', ' for part in parts)})", scope)  # type: ignore[no-any-return]


def _read(names: Sequence[str], readers: Sequence[Any]) -> Callable[[Sequence[Any]], Any]:
    """A function of a driver's row that gives a named tuple with its types restored."""
    row: Any = namedtuple("Row", names, rename=True)  # type: ignore[misc]
    if not any(readers):
        return row._make
    scope: dict[str, Any] = {"Row": row, **{f"r{at}": read for at, read in enumerate(readers) if read}}
    parts = [f"r{at}(row[{at}])" if read else f"row[{at}]" for at, read in enumerate(readers)]
    return eval(f"lambda row: Row({', '.join(parts)})", scope)  # type: ignore[no-any-return]


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
            processors |= {
                name: quick
                for bound, name in compiled.bind_names.items()
                if (quick := QUICK.get(type(bound.type))) is not None
            }
        self.bind = _written(order, self.fixed, processors)
        """The values by name in the order the driver wants them, converted; KeyError names one that is missing."""
        columns = compiled._result_columns or []
        readers = [
            RESTORED.get(type(entry.type)) or entry.type._cached_result_processor(dialect, None) for entry in columns
        ]
        self.read = _read([entry.keyname for entry in columns], readers)
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
