"""The server's people and places: who is there, what they write to one another, and what stands where."""

from __future__ import annotations

from collections.abc import Iterable

import discord
from simcord.backend.access import reaction_permissions
from simcord.enums import ChannelType

from .acts import Acts
from .state import Channel, Person, Role, State
from .views import Message

_WRITTEN = {0, 19, 20, 23}  # messages that somebody wrote, as opposed to notices


class World:
    """What a test arranges and looks at; nothing here waits for the bot."""

    def __init__(self, guild: str, bot: str) -> None:
        self.state = State(guild, bot)
        self.acts = Acts(self.state)
        self.guild_id, self.bot_id = self.state.home.id, self.state.bot_user.id
        self.application_id = self.state.application_id
        self.general = self.channel("general")

    # Who and where

    def person(self, name: str, *, locale: str = "en-US", roles: Iterable[str] = ()) -> Person:
        """A member of the server; roles are made when the server has none of that name."""
        return self.state.new_person(name, locale, roles, announce=False)

    def joins(self, name: str, *, locale: str = "en-US", roles: Iterable[str] = ()) -> Person:
        """Somebody joins while the bot listens."""
        return self.state.new_person(name, locale, roles, announce=True)

    def leaves(self, who: Person) -> None:
        """Somebody leaves the server."""
        self.state.remove_member(self.guild_id, who.id)

    def invited(self, *rights: str) -> None:
        """The bot has these rights in the server and no others, as `discord.Permissions` names them."""
        value = discord.Permissions(**dict.fromkeys(rights, True)).value
        bot = self.state.home.members[self.state.bot_user.id]
        for role in self.state.home.roles.values():
            if role.id in bot.role_ids and role.id != self.guild_id:
                role.permissions = value

    def role(self, name: str) -> Role:
        """A role by name."""
        return self.state.role_named(name)

    def channel(self, name: str, *, members: Iterable[Person] | None = None, parent: Channel | None = None) -> Channel:
        """A text channel; with `members`, a private one."""
        fields = {"parent_id": parent.id} if parent else {}
        return self.state.new_channel(name, ChannelType.TEXT, members, **fields)

    def category(self, name: str) -> Channel:
        """A category, to be the `parent` of channels."""
        return self.state.new_channel(name, ChannelType.CATEGORY, None)

    def forum(self, name: str, *, members: Iterable[Person] | None = None, tags: Iterable[str] = ()) -> Channel:
        """A forum channel with these tags."""
        made = [
            {"id": str(self.state.snowflake()), "name": t, "moderated": False, "emoji_id": None, "emoji_name": None}
            for t in tags
        ]
        return self.state.new_channel(name, ChannelType.FORUM, members, available_tags=made)

    def dm(self, who: Person) -> Channel:
        """This person's direct messages with the bot, opened by the person: the bot may write there."""
        self.state.contacted.add(who.id)
        return self.state.dm_of(who.id)

    def close_dms(self, who: Person) -> None:
        """From now on the bot gets 50007 when it writes to this person."""
        self.state.closed.add(who.id)

    def elsewhere(self, guild: str, *people: Person) -> Channel:
        """A channel of another server that invited the bot too, with these people in it."""
        other = self.state.create_guild(guild)
        for who in people:
            self.state.add_member(other.id, who.id)
        return self.state.place(self.state.create_channel(other.id, "general").id)

    def gives(self, who: Person, role: str, *, takes: bool = False) -> None:
        """Gives somebody a role, or takes it away."""
        change = self.state.remove_member_role if takes else self.state.add_member_role
        change(self.guild_id, who.id, self.state.role_named(role).id)

    def archives(self, thread: Channel, *, locked: bool = False) -> None:
        """A moderator closes a thread; a locked one takes no more posts."""
        self.state.edit_channel(thread.id, {}, thread_metadata={"archived": True, "locked": locked})

    # What they write

    def says(self, who: Person, where: Channel, text: str, *, reply_to: Message | None = None) -> Message:
        """Writes an ordinary message. In their direct messages, the bot may answer from then on."""
        channel = self.state.get_channel(where.id)
        self.state.require_permissions(channel.guild_id, who.id, where.id, "view_channel", "send_messages")
        if self.state.dm_recipient(where.id) == who.id:
            self.state.contacted.add(who.id)
        if channel.is_thread:
            self.state.add_thread_member(where.id, who.id)
        reference = {"message_id": str(reply_to.id)} if reply_to else None
        return self.acts.look(self.state.create_message(where.id, who.id, text, reference=reference))

    def opens_thread(self, who: Person, where: Channel | Message, name: str) -> Channel:
        """Opens a thread in a channel or under a message, or a post in a forum; what it says follows with `says`."""
        under = where if isinstance(where, Message) else None
        parent = self.state.get_channel(under.channel_id if under else where.id)
        made = self.state.create_thread(
            parent.id, name, who.id, message_id=under.id if under else None, broadcast=parent.type != ChannelType.FORUM
        )
        if parent.type == ChannelType.FORUM:
            self.state.announce_thread_create(made)
        return self.state.place(made.id)

    def edits(self, who: Person, message: Message, text: str) -> Message:
        """Changes one's own message."""
        assert message.author_id == who.id, f"{who.name} did not write this"
        return self.acts.look(self.state.edit_message(message.channel_id, message.id, {"content": text}))

    def deletes(self, message: Message) -> None:
        """Takes a message away (its author or a moderator)."""
        self.state.delete_message(message.channel_id, message.id)

    def reacts(self, who: Person, message: Message, emoji: str, *, takes_back: bool = False) -> None:
        """Adds a reaction, or takes one's own back."""
        stored = self.acts.seen(who, message)
        guild = self.state.get_channel(stored.channel_id).guild_id
        needed = reaction_permissions(stored, emoji, reacted=not takes_back)
        self.state.require_permissions(guild, who.id, stored.channel_id, *needed)
        self.state.set_reaction(stored.channel_id, stored.id, emoji, who.id, not takes_back)

    # What stands where

    def messages(self, where: Channel) -> list[Message]:
        """What everybody who may read this place sees, oldest first; notices such as "started a thread" left out."""
        found = self.state.messages.get(where.id, {}).values()
        return [self.acts.look(one) for one in found if not one.is_ephemeral and one.type in _WRITTEN]

    def dms(self, who: Person) -> list[Message]:
        """What the bot and this person wrote to each other; empty when they never did."""
        id = self.state.dm_channels.get(who.id)
        return self.messages(self.state.place(id)) if id is not None else []

    def private(self, who: Person) -> list[Message]:
        """The answers that only this person sees, oldest first, without those still "thinking"."""
        found = [
            one
            for place in self.state.messages.values()
            for one in place.values()
            if one.is_ephemeral and one.visible_to(who.id) and not one.flags & 1 << 7
        ]
        return [self.acts.look(one) for one in sorted(found, key=lambda one: one.id)]

    def threads(self, where: Channel) -> list[Channel]:
        """Threads of a channel, or posts of a forum, oldest first."""
        return [
            self.state.place(c.id)
            for c in list(self.state.channels.values())
            if c.parent_id == where.id and c.is_thread
        ]

    def in_thread(self, thread: Channel) -> set[int]:
        """Ids of the members of a thread."""
        return set(self.state.get_thread(thread.id).thread_members)

    def refreshed(self, message: Message) -> Message:
        """The same message as it stands now."""
        return self.acts.look(self.state.get_message(message.channel_id, message.id))

    @property
    def commands(self) -> dict[str, dict[str, object]]:
        """What is registered, global and for this server, by name."""
        return {
            str(one["name"]): one
            for scope in (None, self.guild_id)
            for one in self.state.commands.get(scope, {}).values()
        }
