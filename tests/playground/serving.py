"""The practice room served on a free loopback port, in a thread with a loop of its own."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from http.client import HTTPConnection
from typing import Any, TypeVar

from adapters.playground.demo import serve
from adapters.playground.room import Room
from bots.registry import BOTS
from bots.ui import Message
from tests.playground.small import GALLERY, build

T = TypeVar("T")


def _as_slack(message: Message) -> dict[str, Any]:
    return {"text": message.summary}


class Served:
    """A running practice room: its address, the cookie of who came in, and its room for a test that looks inside."""

    def __init__(self, make_room: Callable[[], Room] | None = None, port: int = 0) -> None:
        self.loop = asyncio.new_event_loop()
        self.url, self._known = "", threading.Event()
        self.room = (
            make_room()
            if make_room
            else Room((*BOTS, GALLERY), build, {"Slack": lambda message: {"text": message.summary}})
        )
        self._thread = threading.Thread(target=self._run, args=(port,), daemon=True)
        self._thread.start()
        assert self._known.wait(20)
        self.does(self._built)
        self.address, _slash, self._key = self.url.partition("/?")
        self.cookie = self._come_in()

    async def _built(self) -> None:
        while not hasattr(self.room, "world"):
            await asyncio.sleep(0.01)

    def _come_in(self) -> tuple[str, str]:
        """The cookie that the printed address gives."""
        line = HTTPConnection(self.address.removeprefix("http://"), timeout=20)
        line.request("GET", f"/?{self._key}")
        with line.getresponse() as got:
            name, _is, value = (got.getheader("Set-Cookie") or "").partition(";")[0].partition("=")
        line.close()
        return name, value

    def _run(self, port: int) -> None:
        asyncio.set_event_loop(self.loop)

        def opened(url: str) -> None:
            self.url = url
            self._known.set()

        self._task = self.loop.create_task(serve(lambda: self.room, port, opened))
        try:
            self.loop.run_until_complete(self._task)
        except asyncio.CancelledError:
            self.loop.run_until_complete(self.loop.shutdown_asyncgens())
        finally:
            self.loop.close()

    def does(self, doing: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """Run this on the room's own loop."""
        return asyncio.run_coroutine_threadsafe(doing(), self.loop).result(20)

    def close(self) -> None:
        """Stop serving."""
        self.loop.call_soon_threadsafe(self._task.cancel)
        self._thread.join(20)
