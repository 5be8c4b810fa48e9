"""A country's file: its types of leave and their legal numbers, each with its article, its day and its link, read or refused."""

import re
import tomllib
from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from core.errors import UserError
from core.timeoff.kinds import DRAWS, HOLIDAY, NEEDS, UNITS
from core.timeoff.policy import FULL_YEAR, OF_HOLIDAY, RULES
from core.values import frozen
from core.words import _, language

LARGEST = 200_000
_KEYS = {
    "": {"code", "name", "laws", "types"},
    "types": {"name", "needs", "law", "draws", "unit", "paid", "rules"},
    "rules": {"rule", "from", "value", "article", "choice", "least"},
}
_KEY = re.compile(r"[a-z][a-z0-9_]{0,29}")
_CODE = re.compile(r"[A-Z]{2}")


class CountryFileWrong(UserError):
    """A country's file can't be used; the text names the place in it and what to write instead."""

    kind = "country_file_wrong"


class LegalNumber(NamedTuple):
    """What a rule says from a day on, in its stored unit, with its article and link; `least`: no company may go below."""

    kind: str
    rule: str
    valid_from: date
    value: int
    source: str
    least: bool


class TypeInFile(NamedTuple):
    """A type of leave as the file gives it."""

    key: str
    names: tuple[str, str]
    needs: str
    law: str
    draws: str
    unit: str
    paid: bool


@frozen
class Country:
    """A country's types of leave and legal numbers."""

    code: str
    names: tuple[str, str]
    types: tuple[TypeInFile, ...]
    numbers: tuple[LegalNumber, ...]

    @property
    def name(self) -> str:
        """Its name in the reader's language, as it stands in a sentence."""
        return self.names[language.get() == "nl"]


@cache
def shipped() -> dict[str, Country]:
    """The countries that come with Townhall, by their code."""
    folder = files("core.timeoff").joinpath("countries")
    texts = sorted(one.name for one in folder.iterdir() if one.name.endswith(".toml"))
    read = [read_country(folder.joinpath(name).read_text("utf-8")) for name in texts]
    return {one.code: one for one in read}


def read_country(text: str) -> Country:
    """A country from its file; CountryFileWrong names the first thing that can't be, and what to write instead."""
    if len(text) > LARGEST:
        raise CountryFileWrong(_("The file is too large for a country's rules."))
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CountryFileWrong(_("It is not valid TOML: {why}").format(why=error)) from None
    _known("", told, "")
    code = told.get("code")
    if not (isinstance(code, str) and _CODE.fullmatch(code)):
        raise CountryFileWrong(_('Give the country\'s two letters, for example code = "NL".'))
    laws = _laws(told.get("laws", {}))
    types = told.get("types")
    if not isinstance(types, dict) or HOLIDAY.key not in types:
        raise CountryFileWrong(_("There is no [types.holiday]. Every country has holiday."))
    found = tuple(_type(key, one) for key, one in types.items())
    numbers = tuple(number for key, one in types.items() for number in _numbers(key, one.get("rules", []), laws))
    if not any(one.kind == HOLIDAY.key and one.rule == "statutory.weeks" for one in numbers):
        raise CountryFileWrong(_("[types.holiday] has no statutory.weeks: how many weeks does the law give?"))
    return Country(code, _names(told.get("name"), code), found, numbers)


def _laws(told: Any) -> dict[str, str]:
    if not isinstance(told, dict) or not all(isinstance(link, str) for link in told.values()):
        raise CountryFileWrong(_('Write [laws] as the short name of each law and its link: BW = "https://…".'))
    for law, link in told.items():
        if not link.startswith("https://"):
            raise CountryFileWrong(_("The link of {law} does not begin with https://.").format(law=law))
    return told


