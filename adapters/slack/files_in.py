"""Files in: what a person chose in a form is fetched from Slack before the form is handled."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient
from yarl import URL

from adapters.fetching import NotFetched, fetched
from adapters.slack.connection import Connection, asked
from adapters.slack.incoming import Payload, part, text_at
from bots.chat import Failed, Gone, Later, Submit
from bots.receiving import receive
from bots.ui.file_field import FAULT, NOT_FETCHED, TOO_LARGE
from core.desk.uploads import MOST_BYTES

if TYPE_CHECKING:
    from adapters.slack.client import SlackChat

ORIGIN = "https://files.slack.com"


def chosen_files(view: Payload) -> dict[str, Payload]:
    """The file of each field that asks for one; empty where none was chosen."""
    found: dict[str, Payload] = {}
    for block_id, element in _elements(view):
        if element.get("type") == "file_input":
            files = element.get("files")
            first = files[0] if isinstance(files, list) and files else None
            found[block_id] = first if isinstance(first, Mapping) else {}
    return found


def _elements(view: Payload) -> Iterator[tuple[str, Payload]]:
    for block_id, elements in part(part(view, "state"), "values").items():
        for element in elements.values() if isinstance(elements, Mapping) else ():
            if isinstance(element, Mapping):
                yield str(block_id), element


async def with_files(chat: "SlackChat", event: Submit, view: Payload) -> Submit:
    """The form as it is handled: each file held here under its key, or the reason why it did not come."""
    files = {} if event.who.outsider else chosen_files(view)
    if not files:
        return event
    held: dict[str, str] = {}
    for key, file in files.items():
        held[key] = await _held(chat, event, file) if file else ""
    return replace(event, values={**event.values, **held})


async def _held(chat: "SlackChat", event: Submit, file: Payload) -> str:
    try:
        content = await _content(chat.connection, file)
    except NotFetched as lost:
        return FAULT + lost.why
    return await receive(chat.app, event.who, text_at(file, "name"), content)


async def _content(connection: Connection, file: Payload) -> bytes:
    """The bytes; what Slack says of size, kind and name is believed only where it refuses."""
    known: Mapping[str, Any] = file
    if not text_at(known, "url_private_download"):
        try:
            known = part(await asked(connection.web.files_info(file=text_at(file, "id"))), "file")
        except (Failed, Gone, Later, OSError, TimeoutError, aiohttp.ClientError):
            raise NotFetched(NOT_FETCHED) from None
    size = known.get("size")
    if isinstance(size, int) and size > MOST_BYTES:
        raise NotFetched(TOO_LARGE)
    session = connection.web.session
    assert session is not None
    return await fetched(
        session, text_at(known, "url_private_download"), origins(connection.web.base_url),
        headers={"Authorization": f"Bearer {connection.web.token}"}, page=text_at(known, "name").endswith(("html", "htm")),
    )  # fmt: skip


def origins(base_url: str) -> set[str]:
    """Where Slack's files are; the bot token goes nowhere else. Beside another Web API address its own files stand."""
    there = URL(base_url).origin()
    return {ORIGIN} if there == URL(AsyncWebClient.BASE_URL).origin() else {str(there)}
