"""From a form to the dialog in the browser: native controls, each with its label, hint and error."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from html import escape

from bots.ui import Caps, FormNode, Option
from bots.ui.fields import FieldNode
from core import when
from core.desk.uploads import MOST_BYTES
from core.errors import UserError
from core.words import _, ngettext

Filled = Mapping[str, str | tuple[str, ...]]
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
RADIOS = 5
"""Up to so many options are shown as radio buttons, more as a list to open."""


def form(node: FormNode, caps: Caps, people: Sequence[Option], today: date, filled: Filled | None = None,
         errors: Mapping[str, str] | None = None) -> str:  # fmt: skip
    """The dialog's inside. `people` are offered where a colleague is asked for; what was filled in stands again.

    `today` is what the dates of a form's defaults are read against, where they stand in a picker.
    """
    wrong = errors or {}
    intro = f'<p class="intro">{escape(node.intro)}</p>' if node.intro else ""
    fields = "".join(_field(one, caps, people, today, (filled or {}).get(one.key, one.default), wrong.get(one.key, ""))
                     for one in node.fields)  # fmt: skip
    count = ngettext("{n} thing to change", "{n} things to change", len(wrong)).format(n=len(wrong)) if wrong else ""
    return (
        f'<form method="dialog" novalidate data-form="{escape(node.id)}" '
        f'aria-labelledby="form-title"><h2 id="form-title">{escape(node.title)}</h2>'
        f'{intro}<p class="wrong" role="alert">{escape(count)}</p>{fields}<div class="actions end">'
        f'<button type="button" data-leave>{escape(_("Cancel"))}</button>'
        f'<button type="submit" class="primary">{escape(node.submit)}</button></div></form>'
    )


def _field(node: FieldNode, caps: Caps, people: Sequence[Option], today: date, value: str | tuple[str, ...],
           error: str) -> str:  # fmt: skip
    id_ = f"f-{node.key}"
    about = " ".join(name for name, there in ((f"{id_}-hint", node.hint), (f"{id_}-wrong", error)) if there)
    more = (f' aria-describedby="{about}"' if about else "") + (' aria-invalid="true"' if error else "")
    more += " required" if node.required and node.kind not in ("toggle", "choices") else ""
    optional = (
        "" if node.required or node.kind == "toggle" else f' <span class="optional">{escape(_("optional"))}</span>'
    )
    label = escape(node.label) + optional
    below = f'<p class="hint" id="{id_}-hint">{escape(node.hint)}</p>' if node.hint else ""
    if error:
        below += f'<p class="wrong" id="{id_}-wrong" role="alert">{escape(error)}</p>'
    text = value if isinstance(value, str) else ", ".join(value)
    if node.kind == "toggle":
        ticked = " checked" if text in ("yes", "true", "on", "1") else ""
        box = f'<input type="checkbox" id="{id_}" name="{node.key}" value="yes"{ticked}{more}>'
        return f'<div class="field"><label class="pick">{box} {label}</label>{below}</div>'
    if node.kind == "choices" or (node.kind == "choice" and len(node.options) <= RADIOS):
        return _group(node, label, below, (value,) if isinstance(value, str) else value, about)
    if node.kind in ("day", "days") and caps.date_picker:
        text = _iso(text, today)
    if node.kind == "days" and caps.date_picker:
        return _days(node, label, below, text, more)
    return (
        f'<div class="field"><label for="{id_}">{label}</label>{_one(node, caps, people, id_, text, more)}{below}</div>'
    )


def _one(node: FieldNode, caps: Caps, people: Sequence[Option], id_: str, text: str, more: str) -> str:
    name = f'id="{id_}" name="{node.key}"'
    if node.kind in ("choice", "person"):
        offered = node.options or (people if node.kind == "person" else ())
        options = "".join(
            f'<option value="{escape(one.value)}"{" selected" if one.value == text else ""}>{escape(one.label)}</option>'
            for one in offered
        )
        return f'<select {name}{more}><option value=""></option>{options}</select>'
    if node.kind == "day" and caps.date_picker:
        found = _ISO.findall(text)
        return f'<input type="date" {name} value="{found[0] if found else ""}"{more}>'
    if node.kind == "file":
        kinds = ",".join(f".{one}" for one in node.types)
        return f'<input type="file" {name} accept="{escape(kinds)}" data-most="{MOST_BYTES}"{more}>'
    if node.kind == "lookup":
        fits = f'<datalist id="{id_}-found"></datalist>'
        return f'<input type="text" {name} value="{escape(text)}" list="{id_}-found" data-lookup autocomplete="off"{more}>{fits}'
    if node.multiline:
        return f'<textarea {name} rows="4" maxlength="{node.most}"{more}>{escape(text)}</textarea>'
    mode = ' inputmode="decimal"' if node.kind == "number" else ""
    return f'<input type="text" {name} value="{escape(text)}" maxlength="{node.most}" autocomplete="off"{mode}{more}>'


def _iso(text: str, today: date) -> str:
    """The days as date pickers want them; empty when they can't be read as whole days."""
    if not text or _ISO.search(text):
        return text
    try:
        days = when.parse_range(text, today)
    except UserError:
        return ""
    return f"{days.first_day} {days.last_day}"


def _days(node: FieldNode, label: str, below: str, text: str, more: str) -> str:
    found = [*_ISO.findall(text), "", ""]
    ends = "".join(
        f'<label>{escape(said)}<input type="date" name="{node.key}" value="{value}"{rest}></label>'
        for said, value, rest in (
            (_("First day"), found[0], more),
            (_("Last day"), found[1], more.replace(" required", "")),
        )
    )
    return f'<fieldset class="field days"><legend>{label}</legend>{ends}{below}</fieldset>'


def _group(node: FieldNode, label: str, below: str, chosen: Sequence[str], about: str) -> str:
    kind = "radio" if node.kind == "choice" else "checkbox"
    picks = "".join(
        f'<label class="pick"><input type="{kind}" name="{node.key}" value="{escape(one.value)}"'
        f"{' checked' if one.value in chosen else ''}> <span>{escape(one.label)}"
        f"{f'<small>{escape(one.hint)}</small>' if one.hint else ''}</span></label>"
        for one in node.options
    )
    more = f' aria-describedby="{about}"' if about else ""
    return f'<fieldset class="field"{more}><legend>{label}</legend>{picks}{below}</fieldset>'


def values(node: FormNode, sent: Mapping[str, list[str]]) -> dict[str, str | tuple[str, ...]]:
    """What the browser sent, as the form's own values; two dates of a picker become first and last day."""
    read: dict[str, str | tuple[str, ...]] = {}
    for one in node.fields:
        given = [value for value in sent.get(one.key, []) if value]
        if one.kind == "choices":
            read[one.key] = tuple(given)
        elif one.kind == "days":
            read[one.key] = " - ".join(given)
        else:
            read[one.key] = given[0] if given else ""
    return read
