"""From the browser to the room: who may ask at all, the page, the line that stays open, and what people do."""

import asyncio
import contextlib
import json
import secrets
from collections.abc import Awaitable, Callable
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import quote

from aiohttp import web

from bots.ui import File
from core.desk.uploads import MOST_BYTES

if TYPE_CHECKING:
    from adapters.playground.room import Room

KINDS = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
PATIENCE_SECONDS = 15.0
"""So long the open line stays silent at most; the clock on the page is never older."""
PAGE = files("adapters.playground").joinpath("page")
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Entrance:
    """The way into the practice room: a random key in the address, a cookie after it, and a token for whatever acts."""

    def __init__(self) -> None:
        self.key, self.cookie, self.token = (secrets.token_urlsafe(18) for _ in range(3))
        self.ready: asyncio.Future[Room] = asyncio.get_running_loop().create_future()
        self.port = 0
        self._open: set[asyncio.Task[object]] = set()

    def url(self) -> str:
        """The address to open."""
        return f"http://127.0.0.1:{self.port}/?key={self.key}"

    def __call__(self, made: web.Application) -> None:
        """Add the routes; a GET changes nothing (T18)."""
        made.middlewares.append(self._guard)
        made.router.add_get("/", self._page)
        made.router.add_get("/two", self._page)
        made.router.add_get("/page/{name}", self._file)
        made.router.add_get("/events", self._events)
        made.router.add_get("/chart/{name}.png", self._chart)
        made.router.add_get("/file", self._attached)
        made.router.add_post("/do", self._do)
        made.router.add_post("/upload", self._upload)
        made.on_shutdown.append(self._hang_up)

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        here = {f"127.0.0.1:{self.port}", f"localhost:{self.port}"}
        origin = request.headers.get("Origin")
        if request.host not in here or (origin and origin.removeprefix("http://") not in here):
            return web.Response(status=403, text="Townhall practises on this machine only.")
        known = secrets.compare_digest(request.cookies.get(self._name, ""), self.cookie)
        if request.path in ("/", "/two") and secrets.compare_digest(request.query.get("key", ""), self.key):
            answer = web.Response(status=303, headers={"Location": request.path})
            answer.set_cookie(self._name, self.cookie, httponly=True, samesite="Strict")
            return answer
        if not known:
            return web.Response(status=403, text="Open the address that Townhall printed when it started.")
        if request.method == "POST" and not secrets.compare_digest(request.headers.get("X-Townhall", ""), self.token):
            return web.Response(status=403, text="This did not come from the practice room's own page.")
        return await handler(request)

    @property
    def _name(self) -> str:
        return f"townhall_{self.port}"

    async def _page(self, request: web.Request) -> web.Response:
        name = "two.html" if request.path == "/two" else "index.html"
        text = PAGE.joinpath(name).read_text("utf-8").replace("{{token}}", self.token)
        return web.Response(text=text, content_type="text/html")

    async def _file(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        found = {file.name: file for file in PAGE.iterdir()}.get(name)
        kind = KINDS.get(name.rpartition(".")[2])
        if found is None or kind is None:
            raise web.HTTPNotFound
        return web.Response(body=found.read_bytes(), content_type=kind, charset="utf-8")

    async def _chart(self, request: web.Request) -> web.Response:
        room = await asyncio.shield(self.ready)
        chart = room.charts.get(request.match_info["name"])
        picture = await room.pictures.png(chart) if chart else None
        if picture is None:
            raise web.HTTPNotFound
        return web.Response(body=picture, content_type="image/png", headers={"Cache-Control": "private, max-age=3600"})

    async def _attached(self, request: web.Request) -> web.Response:
        """A file that hangs on a message, for who sees that message."""
        room = await asyncio.shield(self.ready)
        user, ref, name = (request.query.get(one, "") for one in ("as", "ref", "name"))
        stood = room.chat.posted.get(ref)
        seen = stood is not None and user in room.world.cast and stood in room.chat.visible(user, stood.address)
        hangs = [node for node in stood.message.body if isinstance(node, File)] if stood and seen else []
        found = next((node for node in hangs if node.name == name), None)
        if found is None:
            raise web.HTTPNotFound
        kept = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(found.name)}", "Cache-Control": "no-store"}
        return web.Response(body=found.content, content_type="application/octet-stream", headers=kept)

    async def _do(self, request: web.Request) -> web.Response:
        room = await asyncio.shield(self.ready)
        from adapters.playground.acting import act

        try:
            sent = await request.json()
        except ValueError:
            sent = None
        if not isinstance(sent, dict):
            return web.json_response({"error": "not understood"}, status=400)
        status, answer = await act(room, sent)
        return web.json_response(answer, status=status)

    async def _upload(self, request: web.Request) -> web.Response:
        """A file for the form before somebody, counted while it comes."""
        room = await asyncio.shield(self.ready)
        from adapters.playground.acting import take

        if (request.content_length or 0) > MOST_BYTES:
            return _too_large()
        read = bytearray()
        async for piece in request.content.iter_chunked(64 * 1024):
            read += piece
            if len(read) > MOST_BYTES:
                return _too_large()
        status, answer = await take(room, request.query.get("as", ""), request.query.get("name", ""), bytes(read))
        return web.json_response(answer, status=status)

    async def _events(self, request: web.Request) -> web.StreamResponse:
        """The open line: numbered events; a browser that comes back gets what it missed, or everything."""
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "X-Accel-Buffering": "no"})
        task = asyncio.current_task()
        assert task is not None
        self._open.add(task)
        with contextlib.suppress(ConnectionError, asyncio.CancelledError):  # the browser may go on at any moment
            try:
                await response.prepare(request)
                await self._feed(request, response)
            finally:
                self._open.discard(task)
        return response

    async def _feed(self, request: web.Request, response: web.StreamResponse) -> None:
        await response.write(b": here\n\n")
        room = await asyncio.shield(self.ready)
        from adapters.playground.client import Forged
        from adapters.playground.stream import Stream
        from adapters.playground.tour import first

        user, at = request.query.get("as", ""), request.query.get("at", "")
        try:
            room.persona(user)
        except Forged:
            user = first(room).user
        found = room.chat.conversations.get(at)
        if at != "home" and (found is None or (found.members and user not in found.members)):
            at = "home" if room.chat.caps.home_tab else room.chat.dm(user)
        stream, generation = Stream(room, user, at), room.generation
        mark, _sep, last = request.headers.get("Last-Event-ID", "").partition(".")
        number = int(last) if mark == str(generation) and last.isdecimal() else -1
        missed = await room.after(number, 0) if 0 <= number <= room.number else None
        if missed is None:
            number = room.number
            await _write(response, generation, number, {**await stream.whole(), "as": user, "at": at})
        elif missed:
            number = missed[-1].number
            await _write(response, generation, number, await stream.next(missed))
        while generation == room.generation:
            changes = await room.after(number, PATIENCE_SECONDS)
            event = await stream.whole() if changes is None else await stream.next(changes)
            number = room.number if changes is None else changes[-1].number if changes else number
            await _write(response, generation, number, event)
        await _write(response, generation, number, {"reload": True})

    async def _hang_up(self, made: web.Application) -> None:
        for task in list(self._open):
            task.cancel()


def _too_large() -> web.Response:
    refused = web.json_response({"error": "too large"}, status=413)
    refused.force_close()
    return refused


async def _write(response: web.StreamResponse, generation: int, number: int, event: object | None) -> None:
    if event is None:
        await response.write(b": still here\n\n")
    else:
        await response.write(f"id: {generation}.{number}\ndata: {json.dumps(event)}\n\n".encode())
