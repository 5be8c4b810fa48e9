"""A company on a Discord server: the real app, worker, adapter and discord.py, and people who type and press."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from adapters.discord import DiscordChat
from bots.app import App
from bots.bot import Bot
from bots.registry import BOTS
from bots.work import Worker
from core import calendar, people, timeoff
from core.clock import SetClock
from core.db import Database, Tx
from core.people.models import Person, Team
from core.timeoff import Entry
from tests.lite import FRIDAY, template
from tests.wire.discord import Answer, Channel, DiscordServer, Message, Modal
from tests.wire.discord import Person as Account

RIGHTS = (
    "view_channel", "send_messages", "send_messages_in_threads", "create_public_threads", "create_private_threads",
    "embed_links", "attach_files", "read_message_history",
)  # fmt: skip
"""What the install page asks for."""
WEEK = (480, 480, 480, 480, 480, 0, 0)


@dataclass
class Colleague:
    """Somebody who works here, at their Discord screen."""

    office: Office
    id: int
    account: Account
    last: Answer | None = None

    async def types(self, command: str, *, channel: Channel | None = None, **given: Any) -> Answer:
        """Give a command."""
        office = self.office
        self.last = await office.discord.command(self.account, command, given, channel=channel or office.place)
        await office.worker.drain()
        return self.last

    async def presses(self, label: str, on: Message | None = None, values: list[Any] | None = None) -> Answer:
        """Press a button of this message, or of the last answer."""
        message = on or (self.last.message if self.last else None)
        assert message is not None
        self.last = await self.office.discord.press(self.account, message, label, values)
        await self.office.worker.drain()
        return self.last

    async def sends(self, form: Modal | None, **given: Any) -> Answer:
        """Fill in the form before them and send it."""
        assert form is not None
        self.last = await self.office.discord.submit(self.account, form, given)
        await self.office.worker.drain()
        return self.last

    @property
    def private(self) -> Message:
        """The last private answer that this person sees."""
        return self.office.discord.private(self.account)[-1]


class Office:
    """The company and its server."""

    def __init__(self, folder: Path, discord: DiscordServer, bots: Iterable[Bot] = BOTS, **options: Any) -> None:
        self.discord, self.clock = discord, SetClock(FRIDAY)
        self.db = Database(f"sqlite:///{folder / 'office.sqlite'}", self.clock)
        self.app = App(self.db, bots)
        settings: dict[str, Any] = {"connector": discord.connector, "guild_ready_timeout": 0.01} | options
        token = settings.pop("token", discord.token)
        guilds = settings.pop("guilds", (str(discord.guild_id),))
        self.chat = DiscordChat(self.app, token, guilds, **settings)
        self.worker = Worker(self.app)
        self.place = discord.channel("support")
        self.team = 0

    async def opens(self) -> Office:
        """A team with its place, and everything connected."""
        await self.app.start()
        self.team = await self.db.write(self._team)
        await self.chat.start()
        return self

    async def closes(self) -> None:
        """Everybody goes home."""
        await self.chat.stop()
        await self.db.close()

    def _team(self, tx: Tx) -> int:
        team = Team(name="Support")
        tx.add(team)
        tx.flush()
        assert team.id is not None
        people.put_place(tx, f"discord:{self.discord.guild_id}/{self.place.id}", "support", "team", team.id)
        return team.id

    async def hires(
        self,
        name: str,
        manager: Colleague | None = None,
        *,
        locale: str = "en-US",
        language: str = "en",
        direct: bool = False,
    ) -> Colleague:
        """Somebody with an account, a work pattern and 116 hours."""
        account = self.discord.person(name, locale=locale)

        def unit(tx: Tx) -> int:
            row = Person(name=name, email=f"{name.lower().replace(' ', '.')}@example.com", team_id=self.team,
                         manager_id=manager.id if manager else None, language=language, started_on=date(2020, 1, 1))  # fmt: skip
            tx.add(row)
            tx.flush()
            assert row.id is not None
            people.link(tx, row.id, "discord", str(self.discord.guild_id), str(account.id), direct=direct)
            calendar.set_pattern(tx, row.id, date(2020, 1, 1), WEEK)
            timeoff.write_line(tx, row.id, date(2026, 1, 1), 116 * 60, Entry.GRANT)
            return row.id

        return Colleague(self, await self.db.write(unit), account)

    async def comes(self, met: Callable[[], Any], *, within: float = 3.0) -> Any:
        """Wait until this is true, while everything that is due happens; gives what it found."""
        try:
            async with asyncio.timeout(within):
                while not (found := met()):
                    await self.worker.drain()
                    await asyncio.sleep(0.01)
        except TimeoutError:
            raise AssertionError(f"it did not come to pass within {within} s") from None
        return found

    def standing(self) -> list[Message]:
        """What everybody sees in the team's place."""
        return self.discord.messages(self.place)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the company's empty database lies."""
    shutil.copy(template(), tmp_path / "office.sqlite")
    return tmp_path


@pytest_asyncio.fixture
async def discord() -> AsyncIterator[DiscordServer]:
    """The strict Discord; leaving it fails the test where the bot broke a rule."""
    async with DiscordServer() as server:
        server.invited(*RIGHTS)
        yield server


@pytest_asyncio.fixture
async def office(folder: Path, discord: DiscordServer) -> AsyncIterator[Office]:
    """The company, connected."""
    made = await Office(folder, discord).opens()
    yield made
    await made.closes()
