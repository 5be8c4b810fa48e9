"""Slack and Discord at once, in one process on one database, as `townhall run` starts them: one person on both."""

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest
import pytest_asyncio
import structlog
from simcord.backend import serializers

from adapters import running
from adapters.discord import connection as discord_line
from adapters.discord.client import DiscordChat
from adapters.running import Drawing, Line
from adapters.slack import connection as slack_line
from adapters.slack.client import SlackChat
from bots.app import App
from core import calendar, people, timeoff
from core.clock import SetClock
from core.config import Config
from core.db import Tx
from core.people.models import Grant, Person, Team
from core.timeoff import Entry
from tests.lite import FRIDAY
from tests.wire.discord import DiscordServer
from tests.wire.slack import Person as User
from tests.wire.slack import SlackServer

pytestmark = pytest.mark.wire


class Both:
    """The two servers, Townhall between them, and Ana with her manager Mark."""

    def __init__(self, slack: SlackServer, discord: DiscordServer) -> None:
        self.slack, self.discord, self.clock = slack, discord, SetClock(FRIDAY)
        self.ana = slack.person("U0ANA", "Ana Bakker", "ana.bakker@example.com")
        self.mark = slack.person("U0MARK", "Mark Visser", "mark.visser@example.com")
        self.on_discord = {name: discord.person(name) for name in ("Kestrel", "Magpie")}
        self.app: App | None = None

    def connect(self, app: App, config: Config, drawing: Drawing) -> list[Line]:
        """As `townhall run` connects, but to the loopback; whoever works here is there first."""
        self.app, slack, discord = app, self.slack, self.discord
        first = SlackChat(app, slack.bot_token, slack.app_token, base_url=slack.base_url)
        second = DiscordChat(
            app, discord.token, (str(discord.guild_id),), connector=discord.connector, guild_ready_timeout=0.1
        )
        return [
            Line("people", Hires(app), ConnectionError),
            Line("slack", first, slack_line.NotReady, lambda: first.connection.home.space),
            Line("discord", second, discord_line.NotReady),
        ]

    def dm(self, who: str) -> list[str]:
        """What stands in somebody's direct conversation on Discord."""
        return [one.text for one in self.discord.dms(self.on_discord[who])]


