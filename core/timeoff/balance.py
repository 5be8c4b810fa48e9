"""The balance: the sum of an append-only ledger, pot by pot, explained line by line, in minutes."""

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import bindparam, case, func, or_, select
from sqlalchemy.dialects.postgresql import insert as insert_or

from core import calendar, people
from core.db import Query, Tx, table
from core.errors import FieldError, NotAllowed
from core.people import Me, Role
from core.timeoff.entitlement import last_day
from core.timeoff.export import check_open
from core.timeoff.models import Entry, LeaveKind, LedgerLine, Request, Status
from core.timeoff.policy import rules_of
from core.timeoff.pots import Pot
from core.timeoff.refusals import GrantInUse
from core.values import frozen
from core.words import _, say_number

_ledger, _request, _kind = table(LedgerLine), table(Request), table(LeaveKind)
_granting = or_(*(_ledger.c.entry == entry.value for entry in (Entry.OPENING, Entry.GRANT, Entry.CARRY, Entry.LIEU)))
_pending = (
    select(func.coalesce(func.sum(_request.c.minutes), 0))
    .where(_request.c.person_id == bindparam("person"), _request.c.status == Status.PENDING.value)
    .where(or_(_request.c.kind == "holiday", _request.c.kind.in_(select(_kind.c.key).where(_kind.c.draws != ""))))
    .scalar_subquery()
)
_pots = Query(
    select(
        _ledger.c.pot, func.min(_ledger.c.usable_from).label("first"), func.max(_ledger.c.usable_to).label("last"),
        func.sum(_ledger.c.minutes).label("minutes"),
        func.sum(case((_granting, 1), else_=0)).label("granted"), _pending.label("pending"),
    )
    .where(_ledger.c.person_id == bindparam("person"))
    .group_by(_ledger.c.pot)
)  # fmt: skip
WRITE = Query(
    insert_or(_ledger).on_conflict_do_nothing(index_elements=["key"]),
    "person_id", "day", "minutes", "entry", "pot", "usable_from", "usable_to", "request_id", "reason", "by", "key",
)  # fmt: skip
_lines = Query(
    select(_ledger.c.day, _ledger.c.minutes, _ledger.c.entry, _ledger.c.request_id, _ledger.c.reason, _ledger.c.pot)
    .where(_ledger.c.person_id == bindparam("person"))
    .order_by(_ledger.c.day, _ledger.c.id)
)
_taken = Query(
    select(_ledger.c.pot, _ledger.c.minutes).where(_ledger.c.request_id == bindparam("request")).order_by(_ledger.c.id)
)


@frozen
class Balance:
    """Minutes: `remaining` is granted minus used, `pending` is asked for. Not `known` means no opening or grant yet.

    Hours of a coming year stand in `pots` but not in `remaining`.
    """

    remaining: int
    pending: int
    known: bool
    pots: tuple[Pot, ...] = ()

    @property
    def available(self) -> int:
        """What can still be asked for."""
        return self.remaining - self.pending


@frozen
class Line:
    """One line of the explanation; `total` is the balance after it."""

    day: date
    minutes: int
    entry: Entry
    request: int | None
    reason: str
    total: int
    pot: str = ""


def balance_of(tx: Tx, person: int) -> Balance:
    """A person's balance now, recomputed from the ledger."""
    rows = tx.all(_pots, person=person)
    if not rows:
        return Balance(0, 0, False)
    year = tx.now.year
    pots = tuple(Pot(row.pot, row.first, row.last, int(row.minutes)) for row in rows)
    remaining = sum(pot.minutes for pot in pots if not pot.name or pot.year <= year)
    return Balance(remaining, int(rows[0].pending), any(row.granted for row in rows), pots)


def explain(tx: Tx, me: Me, person: int) -> list[Line]:
    """Every line of the balance, the oldest first: one's own, one's reports', or for HR."""
    if not people.may_see_leave(tx, me.id, person):
        raise NotAllowed(_("I don't know this person, or you may not see this."))
    total, lines = 0, []
    for row in tx.all(_lines, person=person):
        total += row.minutes
        lines.append(Line(row.day, row.minutes, Entry(row.entry), row.request_id, row.reason, total, row.pot))
    return lines


def closing(lines: Iterable[Line], first: date, last: date) -> tuple[int, dict[Entry, int], int]:
    """The balance before a span of dates, what each sort of line added in it, and the balance at its end."""
    before, added = 0, dict.fromkeys(Entry, 0)
    for line in lines:
        if line.day < first:
            before += line.minutes
        elif line.day <= last:
            added[line.entry] += line.minutes
    return before, added, before + sum(added.values())


