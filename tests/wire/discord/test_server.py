"""Proof that an unmodified discord.py, through its public API only, works with this Discord."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import discord as dpy
import pytest

from . import DiscordServer

pytestmark = pytest.mark.wire

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


async def test_a_command_opens_a_form_whose_answer_is_a_private_card_with_buttons() -> None:
    async with DiscordServer(guild="Company") as discord:
        ana, boss = discord.person("Ana", locale="nl"), discord.person("Boss", roles=["Lead"])
        async with running(discord):
            assert set(discord.commands) == {"timeoff", "Escalate"}
            opened = await discord.command(ana, "verlof", {"when": "24 nov - 27 nov", "who": boss})
            assert opened.modal is not None
            assert opened.modal.labels["kind"] == "Type"
            filled = {"when": "24 nov - 27 nov", "kind": ["holiday"], "part": "am", "deputy": [boss]}
            card = await discord.submit(ana, opened.modal, filled)
            assert card.message is not None
            assert (card.kind, card.ephemeral) == ("message", True)
            assert "24 Nov – 27 Nov" in card.text
            assert [m.id for m in discord.private(ana)] == [card.message.id]
            assert discord.private(boss) == []
            with pytest.raises(AssertionError, match="does not see"):
                await discord.press(boss, card.message, "Approve")
            handed = await discord.press(ana, card.message, "timeoff.hand:7", [boss])
            assert handed.kind == "deferred_update"
            assert (await discord.finished(handed)).content == f"Handed to {boss.id}"
            pressed = await discord.press(ana, card.message, "Approve")
            assert pressed.kind == "update"
            assert pressed.text.startswith("Approved")
            assert discord.private(ana)[0].buttons == {}
            with pytest.raises(AssertionError, match="sent already"):
                await discord.submit(ana, opened.modal, filled)
        assert "POST /webhooks/{webhook_id}/{webhook_token}" not in discord.calls


async def test_an_option_suggests_while_somebody_types() -> None:
    async with DiscordServer() as discord:
        ana = discord.person("Ana")
        async with running(discord):
            choices = await discord.types(ana, "timeoff", option="when", partial="vrij")
            assert choices == [{"name": "Friday 27 November", "value": "2026-11-27"}]


async def test_a_message_command_is_deferred_and_completed_privately() -> None:
    async with DiscordServer() as discord:
        ana = discord.person("Ana")
        support = discord.channel("support", members=[ana])
        async with running(discord):
            complaint = discord.says(ana, support, "The customer waits")
            answer = await discord.context(ana, "Escalate", complaint)
            assert (answer.kind, answer.deferred, answer.ephemeral) == ("deferred", True, True)
            done = await discord.finished(answer)
            assert (done.content, done.ephemeral) == ("Escalated", True)


async def test_threads_posts_files_reactions_and_direct_messages() -> None:
    async with DiscordServer() as discord:
        ana, boris = discord.person("Ana"), discord.person("Boris")
        support, ideas = discord.channel("support", members=[ana]), discord.forum("ideas", tags=["HR"])
        async with running(discord) as bot:
            channel: Any = bot.get_channel(support.id)
            first = await channel.send("Case 12")
            thread = await first.create_thread(name="Case 12")
            embed = dpy.Embed(title="Chart").set_image(url="attachment://chart.png")
            posted = await thread.send(
                embed=embed, file=dpy.File(io.BytesIO(b"png"), "chart.png", description="A chart")
            )
            assert await posted.attachments[0].read() == b"png"
            await thread.add_user(dpy.Object(ana.id))
            assert discord.in_thread(discord.threads(support)[0]) == {ana.id, discord.bot_id}
            await posted.edit(content="Solved")
            assert [m.content for m in discord.messages(discord.threads(support)[0])] == ["Solved"]
            hidden = await channel.create_thread(name="Private", type=dpy.ChannelType.private_thread)
            await hidden.send("Only here")
            forum: Any = bot.get_channel(ideas.id)
            post = await forum.create_thread(
                name="A bike plan", content="Who joins?", applied_tags=forum.available_tags
            )
            assert post.message.content == "Who joins?"
            discord.reacts(ana, discord.messages(support)[0], "👍")
            await discord.until(lambda: bot.reactions)
            assert bot.reactions[0].user_id == ana.id

            discord.dm(ana)
            await (await bot.fetch_user(ana.id)).send("Your request was approved")
            assert [m.content for m in discord.dms(ana)] == ["Your request was approved"]
            with pytest.raises(dpy.Forbidden) as never_spoke:
                await (await bot.fetch_user(boris.id)).send("Hello")
            discord.close_dms(ana)
            with pytest.raises(dpy.Forbidden) as closed:
                await (await bot.fetch_user(ana.id)).send("Hello")
            assert never_spoke.value.code == closed.value.code == 50007
        assert len(discord.refusals) == 2


async def test_the_socket_drops_and_the_bot_resumes_and_hears_what_it_missed() -> None:
    async with DiscordServer() as discord:
        ana = discord.person("Ana")
        async with running(discord) as bot:
            await discord.drop_socket()
            missed = discord.says(ana, discord.dm(ana), "Are you there?")
            await discord.until(lambda: discord.gateway.resumed, within=8)
            await discord.until(lambda: [m for m in bot.heard if m.id == missed.id])
            assert bot.heard[-1].content == "Are you there?"
            assert discord.gateway.identified == 1
            await discord.gateway.order(7)
            await discord.until(lambda: discord.gateway.resumed == 2, within=8)


async def test_an_event_delivered_twice_reaches_the_bot_twice_with_the_same_key() -> None:
    async with DiscordServer() as discord:
        ana = discord.person("Ana")
        async with running(discord) as bot:
            answer = await discord.command(ana, "timeoff")
            discord.replay(answer)
            await discord.until(lambda: [v for v in discord.refusals if v.code == 40060])
            assert bot.seen == [answer.interaction_id] * 2
