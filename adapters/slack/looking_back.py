"""Looking whether something arrived after all, when the answer to a first attempt was lost (T22)."""

from collections.abc import AsyncIterator, Collection, Mapping
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.addresses import Spot
from adapters.slack.connection import asked

MARK = "townhall"
PAGES, PAGE = 5, 100


async def marked(web: AsyncWebClient, place: Spot, mark: str) -> str | None:
    """Where the message with this mark stands in this direct conversation (or thread of it), if it does."""
    async for stood in _newest(web, place, include_all_metadata=True):
        meta = stood.get("metadata") or {}
        if meta.get("event_type") == MARK and (meta.get("event_payload") or {}).get("mark") == mark:
            return str(stood["ts"])
    return None


async def arrived(web: AsyncWebClient, place: Spot, files: Collection[str], after: str) -> set[str]:
    """Which of these files, by id or title, stand in this direct conversation after this moment."""
    found: set[str] = set()
    async for stood in _newest(web, place, oldest=after or "0"):
        for file in stood.get("files") or ():
            found |= {str(file.get("id")), str(file.get("title"))} & set(files)
    return found


async def _newest(web: AsyncWebClient, place: Spot, **more: Any) -> AsyncIterator[Mapping[str, Any]]:
    cursor = None
    for _page in range(PAGES):
        asking: dict[str, Any] = {"channel": place.channel, "limit": PAGE, "cursor": cursor, **more}
        found = await asked(
            web.conversations_replies(**asking, ts=place.ts) if place.ts else web.conversations_history(**asking)
        )
        for stood in found.get("messages") or ():
            yield stood
        cursor = (found.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            return
