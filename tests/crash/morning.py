"""A scripted morning at a small company, told so that it can be cut off at any moment and taken up again."""

import asyncio
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import ModuleType

from sqlalchemy import text

from bots import timeoff
from bots.app import App
from bots.bot import Bot, every, view
from bots.chat import Context, Event, Press, Send, Where, Who
from bots.ui import SLACK, Message, Text
from bots.work import Worker
from core.clock import SetClock
from core.db import Database

SPACE = "T1"
ANA, JORIS, BOSS, HR = 1, 2, 3, 4
USERS = {ANA: "ana", JORIS: "joris", BOSS: "boss", HR: "hr"}


@view("greeting")
def greeting(ctx: Context, number: int) -> Message:
    """A word in the morning."""
    return Message("Good morning", (Text("There is coffee."),))


@every("30 9 * * *")
def greet(ctx: Context, slot: str) -> Send:
    """Every morning once: a row as its effect, and a word to HR."""
    ctx.tx.execute(
        text("INSERT INTO desk_fact (kind, payload, at) VALUES (:kind, '{}', 0)"), {"kind": f"greeted {slot}"}
    )
    return Send(f"person:{HR}", greeting.full, 1, "greeting", "urgent")


def bots() -> list[Bot]:
    """Time off, and the greeting."""
    here = ModuleType(__name__)
    here.__dict__.update(greeting=greeting, greet=greet)
    return [timeoff.bot, Bot("morning", __doc__, [here])]


@dataclass(frozen=True)
class Step:
    """At this moment somebody presses this, or nothing but time passes."""

    at: str
    who: int = 0
    press: str = ""


STEPS = (
    Step("2026-11-20T08:00", ANA, "timeoff.send:0:20261124:20261127:all:all"),
    Step("2026-11-20T08:05", JORIS, "timeoff.send:0:20261130:20261130:all:all"),
    Step("2026-11-20T08:10", BOSS, "timeoff.approve:1:1"),
    Step("2026-11-20T08:31"),
    Step("2026-11-23T08:01"),
    Step("2026-11-23T08:10", HR, "timeoff.approve:2:1"),
    Step("2026-11-23T08:20", ANA, "timeoff.take_back:1:2"),
    Step("2026-11-24T08:45"),
)


class PaperChat:
    """A platform that writes down every message it accepts, before anybody hears that it did."""

    platform, caps = "slack", SLACK

    def __init__(self, folder: Path) -> None:
        self.file = (folder / "chat").open("a")

    async def direct(self, space: str, user: str) -> str:
        return f"slack:@{user}"

    async def send(self, address: str, message: Message, mark: str, again: bool = False) -> str:
        write_down(self.file.fileno(), f"{mark}\t{address}\t{'again' if again else 'first'}\t{message.summary}")
        return f"{address}/{mark}/{os.urandom(4).hex()}"

    async def edit(self, ref: str, message: Message) -> None:
        """Drawing twice does no harm."""

    async def thread(self, ref: str, title: str) -> str:
        return ref

    async def home(self, space: str, user: str, message: Message) -> None:
        """Nobody looks at Home this morning."""


def write_down(file: int, line: str) -> None:
    """One line that survives whatever comes after it."""
    os.write(file, line.encode() + b"\n")
    os.fsync(file)


def live(folder: Path) -> None:
    """Go through the morning from where it was left; what was not answered is sent once more, as platforms do."""
    asyncio.run(_live(folder))


async def _live(folder: Path) -> None:
    answered = folder / "answered"
    answered.touch()
    known = len(answered.read_text().splitlines())
    clock = SetClock(_moment(STEPS[max(known - 1, 0)]))
    database = Database(f"sqlite:///{folder / 'company.sqlite'}", clock)
    app = App(database, bots())
    app.add_chat(PaperChat(folder))  # type: ignore[arg-type]
    await app.start()
    worker = Worker(app)
    await worker.drain()
    with answered.open("a") as file:
        for number, step in list(enumerate(STEPS))[known:]:
            clock.set(_moment(step))
            if step.press:
                await app.handle(_event(number, step))
            write_down(file.fileno(), str(number))
            await worker.drain()
    await database.close()


def _moment(step: Step) -> datetime:
    return datetime.fromisoformat(step.at + "+00:00")


def _event(number: int, step: Step) -> Event:
    user = USERS[step.who]
    return Press(f"event-{number}", Who("slack", SPACE, user), Where(f"slack:@{user}"), step.press)
