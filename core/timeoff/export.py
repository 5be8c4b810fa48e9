"""Leave for the pay administration, period by period; a locked period stays as it was, what changes later comes in the next."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import func, insert, select

from core import people
from core.db import Tx, table
from core.errors import FieldError, NotAllowed, UserError
from core.people import Me, Role
from core.people.models import Person
from core.timeoff.cost import by_date
from core.timeoff.models import Entry, LedgerLine, Request, Status
from core.timeoff.passed_on import Booked, Period
from core.values import frozen
from core.words import _, say_date

BEFORE, CORRECTED = "balance:before", f"balance:{Entry.CORRECTION.value}"
LONGEST = 366
_booked, _period, _ledger, _request, _person = (table(one) for one in (Booked, Period, LedgerLine, Request, Person))
Amounts = dict[tuple[int, str, int | None], int]
"""Minutes by person, item (`leave:holiday`, `balance:grant`) and request."""


class PeriodLocked(UserError):
    """What was passed on to payroll does not change any more."""

    kind = "period_locked"


@frozen
class Taken:
    """Leave of one request within the period, in minutes; `late` when it puts right what an earlier period said."""

    person: int
    kind: str
    first_day: date
    last_day: date
    minutes: int
    late: bool


@frozen
class Account:
    """One person's balance over the period, in minutes: what there was, what each sort of line added, what there is."""

    person: int
    before: int
    added: dict[Entry, int]

    @property
    def after(self) -> int:
        """What there is at the end: always what the next period begins with."""
        return self.before + sum(self.added.values())


@frozen
class Export:
    """A period for payroll: each leave taken, each balance, and the name and e-mail of everybody in it."""

    first_day: date
    last_day: date
    locked: bool
    taken: tuple[Taken, ...]
    accounts: tuple[Account, ...]
    people: dict[int, tuple[str, str]]


def export(tx: Tx, me: Me, first: date, last: date) -> Export:
    """This period as it was locked, or as it stands now next to what earlier locked periods said. HR only.

    Raises NotAllowed; FieldError for reversed days, more than a year, or days that cut through a locked period.
    """
    only_payroll(tx, me)
    _check_days(tx, first, last)
    locked = tx.execute(select(_period.c.id).where(_period.c.first_day == first, _period.c.last_day == last)).first()
    return _drawn(tx, first, last, _stored(tx, locked.id) if locked else _amounts(tx, first, last), locked is not None)


def lock_period(tx: Tx, me: Me, first: date, last: date) -> None:
    """From now on this period says what it says now. Periods are locked in order, without gaps. HR only.

    Raises NotAllowed, FieldError for other days, PeriodLocked when it is locked already.
    """
    only_payroll(tx, me)
    tx.lock("timeoff.period", 0)
    _check_days(tx, first, last)
    until = locked_until(tx)
    if until and last <= until:
        raise PeriodLocked(_("This period is locked already. What changes later comes in the next one."))
    if until and first != until + timedelta(days=1):
        raise FieldError(
            "when", _("The next period begins on {day}.").format(day=say_date(until + timedelta(days=1), "d MMM y"))
        )
    rows = _amounts(tx, first, last)
    number = tx.execute(
        insert(_period)
        .values(first_day=first, last_day=last, locked_at=tx.now, locked_by=me.id)
        .returning(_period.c.id)
    ).scalar_one()
    if rows:
        tx.execute(insert(_booked), [
            {"period_id": number, "person_id": who, "item": item, "request_id": request, "minutes": minutes}
            for (who, item, request), minutes in rows.items()
        ])  # fmt: skip


def locked_until(tx: Tx) -> date | None:
    """The last day that is locked; None while no period is."""
    found: date | None = tx.execute(select(func.max(_period.c.last_day))).scalar_one()
    return found


def day_of(text: str) -> date:
    """A date from a button (`20261130`); ValueError for anything else."""
    return date.fromisoformat(text)


def check_open(tx: Tx, day: date) -> None:
    """Raise PeriodLocked for a day that was passed on to payroll already."""
    until = locked_until(tx)
    if until and day <= until:
        raise PeriodLocked(
            _("Days until {day} are locked for payroll. Choose a later day.").format(day=say_date(until, "d MMM y"))
        )


def _check_days(tx: Tx, first: date, last: date) -> None:
    if last < first:
        raise FieldError("when", _("The last day comes before the first. Turn them round."))
    if (last - first).days >= LONGEST:
        raise FieldError("when", _("A period is at most one year."))
    rows = tx.execute(
        select(_period.c.first_day, _period.c.last_day).where(_period.c.first_day <= last, _period.c.last_day >= first)
    ).all()
    if any((row.first_day, row.last_day) != (first, last) for row in rows):
        raise FieldError("when", _("These days cut through a locked period: {first} to {last}.").format(
            first=say_date(rows[0].first_day, "d MMM y"), last=say_date(rows[0].last_day, "d MMM y")))  # fmt: skip


