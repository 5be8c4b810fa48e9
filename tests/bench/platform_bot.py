"""A bot in a process of its own, for the bench: Townhall with its database, or the bare library giving a fixed answer."""

import asyncio
import contextlib
import json
import logging
import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from aiohttp import web

SECRET = "the-secret-of-the-bench"
DAYS = "24 nov - 27 nov"
PATIENCE = 30.0
"""Seconds: on a busy machine an answer that comes late is still the answer, and its wait is in the figures."""
BLOCKS = [
    {"type": "section", "text": {"type": "mrkdwn", "text": f"*Line {number}* of a fixed answer"}} for number in range(8)
]


def _company(folder: str, platform: str, space: str, users: list[str]) -> Any:
    from core import calendar, people, timeoff
    from core.db import Tx
    from core.people.models import Person, Team

    def unit(tx: Tx) -> None:
        boss = Person(name="Mark Visser")
        teams = [Team(name=f"Team {number}") for number in range(1 + len(users) // 8)]
        tx.add_all([*teams, boss])
        tx.flush()
        for number, user in enumerate(users):
            team = teams[number // 8]
            one = Person(
                name=f"Person {number}", team_id=team.id, manager_id=boss.id, email=f"{user.lower()}@example.com"
            )
            tx.add(one)
            tx.flush()
            assert one.id
            people.link(tx, one.id, platform, space, user)
            calendar.set_pattern(tx, one.id, date(2020, 1, 1), (480,) * 5 + (0, 0))
            timeoff.write_line(tx, one.id, date(2026, 1, 1), 116 * 60, timeoff.Entry.GRANT)
        tx.facts.clear()

    return unit


async def _townhall(asked: dict[str, Any], folder: str) -> Any:
    from adapters import logging_out
    from bots.app import App
    from bots.registry import BOTS
    from core.clock import SetClock
    from core.db import Database
    from tests.lite import FRIDAY, template

    logging_out.set_up(least=logging.ERROR)
    path = Path(folder) / "bench.sqlite"
    shutil.copy(await asyncio.to_thread(template), path)
    app = App(Database(f"sqlite:///{path}", SetClock(FRIDAY)), BOTS)
    await app.start()
    await app.db.write(_company(folder, asked["platform"], asked["space"], asked["users"]))
    return app


async def _serve(route: Any) -> int:
    made = web.Application()
    made.router.add_post("/slack/events", route)
    runner = web.AppRunner(made, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return int(runner.addresses[0][1])


async def slack_bare(asked: dict[str, Any], folder: str) -> int:
    """Bolt in its fast mode, which acknowledges every command with the same blocks."""
    from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
    from slack_bolt.async_app import AsyncApp
    from slack_bolt.request.async_request import AsyncBoltRequest
    from slack_sdk.web.async_client import AsyncWebClient

    client = AsyncWebClient(asked["bot_token"], asked["base_url"])
    bolt = AsyncApp(client=client, signing_secret=SECRET, process_before_response=True)

    @bolt.command("/timeoff")
    async def command(ack: Any) -> None:
        await ack(blocks=BLOCKS, text="Fixed", response_type="ephemeral")

    if asked["over"] == "socket":
        await AsyncSocketModeHandler(bolt, asked["app_token"]).connect_async()  # type: ignore[no-untyped-call]
        return 0

    async def route(request: web.Request) -> web.Response:
        body = (await request.read()).decode()
        answer = await bolt.async_dispatch(AsyncBoltRequest(body=body, headers=dict(request.headers)))
        return web.Response(status=answer.status, text=answer.body, content_type="application/json")

    return await _serve(route)


async def slack_ours(asked: dict[str, Any], folder: str) -> int:
    """Townhall in Slack."""
    from adapters.slack.client import SlackChat
    from adapters.web import application, listen
    from bots.work import Worker

    app = await _townhall(asked, folder)
    secret = SECRET if asked["over"] == "http" else None
    chat = SlackChat(app, asked["bot_token"], asked["app_token"], base_url=asked["base_url"], signing_secret=secret)
    chat.wait_seconds = PATIENCE
    await chat.start()
    await Worker(app).start()
    if not chat.web_part:
        return 0
    _runner, port = await listen(application(chat.web_part), 0)
    return port


def _connector(port: int) -> Any:
    import aiohttp

    from tests.wire.discord.tls import OnlyDiscord

    # The certificate is made in the other process; on this machine's own loopback it is not looked at.
    return lambda: aiohttp.TCPConnector(resolver=OnlyDiscord(port, []), ssl=False, use_dns_cache=False, limit=100)


async def discord_bare(asked: dict[str, Any], folder: str) -> int:
    """discord.py with one command that answers with the same embed."""
    import discord
    from discord import app_commands

    client = discord.Client(
        intents=discord.Intents(guilds=True),
        connector=_connector(asked["port"])(),
        guild_ready_timeout=0.1,
        max_messages=None,
    )
    tree = app_commands.CommandTree(client)

    @tree.command(name="timeoff", description="Ask for time off")
    async def timeoff(told: discord.Interaction, when: str) -> None:
        text = "\n".join(block["text"]["text"] for block in BLOCKS)
        await told.response.send_message("Fixed", embed=discord.Embed(description=text), ephemeral=True)

    ready = asyncio.Event()

    @client.event
    async def on_ready() -> None:
        await tree.sync()
        ready.set()

    asked["task"] = asyncio.create_task(client.start(asked["token"]))
    await ready.wait()
    return 0


async def discord_ours(asked: dict[str, Any], folder: str) -> int:
    """Townhall in Discord."""
    from adapters.discord import DiscordChat
    from bots.work import Worker

    app = await _townhall(asked, folder)
    chat = DiscordChat(
        app,
        asked["token"],
        (asked["space"],),
        connector=_connector(asked["port"]),
        guild_ready_timeout=0.1,
        patience=asked.get("patience", PATIENCE),
    )
    await chat.start()
    await Worker(app).start()
    return 0


def settled() -> contextlib.AbstractContextManager[None]:
    """As `townhall run` does once everything is there; the bare bot imports none of it."""
    from adapters.running import settled_memory

    return settled_memory()


async def main() -> None:
    """Start the bot that is asked for on the first line of the input, say where it listens, and end with the input."""
    asked: dict[str, Any] = json.loads(sys.stdin.readline())
    with tempfile.TemporaryDirectory(prefix="townhall-bench-") as folder:
        port = await globals()[f"{asked['platform']}_{asked['kind']}"](asked, folder)
        with settled() if asked["kind"] == "ours" else contextlib.nullcontext():
            print(json.dumps({"port": port}), flush=True)
            await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main())
