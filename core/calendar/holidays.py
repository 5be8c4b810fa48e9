"""When a location is closed: the country's public holidays as a start, every day of them editable."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import holidays as library
from sqlalchemy import bindparam, select
from sqlalchemy.dialects.postgresql import insert as insert_or

from core import facts
from core.calendar.facts import HolidayChanged, YearSeeded
from core.calendar.models import Holiday
from core.db import Query, Tx
from core.errors import UserError
from core.people.models import Person
from core.values import frozen
from core.words import _, language

LONGEST_NAME = 80


class UnknownLocation(UserError):
    """No list of public holidays exists for this location."""

    kind = "unknown_location"


class NamelessHoliday(UserError):
    """A day off needs a name that people recognise."""

    kind = "nameless_holiday"


@frozen
class DayOff:
    """A day on which a location is closed, named in the reader's language where the name is the country's own."""

    day: date
    name: str


_holiday = Holiday.__table__  # type: ignore[attr-defined]
_person = Person.__table__  # type: ignore[attr-defined]
_seed = Query(
    insert_or(_holiday).on_conflict_do_nothing(index_elements=["location", "day"]), "location", "day", "name", "closed"
)
_put = insert_or(_holiday)
_add = Query(
    _put.on_conflict_do_update(
        index_elements=["location", "day"], set_={"name": _put.excluded.name, "closed": _put.excluded.closed}
    ),
    "location", "day", "name", "closed",
)  # fmt: skip
_take_off = Query(
    _put.on_conflict_do_update(index_elements=["location", "day"], set_={"closed": _put.excluded.closed}),
    "location", "day", "name", "closed",
)  # fmt: skip
_known = Query(
    select(_holiday.c.name, _holiday.c.closed)
    .where(_holiday.c.location == bindparam("location"), _holiday.c.day == bindparam("day"))
)  # fmt: skip
_between = Query(
    select(_holiday.c.day, _holiday.c.name)
    .where(_holiday.c.location == bindparam("location"), _holiday.c.closed.is_(True))
    .where(_holiday.c.day.between(bindparam("first"), bindparam("last")))
    .order_by(_holiday.c.day)
)
_locations = Query(
    select(_person.c.location).where(_person.c.erased.is_(False)).distinct().order_by(_person.c.location)
)


def seed_holidays(tx: Tx, location: str, year: int) -> int:
    """Fill in the public holidays of this location ("NL", "DE-BY") for this year; says how many days were new.

    Safe to repeat: days that somebody added, renamed or took off stay as they are.
    """
    found = _public(location, year, None)
    added = sum(tx.run(_seed, location=location, day=day, name=name, closed=True) for day, name in found.items())
    if added:
        facts.record(tx, YearSeeded(location, year))
    return added


def seed_everywhere(tx: Tx, year: int) -> list[str]:
    """Fill in this year for every location where somebody works; gives back the locations without a known list."""
    unknown = []
    for row in tx.all(_locations):
        try:
            seed_holidays(tx, row.location, year)
        except UnknownLocation:
            unknown.append(row.location)
    return unknown


def add_holiday(tx: Tx, location: str, day: date, name: str) -> None:
    """From now on the location is closed on this day, under this name."""
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise NamelessHoliday(_("Give the day off a name of 1 to 80 characters."))
    before = tx.one(_known, location=location, day=day)
    tx.run(_add, location=location, day=day, name=name, closed=True)
    if before is None or not before.closed:
        facts.record(tx, HolidayChanged(location, day, closed=True))


def remove_holiday(tx: Tx, location: str, day: date) -> bool:
    """People at this location work on this day after all, also when the year is filled in later. False if they did."""
    before = tx.one(_known, location=location, day=day)
    tx.run(_take_off, location=location, day=day, name="", closed=False)
    if before is None or not before.closed:
        return False
    facts.record(tx, HolidayChanged(location, day, closed=False))
    return True


def move_holiday(tx: Tx, location: str, day: date, to: date) -> bool:
    """The same day off on another date. False when people work on this day anyway."""
    before = tx.one(_known, location=location, day=day)
    if before is None or not remove_holiday(tx, location, day):
        return False
    add_holiday(tx, location, to, before.name)
    return True


def locations(tx: Tx) -> list[str]:
    """Every location where somebody works, in order."""
    return [row.location for row in tx.all(_locations)]


def holidays_between(tx: Tx, location: str, first: date, last: date) -> list[DayOff]:
    """The days off of a location from first to last, both included, in order."""
    rows = tx.all(_between, location=location, first=first, last=last)
    return [DayOff(row.day, _said(location, row.day, row.name)) for row in rows]


def _said(location: str, day: date, name: str) -> str:
    """The name in the reader's language, unless somebody chose another name."""
    try:
        if _public(location, day.year, None).get(day) == name:
            return _public(location, day.year, language.get()).get(day, name)
    except UnknownLocation:
        return name
    return name


@lru_cache(maxsize=256)
def _public(location: str, year: int, tongue: str | None) -> Mapping[date, str]:
    """A location's public holidays by date; without a language, in the country's own."""
    country, _dash, region = location.partition("-")
    try:
        found = _ask(country, region, year, None)
    except NotImplementedError:
        text = _("There is no list of public holidays for {location}. Add its days off one by one.")
        raise UnknownLocation(text.format(location=location)) from None
    known: tuple[str, ...] = found.supported_languages
    wished = [name for start in (tongue, "en") if start for name in known if name.split("_")[0] == start]
    chosen = (wished[0] if tongue and wished else found.default_language) or None
    named = {day: str(name) for day, name in _ask(country, region, year, chosen).items()}
    if country == "NL":
        # Most Dutch employers work on Good Friday, and close on Liberation Day only in lustrum years.
        english = _ask(country, region, year, "en_US")
        dropped = {"Good Friday"} if year % 5 == 0 else {"Good Friday", "Liberation Day"}
        named = {day: name for day, name in named.items() if english.get(day) not in dropped}
    return MappingProxyType(named)


def _ask(country: str, region: str, year: int, tongue: str | None) -> Any:
    return library.country_holidays(country, subdiv=region or None, years=year, language=tongue)
