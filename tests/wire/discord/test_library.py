"""Proof that nothing discord.py sends of its own accord is refused: trees, views, forms, files, threads, channels."""

from __future__ import annotations

import asyncio
import io
from typing import Any

import discord as dpy
import pytest
from discord import app_commands, ui
from jsonschema import Draft7Validator  # type: ignore[import-untyped]

from tests.wire.schemas import schema

from . import DiscordServer
from .openapi import leaves

pytestmark = pytest.mark.wire


def picture(name: str) -> dpy.File:
    return dpy.File(io.BytesIO(b"png"), name, description="A chart")


class Form(ui.Modal, title="Time off"):
    """One field of every kind."""

    why: Any = ui.Label(text="Why", component=ui.TextInput(style=dpy.TextStyle.paragraph, required=False))
    kind: Any = ui.Label(
        text="Type",
        description="As in your contract",
        component=ui.Select(options=[dpy.SelectOption(label="Holiday", value="holiday", default=True)]),
    )
    who: Any = ui.Label(text="Who", component=ui.UserSelect(required=False, max_values=3))
    part: Any = ui.Label(
        text="Part",
        component=ui.RadioGroup(
            options=[
                dpy.RadioGroupOption(label="Whole", value="whole", default=True),
                dpy.RadioGroupOption(label="Morning"),
            ]
        ),
    )
    tell: Any = ui.Label(
        text="Tell",
        component=ui.CheckboxGroup(options=[dpy.CheckboxGroupOption(label="Team", value="team")], required=False),
    )

    async def on_submit(self, interaction: dpy.Interaction) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        chosen = [
            self.kind.component.values,
            self.who.component.values,
            self.part.component.value,
            self.tell.component.values,
        ]
        embed = dpy.Embed(title="Sent", description=str(len(chosen[1])), timestamp=dpy.utils.utcnow())
        embed.set_image(url="attachment://chart.png").set_footer(text=f"{chosen[0][0]} {chosen[2]} {chosen[3][0]}")
        await interaction.edit_original_response(embed=embed, attachments=[picture("chart.png")], view=Card())


class Card(ui.View):
    """A button and a select."""

    def __init__(self) -> None:
        super().__init__(timeout=60)

    @ui.button(label="Approve", custom_id="approve", emoji="👍")
    async def approve(self, interaction: dpy.Interaction, button: ui.Button[Any]) -> None:
        await interaction.response.edit_message(content="Approved", view=None, embeds=[], attachments=[])
        more = await interaction.followup.send("A note", ephemeral=True, file=picture("note.png"), wait=True)
        await more.edit(content="Another note", attachments=[])

    @ui.select(cls=ui.ChannelSelect, custom_id="where", channel_types=[dpy.ChannelType.text])
    async def where(self, interaction: dpy.Interaction, select: Any) -> None:
        await interaction.response.send_message(f"In {select.values[0].name}", ephemeral=True)


async def request(interaction: dpy.Interaction, days: app_commands.Range[int, 1, 5], who: dpy.Member) -> None:
    await interaction.response.send_modal(Form())


async def who_is(interaction: dpy.Interaction, member: dpy.Member) -> None:
    await interaction.response.send_message(member.display_name, ephemeral=True)


class Client(dpy.Client):
    """A bot as the library's documentation writes it."""

    def __init__(self, server: DiscordServer) -> None:
        intents = dpy.Intents(guilds=True, messages=True, reactions=True)
        super().__init__(intents=intents, connector=server.connector(), guild_ready_timeout=0.1)
        self.tree = app_commands.CommandTree(self)
        self.tree.command(name="request", description="Ask for time off")(request)
        self.tree.context_menu(name="Who is")(who_is)

    async def setup_hook(self) -> None:
        await self.tree.sync()


