"""One interaction's right to answer: the first answer within three seconds, what follows within fifteen minutes."""

from dataclasses import dataclass, field
from typing import Any

import structlog

from adapters.discord.addresses import Spot
from adapters.discord.connection import Connection
from adapters.discord.outgoing import PRIVATE, Drawn
from bots.chat import Failed

log = structlog.get_logger()
MESSAGE, LATER, LATER_HERE, HERE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9
CALLBACK = "/interactions/{webhook_id}/{webhook_token}/callback"
FOLLOW_UP = "/webhooks/{webhook_id}/{webhook_token}"
ORIGINAL = FOLLOW_UP + "/messages/@original"
TRIES = 3


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

    async def says(self, body: dict[str, Any], private: bool) -> str:
        """A message of its own; gives its ref."""
        flags = {"flags": PRIVATE} if private else {}
        if not self.answered:
            told = await self._first(MESSAGE, body | flags)
            return self._ref(((told or {}).get("resource") or {}).get("message") or {})
        if self.said == {LATER}:
            self.said.add(MESSAGE)
            return self._ref(await self._hook("PATCH", ORIGINAL, body))
        return self._ref(await self._hook("POST", FOLLOW_UP, body | flags, {"wait": "true"}))

    async def redraws(self, body: dict[str, Any]) -> str:
        """The pressed message, drawn anew; gives its ref."""
        assert self.pressed is not None
        cleared = {"attachments": [], **body}
        if self.answered:
            await self._hook("PATCH", ORIGINAL, cleared)
        else:
            await self._first(HERE, cleared)
        return self.pressed

    async def adds(self, ref: str, body: dict[str, Any], files: list[tuple[str, bytes]]) -> None:
        """The message at this ref once more, now with its pictures."""
        path = ORIGINAL if ref == self.pressed else FOLLOW_UP + "/messages/{message_id}"
        await self._hook("PATCH", path, body, files=files, message_id=ref.rpartition("/")[2])

    async def nothing(self) -> None:
        """There is nothing to say to a press."""
        if not self.answered:
            await self._first(LATER_HERE)

    def _ref(self, message: dict[str, Any]) -> str:
        return f"{self.place}/{message.get('id', 0)}"

    async def _first(self, kind: int, body: dict[str, Any] | None = None) -> Any:
        """The first answer counts once; where Discord is out of order for a moment it is given again."""
        self.said.add(kind)
        told: dict[str, Any] = {"type": kind} if body is None else {"type": kind, "data": body}
        for left in reversed(range(TRIES)):
            try:
                return await self.connection.call(
                    "POST", CALLBACK, told, query={"with_response": "true"},
                    webhook_id=self.id, webhook_token=self.token,
                )  # fmt: skip
            except Failed:
                raise
            except Exception as error:
                if not left:
                    raise
                log.warning("discord: the answer was not taken, once more", error=type(error).__name__)
        return None

    async def _hook(
        self, method: str, path: str, body: dict[str, Any], query: dict[str, str] | None = None,
        files: list[tuple[str, bytes]] | None = None, **names: str,
    ) -> Any:  # fmt: skip
        return await self.connection.call(
            method, path, body, query=query, files=files or (),
            webhook_id=self.connection.application, webhook_token=self.token, **names,
        )  # fmt: skip


def whole(drawn: Drawn) -> dict[str, Any]:
    """A message as it is sent; what does not fit is a mistake of ours, and said aloud in the log."""
    if drawn.losses:
        log.error("discord: a message does not fit", losses=drawn.losses)
    return drawn.body
