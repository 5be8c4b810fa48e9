"""A Discord that only answers, as fast as it can: for measuring a bot, never for judging what it sends."""

import asyncio
import json
import time
from typing import Any

from aiohttp import WSMsgType, web

from tests.wire.discord.tls import contexts

BOT, GUILD, PLACE = 100000000000000001, 100000000000000002, 100000000000000003
EPOCH_MS, GATEWAY = 1_420_070_400_000, "wss://gateway.discord.gg"
USER = {"id": str(BOT), "username": "townhall", "discriminator": "0", "avatar": None, "global_name": None, "bot": True}
APPLICATION = {"id": str(BOT), "name": "Townhall", "icon": None, "description": "", "bot_public": False,
               "bot_require_code_grant": False, "verify_key": "0" * 64, "owner": USER, "flags": 0, "team": None}  # fmt: skip
MESSAGE = {"channel_id": str(PLACE), "author": USER, "content": "", "type": 0, "timestamp": "2026-11-20T08:00:00+00:00",
           "edited_timestamp": None, "tts": False, "mention_everyone": False, "mentions": [], "mention_roles": [],
           "attachments": [], "embeds": [], "pinned": False, "flags": 64, "components": []}  # fmt: skip
CHANNEL = {"id": str(PLACE), "type": 0, "name": "bench", "position": 0, "permission_overwrites": [], "parent_id": None}


class LightDiscord:
    """`async with LightDiscord() as discord:`; one bot, one server, one place."""

    token = "MTIzNDU2Nzg5MDEyMzQ1Njc4.Gbench.loopback-only-loopback-only-loopback"
    guild_id = GUILD

    def __init__(self) -> None:
        self._waiting: dict[str, asyncio.Future[None]] = {}
        self._socket: web.WebSocketResponse | None = None
        self._ready, self._sent, self._last, self.posts = asyncio.Event(), 0, 0, 0
        self.port = self.turned_away = 0

    async def __aenter__(self) -> "LightDiscord":
        app = web.Application()
        app.router.add_route("*", "/api/v10/{rest:.*}", self._rest)
        app.router.add_get("/", self._gateway)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0, ssl_context=contexts()[0]).start()
        self.port = int(self._runner.addresses[0][1])
        return self

    async def __aexit__(self, *trouble: object) -> None:
        if self._socket:
            await self._socket.close(code=1001)
        await self._runner.cleanup()

    async def ready(self) -> None:
        """Waits until the bot listens."""
        await asyncio.wait_for(self._ready.wait(), 60)

    async def command(self, user: str, name: str, given: dict[str, str]) -> None:
        """A slash command; comes back with the first answer."""
        self._last = max(self._last + 1, (int(time.time() * 1000) - EPOCH_MS) << 22)  # noqa: TID251
        number = str(self._last)
        person = {"id": user, "username": user, "discriminator": "0", "avatar": None, "global_name": user, "bot": False}
        data = {"id": "7", "name": name, "type": 1,
                "options": [{"name": key, "type": 3, "value": value} for key, value in given.items()]}  # fmt: skip
        member = {"user": person, "roles": [], "flags": 0, "permissions": "2147483647",
                  "joined_at": "2020-01-01T00:00:00+00:00", "deaf": False, "mute": False}  # fmt: skip
        self._waiting[number] = asyncio.get_running_loop().create_future()
        await self._tells("INTERACTION_CREATE", {
            "id": number, "application_id": str(BOT), "type": 2, "token": f"token-{number}", "version": 1,
            "attachment_size_limit": 10485760, "guild_id": str(GUILD), "channel_id": str(PLACE),
            "channel": {**CHANNEL, "guild_id": str(GUILD), "permissions": "2147483647"}, "member": member, "data": data,
            "locale": "en-US", "guild_locale": "en-US", "app_permissions": "2147483647", "entitlements": [],
            "authorizing_integration_owners": {"0": str(GUILD)}, "context": 0,
        })  # fmt: skip
        await self._waiting[number]

    async def _tells(self, name: str, payload: Any) -> None:
        assert self._socket is not None
        self._sent += 1
        await self._socket.send_str(json.dumps({"op": 0, "s": self._sent, "t": name, "d": payload}))

    async def _gateway(self, request: web.Request) -> web.StreamResponse:
        self._socket = socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_str(json.dumps({"op": 10, "d": {"heartbeat_interval": 41250}, "s": None, "t": None}))
        async for message in socket:
            if message.type is not WSMsgType.TEXT:
                continue
            match json.loads(message.data)["op"]:
                case 1:
                    await socket.send_str(json.dumps({"op": 11, "d": None, "s": None, "t": None}))
                case 2:
                    await self._welcomes()
        return socket

    async def _welcomes(self) -> None:
        await self._tells("READY", {
            "v": 10, "user": USER, "session_id": "bench", "resume_gateway_url": GATEWAY, "shard": [0, 1],
            "guilds": [{"id": str(GUILD), "unavailable": True}], "application": {"id": str(BOT), "flags": 0},
        })  # fmt: skip
        await self._tells("GUILD_CREATE", {
            "id": str(GUILD), "name": "Bench", "owner_id": "1", "roles": [{"id": str(GUILD), "name": "@everyone",
            "permissions": "2147483647", "position": 0, "color": 0, "hoist": False, "managed": False,
            "mentionable": False, "flags": 0}], "channels": [CHANNEL], "threads": [], "members": [], "member_count": 1,
            "unavailable": False, "emojis": [], "features": [], "stickers": [],
        })  # fmt: skip
        self._ready.set()

    async def _rest(self, request: web.Request) -> web.Response:
        path = request.path.removeprefix("/api/v10")
        body: Any = await request.json() if request.can_read_body else None
        if path.startswith("/interactions/"):
            number = path.split("/")[2]
            self.turned_away += "very busy" in json.dumps(body)
            waiting = self._waiting.pop(number, None)
            if waiting and not waiting.done():
                waiting.set_result(None)
            return _reply({"interaction": {"id": number, "type": 2, "response_message_id": number},
                           "resource": {"type": body["type"], "message": {**MESSAGE, "id": number}}})  # fmt: skip
        if path.endswith("/commands"):
            made = enumerate(body or [], 1)
            return _reply([{**one, "id": str(id_), "application_id": str(BOT), "version": "1"} for id_, one in made])
        self.posts += request.method == "POST"
        known = {"/users/@me": USER, "/oauth2/applications/@me": APPLICATION}
        return _reply(known.get(path, {**MESSAGE, "id": str(self.posts + 1)}))


def _reply(body: Any) -> web.Response:
    return web.Response(body=json.dumps(body).encode(), content_type="application/json")
