"""What Slack accepts: names, ids, blocks, views, arguments, and the shape of its own answers."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator
from typing import Any

from jsonschema import Draft7Validator
from jsonschema.exceptions import ValidationError, best_match

from tests.wire.finding_faults import errors_of
from tests.wire.schemas import schema

# Slack keeps these for itself: a manifest that holds one is rejected.
RESERVED_COMMANDS = frozenset(
    "/" + name
    for name in """
    active apps archive away call clear collapse digest dm dnd expand feed feedback files gif help huddle invite
    invite_people join keys leave me msg mute open part people pro prefs remind rename remove search settings shortcuts
    shrug star status todo topic unarchive who workflow
    """.split()  # noqa: SIM905
)
COMMAND = re.compile(r"/[a-z0-9_-]{1,31}")
ID = {
    "team": re.compile(r"[TE][A-Z0-9]+"),
    "person": re.compile(r"[UW][A-Z0-9]+"),
    "channel": re.compile(r"[CG][A-Z0-9]+"),
}
VIEW_BYTES = 250_000
DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def validator(root: str, definitions: dict[str, Any]) -> Draft7Validator:
    """A validator for one named definition."""
    return Draft7Validator({"$ref": f"#/definitions/{root}", "definitions": definitions})


def complaint(checker: Draft7Validator, value: Any) -> str | None:
    """The most telling complaint about the value, or None when it is fine."""
    error = best_match(errors_of(checker, value))
    if error is None:
        return None
    while deeper := _of_its_own_kind(error):
        error = deeper
    said = error.message if len(error.message) <= 300 else f"{error.message[:120]} … {error.message[-120:]}"
    return f"{error.json_path}: {said}"


def _of_its_own_kind(error: ValidationError) -> ValidationError | None:
    """Of "matches none of these", the complaint of the one shape whose `type` does match."""
    fitting = [errors for errors in _branches(error) if not _another_kind(errors)]
    return fitting[0][0] if len(fitting) == 1 else None


def _branches(error: ValidationError) -> list[list[ValidationError]]:
    branches: dict[Any, list[ValidationError]] = {}
    for inner in error.context or ():
        branches.setdefault(inner.schema_path[0], []).append(inner)
    return list(branches.values())


def _another_kind(errors: list[ValidationError]) -> bool:
    """Whether these are the complaints of a shape with another `type`."""
    for error in errors:
        branches = _branches(error)
        if branches and all(_another_kind(branch) for branch in branches):
            return True
        if error.validator == "const" and error.relative_path and error.relative_path[-1] == "type":
            return True
    return False


@functools.cache
def _view(root: str) -> Draft7Validator:
    return validator(root, schema("slack_blockkit.schema.json")["definitions"])


@functools.cache
def _one_block(kind: str) -> Draft7Validator | None:
    """The validator of one kind of block, for a complaint that names the fault instead of "matches none of 20"."""
    definitions = schema("slack_blockkit.schema.json")["definitions"]
    for name, body in definitions.items():
        shapes = [body, *body.get("anyOf", ()), *body.get("allOf", ())]
        kinds = {shape.get("properties", {}).get("type", {}).get("const") for shape in shapes}
        if name.endswith("Block") and kind in kinds:
            return validator(name, definitions)
    return None


def elements(blocks: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Every interactive element with the block that holds it."""
    for block in blocks:
        if not isinstance(block, dict):
            continue
        parts = [block.get("accessory"), block.get("element"), *(block.get("elements") or ())]
        for part in parts:
            if isinstance(part, dict) and ("action_id" in part or part.get("type") in INTERACTIVE):
                yield block, part


INTERACTIVE = frozenset(
    """button checkboxes radio_buttons overflow datepicker timepicker datetimepicker static_select external_select
    users_select conversations_select channels_select multi_static_select multi_external_select multi_users_select
    multi_conversations_select multi_channels_select plain_text_input number_input email_text_input url_text_input
    file_input rich_text_input""".split()  # noqa: SIM905
)


