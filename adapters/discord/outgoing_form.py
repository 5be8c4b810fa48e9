"""From a form to Discord's modal: there is no date field and no number field, so those are typed."""

import re
from datetime import date
from typing import Any

from bots.ui import FieldNode, FormNode, Option
from core import when
from core.errors import UserError
from core.words import language

Part = dict[str, Any]
TEXT, DROPDOWN, PEOPLE, SAY, LABEL, FILE, ONE_OF, SOME_OF, TICK = 4, 3, 5, 10, 18, 19, 21, 22, 23
ISO = re.compile(r"\d{4}-\d\d-\d\d")
USER = re.compile(r"\d{15,20}")
RADIOS, BOXES, LONGEST = 5, 10, 4000


def modal(form: FormNode, direct: bool) -> Part:
    """The form as Discord takes it. In a direct conversation Discord has no colleagues to offer: people are typed."""
    parts = [_field(field, direct) for field in form.fields]
    intro: list[Part] = [{"type": SAY, "content": form.intro[:LONGEST]}] if form.intro else []
    return {"custom_id": form.id, "title": form.title, "components": [*intro, *parts]}


def _field(field: FieldNode, direct: bool) -> Part:
    part: Part = {"type": LABEL, "label": field.label, "component": _component(field, direct)}
    if field.hint:
        part["description"] = field.hint
    return part


def _component(field: FieldNode, direct: bool) -> Part:
    match field.kind:
        case "choice":
            return _choice(field)
        case "choices":
            return _choices(field)
        case "toggle":
            return {"type": TICK, "custom_id": field.key, "default": _given(field)[:1] in (("yes",), ("true",))}
        case "person" if not direct:
            return _person(field)
        case "file":
            few = int(field.required)
            return {
                "type": FILE,
                "custom_id": field.key,
                "required": field.required,
                "min_values": few,
                "max_values": 1,
            }
        case _:
            return _typed(field)


def _typed(field: FieldNode) -> Part:
    most = min(field.most, LONGEST)
    part: Part = {
        "type": TEXT, "custom_id": field.key, "style": 2 if field.multiline else 1,
        "required": field.required, "max_length": most,
    }  # fmt: skip
    value = " ".join(_given(field))
    if field.kind in ("day", "days"):
        value = _said(value)
    if field.kind == "person" and USER.fullmatch(value):
        value = f"<@{value}>"
    return part | ({"value": value[:most]} if value else {})


def _said(value: str) -> str:
    """Known days as people write them; they are read back all the same. What somebody typed stays as it is."""
    if not ISO.match(value):
        return value
    try:
        return when.say_range(when.parse_range(value, date.fromisoformat(value[:10])), language.get())
    except (UserError, ValueError):
        return value


def _choice(field: FieldNode) -> Part:
    part: Part = {"custom_id": field.key, "required": field.required, "options": _options(field)}
    if 2 <= len(field.options) <= RADIOS:
        return part | {"type": ONE_OF}
    return part | {"type": DROPDOWN, "min_values": int(field.required), "max_values": 1}


def _choices(field: FieldNode) -> Part:
    few = len(field.options) <= BOXES
    return {
        "type": SOME_OF if few else DROPDOWN, "custom_id": field.key, "required": field.required,
        "options": _options(field), "min_values": int(field.required), "max_values": len(field.options),
    }  # fmt: skip


def _person(field: FieldNode) -> Part:
    part: Part = {"type": PEOPLE, "custom_id": field.key, "required": field.required, "max_values": 1}
    known = [one for one in _given(field) if USER.fullmatch(one)]
    return part | ({"default_values": [{"id": known[0], "type": "user"}]} if known else {})


def _options(field: FieldNode) -> list[Part]:
    chosen = _given(field)
    return [_option(option) | ({"default": True} if option.value in chosen else {}) for option in field.options]


def _option(option: Option) -> Part:
    part = {"value": option.value, "label": option.label}
    return part | ({"description": option.hint} if option.hint else {})


def _given(field: FieldNode) -> tuple[str, ...]:
    given = (field.default,) if isinstance(field.default, str) else field.default
    return tuple(one for one in given if one)
