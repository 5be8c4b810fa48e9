"""Proof that an unmodified discord.py, through its public API only, works with this Discord."""

from __future__ import annotations

import io
from typing import Any

import discord as dpy
import pytest

from . import DiscordServer
from .sample import running

pytestmark = pytest.mark.wire


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
