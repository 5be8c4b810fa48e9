"""What people type into forms: kind words in one company, everything a prankster knows in the other (T16–T19)."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count

from bots.ui import FormNode
from bots.ui.fields import FieldNode

KIND = (
    "Could we look at this together next week? It takes an hour.",
    "The customer called twice and waits for a clear answer.",
    "Thank you for staying until it ran.",
    "A quiet room on the second floor would help most.",
)
SPITE = (
    "<!channel> @everyone @here <@U0ANA> <@123456789012345678> <#C0SUPPORT> "
    "<http://evil.example|Approve here> [Approve](https://evil.example) **bold** _leans_ ~gone~ `code` ```block``` "
    "# Title\n> quote & &amp; - item\n- item \u202egnp.exe\u202c \u200b@\u200bhere 👩‍👩‍👧‍👦 עברית مرحبا ||hidden|| *"
)
"""Mentions, links in disguise, markup of both platforms, a turned direction, letters of no width."""

GRAMMAR: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("discussions.ask_hands", "choices"): ("Yes\nNo\nLater", "Tea\nCoffee"),
    ("escalation.hours_saved", "week"): ("mon-fri 09:00-17:00", "ma-vr 08:30-12:30 13:00-17:00"),
    ("escalation.words_saved", "words"): ("invoice, bill, debit", "factuur, rekening"),
    ("surveys.finer_kept", "cron"): ("0 9 1-7 * mon",),
    ("surveys.ask", "choices"): ("Yes\nNo\nLater", "Tea\nCoffee"),
    ("community.hours_chosen", "first"): ("7", "6"),
    ("community.hours_chosen", "last"): ("19", "20"),
    ("timeoff.lieu", "day"): ("2026-11-16",),
    ("timeoff.draft", "half"): ("no",),
    ("discussions.parties", "named"): ("Support, Product", "Fenna de Boer"),
    ("news.looked_at", "at"): ("", "tomorrow 9:00"),
    ("promises.made", "words"): ("The printer works by 4 Dec",),
}
"""What fields with a grammar of their own take, by form and field."""


@dataclass
class Typist:
    """Fills in any form; `spiteful` with the longest and worst that its fields take."""

    spiteful: bool = False

    def __post_init__(self) -> None:
        self.number = count()

    def name(self, number: int) -> str:
        """A name of eighty signs, or of a usual length."""
        if not self.spiteful:
            return f"Somebody {number}"
        return (f"{number} " + "**Eve** _<!here>_ @everyone [x](https://e.vil) `y` |z| 👩‍👩‍👧 מרים & Co ~ " * 2)[
            :80
        ].strip()

    def words(self, most: int) -> str:
        """So many signs at most."""
        number = next(self.number)
        if not self.spiteful:
            return f"{KIND[number % len(KIND)]} {number}"[:most]
        kinds = (
            SPITE,
            "*_`~<>&|" * 20,
            "&" * 200,
            "Donaudampfschifffahrtsgesellschaft" * 6,
            "line\n" * 40,
            "👩‍👩‍👧‍👦" * 40,
        )
        start = f"{number} " + kinds[number % len(kinds)]
        return (start + SPITE * (most // len(SPITE) + 1))[:most].strip()

    def fills_in(self, form: FormNode, turn: int) -> Mapping[str, str | tuple[str, ...]]:
        """Something in every field; another choice each turn."""
        name = form.id.partition(":")[0]
        given = {field.key: self._value(field, turn) for field in form.fields}
        ruled = {field.key: GRAMMAR.get((name, field.key), ()) for field in form.fields}
        return {key: (ruled[key][turn % len(ruled[key])] if ruled[key] else value) for key, value in given.items()}

    def _value(self, field: FieldNode, turn: int) -> str | tuple[str, ...]:
        values = tuple(option.value for option in field.options)
        match field.kind:
            case "choice":
                return values[turn % len(values)]
            case "choices":
                return values[turn % len(values) :][:3]
            case "toggle":
                return "yes" if turn % 2 else ""
            case "number":
                return str(field.default or 1 + turn % 4)
            case "day":
                return str(field.default or ("2026-12-07", "2027-01-18", "2026-11-30")[turn % 3])
            case "days":
                return str(field.default or ("2026-12-07/2026-12-08", "2027-02-01/2027-02-05", "2026-11-23")[turn % 3])
            case "person":
                return ("lars", "noor", "amira", "ana", "fenna")[turn % 5]
            case "lookup":
                return values
            case _:
                return self.words(field.most) if turn % 3 or field.required else field.default
