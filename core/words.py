"""Words in the reader's language: gettext over one catalogue per slice, written beside the buttons they label."""

from contextvars import ContextVar
from datetime import date, datetime, time
from functools import cache, lru_cache
from importlib.resources import files
from io import BytesIO
from typing import cast

from babel.core import Locale
from babel.dates import format_date, format_time
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

LANGUAGES = ("en", "nl")
language: ContextVar[str] = ContextVar("language", default="en")


class speaking:
    """Within this block every `_()` answers in this language ("nl" or "en"; others fall back to English)."""

    __slots__ = ("_token", "_tongue")

    def __init__(self, tongue: str) -> None:
        self._tongue = tongue if tongue in LANGUAGES else "en"

    def __enter__(self) -> None:
        self._token = language.set(self._tongue)

    def __exit__(self, *raised: object) -> None:
        language.reset(self._token)


def N_(text: str) -> str:
    """Mark words for translation where no reader is known yet (decorators, class bodies)."""
    return text


def _(text: str) -> str:
    """These words in the language of the reader."""
    tongue = language.get()
    return text if tongue == "en" or not text else cast(str, _catalogue(tongue).get(text, text))


def ngettext(one: str, many: str, n: int) -> str:
    """Singular or plural words for `n` (Dutch and English agree: one thing is singular, all else plural)."""
    tongue = language.get()
    if tongue == "en":
        return one if n == 1 else many
    found = _catalogue(tongue).get(one)
    pair = found if isinstance(found, tuple) else (one, many)
    return pair[0] if n == 1 else pair[1]


def reread() -> None:
    """Forget the catalogues, so that changed words are read again."""
    _catalogue.cache_clear()


@cache
def _catalogue(tongue: str) -> dict[str, str | tuple[str, ...]]:
    words: dict[str, str | tuple[str, ...]] = {}
    folder = files("core").joinpath("locale", tongue)
    for part in sorted(folder.iterdir(), key=lambda file: file.name):
        if part.name.endswith(".po"):
            for message in read_po(BytesIO(part.read_bytes()), locale=tongue):
                if message.id and message.string:
                    key = message.id[0] if isinstance(message.id, (tuple, list)) else message.id
                    value = message.string
                    words[key] = tuple(value) if isinstance(value, (tuple, list)) else value
    return words


@cache
def _locale(tongue: str) -> Locale:
    return Locale("en", "GB") if tongue == "en" else Locale(tongue)


def say_number(value: float, places: int = 1) -> str:
    """`14.5` in English, `14,5` in Dutch; trailing zeros dropped."""
    return _number(round(value, places), places, language.get())


def say_date(day: date, pattern: str = "EEE d MMM") -> str:
    """A day written out with its weekday: `Tue 24 Nov`, `di 24 nov`."""
    return _day(day, pattern, language.get())


def say_time(moment: datetime | time) -> str:
    """`09:30` on the 24-hour clock."""
    return str(format_time(moment, "HH:mm", locale=_locale(language.get())))


# The same few numbers and days stand in nearly every message, and writing one out costs as much as a query.
@lru_cache(4096)
def _number(value: float, places: int, tongue: str) -> str:
    return str(format_decimal(value, format="#,##0." + "#" * places, locale=_locale(tongue)))


@lru_cache(4096)
def _day(day: date, pattern: str, tongue: str) -> str:
    return str(format_date(day, pattern, locale=_locale(tongue))).replace(".", "")
