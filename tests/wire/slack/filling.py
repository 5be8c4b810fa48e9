"""Filling in a modal as a person does in Slack's client: what is typed, what is chosen, what the client won't send."""

from __future__ import annotations

from typing import Any

from .rules import DATE, TIME, elements
from .state import Person, View, Workspace

TEXT = ("plain_text_input", "number_input", "email_text_input", "url_text_input")
ONE = ("static_select", "external_select", "radio_buttons")
MANY = ("multi_static_select", "multi_external_select", "checkboxes")
# element type → (key in the state, key of its initial value, value when untouched)
STATE: dict[str, tuple[str, str, Any]] = {
    **{kind: ("value", "initial_value", None) for kind in TEXT},
    **{kind: ("selected_option", "initial_option", None) for kind in ONE},
    **{kind: ("selected_options", "initial_options", []) for kind in MANY},
    "datepicker": ("selected_date", "initial_date", None),
    "timepicker": ("selected_time", "initial_time", None),
    "datetimepicker": ("selected_date_time", "initial_date_time", None),
    "users_select": ("selected_user", "initial_user", None),
    "channels_select": ("selected_channel", "initial_channel", None),
    "conversations_select": ("selected_conversation", "initial_conversation", None),
    "multi_users_select": ("selected_users", "initial_users", []),
    "multi_channels_select": ("selected_channels", "initial_channels", []),
    "multi_conversations_select": ("selected_conversations", "initial_conversations", []),
    "file_input": ("files", "", []),
    "rich_text_input": ("rich_text_value", "initial_value", None),
}


class ClientRefused(AssertionError):
    """Slack's own client would not let the person do this, so no request would leave."""


def state_of(part: dict[str, Any]) -> dict[str, Any] | None:
    """The untouched state of an element; None for buttons and menus that keep none."""
    if part.get("type") not in STATE:
        return None
    key, initial, empty = STATE[part["type"]]
    return {"type": part["type"], key: part.get(initial, empty)}


def state_values(view: View) -> dict[str, dict[str, dict[str, Any]]]:
    """`state.values` as Slack sends it: every element that keeps a value, touched or not."""
    return values_in(view.blocks, view.typed)


def values_in(
    blocks: list[dict[str, Any]], typed: dict[tuple[str, str], dict[str, Any]]
) -> dict[str, dict[str, dict[str, Any]]]:
    """The same for any blocks with what was typed into them."""
    values: dict[str, dict[str, dict[str, Any]]] = {}
    for block, part in elements(blocks):
        untouched = state_of(part)
        if untouched is not None:
            place = (block["block_id"], part["action_id"])
            values.setdefault(place[0], {})[place[1]] = typed.get(place, untouched)
    return values


