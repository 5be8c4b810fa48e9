"""Weeks by number, so that the database adds days up by week on every engine, and no row's day is read twice."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import Integer
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction

FIRST = date(2000, 1, 3)
"""The Monday of week 0; nothing was counted before it."""
_JULIAN = 2_451_546
"""Its number as SQLite counts days, without the half day."""


class week_number(GenericFunction[int]):
    """The number of a day's week, from the week of 3 January 2000 on."""

    type = Integer()
    inherit_cache = True


@compiles(week_number, "sqlite")
def _lite(element: week_number, compiler: SQLCompiler, **more: Any) -> str:
    return f"((CAST(julianday({compiler.process(element.clauses, **more)}) AS INTEGER) - {_JULIAN}) / 7)"


@compiles(week_number, "postgresql")
def _postgres(element: week_number, compiler: SQLCompiler, **more: Any) -> str:
    return f"(({compiler.process(element.clauses, **more)} - DATE '{FIRST}') / 7)"


def monday(day: date) -> date:
    """The Monday of this day's week."""
    return day - timedelta(days=day.weekday())


def mondays_between(first: date, last: date) -> dict[int, date]:
    """By number the Mondays of the weeks in which these days fall, both included."""
    numbers = range((first - FIRST).days // 7, (last - FIRST).days // 7 + 1)
    return {number: FIRST + timedelta(weeks=number) for number in numbers}
