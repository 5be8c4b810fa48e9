"""The balance: the sum of an append-only ledger, explained line by line, in minutes."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, func, insert, or_, select

from core import people
from core.db import Query, Tx, table
from core.errors import NotAllowed
from core.people import Me, Role
from core.timeoff.models import Entry, LedgerLine, Request, Status
from core.words import _

_ledger, _request = table(LedgerLine), table(Request)
_sums = Query(
    select(
        select(func.count()).where(_ledger.c.person_id == bindparam("person")).scalar_subquery().label("lines"),
        select(func.coalesce(func.sum(_ledger.c.minutes), 0))
        .where(_ledger.c.person_id == bindparam("person"))
        .scalar_subquery()
        .label("remaining"),
        select(func.coalesce(func.sum(_request.c.minutes), 0))
        .where(_request.c.person_id == bindparam("person"), _request.c.status == Status.PENDING.value)
        .scalar_subquery()
        .label("pending"),
        select(func.count())
        .where(
            _ledger.c.person_id == bindparam("person"),
            or_(_ledger.c.entry == Entry.OPENING.value, _ledger.c.entry == Entry.GRANT.value),
        )
        .scalar_subquery()
        .label("granted"),
    )
)
_write = Query(insert(_ledger), "person_id", "day", "minutes", "entry", "request_id", "reason", "by")
_lines = Query(
    select(_ledger.c.day, _ledger.c.minutes, _ledger.c.entry, _ledger.c.request_id, _ledger.c.reason)
    .where(_ledger.c.person_id == bindparam("person"))
    .order_by(_ledger.c.day, _ledger.c.id)
)


@dataclass(frozen=True, slots=True)
class Balance:
    """Minutes: `remaining` is granted minus used, `pending` is asked for. Not `known` means no opening or grant yet."""

    remaining: int
    pending: int
    known: bool

    @property
    def available(self) -> int:
        """What can still be asked for."""
        return self.remaining - self.pending


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the explanation; `total` is the balance after it."""

    day: date
    minutes: int
    entry: Entry
    request: int | None
    reason: str
    total: int


def balance_of(tx: Tx, person: int) -> Balance:
    """A person's balance now."""
    row = tx.one(_sums, person=person)
    return Balance(int(row.remaining), int(row.pending), bool(row.granted))


def explain(tx: Tx, me: Me, person: int) -> list[Line]:
    """Every line of a person's balance, the oldest first: one's own, one's reports', or for HR."""
    if not people.may_see_leave(tx, me.id, person):
        raise NotAllowed(_("I don't know this person, or you may not see this."))
    total, lines = 0, []
    for row in tx.all(_lines, person=person):
        total += row.minutes
        lines.append(Line(row.day, row.minutes, Entry(row.entry), row.request_id, row.reason, total))
    return lines


def write_line(
    tx: Tx, person: int, day: date, minutes: int, entry: Entry, *,
    request: int | None = None, reason: str = "", by: int | None = None,
) -> None:  # fmt: skip
    """Add a line; nothing ever changes or removes one. One request is used once and returned once."""
    tx.run(_write, person_id=person, day=day, minutes=minutes, entry=entry.value, request_id=request,
           reason=reason, by=by)  # fmt: skip


def open_balance(tx: Tx, person: int, day: date, minutes: int) -> bool:
    """The balance a person brings from elsewhere, on its date; False when one was written before."""
    tx.lock("person", person)
    if any(row.entry == Entry.OPENING for row in tx.all(_lines, person=person)):
        return False
    write_line(tx, person, day, minutes, Entry.OPENING)
    return True


def correct(tx: Tx, me: Me, person: int, minutes: int, reason: str) -> None:
    """HR sets something right with a line of its own and a reason; never one's own balance."""
    if me.id == person or not people.has_role(tx, me.id, Role.HR):
        raise NotAllowed(_("Only HR can correct a balance, and never their own."))
    write_line(tx, person, tx.now.date(), minutes, Entry.CORRECTION, reason=reason, by=me.id)
