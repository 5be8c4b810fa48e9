"""Files that people send with a form: held for an hour under a key that nobody guesses, then forgotten."""

import secrets
from datetime import timedelta

from sqlalchemy import bindparam, delete, func, insert, select

from core.db import Query, Tx, table
from core.desk.models import Upload
from core.errors import UserError
from core.values import frozen
from core.words import _

KEPT, MOST_BYTES, MOST_HELD, LONGEST_NAME = timedelta(hours=1), 8_000_000, 3, 100
"""So long, so large, so many of one person at once, and so many letters of a name."""
_upload = table(Upload)
_mine = (_upload.c.key == bindparam("upload"), _upload.c.person_id == bindparam("person"))
_keep = Query(insert(_upload), "key", "person_id", "name", "content", "at")
_look = Query(
    select(_upload.c.name, func.length(_upload.c.content).label("size")).where(
        *_mine, _upload.c.at > bindparam("since")
    )
)
_load = Query(select(_upload.c.name, _upload.c.content).where(*_mine, _upload.c.at > bindparam("since")))
_drop = Query(delete(_upload).where(*_mine))
_held = Query(
    select(_upload.c.key).where(_upload.c.person_id == bindparam("person")).order_by(_upload.c.at, _upload.c.key)
)
_old = Query(delete(_upload).where(_upload.c.at <= bindparam("before")))


@frozen
class Received:
    """A file as a person sent it; neither its name nor its content is to be trusted."""

    name: str
    content: bytes


class FileGone(UserError):
    """The file was never this person's, or the hour has passed."""

    kind = "file_gone"

    def __init__(self) -> None:
        super().__init__(_("The file is no longer here. Choose it again."))


def keep(tx: Tx, person: int, name: str, content: bytes) -> str:
    """Hold this file for an hour; gives its key. The oldest of a person who sends many goes."""
    tx.lock("desk.upload", person)
    held = [row.key for row in tx.all(_held, person=person)]
    for key in held[: max(0, len(held) - MOST_HELD + 1)]:
        tx.run(_drop, upload=key, person=person)
    key = secrets.token_urlsafe(24)
    tx.run(_keep, key=key, person_id=person, name=_name(name), content=content, at=tx.now)
    return key


def look(tx: Tx, person: int, key: str) -> tuple[str, int] | None:
    """Name and size in bytes of this person's own file; None when it is gone or somebody else's."""
    row = tx.one(_look, upload=key, person=person, since=tx.now - KEPT)
    return None if row is None else (str(row.name), int(row.size))


def received(tx: Tx, person: int, key: str) -> Received:
    """This person's own file; raises FileGone."""
    row = tx.one(_load, upload=key, person=person, since=tx.now - KEPT)
    if row is None:
        raise FileGone
    return Received(str(row.name), bytes(row.content))


def drop(tx: Tx, person: int, key: str) -> None:
    """The file has served."""
    tx.run(_drop, upload=key, person=person)


def forget_old(tx: Tx) -> int:
    """Drop what was sent more than an hour ago."""
    return tx.run(_old, before=tx.now - KEPT)


def _name(given: str) -> str:
    """The last part of a path, what is printable of it; of a long name the end, which tells the kind."""
    last = given.replace("\\", "/").rpartition("/")[2]
    return "".join(letter for letter in last if letter.isprintable())[-LONGEST_NAME:].strip() or "file"