def beside(lines: Iterable[Line], today: date) -> tuple[int, int, int]:
    """Minutes taken this year up to today, last year up to the same day, and in all of last year; what came back is off.

    Leave counts in the year and on the day on which it begins; 29 February is beside the 28th.
    """
    year = today.year
    same = date(year - 1, today.month, min(today.day, 28) if today.month == 2 else today.day)
    known = list(lines)
    spans = ((date(year, 1, 1), today), (date(year - 1, 1, 1), same), (date(year - 1, 1, 1), date(year - 1, 12, 31)))
    sums = [closing(known, *span)[1] for span in spans]
    this, then, whole = (-added[Entry.USE] - added[Entry.RETURN] for added in sums)
    return this, then, whole


def write_line(
    tx: Tx, person: int, day: date, minutes: int, entry: Entry, *, request: int | None = None, reason: str = "",
    by: int | None = None, pot: str = "", first: date | None = None, last: date | None = None, key: str | None = None,
) -> bool:  # fmt: skip
    """Add a line; nothing ever changes or removes one. False when a line with this key stands there already."""
    return tx.run(WRITE, person_id=person, day=day, minutes=minutes, entry=entry.value, pot=pot, usable_from=first,
                  usable_to=last, request_id=request, reason=reason, by=by, key=key) > 0  # fmt: skip


def taken(tx: Tx, request: int) -> list[tuple[str, int]]:
    """What this request holds of each pot now, in the order in which it took from them."""
    net: dict[str, int] = {}
    for row in tx.all(_taken, request=request):
        net[row.pot] = net.get(row.pot, 0) - row.minutes
    return [(pot, minutes) for pot, minutes in net.items() if minutes]


def open_balance(tx: Tx, person: int, day: date, minutes: int) -> bool:
    """The balance a person brings from elsewhere, on its date; False when one was written before.

    Raises PeriodLocked for a date that was passed on to payroll already.
    """
    tx.lock("person", person)
    if any(row.entry == Entry.OPENING for row in tx.all(_lines, person=person)):
        return False
    check_open(tx, day)
    return write_line(tx, person, day, minutes, Entry.OPENING, key=f"opening:{person}")


def correct(tx: Tx, me: Me, person: int, minutes: int, reason: str, pot: str = "") -> None:
    """HR sets something right with a line of its own and a reason; never one's own balance.

    Raises NotAllowed; FieldError without a reason or for hours of a pot that this person never had; GrantInUse for taking
    away what granted leave uses already.
    """
    if me.id == person or not people.has_role(tx, me.id, Role.HR):
        raise NotAllowed(_("Only HR can correct a balance, and never their own."))
    if not reason.strip():
        raise FieldError("reason", _("Say why, so that everybody understands this line later."))
    tx.lock("person", person)
    balance = balance_of(tx, person)
    if pot and pot not in {one.name for one in balance.pots}:
        raise FieldError("pot", _("There are no such hours here. Choose one of the list."))
    left = sum(one.minutes for one in balance.pots if one.name == pot or not pot)
    if (
        balance.known
        and minutes < 0
        and left + minutes < (rules_of(tx, "holiday", person).on("floor", tx.now.date()) or 0)
    ):
        raise GrantInUse(
            _("Only {n} hours are left, the others are granted leave already. Take away fewer, or cancel leave first.")
            .format(n=say_number(max(0, left) / 60, 2))
        )  # fmt: skip
    write_line(tx, person, tx.now.date(), minutes, Entry.CORRECTION, reason=reason.strip(), by=me.id, pot=pot)


def credit_lieu(tx: Tx, me: Me, person: int, worked_on: date, minutes: int, worked: int) -> None:
    """Hours worked on a free day come back as time in lieu, usable from the next day; the manager or HR says so.

    Raises NotAllowed; FieldError when it is more than was worked, or the day is still to come.
    """
    if me.id == person or not people.may_see_leave(tx, me.id, person):
        raise NotAllowed(_("Only the manager or HR can credit time in lieu, and never their own."))
    if not 0 < minutes <= worked:
        raise FieldError("hours", _("No more can be credited than was worked."))
    if worked_on > tx.now.date():
        raise FieldError("day", _("That day is still to come."))
    if calendar.minutes_on(tx, person, worked_on, worked_on)[worked_on]:
        raise FieldError("day", _("That was a working day, not a free one."))
    year = worked_on.year
    write_line(tx, person, worked_on, minutes, Entry.LIEU, by=me.id, pot=f"lieu:{year}",
               first=worked_on + timedelta(days=1), last=last_day(rules_of(tx, "holiday", person), "lieu", year),
               key=f"lieu:{person}:{worked_on}")  # fmt: skip


def in_order(pots: Iterable[Pot]) -> list[Pot]:
    """The pots with something in them, the one that ends first on top."""
    return sorted((pot for pot in pots if pot.minutes), key=lambda pot: (pot.last or date.max, pot.name))
