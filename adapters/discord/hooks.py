"""Answers to interactions: outside the bot's own rate limits, so that a busy bot still answers within three seconds."""

import asyncio
import json
from collections.abc import Sequence
from typing import Any

import aiohttp
import structlog
from discord.http import Route

from adapters.discord.refusals import meaning
from bots.chat import Failed, Later

log = structlog.get_logger()
PAUSES = (0.2, 0.6, 1.2)
"""Seconds before each next try where Discord stumbles: all of them together within the three seconds it waits."""
SECONDS = aiohttp.ClientTimeout(total=10)


class Stumbled(Exception):
    """Discord could not take it, and may the next time."""


class Hooks:
    """The routes that need no bot token: each interaction brings its own."""

    def __init__(self, connector: aiohttp.BaseConnector | None, user_agent: str) -> None:
        self._session = aiohttp.ClientSession(connector=connector, headers={"User-Agent": user_agent}, timeout=SECONDS)

    @property
    def session(self) -> aiohttp.ClientSession:
        """For what needs no bot token."""
        return self._session

    async def close(self) -> None:
        """Let the connections go."""
        await self._session.close()

    async def call(
        self, method: str, path: str, body: dict[str, Any] | None, query: dict[str, str] | None = None,
        files: Sequence[tuple[str, bytes]] = (),
    ) -> dict[str, Any]:  # fmt: skip
        """What Discord answers. Raises Later, Gone or Failed for what is refused, Stumbled when it stays out of order.

        Empty when an earlier try had arrived after all, and only its acknowledgement was lost (T22).
        """
        for number, pause in enumerate((*PAUSES, None)):
            try:
                return await self._once(method, path, body, query, files)
            except Failed as failed:
                if not number or failed.why != "answered":
                    raise
                return {}
            except (Later, Stumbled, aiohttp.ClientError, OSError) as error:
                wait = error.seconds if isinstance(error, Later) else pause
                if pause is None or wait is None or wait > sum(PAUSES):
                    if isinstance(error, Later):
                        raise
                    raise Stumbled(type(error).__name__) from error
                log.info("discord: an answer is given once more", error=type(error).__name__)
                await asyncio.sleep(wait)
        raise Stumbled

    async def _once(
        self, method: str, path: str, body: dict[str, Any] | None, query: dict[str, str] | None,
        files: Sequence[tuple[str, bytes]],
    ) -> dict[str, Any]:  # fmt: skip
        sent: dict[str, Any] = {"data": _form(body, files)} if files else {"json": body} if body is not None else {}
        async with self._session.request(method, Route.BASE + path, params=query, **sent) as response:
            told = await response.json() if response.content_type == "application/json" else {}
            told = told if isinstance(told, dict) else {}
            if response.status < 300:
                return told
            after = told.get("retry_after") or response.headers.get("Retry-After")
            refusal = meaning(response.status, int(told.get("code") or 0), str(after) if after else None)
            raise refusal or Stumbled(f"{response.status} {told.get('code')} {told.get('message')}")


def _form(body: dict[str, Any] | None, files: Sequence[tuple[str, bytes]]) -> aiohttp.FormData:
    form = aiohttp.FormData(quote_fields=False)
    form.add_field("payload_json", json.dumps(body), content_type="application/json")
    for number, (name, content) in enumerate(files):
        form.add_field(f"files[{number}]", content, filename=name, content_type="application/octet-stream")
    return form
