"""A company whose people sit in the loopback Slack: the real database, app, worker and Bolt, over sockets."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from aiohttp import web

from adapters.pacing import Pacer
from adapters.slack import signed
from adapters.slack.client import SlackChat
from adapters.web import application, listen
from bots.app import App
from bots.bot import Bot
from bots.registry import BOTS
from bots.work import Worker
from core import calendar
from core.clock import SetClock
from core.db import Database, Tx
from core.people.models import Person, Team
from tests.adapters.slack.small import SEEN, small_bot
from tests.lite import FRIDAY, template
from tests.wire.slack import Conversation, Message, SignedPost, SlackServer
from tests.wire.slack import Person as User

SECRET = "the-signing-secret-of-the-loopback"


class Office:
    """Ana (whose manager is Mark), Noor who reads Dutch, and Townhall at work among them."""

    def __init__(self, folder: Path, slack: SlackServer, bots: Iterable[Bot], over: str, **more: Any) -> None:
        self.slack, self.clock, self.over = slack, SetClock(FRIDAY), over
        if over == "http":
            more["signing_secret"] = SECRET
        more.setdefault("pause_seconds", 0.01)
        more.setdefault("pacer", Pacer({}, lambda: self.clock.now().timestamp()))
        self._web: web.AppRunner | None = None
        self.db = Database(f"sqlite:///{folder / 'company.sqlite'}", self.clock)
        self.app = App(self.db, bots)
        self.chat = SlackChat(self.app, slack.bot_token, slack.app_token, base_url=slack.base_url, **more)
        self.worker = Worker(self.app)
        self.ana = slack.person("U0ANA", "Ana Bakker", "ana.bakker@example.com")
        self.mark = slack.person("U0MARK", "Mark Visser", "Mark.Visser@example.com")
        self.noor = slack.person("U0NOOR", "Noor de Wit", "noor@example.com", "nl-NL")
        self.eve = slack.person("U0EVE", "Eve", "eve@elsewhere.example", guest=True)
        self.support = slack.channel("C0SUPPORT", "support", [self.ana, self.mark, self.noor, self.eve])
        self.ids: dict[str, int] = {}

    async def opens(self) -> None:
        """Hire everybody, then connect."""
        await self.app.start()
        await self.db.write(self._hire)
        await self.chat.start()
        if self.chat.web_part:
            self._web, port = await listen(application(self.chat.web_part), 0)
            url = f"http://127.0.0.1:{port}{signed.PATH}"
            self.slack.delivery = SignedPost(url, SECRET, now=lambda: self.clock.now().timestamp())

    async def closes(self) -> None:
        """The end of the working day: nothing comes in, and what was answered is finished."""
        if self._web:
            await self._web.cleanup()
        await self.chat.stop()
        await self.db.close()

    def _hire(self, tx: Tx) -> None:
        team = Team(name="Support")
        tx.add(team)
        tx.flush()
        boss = None
        for user in (self.mark, self.ana, self.noor, self.eve):
            row = Person(name=user.name, email=(user.email or "").lower(), team_id=team.id, manager_id=boss,
                         started_on=date(2020, 1, 1))  # fmt: skip
            tx.add(row)
            tx.flush()
            self.ids[user.id] = int(row.id or 0)
            calendar.set_pattern(tx, self.ids[user.id], date(2020, 1, 1), (480, 480, 480, 480, 480, 0, 0))
            boss = boss or row.id

    async def settles(self) -> None:
        """Everything that follows from what people did has happened and stands in Slack."""
        await self.chat.settled()
        while await self.worker.drain() or self.chat.busy:
            await self.chat.settled()

    async def passes(self, **by: float) -> None:
        """Time passes in the company and in Slack."""
        self.clock.move(timedelta(**by))
        self.slack.clock.skip(timedelta(**by).total_seconds())
        await self.settles()

    async def types(self, who: User, line: str, place: Conversation | None = None) -> Any:
        """Type a slash command, in the direct conversation or in this channel."""
        name, _space, text = line.partition(" ")
        ack = await self.slack.command(who, name, text, channel=place)
        await self.settles()
        return ack

    async def presses(self, who: User, where: Any, label: str, choice: Any = None) -> None:
        """Press a button."""
        await self.slack.press(who, where, label, choice)
        await self.settles()

    async def submits(self, who: User, /, **answers: Any) -> Any:
        """Fill in the form on top and send it."""
        ack = await self.slack.submit(who, answers=answers)
        await self.settles()
        return ack

    def last(self, who: User) -> Message:
        """The newest message in somebody's direct conversation with Townhall."""
        return self.slack.messages(who)[-1]

    def passing(self, who: User) -> Message:
        """The newest message that only this person sees."""
        return self.slack.ephemerals(who)[-1]


@asynccontextmanager
async def office(
    folder: Path, bots: Iterable[Bot] = (), server: dict[str, Any] | None = None, over: str = "socket", **more: Any
) -> AsyncIterator[Office]:
    """The company at work, Friday 20 November 2026, 09:00; whatever breaks Slack's rules fails the test on leaving."""
    SEEN.said.clear()
    SEEN.reacted.clear()
    SEEN.picked.clear()
    SEEN.slow = 0.0
    shutil.copy(await asyncio.to_thread(template), folder / "company.sqlite")
    async with SlackServer(**(server or {})) as slack:
        here = Office(folder, slack, [*BOTS, small_bot(), *bots], over, **more)
        await here.opens()
        try:
            yield here
        finally:
            await here.closes()
