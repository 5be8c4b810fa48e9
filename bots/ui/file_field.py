"""A file that a form asks for: the platform fetches it first, and the form carries its key."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from bots.ui.fields import Field, FieldNode
from bots.ui.nodes import Option, Unfit
from core.desk import uploads
from core.desk.uploads import FileGone
from core.errors import UserError
from core.words import N_, _

MEGABYTE = 1_000_000
FAULT = "!"
"""Begins what a form carries instead of a key where the file did not come: `!` and one of the reasons below."""
TOO_LARGE, NOT_FETCHED, SLOW, EMPTY = "too_large", "not_fetched", "slow", "empty"
SENTENCES: Mapping[str, str] = {
    TOO_LARGE: N_("This file is larger than {most} MB. Choose a smaller one."),
    NOT_FETCHED: N_("I could not fetch this file. Choose it again, and tell your admin if that does not help."),
    SLOW: N_("The file took too long to arrive. Choose it again."),
    EMPTY: N_("This file is empty. Choose another one."),
}


class FileField(Field[str]):
    """A file of one of these types (endings of its name, without the dot) and at most so many bytes.

    The value is the file's key: `core.desk.uploads.received` gives the file to its own person, within the hour. The
    ending is a courtesy to who chose the wrong file; whoever reads the content trusts nothing of it.
    """

    kind = "file"

    def __init__(
        self, label: str, types: tuple[str, ...], *, required: bool = True, hint: str = "",
        most: int = uploads.MOST_BYTES,
    ) -> None:  # fmt: skip
        super().__init__(label, required=required, hint=hint)
        if not types or most > uploads.MOST_BYTES:
            raise Unfit(f"file field {label!r}: name the types, and at most {uploads.MOST_BYTES} bytes")
        self.types, self.most = types, most

    def node(self, default: str | tuple[str, ...], options: tuple[Option, ...] = ()) -> FieldNode:
        """The field as it is drawn; a file that was chosen before is chosen again."""
        return FieldNode(self.key, self.kind, _(self.label), self.required, _(self.hint), types=self.types)

    def typed(self, text: str, today: date) -> str:
        """The file's key."""
        return text

    def resolved(self, ctx: Any, raw: str | tuple[str, ...]) -> str:
        """The key of this person's own file, empty when left out; raises UserError for what did not come or does not fit."""
        key = raw if isinstance(raw, str) else "".join(raw[:1])
        megabytes = max(1, self.most // MEGABYTE)
        if key.startswith(FAULT):
            raise UserError(_(SENTENCES.get(key.removeprefix(FAULT), SENTENCES[NOT_FETCHED])).format(most=megabytes))
        if not key:
            return ""
        found = uploads.look(ctx.tx, ctx.me.id, key)
        if found is None:
            raise FileGone
        name, size = found
        if name.rpartition(".")[2].lower() not in self.types:
            kinds = ", ".join(f".{one}" for one in self.types)
            raise UserError(_("Choose a file of this kind: {kinds}.").format(kinds=kinds))
        if not size:
            raise UserError(_(SENTENCES[EMPTY]))
        if size > self.most:
            raise UserError(_(SENTENCES[TOO_LARGE]).format(most=megabytes))
        return key
