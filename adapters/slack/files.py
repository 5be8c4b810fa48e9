"""Files to take along: the bytes go up first, and are shown in the conversation in one step after the message."""

from collections.abc import Sequence
from typing import Any

from adapters.slack.addresses import Spot
from adapters.slack.connection import Connection, asked
from adapters.slack.looking_back import arrived
from bots.chat import Later
from bots.ui import File, Message
from core.values import frozen


@frozen
class Uploaded:
    """A file that Slack holds and nobody sees yet."""

    id: str
    title: str


def files_of(message: Message) -> list[File]:
    """The files of a message."""
    return [node for node in message.body if isinstance(node, File)]


class Files:
    """Files out, over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def upload(self, files: Sequence[File]) -> list[Uploaded]:
        """Two of the three steps: an address, and the bytes to it. Nothing is visible before `show`."""
        return [Uploaded(await self.bytes_up(file.name, file.content), file.name) for file in files]

    async def bytes_up(self, name: str, content: bytes) -> str:
        """The id of these bytes at Slack."""
        web = self._connection.web
        given = await asked(web.files_getUploadURLExternal(filename=name, length=len(content)))
        assert web.session is not None
        async with web.session.post(given["upload_url"], data=content) as answer:
            answer.raise_for_status()
        return str(given["file_id"])

    async def show(self, place: Spot, files: Sequence[Uploaded], again: bool = False, after: str = "") -> None:
        """The third step: they stand in this conversation or thread; what stands there already is not shown twice.

        Raises ConnectionError also where Slack asks to wait: what was posted before must not be posted again.
        """
        try:
            known = {name for file in files for name in (file.id, file.title if after else file.id)}
            there = (
                await arrived(self._connection.web, place, known, after) if again and place.direct and files else set()
            )
            missing = [file for file in files if not {file.id, file.title} & there]
            if missing:
                shown: Any = [{"id": file.id, "title": file.title} for file in missing]
                where: Any = {"channel_id": place.channel, "thread_ts": place.ts or None}
                await asked(self._connection.web.files_completeUploadExternal(files=shown, **where))
        except Later as later:
            raise ConnectionError(f"a file has to wait {later.seconds:g} s") from None
