"""The loopback Slack itself: sockets, the company in it, what stands there now, and trouble on demand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from tests.wire.dates import Dated
from tests.wire.schemas import schema

from . import file_methods, payloads
from .filling import ClientRefused
from .refusal import Refusal
from .response_urls import ResponseUrls
from .socket_mode import Ack, Delivery, SocketMode
from .state import Clock, Conversation, Message, Person, Trigger, Upload, UserGroup, View, Workspace, new_id, require_id
from .web_api import Fault, WebApi

SCHEMAS = (
    "slack_blockkit.schema.json",
    "slack_inbound.schema.json",
    "slack_outbound_args.schema.json",
    "slack_responses.schema.json",
    "slack_methods_contract.json",
)
# What the product asks for with every bot switched on; a test of fewer bots names fewer.
ALL_SCOPES = frozenset(
    """app_mentions:read channels:history channels:join channels:read chat:write commands files:read files:write
    groups:history groups:read im:history im:read im:write reactions:read reactions:write team:read usergroups:read
    users:read users:read.email""".split()  # noqa: SIM905
)


class LoopbackSlack:
    """Web API, Socket Mode and the people, on 127.0.0.1. Leaving `async with` fails the test if a rule was broken."""

    def __init__(
        self,
        team: str = "T0TOWNHALL",
        *,
        name: str = "Example Company",
        scopes: set[str] | frozenset[str] = ALL_SCOPES,
        rate_limits: bool = True,
        burst: int = 20,
        page_size: int = 3,
        ack_seconds: float = 3.0,
        messages_tab: bool = True,
        enterprise: str = "",
    ) -> None:
        self.workspace = Workspace(team, name)
        self.workspace.enterprise = enterprise
        self.scopes, self.page_size = frozenset(scopes), page_size
        self.ack_seconds, self.messages_tab = ack_seconds, messages_tab
        self.bot_token = f"xoxb-loopback-{team}"
        self.app_token = f"xapp-1-{self.workspace.app_id}-loopback"
        self.revoked: str | None = None  # account_inactive or token_revoked: every call is refused so
        self.violations: list[str] = []
        self.refusals: list[tuple[str, str]] = []  # every error answered, (method, error), also the excusable ones
        self.triggers: dict[str, Trigger] = {}
        self.events: dict[str, dict[str, Any]] = {}
        self.response_urls = ResponseUrls(self)
        self.web_api = WebApi(self, rate_limits=rate_limits, burst=burst)
        self.socket_mode = SocketMode(self)
        self.delivery: Delivery = self.socket_mode
        self.dated, self.planned = Dated(), dict[str, dict[str, Any]]()
        self.origin = ""
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        for name in SCHEMAS:
            schema(name)  # skips or fails here, where a test can hear it
        app = web.Application(client_max_size=20_000_000)
        app.router.add_route("*", "/api/{method}", self.web_api.handle)
        app.router.add_get("/link/", self.socket_mode.handle)
        app.router.add_post("/hooks/{name}", self.response_urls.handle)
        app.router.add_post("/upload/{file}", partial(file_methods.receive, self))
        app.router.add_get("/files/{file}/{name}", partial(file_methods.download, self))
        self.dated.on(app)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.origin = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._runner is not None
        await self.socket_mode.drop()
        await self._runner.cleanup()
        if self.violations:
            broken = "\n  ".join(self.violations)
            if error is not None:
                error.add_note(f"The app also broke Slack's rules:\n  {broken}")
                return
            raise AssertionError(f"the app broke Slack's rules:\n  {broken}")

    @property
    def base_url(self) -> str:
        """For `AsyncWebClient(base_url=…)`."""
        return f"{self.origin}/api/"

    @property
    def clock(self) -> Clock:
        return self.workspace.clock

    # The company
    def person(self, id: str, name: str, email: str | None = None, locale: str = "en-US", **more: Any) -> Person:
        """Somebody in the workspace; more: zone, guest, stranger, bot, deleted, title."""
        require_id("person", id)
        return self.workspace.add(Person(id, name, email, locale, **more))

    def channel(
        self,
        id: str,
        name: str,
        members: Sequence[Person] = (),
        *,
        private: bool = False,
        app: bool = True,
    ) -> Conversation:
        """A channel; the app is in it unless app=False."""
        require_id("channel", id)
        inside = [*(person.id for person in members), *([self.workspace.bot.id] if app else [])]
        found = self.workspace.conversations[id] = Conversation(id, name, "group" if private else "channel", inside)
        return found

    def group(self, handle: str, name: str, members: list[Person]) -> UserGroup:
        """A user group such as @support."""
        made = UserGroup(new_id("S"), handle, name, [person.id for person in members])
        self.workspace.groups[made.id] = made
        return made

    # What stands there now
    def dm(self, person: Person) -> Conversation:
        """The direct conversation between the app and this person."""
        return self.workspace.direct(person.id)

    def messages(self, place: Conversation | Person) -> list[Message]:
        """What everyone there sees, oldest first; threads included, deleted and ephemeral ones not."""
        found = self.dm(place) if isinstance(place, Person) else place
        return [m for m in found.messages if not m.deleted and not m.ephemeral]

    def ephemerals(self, person: Person) -> list[Message]:
        """What only this person sees, in every place."""
        everywhere = [m for c in self.workspace.conversations.values() for m in c.messages]
        return sorted((m for m in everywhere if m.visible_to == person.id and not m.deleted), key=lambda m: m.ts)

    def views(self, person: Person) -> list[View]:
        """The modals this person has open, the one on top last."""
        return list(self.workspace.modals.get(person.id, ()))

    def modal(self, person: Person) -> View:
        """The modal on top."""
        stack = self.workspace.modals.get(person.id)
        if not stack:
            raise ClientRefused(f"{person.name} has no modal open")
        return stack[-1]

    def home(self, person: Person) -> View | None:
        """The home tab as last published for this person."""
        return self.workspace.homes.get(person.id)

    @property
    def uploads(self) -> list[Upload]:
        """Every file, in the order their addresses were asked for."""
        return list(self.workspace.uploads.values())

    def calls(self, method: str) -> list[dict[str, Any]]:
        """The arguments of every well-formed call of a method."""
        return [arguments for name, arguments in self.web_api.calls if name == method]

    # Trouble
    def fail_next(
        self,
        method: str,
        *,
        status: int = 200,
        error: str | None = None,
        retry_after: int | None = None,
        times: int = 1,
        reset: bool = False,
        effect: bool = False,
    ) -> None:
        """The next calls of a method ("*": any) get an HTTP status, an error, a 429, or a cut connection (reset).

        With effect=True the work is done and only the answer is lost.
        """
        if status == 200 and not error and retry_after is None and not reset:
            raise ValueError("say how it fails: status, error, retry_after or reset")
        self.web_api.faults.append(Fault(method, status, error, retry_after, times, reset, effect))

    async def drop_connection(self) -> None:
        """Cut every Socket Mode connection without a word."""
        await self.socket_mode.drop()

    def forgive(self, pattern: str) -> list[str]:
        """Take the violations that match out of the list; fails when there is none. For tests that provoke them."""
        found = [line for line in self.violations if re.search(pattern, line)]
        if not found:
            raise AssertionError(f"no violation matches {pattern!r} in {self.violations}")
        self.violations = [line for line in self.violations if line not in found]
        return found

    # What the two halves share
    def require_scope(self, scope: str, method: str) -> None:
        """Refuses with missing_scope when the app was not granted it."""
        if scope not in self.scopes:
            provided = ",".join(sorted(self.scopes))
            raise Refusal("missing_scope", f"{method} needs {scope}", needed=scope, provided=provided)

    def new_trigger(self, person: Person) -> str:
        """A trigger id: three seconds, one view."""
        name = f"{len(self.triggers) + 1}.{int(self.clock.now())}.{new_id('')}"
        self.triggers[name] = Trigger(person.id, self.clock.now())
        return name

    async def send(self, kind: str, payload: dict[str, Any], *, attempt: int = 0, reason: str = "") -> Ack:
        """Deliver one payload, checked against Slack's shapes; not being acknowledged in time is a violation."""
        inner = payload["event"] if kind == "events_api" else payload
        if wrong := payloads.shape_fault(inner):
            self.violations.append(f"the loopback Slack itself sent {inner.get('type', 'a command')}: {wrong}")
        ack = await self.delivery.deliver(kind, payload, attempt=attempt, reason=reason)
        if ack.late:
            what = payload.get("command") or inner.get("type")
            self.violations.append(f"{what} was not acknowledged in {self.ack_seconds:g} s")
        return ack

    async def event(self, body: dict[str, Any]) -> Ack:
        """Deliver an event; refuses one that Slack would not send to an app with these scopes."""
        kind = body["type"]
        scope = payloads.MESSAGE_SCOPES[body["channel_type"]] if kind == "message" else payloads.EVENT_SCOPES.get(kind)
        if scope and scope not in self.scopes:
            raise ClientRefused(f"Slack sends no {kind} to an app without {scope}")
        payload = payloads.event(self, body)
        self.events[payload["event_id"]] = payload
        ack = await self.send("events_api", payload)
        ack.event_id = payload["event_id"]
        return ack

    async def redeliver(self, event_id: str | None, attempt: int = 1) -> Ack:
        """The same event again, as Slack does when it doubts that the app got it."""
        payload = self.events[event_id or next(reversed(self.events))]
        ack = await self.send("events_api", payload, attempt=attempt, reason="timeout")
        ack.event_id = payload["event_id"]
        return ack
