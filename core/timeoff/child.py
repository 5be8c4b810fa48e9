"""Leave for a child: a date of birth and nothing else, so many weeks for each child, until a day that the law counts from it."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import bindparam, delete, insert, select

from core import calendar
from core.clock import local_day
from core.db import Query, Tx, table
from core.errors import FieldError, NotAllowed
from core.people import Me
from core.timeoff.cost import by_date, costs_on
from core.timeoff.entitlement import months_after
from core.timeoff.kinds import Kind, kinds
from core.timeoff.limits import CHILDHOOD, Other, others_of
from core.timeoff.models import Child
from core.timeoff.policy import Rules, rules_at
from core.timeoff.pots import Wanted
from core.timeoff.refusals import NoChild, OutsideAllocation, TypeLimit
from core.when import Range
from core.words import _, say_date, say_number

MOST = 20
OLDEST = 18
_child = table(Child)
_of = Query(
    select(_child.c.id, _child.c.born_on).where(_child.c.person_id == bindparam("person"))
    .order_by(_child.c.born_on, _child.c.id)
)  # fmt: skip
_add = Query(insert(_child).returning(_child.c.id), "person_id", "born_on")
_drop = Query(delete(_child).where(_child.c.id == bindparam("number"), _child.c.person_id == bindparam("me")))


class ChildHere(NamedTuple):
    """A child as far as anybody needs to know: when it was born."""

    id: int
    born_on: date


class Share(NamedTuple):
    """What one child gives of one type of leave: from when until when (both included), how much, how much of it paid."""

    born_on: date
    first: date
    last: date
    minutes: int
    paid: int
    paid_last: date | None
    taken: int = 0
    taken_paid: int = 0

    @property
    def left(self) -> int:
        """Minutes that can still be taken for this child."""
        return self.minutes - self.taken

    def paid_left(self, day: date) -> int:
        """Minutes that would be paid if they were taken on this day."""
        return max(0, min(self.paid - self.taken_paid, self.left)) if self.paid_last and day <= self.paid_last else 0


def children(tx: Tx, person: int) -> list[ChildHere]:
    """A person's children, the eldest first."""
    return [ChildHere(*row) for row in tx.all(_of, person=person)]


def add_child(tx: Tx, me: Me, born_on: date) -> int:
    """Leave can be counted from this date of birth from now on; only the person themself tells it. Raises FieldError."""
    today = local_day(tx.now, me.zone)
    if born_on > today:
        raise FieldError("born", _("That day is still to come. Leave is counted from the birth."))
    if born_on.year < today.year - OLDEST:
        raise FieldError("born", _("No leave is counted from a day that long ago."))
    tx.lock("person", me.id)
    if len(children(tx, me.id)) >= MOST:
        raise FieldError("born", _("So many dates are there already. Take one away first."))
    made = tx.one(_add, person_id=me.id, born_on=born_on)
    return int(made.id)


def drop_child(tx: Tx, me: Me, number: int) -> None:
    """This date is known no more. Raises NotAllowed, also while leave is counted from it."""
    tx.lock("person", me.id)
    known = children(tx, me.id)
    rest = [one for one in known if one.id != number]
    if len(rest) == len(known):
        raise NotAllowed(_("I don't know this date, or it is not yours."))
    for kind in kinds(tx, me.id, local_day(tx.now, me.zone)):
        rules = rules_at(tx, kind.key, me.location)
        if rules.per_child and _spent(tx, me, kind, rules, rest)[1]:
            raise NotAllowed(_("Leave is counted from this date, so it has to stay. Ask HR if it is wrong."))
    tx.run(_drop, number=number, me=me.id)


