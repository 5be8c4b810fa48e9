"""The page about installing on Discord, followed to the letter: from a fresh server to the first `/timeoff`."""

import asyncio
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
import structlog

from adapters import checking, running
from adapters.discord import checking as discord_checking
from adapters.discord import connection
from adapters.discord.client import DiscordChat
from adapters.findings import Finding
from adapters.importing import import_people
from adapters.opening import open_hall
from adapters.running import Drawing, Line
from bots.app import App
from bots.suite import Suite
from core.clock import SetClock
from core.config import Config, load
from core.people import PlaceHere
from tests.adapters.discord.conftest import RIGHTS
from tests.lite import FRIDAY
from tests.wire.discord import DiscordServer

pytestmark = pytest.mark.wire
PAGE = (Path(__file__).parents[3] / "docs" / "install-discord.md").read_text()
NUMBER = "123456789012345678"


def block(language: str) -> str:
    """The page's first block in this language, as somebody copies it."""
    found = re.search(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    assert found
    return re.sub(r"^ {3}", "", found[1], flags=re.MULTILINE)


@pytest.mark.parametrize("right", RIGHTS)
def test_every_right_that_the_tests_have_stands_on_the_page(right: str) -> None:
    asked = PAGE.lower().replace("-", " ")
    assert right.replace("_", " ") in asked


async def looks(discord: DiscordServer, file: Path) -> list[str]:
    """`townhall check`, with this server in the place of Discord; it must find nothing wrong."""
    said: list[str] = []

    async def ask(config: Config, suite: Suite, places: Sequence[PlaceHere]) -> list[Finding]:
        token, guilds = config.discord.token.get_secret_value(), config.discord.guilds
        return await discord_checking.check(token, guilds, suite, discord.connector, places=places)

    assert await checking.check(load(file), file, said.append, {"discord": ask}), said
    return said


async def test_following_only_the_page_leads_to_the_first_request(tmp_path: Path, discord: DiscordServer) -> None:
    you = discord.person("Your Name")
    settings = block("toml").replace(NUMBER, str(discord.guild_id)).replace("…", discord.token)
    (tmp_path / "config.toml").write_text(
        f"{settings}\n[database]\nurl = 'sqlite:///{tmp_path}/townhall.sqlite'\nbackups = '{tmp_path}/backups'\n"
    )
    (tmp_path / "people.csv").write_text(block("csv").replace(NUMBER, str(you.id)))
    (tmp_path / "config.toml").chmod(0o600)
    config, clock, before = load(tmp_path / "config.toml"), SetClock(FRIDAY), structlog.get_config()
    async with open_hall(config, clock) as hall:
        assert await import_people(hall, tmp_path / "people.csv", print)
    assert any("The bot is in the server" in line for line in await looks(discord, tmp_path / "config.toml"))
    discord.dated.now = clock.now

    def connect(app: App, config: Config, drawing: Drawing) -> list[Line]:
        token, guilds = config.discord.token.get_secret_value(), tuple(config.discord.guilds)
        chat = DiscordChat(app, token, guilds, connector=discord.connector, guild_ready_timeout=0.1)
        return [Line("discord", chat, connection.NotReady)]

    task = asyncio.create_task(running.run(config, connect, clock))
    await discord.until(lambda: task.done() or (discord.gateway.connected.is_set() and discord.commands), within=20)
    if task.done():
        task.result()
    answer = await discord.command(you, "timeoff", {"when": "24 nov - 27 nov"})
    assert answer.ephemeral
    assert "4 working days" in answer.text
    form = (await discord.command(you, "place")).modal
    assert form
    await discord.submit(you, form, {"purpose": "team", "team": "Office", "language": "en"})
    discord.dated.now = None
    assert any("I may write in 1 place" in line for line in await looks(discord, tmp_path / "config.toml"))
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    structlog.configure(**before)
