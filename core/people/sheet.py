"""What came out of a file with people: rows, problems that stop an import, and notes that don't."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date

from core.values import frozen


@frozen
class Problem:
    """One thing to tell the person who sent the file; without a row it is about the file as a whole."""

    row: int | None
    column: str | None
    text: str


@frozen
class Row:
    """One person as the file tells it; None (no roles: an empty tuple) where it says nothing.

    `number` counts as a spreadsheet does: the header is 1, a cell with line breaks is still one row.
    `minutes` runs Monday to Sunday; `even` says it was spread over Monday to Friday for lack of a pattern.
    """

    number: int
    name: str
    email: str
    team: str
    manager_email: str | None = None
    deputy_email: str | None = None
    started_on: date | None = None
    left_on: date | None = None
    minutes: tuple[int, int, int, int, int, int, int] | None = None
    even: bool = False
    opening_minutes: int | None = None
    opening_statutory_minutes: int | None = None
    opening_extra_minutes: int | None = None
    opening_on: date | None = None
    language: str | None = None
    zone: str | None = None
    roles: tuple[str, ...] = ()
    location: str | None = None
    discord_id: str | None = None
    slack_id: str | None = None


@frozen
class Sheet:
    """A file as read: with any problem nothing of it may be imported.

    `rows` holds every row with a usable e-mail address, a cell with a problem left empty, so that the
    organisation chart can be checked at the same time. `headings` maps what a column means to its name in the file.
    """

    rows: tuple[Row, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()
    delimiter: str = ""
    encoding: str = ""
    headings: Mapping[str, str] = field(default_factory=dict)


class Unreadable(ValueError):
    """A cell or a file that can't be taken as it is; the text is written for the person who sent it."""
