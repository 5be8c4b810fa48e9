"""The whole Discord of the tests, as a test sees it: people, places, what they do, what the bot did wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from types import TracebackType
from typing import Any, TypeVar

import aiohttp
from aiohttp import web
from simcord.backend import serializers

from tests.wire.dates import Dated

from .gateway import Gateway
from .limits import Limits
from .openapi import gatekeeper
from .rest import Rest
from .state import Channel, Person
from .tls import connector, contexts
from .values import Chosen
from .views import Answer, Message, Modal
from .violations import Violation
from .world import World

T = TypeVar("T")
_FLAGS = {"presences": 1 << 13, "members": 1 << 15, "message_content": 1 << 19}  # as a page shows them before review


class DiscordServer(World):
    """`async with DiscordServer(guild="Company") as discord:` — leaving it raises when the bot broke a rule.

    `privileged` names the intents that the portal approved: members, presences, message_content.
    """

    def __init__(self, guild: str = "Company", *, bot: str = "Townhall", privileged: Collection[str] = ()) -> None:
        gatekeeper()
        self.token = "MTIzNDU2Nzg5MDEyMzQ1Njc4.Gtest0.loopback-only-loopback-only-loopback"
        super().__init__(guild, bot)
        self.limits = Limits()
        allowed = frozenset(privileged)
        self.state.flags = sum(_FLAGS[name] for name in allowed)
        self.rest = Rest(self.state, self.token, self.limits, allowed, self.acts.answered)
        self.gateway = Gateway(self.state, self.token, allowed, self.rest.violations)
        self.acts.trouble = self._trouble
        self.dated = Dated()
        self._runner: web.AppRunner | None = None
        self.port = 0

    async def __aenter__(self) -> DiscordServer:
        app = web.Application(client_max_size=30 * 1024 * 1024)
        app.router.add_route("*", "/api/v10/{rest:.*}", self.rest.handle)
        app.router.add_get("/attachments/{rest:.*}", self._file)
        app.router.add_get("/", self.gateway.handle)
        self.dated.on(app)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0, ssl_context=contexts()[0])
        await site.start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._runner is not None
        await self.gateway.drop(1001)
        await self._runner.cleanup()
        if kind is None and self.violations:
            raise AssertionError("Discord would have refused:\n" + "\n".join(map(str, self.violations)))

    async def _file(self, request: web.Request) -> web.Response:
        stored = self.state.cdn.get(f"https://cdn.discordapp.com{request.path}")
        return web.Response(body=stored) if stored is not None else web.Response(status=404)

    def connector(self) -> aiohttp.TCPConnector:
        """For `discord.Client(connector=…, guild_ready_timeout=0.1)`; a new one for each client."""
        return connector(self.port, self.violations)

    # What people do with the bot

    async def command(
        self, who: Person, name: str, given: Mapping[str, Chosen] | None = None, *, channel: Channel | None = None
    ) -> Answer:
        """Gives a slash command ("timeoff", or "group sub"), in #general unless `channel` says where."""
        return await self.acts.command(who, name, given or {}, channel or self.general)

    async def types(
        self,
        who: Person,
        name: str,
        *,
        option: str,
        partial: str,
        given: Mapping[str, Chosen] | None = None,
        channel: Channel | None = None,
    ) -> list[dict[str, Any]]:
        """Types in an option; the choices offered, as name and value."""
        answer = await self.acts.types(who, name, option, partial, given or {}, channel or self.general)
        return answer.choices

    async def press(self, who: Person, message: Message, custom_id: str, values: Sequence[Any] | None = None) -> Answer:
        """Presses a button (by custom id or label) or chooses in a select."""
        return await self.acts.press(who, message, custom_id, values)

    async def submit(self, who: Person, modal: Modal, given: Mapping[str, Chosen] | None = None) -> Answer:
        """Fills in these fields of a form that opened for this person, and sends it."""
        return await self.acts.submit(who, modal, given or {})

    async def context(
        self, who: Person, name: str, target: Message | Person, *, channel: Channel | None = None
    ) -> Answer:
        """Gives the command of this name from the menu of a message or of a person."""
        return await self.acts.context(who, name, target, channel or self.general)

    # What goes wrong, and waiting for what comes

    def fail_next(
        self, route: str, status: int, *, times: int = 1, retry_after: float = 0.1, scope: str = "user", code: int = 0
    ) -> None:
        """The next `times` requests like "POST /channels/*/messages" fail; 429 with `retry_after` seconds."""
        self.limits.fail_next(route, status, times, retry_after, scope, code)

    def lose_next(self, route: str, status: int = 0) -> None:
        """The next such request is carried out, but the bot sees this status, or a connection that was reset (0)."""
        self.limits.lose_next(route, status)

    async def drop_socket(self, code: int = 4000) -> None:
        """Cuts the gateway's socket; events from now on wait for the bot to resume."""
        await self.gateway.drop(code)

    def replay(self, what: Answer | Message, *, times: int = 1) -> None:
        """Delivers the same interaction or message event again; a second answer to it is 40060, yet no breach."""
        for _ in range(times):
            if isinstance(what, Answer):
                self.rest.replayed.add(what.interaction_id)
                self.state.emit("INTERACTION_CREATE", self.acts.payloads[what.interaction_id])
            else:
                stored = self.state.get_message(what.channel_id, what.id)
                self.state.emit("MESSAGE_CREATE", dict(serializers.message_payload(self.state, stored)))

    def passes(self, seconds: float) -> None:
        """Moves this Discord's clock on: after 900 s an interaction's token is dead."""
        self.state.advance_clock(seconds)

    async def ready(self, *, within: float = 10.0) -> None:
        """Waits until the bot is connected (or has resumed)."""
        async with asyncio.timeout(within):
            await self.gateway.connected.wait()

    async def until(self, met: Callable[[], T], *, within: float = 3.0) -> T:
        """Waits until this is true (asked every 10 ms), and gives what it found."""
        found = met()
        try:
            async with asyncio.timeout(within):
                while not found:
                    await asyncio.sleep(0.01)
                    found = met()
        except TimeoutError:
            raise AssertionError(f"It did not come to pass within {within} s{self._trouble()}") from None
        return found

    async def finished(self, answer: Answer, *, within: float = 3.0) -> Message:
        """Waits until the bot completes a deferred answer, and gives the message."""
        record = self.state.interactions[answer.interaction_id]
        before = answer.message.payload["edited_timestamp"] if answer.message is not None else None

        def complete() -> Message | None:
            message = self.acts.answer_of(record).message
            changed = message is not None and (answer.message is None or message.payload["edited_timestamp"] != before)
            return message if changed else None

        message = await self.until(complete, within=within)
        assert message is not None
        return message

    @property
    def violations(self) -> list[Violation]:
        """Rules the bot broke so far, by REST, gateway or by looking for another host."""
        return self.rest.violations

    @property
    def refusals(self) -> list[Violation]:
        """Refusals that a correct bot may meet: closed direct messages, missing rights, deleted messages."""
        return self.rest.refusals

    def take_violations(self) -> list[Violation]:
        """The violations so far, which then no longer fail the test that provoked them."""
        taken = list(self.violations)
        self.violations.clear()
        return taken

    @property
    def calls(self) -> list[str]:
        """Every request so far, as method and path template."""
        return self.rest.calls

    @property
    def thinking(self) -> list[Answer]:
        """Deferred answers that the bot has not completed: people still see "is thinking"."""
        return [self.acts.answer_of(record) for record in self.state.interactions.values() if record.loading]

    @property
    def drift(self) -> list[str]:
        """Where this fake's own answers differ from Discord's document; a report, never a refusal."""
        return list(self.rest.drift)

    def _trouble(self) -> str:
        return "".join(f"\n  {one}" for one in [*self.violations[-3:], *self.refusals[-3:]])