def block_faults(blocks: Any, *, surface: str = "message") -> list[str]:
    """Everything Slack would refuse about these blocks; surface is message, modal or home (50, 100, 100 blocks)."""
    if not isinstance(blocks, list):
        return ["blocks is not a list"]
    faults = []
    limit = 50 if surface == "message" else 100
    if len(blocks) > limit:
        faults.append(f"{len(blocks)} blocks, at most {limit}")
    for index, block in enumerate(blocks):
        checker = _one_block(block.get("type", "")) if isinstance(block, dict) else None
        found = complaint(checker, block) if checker else f"unknown block {block!r:.80}"
        if found:
            faults.append(f"blocks[{index}] {found}")
        elif surface == "message" and block["type"] in ("input", "alert"):
            faults.append(f"blocks[{index}] {block['type']} is not for messages")
    return faults + list(_hand_rules(blocks))


def _hand_rules(blocks: list[Any]) -> Iterator[str]:
    block_ids = [block["block_id"] for block in blocks if isinstance(block, dict) and "block_id" in block]
    for twice in sorted({name for name in block_ids if block_ids.count(name) > 1}):
        yield f"block_id {twice!r} is used twice"
    found = list(elements([block for block in blocks if isinstance(block, dict)]))
    action_ids = [(element.get("action_id"), block.get("block_id")) for block, element in found]
    names = [name for name, _ in action_ids if name is not None]
    for twice in sorted({name for name in names if names.count(name) > 1}):
        yield f"action_id {twice!r} is used twice"
    for name in [*block_ids, *names]:
        if not isinstance(name, str) or not 0 < len(name) <= 255:
            yield f"id of {len(str(name))} characters, 1 to 255 allowed"
    for _, element in found:
        kind = element.get("type")
        if kind == "datepicker" and "initial_date" in element and not DATE.fullmatch(element["initial_date"]):
            yield f"initial_date {element['initial_date']!r} is not YYYY-MM-DD"
        if kind == "timepicker" and "initial_time" in element and not TIME.fullmatch(element["initial_time"]):
            yield f"initial_time {element['initial_time']!r} is not HH:MM"
        values = [option.get("value") for option in element.get("options") or () if isinstance(option, dict)]
        if len(values) != len(set(values)):
            yield f"two options of {element.get('action_id')!r} have the same value"
        yield from _initial_faults(element)


def _initial_faults(element: dict[str, Any]) -> Iterator[str]:
    groups = element.get("option_groups") or ()
    options = [*(element.get("options") or ()), *(option for group in groups for option in group.get("options", ()))]
    if not options:
        return
    chosen = [element["initial_option"]] if "initial_option" in element else list(element.get("initial_options") or ())
    for option in chosen:
        if option not in options:
            yield f"the initial option of {element.get('action_id')!r} is not one of its options"


def view_faults(view: Any) -> list[str]:
    """Everything Slack would refuse about a modal or a home tab."""
    if not isinstance(view, dict) or view.get("type") not in ("modal", "home"):
        return ["view.type must be modal or home"]
    faults = block_faults(view.get("blocks"), surface=view["type"])
    root = "ModalView" if view["type"] == "modal" else "HomeView"
    if found := complaint(_view(root), {**view, "blocks": []}):
        faults.append(f"view {found}")
    blocks = [block for block in view.get("blocks") or () if isinstance(block, dict)]
    inputs = [block for block in blocks if block.get("type") == "input"]
    if view["type"] == "modal" and inputs and not view.get("submit"):
        faults.append("a modal with input blocks needs submit")
    if view["type"] == "home" and any(block.get("type") == "alert" for block in blocks):
        faults.append("alert is for modals only")
    if len(json.dumps(view, ensure_ascii=False).encode()) > VIEW_BYTES:
        faults.append(f"view_too_large: over {VIEW_BYTES} bytes")
    return faults


def message_faults(message: dict[str, Any], *, fallback: bool = True) -> list[str]:
    """What is wrong with a message: blocks, the fallback text that notifications show, lengths."""
    faults = block_faults(message["blocks"]) if message.get("blocks") else []
    text, marked = message.get("text") or "", message.get("markdown_text") or ""
    if fallback and message.get("blocks") and not text.strip():
        faults.append("no text beside the blocks: notifications and screen readers would say nothing")
    if marked and (text or message.get("blocks")):
        faults.append("markdown_text together with text or blocks")
    if len(text) > 4000:
        faults.append(f"text of {len(text)} characters, 4,000 advised, cut at 40,000")
    if len(marked) > 12_000:
        faults.append("markdown_text over 12,000 characters")
    if len(message.get("attachments") or ()) > 100:
        faults.append("over 100 attachments")
    return faults
