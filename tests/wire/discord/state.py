"""What this Discord remembers: simcord's state on the wall clock, with people, places and direct messages beside it."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from simcord._clock import Clock
from simcord.backend import Backend
from simcord.backend.cdn import CdnStore
from simcord.backend.models import Interaction, Overwrite
from simcord.enums import ChannelType, OverwriteType

CDN = "https://cdn.discordapp.com"
_VIEW_AND_SEND = 1 << 10 | 1 << 11 | 1 << 38  # VIEW_CHANNEL, SEND_MESSAGES, SEND_MESSAGES_IN_THREADS


class WallClock(Clock):
    """Real time (ids carry it, and Discord judges an interaction's age by its id), which a test may push forward."""

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self.elapsed)  # noqa: TID251 (Discord has its own clock)


class Cdn(CdnStore):
    """Uploads, under the address Discord gives them."""

    def store_attachment(
        self, attachment_id: int, channel_id: int, filename: str, data: bytes, description: str | None
    ) -> dict[str, Any]:
        stored = super().store_attachment(attachment_id, channel_id, filename, data, description)
        url = f"{CDN}/attachments/{channel_id}/{attachment_id}/{filename}"
        self._blobs[url] = data
        return {**stored, "url": url, "proxy_url": url}


@dataclass(frozen=True)
class Role:
    """A role of the server."""

    id: int
    name: str


@dataclass(frozen=True)
class Person:
    """Somebody with an account; a member of the server unless they left or never came."""

    id: int
    name: str
    locale: str = "en-US"

    @property
    def mention(self) -> str:
        """How a message names this person."""
        return f"<@{self.id}>"


@dataclass(frozen=True)
class Channel:
    """A place to talk: text channel, forum, thread or direct messages."""

    id: int
    name: str
    guild_id: int | None
    parent_id: int | None = None


class State(Backend):
    """The one server and everything in it. Direct messages follow the policies that tests set."""

    def __init__(self, guild: str, bot: str) -> None:
        super().__init__(clock=WallClock())
        self.cdn = Cdn()
        self.bot_user.name = bot
        self.home = self.create_guild(guild)
        self.everyone = self.home.id
        self.contacted: set[int] = set()  # people who did something with the bot: it may write to them
        self.closed: set[int] = set()  # people who refuse direct messages from this server
        self.flags = 0  # of the application: which privileged intents its page has on
        self.opened_at: list[datetime] = []  # when the bot opened a new conversation

    def new_interaction(self, type: int, channel_id: int, user_id: int, guild_id: int | None) -> Interaction:
        """A record whose token is as opaque and as long as Discord's."""
        record = super().new_interaction(type, channel_id, user_id, guild_id)
        del self.interaction_tokens[record.token]
        record.token = secrets.token_urlsafe(160)
        self.interaction_tokens[record.token] = record.id
        self.contacted.add(user_id)
        return record

    def new_person(self, name: str, locale: str, roles: Iterable[str], *, announce: bool) -> Person:
        user = self.make_user(name.lower().replace(" ", "."), global_name=name)
        held = [self.role_named(role).id for role in roles]
        self.add_member(self.home.id, user.id, roles=held, announce=announce)
        return Person(user.id, name, locale)

    def role_named(self, name: str) -> Role:
        """The role with this name, made when the server has none."""
        for role in self.home.roles.values():
            if role.name == name:
                return Role(role.id, name)
        return Role(self.create_role(self.home.id, name, mentionable=True).id, name)

    def new_channel(self, name: str, kind: ChannelType, members: Iterable[Person] | None, **fields: Any) -> Channel:
        """A channel; with `members`, only they and the bot see it."""
        overwrites: list[Overwrite] = []
        if members is not None:
            overwrites.append(Overwrite(self.everyone, OverwriteType.ROLE, deny=1 << 10))
            for id in [self.bot_user.id, *(person.id for person in members)]:
                overwrites.append(Overwrite(id, OverwriteType.MEMBER, allow=_VIEW_AND_SEND))
        made = self.create_channel(self.home.id, name, type=kind, overwrites=overwrites, **fields)
        return self.place(made.id)

    def place(self, id: int) -> Channel:
        channel = self.get_channel(id)
        return Channel(channel.id, channel.name or "", channel.guild_id, channel.parent_id)

    def dm_of(self, user_id: int) -> Channel:
        """The conversation of this person with the bot, opened when there is none."""
        return self.place(self.get_dm_channel(user_id).id)

    def dm_recipient(self, channel_id: int) -> int | None:
        """Whose direct messages this channel is; None for a channel of the server."""
        channel = self.channels.get(channel_id)
        if channel is None or channel.guild_id is not None or not channel.recipient_ids:
            return None
        return channel.recipient_ids[0]

    def reachable(self, user_id: int) -> bool:
        """Whether the bot's direct messages arrive: they came first, did not close them, and share the server."""
        return user_id in self.contacted and user_id not in self.closed and user_id in self.home.members
