"""Who is asked today because of a date of their own, once, on the first day they are there; and who was asked too early."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, or_, select
from sqlalchemy.dialects.postgresql import insert as insert_or

from core import calendar, jobs
from core.clock import at_local, local_day
from core.db import Query, Tx, table
from core.facts import record
from core.people.models import Person
from core.surveys.facts import SeatTakenBack
from core.surveys.models import Participation, Pulse, Round
from core.surveys.moments import (
    AFTER,
    EXIT,
    NEWCOMER,
    STAY,
    anniversary,
    before_last,
    kind_of,
    reminder_days,
    years_later,
)
from core.surveys.opening import find
from core.surveys.pool import TAIL, pool_for, turn
from core.surveys.switch import Switched, switched_on
from core.values import frozen

OPEN, LATE, GRACE, REST, HORIZON = (timedelta(days=n) for n in (14, 28, 3, 300, 30))
"""How long questions are open; until how long after the day somebody who was away is still asked, and everybody else
(the program stood still); how long nobody is asked the same again; how far ahead last days are looked at."""
AGAIN, MORNING = "surveys.again", "surveys.morning"
LONGEST_CAREER, AT_ONCE, PAGE = 60, 200, 500
_person, _part, _round, _pulse = table(Person), table(Participation), table(Round), table(Pulse)
_columns = (_person.c.id, _person.c.started_on, _person.c.left_on, _person.c.location, _person.c.zone)
_seat = Query(
    insert_or(_part).on_conflict_do_nothing(index_elements=["round_id", "person_id"]).returning(_part.c.id),
    "round_id", "person_id", "segment", "invited_on", "until_on",
)  # fmt: skip
_waiting = Query(
    select(_part.c.id.label("seat"), _part.c.round_id, _part.c.invited_on, _pulse.c.question, _pulse.c.ahead, *_columns)
    .join(_round, _round.c.id == _part.c.round_id).join(_pulse, _pulse.c.id == _round.c.pulse_id)
    .join(_person, _person.c.id == _part.c.person_id)
    .where(_part.c.answered_on.is_(None), _part.c.until_on >= bindparam("today"), _round.c.closed_at.is_(None))
)  # fmt: skip
_take_back = Query(delete(_part).where(_part.c.id == bindparam("seat"), _part.c.answered_on.is_(None)))
_mine = Query(
    select(_part.c.answered_on, _part.c.until_on)
    .where(_part.c.round_id == bindparam("round"), _part.c.person_id == bindparam("person"))
)  # fmt: skip


@frozen
class Seat:
    """Somebody who is asked today."""

    round_id: int
    person_id: int
    invited_on: date


def look(tx: Tx, most: int = AT_ONCE) -> list[Seat]:
    """Each morning: pools that are full turn, who was asked too early is left in peace, and who is due is asked.

    At most so many at a time: look again while there are as many. Who was asked is passed over then.
    """
    tx.lock("surveys_moments", 0)
    on = switched_on(tx)
    turn(tx, on)
    take_back(tx)
    seats: list[Seat] = []
    for one in on:
        today = local_day(tx.now, one.zone)
        coming = due(tx, one, today, most - len(seats))
        seats += [seat for person, until in coming if (seat := _give(tx, one, person, today, until))]
    return seats


def due(tx: Tx, one: Switched, today: date, most: int) -> list[tuple[Any, date]]:
    """Who is asked today, at most so many, and until when they can answer; by their number, which means nothing."""
    found: list[tuple[Any, date]] = []
    due_ones = [(row, day) for row in _candidates(tx, one, today)
                if (day := _day(tx, one.question, one.ahead, row, today)) and _in_time(one, row, day, today)]  # fmt: skip
    stays = TAIL - timedelta(days=1) if one.kind == EXIT else OPEN
    for at in range(0, len(due_ones), PAGE):
        page = due_ones[at : at + PAGE]
        there = set(calendar.there_between(tx, [row.id for row, _day_ in page], today, today))
        found += [
            (row, min(row.left_on or date.max, today + stays)) for row, day in page
            if row.id in there and (one.kind == EXIT or not _was_there(tx, row.id, day, today))
        ]  # fmt: skip
        if len(found) >= most:
            break
    return found[:most]


def take_back(tx: Tx) -> int:
    """Who was asked too early, because a first or last day has moved since, can leave it; says how many."""
    gone = set()
    for row in tx.all(_waiting, today=tx.now.date()):
        day = _day(tx, row.question, row.ahead, row, local_day(tx.now, row.zone))
        if day is not None and day >= row.invited_on - LATE:
            continue
        tx.lock("surveys_round", row.round_id)
        if tx.run(_take_back, seat=row.seat):
            for turn_ in (1, 2):
                jobs.cancel(tx, _key(Seat(row.round_id, row.id, row.invited_on), turn_))
            gone.add(row.round_id)
    for round_id in sorted(gone):
        record(tx, SeatTakenBack(round_id))
    return len(gone)


def waits_still(tx: Tx, round_id: int, person: int) -> bool:
    """Whether this person may hear of it once more today: not answered, not over, not away."""
    seat, asked = tx.one(_mine, round=round_id, person=person), find(tx, round_id)
    today = local_day(tx.now, asked.zone)
    if seat is None or seat.answered_on or not asked.is_open(tx.now) or seat.until_on < today:
        return False
    return not calendar.is_away(tx, person, today)


def _give(tx: Tx, one: Switched, row: Any, today: date, until: date) -> Seat | None:
    pool = pool_for(tx, one, today)
    if not tx.all(_seat, round_id=pool.id, person_id=row.id, segment=0, invited_on=today, until_on=until):
        return None
    seat = Seat(pool.id, row.id, today)
    for turn_, day in enumerate(reminder_days(today, until), 1):
        at = at_local(day, 9, 0, row.zone)
        jobs.at(tx, _key(seat, turn_), at, AGAIN, {"round": pool.id, "person": row.id, "turn": turn_})
    return seat


def _key(seat: Seat, turn_: int) -> str:
    return f"surveys:moment:{seat.round_id}:{seat.person_id}:{seat.invited_on}:{turn_}"


def _candidates(tx: Tx, one: Switched, today: date) -> list[Any]:
    """Who works here, has a date that may make it today, and was not asked the same before."""
    dates: ColumnElement[bool]
    if one.kind == EXIT:
        dates = _person.c.left_on.between(today, today + HORIZON)
    elif one.kind == NEWCOMER:
        day = today - timedelta(days=AFTER[one.question])
        dates = _person.c.started_on.between(day - LATE, day)
    else:
        days = [years_later(today, -years) for years in range(1, LONGEST_CAREER)]
        dates = or_(*(_person.c.started_on.between(day - LATE - GRACE, day + GRACE) for day in days))
    here = or_(_person.c.left_on.is_(None), _person.c.left_on >= today)
    lately = (
        select(_part.c.person_id)
        .join(_round, _round.c.id == _part.c.round_id).join(_pulse, _pulse.c.id == _round.c.pulse_id)
        .where(_pulse.c.question == one.question, _part.c.invited_on > today - REST)
    )  # fmt: skip
    wanted = (_person.c.erased.is_(False), here, dates, _person.c.id.not_in(lately))
    return list(tx.execute(select(*_columns).where(*wanted).order_by(_person.c.id)))


def _day(tx: Tx, choice: int, ahead: int, row: Any, today: date) -> date | None:
    """The last day until today that makes it this person's turn; None: it is not, or no more."""
    kind, soon = kind_of(choice), row.left_on is not None and row.left_on <= today + HORIZON
    day: date | None = None
    if kind == EXIT and soon:
        closed = {off.day for off in calendar.holidays_between(tx, row.location, today - HORIZON, row.left_on)}
        day = before_last(row.left_on, ahead, closed)
    elif kind == NEWCOMER and row.started_on and not soon:
        day = row.started_on + timedelta(days=AFTER[choice])
    elif kind == STAY and row.started_on and row.left_on is None:
        day = anniversary(row.started_on, today)
    return day if day and day <= today else None


def _in_time(one: Switched, row: Any, day: date, today: date) -> bool:
    """Before it was switched on, or too long ago: left in peace. Only a last day that is still to come is never late."""
    return one.kind == EXIT or (day >= local_day(one.started_at, one.zone) and today - day <= LATE)


def _was_there(tx: Tx, person: int, day: date, today: date) -> bool:
    """Whether they could have been asked before: then they were, or came here later, and it is too late now."""
    last = today - GRACE - timedelta(days=1)
    return day <= last and bool(calendar.there_between(tx, [person], day, last))
