"""What Discord tells: each interaction once, words and emoji; nothing that goes wrong here ends the connection."""

import asyncio
from collections import OrderedDict
from collections.abc import Coroutine
from typing import Any

import discord
import structlog

from adapters.discord import incoming
from adapters.discord.addresses import PLATFORM, Spot, spot
from adapters.discord.answering import Answering
from adapters.discord.connection import Connection
from adapters.discord.conversations import Conversations
from adapters.discord.directory import Company
from adapters.discord.files_in import chosen_files
from adapters.discord.members import Members
from adapters.discord.ticket import Ticket
from bots.app import App
from bots.chat import Failed, Later
from bots.lines import REMOVED, note
from bots.waiting import someone_waits

log = structlog.get_logger()
REMEMBERED, GRACE_SECONDS, OUTSIDE_SECONDS = 2000, 3.0, 600.0


class Listening:
    """Between Discord's events and the app; the parts that answer are given before the first event."""

    connection: Connection
    answering: Answering
    conversations: Conversations
    members: Members | None = None

    def __init__(self, app: App, company: Company, lookup_patience: float) -> None:
        self.app, self.company, self._lookup_patience = app, company, lookup_patience
        self._seen: OrderedDict[int, None] = OrderedDict()
        self._under_way: set[asyncio.Task[None]] = set()
        self.absent: set[str] = set()
        """The company's servers that the bot is not in."""

    @property
    def nowhere(self) -> bool:
        """Whether the bot is in none of the company's servers."""
        return self.absent.issuperset(self.company.guilds)

    def waits_for(self, place: Spot) -> None:
        """Raises Later for a place that the bot is shut out of; without a server in common there is no direct message either."""
        if self.nowhere if place.direct else place.guild in self.absent:
            raise Later(OUTSIDE_SECONDS)

    async def rest(self) -> None:
        """Let what is under way be answered."""
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=GRACE_SECONDS)

    async def interaction(self, told: discord.Interaction) -> None:
        """A command, a press, a form, or somebody typing. One that comes in twice is answered once (T03)."""
        if told.id in self._seen:
            return
        self._seen[told.id] = None
        while len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)
        await self._guarded(self._interacts(told))

    async def message(self, heard: discord.Message) -> None:
        """Somebody wrote."""
        await self._guarded(self._writes(heard))

    async def reaction(self, told: discord.RawReactionActionEvent) -> None:
        """Somebody put an emoji on a message."""
        await self._guarded(self._reacts(told))

    async def left(self, guild: str, user: str) -> None:
        """Somebody left a server."""
        if self.members:
            await self._guarded(self.members.left(guild, user))

    async def removed(self, guild: str) -> None:
        """The bot is out of this server: if it is the company's, what is for it waits, and the admins hear it elsewhere."""
        if guild in self.company.guilds:
            log.error("discord: the bot was removed from a server: invite it again", guild=guild)
            self.absent.add(guild)
            await self._guarded(note(self.app, PLATFORM, REMOVED))

    async def invited(self, guild: str) -> None:
        """The bot is in this server from now on."""
        was = guild in self.absent
        self.absent.discard(guild)
        if was and not self.absent:
            await self._guarded(note(self.app, PLATFORM, ""))

    async def ready(self) -> None:
        """In which servers the bot is, and who left while nobody listened, is looked up."""
        self.absent = set(self.company.guilds) - self.connection.guilds
        if self.absent:
            log.error("discord: the bot is not in a server of the company: invite it", guilds=sorted(self.absent))
        await self._guarded(note(self.app, PLATFORM, REMOVED if self.absent else ""))
        if self.members:
            await self._guarded(self.members.look_who_left())

    async def _guarded(self, doing: Coroutine[Any, Any, None]) -> None:
        someone_waits.set(True)
        task = asyncio.create_task(doing)
        self._under_way.add(task)
        try:
            await task
        except Failed as failed:
            log.warning("discord: the answer was not taken", why=failed.why)
        except Exception:
            log.exception("discord: the answer was not given")
        finally:
            self._under_way.discard(task)

    async def _interacts(self, told: discord.Interaction) -> None:
        place = spot(incoming.where(told).ref)
        ticket = Ticket(self.connection, told.id, told.token, place, incoming.pressed(told)[0])
        if told.type is discord.InteractionType.autocomplete:
            await ticket.choices(await self._suggestions(told))
            return
        event = incoming.event(told, self.company, self.app.suite)
        if event:
            await self.answering.acted(event, ticket, chosen_files(told.data or {}))
            if place.direct:
                await self.conversations.stands(event.who.space, event.who.user, place.channel)

    async def _suggestions(self, told: discord.Interaction) -> list[tuple[str, str]]:
        """People type on: late suggestions are none."""
        lookup = incoming.lookup(told, self.company, self.app.suite)
        try:
            return await asyncio.wait_for(self.app.suggest(lookup), self._lookup_patience)
        except TimeoutError:
            log.info("discord: suggestions came too late")
        except Exception:
            log.exception("discord: no suggestions")
        return []

    async def _writes(self, heard: discord.Message) -> None:
        said = incoming.said(heard, self.company, self.connection.me)
        if said and (said.text is not None or self.app.suite.listens_along):
            await self.answering.said(said)

    async def _reacts(self, told: discord.RawReactionActionEvent) -> None:
        channel = self.connection.client.get_channel(told.channel_id) if self.connection.client else None
        reacted = incoming.reacted(told, self.company, self.connection.me, channel)
        if reacted:
            await self.app.handle(reacted)
