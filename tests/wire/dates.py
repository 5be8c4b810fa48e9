"""What time a loopback server says it is: with the Date of every answer, as servers do."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from email.utils import format_datetime

from aiohttp import web


class Dated:
    """The clock of a platform, as its answers show it; the real one unless a test sets `now`."""

    def __init__(self) -> None:
        self.now: Callable[[], datetime] | None = None

    def on(self, app: web.Application) -> None:
        """Every answer of this application carries it."""

        async def write(request: web.Request, response: web.StreamResponse) -> None:
            if self.now:
                response.headers["Date"] = format_datetime(self.now(), usegmt=True)

        signal: Callable[[web.Request, web.StreamResponse], Awaitable[None]] = write
        app.on_response_prepare.append(signal)