def find_element(blocks: list[dict[str, Any]], name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The element with this action_id, block_id, button text or field label."""
    found = list(elements(blocks))
    for block, part in found:
        if name in (part.get("action_id"), block.get("block_id") if block.get("type") == "input" else None):
            return block, part
    labelled = [(b, p) for b, p in found if name in (_text(p.get("text")), _text(b.get("label")))]
    if len(labelled) == 1:
        return labelled[0]
    there = [_text(p.get("text")) or _text(b.get("label")) or p.get("action_id") for b, p in found]
    raise ClientRefused(f"{name!r} stands {len(labelled)} times here; there is {there}")


def _text(node: Any) -> str | None:
    return node.get("text") if isinstance(node, dict) else None


def fill(workspace: Workspace, view: View, answers: dict[str, Any]) -> None:
    """Type and choose, by block id, action id or label; raises ClientRefused for what the client refuses."""
    for name, answer in answers.items():
        block, part = find_element(view.blocks, name)
        view.typed[(block["block_id"], part["action_id"])] = typed_value(workspace, part, answer)


def typed_value(workspace: Workspace, part: dict[str, Any], answer: Any) -> dict[str, Any]:
    """One element's state after the person gave this answer."""
    kind = part["type"]
    if kind not in STATE:
        raise ClientRefused(f"a {kind} takes no answer")
    key, _, empty = STATE[kind]
    if answer in (None, "", []):
        return {"type": kind, key: empty}
    return {"type": kind, key: _read(workspace, part, answer)}


def _read(workspace: Workspace, part: dict[str, Any], answer: Any) -> Any:
    kind = part["type"]
    if kind in TEXT:
        return _text_answer(part, str(answer))
    if kind in ONE:
        return _option(part, answer)
    if kind in MANY:
        chosen = [_option(part, one) for one in answer]
        if len(chosen) > part.get("max_selected_items", len(chosen)):
            raise ClientRefused(f"at most {part['max_selected_items']} may be chosen")
        return chosen
    if kind == "file_input":
        return _files(part, answer)
    if kind == "datepicker" and not DATE.fullmatch(str(answer)):
        raise ClientRefused(f"{answer!r} is not a day a date picker gives")
    if kind == "timepicker" and not TIME.fullmatch(str(answer)):
        raise ClientRefused(f"{answer!r} is not a time a time picker gives")
    if kind in ("datepicker", "timepicker"):
        return str(answer)
    if kind.startswith("multi_"):
        return [_id(workspace, one) for one in answer]
    if kind.endswith("_select"):
        return _id(workspace, answer)
    return answer


def _text_answer(part: dict[str, Any], answer: str) -> str:
    if "max_length" in part and len(answer) > part["max_length"]:
        raise ClientRefused(f"{len(answer)} characters, at most {part['max_length']}")
    if len(answer) < part.get("min_length", 0):
        raise ClientRefused(f"{len(answer)} characters, at least {part['min_length']}")
    if part["type"] == "number_input":
        try:
            number = float(answer)
        except ValueError:
            raise ClientRefused(f"{answer!r} is not a number") from None
        if not part.get("is_decimal_allowed") and number != int(number):
            raise ClientRefused("no decimals here")
        if not float(part.get("min_value", "-inf")) <= number <= float(part.get("max_value", "inf")):
            raise ClientRefused(f"{answer} is outside {part.get('min_value')} to {part.get('max_value')}")
    return answer


def _files(part: dict[str, Any], answer: Any) -> Any:
    kinds = part.get("filetypes")
    for file in answer:
        if kinds and file["filetype"] not in kinds:
            raise ClientRefused(f"{file['name']!r} is none of {kinds}")
    if len(answer) > part.get("max_files", 10):
        raise ClientRefused(f"{len(answer)} files, at most {part.get('max_files', 10)}")
    return answer


def _option(part: dict[str, Any], answer: Any) -> dict[str, Any]:
    if part["type"].endswith("external_select") and isinstance(answer, dict):
        return answer
    groups = part.get("option_groups") or ()
    options = [*(part.get("options") or ()), *(option for group in groups for option in group["options"])]
    for option in options:
        if answer in (option["value"], option["text"]["text"]):
            found: dict[str, Any] = option
            return found
    raise ClientRefused(f"{answer!r} is not among {[option['text']['text'] for option in options]}")


def _id(workspace: Workspace, answer: Any) -> str:
    name = answer if isinstance(answer, str) else answer.id
    if name not in workspace.people and name not in workspace.conversations:
        raise ClientRefused(f"nobody and no channel here is {name}")
    return str(name)


def refuse_incomplete(view: View) -> None:
    """Slack's client keeps a modal open while a required field is empty."""
    values = state_values(view)
    for block in view.blocks:
        if block["type"] != "input" or block.get("optional"):
            continue
        part = block["element"]
        if not values[block["block_id"]][part["action_id"]][STATE[part["type"]][0]]:
            raise ClientRefused(f"{_text(block['label'])!r} is required and empty")


def whose(person: Person, view: View) -> None:
    """Only the person who has the modal open can do anything in it."""
    if view.owner != person.id or not view.open:
        raise ClientRefused(f"{person.name} does not have this view open")
