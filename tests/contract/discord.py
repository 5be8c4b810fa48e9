"""What Discord would refuse about a message or form, and what would be lost or obeyed: its document, its prose, discord.py."""

import json
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import discord
from discord import ui
from discord.components import _component_factory

from adapters.discord import outgoing, outgoing_form
from bots.ui import FormNode, Message
from tests.wire.discord.openapi import gatekeeper
from tests.wire.discord.overlay import check_message, check_modal
from tests.wire.discord.violations import Refused

POST, ANSWER = "/channels/1/messages", "/interactions/1/token/callback"
ITEMS: dict[type[Any], type[Any]] = {
    discord.components.Button: ui.Button, discord.components.SelectMenu: ui.Select,
    discord.components.TextInput: ui.TextInput,
}  # fmt: skip
FIELDS: dict[int, type[Any]] = {
    3: ui.Select, 4: ui.TextInput, 5: ui.UserSelect, 19: ui.FileUpload,
    21: ui.RadioGroup, 22: ui.CheckboxGroup, 23: ui.Checkbox,
}  # fmt: skip
OBEYED = re.compile(r"(?<!\\)<[@#:][!&]?\w|@(everyone|here)|(?<!\\)\]\(https?://evil|^#{1,2} ", re.MULTILINE)


def message(shown: Message) -> Iterator[str]:
    """A message as it is posted in a channel and as the answer to a command."""
    drawn = outgoing.message(shown, "0123456789ab")
    yield from (*drawn.losses, *posted(drawn.body, drawn.files))


def posted(body: dict[str, Any], files: Sequence[tuple[str, bytes]] = ()) -> Iterator[str]:
    """A message as it goes out."""
    attached = [_File(number, name, content) for number, (name, content) in enumerate(files)]
    yield from _refused(lambda: check_message(body, attached))
    yield from _by_document(POST, json.dumps(body, sort_keys=True))
    yield from _by_library(body)
    yield from _typed(body)


def form(node: FormNode) -> Iterator[str]:
    """A form as a modal, in a server and in a direct conversation."""
    for direct in (False, True):
        yield from opened(outgoing_form.modal(node, direct))


def opened(modal: dict[str, Any]) -> Iterator[str]:
    """A modal as it goes out."""
    yield from _refused(lambda: check_modal(modal))
    yield from _by_document(ANSWER, json.dumps({"type": 9, "data": modal}, sort_keys=True))
    yield from _modal_by_library(modal)


class _File:
    """A file as the strict Discord sees it come in."""

    def __init__(self, number: int, name: str, content: bytes) -> None:
        from io import BytesIO

        self.index, self.filename, self.fp = number, name, BytesIO(content)


def _refused(check: Any) -> Iterator[str]:
    try:
        check()
    except Refused as refusal:
        yield f"{refusal.at}: {refusal.because or refusal.message}"


@cache
def _by_document(path: str, written: str) -> tuple[str, ...]:
    """What Discord's own document refuses; a message stands as a post and as an answer in the same shape."""
    keeper = gatekeeper()
    operation = keeper.operation("POST", path)
    assert operation, path
    return tuple(f"{one.at}: {one.message}" for one in keeper.faults(operation, {}, json.loads(written), sent=True))


def _by_library(body: dict[str, Any]) -> Iterator[str]:
    """What discord.py's own classes refuse."""
    embeds = [discord.Embed.from_dict(one) for one in body["embeds"]]
    if sum(map(len, embeds)) > 6000:
        yield f"embeds of {sum(map(len, embeds))} letters"
    if [one.to_dict().get("description") for one in embeds] != [one.get("description") for one in body["embeds"]]:
        yield "discord.py reads another embed"
    ids = [part["custom_id"] for row in body["components"] for part in row["components"] if "custom_id" in part]
    yield from (f"custom_id {one!r} stands twice" for one in {one for one in ids if ids.count(one) > 1})
    view = ui.View(timeout=None)
    for number, row in enumerate(body["components"]):
        for part in row["components"]:
            found = _component_factory(part)
            item = ITEMS[type(found)].from_component(found)
            try:
                item.row = number
                view.add_item(item)
            except ValueError as refusal:
                yield f"discord.py: {refusal} ({part})"
    if [len(row["components"]) for row in view.to_components()] != [
        len(row["components"]) for row in body["components"]
    ]:
        yield "discord.py reads other rows"


def _labelled(part: dict[str, Any]) -> ui.Item[Any]:
    if part["type"] != 18:
        return ui.TextDisplay(part["content"])
    inner = FIELDS[part["component"]["type"]].from_component(_component_factory(part["component"]))
    return ui.Label(text=part["label"], description=part.get("description"), component=inner)


def _modal_by_library(modal: dict[str, Any]) -> Iterator[str]:
    made = ui.Modal(title=modal["title"], custom_id=modal["custom_id"])
    for part in modal["components"]:
        try:
            made.add_item(_labelled(part))
        except (ValueError, TypeError) as refusal:
            yield f"discord.py: {refusal} ({part})"
    if len(made.to_dict()["components"]) != len(modal["components"]):
        yield "discord.py reads another modal"


def _typed(body: dict[str, Any]) -> Iterator[str]:
    """Nothing that people typed mentions, links, makes a heading or turns the direction (T16, T17)."""
    if body["allowed_mentions"] != {"parse": []}:
        yield "somebody may be mentioned"
    for text in [body["content"], *(embed.get("description", "") for embed in body["embeds"])]:
        if found := OBEYED.search(text):
            yield f"Discord obeys {text[max(0, found.start() - 20) : found.end() + 20]!r}"
        if "\u202e" in text:
            yield f"turns the direction: {text!r:.80}"
