"""From what Discord tells to plain events; fields that are missing, null or new are taken as they come (T72)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import discord

from adapters.discord.addresses import DIRECT, PLATFORM, Spot
from adapters.discord.commands import ON_MESSAGE, ON_PERSON, SLASH, action_named
from adapters.discord.directory import Company
from adapters.discord.outgoing import MARK
from bots.chat import Command, Lookup, MessageAction, Press, Reacted, Said, Submit, Where, Who, asks
from bots.events import PersonAction
from bots.suite import Suite

WRITTEN = {discord.MessageType.default, discord.MessageType.reply}
THREADS = {discord.ChannelType.public_thread, discord.ChannelType.private_thread, discord.ChannelType.news_thread}
PERSON = re.compile(r"<@!?(\d{15,20})>")
Data = Mapping[str, Any]
Acted = Command | MessageAction | PersonAction | Press | Submit


def event(told: discord.Interaction, company: Company, suite: Suite) -> Acted | None:
    """A command, an action on a message, a press or a form sent; None for what Townhall never asked for."""
    data: Data = told.data or {}
    key, who, here = f"{PLATFORM}:{told.id}", actor(told, company), where(told)
    if told.type is discord.InteractionType.application_command:
        name, kind = str(data.get("name", "")), data.get("type", SLASH)
        if kind == ON_MESSAGE:
            return MessageAction(key, who, here, action_named(suite, name), *_pointed_at(data, here))
        if kind == ON_PERSON:
            return PersonAction(key, who, here, action_named(suite, name, kind), str(data.get("target_id", "")))
        return Command(key, who, here, name, "", options(data, suite)) if kind == SLASH else None
    message, private = pressed(told)
    if told.type is discord.InteractionType.component:
        chosen = data.get("values") or [""]
        return Press(key, who, here, bare_id(data), str(chosen[0]), message, private)
    if told.type is discord.InteractionType.modal_submit:
        return Submit(key, who, here, bare_id(data), filled_in(data), message, private)
    return None


def bare_id(data: Data) -> str:
    """The id that leads to a handler, without the mark that hides behind it."""
    return str(data.get("custom_id", "")).partition(MARK)[0]


def lookup(told: discord.Interaction, company: Company, suite: Suite) -> Lookup:
    """Somebody is typing an option; it is named by its own key."""
    data: Data = told.data or {}
    name = str(data.get("name", ""))
    focused: Data = next((one for one in data.get("options") or () if one.get("focused")), {})
    option = _keys(suite, name).get(str(focused.get("name", "")), "")
    return Lookup(actor(told, company), name, option, str(focused.get("value", "")))


def actor(told: discord.Interaction, company: Company) -> Who:
    """Who did it; a bot, or somebody in another company's server, is an outsider (T14)."""
    return company.who(told.guild_id, told.user, str(told.locale.value))


def where(told: discord.Interaction) -> Where:
    """The conversation in which it was done."""
    return place(told.guild_id, told.channel_id or 0, told.channel)


def place(guild: int | None, id_: int, channel: object = None) -> Where:
    """A conversation by Discord's ids, and what Discord told of it."""
    if guild is None:
        return Where(str(Spot(DIRECT, str(id_))), "dm")
    here = str(Spot(str(guild), str(id_)))
    if getattr(channel, "type", None) not in THREADS:
        return Where(here, "channel")
    parent = getattr(channel, "parent_id", None)
    return Where(here, "thread", str(Spot(str(guild), str(parent))) if parent else "")


def pressed(told: discord.Interaction) -> tuple[str | None, bool]:
    """The message whose button or form it was, and whether only one person sees that message."""
    if told.message is None:
        return None, False
    here = where(told).ref
    return f"{here}/{told.message.id}", told.message.flags.ephemeral


