"""Discord as the app uses it: direct conversations, messages that are never doubled, edits, threads."""

import asyncio
import hashlib
from collections.abc import Callable, Sequence

import aiohttp
import discord
import structlog

from adapters.discord import asides, commands, forums, outgoing
from adapters.discord.addresses import PLATFORM, Spot, spot
from adapters.discord.answering import Answering, Drawing
from adapters.discord.connection import IDENTIFY_SECONDS, Connection
from adapters.discord.conversations import Conversations
from adapters.discord.directory import Company
from adapters.discord.incoming import THREADS
from adapters.discord.listening import OUTSIDE_SECONDS, Listening
from adapters.discord.members import Members
from adapters.discord.pace import RATES
from adapters.discord.ticket import whole
from adapters.pacing import Pacer
from bots.app import App
from bots.chat import Failed, Gone, Later
from bots.lines import REMOVED, note
from bots.ui import DISCORD, Message
from bots.ui.text import shortened
from core.words import speaking

log = structlog.get_logger()
NONCE, MARK, LOOK_BACK, THREAD_NAME, A_DAY_MINUTES, FORGOTTEN_SECONDS = 25, 12, 50, 100, 1440, 1.0
HAS_THREAD, NO_THREADS_HERE = "has_thread", "no_threads_here"


