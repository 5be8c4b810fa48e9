"""From a form to Slack's modal, and from what was filled in back to the form's own values."""

import json
import re
from collections.abc import Mapping
from typing import Any

from adapters.slack.outgoing import option
from adapters.slack.outgoing_text import Block, plain, text_blocks
from bots.ui import FormNode
from bots.ui.fields import FieldNode
from core.words import N_, _, speaking

Values = dict[str, str | tuple[str, ...]]
RADIOS, BOXES = 5, 10
ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
NUMBER = re.compile(r"-?\d+(\.\d+)?")
USER = re.compile(r"[UW][A-Z0-9]+")
LAST = ".last"
FIRST_DAY, LAST_DAY = N_("{label}: first day"), N_("{label}: last day")


def modal(form: FormNode, origin: Mapping[str, Any], language: str = "en") -> dict[str, Any]:
    """The form as a modal; `origin` (where it was opened from) comes back with what is filled in."""
    with speaking(language):
        blocks = text_blocks(form.intro) if form.intro else []
        for field in form.fields:
            blocks += _days(field) if field.kind == "days" else [_input(field, field.key, field.label, _element(field))]
        return {
            "type": "modal", "callback_id": form.id, "title": plain(form.title), "submit": plain(form.submit),
            "close": plain(_("Cancel")), "private_metadata": json.dumps(origin), "blocks": blocks,
        }  # fmt: skip


def _input(field: FieldNode, block_id: str, label: str, element: Block, required: bool = True) -> Block:
    made = {
        "type": "input", "block_id": block_id, "label": plain(label), "element": {"action_id": block_id, **element},
        "optional": not (field.required and required) or field.kind == "toggle",
    }  # fmt: skip
    return {**made, "hint": plain(field.hint)} if field.hint else made


def _element(field: FieldNode) -> Block:
    given = field.default if isinstance(field.default, str) else ", ".join(field.default)
    match field.kind:
        case "day":
            return {"type": "datepicker", **_initial("initial_date", given if ISO.fullmatch(given) else "")}
        case "number":
            number = given.replace(",", ".")
            started = _initial("initial_value", number if NUMBER.fullmatch(number) else "")
            return {"type": "number_input", "is_decimal_allowed": True, **started}
        case "person":
            return {"type": "users_select", **_initial("initial_user", given if USER.fullmatch(given) else "")}
        case "toggle":
            yes = option("yes", _("Yes"))
            ticked = {"initial_options": [yes]} if given in ("yes", "true", "on", "1") else {}
            return {"type": "checkboxes", "options": [yes], **ticked}
        case "choice":
            return _choice(field, given)
        case "choices":
            return _choices(field)
        case "lookup":
            chosen = [option(one.value, one.label) for one in field.options]
            return {
                "type": "external_select",
                "min_query_length": 0,
                **({"initial_option": chosen[0]} if chosen else {}),
            }
        case "file":
            return {"type": "file_input", "filetypes": list(field.types), "max_files": 1}
        case _:
            most = min(field.most, 3000)
            started = _initial("initial_value", given[:most])
            return {"type": "plain_text_input", "multiline": field.multiline, "max_length": most, **started}


def _initial(name: str, value: str) -> Block:
    return {name: value} if value else {}


def _choice(field: FieldNode, given: str) -> Block:
    options = [option(one.value, one.label, one.hint) for one in field.options]
    chosen = next((one for one in options if one["value"] == given), None)
    kind = "radio_buttons" if len(options) <= RADIOS else "static_select"
    return {"type": kind, "options": options, **({"initial_option": chosen} if chosen else {})}


def _choices(field: FieldNode) -> Block:
    options = [option(one.value, one.label, one.hint) for one in field.options]
    wanted = (field.default,) if isinstance(field.default, str) else field.default
    chosen = [one for one in options if one["value"] in wanted]
    kind = "checkboxes" if len(options) <= BOXES else "multi_static_select"
    return {"type": kind, "options": options, **({"initial_options": chosen} if chosen else {})}


def _days(field: FieldNode) -> list[Block]:
    """Two pickers; a single day needs the first only."""
    given = field.default if isinstance(field.default, str) else " ".join(field.default)
    found = [*ISO.findall(given), "", ""]
    first = {"type": "datepicker", **_initial("initial_date", found[0])}
    last = {"type": "datepicker", **_initial("initial_date", found[1])}
    return [
        _input(field, field.key, _(FIRST_DAY).format(label=field.label), first),
        _input(field, field.key + LAST, _(LAST_DAY).format(label=field.label), last, required=False),
    ]


def filled_in(view: Mapping[str, Any]) -> Values:
    """What was filled in, by the form's own keys; what was left open is empty."""
    found: Values = {}
    for block_id, elements in _items(_items(view.get("state")).get("values")).items():
        for element in _items(elements).values():
            found[block_id] = _value(_items(element))
    for key in [key for key in found if key.endswith(LAST)]:
        days = [str(found.get(key.removesuffix(LAST), "")), str(found.pop(key))]
        found[key.removesuffix(LAST)] = "/".join(day for day in days if day)
    return found


def _items(node: Any) -> Mapping[str, Any]:
    return node if isinstance(node, Mapping) else {}


def _value(element: Mapping[str, Any]) -> str | tuple[str, ...]:
    kind = element.get("type")
    if kind in ("checkboxes", "multi_static_select"):
        chosen = element.get("selected_options")
        return tuple(str(_items(one).get("value", "")) for one in chosen) if isinstance(chosen, list) else ()
    if kind in ("radio_buttons", "static_select"):
        return str(_items(element.get("selected_option")).get("value") or "")
    if kind == "external_select":
        chosen_value = str(_items(element.get("selected_option")).get("value") or "")
        return (chosen_value,) if chosen_value else ()
    name = {"datepicker": "selected_date", "users_select": "selected_user"}.get(str(kind), "value")
    return str(element.get(name) or "")


def at_fields(errors: Mapping[str, str], view: Mapping[str, Any]) -> dict[str, str]:
    """Errors by the block they belong to; one for a field that this modal does not show stands at its first."""
    inputs = [str(block["block_id"]) for block in view.get("blocks") or () if block.get("type") == "input"]
    placed: dict[str, str] = {}
    for key, text in errors.items():
        at = key if key in inputs else next(iter(inputs), key)
        placed[at] = f"{placed[at]} {text}" if at in placed else text
    return placed
