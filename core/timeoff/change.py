"""Changing what was asked: other days, fewer days, or a schedule or holiday that changed under it; hours go back to their pots."""

from datetime import date, timedelta

from sqlalchemy import bindparam, select, update

from core import calendar, facts
from core.clock import local_day
from core.db import Query, Tx, table
from core.errors import FieldError, NotAllowed, Stale
from core.people import Me, get
from core.people.models import Person
from core.timeoff.approval import hours_from
from core.timeoff.balance import balance_of, taken, write_line
from core.timeoff.cost import by_date, costs_on, written
from core.timeoff.cover import ask_cover_anew, within
from core.timeoff.facts import Changed, Recosted, TakenBack
from core.timeoff.kinds import HOLIDAY, kind_for, kind_of
from core.timeoff.models import Entry, Request, Status
from core.timeoff.policy import rules_at, rules_of
from core.timeoff.pots import Wanted, came_from
from core.timeoff.refusals import AlreadyPast
from core.timeoff.request import Asked, Wish, check_wish, find, give_back, note_absence, say_status
from core.timeoff.waiting import rest
from core.when import Part, Range
from core.words import _

_ONE_DAY = timedelta(days=1)
_request, _person = table(Request), table(Person)
_rewrite = Query(
    update(_request)
    .where(
        _request.c.id == bindparam("request"), _request.c.status == bindparam("was"), _request.c.version == bindparam("drawn")
    )
    .values(
        first_day=bindparam("first"), last_day=bindparam("last"), first_part=bindparam("begin"), last_part=bindparam("end"),
        hours=bindparam("some"), minutes=bindparam("takes"), costs=bindparam("dates"), status=bindparam("becomes"),
        version=_request.c.version + 1, first_yes_by=None,
    )
)  # fmt: skip
_move = Query(
    update(_request)
    .where(_request.c.id == bindparam("request"), _request.c.status == bindparam("was"))
    .values(status=bindparam("becomes"), version=_request.c.version + 1)
)
_open_then = Query(
    select(_request.c.id)
    .where((_request.c.status == Status.PENDING.value) | (_request.c.status == Status.APPROVED.value))
    .where(_request.c.person_id == bindparam("person"), _request.c.last_day >= bindparam("since"))
    .order_by(_request.c.first_day, _request.c.id)
)  # fmt: skip


def change(tx: Tx, me: Me, number: int, version: int, days: Range, hours: int = 0) -> Asked:
    """Other days for one's own request. Fewer days of granted leave stay granted; anything else is asked anew.

    Raises NotAllowed, Stale, AlreadyPast, or what stands in the way of the new days.
    """
    tx.lock("person", me.id)
    asked = find(tx, number)
    if asked is None or asked.person_id != me.id:
        raise NotAllowed(_("I don't know this request, or it is not yours."))
    if asked.status not in (Status.PENDING, Status.APPROVED):
        raise Stale(_("This request is already {status}.").format(status=say_status(asked.status)))
    if asked.status == Status.APPROVED and within(days, asked.days) and not asked.hours and not hours:
        return _shorten(tx, me, asked, version, days)
    if asked.status == Status.APPROVED and asked.first_day < local_day(tx.now, me.zone):
        raise AlreadyPast(_("This leave has begun. Shorten it, or ask HR to put it right."))
    kind = kind_for(tx, asked.kind, me.id, local_day(tx.now, me.zone))
    rules = rules_at(tx, asked.kind, me.location)
    told = kind.needs != "approval"
    if asked.status == Status.APPROVED:
        give_back(tx, asked, me.id)
    cost = check_wish(tx, me, Wish(days, asked.kind, hours), kind, rules, number)
    becomes = Status.APPROVED if told else Status.PENDING
    _write(tx, asked, version, days, hours, list(cost.dates), becomes)
    note_absence(tx, number, me.id, days, hours=hours, full=cost.usual_day, certain=told)
    rest(tx, number)
    ask_cover_anew(tx, asked, days)
    facts.record(tx, Changed(number, becomes.value))
    return _found(tx, number)


def shorten(tx: Tx, me: Me, number: int, version: int, last_day: date) -> Asked:
    """Back earlier from one's own granted leave: `last_day` is the new last one. Raises FieldError for a day outside it."""
    asked = find(tx, number)
    if asked is None or asked.person_id != me.id:
        raise NotAllowed(_("I don't know this request, or it is not yours."))
    first = asked.first_day
    if not first <= last_day < asked.last_day:
        raise FieldError("last", _("Choose a day within this leave, before its last one."))
    part = Part(asked.first_part) if last_day == first else Part.ALL
    return change(tx, me, number, version, Range(first, last_day, Part(asked.first_part), part))


def take_back(tx: Tx, me: Me, number: int) -> Asked:
    """One's own request back: withdrawn while it waits, cancelled after a yes, with the hours returned to their pots."""
    tx.lock("person", me.id)
    asked = find(tx, number)
    if asked is None or asked.person_id != me.id:
        raise NotAllowed(_("I don't know this request, or it is not yours."))
    if asked.status not in (Status.PENDING, Status.APPROVED):
        raise Stale(_("This request is already {status}.").format(status=say_status(asked.status)))
    if asked.status == Status.APPROVED and asked.first_day < local_day(tx.now, me.zone):
        raise AlreadyPast(_("This leave has begun. Shorten it, or ask HR to put it right."))
    becomes = Status.WITHDRAWN if asked.status == Status.PENDING else Status.CANCELLED
    if not tx.run(_move, request=number, was=asked.status, becomes=becomes.value):
        raise Stale(_("This request has just changed."))
    give_back(tx, asked, me.id)
    calendar.clear_absence(tx, f"timeoff:{number}")
    facts.record(tx, TakenBack(number, becomes.value))
    done = find(tx, number)
    assert done is not None
    return done


