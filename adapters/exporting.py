"""`townhall export` and `townhall erase`: what is held about one person, handed over or taken away (T69)."""

import asyncio
import contextlib
import json
import os
import sqlite3
from pathlib import Path
from typing import Any

from adapters.alone import file_of
from adapters.backing_up import keep_erasures
from adapters.opening import Hall
from core import people
from core.db import Tx
from core.errors import UserError
from core.people import Me
from core.privacy import Erased, Lawful, erase_person, export_person
from core.words import _, speaking


class NotFound(UserError):
    """Nobody has this e-mail address."""

    kind = "not_found"


async def export(hall: Hall, email: str, by: str, why: str | None, file: Path) -> None:
    """Write everything that is held about a person to a file that only this user can read.

    `by` is who asks: the person, or HR with the reason (see Lawful). It is logged in that name.
    """

    def unit(tx: Tx) -> dict[str, Any]:
        person, asker = _find(tx, email), _find(tx, by)
        with speaking(person.language):
            return export_person(tx, person.id, asker.id, Lawful(why) if why else None)

    held = await hall.change(unit)
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise UserError(_("{file} can't be written: {why}.").format(file=file, why=error.strerror)) from None
    with os.fdopen(handle, "w", encoding="utf-8") as written:
        json.dump(held, written, ensure_ascii=False, indent=2, default=str)


async def erase(hall: Hall, email: str, by: str) -> Erased:
    """Erase a person in the name of HR or an admin, and keep the list of erasures beside the backups."""
    erased = await hall.change(lambda tx: erase_person(tx, _find(tx, email).id, _find(tx, by).id))
    await keep_erasures(hall.db, Path(hall.config.database.backups))
    file = file_of(hall.config.url)
    if file is not None:
        await asyncio.to_thread(_wipe_log, file)
    return erased


def _find(tx: Tx, email: str) -> Me:
    found = people.find_by_email(tx, email)
    if found is None:
        raise NotFound(_("Nobody here has the e-mail address {email}.").format(email=email))
    return found


def _wipe_log(file: Path) -> None:
    """What was erased leaves SQLite's log too; while others read, that happens at their next quiet moment."""
    with contextlib.closing(sqlite3.connect(file, timeout=5)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
