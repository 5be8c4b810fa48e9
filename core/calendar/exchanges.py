"""A public holiday exchanged for another day: somebody works on the one and is free on the other."""

from datetime import date
from typing import Any

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert as insert_or

from core import facts
from core.calendar.facts import HolidayExchanged
from core.calendar.models import Holiday, HolidayExchange
from core.db import Query, Tx, table
from core.people.models import Person
from core.values import frozen

_exchange, _holiday, _person = table(HolidayExchange), table(Holiday), table(Person)
_columns = (_exchange.c.id, _exchange.c.person_id, _exchange.c.worked_on, _exchange.c.free_on)
_add = Query(
    insert_or(_exchange).on_conflict_do_nothing().returning(_exchange.c.id), "person_id", "worked_on", "free_on"
)
_one = Query(select(*_columns).where(_exchange.c.id == bindparam("number")))
_end = Query(delete(_exchange).where(_exchange.c.id == bindparam("number")))
_of = Query(
    select(*_columns)
    .where(_exchange.c.person_id == bindparam("person"))
    .where(_exchange.c.worked_on.between(bindparam("first"), bindparam("last")))
    .order_by(_exchange.c.worked_on)
)


_closing = (
    select(_holiday.c.location, _holiday.c.day)
    .where(_holiday.c.day.between(bindparam("first"), bindparam("last")), _holiday.c.closed.is_(True))
)  # fmt: skip
_here = select(_person.c.location).where(_person.c.id == bindparam("person")).scalar_subquery()
_mine = _exchange.c.person_id == bindparam("person")
_works = select(_exchange.c.id).where(_mine, _exchange.c.worked_on == _holiday.c.day).exists()
_one_closing = Query(
    _closing.where(_holiday.c.location == _here, ~_works).union_all(
        select(_holiday.c.location, _exchange.c.free_on)
        .select_from(_exchange.join(_holiday, _holiday.c.day == _exchange.c.worked_on))
        .where(_mine, _exchange.c.free_on.between(bindparam("first"), bindparam("last")))
        .where(_holiday.c.location == _here, _holiday.c.closed.is_(True))
    )
)
_all_exchanged = Query(
    select(_exchange.c.person_id, _exchange.c.worked_on, _exchange.c.free_on)
    .select_from(
        _exchange.join(_person, _person.c.id == _exchange.c.person_id).join(
            _holiday, (_holiday.c.location == _person.c.location) & (_holiday.c.day == _exchange.c.worked_on)
        )
    )
    .where(_holiday.c.closed.is_(True))
    .where(
        _exchange.c.worked_on.between(bindparam("first"), bindparam("last"))
        | _exchange.c.free_on.between(bindparam("first"), bindparam("last"))
    )
)
_all_closing = Query(_closing)


_who = Query(
    select(_exchange.c.person_id)
    .select_from(_exchange.join(_person, _person.c.id == _exchange.c.person_id))
    .where(_person.c.location == bindparam("location"))
    .where(_exchange.c.worked_on.between(bindparam("first"), bindparam("last")))
    .order_by(_exchange.c.person_id)
)


@frozen
class Exchange:
    """Somebody works on a public holiday (`worked_on`) and is free on another day instead."""

    id: int
    person_id: int
    worked_on: date
    free_on: date


def exchange_holiday(tx: Tx, person: int, worked_on: date, free_on: date) -> int | None:
    """Write the exchange; gives its id, or None when one of the days is exchanged already. Who may is the caller's."""
    row = tx.one(_add, person_id=person, worked_on=worked_on, free_on=free_on)
    if row is None:
        return None
    facts.record(tx, HolidayExchanged(person, worked_on, free_on, exchanged=True))
    return int(row.id)


def end_exchange(tx: Tx, number: int) -> None:
    """The holiday is free again, and the other day is worked."""
    found = exchange(tx, number)
    if found and tx.run(_end, number=number):
        facts.record(tx, HolidayExchanged(found.person_id, found.worked_on, found.free_on, exchanged=False))


def exchange(tx: Tx, number: int) -> Exchange | None:
    """This exchange, or None."""
    row = tx.one(_one, number=number)
    return None if row is None else Exchange(*row)


def exchanges_of(tx: Tx, person: int, first: date, last: date) -> list[Exchange]:
    """A person's exchanges of holidays from first to last, both included."""
    return [Exchange(*row) for row in tx.all(_of, person=person, first=first, last=last)]


def who_exchanged(tx: Tx, location: str, first: date, last: date) -> list[int]:
    """Who at this location exchanged a public holiday between these dates, by id."""
    return [int(row.person_id) for row in tx.all(_who, location=location, first=first, last=last)]


def days_off_of(tx: Tx, person: int, first: date, last: date) -> list[Any]:
    """The location and day of each day off of one person: public holidays, those exchanged, and what came instead."""
    return tx.all(_one_closing, person=person, first=first, last=last)


def days_off(tx: Tx, first: date, last: date) -> tuple[list[Any], list[Any]]:
    """Every location's days off between these dates, and who exchanged one of them (person, worked on, free on)."""
    return tx.all(_all_closing, first=first, last=last), tx.all(_all_exchanged, first=first, last=last)
