"""`townhall demo`: the page at once, then a sample company at work behind it, until somebody stops it."""

import asyncio
import contextlib
import signal
import webbrowser
from collections.abc import Callable
from typing import TYPE_CHECKING

from adapters.playground.incoming import Entrance
from adapters.web import application, listen

if TYPE_CHECKING:
    from adapters.playground.room import Room


async def serve(make_room: Callable[[], "Room"], port: int, opened: Callable[[str], None]) -> None:
    """Show the page, then build the room (`make_room` imports what is heavy, beside the loop), and work until cancelled."""
    entrance = Entrance()
    runner, entrance.port = await listen(application(entrance), port)
    opened(entrance.url())
    room = await asyncio.to_thread(make_room)
    try:
        await room.open()
        entrance.ready.set_result(room)
        await asyncio.Event().wait()
    finally:
        await runner.cleanup()
        if hasattr(room, "world"):
            await room.close()


def run(make_room: Callable[[], "Room"], port: int, browser: bool) -> None:
    """Serve on this port (0: a free one) until Ctrl-C; `browser` opens the page."""

    def opened(url: str) -> None:
        print(f"Townhall practises at {url}\nStop it with Ctrl-C.", flush=True)
        if browser:
            asyncio.get_running_loop().run_in_executor(None, webbrowser.open, url)

    async def until_stopped() -> None:
        task = asyncio.ensure_future(serve(make_room, port, opened))
        for number in (signal.SIGINT, signal.SIGTERM):
            with contextlib.suppress(NotImplementedError):  # Windows has no signal handlers on its loop
                asyncio.get_running_loop().add_signal_handler(number, task.cancel)
        with contextlib.suppress(asyncio.CancelledError):
            await task

    try:
        asyncio.run(until_stopped())
    except OSError as taken:
        raise SystemExit(f"Port {port} can't be used ({taken.strerror}). Choose another with --port.") from taken
