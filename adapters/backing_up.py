"""`townhall backup` and `townhall restore`: a copy that is whole, and a way back that resurrects nobody (T61, T63)."""

import asyncio
import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.exc import DatabaseError

from adapters import erasure_list
from adapters.alone import alone, file_of
from adapters.migrating import on_database
from core import jobs, migrations
from core.clock import Clock
from core.db import Database, Query, Tx, table
from core.errors import UserError
from core.privacy import LoggedErasure, erasure_log, reapply_erasures
from core.words import _

REPEATED = ("send", "audience", "every")
"""Work that was done after the backup was made: messages that people have already."""
_due, _rhythm = table(jobs.Due), table(jobs.Rhythm)
_past = Query(
    update(_due)
    .where(or_(*[_due.c.kind == kind for kind in REPEATED]), _due.c.done_at.is_(None), _due.c.failed_at.is_(None))
    .where(_due.c.due_at <= bindparam("now"))
    .values(done_at=bindparam("at"), error="restored")
)
_rhythms = Query(select(_rhythm.c.id, _rhythm.c.cron, _rhythm.c.zone))
_skip = Query(update(_rhythm).where(_rhythm.c.id == bindparam("rhythm")).values(next_at=bindparam("next")))


class BadBackup(UserError):
    """This file can't replace the database."""

    kind = "bad_backup"


class NotHere(UserError):
    """PostgreSQL makes its own backups."""

    kind = "not_here"


async def back_up(url: str, folder: Path, at: datetime, named: Path | None = None) -> Path:
    """Copy the database as it is at one moment, also while Townhall runs; gives the file, which only this user can read.

    Without a name it gets one with its date in this folder. An existing file is never written over.
    """
    source = file_of(url)
    if source is None:
        text = _("PostgreSQL makes its own backups: use pg_dump, and keep {file} beside them.")
        raise NotHere(text.format(file=folder / erasure_list.NAME))
    target = named or folder / f"{source.stem}-{at:%Y%m%dT%H%M%SZ}.sqlite"
    if await asyncio.to_thread(target.exists):
        raise BadBackup(_("{file} is there already. Choose another name.").format(file=target))
    await asyncio.to_thread(_copy, source, target)
    return target


async def restore(url: str, backup: Path, folder: Path, clock: Clock, say: Callable[[str], None]) -> int:
    """Put a backup in the place of the database, erase again who was erased since, and repeat no messages.

    The database that stood there is kept as a file with `.before` behind its name. Gives how many people were erased.
    """
    target = file_of(url)
    if target is None:
        raise NotHere(_("PostgreSQL restores its own backups. Then run this again without a file."))
    async with alone(url):
        known = await asyncio.to_thread(erasure_list.read_list, folder)
        known += await _erased_here(target, clock, say)
        made = target.with_name(target.name + ".restoring")
        await asyncio.to_thread(_copy, backup, made)
        try:
            await on_database(f"sqlite:///{made}", migrations.migrate)
            erased = await _settle(f"sqlite:///{made}", known, folder, clock)
            await asyncio.to_thread(_exchange, made, target)
        finally:
            await asyncio.to_thread(made.unlink, missing_ok=True)
    return erased


async def after_restore(url: str, folder: Path, clock: Clock) -> int:
    """The same care for a database that was restored by other means (pg_restore)."""
    async with alone(url):
        await on_database(url, migrations.migrate)
        return await _settle(url, await asyncio.to_thread(erasure_list.read_list, folder), folder, clock)


async def keep_erasures(db: Database, folder: Path) -> None:
    """Write the list of erasures beside the backups."""
    log = await db.read(erasure_log)
    await asyncio.to_thread(erasure_list.write_list, folder, log)


async def _erased_here(target: Path, clock: Clock, say: Callable[[str], None]) -> list[LoggedErasure]:
    """Who was erased according to the database that is there now, as far as it can still be read."""
    if not await asyncio.to_thread(target.is_file):
        return []
    try:
        return list(await on_database(f"sqlite:///{target}", lambda here: erasure_log(Tx(here, clock.now()))))
    except DatabaseError:
        say(_("The present database can't be read. Who was erased is taken from the list beside the backups."))
        return []


async def _settle(url: str, known: Iterable[LoggedErasure], folder: Path, clock: Clock) -> int:
    def unit(tx: Tx) -> int:
        tx.run(_past, now=tx.now, at=tx.now)
        for rhythm in tx.all(_rhythms):
            tx.run(_skip, rhythm=rhythm.id, next=jobs.next_time(rhythm.cron, rhythm.zone, tx.now))
        erased = reapply_erasures(tx, known)
        tx.facts.clear()
        return erased

    database = Database(url, clock)
    try:
        erased = await database.write(unit)
        await keep_erasures(database, folder)
        return erased
    finally:
        await database.close()


def _copy(source: Path, target: Path) -> None:
    """A consistent copy of one moment, checked before anybody relies on it."""
    if not source.is_file():
        raise BadBackup(_("There is no database at {file}.").format(file=source))
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
    try:
        with (
            contextlib.closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True, timeout=30)) as old,
            contextlib.closing(sqlite3.connect(target)) as new,
        ):
            old.backup(new)
            new.execute("PRAGMA journal_mode=DELETE")
            found = new.execute("PRAGMA integrity_check").fetchone()
            new.execute("SELECT version_num FROM alembic_version")
        if found != ("ok",):
            raise sqlite3.DatabaseError("damaged")
    except sqlite3.Error:
        target.unlink(missing_ok=True)
        text = _("{file} is damaged, or is no Townhall database. Nothing was changed.")
        raise BadBackup(text.format(file=source)) from None


def _exchange(made: Path, target: Path) -> None:
    """The new file in the old one's place, each with its log folded in."""
    for file in (made, target):
        if file.is_file():
            with contextlib.suppress(sqlite3.DatabaseError), contextlib.closing(sqlite3.connect(file)) as raw:
                raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    if target.is_file():
        target.replace(target.with_name(target.name + ".before"))
    for tail in ("-wal", "-shm"):
        target.with_name(target.name + tail).unlink(missing_ok=True)
    made.replace(target)
