"""Socket Mode: single-use addresses, hello, one connection per envelope, acknowledgements within three seconds."""

from __future__ import annotations

import asyncio
import json
import random
import secrets
import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from aiohttp import WSCloseCode, WSMsgType, web

if TYPE_CHECKING:
    from .server import LoopbackSlack

MOST_CONNECTIONS = 10
RETRIES = 3


class ConnectionLost(Exception):
    """The connection an envelope went over is gone and nobody acknowledged it."""


@dataclass
class Ack:
    """What the app answered to a command, click, submission or event."""

    payload: dict[str, Any] = field(default_factory=dict)
    late: bool = False
    event_id: str | None = None
    attempts: int = 1

    @property
    def errors(self) -> dict[str, str]:
        """The field errors of a submission, by block id."""
        found: dict[str, str] = self.payload.get("errors", {})
        return found

    @property
    def text(self) -> str:
        return str(self.payload.get("text", ""))


class Delivery(Protocol):
    """How payloads reach the app: SocketMode, or SignedPost over HTTP."""

    async def deliver(self, kind: str, payload: dict[str, Any], *, attempt: int = 0, reason: str = "") -> Ack: ...


class SocketMode:
    """The websocket side of Slack."""

    def __init__(self, slack: LoopbackSlack) -> None:
        self.slack = slack
        self.connections: list[web.WebSocketResponse] = []
        self._tickets: set[str] = set()
        self._waiting: dict[str, tuple[asyncio.Future[dict[str, Any]], web.WebSocketResponse, bool]] = {}
        self._arrived = asyncio.Event()
        self.opened = 0

    def new_url(self) -> str:
        """An address that lets one connection in, once."""
        ticket = secrets.token_hex(8)
        self._tickets.add(ticket)
        origin = self.slack.origin.replace("http://", "ws://")
        return f"{origin}/link/?ticket={ticket}&app_id={self.slack.workspace.app_id}"

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One connection for as long as it lasts."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=408)
        self._tickets.discard(ticket)
        if len(self.connections) >= MOST_CONNECTIONS:
            self.slack.violations.append(f"more than {MOST_CONNECTIONS} Socket Mode connections")
            return web.Response(status=429)
        ws = web.WebSocketResponse()
        await ws.prepare(request)
        self.connections.append(ws)
        self.opened += 1
        await ws.send_json(self._hello())
        self._arrived.set()
        try:
            async for frame in ws:
                if frame.type == WSMsgType.TEXT:
                    self._acknowledged(str(frame.data))
        finally:
            self._forget(ws)
        return ws

    def _hello(self) -> dict[str, Any]:
        debug = {"host": "applink-1", "build_number": 1, "approximate_connection_time": 18060}
        info = {"app_id": self.slack.workspace.app_id}
        count = len(self.connections)
        return {"type": "hello", "num_connections": count, "debug_info": debug, "connection_info": info}

    def _forget(self, ws: web.WebSocketResponse) -> None:
        if ws in self.connections:
            self.connections.remove(ws)
        if not self.connections:
            self._arrived.clear()
        for future, over, _ in self._waiting.values():
            if over is ws and not future.done():
                future.set_exception(ConnectionLost())

    def _acknowledged(self, text: str) -> None:
        try:
            frame = json.loads(text)
            future, _, takes_payload = self._waiting[frame["envelope_id"]]
        except (ValueError, KeyError, TypeError):
            self.slack.violations.append(f"an acknowledgement of nothing we sent: {text[:120]}")
            return
        payload = frame.get("payload") or {}
        if payload and not takes_payload:
            self.slack.violations.append(f"an event was answered with a payload: {payload!r:.120}")
        if future.done():
            if not future.cancelled() and future.exception() is None:
                self.slack.violations.append("one envelope was acknowledged twice")
            return
        future.set_result(payload)

    async def connected(self, seconds: float = 5.0) -> None:
        """Wait until the app has a connection."""
        await asyncio.wait_for(self._arrived.wait(), seconds)

    async def deliver(self, kind: str, payload: dict[str, Any], *, attempt: int = 0, reason: str = "") -> Ack:
        """Send one envelope and wait for its acknowledgement; only events come again after a lost connection."""
        while True:
            try:
                answer = await self._send(kind, payload, attempt, reason)
                return Ack(answer, attempts=attempt + 1)
            except (ConnectionLost, TimeoutError) as lost:
                again = kind == "events_api" and isinstance(lost, ConnectionLost) and attempt < RETRIES
                if not again:
                    return Ack(late=True, attempts=attempt + 1)
                attempt, reason = attempt + 1, "timeout"

    async def _send(self, kind: str, payload: dict[str, Any], attempt: int, reason: str) -> dict[str, Any]:
        await self.connected()
        ws = random.choice(self.connections)
        takes_payload = kind != "events_api"
        envelope: dict[str, Any] = {
            "envelope_id": str(uuid.uuid4()),
            "type": kind,
            "accepts_response_payload": takes_payload,
            "payload": payload,
        }
        if not takes_payload:
            envelope |= {"retry_attempt": attempt, "retry_reason": reason}
        future: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._waiting[envelope["envelope_id"]] = (future, ws, takes_payload)
        try:
            await ws.send_json(envelope)
        except ConnectionResetError:
            raise ConnectionLost from None
        return await asyncio.wait_for(future, self.slack.ack_seconds)

    async def disconnect(self, reason: str) -> None:
        """Ask the app to reconnect: warning or refresh_requested; the old connection closes a moment later."""
        for ws in list(self.connections):
            await ws.send_json({"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-1"}})

    async def drop(self) -> None:
        """Cut every connection without a word."""
        for ws in list(self.connections):
            self._forget(ws)
            await ws.close(code=WSCloseCode.GOING_AWAY)
