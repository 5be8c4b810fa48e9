"""Payloads as Discord sends them, through discord.py: a field renamed, null, new or left out breaks nothing of ours (T72)."""

import asyncio
import copy
from collections.abc import Iterator
from typing import Any

import discord
import pytest

from adapters.discord import incoming
from adapters.discord.connection import Gateway
from adapters.discord.directory import Company
from bots.chat import Command, Lookup, MessageAction, Press, Reacted, Said, Submit
from bots.events import PersonAction
from bots.registry import BOTS
from bots.suite import Suite

SUITE, COMPANY, ME = Suite(BOTS), Company(("10",)), 99
USER = {"id": "7", "username": "ana", "discriminator": "0", "global_name": "Ana", "avatar": None}
GONE = {"id": "7", "username": "deleted_user_0a1b2c", "discriminator": "0000", "global_name": None, "avatar": None}
MEMBER = {"user": USER, "roles": [], "joined_at": "2026-01-05T09:00:00+00:00", "deaf": False, "mute": False, "permissions": "0",
          "flags": 0, "nick": None}  # fmt: skip
CHANNEL = {"id": "20", "type": 0, "guild_id": "10", "name": "support", "position": 0, "permission_overwrites": [], "nsfw": False,
           "parent_id": None, "permissions": "0"}  # fmt: skip
EVERYBODY = {"id": "10", "name": "@everyone", "permissions": "3072", "position": 0, "color": 0, "hoist": False,
             "managed": False, "mentionable": False, "flags": 0}  # fmt: skip
GUILD = {"id": "10", "name": "Brug", "owner_id": "7", "roles": [EVERYBODY], "emojis": [], "features": [], "channels": [CHANNEL],
         "members": [], "member_count": 2, "threads": [], "voice_states": [], "presences": [], "verification_level": 0,
         "default_message_notifications": 0, "explicit_content_filter": 0, "mfa_level": 0, "nsfw_level": 0, "premium_tier": 0,
         "system_channel_flags": 0, "preferred_locale": "nl"}  # fmt: skip
WROTE: dict[str, Any] = {
    "id": "30", "channel_id": "20", "author": USER, "content": "<@99> Why is the invoice blue?", "type": 0, "embeds": [],
    "timestamp": "2026-11-20T08:00:00+00:00", "edited_timestamp": None, "tts": False, "mention_everyone": False,
    "mentions": [], "mention_roles": [], "attachments": [], "pinned": False, "components": [], "flags": 0,
}  # fmt: skip
POINTED: dict[str, Any] = {"target_id": "30", "resolved": {"messages": {"30": WROTE}}}
FORM: list[dict[str, Any]] = [
    {"type": 18, "id": 1, "component": {"type": 4, "id": 2, "custom_id": "days", "value": "24 nov"}},
    {"type": 18, "id": 3, "component": {"type": 3, "id": 4, "custom_id": "cover", "values": ["7"]}},
    {"type": 18, "id": 5, "component": {"type": 23, "id": 6, "custom_id": "half", "value": True}},
]


def interaction(kind: int, data: dict[str, Any] | None, direct: bool = False, **more: Any) -> dict[str, Any]:
    """Something somebody did; in a direct message Discord tells a user and no member."""
    at = {"channel_id": "21", "channel": {"id": "21", "type": 1}, "user": USER, "context": 1} if direct else {
        "guild_id": "10", "channel_id": "20", "channel": CHANNEL, "member": MEMBER, "guild_locale": "nl", "context": 0}  # fmt: skip
    return {"id": "50", "application_id": "60", "type": kind, "token": "t", "version": 1, "locale": "nl", "entitlements": [],
            "authorizing_integration_owners": {}, "attachment_size_limit": 10, "app_permissions": "0", "data": data,
            **at, **more}  # fmt: skip


def named(name: str, kind: int = 1, **more: Any) -> dict[str, Any]:
    return {"id": "70", "name": name, "type": kind, **more}


