"""Lives the morning again and again, dying right before or after one commit each time; told apart by a folder each.

Run as `python -m tests.crash.runner FOLDER STEP`: FOLDER/company.sqlite is the company before the morning; every STEPth commit is a
death. A fork for each life: what is loaded once is not loaded again.
"""

import functools
import gc
import itertools
import os
import shutil
import sqlite3
import sys
import traceback
from pathlib import Path
from typing import Any

from sqlalchemy.orm import configure_mappers

from core.db import Query
from tests.crash import morning
from tests.crash.invariants import half_done

DEAD = 77


class Dying(sqlite3.Connection):
    """A connection that ends its process before or after a given COMMIT."""

    commits, last, when = 0, 0, ""

    def execute(self, sql: str, *more: Any) -> sqlite3.Cursor:
        if sql != "COMMIT":
            return super().execute(sql, *more)
        Dying.commits += 1
        due = Dying.commits == Dying.last
        if due and Dying.when == "before":
            os._exit(DEAD)
        done = super().execute(sql, *more)
        if due:
            os._exit(DEAD)
        return done


def life(folder: Path, last: int = 0, when: str = "") -> bool:
    """One life of the process; True when it got to the end of the morning."""
    child = os.fork()
    if child == 0:
        try:
            Dying.commits, Dying.last, Dying.when = 0, last, when
            morning.live(folder)
            os._exit(0)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
    _pid, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    if code not in (0, DEAD):
        raise SystemExit(f"{folder.name}: a life ended with {code}")
    return code == 0


def main(place: Path, step: int) -> None:
    """The undisturbed morning first; then one for each death."""
    for known in gc.get_objects():
        if isinstance(known, Query):
            known.lite  # noqa: B018 (compiled once for all lives)
    configure_mappers()
    whole = _fresh(place, "undisturbed")
    sqlite3.connect = functools.partial(sqlite3.connect, factory=Dying)
    morning.live(whole)  # in this process: what it loaded and counted, every later life has
    gc.freeze()
    commits = Dying.commits
    for last, when in itertools.product(range(1, commits + 1, step), ("before", "after")):
        folder = _fresh(place, f"{last:03}-{when}")
        if life(folder, last, when):
            (folder / "undying").touch()  # commits are grouped by time, so a life may have fewer of them
            continue
        wrong = half_done(folder)
        if not life(folder, 1 + last % 5, when):
            wrong += half_done(folder)
            life(folder)
        (folder / "wrong").write_text("\n".join(wrong))


def _fresh(place: Path, name: str) -> Path:
    folder = place / name
    folder.mkdir()
    shutil.copy(place / "company.sqlite", folder)
    return folder


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
