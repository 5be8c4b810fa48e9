"""Only one Townhall works on a database: a lock that the system itself takes away when the process ends, however it ends."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import IO

from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine

from core.errors import UserError
from core.words import _

KEY = 0x746F776E
"""Which advisory lock PostgreSQL is asked for."""


class AlreadyRunning(UserError):
    """Another Townhall works on this database now."""

    kind = "already_running"

    def __init__(self) -> None:
        super().__init__(_("Townhall is running on this database. Stop it first, then try again."))


def file_of(url: str) -> Path | None:
    """The file of a SQLite database; None for PostgreSQL."""
    return Path(make_url(url).database or "") if url.startswith("sqlite") else None


@asynccontextmanager
async def alone(url: str) -> AsyncIterator[None]:
    """Within this block nobody else runs, migrates or restores this database; raises AlreadyRunning."""
    file = file_of(url)
    if file is not None:
        held = _hold(file)
        try:
            yield
        finally:
            held.close()
        return
    engine = create_async_engine(url, pool_size=1)
    try:
        async with engine.connect() as connection:
            if not (await connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": KEY})).scalar():
                raise AlreadyRunning
            await connection.commit()
            yield
    finally:
        await engine.dispose()


async def is_running(url: str) -> bool:
    """Whether somebody works on this database at this moment."""
    try:
        async with alone(url):
            return False
    except AlreadyRunning:
        return True


def _hold(file: Path) -> IO[bytes]:
    import fcntl

    held = os.fdopen(os.open(f"{file}.running", os.O_RDWR | os.O_CREAT, 0o600), "r+b")
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        held.close()
        raise AlreadyRunning from None
    return held
