"""Bringing a database up to date, whole or not at all, and refusing to work on one of another version (T64)."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from adapters.alone import alone
from core import migrations
from core.errors import UserError
from core.words import _

T = TypeVar("T")


class BrokenLinks(UserError):
    """After the change some rows point at nothing; the change is undone."""

    kind = "broken_links"


async def migrate(url: str) -> tuple[str, str]:
    """Bring this database up to date while nobody else uses it; gives the version before and after."""
    async with alone(url):
        return await on_database(url, migrations.migrate)


async def prepare(url: str) -> None:
    """Make the tables where there is nothing yet; otherwise raise TooOld or TooNew unless the version is ours."""
    if await on_database(url, migrations.is_empty):
        await migrate(url)
    await check_version(url)


async def check_version(url: str) -> None:
    """Raise TooOld or TooNew unless this database has exactly our version."""
    await on_database(url, migrations.check)


async def on_database(url: str, change: Callable[[Connection], T]) -> T:
    """One transaction of its own, with the tables' own rules about links put off until its end."""
    if url.startswith("sqlite"):
        return await asyncio.to_thread(_on_file, url, change)
    engine = create_async_engine(url, poolclass=NullPool)
    try:
        async with engine.begin() as connection:
            return await connection.run_sync(change)
    finally:
        await engine.dispose()


def _on_file(url: str, change: Callable[[Connection], T]) -> T:
    engine = create_engine(url, poolclass=NullPool)
    event.listen(engine, "connect", lambda raw, _record: setattr(raw, "isolation_level", None))
    with engine.connect() as connection:
        # Changing a table makes it anew and drops the old one, which live links would forbid.
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.exec_driver_sql("PRAGMA busy_timeout=5000")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        result = change(connection)
        if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").fetchone():
            text = _("The change was undone: rows of {table} point at something that is not there. Restore a backup.")
            raise BrokenLinks(text.format(table=broken[0]))
        connection.exec_driver_sql("COMMIT")
        return result