class DiscordChat:
    """One bot in the company's Discord servers. `guilds` are the ids of those servers, the main one first."""

    platform, caps = PLATFORM, DISCORD

    def __init__(
        self,
        app: App,
        token: str,
        guilds: tuple[str, ...],
        *,
        pictures: Drawing | None = None,
        connector: Callable[[], aiohttp.BaseConnector] | None = None,
        guild_ready_timeout: float = 2.0,
        patience: float = 2.0,
        lookup_patience: float = 1.0,
        pacer: Pacer | None = None,
        members: bool = False,
        identify_pause: float = IDENTIFY_SECONDS,
    ) -> None:
        """`members`: be told at once who leaves, which takes the privileged members intent."""
        self.app, self._pacer = app, pacer or Pacer(RATES)
        self._company = Company(guilds)
        self._listening = Listening(app, self._company, lookup_patience)
        intents = discord.Intents(guilds=True, messages=True, reactions=app.suite.sees_emoji, members=members)
        self.connection = Connection(token, self._listening, connector, guild_ready_timeout, intents, identify_pause)
        self.connection.pacer = self._pacer
        self.connection.on_login, self.connection.on_cut = self._registers, self._noted
        self._answering = Answering(app, self.connection, patience, pictures)
        self._listening.connection, self._listening.answering = self.connection, self._answering
        self._conversations = Conversations(app, self.connection, self._pacer)
        self._listening.conversations = self._conversations
        self._listening.members = Members(app, self.connection, self._company) if members else None
        self._posts: dict[str, None] = {}
        """Posts opened in forums, which are threads before Discord has told so."""
        self._illustrating: set[asyncio.Task[None]] = set()
        app.add_chat(self)

    async def start(self) -> None:
        """Connect and register the commands; raises NotReady with a plain sentence where a setting is wrong."""
        with speaking(self.app.suite.language):
            await self.connection.start()

    async def stop(self) -> None:
        """Answer what is under way, then hang up."""
        await self._listening.rest()
        for task in self._illustrating:
            task.cancel()
        await self.connection.stop()

    @property
    def cut_off(self) -> str:
        """Why Discord lets us in no longer; empty while it does."""
        return self.connection.trouble or (REMOVED if self._listening.nowhere else "")

    async def _noted(self, why: str) -> None:
        await note(self.app, self.platform, why)

    async def _registers(self) -> None:
        await commands.register(self.connection, self.app.suite)

    async def direct(self, space: str, user: str) -> str:
        """The address of the direct conversation with this user; only for people who allowed it."""
        if self._listening.nowhere:
            raise Later(OUTSIDE_SECONDS)
        return await self._conversations.of(space, user)

    async def send(self, address: str, message: Message, mark: str, again: bool = False) -> str:
        """Post it once: Discord itself knows a nonce for some minutes, and later the hidden mark is looked for."""
        place = spot(address)
        self._listening.waits_for(place)
        nonce = hashlib.sha256(mark.encode()).hexdigest()[:NONCE]
        if again:
            found = await (forums.stands(self.connection, place, nonce[:MARK], message.summary)
                           if forums.is_forum(self.connection, place) else self._stands(place, nonce))  # fmt: skip
            if found:
                return found
        drawn = outgoing.message(message, nonce[:MARK])
        if forums.is_forum(self.connection, place):
            ref = await forums.opens_post(self.connection, place, message.summary, whole(drawn), drawn.files)
            self._posts[spot(ref).channel] = None
        else:
            body = whole(drawn) | {"nonce": nonce, "enforce_nonce": True}
            try:
                ref = await forums.reopening(
                    self.connection, place, lambda: self._answering.posts(place, body, drawn.files)
                )
            except Failed as failed:
                gone = place.direct and failed.why == "no_such_conversation"
                if gone and await self._conversations.forget(place.channel):
                    raise Later(FORGOTTEN_SECONDS) from None
                raise
        self._illustrate(ref, drawn)
        return ref

    async def between(
        self, address: str, users: Sequence[str], message: Message, mark: str, again: bool = False
    ) -> str:  # fmt: skip
        """Post it in a private thread of this channel, and let these users in; nobody else of them can see it."""
        place, nonce = spot(address), hashlib.sha256(mark.encode()).hexdigest()[:NONCE]
        self._listening.waits_for(place)
        ref = await asides.stands(self.connection, place, nonce[:MARK]) if again else ""
        if not ref:
            drawn = outgoing.message(message, nonce[:MARK])
            thread = await asides.opens(self.connection, place)
            ref = await self._answering.posts(thread, whole(drawn), drawn.files)
            self._posts[thread.channel] = None
        await asides.lets_in(self.connection, spot(ref), users)
        return ref

    async def edit(self, ref: str, message: Message) -> None:
        """Draw this message anew; raises Gone when it, or its conversation, no longer stands."""
        drawn, place = outgoing.message(message), spot(ref)
        self._listening.waits_for(place)
        try:
            await forums.reopening(
                self.connection, place, lambda: self._answering.edits(place, whole(drawn), drawn.files)
            )
        except Failed as failed:
            if failed.why == "no_such_conversation":
                raise Gone from None
            raise
        self._illustrate(ref, drawn)

    async def thread(self, ref: str, title: str) -> str:
        """The address of the thread under this message; direct conversations and threads have none of their own."""
        place = spot(ref)
        self._listening.waits_for(place)
        known = self.connection.client.get_channel(int(place.channel)) if self.connection.client else None
        if place.direct or place.channel in self._posts or getattr(known, "type", None) in THREADS:
            return str(Spot(place.guild, place.channel))
        try:
            made = await self.connection.call(
                "POST", "/channels/{channel_id}/messages/{message_id}/threads",
                {"name": shortened(title, THREAD_NAME), "auto_archive_duration": A_DAY_MINUTES},
                channel_id=place.channel, message_id=place.message,
            )  # fmt: skip
        except Gone:
            raise Failed("gone") from None
        except Failed as failed:
            if failed.why == HAS_THREAD:
                return str(Spot(place.guild, place.message))
            if failed.why == NO_THREADS_HERE:
                return str(Spot(place.guild, place.channel))
            raise
        return str(Spot(place.guild, str(made["id"])))

    async def home(self, space: str, user: str, message: Message) -> None:
        """Discord has no Home tab: people ask for it by command."""

    async def _stands(self, place: Spot, nonce: str) -> str:
        """A message of this bot's with this mark among the last ones here, or nothing."""
        recent = await self.connection.call(
            "GET", "/channels/{channel_id}/messages", query={"limit": str(LOOK_BACK)}, channel_id=place.channel
        )
        for one in recent or ():
            own = str((one.get("author") or {}).get("id")) == str(self.connection.me)
            if own and (one.get("nonce") == nonce or outgoing.marked(one) == nonce[:MARK]):
                return f"{place}/{one['id']}"
        return ""

    def _illustrate(self, ref: str, drawn: outgoing.Drawn) -> None:
        if drawn.charts:
            task = asyncio.create_task(self._with_pictures(ref, drawn))
            self._illustrating.add(task)
            task.add_done_callback(self._illustrating.discard)

    async def _with_pictures(self, ref: str, drawn: outgoing.Drawn) -> None:
        try:
            found = await self._answering.illustrated(drawn)
            if found:
                await self._answering.edits(spot(ref), *found)
        except Exception:
            log.exception("discord: a picture was not added", ref=ref)