ALWAYS = {
    "id", "type", "token", "version", "application_id", "user", "member", "author", "username", "discriminator", "channel_id",
    "guild_id", "message_id", "avatar", "user_id", "emoji", "timestamp", "content", "attachments", "embeds", "mentions", "roles",
}  # fmt: skip
"""What Discord's document has in every such payload; without it there is no interaction, message or user to speak of."""
NEVER_NULL = {"flags"}
TYPED = [{"name": "days", "type": 3, "value": "24 nov"}]
TYPING = [{"name": "to", "type": 3, "value": "fin", "focused": True}]
STOOD = {"message": {**WROTE, "flags": 64, "author": {**USER, "id": "99", "bot": True}}}
KINDS: dict[str, tuple[str, dict[str, Any], type]] = {
    "command": ("INTERACTION_CREATE", interaction(2, named("timeoff-request", options=TYPED)), Command),
    "command in a DM": ("INTERACTION_CREATE", interaction(2, named("home"), True), Command),
    "press": ("INTERACTION_CREATE", interaction(3, {"custom_id": "home.refresh:0", "component_type": 2}, **STOOD), Press),
    "press in a DM": (
        "INTERACTION_CREATE", interaction(3, {"custom_id": "home.refresh:0", "component_type": 2}, True, **STOOD), Press),
    "select": (
        "INTERACTION_CREATE", interaction(3, {"custom_id": "a.b:0", "component_type": 3, "values": ["1"]}, **STOOD), Press),
    "form": ("INTERACTION_CREATE", interaction(5, {"custom_id": "timeoff.draft:0", "components": FORM}), Submit),
    "form in a DM": ("INTERACTION_CREATE", interaction(5, {"custom_id": "a.b:0", "components": FORM}, True), Submit),
    "typing": ("INTERACTION_CREATE", interaction(4, named("say", options=TYPING)), Lookup),
    "message action": ("INTERACTION_CREATE", interaction(2, named("Escalate", 3, **POINTED)), MessageAction),
    "user action": (
        "INTERACTION_CREATE",
        interaction(2, named("Who is this?", 2, target_id="8", resolved={"users": {"8": GONE}, "members": {}})), PersonAction),
    "message": ("MESSAGE_CREATE", {**WROTE, "guild_id": "10", "member": {**MEMBER, "user": None}}, Said),
    "message in a DM": ("MESSAGE_CREATE", {**WROTE, "channel_id": "21"}, Said),
    "reply in a thread nobody told of": (
        "MESSAGE_CREATE", {**WROTE, "guild_id": "10", "channel_id": "22", "type": 19,
         "message_reference": {"message_id": "29", "channel_id": "22"}},
        Said),
    "message of who is deleted": ("MESSAGE_CREATE", {**WROTE, "guild_id": "10", "author": GONE}, Said),
    "reaction": ("MESSAGE_REACTION_ADD", {
        "user_id": "7", "channel_id": "20", "message_id": "30", "guild_id": "10", "member": MEMBER, "type": 0, "burst": False,
        "emoji": {"id": None, "name": "🎫"}, "message_author_id": "7", "burst_colors": []}, Reacted),
    "reaction in a DM": ("MESSAGE_REACTION_ADD", {
        "user_id": "7", "channel_id": "21", "message_id": "30", "type": 0, "burst": False, "emoji": {"id": "5", "name": None}},
        Reacted),
    "member leaves": ("GUILD_MEMBER_REMOVE", {"guild_id": "10", "user": USER}, str),
    "deleted member leaves": ("GUILD_MEMBER_REMOVE", {"guild_id": "10", "user": GONE}, str),
    "thread begins": ("THREAD_CREATE", {**CHANNEL, "id": "23", "type": 11, "parent_id": "20", "owner_id": "7", "message_count": 0,
        "member_count": 1, "thread_metadata": {"archived": False, "auto_archive_duration": 60, "locked": False,
        "archive_timestamp": "2026-11-20T08:00:00+00:00"}}, type(None)),
    "thread ends": ("THREAD_DELETE", {"id": "23", "guild_id": "10", "parent_id": "20", "type": 11}, type(None)),
}  # fmt: skip


class Reads:
    """Reads each event as the adapter does, and keeps what came of it."""

    def __init__(self) -> None:
        self.read: list[object] = []
        self.wrong: list[str] = []
        self.dropped: list[str] = []
        self.now, self.all = "", 0

    async def interaction(self, told: discord.Interaction) -> None:
        """Somebody did or typed something."""
        typing = told.type is discord.InteractionType.autocomplete
        self._keeps(lambda: incoming.lookup(told, COMPANY, SUITE) if typing else incoming.event(told, COMPANY, SUITE))

    async def message(self, heard: discord.Message) -> None:
        """Somebody wrote."""
        self._keeps(lambda: incoming.said(heard, COMPANY, ME))

    async def reaction(self, told: discord.RawReactionActionEvent) -> None:
        """Somebody put an emoji on a message."""
        self._keeps(lambda: incoming.reacted(told, COMPANY, ME, None))

    async def left(self, guild: str, user: str) -> None:
        """Somebody left."""
        self.read.append(f"{guild}/{user}")

    async def ready(self) -> None:
        """Nothing happened before."""

    def _keeps(self, reads: Any) -> None:
        try:
            self.read.append(reads())
        except Exception as error:
            self.wrong.append(f"{self.now}: {error!r}")


def lacking(payload: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """As it is; with something new everywhere; and each field that Discord may leave out left out, and null."""
    yield "", payload
    for path in paths(payload):
        for how in ("new", "left out", "null"):
            changed = copy.deepcopy(payload)
            node: Any = changed
            for step in path[:-1]:
                node = node[step]
            name = path[-1]
            if how == "new":
                node["brand_new"] = {"deep": [None, {"x": 1}]}
            elif name in ALWAYS or (how == "null" and name in NEVER_NULL):
                continue
            elif how == "null":
                node[name] = None
            else:
                del node[name]
            yield f"{'.'.join(map(str, path))} {how}", changed


def paths(node: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where each field stands."""
    for name, value in node.items() if isinstance(node, dict) else enumerate(node):
        if isinstance(node, dict):
            yield (*above, name)
        if isinstance(value, (dict, list)):
            yield from paths(value, (*above, name))


@pytest.mark.parametrize("kind", KINDS)
async def test_every_kind_of_event_is_read_whatever_it_lacks(kind: str) -> None:
    """T72: through discord.py's own reading. What discord.py itself refuses never reaches us, and is never what is new."""
    event, payload, what = KINDS[kind]
    reads = Reads()

    async def nobody(_client: Gateway) -> None:
        """Nothing is asked of Discord here."""

    async with Gateway(reads, nobody, asyncio.Event(), discord.Intents.all(), 0) as client:
        state = client._connection
        state.user = discord.ClientUser(state=state, data={**USER, "id": str(ME), "bot": True})  # type: ignore[typeddict-item]
        state.parsers["GUILD_CREATE"]({**GUILD})
        for change, changed in lacking(payload):
            reads.now = change
            reads.all += 1
            try:
                state.parsers[event](changed)
            except (AttributeError, KeyError, TypeError, ValueError):
                assert change, "discord.py reads it as it is"
                reads.dropped.append(change)
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            if not change and what is not type(None):
                assert [type(one) for one in reads.read] == [what], reads.wrong
    assert reads.wrong == []
    assert not [one for one in reads.dropped if one.endswith(" new")], "what is new is passed over by discord.py too"
    assert len(reads.dropped) < reads.all / 3, "most of it reaches us"
