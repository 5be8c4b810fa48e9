"""Files in: what a person chose in a form is fetched from Discord before the form is handled."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from adapters.discord.connection import Connection
from adapters.fetching import NotFetched, fetched
from bots.app import App
from bots.chat import Event, Submit, Who
from bots.receiving import receive
from bots.ui.file_field import FAULT, NOT_FETCHED, TOO_LARGE
from core.desk.uploads import MOST_BYTES

ORIGINS = frozenset({"https://cdn.discordapp.com", "https://media.discordapp.net"})
UPLOAD = 19
Data = Mapping[str, Any]
Acted = TypeVar("Acted", bound=Event)


def chosen_files(data: Data) -> dict[str, Data]:
    """What Discord tells of the file of each field that asks for one; empty where none was chosen."""
    known = (data.get("resolved") or {}).get("attachments") or {}
    return {
        str(field.get("custom_id")): known.get(str(next(iter(field.get("values") or ()), "")), {})
        for field in _fields(data.get("components"))
        if field.get("type") == UPLOAD
    }


def _fields(components: Any) -> Iterator[Data]:
    for one in components or ():
        inner = one.get("component")
        yield from (inner,) if inner else _fields(one.get("components"))


async def with_files(app: App, connection: Connection, event: Acted, files: Mapping[str, Data]) -> Acted:
    """The form as it is handled: each file held here under its key, or the reason why it did not come."""
    if not files or event.who.outsider or not isinstance(event, Submit):
        return event
    held = {key: await _held(app, connection, event.who, file) if file else "" for key, file in files.items()}
    return replace(event, values={**event.values, **held})


async def _held(app: App, connection: Connection, who: Who, file: Data) -> str:
    size = file.get("size")
    if isinstance(size, int) and size > MOST_BYTES:
        return FAULT + TOO_LARGE
    if connection.hooks is None:
        return FAULT + NOT_FETCHED
    name = str(file.get("filename") or "")
    page = name.lower().endswith((".html", ".htm"))
    try:
        content = await fetched(connection.hooks.session, str(file.get("url") or ""), ORIGINS, page=page)
    except NotFetched as lost:
        return FAULT + lost.why
    return await receive(app, who, name, content)
