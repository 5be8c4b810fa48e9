"""Dates as a file writes them: Dutch, English or ISO, and which of day and month comes first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from enum import Enum
from functools import lru_cache

from core.people.sheet import Unreadable
from core.words import _

_MIDNIGHT = re.compile(r"[T ]+00:00(?::00(?:[.,]0+)?)?(?:Z|\+00:00)?\Z", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})\Z")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})\Z")
_DAY_WORD_YEAR = re.compile(r"([0-9]{1,2})[-/. ]+([a-z]{3,9})[-/. ]+([0-9]{4})\Z")
_WORD_DAY_YEAR = re.compile(r"([a-z]{3,9})[. ]+([0-9]{1,2}),? +([0-9]{4})\Z")

_MONTHS = {
    word: month
    for month, words in enumerate(
        (
            "jan january januari",
            "feb february februari",
            "mar march mrt maart",
            "apr april",
            "may mei",
            "jun june juni",
            "jul july juli",
            "aug august augustus",
            "sep sept september",
            "oct october okt oktober",
            "nov november",
            "dec december",
        ),
        start=1,
    )
    for word in words.split()
}
_EARLIEST_YEAR = 1930
_MOST_YEARS_AHEAD = 5


class Order(Enum):
    """Which number of 03/04/2026 is the day."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


def order_shown(text: str) -> Order | None:
    """What this one date tells about the order: something only if one of its first two numbers is above 12."""
    found = _YEAR_LAST.match(_MIDNIGHT.sub("", text.strip()))
    if not found:
        return None
    first, second = int(found[1]), int(found[3])
    if first > 12 >= second:
        return Order.DAY_FIRST
    if second > 12 >= first:
        return Order.MONTH_FIRST
    return None


def settle_order(own: Iterable[Order], others: Iterable[Order], dutch: bool) -> Order | None:
    """The order of one column: as its own dates show, else as the file's other dates, else day first under Dutch
    headings; None when nothing tells.
    """
    for seen in (set(own), set(others)):
        if len(seen) == 1:
            return seen.pop()
    return Order.DAY_FIRST if dutch else None


@lru_cache(maxsize=4096)
def read_date(text: str, order: Order | None, today: date) -> date:
    """The date that is written; raises Unreadable when it is none, or could be two and nothing says which."""
    plain = _MIDNIGHT.sub("", text.strip().lower())
    year, month, day = _numbers(plain, order)
    try:
        found = date(year, month, day)
    except ValueError:
        raise Unreadable(_("“{value}” does not exist. Check the day and the month.").format(value=text)) from None
    if not _EARLIEST_YEAR <= found.year <= today.year + _MOST_YEARS_AHEAD:
        raise Unreadable(_("“{value}” is too far from today. Check the year.").format(value=text))
    return found


def _numbers(plain: str, order: Order | None) -> tuple[int, int, int]:
    if found := _YEAR_FIRST.match(plain):
        return int(found[1]), int(found[3]), int(found[4])
    if found := _YEAR_LAST.match(plain):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        if order is None and first != second and max(first, second) <= 12:
            text = _("“{value}” can be two dates. Write it with the year first, like {example}.")
            raise Unreadable(text.format(value=plain, example=f"{year:04}-{second:02}-{first:02}"))
        order = order_shown(plain) or order
        return (year, first, second) if order is Order.MONTH_FIRST else (year, second, first)
    if (found := _DAY_WORD_YEAR.match(plain)) and found[2] in _MONTHS:
        return int(found[3]), _MONTHS[found[2]], int(found[1])
    if (found := _WORD_DAY_YEAR.match(plain)) and found[1] in _MONTHS:
        return int(found[3]), _MONTHS[found[1]], int(found[2])
    raise Unreadable(_("“{value}” is no date. Write it like 2026-11-24.").format(value=plain))
