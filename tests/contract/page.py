"""What the practice room would lose: every button, link and sentence stands on the page, whichever platform it plays."""

from collections.abc import Iterator
from datetime import date
from html import escape
from typing import Any

from adapters.playground import outgoing, outgoing_form
from bots.ui import CAPS, FormNode, Message, Option

TODAY = date(2026, 11, 20)


def message(shown: Message) -> Iterator[str]:
    """A message in each of the three profiles."""
    for caps in CAPS.values():
        html = outgoing.content(shown, outgoing.Look(caps), shown.summary)
        yield from (f"{lost} is not on the page like {caps.name}" for lost in unlike(shown, html))


def unlike(shown: Message, html: str) -> Iterator[str]:
    """The buttons and links of a message that this page of it does not have."""
    for control in shown.controls():
        found = f'data-id="{control.id}"' if control.id else f'href="{escape(control.url)}"'  # type: ignore[union-attr]
        if found not in html:
            yield found


def form(node: FormNode) -> Iterator[str]:
    """A form in each of the three profiles."""
    said = words(node)
    for caps in CAPS.values():
        html = outgoing_form.form(node, caps, (Option("ana", "Ana Bakker"),), TODAY)
        yield from (f"{text!r} is not on the page like {caps.name}" for text in said if escape(text) not in html)


def words(form: FormNode) -> set[str]:
    """All that a form says."""
    said = {form.title, form.submit}
    for field in form.fields:
        said |= {field.label, field.hint, *(option.label for option in field.options if field.kind != "lookup")}
    return said - {""}


def strings(node: Any) -> set[str]:
    """Every text in a drawn form."""
    if isinstance(node, dict):
        return set().union(*map(strings, node.values())) if node else set()
    if isinstance(node, (list, tuple)):
        return set().union(*map(strings, node)) if node else set()
    return {node} if isinstance(node, str) else set()
