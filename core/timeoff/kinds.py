"""The types of leave as they are on offer to somebody on a day: the company's own and those of the country's file."""

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import and_, bindparam, or_, select

from core import people
from core.db import Query, Tx, table
from core.errors import NotAllowed
from core.people.models import Person
from core.timeoff.models import LeaveKind, Policy
from core.timeoff.policy import SETTINGS, as_rules, where_of
from core.values import frozen
from core.words import _, language

NEEDS = ("approval", "notice", "record")
UNITS = ("hours", "halves", "days")
DRAWS = ("all", "extra", "lieu")


@frozen
class Kind:
    """A type of leave. `draws`: which hours of the balance it takes (all, extra, lieu), empty for none.

    `whom`: empty for everybody, or `team:3`; `pack`: the country whose file brought it, empty for the company's own.
    """

    key: str
    names: tuple[str, str]
    needs: str = "approval"
    law: str = "holiday"
    unit: str = "hours"
    paid: bool = True
    draws: str = "all"
    pack: str = ""
    offered: bool = True
    whom: str = ""

    @property
    def name(self) -> str:
        """Its name in the reader's language."""
        return self.names[language.get() == "nl"]

    @property
    def deducts(self) -> bool:
        """Whether it takes hours from the balance."""
        return bool(self.draws)


HOLIDAY = Kind("holiday", ("Holiday", "Vakantie"))
_kind, _policy, _person = table(LeaveKind), table(Policy), table(Person)
_columns = tuple(
    _kind.c[name] for name in ("key", "name_en", "name_nl", "needs", "law", "unit", "paid", "draws", "pack", "rank")
)
_home = select(_person.c.location).where(_person.c.id == bindparam("person")).scalar_subquery()
_dated = and_(
    _policy.c.kind == _kind.c.key,
    or_(*(_policy.c.rule == one for one in SETTINGS)),
    _policy.c.place == where_of(_home, _kind.c.key),
)
_settings = (_policy.c.rule, _policy.c.valid_from, _policy.c.value, _policy.c.source, _policy.c.ends)
_all = Query(
    select(*_columns, *_settings)
    .select_from(_kind.outerjoin(_policy, _dated))
    .order_by(_kind.c.rank, _kind.c.key, _policy.c.valid_from, _policy.c.id)
)
_for = Query(
    select(*_columns, *_settings)
    .select_from(_kind.outerjoin(_policy, _dated))
    .where(_kind.c.key == bindparam("of"))
    .order_by(_policy.c.valid_from, _policy.c.id)
)
_one = Query(select(*_columns).where(_kind.c.key == bindparam("of")))
_every = Query(select(*_columns).order_by(_kind.c.rank, _kind.c.key))


def kinds(tx: Tx, person: int, day: date) -> list[Kind]:
    """The types on offer to this person on this day, holiday first; holiday alone where no country's rules are in use."""
    found = [one for one in _resolved(tx.all(_all, person=person), day) if one.offered]
    if any(one.whom for one in found):
        above = _above(tx, person)
        found = [one for one in found if _meant(one, above)]
    return found if HOLIDAY.key in {one.key for one in found} else [HOLIDAY, *found]


def kind_for(tx: Tx, key: str, person: int, day: date) -> Kind:
    """This type as it is for this person on this day; NotAllowed when there is none. Holiday needs no look."""
    if key == HOLIDAY.key:
        return HOLIDAY
    found = _resolved(tx.all(_for, of=key, person=person), day)
    if not found:
        raise NotAllowed(_("This type of leave is not in use here. Choose another one."))
    return found[0]


def meant_for(tx: Tx, kind: Kind, person: int) -> bool:
    """Whether this person belongs to those whom the type is for."""
    return not kind.whom or _meant(kind, _above(tx, person))


def kind_of(tx: Tx, key: str) -> Kind:
    """This type as it began, on offer or not: its name and what it takes. NotAllowed when there is none."""
    if key == HOLIDAY.key:
        return HOLIDAY
    row = tx.one(_one, of=key)
    if row is None:
        raise NotAllowed(_("This type of leave is not in use here. Choose another one."))
    return _read(row)


def every_kind(tx: Tx) -> list[Kind]:
    """Every type that this company has ever had, in order."""
    return [_read(row) for row in tx.all(_every)] or [HOLIDAY]


def chain(tx: Tx, team: int | None) -> list[int]:
    """This team and those above it, the nearest first."""
    above: list[int] = []
    while team is not None and team not in above:
        above.append(team)
        found = people.team(tx, team)
        team = found.parent_id if found else None
    return above


def _above(tx: Tx, person: int) -> list[int]:
    return chain(tx, people.get(tx, person).team_id) if person else []


def _meant(kind: Kind, above: list[int]) -> bool:
    sort, _sep, number = kind.whom.partition(":")
    return not sort or int(number) in above


def _resolved(rows: list[Any], day: date) -> list[Kind]:
    """Each type with what its dated rows say on this day."""
    found: dict[str, tuple[Kind, list[Any]]] = {}
    for row in rows:
        kept = found.setdefault(row.key, (_read(row), []))
        if row.rule is not None:
            kept[1].append((row.rule, row.valid_from, row.value, row.source, row.ends))
    return [as_of(kind, settings, day) for kind, settings in found.values()]


def as_of(kind: Kind, settings: list[Any], day: date) -> Kind:
    """The type with these dated settings, as it is on this day."""
    rules = as_rules(settings)
    needs, unit, paid = (rules.on(rule, day) for rule in ("needs", "unit", "paid"))
    whom, meant = rules.row("whom", day)
    return replace(
        kind, needs=kind.needs if needs is None else NEEDS[needs], unit=kind.unit if unit is None else UNITS[unit],
        paid=kind.paid if paid is None else bool(paid), whom=meant if whom else "",
        offered=kind.key == HOLIDAY.key or bool(rules.on("offered", day)),
    )  # fmt: skip


def _read(row: Any) -> Kind:
    return Kind(row.key, (row.name_en, row.name_nl), row.needs, row.law, row.unit, row.paid, row.draws, row.pack)
