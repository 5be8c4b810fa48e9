"""What a message is made of; anything that Slack or Discord would refuse is refused here, when it is made."""

import hashlib
import re
from dataclasses import field
from math import isfinite

from core.values import frozen
from core.words import say_number

ID = re.compile(r"[a-z_]+\.[a-z_]+(:[A-Za-z0-9_.\-]{1,40}){0,6}")
STYLES, TONES = ("plain", "primary", "danger"), ("none", "good", "warning", "bad")
CHARTS, MOST_COLUMNS = ("bars", "line", "heat"), 6
HIDDEN = "–"
"""What stands where there is no number, or none that may be shown."""


class Unfit(Exception):
    """A message or form that a platform would refuse: a mistake of ours, found when it is made."""


def fit(what: str, text: str, most: int, least: int = 1) -> None:
    """Refuse text that is too long or empty."""
    if not least <= len(text) <= most:
        raise Unfit(f"{what}: {len(text)} characters, allowed {least} to {most}: {text[:60]!r}")


def fit_id(what: str, text: str) -> None:
    """Refuse an id outside `slice.verb:entity[:arg…][:version]`, ASCII, 100 characters."""
    if len(text) > 100 or not ID.fullmatch(text):
        raise Unfit(f"{what}: {text!r} is no id")


LARGEST_FILE = 8_000_000
"""Bytes that every platform takes."""


@frozen
class Button:
    """Something to press: an id that leads to a handler, or a link."""

    label: str
    id: str = ""
    style: str = "plain"
    url: str = ""

    def __post_init__(self) -> None:
        fit("button label", self.label, 30)
        if bool(self.id) == bool(self.url) or self.style not in STYLES:
            raise Unfit(f"button {self.label!r} wants an id or a url, and a known style")
        if self.id:
            fit_id("button id", self.id)


@frozen
class Option:
    """One choice of a select or a choice field."""

    value: str
    label: str
    hint: str = ""

    def __post_init__(self) -> None:
        fit("option value", self.value, 100)
        fit("option label", self.label, 75)
        fit("option hint", self.hint, 75, 0)
        if not self.value.isascii():
            raise Unfit(f"option value {self.value!r} is not ASCII")


@frozen
class Select:
    """One choice out of at most 25, sent at once."""

    id: str
    placeholder: str
    options: tuple[Option, ...]

    def __post_init__(self) -> None:
        fit_id("select id", self.id)
        fit("select placeholder", self.placeholder, 100)
        if not 1 <= len(self.options) <= 25 or len({option.value for option in self.options}) != len(self.options):
            raise Unfit(f"select {self.id}: 1 to 25 options with different values")


@frozen
class Header:
    """A title above what follows."""

    text: str

    def __post_init__(self) -> None:
        fit("header", self.text, 150)


@frozen
class Text:
    """Neutral Markdown; `small` for what is beside the point."""

    markdown: str
    small: bool = False

    def __post_init__(self) -> None:
        fit("text", self.markdown, 3000)


@frozen
class Fields:
    """Pairs of a label and a value."""

    pairs: tuple[tuple[str, str], ...]

    def __post_init__(self) -> None:
        if not 1 <= len(self.pairs) <= 10:
            raise Unfit("fields: 1 to 10 pairs")
        for label, value in self.pairs:
            fit("field label", label, 75)
            fit("field value", value, 1000)


@frozen
class Row:
    """A line with one button behind it."""

    markdown: str
    action: Button | None = None

    def __post_init__(self) -> None:
        fit("row", self.markdown, 1000)


@frozen
class Actions:
    """At most five buttons, or one select."""

    items: tuple[Button | Select, ...]

    def __post_init__(self) -> None:
        selects = [item for item in self.items if isinstance(item, Select)]
        if not 1 <= len(self.items) <= 5 or (selects and len(self.items) > 1):
            raise Unfit("actions: 1 to 5 buttons, or one select alone")


@frozen
class Progress:
    """How far something is, as a bar with its numbers; `mark` draws attention (below a minimum)."""

    label: str
    done: int
    total: int
    note: str = ""

    def __post_init__(self) -> None:
        fit("progress label", self.label, 60)
        fit("progress note", self.note, 100, 0)
        if not 0 <= self.done <= self.total or self.total == 0:
            raise Unfit(f"progress: {self.done} of {self.total}")


@frozen
class Chart:
    """A picture of numbers; `alt` says the finding, and the numbers stand as text beside it.

    A `heat` map has `columns`, and a value for each label in each of them, label by label. A value of `ends[0]` asks for
    attention and one of `ends[1]` is fine; how strongly either is coloured follows from that alone, not from the others.
    """

    kind: str
    title: str
    alt: str
    labels: tuple[str, ...]
    values: tuple[float | None, ...]
    unit: str = ""
    columns: tuple[str, ...] = ()
    ends: tuple[float, float] = (0.0, 1.0)
    note: str = ""
    said: tuple[str, ...] = field(init=False)
    """The values as this reader writes numbers, two decimals at most."""

    def __post_init__(self) -> None:
        fit("chart title", self.title, 100)
        fit("chart alt", self.alt, 1000)
        fit("chart note", self.note, 100, 0)
        width = len(self.columns) if self.kind == "heat" else 1
        if self.kind not in CHARTS or not 1 <= len(self.labels) <= 40 or len(self.labels) * width != len(self.values):
            raise Unfit("chart: a known kind, and a value for each of 1 to 40 labels")
        if (self.kind == "heat") != bool(self.columns) or width > MOST_COLUMNS or self.ends[0] == self.ends[1]:
            raise Unfit(
                f"chart {self.title!r}: a heat map, and nothing else, has 1 to {MOST_COLUMNS} columns and two ends"
            )
        if not all(value is None or isfinite(value) for value in self.values):
            raise Unfit(f"chart {self.title!r}: a value is no number")
        told = (
            HIDDEN if value is None else f"{say_number(value, 2)}{self.unit}".replace("-", "−") for value in self.values
        )
        object.__setattr__(self, "said", tuple(told))

    def numbers(self) -> tuple[tuple[str, str], ...]:
        """Each label and its value in words; in a heat map its values, each behind its column's name."""
        if not self.columns:
            return tuple(zip(self.labels, self.said, strict=True))
        wide = len(self.columns)
        rows = (self.said[place * wide : (place + 1) * wide] for place in range(len(self.labels)))
        told = (" · ".join(map(" ".join, zip(self.columns, row, strict=True))) for row in rows)
        return tuple(zip(self.labels, told, strict=True))


@frozen
class Divider:
    """A line between two parts."""


@frozen
class File:
    """A file to take along (an export): its name with the ending, its content, and what it holds in one line."""

    name: str
    content: bytes = field(repr=False)
    about: str
    mark: str = field(init=False, compare=False)
    """A short mark of the content, which stands for it where a message is compared with what was drawn before."""

    def __post_init__(self) -> None:
        fit("file name", self.name, 100)
        fit("file about", self.about, 300)
        if not 1 <= len(self.content) <= LARGEST_FILE:
            raise Unfit(f"file {self.name}: {len(self.content)} bytes")
        object.__setattr__(self, "mark", hashlib.blake2b(self.content, digest_size=10).hexdigest())


Node = Header | Text | Fields | Row | Actions | Progress | Chart | Divider | File