def _pointed_at(data: Data, here: Where) -> tuple[str, str, str, tuple[str, ...]]:
    """The message somebody pointed at: where it stands, its words, who wrote it (nobody for a bot), its files."""
    target = str(data.get("target_id", ""))
    found: Data = ((data.get("resolved") or {}).get("messages") or {}).get(target) or {}
    author: Data = found.get("author") or {}
    wrote = "" if author.get("bot") or found.get("webhook_id") else str(author.get("id") or "")
    files = tuple(str(one.get("filename") or "") for one in found.get("attachments") or ())
    return f"{here.ref}/{target}", str(found.get("content") or ""), wrote, files


def options(data: Data, suite: Suite) -> dict[str, str]:
    """What was filled in, by each option's own key; Discord sends the default names whatever the person's language."""
    keys = _keys(suite, str(data.get("name", "")))
    given = {keys.get(str(one.get("name"))): one.get("value") for one in data.get("options") or ()}
    return {key: _typed(value) for key, value in given.items() if key and value is not None}


def _typed(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else ""
    return str(int(value) if isinstance(value, float) and value.is_integer() else value)


def filled_in(data: Data) -> dict[str, str | tuple[str, ...]]:
    """The values of a form by the key of each field: ticked is `yes`, several choices stay several."""
    values: dict[str, str | tuple[str, ...]] = {}
    for field in _fields(data.get("components")):
        key = str(field["custom_id"])
        if "values" in field:
            chosen = tuple(str(one) for one in field["values"] or ())
            values[key] = chosen if field.get("type") == discord.ComponentType.checkbox_group.value else _one(chosen)
        elif isinstance(field.get("value"), bool):
            values[key] = "yes" if field["value"] else ""
        else:
            typed = str(field.get("value") or "")
            person = PERSON.fullmatch(typed.strip())
            values[key] = person[1] if person else typed
    return values


def said(heard: discord.Message, company: Company, me: int) -> Said | None:
    """Somebody wrote; with the words only where they were for Townhall. None for bots, notices and other servers."""
    guild = heard.guild.id if heard.guild else None
    who = company.who(guild, heard.author)
    if who.outsider or heard.webhook_id is not None or heard.type not in WRITTEN:
        return None
    here = replace(place(guild, heard.channel.id, heard.channel), private=_private(heard))
    for_me = here.kind == "dm" or any(user.id == me for user in heard.mentions)
    words = re.sub(rf"<@!?{me}>", "", heard.content).strip() if for_me else None
    answered = heard.reference.message_id if heard.reference else None
    return Said(
        f"{PLATFORM}:{heard.id}", who, here, f"{here.ref}/{heard.id}", heard.created_at, words,
        f"{here.ref}/{answered}" if answered else None, asks(heard.content),
    )  # fmt: skip


def _private(heard: discord.Message) -> bool:
    """Whether not everybody in the server can read where this was written."""
    channel: Any = heard.channel
    above: Any = getattr(channel, "parent", None) or channel
    if heard.guild is None or channel.type is discord.ChannelType.private_thread:
        return True
    return not above.permissions_for(heard.guild.default_role).view_channel


def reacted(told: discord.RawReactionActionEvent, company: Company, me: int, channel: object) -> Reacted | None:
    """Somebody put an emoji on a message; None for bots, other servers and Townhall's own."""
    bot = told.user_id == me or bool(told.member and told.member.bot)
    who = company.known(told.guild_id, str(told.user_id), bot)
    if who.outsider:
        return None
    here, emoji = place(told.guild_id, told.channel_id, channel), told.emoji.name or ""
    message = f"{here.ref}/{told.message_id}"
    return Reacted(f"{message}/{told.user_id}/{emoji}", who, here, message, emoji)


def _keys(suite: Suite, command: str) -> dict[str, str]:
    mark = suite.commands.find(command)[0]
    return {opt.name[0]: opt.key for opt in mark.options} if mark else {}


def _fields(components: Any) -> Iterator[Data]:
    for one in components or ():
        yield from _fields(one.get("components"))
        inner = one.get("component")
        for field in (inner, one):
            if field and field.get("custom_id"):
                yield field


def _one(chosen: tuple[str, ...]) -> str | tuple[str, ...]:
    return chosen if len(chosen) > 1 else "".join(chosen)