def _shorten(tx: Tx, me: Me, asked: Asked, version: int, days: Range) -> Asked:
    """Dates that are past stay as they were taken."""
    today = local_day(tx.now, me.zone)
    if min(days.first_day, today) > asked.first_day or days.last_day < min(today, asked.last_day) - _ONE_DAY:
        raise AlreadyPast(_("What is past can't be given back here. Ask HR to put it right."))
    schedule = calendar.schedule_of(tx, me.id, asked.first_day, asked.last_day)
    costs = costs_on(schedule, days)
    recost(tx, asked, version, days, costs, by=me.id)
    note_absence(tx, asked.id, me.id, days, certain=True)
    facts.record(tx, Changed(asked.id, asked.status))
    return _found(tx, asked.id)


def recost(tx: Tx, asked: Asked, version: int, days: Range, costs: list[int], by: int | None, reason: str = "") -> None:
    """Write what a granted request takes from now on; the difference goes back to, or comes from, the right pots by date."""
    before = dict(by_date(asked.first_day, asked.costs)) if asked.costs else {}
    after = dict(by_date(days.first_day, costs))
    if asked.status == Status.APPROVED and kind_of(tx, asked.kind).deducts:
        back: dict[str, int] = {}
        for day, pot, minutes in came_from(taken(tx, asked.id), sorted(before.items())):
            over = min(minutes, before[day] - after.get(day, 0))
            if over > 0:
                back[pot] = back.get(pot, 0) + over
                before[day] -= over
        for pot, minutes in back.items():
            write_line(tx, asked.person_id, asked.first_day, minutes, Entry.RETURN, request=asked.id, by=by, pot=pot,
                       reason=reason)  # fmt: skip
        more: list[Wanted] = [
            (day, some - before.get(day, 0)) for day, some in sorted(after.items()) if some > before.get(day, 0)
        ]
        if more:
            for pot, minutes in _from_pots(tx, asked, more):
                write_line(tx, asked.person_id, more[0][0], -minutes, Entry.USE, request=asked.id, by=by, pot=pot,
                           reason=reason)  # fmt: skip
    _write(tx, asked, version, days, asked.hours, costs, Status(asked.status))


def _from_pots(tx: Tx, asked: Asked, wanted: list[Wanted]) -> list[tuple[str, int]]:
    """What a granted request takes more: it was granted, so what is not there is taken beyond the balance."""
    if not balance_of(tx, asked.person_id).known:
        return [("", sum(minutes for _day, minutes in wanted))]
    schedule = calendar.schedule_of(tx, asked.person_id, asked.first_day, asked.last_day)
    return hours_from(tx, schedule, rules_of(tx, HOLIDAY.key, asked.person_id), asked, wanted, beyond=True)


def recost_person(tx: Tx, person: int, since: date) -> list[int]:
    """A schedule or holiday changed from this day on: cost this person's open requests anew, both ways; gives which changed.

    A request whose every date became free is withdrawn or cancelled. What ended before today is left to HR.
    """
    tx.lock("person", person)
    me = get(tx, person)
    changed = []
    today = local_day(tx.now, me.zone)
    for row in tx.all(_open_then, person=person, since=max(since, today)):
        asked = _found(tx, row.id)
        schedule = calendar.schedule_of(tx, person, asked.first_day, asked.last_day)
        if asked.hours and asked.hours <= schedule.minutes(asked.first_day):
            continue
        costs = costs_on(schedule, asked.days, min(asked.hours, schedule.minutes(asked.first_day)))
        if not asked.costs or costs == [int(some) for some in asked.costs.split(",")]:
            continue
        changed.append(asked.id)
        recost(tx, asked, asked.version, asked.days, costs, by=None)
        facts.record(tx, Recosted(asked.id, asked.minutes, sum(costs)))
        if not any(costs):
            _drop(tx, _found(tx, asked.id))
    return changed


def affected(tx: Tx, location: str, first: date, last: date) -> list[int]:
    """Who at this location has open requests on days between these."""
    rows = tx.execute(
        select(_request.c.person_id)
        .join(_person, _person.c.id == _request.c.person_id)
        .where(_person.c.location == location, _request.c.first_day <= last, _request.c.last_day >= first)
        .where((_request.c.status == Status.PENDING.value) | (_request.c.status == Status.APPROVED.value))
        .distinct()
        .order_by(_request.c.person_id)
    )
    return list(rows.scalars())


def _drop(tx: Tx, asked: Asked) -> None:
    """Every date became free: nothing is left to ask."""
    becomes = Status.WITHDRAWN if asked.status == Status.PENDING else Status.CANCELLED
    _write(tx, asked, asked.version, asked.days, asked.hours, [0], becomes)
    calendar.clear_absence(tx, f"timeoff:{asked.id}")
    rest(tx, asked.id)
    facts.record(tx, TakenBack(asked.id, becomes.value))


def _write(tx: Tx, asked: Asked, version: int, days: Range, hours: int, costs: list[int], becomes: Status) -> None:
    if not tx.run(
        _rewrite, request=asked.id, was=asked.status, drawn=version, first=days.first_day, last=days.last_day,
        begin=days.first_part.value, end=days.last_part.value, some=hours, takes=sum(costs), dates=written(costs),
        becomes=becomes.value,
    ):  # fmt: skip
        raise Stale(_("This request has just changed."))


def _found(tx: Tx, number: int) -> Asked:
    found = find(tx, number)
    assert found is not None
    return found
