"""A process that carries out a missed deadline and is killed right before or after one of its commits; then another one lives.

Run as `python -m tests.escalation.dying FOLDER`: FOLDER/company.sqlite holds a question whose deadline has passed.
"""

import asyncio
import functools
import os
import shutil
import signal
import sqlite3
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

from bots import escalation
from bots.app import App
from bots.work import Worker
from core.clock import SetClock
from core.db import Database
from tests.crash.morning import PaperChat
from tests.lite import FRIDAY

LATER = FRIDAY + timedelta(days=3, hours=5)
"""Monday, five working hours after the closing time that was the deadline: every rung of the ladder is due at once."""


class Dying(sqlite3.Connection):
    """A connection whose process is killed before or after a given COMMIT."""

    commits, last, when = 0, 0, ""

    def execute(self, sql: str, *more: Any) -> sqlite3.Cursor:
        """As ever, until its time has come."""
        Dying.commits += sql == "COMMIT"
        due = sql == "COMMIT" and Dying.commits == Dying.last
        if due and Dying.when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        done = super().execute(sql, *more)
        if due:
            os.kill(os.getpid(), signal.SIGKILL)
        return done


async def live(folder: Path) -> None:
    """Start, and do what is due."""
    app = App(Database(f"sqlite:///{folder / 'company.sqlite'}", SetClock(LATER)), [escalation.bot])
    app.add_chat(PaperChat(folder))  # type: ignore[arg-type]
    await app.start()
    await Worker(app).drain()
    await app.db.close()


def life(folder: Path, last: int = 0, when: str = "") -> bool:
    """One process; True when it was not killed."""
    child = os.fork()
    if child == 0:
        Dying.commits, Dying.last, Dying.when = 0, last, when
        sqlite3.connect = functools.partial(sqlite3.connect, factory=Dying)
        asyncio.run(live(folder))
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


if __name__ == "__main__":
    place = Path(sys.argv[1])
    for last, when in (
        (1, "after"),
        (2, "before"),
        (2, "after"),
        (3, "after"),
        (4, "before"),
        (5, "after"),
        (7, "after"),
    ):
        here = place / f"{last}-{when}"
        here.mkdir()
        shutil.copy(place / "company.sqlite", here)
        killed = not life(here, last, when)
        if not life(here):
            raise SystemExit(f"{here.name}: the second life failed")
        (here / "killed").write_text(str(killed))
