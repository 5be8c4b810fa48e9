"""The line to Discord: logging in, staying connected, and what each refusal means for the work at hand."""

import asyncio
import io
import json
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import aiohttp
import discord
import structlog
from discord.http import Route

from adapters.discord.addresses import PLATFORM
from adapters.discord.gateway import Gateway, Listener, dates_heard
from adapters.discord.hooks import Hooks
from adapters.discord.pace import ALL, RATES
from adapters.discord.refusals import PATIENT_SECONDS, meaning
from adapters.pacing import Pacer
from adapters.timekeeping import Hearing
from bots.chat import Later
from bots.waiting import someone_waits
from core.words import _

log = structlog.get_logger()
FIRST_PAUSE, LONGEST_PAUSE, IDENTIFY_SECONDS = 1.0, 60.0, 5.0
BAD_TOKEN, PRIVILEGED, BAD_INTENTS = 4004, 4014, 4013


class NotReady(Exception):
    """Discord can't be started: a plain sentence that says which setting is wrong and what to do."""


class Connection:
    """One client after the other: a connection that never came to be is tried again, a wrong setting ends it."""

    def __init__(
        self, token: str, listener: Listener, connector: Callable[[], aiohttp.BaseConnector] | None,
        guild_ready_timeout: float, intents: discord.Intents, identify_pause: float = IDENTIFY_SECONDS,
    ) -> None:  # fmt: skip
        self._token, self._listener, self._connector = token, listener, connector
        self._guild_ready_timeout, self._intents, self._identify_pause = guild_ready_timeout, intents, identify_pause
        self.hearing = Hearing(PLATFORM)
        self.client: Gateway | None = None
        self.hooks: Hooks | None = None
        self.trouble = ""
        """Why it can't be started, in a plain sentence; empty while all is well."""
        self.pacer = Pacer(RATES)
        self.on_login: Callable[[], Awaitable[None]] | None = None
        self.on_cut: Callable[[str], Awaitable[None]] | None = None
        self._staying: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Connect, and stay so until stop(); returns when everything can be heard. Raises NotReady for a wrong setting."""
        heard = asyncio.Event()
        self._staying = asyncio.create_task(self._stay(heard), name="discord")
        waiting = asyncio.create_task(heard.wait())
        await asyncio.wait({self._staying, waiting}, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        if self._staying.done():
            self._staying.result()

    async def stop(self) -> None:
        """Hang up."""
        if self._staying:
            self._staying.cancel()
            await asyncio.gather(self._staying, return_exceptions=True)

    async def _stay(self, heard: asyncio.Event) -> None:
        pause = FIRST_PAUSE
        while True:
            try:
                await self._connected(heard)
            except NotReady as wrong:
                self.trouble = str(wrong)
                log.error("discord: not ready", why=self.trouble)
                if self.on_cut:
                    await self.on_cut(type(wrong.__context__ or wrong).__name__)
                raise
            except Exception as error:
                log.warning("discord: no connection, trying again", error=type(error).__name__, seconds=pause)
            if heard.is_set():
                heard, pause = asyncio.Event(), FIRST_PAUSE
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    async def _connected(self, heard: asyncio.Event) -> None:
        """One client's life. discord.py dies with an AttributeError where its first handshake fails: that ends it too."""
        options = {"connector": self._connector()} if self._connector else {}
        client = Gateway(
            self._listener, self._logged_in, heard, self._intents, self._identify_pause, max_ratelimit_timeout=PATIENT_SECONDS,
            guild_ready_timeout=self._guild_ready_timeout, http_trace=dates_heard(self.hearing.answered), **options,
        )  # fmt: skip
        try:
            await client.start(self._token)
        except discord.LoginFailure:
            raise NotReady(
                _("Discord does not know the bot token: copy it again from the app's page, under Bot.")
            ) from None
        except discord.PrivilegedIntentsRequired:
            raise NotReady(_("Discord wants an intent approved: switch it on at the app's page, under Bot.")) from None
        except discord.ConnectionClosed as closed:
            if closed.code == BAD_TOKEN:
                raise NotReady(_("The bot token was reset: copy the new one from the app's page, under Bot.")) from None
            raise
        finally:
            self.client = None
            if self.hooks:
                await self.hooks.close()
                self.hooks = None
            await client.close()

    async def _logged_in(self, client: Gateway) -> None:
        self.client = client
        self.hooks = Hooks(self._connector() if self._connector else None, client.http.user_agent)
        if self.on_login:
            await self.on_login()

    async def ask_time(self) -> None:
        """Ask Discord who we are, for the time on its answer."""
        await self.call("GET", "/users/@me")

    @property
    def me(self) -> int:
        """The bot's own user id; 0 before it has logged in."""
        return self.client.user.id if self.client and self.client.user else 0

    @property
    def guilds(self) -> set[str]:
        """Ids of the servers that the bot is in."""
        return {str(guild.id) for guild in self.client.guilds} if self.client else set()

    @property
    def application(self) -> int:
        """The application's id; 0 before it has logged in."""
        return (self.client.application_id or 0) if self.client else 0

    async def call(
        self, method: str, path: str, body: Any = None, *, files: Sequence[tuple[str, bytes]] = (),
        query: dict[str, str] | None = None, **names: Any,
    ) -> Any:  # fmt: skip
        """What Discord answers; discord.py waits out short rate limits and tries again where Discord stumbles.

        Raises Later, Gone or Failed for what is refused; other errors may pass by themselves.
        """
        if self.client is None:
            raise Later(FIRST_PAUSE)
        await self.pacer.turn(ALL, first=someone_waits.get())
        more: dict[str, Any] = {"params": query} if query else {}
        if files:
            sent = [discord.File(io.BytesIO(content), name) for name, content in files]
            parts: list[dict[str, Any]] = [{"name": "payload_json", "value": json.dumps(body)}]
            parts += [{"name": f"files[{number}]", "value": file.fp, "filename": file.filename,
                       "content_type": "application/octet-stream"} for number, file in enumerate(sent)]  # fmt: skip
            more |= {"files": sent, "form": parts}
        elif body is not None:
            more["json"] = body
        try:
            return await self.client.http.request(Route(method, path, **names), **more)
        except discord.RateLimited as limited:
            raise Later(limited.retry_after) from None
        except discord.HTTPException as refused:
            raise (
                meaning(refused.status, refused.code, refused.response.headers.get("Retry-After")) or refused
            ) from None
