"""Asking for time off: what it costs over one's own schedule, what stands in the way, withdrawing and cancelling."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, insert, or_, select, update

from core import calendar, facts
from core.clock import local_day
from core.db import Query, Tx, table
from core.errors import NotAllowed, Stale, UserError
from core.people import Me
from core.timeoff.balance import Balance, balance_of, write_line
from core.timeoff.facts import Requested, TakenBack
from core.timeoff.models import Entry, Request, Status
from core.when import Part, Range
from core.words import _, language, say_date, say_number

_request = table(Request)
_columns = tuple(
    _request.c[name]
    for name in (
        "id", "person_id", "first_day", "last_day", "first_part", "last_part", "minutes", "note", "status", "version",
        "asked_at", "decided_by", "decided_at", "reason", "escalated",
    )
)  # fmt: skip
_get = Query(select(*_columns).where(_request.c.id == bindparam("request")))
_open = or_(_request.c.status == Status.PENDING.value, _request.c.status == Status.APPROVED.value)
_overlapping = Query(
    select(_request.c.first_day, _request.c.last_day, _request.c.first_part, _request.c.last_part, _request.c.status)
    .where(_request.c.person_id == bindparam("person"), _open)
    .where(_request.c.first_day <= bindparam("last"), _request.c.last_day >= bindparam("first"))
)
_add = Query(
    insert(_request).returning(_request.c.id),
    "person_id", "first_day", "last_day", "first_part", "last_part", "minutes", "note", "status", "version",
    "asked_at", "reason", "escalated",
)  # fmt: skip
_move = Query(
    update(_request)
    .where(_request.c.id == bindparam("request"), _request.c.status == bindparam("was"))
    .values(status=bindparam("becomes"), version=_request.c.version + 1)
)
_mine = Query(
    select(*_columns)
    .where(_request.c.person_id == bindparam("person"), _open, _request.c.last_day >= bindparam("day"))
    .order_by(_request.c.first_day)
)


class NothingToDeduct(UserError):
    """The days asked for are free already."""

    kind = "nothing_to_deduct"


class Overlap(UserError):
    """There is a request for these days already."""

    kind = "overlap"


class InsufficientBalance(UserError):
    """It costs more than there is."""

    kind = "insufficient_balance"


class AlreadyPast(UserError):
    """What is past can only be put right by HR."""

    kind = "already_past"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as conversations know it."""

    id: int
    person_id: int
    first_day: date
    last_day: date
    first_part: str
    last_part: str
    minutes: int
    note: str
    status: str
    version: int
    asked_at: datetime
    decided_by: int | None
    decided_at: datetime | None
    reason: str
    escalated: bool

    @property
    def days(self) -> Range:
        """From first to last day, both included."""
        return Range(self.first_day, self.last_day, Part(self.first_part), Part(self.last_part))


@dataclass(frozen=True, slots=True)
class Cost:
    """What days off cost: minutes, counted working days (a half as half), and the balance they come from."""

    minutes: int
    half_days: int
    balance: Balance
    usual_day: int
    """Minutes of this person's usual working day, for showing hours as days."""


def find(tx: Tx, request: int) -> Asked | None:
    """This request, or None."""
    row = tx.one(_get, request=request)
    return None if row is None else Asked(*row)


def coming(tx: Tx, person: int, day: date) -> list[Asked]:
    """A person's open requests from this day on."""
    return [Asked(*row) for row in tx.all(_mine, person=person, day=day)]


def cost_of(tx: Tx, person: int, days: Range) -> Cost:
    """What these days cost over the person's own schedule and holidays; a half is half of that date's minutes.

    The halves of an odd number of minutes add up to all of them: the morning is the longer one.
    """
    scheduled = calendar.minutes_on(tx, person, days.first_day, days.last_day)
    minutes = halves = 0
    for day, full in scheduled.items():
        part = days.first_part if day == days.first_day else days.last_part if day == days.last_day else Part.ALL
        if part is Part.ALL:
            minutes += full
            halves += 2 * bool(full)
        else:
            minutes += (full + 1) // 2 if part is Part.MORNING else full // 2
            halves += bool(full)
    usual = max(scheduled.values(), default=0) or 480
    return Cost(minutes, halves, balance_of(tx, person), usual)