def _amounts(tx: Tx, first: date, last: date) -> Amounts:
    """What is true at the end of the period, less what earlier locked periods said of it already."""
    starts = tx.execute(select(func.min(_period.c.first_day)).where(_period.c.last_day < first)).scalar_one()
    began: date = starts or first
    found: Amounts = defaultdict(int)
    sums = select(_ledger.c.person_id, _ledger.c.entry, func.sum(_ledger.c.minutes))
    for who, entry, minutes in tx.execute(
        sums.where(_ledger.c.day >= began, _ledger.c.day <= last).group_by(_ledger.c.person_id, _ledger.c.entry)
    ):
        found[who, f"balance:{entry}", None] += int(minutes)
    before = select(_ledger.c.person_id, func.sum(_ledger.c.minutes)).where(_ledger.c.day < began)
    for who, minutes in tx.execute(before.group_by(_ledger.c.person_id)):
        # What is written later for days before the very first period is a correction of it.
        found[who, CORRECTED if starts else BEFORE, None] += int(minutes)
    for who, kind, request, minutes in _leave(tx, began, last):
        found[who, f"leave:{kind}", request] += minutes
    if starts is not None:
        _less_what_was_said(tx, first, found)
    return {key: minutes for key, minutes in found.items() if minutes}


def _less_what_was_said(tx: Tx, first: date, found: Amounts) -> None:
    """Take off what earlier periods passed on; together that is the balance this period begins with."""
    booked = tx.execute(
        select(_booked.c.person_id, _booked.c.item, _booked.c.request_id, _booked.c.minutes, _period.c.first_day)
        .join(_period, _period.c.id == _booked.c.period_id)
        .where(_period.c.last_day < first)
        .order_by(_period.c.first_day)
    ).all()
    began = booked[0].first_day if booked else first
    for who, item, request, minutes, day in booked:
        if item != BEFORE:
            found[who, item, request] -= int(minutes)
            if item.startswith("balance:"):
                found[who, BEFORE, None] += int(minutes)
        elif day == began:
            found[who, CORRECTED, None] -= int(minutes)
            found[who, BEFORE, None] += int(minutes)


def _leave(tx: Tx, first: date, last: date) -> Iterator[tuple[int, str, int, int]]:
    """Person, type, request and minutes of granted leave on dates from first to last."""
    rows = tx.execute(
        select(_request.c.id, _request.c.person_id, _request.c.kind, _request.c.first_day, _request.c.minutes, _request.c.costs)
        .where(_request.c.status == Status.APPROVED.value, _request.c.first_day <= last, _request.c.last_day >= first)
        .order_by(_request.c.id)
    )  # fmt: skip
    for row in rows:
        if not row.costs:
            dates = [(row.first_day, int(row.minutes))]
        else:
            dates = by_date(row.first_day, row.costs)
        minutes = sum(some for day, some in dates if first <= day <= last)
        if minutes:
            yield row.person_id, row.kind, row.id, minutes


def _stored(tx: Tx, number: int) -> Amounts:
    rows = tx.execute(
        select(_booked.c.person_id, _booked.c.item, _booked.c.request_id, _booked.c.minutes)
        .where(_booked.c.period_id == number)
        .order_by(_booked.c.id)
    )
    return {(who, item, request): int(minutes) for who, item, request, minutes in rows}


def _drawn(tx: Tx, first: date, last: date, amounts: Amounts, locked: bool) -> Export:
    numbers = {request for _who, _item, request in amounts if request}
    days = {
        row.id: (row.first_day, row.last_day)
        for row in tx.execute(select(_request.c.id, _request.c.first_day, _request.c.last_day))
        if row.id in numbers
    }
    taken, balances = [], defaultdict[int, dict[str, int]](dict)
    for (who, item, request), minutes in amounts.items():
        sort, _sep, name = item.partition(":")
        if sort == "balance":
            balances[who][name] = minutes
        elif request:
            begins, ends = days[request]
            taken.append(Taken(who, name, begins, ends, minutes, begins < first and (ends < first or minutes < 0)))
    accounts = tuple(
        Account(who, parts.get("before", 0), {entry: parts.get(entry.value, 0) for entry in Entry})
        for who, parts in sorted(balances.items())
    )
    everybody = {one.person for one in taken} | {one.person for one in accounts}
    named = {
        row.id: (row.name, row.email or "")
        for row in tx.execute(select(_person.c.id, _person.c.name, _person.c.email))
        if row.id in everybody
    }
    taken.sort(key=lambda one: (named[one.person], one.first_day, one.kind))
    return Export(first, last, locked, tuple(taken), accounts, named)


def only_payroll(tx: Tx, me: Me) -> None:
    """Raise NotAllowed for who does not pass leave on to payroll."""
    if not people.has_role(tx, me.id, Role.HR):
        raise NotAllowed(_("Only HR passes leave on to payroll."))
