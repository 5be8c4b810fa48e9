"""A bot written by hand on discord.py, and its command, form and card: what the tests of this Discord talk to."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import discord as dpy

from . import DiscordServer

TIMEOFF = {
    "name": "timeoff",
    "name_localizations": {"nl": "verlof"},
    "description": "Ask for time off",
    "type": 1,
    "options": [
        {"type": 3, "name": "when", "description": "Which days", "autocomplete": True, "required": False},
        {"type": 6, "name": "who", "description": "For whom"},
    ],
}
ESCALATE = {"name": "Escalate", "type": 3}
FORM = {
    "custom_id": "timeoff.request:0",
    "title": "Time off",
    "components": [
        {
            "type": 18,
            "label": "Which days",
            "component": {"type": 4, "custom_id": "when", "style": 1, "max_length": 100},
        },
        {
            "type": 18,
            "label": "Type",
            "component": {
                "type": 3,
                "custom_id": "kind",
                "options": [{"label": "Holiday", "value": "holiday"}, {"label": "Care", "value": "care"}],
            },
        },
        {
            "type": 18,
            "label": "Part of the day",
            "component": {
                "type": 21,
                "custom_id": "part",
                "required": False,
                "options": [{"label": "Whole", "value": "whole"}, {"label": "Morning", "value": "am"}],
            },
        },
        {"type": 18, "label": "Who stands in", "component": {"type": 5, "custom_id": "deputy", "required": False}},
    ],
}
CARD = {
    "embeds": [{"title": "Request", "fields": [{"name": "Days", "value": "24 Nov – 27 Nov", "inline": True}]}],
    "components": [
        {
            "type": 1,
            "components": [
                {"type": 2, "style": 3, "label": "Approve", "custom_id": "timeoff.approve:7:1"},
                {"type": 2, "style": 4, "label": "Decline", "custom_id": "timeoff.decline:7:1"},
            ],
        },
        {"type": 1, "components": [{"type": 5, "custom_id": "timeoff.hand:7", "placeholder": "Hand over to"}]},
    ],
}


class Bot(dpy.Client):
    """Answers interactions by hand: what discord.py does around it is all that is tested here."""

    def __init__(self, server: DiscordServer, commands: list[dict[str, Any]], *, members: bool = False) -> None:
        intents = dpy.Intents(guilds=True, messages=True, reactions=True, members=members)
        super().__init__(intents=intents, connector=server.connector(), guild_ready_timeout=0.1)
        self.registered, self.server = commands, server
        self.heard: list[dpy.Message] = []
        self.reactions: list[dpy.RawReactionActionEvent] = []
        self.seen: list[int] = []
        self.answers: Callable[[dpy.Interaction], Awaitable[None]] = self.usual

    async def setup_hook(self) -> None:
        assert self.application_id is not None
        await self.http.bulk_upsert_global_commands(self.application_id, self.registered)

    async def on_message(self, message: dpy.Message) -> None:
        self.heard.append(message)

    async def on_raw_reaction_add(self, payload: dpy.RawReactionActionEvent) -> None:
        self.reactions.append(payload)

    async def on_interaction(self, interaction: dpy.Interaction) -> None:
        self.seen.append(interaction.id)
        await self.answers(interaction)

    async def callback(self, interaction: dpy.Interaction, kind: int, data: dict[str, Any] | None = None) -> None:
        route = dpy.http.Route(
            "POST", "/interactions/{id}/{token}/callback", id=interaction.id, token=interaction.token
        )
        await self.http.request(route, json={"type": kind, "data": data} if data is not None else {"type": kind})

    async def usual(self, interaction: dpy.Interaction) -> None:
        data: Any = interaction.data
        match interaction.type.value:
            case 2 if data["name"] == "timeoff":
                await self.callback(interaction, 9, FORM)
            case 2:
                await self.callback(interaction, 5, {"flags": 64})
                await interaction.followup.send("Escalated")
            case 4:
                await self.callback(
                    interaction, 8, {"choices": [{"name": "Friday 27 November", "value": "2026-11-27"}]}
                )
            case 5:
                await self.callback(interaction, 4, {**CARD, "flags": 64})
            case _ if data["custom_id"].startswith("timeoff.hand"):
                await self.callback(interaction, 6)
                await interaction.edit_original_response(content=f"Handed to {data['values'][0]}")
            case _:
                await self.callback(interaction, 7, {"content": "Approved", "components": []})


@asynccontextmanager
async def running(server: DiscordServer, **options: Any) -> AsyncIterator[Bot]:
    bot = Bot(server, [TIMEOFF, ESCALATE], **options)
    task = asyncio.create_task(bot.start(server.token))
    try:
        await asyncio.wait_for(
            asyncio.wait([task, asyncio.create_task(server.ready())], return_when="FIRST_COMPLETED"), 10
        )
        if task.done():
            task.result()
        await asyncio.wait_for(bot.wait_until_ready(), 10)
        yield bot
    finally:
        await bot.close()
        await asyncio.gather(task, return_exceptions=True)