def check(tx: Tx, me: Me, days: Range) -> Cost:
    """What these days would cost this person; raises what stands in the way."""
    if days.last_day < local_day(tx.now, me.zone):
        raise AlreadyPast(_("These days are past. Ask HR to put it right."))
    cost = cost_of(tx, me.id, days)
    if not cost.minutes:
        raise NothingToDeduct(_("You don't work on these days, so there is nothing to ask. Choose other days."))
    for other in tx.all(_overlapping, person=me.id, first=days.first_day, last=days.last_day):
        if _meet(days, Range(other.first_day, other.last_day, Part(other.first_part), Part(other.last_part))):
            raise Overlap(
                _("You already have a request from {first} to {last}. Withdraw that one first, or choose other days.")
                .format(first=say_date(other.first_day), last=say_date(other.last_day))
            )  # fmt: skip
    if cost.balance.known and cost.minutes > cost.balance.available:
        raise InsufficientBalance(
            _("This takes {cost} hours and you have {left}. Choose fewer days, or ask HR.")
            .format(cost=hours(cost.minutes), left=hours(cost.balance.available))
        )  # fmt: skip
    return cost


def request(tx: Tx, me: Me, days: Range, note: str = "") -> int:
    """Ask for these days; gives the request's id. Raises what stands in the way, checked again under the lock."""
    tx.lock("person", me.id)
    cost = check(tx, me, days)
    made = tx.one(
        _add, person_id=me.id, first_day=days.first_day, last_day=days.last_day, first_part=days.first_part.value,
        last_part=days.last_part.value, minutes=cost.minutes, note=note, status=Status.PENDING.value, version=1,
        asked_at=tx.now, reason="", escalated=False,
    )  # fmt: skip
    number = int(made.id)
    _note_absence(tx, number, me.id, days, certain=False)
    facts.record(tx, Requested(number))
    return number


def take_back(tx: Tx, me: Me, number: int) -> Asked:
    """One's own request back: withdrawn while it waits, cancelled after a yes, with the hours returned to the balance."""
    tx.lock("person", me.id)
    asked = find(tx, number)
    if asked is None or asked.person_id != me.id:
        raise NotAllowed(_("I don't know this request, or it is not yours."))
    if asked.status not in (Status.PENDING, Status.APPROVED):
        raise Stale(_("This request is already {status}.").format(status=say_status(asked.status)))
    if asked.status == Status.APPROVED and asked.first_day < local_day(tx.now, me.zone):
        raise AlreadyPast(_("This leave has begun. Ask HR to put it right."))
    becomes = Status.WITHDRAWN if asked.status == Status.PENDING else Status.CANCELLED
    if not tx.run(_move, request=number, was=asked.status, becomes=becomes.value):
        raise Stale(_("This request has just changed."))
    if becomes is Status.CANCELLED:
        write_line(tx, me.id, asked.first_day, asked.minutes, Entry.RETURN, request=number, by=me.id)
    calendar.clear_absence(tx, f"timeoff:{number}")
    facts.record(tx, TakenBack(number, becomes.value))
    done = find(tx, number)
    assert done is not None
    return done


def hours(minutes: int) -> str:
    """Minutes as hours, at most two decimals."""
    return say_number(minutes / 60, 2)


def say_status(status: str) -> str:
    """The status in the reader's language."""
    said = {
        "pending": _("waiting for an answer"), "approved": _("approved"), "declined": _("declined"),
        "withdrawn": _("withdrawn"), "cancelled": _("cancelled"),
    }  # fmt: skip
    return said[status]


def _note_absence(tx: Tx, number: int, person: int, days: Range, *, certain: bool) -> None:
    calendar.note_absence(tx, f"timeoff:{number}", person, days.first_day, days.last_day, days.first_part.value,
                          days.last_part.value, certain)  # fmt: skip


def _meet(one: Range, other: Range) -> bool:
    """Whether two requests claim the same half of some day."""
    if one.last_day < other.first_day or other.last_day < one.first_day:
        return False
    first, last = max(one.first_day, other.first_day), min(one.last_day, other.last_day)
    if first < last:
        return True
    return bool(_halves(one, first) & _halves(other, first))


def _halves(days: Range, day: date) -> set[str]:
    halves = {"morning", "afternoon"}
    for end, part in ((days.first_day, days.first_part), (days.last_day, days.last_part)):
        if end == day and part is not Part.ALL:
            halves &= {part.value}
    return halves


__all__ = ["AlreadyPast", "Asked", "Cost", "InsufficientBalance", "NothingToDeduct", "Overlap", "language"]
