"""Watching over the clock (T71): what time the platforms say it is, who is told when ours differs, and when all is well again."""

import asyncio
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Protocol

import structlog

from bots.app import App
from core import jobs
from core.db import Tx
from core.desk import lines
from core.doubt import Doubt

log = structlog.get_logger()
EVERY_SECONDS, AGAIN_SECONDS, HOUR = 1.0, 20.0, 3600.0
"""How often we look, how soon a platform is asked again while the clock is doubted, and how often when it is not."""
LISTEN_SECONDS = 30.0


class Hearing:
    """Passes on what time a platform says it is; of many answers one in half a minute is read."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.tell: Callable[[str, datetime], None] | None = None
        self._read_at = float("-inf")

    def answered(self, date: str | None) -> None:
        """An answer has just come with this Date header."""
        if self.tell is None or not date or time.monotonic() - self._read_at < LISTEN_SECONDS:
            return
        try:
            theirs = parsedate_to_datetime(date)
        except ValueError:
            return
        self._read_at = time.monotonic()
        self.tell(self.source, theirs)

    def listen(self) -> None:
        """The next answer counts, however soon it comes."""
        self._read_at = float("-inf")


class TellsTime(Protocol):
    """A platform that can be asked what time it is."""

    hearing: Hearing

    async def ask_time(self) -> None:
        """Make a call that changes nothing, for the time on its answer."""
        ...


class Timekeeper:
    """Keeps what is known about the clock: asks the platforms, and writes down for everybody when it is doubted."""

    def __init__(
        self, app: App, doubt: Doubt, platforms: Sequence[TellsTime], steady: Callable[[], float] = time.monotonic
    ) -> None:
        """Made before the platforms connect, so that their first answer counts."""
        self._app, self._doubt, self._platforms, self._steady = app, doubt, platforms, steady
        self._asked_at, self._was_sure = steady(), True
        self._noted: str | None = None
        for one in platforms:
            one.hearing.tell = doubt.hears

    async def watch(self) -> None:
        """Until it is cancelled."""
        while True:
            try:
                await self.look()
            except Exception:
                log.exception("the clock could not be looked after")
            await asyncio.sleep(EVERY_SECONDS)

    async def look(self) -> None:
        """Ask where that is called for, and note what changed."""
        sure, since = self._doubt.sure(), self._steady() - self._asked_at
        if since >= (HOUR if sure else AGAIN_SECONDS) or (self._was_sure and not sure):
            self._asked_at = self._steady()
            await self._ask()
            sure = self._doubt.sure()
        self._was_sure = sure
        why = "" if sure else self._doubt.why
        if why and not self._noted:
            log.error("the clock is doubted: deadlines and messages to everybody wait", why=why)
            await self._app.db.write(lambda tx: self._note(tx, why))
            self._noted = why
        elif sure and self._noted != "":
            if await self._app.db.write(self._right_again):
                log.info("the clock is right again")
            self._noted = ""
            self._app.woken.set()

    async def _ask(self) -> None:
        for one in self._platforms:
            one.hearing.listen()
            try:
                await one.ask_time()
            except Exception as error:
                log.info(
                    "a platform did not say what time it is", platform=one.hearing.source, why=type(error).__name__
                )

    def _note(self, tx: Tx, why: str) -> None:
        if lines.CLOCK not in {line.platform for line in lines.cut_off(tx)}:
            lines.cut(tx, lines.CLOCK, why)
        self._app.suite.settle(tx, None)

    def _right_again(self, tx: Tx) -> bool:
        doubted = lines.back(tx, lines.CLOCK)
        if doubted:
            jobs.think_again(tx)
        self._app.suite.settle(tx, None)
        return doubted
