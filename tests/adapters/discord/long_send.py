"""A process that tells everybody something on Discord, in jumping time, through the real adapter, and dies where it is told.

    python -m tests.adapters.discord.long_send <database> <log> <die after so many posts, 0: never> <since> <people>

Each line of the log is one call that Discord took: virtual second, what, user or channel, nonce.
"""

import asyncio
import os
import signal
import sys
from collections import deque
from pathlib import Path
from typing import Any

import discord
from discord.http import Route

from adapters.discord.client import DiscordChat
from adapters.discord.pace import RATES
from adapters.pacing import Pacer
from bots.app import App
from bots.work import Worker
from tests.adapters.other_time import OtherTime
from tests.adapters.slack.long_send import Busy, LoopClock, pulse_bot

GUILD, BOT = "100000000000000001", 100000000000000002
A_SECOND, NEW_A_MINUTE = 50, 20


def conversation_of(user: str) -> str:
    """The conversation that this Discord opens with a user."""
    return "9" + user[1:]


class StrictDiscord:
    """discord.py's client as far as the adapter calls it: counts, refuses what is too fast, keeps a log of what stands."""

    application_id = BOT

    def __init__(self, loop: OtherTime, since: float, log: Path, most: int) -> None:
        self.loop, self.since, self.log, self.most = loop, since, log, most
        self.user, self.http = discord.Object(BOT), self
        lines = [line.split() for line in log.read_text().splitlines()] if log.exists() else []
        self.stands = {nonce: channel for _at, what, channel, nonce in lines if what == "post"}
        self.lately, self.openings, self.posted = deque[float](), deque[float](), 0

    def get_channel(self, number: int) -> None:
        """Direct conversations are in no store."""

    async def request(self, route: Route, json: Any = None, params: Any = None) -> Any:
        now = self.loop.time()
        self._counts(self.lately, now, 1.0, A_SECOND)
        if route.path == "/users/@me/channels":
            self._counts(self.openings, now, 60.0, NEW_A_MINUTE)
            self._writes("open", json["recipient_id"], "-")
            return {"id": conversation_of(json["recipient_id"])}
        channel = str(route.channel_id)
        if route.method == "GET":
            return [{"id": "1", "nonce": nonce, "author": {"id": str(BOT)}}
                    for nonce, where in self.stands.items() if where == channel]  # fmt: skip
        if json["nonce"] not in self.stands:
            self.stands[json["nonce"]] = channel
            self._writes("post", channel, json["nonce"])
            self.posted += 1
            if self.posted == self.most:
                os.kill(os.getpid(), signal.SIGKILL)
        return {"id": "1"}

    def _counts(self, went: deque[float], now: float, seconds: float, most: int) -> None:
        while went and now - went[0] > seconds:
            went.popleft()
        went.append(now)
        if len(went) > most:
            self._writes("REFUSED", "-", "-")

    def _writes(self, what: str, whom: str, nonce: str) -> None:
        with self.log.open("a") as out:
            out.write(f"{self.since + self.loop.time():.3f} {what} {whom} {nonce}\n")


async def go_on(url: str, log: Path, most: int, since: float, people: int) -> None:
    """Send until everybody has theirs."""
    loop = asyncio.get_running_loop()
    assert isinstance(loop, OtherTime)
    db = Busy(url, LoopClock(loop, since))
    loop.busy = lambda: db.under_way > 0
    app = App(db, [pulse_bot()])
    chat = DiscordChat(app, "no token", (GUILD,), pacer=Pacer(RATES, loop.time))
    strict = StrictDiscord(loop, since, log, most)
    chat.connection.client = strict  # type: ignore[assignment]
    await app.start()
    worker = Worker(app)
    while len(strict.stands) < people:
        if not await worker.turn():
            await asyncio.sleep(0.25)
    await worker.drain()
    await db.close()


if __name__ == "__main__":
    file, log_file = Path(sys.argv[1]), Path(sys.argv[2])
    die, begin, many = map(int, sys.argv[3:6])
    with asyncio.Runner(loop_factory=OtherTime) as runner:
        runner.run(go_on(f"sqlite:///{file}", log_file, die, float(begin), many))
