"""The worker at work: a platform that does not answer holds up nobody else, and nothing is told twice because of it."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bots.app import App
from bots.chat import Send
from bots.sending import plan
from bots.ui import DISCORD, SLACK, Caps, Message
from bots.work import Worker
from core import jobs, people
from core.clock import SetClock
from core.db import Database, Tx
from core.people.models import Person
from tests.adapters.slack.long_send import pulse_bot
from tests.lite import FRIDAY, template

pytestmark = pytest.mark.wire


class Paper:
    """A platform that takes posts when it is let."""

    def __init__(self, platform: str, caps: Caps) -> None:
        self.platform, self.caps, self.posts = platform, caps, list[str]()
        self.asked, self.answers = asyncio.Event(), asyncio.Event()
        self.answers.set()

    async def direct(self, space: str, user: str) -> str:
        return user

    async def send(self, address: str, message: Message, mark: str, again: bool = False) -> str:
        self.asked.set()
        await self.answers.wait()
        self.posts.append(mark)
        return f"{self.platform}:{address}/{mark}"


class Desk:
    """Two people, each on another platform, and the worker that writes to them."""

    def __init__(self, file: Path) -> None:
        self.clock = SetClock(FRIDAY)
        self.db = Database(f"sqlite:///{file}", self.clock)
        self.app = App(self.db, [pulse_bot()])
        self.slack, self.discord = Paper("slack", SLACK), Paper("discord", DISCORD)
        self.app.chats |= {"slack": self.slack, "discord": self.discord}  # type: ignore[dict-item]
        self.worker = Worker(self.app)

    def hire(self, tx: Tx) -> None:
        for number, platform in enumerate(("slack", "discord")):
            tx.add(Person(name=platform, email=f"{platform}@example.com"))
            tx.flush()
            people.link(tx, number + 1, platform, "T", platform, direct=True)

    async def tell(self, *names: str, to: int = 1) -> None:
        """Cards that this person is waiting for."""
        for name in names:
            card = Send(f"person:{to}", "pulse.round", 1, "pulse", "urgent", name)
            await self.db.write(lambda tx, card=card: plan(tx, card, card.key))  # type: ignore[misc]
        self.app.woken.set()


@pytest_asyncio.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    """At work from the start."""
    file = tmp_path / "company.sqlite"
    shutil.copy(await asyncio.to_thread(template), file)
    made = Desk(file)
    await made.db.write(made.hire)
    await made.worker.start()
    yield made
    made.slack.answers.set()
    await made.worker.stop()
    await made.db.close()


async def test_a_platform_that_does_not_answer_holds_up_nobody_else(desk: Desk) -> None:
    """And though the clock leaps an hour meanwhile, what is under way is told once (T22)."""
    desk.slack.answers.clear()
    await desk.tell("slow", "next")
    await asyncio.wait_for(desk.slack.asked.wait(), 5)
    await desk.tell("quick", to=2)
    async with asyncio.timeout(5):
        while desk.discord.posts != ["send:quick"]:
            await asyncio.sleep(0.01)
    desk.clock.move(timedelta(hours=1))
    for _look in range(5):
        await desk.worker.turn()
    desk.slack.answers.set()
    await desk.worker.drain()
    assert desk.slack.posts == ["send:slow", "send:next"]
    assert await desk.db.read(jobs.open_jobs) == 0


async def test_what_is_under_way_arrives_before_the_worker_rests(desk: Desk) -> None:
    """A restart sends nothing again that could be finished."""
    desk.slack.answers.clear()
    await desk.tell("last")
    await asyncio.wait_for(desk.slack.asked.wait(), 5)
    resting = asyncio.create_task(desk.worker.stop())
    await asyncio.sleep(0.05)
    desk.slack.answers.set()
    await resting
    assert desk.slack.posts == ["send:last"]
    assert await desk.db.read(jobs.open_jobs) == 0