def _type(key: str, told: Any) -> TypeInFile:
    where = f"[types.{key}]"
    if not _KEY.fullmatch(key) or not isinstance(told, dict):
        raise CountryFileWrong(_("{where}: name a type with small letters, digits and _.").format(where=where))
    _known("types", told, where)
    needs, law = told.get("needs"), told.get("law", "other")
    draws, unit, paid = told.get("draws", ""), told.get("unit", UNITS[0]), told.get("paid", True)
    for named, value, choices in (
        ("needs", needs, NEEDS), ("law", law, ("holiday", "other")), ("draws", draws, ("", *DRAWS)), ("unit", unit, UNITS),
        ("paid", paid, (True, False)),
    ):  # fmt: skip
        if value not in choices or isinstance(value, bool) != (named == "paid"):
            said = ", ".join(str(one).lower() or '""' for one in choices)
            raise CountryFileWrong(
                _("{where}: {named} is one of {choices}.").format(where=where, named=named, choices=said)
            )
    if key == HOLIDAY.key and (needs, law, draws) != (HOLIDAY.needs, HOLIDAY.law, HOLIDAY.draws):
        raise CountryFileWrong(_("{where}: holiday is decided on and takes all hours.").format(where=where))
    return TypeInFile(key, _names(told.get("name"), where), str(needs), law, draws, unit, paid)


def _numbers(kind: str, told: Any, laws: dict[str, str]) -> Iterable[LegalNumber]:
    seen = set[tuple[str, date]]()
    for at, row in enumerate(told if isinstance(told, list) else [None], 1):
        where = f"[types.{kind}] {at}"
        if not isinstance(row, dict):
            raise CountryFileWrong(
                _("{where}: write rules as a list of {{ rule, from, value, article }}.").format(where=where)
            )
        _known("rules", row, where)
        rule, start, value = row.get("rule"), row.get("from"), row.get("value")
        if rule not in RULES or (kind != HOLIDAY.key and rule in OF_HOLIDAY):
            raise CountryFileWrong(_("{where}: there is no rule {rule}.").format(where=where, rule=rule))
        if not isinstance(start, date) or isinstance(start, datetime):
            raise CountryFileWrong(
                _("{where}: give the day it counts from, for example 2012-01-01.").format(where=where)
            )
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value < 10_000:
            raise CountryFileWrong(_("{where}: value is a number, without quotes.").format(where=where))
        if rule == "accrual" and value not in (0, 1, FULL_YEAR):
            raise CountryFileWrong(_("{where}: hours are credited 0, 1 or 12 times a year.").format(where=where))
        if (rule, start) in seen:
            raise CountryFileWrong(_("{where}: {rule} counts from this day twice.").format(where=where, rule=rule))
        seen.add((rule, start))
        source = _source(row, where, laws)
        yield LegalNumber(kind, rule, start, round(value * RULES[rule][1]), source, bool(row.get("least", False)))


def _source(row: dict[str, Any], where: str, laws: dict[str, str]) -> str:
    """The article with its law's link; a number without one says that it is a choice."""
    article = row.get("article", "")
    if row.get("choice") is True and not article and not row.get("least"):
        return ""
    law = next((law for law in sorted(laws, key=len, reverse=True) if str(article).startswith(law)), None)
    if not isinstance(article, str) or law is None:
        raise CountryFileWrong(
            _("{where}: name the article, beginning with one of [laws], or write choice = true.").format(where=where)
        )
    return f"{article} · {laws[law].removeprefix('https://')}"


def _names(told: Any, where: str) -> tuple[str, str]:
    if not isinstance(told, dict) or set(told) != {"en", "nl"} or not all(
        isinstance(one, str) and 0 < len(one.strip()) <= 60 for one in told.values()
    ):  # fmt: skip
        raise CountryFileWrong(_('{where}: write name = {{ en = "…", nl = "…" }}.').format(where=where))
    return told["en"].strip(), told["nl"].strip()


def _known(part: str, told: dict[str, Any], where: str) -> None:
    for named in told:
        if named not in _KEYS[part]:
            known = ", ".join(sorted(_KEYS[part]))
            raise CountryFileWrong(
                _("{where} {named} is not known. Known are: {known}.")
                .format(where=where, named=named, known=known)
                .strip()
            )