class Hires:
    """Ana and her manager begin before anything is connected."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def start(self) -> None:
        """Write them down."""
        await self.app.db.write(self._hire)

    async def stop(self) -> None:
        """They stay."""

    def _hire(self, tx: Tx) -> None:
        team = Team(name="Support")
        tx.add(team)
        tx.flush()
        boss = None
        for name in ("Mark Visser", "Ana Bakker"):
            row = Person(name=name, email=f"{name.lower().replace(' ', '.')}@example.com", team_id=team.id,
                         manager_id=boss, started_on=date(2020, 1, 1))  # fmt: skip
            tx.add(row)
            tx.flush()
            assert row.id is not None
            calendar.set_pattern(tx, row.id, date(2020, 1, 1), (480, 480, 480, 480, 480, 0, 0))
            timeoff.write_line(tx, row.id, date(2026, 1, 1), 116 * 60, Entry.GRANT)
            boss = row.id


@pytest_asyncio.fixture
async def both(tmp_path: Path) -> AsyncIterator[Both]:
    """`townhall run` with both platforms on; a rule broken on either side fails the test."""
    before = structlog.get_config()
    async with SlackServer() as slack, DiscordServer() as discord:
        made = Both(slack, discord)
        config = Config.model_validate({
            "database": {"url": f"sqlite:///{tmp_path / 'both.sqlite'}", "backups": str(tmp_path / "backups")},
            "slack": {"mode": "socket", "bot_token": slack.bot_token, "app_token": slack.app_token},
            "discord": {"mode": "gateway", "token": discord.token, "guilds": [str(discord.guild_id)]},
        })  # fmt: skip
        task = asyncio.create_task(running.run(config, made.connect, made.clock))
        await discord.until(lambda: task.done() or (discord.gateway.connected.is_set() and discord.commands), within=20)
        if task.done():
            task.result()
        yield made
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    structlog.configure(**before)


async def links(both: Both, who: str, person: User, email: str) -> None:
    """Somebody on Discord shows who they are, by the code that comes on Slack."""
    slack, discord, stranger = both.slack, both.discord, both.on_discord[who]
    form = (await discord.command(stranger, "townhall-link")).modal
    assert form is not None
    asked = await discord.submit(stranger, form, {"email": email})
    assert asked.message is not None
    await discord.until(lambda: slack.messages(person), within=10)
    code = re.search(r"\d{4} \d{4}", slack.messages(person)[-1].words)
    assert code is not None
    form = (await discord.press(stranger, asked.message, "Fill in the code…")).modal
    assert form is not None
    assert "From now on I know you here" in (await discord.submit(stranger, form, {"code": code[0]})).text


async def test_one_person_on_both_and_a_request_answered_from_either(both: Both) -> None:
    """Asked on Slack, decided on Discord; the copy on Slack follows; a click on the old screen changes nothing (T12).

    When Discord shows the bot the door, the admin hears it on Slack; when Slack is cut off, on Discord (T21).
    """
    slack, discord, app = both.slack, both.discord, both.app
    assert app is not None
    await links(both, "Magpie", both.mark, "mark.visser@example.com")
    found = await app.db.read(lambda tx: people.accounts(tx, 1))
    assert {one.platform for one in found} == {"slack", "discord"}

    await slack.command(both.ana, "/timeoff", "24 nov - 27 nov")
    await discord.until(lambda: slack.messages(both.ana), within=5)
    await slack.press(both.ana, slack.messages(both.ana)[-1], "Request")
    await discord.until(lambda: "asks for time off" in slack.messages(both.mark)[-1].words, within=10)
    card = slack.messages(both.mark)[-1]
    old_screen = card.as_drawn()

    both.clock.move(timedelta(minutes=61))
    magpie = both.on_discord["Magpie"]
    here = discord.dm(magpie)
    for one in found:
        await app.db.write(lambda tx, one=one: people.allow_direct(tx, one.id))  # type: ignore[misc]
    known = await discord.command(magpie, "townhall-link", channel=here)
    assert "linked to you, Mark" in known.text

    await slack.command(both.ana, "/timeoff", "1 dec")
    await discord.until(lambda: "1 Dec" in slack.messages(both.ana)[-1].words, within=5)
    await slack.press(both.ana, slack.messages(both.ana)[-1], "Request")
    await discord.until(lambda: any("asks for time off" in one for one in both.dm("Magpie")), within=10)
    second = next(one for one in discord.dms(magpie) if "asks for time off" in one.text)
    decided = await discord.press(magpie, second, "Approve")
    assert "Approved by Mark Visser" in decided.text
    await discord.until(lambda: "Approved" in slack.messages(both.ana)[-1].words, within=10)

    await slack.press(both.mark, card, "Approve")
    await discord.until(lambda: "Approve" not in card.buttons, within=10)
    balance = await app.db.read(lambda tx: timeoff.balance_of(tx, 2))
    await slack.press(both.mark, old_screen, "Approve")
    assert await app.db.read(lambda tx: timeoff.balance_of(tx, 2)) == balance

    await app.db.write(lambda tx: tx.add(Grant(person_id=1, role="admin")))
    discord.state.emit("GUILD_DELETE", {"id": str(discord.guild_id)})
    removed = "I am not in a server of the company on Discord"
    await discord.until(lambda: any(removed in one.words for one in slack.messages(both.mark)), within=10)
    discord.state.emit("GUILD_CREATE", serializers.guild_create_payload(discord.state, discord.state.home))
    await discord.until(lambda: "discord" in app.chats and not getattr(app.chats["discord"], "cut_off", ""), within=10)
    slack.revoked = "token_revoked"
    await slack.command(both.ana, "/timeoff", "2 dec")
    await discord.until(lambda: any("Slack lets Townhall in no longer" in one for one in both.dm("Magpie")), within=10)
