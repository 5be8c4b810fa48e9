"""Pictures of charts: uploaded once, waited for until Slack has looked at them, then edited into the message."""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable

import structlog

from adapters.slack.connection import Connection, asked
from adapters.slack.files import Files
from bots.ui import Chart, Message

log = structlog.get_logger()
Drawing = Callable[[Chart], Awaitable[bytes | None]]
KEPT, LOOKS, BETWEEN = 500, 20, 0.5


class Pictures:
    """Charts that have been uploaded, by what they show."""

    def __init__(self, connection: Connection, files: Files, drawing: Drawing | None) -> None:
        self._connection, self._uploads, self._drawing = connection, files, drawing
        self._files: dict[str, str] = {}

    def file(self, chart: Chart) -> str | None:
        """The uploaded picture of this chart, where there is one."""
        return self._files.get(_name(chart))

    def missing(self, message: Message) -> list[Chart]:
        """The charts of this message that could have a picture and have none yet."""
        if self._drawing is None:
            return []
        return [node for node in message.body if isinstance(node, Chart) and not self.file(node)]

    async def upload(self, chart: Chart) -> bool:
        """Draw and upload it; says whether messages can show it now. The numbers stand as text anyway."""
        picture = await self._drawing(chart) if self._drawing else None
        if not picture:
            return False
        web = self._connection.web
        file = await self._uploads.bytes_up(f"{_name(chart)}.png", picture)
        await asked(web.files_completeUploadExternal(files=[{"id": file, "title": chart.title}]))
        for _look in range(LOOKS):
            found = await asked(web.files_info(file=file))
            if (found.get("file") or {}).get("mimetype"):
                self._keep(chart, file)
                return True
            await asyncio.sleep(BETWEEN)
        log.warning("Slack did not look at a picture in time", file=file)
        return False

    def _keep(self, chart: Chart, file: str) -> None:
        self._files[_name(chart)] = file
        while len(self._files) > KEPT:
            del self._files[next(iter(self._files))]


def _name(chart: Chart) -> str:
    return hashlib.sha256(repr(chart).encode()).hexdigest()[:24]
