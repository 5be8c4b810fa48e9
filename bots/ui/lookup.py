"""A choice out of more than a list can hold: typed words are matched, on any platform."""

from collections.abc import Callable
from datetime import date
from difflib import get_close_matches
from typing import Any

from bots.ui.fields import Field, FieldNode
from bots.ui.nodes import Option
from bots.ui.text import Plain, clean, shortened
from core.errors import UserError
from core.words import _

NEAR = 5
Finder = Callable[[Any, str], tuple[Option, ...]]


class LookupField(Field[str]):
    """One of many; `find(ctx, partial)` gives at most 25 options that fit the letters typed so far.

    What was chosen from a platform's own list comes in as a tuple with the option's value; what was typed comes in as
    text, and is taken when it means exactly one option. Handed to `open`, the one option of `options` stands chosen.
    """

    kind = "lookup"

    def __init__(self, label: str, find: Finder, *, required: bool = True, hint: str = "") -> None:
        super().__init__(label, required=required, hint=hint)
        self.find = find

    def node(self, default: str | tuple[str, ...], options: tuple[Option, ...] = ()) -> FieldNode:
        """The field as it is drawn: its default is the label of what stands chosen, whose value stands in `options`."""
        typed = default if isinstance(default, str) else ""
        return super().node(options[0].label if options else typed, options[:1])

    def typed(self, text: str, today: date) -> str:
        """The chosen option's value."""
        return text

    def resolved(self, ctx: Any, raw: str | tuple[str, ...]) -> tuple[str, ...]:
        """The value of the one option that is meant, none when left out; raises UserError naming up to five near it."""
        if isinstance(raw, tuple) or not raw.strip():
            return tuple(one for one in raw[:1] if one) if isinstance(raw, tuple) else ()
        text = clean(raw, one_line=True, most=100)
        found = self.find(ctx, text)
        meant = [one for one in found if one.label.casefold() == text.casefold()] or found
        if len(meant) == 1:
            return (meant[0].value,)
        labels = [one.label for one in found] or _near(text, [one.label for one in self.find(ctx, "")])
        said = Plain(shortened(text, 60))
        if not labels:
            raise UserError(_("Nothing here is called {text}. Type a part of the name.").format(text=said))
        near = ", ".join(map(str, map(Plain, labels[:NEAR])))
        if found:
            raise UserError(
                _("{text} can mean more than one: {near}. Type the whole name.").format(text=said, near=near)
            )
        raise UserError(_("Nothing here is called {text}. Near it: {near}.").format(text=said, near=near))


def _near(text: str, labels: list[str]) -> list[str]:
    folded = {label.casefold(): label for label in labels}
    return [folded[one] for one in get_close_matches(text.casefold(), list(folded), NEAR, 0.5)]
