"""Discord's gateway: hello, identify, heartbeats, sequence numbers, resuming, intents, member chunks."""

from __future__ import annotations

import asyncio
import copy
import json
import secrets
import time
import zlib
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import discord
from aiohttp import WSMsgType, web
from simcord import intents as rules
from simcord.backend import serializers

from .members import chunks_of
from .routes import GATEWAY
from .shape import as_discord
from .state import State
from .violations import Violation

_PRIVILEGED = {"members": 1 << 1, "presences": 1 << 8, "message_content": 1 << 15}
MOST_FRAMES, MOST_FRAME_BYTES = 120, 4096


@dataclass
class Session:
    """What the bot hears, numbered; it goes on listening while the socket is away."""

    id: str
    intents: discord.Intents
    sent: list[dict[str, Any]] = field(default_factory=list)
    out: asyncio.Queue[dict[str, Any]] = field(default_factory=asyncio.Queue)
    alive: bool = True

    def dispatch(self, name: str, payload: Any) -> None:
        frame = {"op": 0, "s": len(self.sent) + 1, "t": name, "d": as_discord(payload)}
        self.sent.append(frame)
        self.out.put_nowait(frame)


@dataclass
class Gateway:
    """All sockets and sessions of the one bot."""

    state: State
    token: str
    privileged: frozenset[str]
    violations: list[Violation]
    heartbeat_interval: int = 41_250  # milliseconds
    sessions: dict[str, Session] = field(default_factory=dict)
    link: _Link | None = None
    identified: int = 0
    resumed: int = 0
    heartbeats: int = 0
    refuse_handshakes: int = 0
    connected: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.state.subscribers.append(self.hear)

    def hear(self, event: str, payload: Mapping[str, Any]) -> None:
        """Numbers an event for every session whose intents cover it, as that session may read it."""
        for session in self.sessions.values():
            gate = rules.required_intent(event, payload)
            if session.alive and (gate is None or getattr(session.intents, gate)):
                session.dispatch(event, self._shown(session, event, payload))

    def _shown(self, session: Session, event: str, payload: Mapping[str, Any]) -> dict[str, Any]:
        shown = copy.deepcopy(dict(payload))
        bot = self.state.bot_user.id
        if event == "GUILD_CREATE":
            rules.prune_guild_create(shown, session.intents, bot)
        if session.intents.message_content:
            return shown
        if event in ("MESSAGE_CREATE", "MESSAGE_UPDATE"):
            rules.censor_message(shown, bot, backend=self.state)
        elif event == "INTERACTION_CREATE" and isinstance(shown.get("message"), dict):
            rules.censor_message(shown["message"], bot, backend=self.state, exempt_root=True)
        return shown

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One websocket, from HELLO to its close."""
        if self.refuse_handshakes:
            self.refuse_handshakes -= 1
            return web.Response(status=503)
        socket = web.WebSocketResponse(autoping=True)
        await socket.prepare(request)
        link = self.link = _Link(self, socket, request.query.get("compress") == "zlib-stream")
        try:
            await link.run()
        finally:
            if self.link is link:
                self.link = None
                self.connected.clear()
        return socket

    async def drop(self, code: int = 4000) -> None:
        """Closes the socket under the bot; with 4000 it may resume."""
        if self.link is not None:
            self.connected.clear()
            self.link.cut = True
            await self.link.socket.close(code=code)

    async def order(self, op: int, data: Any = None) -> None:
        """Sends a bare operation: 7 asks for a reconnect, 9 says that the session is gone (`data`: resumable)."""
        if op == 9 and not data:
            for session in self.sessions.values():
                session.alive = False
        if self.link is not None:
            await self.link.send({"op": op, "d": data, "s": None, "t": None})


class _Link:
    """One open socket."""

    def __init__(self, gateway: Gateway, socket: web.WebSocketResponse, compressed: bool) -> None:
        self.gateway, self.socket = gateway, socket
        self.deflate = zlib.compressobj() if compressed else None
        self.session: Session | None = None
        self.frames: deque[float] = deque()
        self.writer: asyncio.Task[None] | None = None
        self.cut = False  # the server closed it, so the session may be resumed

    async def send(self, frame: Mapping[str, Any]) -> None:
        text = json.dumps(frame)
        if self.deflate is None:
            await self.socket.send_str(text)
        else:
            await self.socket.send_bytes(self.deflate.compress(text.encode()) + self.deflate.flush(zlib.Z_SYNC_FLUSH))

    async def run(self) -> None:
        try:
            await self.send(
                {"op": 10, "d": {"heartbeat_interval": self.gateway.heartbeat_interval}, "s": None, "t": None}
            )
            async for message in self.socket:
                if message.type is WSMsgType.TEXT:
                    await self.receive(message.data)
        finally:
            if self.writer is not None:
                self.writer.cancel()
            if self.session is not None and not self.cut and self.socket.close_code in (1000, 1001):
                self.session.alive = False

    async def receive(self, text: str) -> None:
        now = time.monotonic()
        self.frames.append(now)
        while now - self.frames[0] > 60:
            self.frames.popleft()
        if len(text.encode()) > MOST_FRAME_BYTES:
            return await self.refuse(4002, "A frame is at most 4096 bytes")
        if len(self.frames) > MOST_FRAMES:
            return await self.refuse(4008, "More than 120 frames in 60 s")
        frame = json.loads(text)
        match frame.get("op"):
            case 1:
                self.gateway.heartbeats += 1
                await self.send({"op": 11, "d": None, "s": None, "t": None})
            case 2:
                await self.identify(frame["d"])
            case 6:
                await self.resume(frame["d"])
            case _ if self.session is None:
                await self.refuse(4003, "Not authenticated")
            case 8:
                self.chunk(frame["d"])
            case 3 | 4:
                pass  # presence and voice change nothing here
            case other:
                await self.refuse(4001, f"Unknown operation {other}")
        return None

    async def refuse(self, code: int, why: str, *, record: bool = True) -> None:
        if record:
            self.gateway.violations.append(Violation("gateway", code, why))
        await self.socket.close(code=code, message=why.encode())

    async def identify(self, data: Mapping[str, Any]) -> None:
        gateway = self.gateway
        if self.session is not None:
            return await self.refuse(4005, "Already authenticated")
        if data.get("token") != gateway.token:
            return await self.refuse(4004, "Authentication failed", record=False)
        value = data.get("intents")
        if (
            not isinstance(value, int)
            or value < 0
            or not {"os", "browser", "device"} <= set(data.get("properties") or ())
        ):
            return await self.refuse(4013, "Invalid intents or properties")
        if any(value & bit and name not in gateway.privileged for name, bit in _PRIVILEGED.items()):
            return await self.refuse(4014, "Disallowed intents", record=False)
        state = gateway.state
        session = Session(secrets.token_hex(16), discord.Intents._from_value(value))
        gateway.sessions = {session.id: session}
        gateway.identified += 1
        self.begin(session)
        ready = {"v": 10, "user": serializers.user_payload(state.bot_user), "session_id": session.id, "shard": [0, 1]}
        ready |= {"guilds": [{"id": str(id), "unavailable": True} for id in state.guilds]}
        ready |= {
            "resume_gateway_url": GATEWAY,
            "application": {"id": str(state.application_id), "flags": 0, "flags_new": "0"},
        }
        session.dispatch("READY", ready)
        for guild in state.guilds.values():
            if session.intents.guilds:
                payload = serializers.guild_create_payload(state, guild)
                session.dispatch("GUILD_CREATE", gateway._shown(session, "GUILD_CREATE", payload))
        gateway.connected.set()
        return None

    async def resume(self, data: Mapping[str, Any]) -> None:
        session = self.gateway.sessions.get(data.get("session_id", ""))
        seq = data.get("seq")
        if session is None or not session.alive or not isinstance(seq, int) or not 0 <= seq <= len(session.sent):
            await self.send({"op": 9, "d": False, "s": None, "t": None})
            return
        self.gateway.resumed += 1
        session.out = asyncio.Queue()
        for frame in session.sent[seq:]:
            session.out.put_nowait(frame)
        self.begin(session)
        session.dispatch("RESUMED", {})
        self.gateway.connected.set()

    def begin(self, session: Session) -> None:
        self.session = session
        self.writer = asyncio.create_task(self.write(session.out))

    async def write(self, out: asyncio.Queue[dict[str, Any]]) -> None:
        while True:
            frame = await out.get()
            if self.socket.closed:
                return
            await self.send(frame)

    def chunk(self, data: Mapping[str, Any]) -> None:
        assert self.session is not None
        if data.get("query") == "" and not data.get("limit") and not self.session.intents.members:
            self.gateway.violations.append(Violation("gateway", 4014, "All members, without the members intent"))
            return
        for payload in chunks_of(self.gateway.state, data):
            self.session.dispatch("GUILD_MEMBERS_CHUNK", payload)