def shares(rules: Rules, born: Iterable[date], weekly: int) -> list[Share]:
    """What each child gives over so many weekly minutes; where the rules count births, children of one birth are one."""
    known = sorted(born)
    found = []
    for at, day in enumerate(known):
        if at and known[at - 1] == day and not rules.on("child.each", day):
            continue
        months, some = rules.on("child.months", day), rules.on("child.days", day)
        last = months_after(day, months) - timedelta(days=1) if months else day + timedelta(days=some or 0)
        # What is paid is what counts when the first year is over.
        birthday = months_after(day, 12)
        paid_months = rules.on("paid.months", birthday)
        ends = months_after(day, paid_months) - timedelta(days=1) if paid_months else None
        full = -(-weekly * (rules.on("most", day) or 0) // 100)
        paid = -(-weekly * (rules.on("paid.weeks", birthday) or 0) // 100)
        found.append(Share(day, day, last, full, paid, ends))
    return found


def allot(found: Sequence[Share], wanted: Iterable[Wanted]) -> tuple[list[Share], list[Wanted]]:
    """Take these dates, in order: paid hours before unpaid, then from whose time ends first; and what nobody gives."""
    shares, short = list(found), list[Wanted]()
    for day, needed in sorted(wanted):
        fitting = [at for at, one in enumerate(shares) if one.first <= day <= one.last]
        for at in sorted(fitting, key=lambda at: (not shares[at].paid_left(day), shares[at].last, at)):
            one = shares[at]
            taken, paid = min(needed, one.left), one.paid_left(day)
            if taken <= 0:
                continue
            shares[at] = one._replace(taken=one.taken + taken, taken_paid=one.taken_paid + min(taken, paid))
            needed -= taken
        if needed:
            short.append((day, needed))
    return shares, short


def child_shares(tx: Tx, me: Me, kind: Kind, more: Sequence[Wanted] = ()) -> list[Share]:
    """What each of one's children gives of this type, with what is granted or asked for taken off, and `more` as well."""
    return _spent(tx, me, kind, rules_at(tx, kind.key, me.location), children(tx, me.id), more)[0]


def _spent(
    tx: Tx, me: Me, kind: Kind, rules: Rules, known: Sequence[ChildHere], more: Sequence[Wanted] = ()
) -> tuple[list[Share], list[Wanted]]:
    today = local_day(tx.now, me.zone)
    first = min([one.born_on for one in known] + [today])
    schedule = calendar.schedule_of(tx, me.id, first, today)
    pattern = schedule.pattern(today)
    others = others_of(tx, me.id, Range(today, today), kind.key, CHILDHOOD)
    found = shares(rules, [one.born_on for one in known], pattern.weekly if pattern else 0)
    return allot(found, [*_claims(schedule, others, kind), *more])


def _claims(schedule: calendar.Schedule, others: Iterable[Other], kind: Kind) -> list[Wanted]:
    return [
        claim for one in others if one.kind == kind.key
        for claim in by_date(one.first_day, one.costs or costs_on(schedule, one.days))
    ]  # fmt: skip


def within_children(
    tx: Tx, me: Me, kind: Kind, rules: Rules, schedule: calendar.Schedule, costs: Sequence[Wanted],
    others: Iterable[Other],
) -> None:  # fmt: skip
    """Raise NoChild, OutsideAllocation or TypeLimit when no child gives these dates, next to what is asked already."""
    known = children(tx, me.id)
    if not known:
        raise NoChild(_("First tell the child's date of birth: type /timeoff child."))
    pattern = schedule.pattern(costs[0][0])
    found = shares(rules, [one.born_on for one in known], pattern.weekly if pattern else 0)
    for day, _some in costs:
        if not any(one.first <= day <= one.last for one in found):
            nearest = min(found, key=lambda one: min(abs(one.first - day), abs(one.last - day)))
            raise OutsideAllocation(
                _("This leave can be taken from {first} to {last}. Choose days between them.")
                .format(first=say_date(nearest.first, "d MMM y"), last=say_date(nearest.last, "d MMM y"))
            )  # fmt: skip
    short = allot(found, [*_claims(schedule, others, kind), *costs])[1]
    if short:
        missing = sum(some for _day, some in short)
        raise TypeLimit(
            _("{n} hours of this are more than there is. See what is left with /timeoff child.")
            .format(n=say_number(missing / 60, 2))
        )  # fmt: skip
