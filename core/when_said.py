"""How a day or a range of days is said, and how Townhall asks or refuses when it can't tell which day was meant."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from babel import Locale

from core.errors import UserError
from core.values import frozen
from core.words import _, language, speaking


class Part(StrEnum):
    """Which part of a day: all of it, or one half. The value is what stands in ISO text."""

    ALL = "all"
    MORNING = "morning"
    AFTERNOON = "afternoon"


@frozen
class Range:
    """Local dates from first to last, both included; only the first and the last can be half.

    On one single day both parts are the same. A range that runs backwards can't exist (ValueError).
    """

    first_day: date
    last_day: date
    first_part: Part = Part.ALL
    last_part: Part = Part.ALL

    def __post_init__(self) -> None:
        if self.last_day < self.first_day:
            raise ValueError("a range can't end before it starts")
        if self.first_day == self.last_day and self.first_part is not self.last_part:
            raise ValueError("on one day both parts are the same")

    @property
    def days(self) -> int:
        """Calendar days, both ends counted, a half as one."""
        return (self.last_day - self.first_day).days + 1

    @property
    def iso(self) -> str:
        """Text that `parse_range` reads back: 2026-11-24, 2026-11-24 morning, 2026-11-24/2026-11-27 morning."""
        first = _iso_end(self.first_day, self.first_part)
        if self.first_day == self.last_day:
            return first
        return f"{first}/{_iso_end(self.last_day, self.last_part)}"


Choice = date | Range


class Refused(UserError):
    """A date that can't be, with the reason as `kind`, a text with a way out, and what it might have been instead.

    Kinds: empty, too_long, characters, digits, nonsense, impossible, year, too_far, reversed, weekday, long_range,
    run_together, incomplete, not_one_day, time.
    """

    def __init__(self, kind: str, text: str, choices: Sequence[Choice] = ()) -> None:
        super().__init__(text)
        self.kind = kind
        self.choices = tuple(choices)


class Unclear(UserError):
    """A date that can mean more than one day, or one that the person should confirm first: then there is one choice."""

    kind = "unclear"

    def __init__(self, text: str, choices: Sequence[Choice]) -> None:
        super().__init__(text)
        self.choices = tuple(choices)


def say_day(day: date, in_language: str, today: date | None = None) -> str:
    """A day with its weekday, as in "di 24 nov". The year is left out only if it is the year of `today`."""
    return f"{_weekday(day, in_language)} {day.day} {_month(day, in_language)}{_year(day, today)}"


def say_range(days: Range, in_language: str, today: date | None = None) -> str:
    """Days with their weekdays, as in "di 24 – vr 27 nov" or "di 24 nov middag".

    The year is left out only if both ends are in the year of `today`.
    """
    first, last = days.first_day, days.last_day
    if first == last:
        return say_day(first, in_language, today) + _half(days.last_part, in_language)
    start = f"{_weekday(first, in_language)} {first.day}"
    if first.year != last.year:
        today = None
        start += f" {_month(first, in_language)} {first.year}"
    elif first.month != last.month:
        start += f" {_month(first, in_language)}"
    start += _half(days.first_part, in_language)
    return f"{start} – {say_day(last, in_language, today)}{_half(days.last_part, in_language)}"


def say_choice(choice: Choice, in_language: str | None = None, today: date | None = None) -> str:
    """A day or a range, in the given language or else in the reader's."""
    spoken = in_language or language.get()
    return say_range(choice, spoken, today) if isinstance(choice, Range) else say_day(choice, spoken, today)


def _half(part: Part, in_language: str) -> str:
    if part is Part.ALL:
        return ""
    with speaking(in_language):
        return " " + (_("morning") if part is Part.MORNING else _("afternoon"))


def _iso_end(day: date, part: Part) -> str:
    return day.isoformat() if part is Part.ALL else f"{day.isoformat()} {part.value}"


def _names(locale: Locale) -> tuple[list[str], list[str]]:
    days, months = locale.days["format"]["abbreviated"], locale.months["format"]["abbreviated"]
    return [days[i].rstrip(".") for i in range(7)], [months[i].rstrip(".") for i in range(1, 13)]


_NAMES = {"nl": _names(Locale("nl")), "en": _names(Locale("en", "GB"))}


def _weekday(day: date, in_language: str) -> str:
    return _NAMES.get(in_language, _NAMES["en"])[0][day.weekday()]


def _month(day: date, in_language: str) -> str:
    return _NAMES.get(in_language, _NAMES["en"])[1][day.month - 1]


def _year(day: date, today: date | None) -> str:
    return "" if today is not None and day.year == today.year else f" {day.year}"
