"""Fields of a form: each draws itself, checks what was filled in, and gives back a typed value."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar, overload

from bots.ui.nodes import Option, Unfit, fit
from bots.ui.text import clean
from core import when
from core.errors import UserError
from core.values import frozen
from core.words import _

if TYPE_CHECKING:
    from bots.ui.forms import Form

T = TypeVar("T")
LONGEST = 100_000
"""What is longer is no answer to any field; what is shorter is refused by its field, never silently cut (T19)."""
Values = Mapping[str, str | tuple[str, ...]]


@frozen
class FieldNode:
    """One field as it is drawn: kinds are text, number, day, days, choice, choices, person, toggle, lookup and file."""

    key: str
    kind: str
    label: str
    required: bool = True
    hint: str = ""
    default: str | tuple[str, ...] = ""
    options: tuple[Option, ...] = ()
    multiline: bool = False
    most: int = 3000
    types: tuple[str, ...] = ()
    """Of a file: the endings of its name, without the dot."""

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[a-z_]{1,40}", self.key):
            raise Unfit(f"field key {self.key!r}")
        fit("field label", self.label, 45)
        fit("field hint", self.hint, 100, 0)
        if self.kind in ("choice", "choices") and not 1 <= len(self.options) <= 25:
            raise Unfit(f"field {self.key}: 1 to 25 options")


class Field(Generic[T]):
    """A field of a form. Its label and hint are marked with N_() and spoken in the reader's language when drawn."""

    kind = "text"

    def __init__(self, label: str, *, required: bool = True, hint: str = "") -> None:
        self.key, self.label, self.required, self.hint = "", label, required, hint

    def __set_name__(self, owner: type, name: str) -> None:
        self.key = name

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...
    @overload
    def __get__(self, instance: "Form", owner: type) -> T: ...
    def __get__(self, instance: "Form | None", owner: type) -> Any:
        return self if instance is None else instance.values[self.key]

    def node(self, default: str | tuple[str, ...], options: tuple[Option, ...] = ()) -> FieldNode:
        """The field as it is drawn, in the reader's language."""
        return FieldNode(self.key, self.kind, _(self.label), self.required, _(self.hint), default, options)

    def read(self, raw: str | tuple[str, ...], today: date) -> T:
        """The typed value; raises UserError with a way out."""
        text = clean(raw if isinstance(raw, str) else ", ".join(raw), most=LONGEST)
        if not text and self.required:
            raise UserError(_("Please fill this in."))
        return self.typed(text, today)

    def typed(self, text: str, today: date) -> T:
        """The value in its own type."""
        raise TypeError(f"{type(self).__name__} reads its value in its own way")


class TextField(Field[str]):
    """Words, as a person typed them; empty when optional and left out."""

    def __init__(
        self, label: str, *, required: bool = True, hint: str = "", multiline: bool = False, most: int = 1000
    ) -> None:
        super().__init__(label, required=required, hint=hint)
        self.multiline, self.most = multiline, most

    def node(self, default: str | tuple[str, ...], options: tuple[Option, ...] = ()) -> FieldNode:
        """The field as it is drawn; words of somebody else that stand in it turn no direction and hide nothing."""
        words = default if isinstance(default, str) else "".join(default)
        return FieldNode(
            self.key, self.kind, _(self.label), self.required, _(self.hint), clean(words, most=self.most),
            multiline=self.multiline, most=self.most,
        )  # fmt: skip

    def typed(self, text: str, today: date) -> str:
        """The words, refused when too long."""
        if len(text) > self.most:
            raise UserError(_("This is {n} characters; at most {most} fit.").format(n=len(text), most=self.most))
        return text


class NumberField(Field[Decimal | None]):
    """A number, with a comma or a point; bounds are inclusive."""

    kind = "number"

    def __init__(
        self, label: str, *, required: bool = True, hint: str = "", least: int = 0, most: int = 10**9, places: int = 0
    ) -> None:
        super().__init__(label, required=required, hint=hint)
        self.least, self.most, self.places = least, most, places

    def typed(self, text: str, today: date) -> Decimal | None:
        """The number, or None when optional and left out."""
        if not text:
            return None
        try:
            number = Decimal(text.replace(",", ".")) if text.isascii() else Decimal("NaN")
        except InvalidOperation:
            number = Decimal("NaN")
        exponent = number.as_tuple().exponent
        if not number.is_finite() or not isinstance(exponent, int) or -exponent > self.places:
            raise UserError(_("Type a number, for example {example}.").format(example="12,5" if self.places else "12"))
        if not self.least <= number <= self.most:
            raise UserError(_("Between {least} and {most}.").format(least=self.least, most=self.most))
        return number


class DateField(Field[date]):
    """One day: a date picker where there is one, else what people type."""

    kind = "day"

    def typed(self, text: str, today: date) -> date:
        """The day."""
        return when.parse_day(text, today)


class DateRangeField(Field[when.Range]):
    """First to last day, inclusive."""

    kind = "days"

    def typed(self, text: str, today: date) -> when.Range:
        """The days, with half days where they were typed."""
        return when.parse_range(text, today)


class ChoiceField(Field[str]):
    """One of some options; options known only when it opens are given to `open`, and checked by the rule."""

    kind = "choice"

    def __init__(
        self,
        label: str,
        options: Callable[[], tuple[Option, ...]] | None = None,
        *,
        required: bool = True,
        hint: str = "",
    ) -> None:
        super().__init__(label, required=required, hint=hint)
        self.options = options

    def node(self, default: str | tuple[str, ...], options: tuple[Option, ...] = ()) -> FieldNode:
        """The field as it is drawn."""
        return super().node(default, options or (self.options() if self.options else ()))

    def typed(self, text: str, today: date) -> str:
        """The chosen value."""
        if text and self.options and text not in {option.value for option in self.options()}:
            raise UserError(_("Choose one of the options."))
        return text


class ChoicesField(Field[tuple[str, ...]]):
    """Some of some options."""

    kind = "choices"

    def read(self, raw: str | tuple[str, ...], today: date) -> tuple[str, ...]:
        """The chosen values."""
        chosen = (raw,) if isinstance(raw, str) and raw else tuple(raw)
        if not chosen and self.required:
            raise UserError(_("Choose at least one."))
        return chosen


class PersonField(Field[int]):
    """A colleague; the value is the person's id, 0 when optional and left out. Its default is `Context.user_of`."""

    kind = "person"

    def typed(self, text: str, today: date) -> int:
        """The person's id."""
        return int(text or 0)


class ToggleField(Field[bool]):
    """Yes or no."""

    kind = "toggle"

    def read(self, raw: str | tuple[str, ...], today: date) -> bool:
        """Whether it was ticked."""
        return (raw if isinstance(raw, str) else "".join(raw)) in ("yes", "true", "on", "1")
