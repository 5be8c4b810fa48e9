"""The list of erasures beside the backups, in ids only: whoever restores a backup erases these people again (T63)."""

import json
import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from core.errors import UserError
from core.privacy import LoggedErasure
from core.words import _

NAME = "erasures.json"


class LostList(UserError):
    """The list is damaged."""

    kind = "lost_list"


def read_list(folder: Path) -> list[LoggedErasure]:
    """Who was erased, as this folder knows it; raises LostList rather than forget somebody."""
    file = folder / NAME
    if not file.is_file():
        return []
    try:
        rows = json.loads(file.read_text())
        return [LoggedErasure(row["person"], row["by"], datetime.fromisoformat(row["at"])) for row in rows]
    except (ValueError, KeyError, TypeError):
        text = _("{file} can't be read, so nobody knows who was erased. Put a good copy there.")
        raise LostList(text.format(file=file)) from None


def write_list(folder: Path, log: Iterable[LoggedErasure]) -> None:
    """Keep this list in the folder, for this user only; it is there whole or not at all."""
    rows = [{"person": one.person_id, "by": one.asked_by, "at": one.at.isoformat()} for one in log]
    text, file = json.dumps(rows, indent=1), folder / NAME
    if (file.is_file() and file.read_text() == text) or not (rows or file.is_file()):
        return
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = file.with_suffix(".new")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as written:
        written.write(text)
        written.flush()
        os.fsync(written.fileno())
    beside.replace(file)
