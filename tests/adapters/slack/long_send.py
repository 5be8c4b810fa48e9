"""A process that tells everybody something under Slack's limits, in jumping time, and dies where it is told to.

    python -m tests.adapters.slack.long_send <database> <log> <die after so many posts, 0: never>

Each line of the log is one post: virtual second, user, mark.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Coroutine
from datetime import timedelta
from pathlib import Path
from typing import Any

from adapters.pacing import Pacer
from adapters.slack.pace import RATES, lanes
from bots.app import App
from bots.bot import Bot, view
from bots.chat import Context, Later
from bots.ui import SLACK, Message
from bots.waiting import someone_waits
from bots.work import Worker
from core.clock import Clock
from core.db import Database
from tests.adapters.other_time import OtherTime
from tests.lite import FRIDAY

ALLOWED, BURST = RATES["post"].per_second, RATES["post"].at_once


@view("round")
def round_of(ctx: Context, entity: int) -> Message:
    """The question to everybody."""
    return Message("How was your week?")


def pulse_bot() -> Bot:
    return Bot("pulse", __doc__, [sys.modules[__name__]])


class LoopClock:
    """The company's clock on jumping time; each process begins where the last one ended."""

    def __init__(self, loop: OtherTime, since: float) -> None:
        self.loop, self.since = loop, since

    def now(self) -> Any:
        return FRIDAY + timedelta(seconds=self.since + self.loop.time())


class Busy(Database):
    """A database that says when its threads have work in hand."""

    def __init__(self, url: str, clock: Clock) -> None:
        super().__init__(url, clock)
        self.under_way = 0

    async def write(self, unit: Any) -> Any:
        return await self._at_work(super().write(unit))

    async def quick(self, unit: Any) -> Any:
        return await self._at_work(super().quick(unit))

    async def read(self, unit: Any) -> Any:
        return await self._at_work(super().read(unit))

    async def _at_work(self, doing: Coroutine[Any, Any, Any]) -> Any:
        self.under_way += 1
        try:
            return await doing
        finally:
            self.under_way -= 1


class StrictChat:
    """Slack as far as posts go: it counts, refuses what is too fast, and keeps what stands in a log."""

    platform, caps = "slack", SLACK

    def __init__(self, loop: OtherTime, since: float, log: Path, most: int) -> None:
        self.loop, self.since, self.log, self.most = loop, since, log, most
        self.pacer = Pacer(RATES, loop.time)
        self.stands = [line.split()[2] for line in log.read_text().splitlines()] if log.exists() else []
        self.left, self.at, self.posted = float(BURST), 0.0, 0

    async def direct(self, space: str, user: str) -> str:
        return user

    async def send(self, address: str, message: Message, mark: str, again: bool = False) -> str:
        if again and mark in self.stands:
            return f"slack:T/{address}/{mark}"
        await self.pacer.turn(*lanes("chat.postMessage", {"channel": address}), first=someone_waits.get())
        now = self.loop.time()
        self.left, self.at = min(float(BURST), self.left + (now - self.at) * ALLOWED), now
        if self.left < 0.999:
            with self.log.open("a") as out:
                out.write(f"{self.since + now:.3f} REFUSED {mark}\n")
            raise Later(30)
        self.left -= 1
        with self.log.open("a") as out:
            out.write(f"{self.since + now:.3f} {address} {mark}\n")
        self.posted += 1
        if self.posted == self.most:
            os.kill(os.getpid(), signal.SIGKILL)
        return f"slack:T/{address}/{mark}"


async def go_on(url: str, log: Path, most: int, since: float) -> None:
    """Send until nothing is left."""
    loop = asyncio.get_running_loop()
    assert isinstance(loop, OtherTime)
    db = Busy(url, LoopClock(loop, since))
    loop.busy = lambda: db.under_way > 0
    app = App(db, [pulse_bot()])
    chat = app.chats["slack"] = StrictChat(loop, since, log, most)  # type: ignore[assignment]
    await app.start()
    worker = Worker(app)
    while len(chat.stands) + chat.posted < PEOPLE:
        if not await worker.turn():
            await asyncio.sleep(0.25)
    await worker.drain()
    await db.close()


PEOPLE = 0

if __name__ == "__main__":
    file, log_file, die, begin, PEOPLE = Path(sys.argv[1]), Path(sys.argv[2]), *map(int, sys.argv[3:6])
    with asyncio.Runner(loop_factory=OtherTime) as runner:
        runner.run(go_on(f"sqlite:///{file}", log_file, die, float(begin)))
