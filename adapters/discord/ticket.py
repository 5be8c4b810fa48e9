"""One interaction's right to answer: the first answer within three seconds, what follows within fifteen minutes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import structlog

from adapters.discord.addresses import Spot
from adapters.discord.connection import Connection
from adapters.discord.outgoing import PRIVATE, Drawn
from bots.chat import Failed

log = structlog.get_logger()
MESSAGE, LATER, LATER_HERE, HERE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9
ORIGINAL = "/messages/@original"


@dataclass
class Ticket:
    """What can still be said in answer to one interaction, in the order in which Discord allows it."""

    connection: Connection
    id: int
    token: str
    place: Spot
    pressed: str | None = None
    """The message whose button it was."""
    said: set[int] = field(default_factory=set)
    """Which kinds of answer have been given."""

    given: bool = False
    """Whether anything has been shown to the person."""

    @property
    def answered(self) -> bool:
        """Whether the first answer has been given."""
        return bool(self.said)

    async def defer(self) -> None:
        """It takes longer: a press shows nothing, anything else that Townhall is thinking (privately where others look on)."""
        if self.pressed:
            await self._first(LATER_HERE)
        else:
            await self._first(LATER, {} if self.place.direct else {"flags": PRIVATE})

    async def choices(self, found: list[tuple[str, str]]) -> None:
        """Suggestions for what is being typed, at most 25."""
        shown = [{"name": label[:100], "value": value[:100]} for label, value in found[:25]]
        await self._first(CHOICES, {"choices": shown})

    async def opens(self, modal: dict[str, Any]) -> None:
        """A form; only as the first answer."""
        await self._first(MODAL, modal)

    async def says(self, body: dict[str, Any], private: bool, files: Sequence[tuple[str, bytes]] = ()) -> str:
        """A message of its own, with its files; gives its ref."""
        flags = {"flags": PRIVATE} if private else {}
        if not self.answered:
            told = await self._first(MESSAGE, body | flags, files)
            made = (told.get("resource") or {}).get("message") or await self._hook("GET", ORIGINAL)
            return self._ref(made)
        if self.said == {LATER}:
            self.said.add(MESSAGE)
            return self._ref(await self._hook("PATCH", ORIGINAL, body, files=files))
        return self._ref(await self._hook("POST", "", body | flags, {"wait": "true"}, files))

    async def redraws(self, body: dict[str, Any], files: Sequence[tuple[str, bytes]] = ()) -> str:
        """The pressed message, drawn anew, with its files; gives its ref."""
        assert self.pressed is not None
        cleared = {"attachments": [], **body}
        if self.answered:
            await self._hook("PATCH", ORIGINAL, cleared, files=files)
        else:
            await self._first(HERE, cleared, files)
        return self.pressed

    async def adds(self, ref: str, body: dict[str, Any], files: list[tuple[str, bytes]]) -> None:
        """The message at this ref once more, now with its pictures."""
        path = ORIGINAL if ref == self.pressed else f"/messages/{ref.rpartition('/')[2]}"
        await self._hook("PATCH", path, body, files=files)

    async def nothing(self) -> None:
        """There is nothing to say to a press."""
        if not self.answered:
            await self._first(LATER_HERE)

    def _ref(self, message: dict[str, Any]) -> str:
        return f"{self.place}/{message.get('id', 0)}"

    async def _first(
        self, kind: int, body: dict[str, Any] | None = None, files: Sequence[tuple[str, bytes]] = ()
    ) -> dict[str, Any]:
        self.said.add(kind)
        told: dict[str, Any] = {"type": kind} if body is None else {"type": kind, "data": body}
        path = f"/interactions/{self.id}/{self.token}/callback"
        return await self._call("POST", path, told, {"with_response": "true"}, files)

    async def _hook(
        self, method: str, path: str, body: dict[str, Any] | None = None, query: dict[str, str] | None = None,
        files: Sequence[tuple[str, bytes]] = (),
    ) -> dict[str, Any]:  # fmt: skip
        start = f"/webhooks/{self.connection.application}/{self.token}"
        return await self._call(method, start + path, body, query, files)

    async def _call(
        self, method: str, path: str, body: dict[str, Any] | None, query: dict[str, str] | None = None,
        files: Sequence[tuple[str, bytes]] = (),
    ) -> dict[str, Any]:  # fmt: skip
        if self.connection.hooks is None:
            raise Failed("not_connected")
        told = await self.connection.hooks.call(method, path, body, query, files)
        self.given = self.given or not self.said <= {LATER, LATER_HERE} or not path.endswith("/callback")
        return told


def whole(drawn: Drawn) -> dict[str, Any]:
    """A message as it is sent; what does not fit is a mistake of ours, and said aloud in the log."""
    if drawn.losses:
        log.error("discord: a message does not fit", losses=drawn.losses)
    return drawn.body
