"""What Slack would refuse about a message, a form or Home, and what would be lost or obeyed: schema, rules and slack_sdk."""

import json
import re
import warnings
from collections.abc import Iterator
from functools import cache
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from adapters.slack import outgoing, outgoing_form
from bots.ui import FormNode, Message
from tests.wire.slack import block_faults, message_faults, view_faults

OBEYED = re.compile(r"<[!@#]|<https?://(?!calendar\.example)[^|>]*evil")


def message(shown: Message) -> Iterator[str]:
    """A message as it is posted, and as Home."""
    drawn = outgoing.message(shown)
    yield from (*drawn.losses, *posted(drawn.body))


def posted(body: dict[str, Any]) -> Iterator[str]:
    """A message as it goes out."""
    yield from _once_a_block(body["blocks"])
    yield from message_faults({**body, "blocks": []}, fallback=False)
    if not body["text"].strip():
        yield "nothing is said to a screen reader"
    yield from _typed(body)


def home(shown: Message) -> Iterator[str]:
    """A message as the app's own tab."""
    drawn = outgoing.home(shown)
    yield from drawn.losses
    yield from view_faults(drawn.body)
    yield from _by_library(View(**drawn.body))


def form(node: FormNode, language: str) -> Iterator[str]:
    """A form as a modal."""
    yield from opened(outgoing_form.modal(node, {"at": "C0SUPPORT", "message": "1763629200.000100"}, language))


def opened(modal: dict[str, Any]) -> Iterator[str]:
    """A modal as it goes out."""
    yield from view_faults(modal)
    yield from _by_library(View(**modal))
    yield from _typed(modal)


def _once_a_block(blocks: list[dict[str, Any]]) -> Iterator[str]:
    """Rules for the whole first, then each block by the schema; the same block is judged once."""
    yield from block_faults([]) if len(blocks) <= 50 else [f"{len(blocks)} blocks"]
    ids = [one for block in blocks for one in _ids(block)]
    yield from (f"action_id {one!r} stands twice" for one in {one for one in ids if ids.count(one) > 1})
    for block in blocks:
        yield from _block(json.dumps(block, sort_keys=True))


def _ids(block: dict[str, Any]) -> Iterator[str]:
    for part in [*block.get("elements", ()), block.get("accessory") or {}]:
        if "action_id" in part:
            yield part["action_id"]


@cache
def _block(written: str) -> tuple[str, ...]:
    block = json.loads(written)
    return (*block_faults([block]), *_by_library(Block.parse(block)), *_empty(block))


def _empty(block: dict[str, Any]) -> Iterator[str]:
    """Slack's schema and slack_sdk take a list without options; Slack itself does not."""
    for part in [*block.get("elements", ()), block.get("accessory") or {}]:
        if part.get("type", "").endswith("static_select") and not (part.get("options") or part.get("option_groups")):
            yield f"{part['action_id']}: no options"


def _by_library(made: Any) -> Iterator[str]:
    """What slack_sdk's own models refuse."""
    if made is None:
        yield "slack_sdk knows no such block"
        return
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            made.to_dict()
        except (SlackObjectFormationError, UserWarning) as refusal:
            yield f"slack_sdk: {refusal}"


def _typed(drawn: Any, kind: str = "") -> Iterator[str]:
    """Nothing that people typed mentions, links or turns the direction of what follows (T16, T17)."""
    if isinstance(drawn, dict):
        kind = str(drawn.get("type", kind))
        if kind in ("user", "usergroup", "broadcast", "channel"):
            yield f"{kind}: {drawn}"
        for name, value in drawn.items():
            if name not in ("type", "action_id", "block_id", "value", "private_metadata", "callback_id", "url"):
                yield from _typed(value, kind)
    elif isinstance(drawn, list):
        for one in drawn:
            yield from _typed(one, kind)
    elif isinstance(drawn, str):
        if kind == "mrkdwn" and OBEYED.search(drawn):
            yield f"mrkdwn obeys {drawn:.80}"
        if "\u202e" in drawn:
            yield f"turns the direction: {drawn!r:.80}"
