"""Which country's rules count where: HR puts a file to use for the company or one location, and another from a year on."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import delete, insert, select
from sqlalchemy.dialects.postgresql import insert as insert_or
from sqlmodel import Field, SQLModel

from core import calendar, facts
from core.db import Query, Tx, table
from core.errors import FieldError, UserError
from core.people import Me
from core.timeoff.country_file import Country, CountryFileWrong, LegalNumber, TypeInFile, read_country, shipped
from core.timeoff.facts import PolicySet
from core.timeoff.kinds import HOLIDAY, Kind, every_kind
from core.timeoff.models import LeaveKind, Policy
from core.timeoff.policy import RULES, only_hr
from core.timeoff.types import NameTaken
from core.words import _


class CountryFile(SQLModel, table=True):
    """A country's file of the company's own, as config.toml named it at the last start."""

    __tablename__ = "timeoff_country"
    code: str = Field(primary_key=True)
    text: str


class CountryInUse(SQLModel, table=True):
    """Which country's rules count somewhere (empty: the company) from when on."""

    __tablename__ = "timeoff_country_in_use"
    place: str = Field(primary_key=True)
    valid_from: date = Field(primary_key=True)
    code: str


class NoSuchCountry(UserError):
    """No file gives the rules of this country."""

    kind = "no_such_country"


class OtherMeaning(UserError):
    """A type of leave in the file is in use here with another meaning."""

    kind = "other_meaning"


class SameCountry(UserError):
    """These rules count there already."""

    kind = "same_country"


_file, _used, _kind, _policy = table(CountryFile), table(CountryInUse), table(LeaveKind), table(Policy)
_files = Query(select(_file.c.code, _file.c.text).order_by(_file.c.code))
_in_use = Query(select(_used.c.place, _used.c.valid_from, _used.c.code).order_by(_used.c.place, _used.c.valid_from))
_use = Query(
    insert_or(_used).on_conflict_do_update(
        index_elements=["place", "valid_from"], set_={"code": insert_or(_used).excluded.code}
    ),
    "place", "valid_from", "code",
)  # fmt: skip
_put_kind = Query(
    insert_or(_kind).on_conflict_do_nothing(index_elements=["key"]),
    "key", "name_en", "name_nl", "needs", "law", "unit", "paid", "rank", "offered", "draws", "pack",
)  # fmt: skip
_columns = ("place", "kind", "rule", "valid_from", "value", "source", "by", "ends", "least")
_seed = Query(
    insert_or(_policy).on_conflict_do_nothing(index_elements=["place", "kind", "rule", "valid_from"]), *_columns
)


def keep_files(tx: Tx, texts: Mapping[str, str]) -> None:
    """Remember the company's own files, by their code, in place of those of the last start."""
    tx.execute(delete(_file))
    if texts:
        tx.execute(insert(_file), [{"code": code, "text": text} for code, text in texts.items()])


def countries(tx: Tx) -> dict[str, Country]:
    """The countries whose rules can be put to use: those that come with Townhall, and the company's own files before them."""
    own = {row.code: read_country(row.text) for row in tx.all(_files)}
    return {**shipped(), **own}


def in_use(tx: Tx, day: date) -> dict[str, str]:
    """Per place (empty: the company) the code of the country whose rules count there on this day."""
    return {row.place: row.code for row in tx.all(_in_use) if row.valid_from <= day}


def in_use_later(tx: Tx, day: date) -> list[tuple[str, date, str]]:
    """Place, day and code of the countries whose rules are to count from a later day on."""
    return [(row.place, row.valid_from, row.code) for row in tx.all(_in_use) if row.valid_from > day]