async def test_what_the_library_sends_is_taken_and_what_it_hears_fits_the_schema() -> None:
    async with DiscordServer() as discord:
        ana, boss = discord.person("Ana"), discord.person("Boss")
        place, ideas = discord.channel("support"), discord.forum("ideas", tags=["HR"])
        bot = Client(discord)
        task = asyncio.create_task(bot.start(discord.token))
        try:
            await discord.ready()
            await bot.wait_until_ready()
            await _talks(discord, ana, boss, place)
            await _arranges(bot, place.id, ideas.id, ana.id)
        finally:
            await bot.close()
            await task
        assert discord.refusals == []
        (session,) = discord.gateway.sessions.values()
        assert _unlike_the_schema(session.sent) == set()


async def _talks(discord: DiscordServer, ana: Any, boss: Any, place: Any) -> None:
    opened = await discord.command(ana, "request", {"days": 2, "who": boss}, channel=place)
    assert opened.modal is not None
    fields = {label: custom_id for custom_id, label in opened.modal.labels.items()}
    sent = await discord.submit(ana, opened.modal, {fields["Who"]: [boss, ana], fields["Tell"]: ["team"]})
    assert (sent.kind, sent.ephemeral) == ("deferred", True)
    card = await discord.finished(sent)
    assert card.text == "Sent\n2\nholiday whole team"
    assert (await discord.press(ana, card, "where", [place])).text == "In support"
    assert (await discord.press(ana, card, "Approve")).text == "Approved"
    await discord.until(lambda: [m for m in discord.private(ana) if m.content == "Another note"])
    assert (await discord.context(ana, "Who is", boss, channel=place)).text == "Boss"


async def _arranges(bot: Client, place: int, ideas: int, ana: int) -> None:
    channel: Any = bot.get_channel(place)
    forum: Any = bot.get_channel(ideas)
    post = await channel.send(
        files=[picture("1.png"), picture("2.png")], embed=dpy.Embed(title="Two").set_image(url="attachment://2.png")
    )
    await post.edit(attachments=[post.attachments[0], picture("3.png")], embed=None)
    await post.edit(embed=dpy.Embed(title="Still there").set_image(url="attachment://3.png"))
    await (await post.reply("Yes", mention_author=False)).delete()
    await post.add_reaction("👍")
    await post.pin()
    assert [message.id async for message in channel.history(limit=10)]
    thread = await channel.create_thread(name="Private", type=dpy.ChannelType.private_thread, invitable=False)
    await thread.add_user(dpy.Object(ana))
    await thread.edit(archived=True, locked=True)
    case = await forum.create_thread(name="Case", embed=dpy.Embed(title="Case"), file=picture("4.png"), view=Card())
    await case.thread.edit(name="Case 12", applied_tags=[forum.available_tags[0]])
    member = await channel.guild.fetch_member(ana)
    role = await channel.guild.create_role(name="On duty", mentionable=True)
    await member.add_roles(role, reason="Because")
    made = await channel.guild.create_text_channel("New", topic="Here")
    await made.set_permissions(role, view_channel=True)


# Where the generated schema asks for one value of a set of flags, or a member that clients do not read.
_KNOWN = {"flags", "emoji", "id", "interaction_metadata"}
_HEARD = ("MESSAGE_CREATE", "MESSAGE_UPDATE", "THREAD_CREATE", "GUILD_CREATE", "READY", "MESSAGE_REACTION_ADD")


def _unlike_the_schema(frames: list[dict[str, Any]]) -> set[str]:
    definitions = schema("discord-gateway-events.schema.json")["definitions"]
    found: set[str] = set()
    for frame in frames:
        if frame["t"] not in _HEARD and not (frame["t"] == "INTERACTION_CREATE" and frame["d"]["type"] in (2, 4)):
            continue
        name = "Gateway" + "".join(map(str.capitalize, frame["t"].split("_"))) + "Dispatch"
        validator = Draft7Validator({"$ref": f"#/definitions/{name}", "definitions": definitions})
        for error in leaves(validator.iter_errors(frame)):
            if not _KNOWN & set(map(str, error.absolute_path)):
                found.add(f"{frame['t']}: {error.json_path}: {error.message[:120]}")
    return found
