"""discord.py's client as Townhall uses it: what it hears is handed on, and nothing is kept."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

import aiohttp
import discord


def dates_heard(tell: Callable[[str | None], None]) -> aiohttp.TraceConfig:
    """Tells with every answer at what time Discord says it gives it."""
    trace = aiohttp.TraceConfig()

    async def ended(session: Any, context: Any, told: aiohttp.TraceRequestEndParams) -> None:
        tell(told.response.headers.get("Date"))

    trace.on_request_end.append(ended)
    return trace


class Listener(Protocol):
    """Who hears what Discord tells."""

    async def interaction(self, told: discord.Interaction) -> None:
        """A command, a press, a form, or somebody typing."""
        ...

    async def message(self, heard: discord.Message) -> None:
        """Somebody wrote."""
        ...

    async def reaction(self, told: discord.RawReactionActionEvent) -> None:
        """Somebody put an emoji on a message."""
        ...

    async def left(self, guild: str, user: str) -> None:
        """Somebody left a server."""
        ...

    async def removed(self, guild: str) -> None:
        """The bot was shown the door of a server."""
        ...

    async def invited(self, guild: str) -> None:
        """The bot was let into a server."""
        ...

    async def ready(self) -> None:
        """From now on everything is told; what happened before was not."""
        ...


class Gateway(discord.Client):
    """discord.py as it is, without its stores of views and messages: everything it hears is handed on."""

    def __init__(
        self, listener: Listener, login: Callable[["Gateway"], Awaitable[None]], heard: asyncio.Event,
        intents: discord.Intents, identify_pause: float, **options: Any,
    ) -> None:  # fmt: skip
        super().__init__(
            intents=intents, max_messages=None, allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(), chunk_guilds_at_startup=False, **options,
        )  # fmt: skip
        self._listener, self._logged_in, self._heard = listener, login, heard
        self._identify_pause = identify_pause

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Discord takes one new session in five seconds."""
        if not initial:
            await asyncio.sleep(self._identify_pause)

    async def setup_hook(self) -> None:
        """Logged in, and not yet listening."""
        await self._logged_in(self)

    async def on_ready(self) -> None:
        """Everything can be heard."""
        self._heard.set()
        await self._listener.ready()

    async def on_interaction(self, told: discord.Interaction) -> None:
        """Hand it on."""
        await self._listener.interaction(told)

    async def on_message(self, heard: discord.Message) -> None:
        """Hand it on."""
        await self._listener.message(heard)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Hand it on; a server that Discord can't reach for a while is not meant."""
        await self._listener.removed(str(guild.id))

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Hand it on."""
        await self._listener.invited(str(guild.id))

    async def on_guild_available(self, guild: discord.Guild) -> None:
        """Hand it on; Discord may tell of an invitation this way too."""
        await self._listener.invited(str(guild.id))

    async def on_raw_member_remove(self, told: discord.RawMemberRemoveEvent) -> None:
        """Hand it on; told only where the setting asks for it."""
        await self._listener.left(str(told.guild_id), str(told.user.id))

    async def on_raw_reaction_add(self, told: discord.RawReactionActionEvent) -> None:
        """Hand it on."""
        await self._listener.reaction(told)