def use_country(tx: Tx, me: Me, accrues_from: date, code: str = "NL", place: str = "") -> int:
    """Put a country's types and numbers to use for a place (empty: the company); safe to repeat.

    What HR set before stays. Where other rules counted they count until this first of January, and the new ones from it.
    Gives how many numbers are new. HR only; raises FieldError, NoSuchCountry, OtherMeaning.
    """
    only_hr(tx, me)
    if (accrues_from.month, accrues_from.day) != (1, 1):
        raise FieldError("start", _("Crediting starts on a 1 January, for example 1 Jan 2027."))
    if place and place not in calendar.locations(tx):
        raise FieldError("place", _("Nobody works there. Choose one of the list."))
    country = countries(tx).get(code)
    if country is None:
        raise NoSuchCountry(_("There are no rules of this country. Choose one of the list."))
    tx.lock("timeoff.policy", 0)
    before = in_use(tx, accrues_from).get(place)
    if any(row.place == place and row.valid_from > accrues_from and row.code != code for row in tx.all(_in_use)):
        raise SameCountry(
            _("Other rules are to count there from a later year already. Choose that year or a later one.")
        )
    known = {one.key: one for one in every_kind(tx)}
    for rank, one in enumerate(country.types):
        _no_namesake(known, one)
        _same_meaning(known.get(one.key), one)
        tx.run(_put_kind, key=one.key, name_en=one.names[0], name_nl=one.names[1], needs=one.needs, law=one.law,
               unit=one.unit, paid=one.paid, rank=rank, offered=True, draws=one.draws, pack=code)  # fmt: skip
    rows = _rows(tx, country, place, accrues_from, before if before != code else None)
    written = [(row["rule"], tx.run(_seed, by=me.id, **{"place": place, **row})) for row in rows]
    new = sum(some for rule, some in written if rule in RULES)
    tx.run(_use, place=place, valid_from=accrues_from, code=code)
    facts.record(tx, PolicySet(HOLIDAY.key, "accrual", accrues_from))
    return new


def _rows(tx: Tx, country: Country, place: str, start: date, before: str | None) -> list[dict[str, object]]:
    """What is written: the file's numbers, which types are on offer where, and the end of what the country before said."""
    known, since = countries(tx), start if before else None
    numbers = [*country.numbers, LegalNumber(HOLIDAY.key, "accrual", start, 1, "", False)]
    numbers += [LegalNumber(one.key, "offered", date.min, 1, "", False) for one in country.types]
    theirs = {one.key for one in country.types}
    others = [one for one in every_kind(tx) if one.pack and one.key not in theirs]
    if place or since:
        numbers += [LegalNumber(one.key, "offered", date.min, 0, "", False) for one in others]
    rows = [_row(one) for one in (_from(numbers, since) if since else numbers)]
    said = {(one.kind, one.rule) for one in numbers}
    for old in known[before].numbers if before in known else ():
        if since and (old.kind, old.rule) not in said and old.valid_from <= since:
            rows.append(_row(old._replace(valid_from=since, value=0, source="", least=False), ends=True))
    for elsewhere, code in in_use(tx, start).items() if not place else ():
        there = {one.key for one in known[code].types} if code in known else theirs
        # A location with rules of its own is offered no type that its country does not have.
        rows += [
            {**_row(LegalNumber(key, "offered", date.min, 0, "", False)), "place": elsewhere}
            for key in sorted(theirs - there) if elsewhere
        ]  # fmt: skip
    return rows


def _from(numbers: list[LegalNumber], since: date) -> list[LegalNumber]:
    """The numbers as they count from a day on: the one that counts that day begins on it, later ones on their own."""
    latest: dict[tuple[str, str], LegalNumber] = {}
    later = []
    for one in sorted(numbers, key=lambda one: one.valid_from):
        if one.valid_from <= since:
            latest[one.kind, one.rule] = one._replace(valid_from=since)
        else:
            later.append(one)
    return [*latest.values(), *later]


def _row(one: LegalNumber, ends: bool = False) -> dict[str, object]:
    return {**one._asdict(), "ends": ends}


def _no_namesake(known: dict[str, Kind], one: TypeInFile) -> None:
    """Two types of one name could not be told apart in the form."""
    ours = {name.casefold() for key, kind in known.items() if key != one.key and not kind.pack for name in kind.names}
    for name in one.names:
        if name.casefold() in ours:
            text = _("The file has a type called {name} and so do you. Rename yours under /timeoff types first.")
            raise NameTaken(text.format(name=name))


def _same_meaning(known: Kind | None, one: TypeInFile) -> None:
    if known and (known.law, known.draws) != (one.law, one.draws):
        raise OtherMeaning(
            _("The file's type {key} takes other hours than the one of that name here. Give it another name in the file.")
            .format(key=one.key)
        )  # fmt: skip


__all__ = [
    "Country", "CountryFile", "CountryFileWrong", "CountryInUse", "NoSuchCountry", "OtherMeaning", "SameCountry",
    "countries", "in_use", "keep_files", "read_country", "shipped", "use_country",
]  # fmt: skip
