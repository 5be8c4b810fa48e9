"""Small units of work for the tests of the database: teams by name, the one table here with a unique word in it."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from sqlalchemy import insert

from core.db import Database, Query, Tx, table
from core.people.models import Team

teams = table(Team)
ADD = Query(insert(teams), "name")


def prepared(name: str) -> Callable[[Tx], None]:
    """A unit that adds this team by a prepared statement."""
    return lambda tx: (tx.run(ADD, name=name), None)[1]


def mapped(name: str) -> Callable[[Tx], None]:
    """A unit that adds this team as an object."""
    return lambda tx: tx.add(Team(name=name))


def names(tx: Tx) -> list[str]:
    """Every team, in the order of its coming."""
    return [row.name for row in tx.all(ALL)]


async def all_at_once(database: Database, units: list[Callable[[Tx], Any]]) -> list[Any]:
    """Their results or errors, in their order."""
    return await asyncio.gather(*(database.write(unit) for unit in units), return_exceptions=True)


def apart(doing: Coroutine[Any, Any, Any]) -> Any:
    """Wait for this on an event loop of its own."""
    return asyncio.run(doing)


ALL = Query(teams.select().order_by(teams.c.id))
