"""What waits for an answer: reminders that end with the decision, and the deputy's turn after two working days."""

from sqlalchemy import bindparam, select, update

from core import calendar, facts, jobs, people
from core.db import Query, Tx, table
from core.errors import NotAllowed
from core.people import Deciders, Me, Role
from core.timeoff.blocked import crowded, warnings
from core.timeoff.facts import Escalated, WaitsFor
from core.timeoff.models import Request, Status
from core.timeoff.request import Asked, find
from core.timeoff.term import plan_term, rest_term
from core.words import _

REMIND, ESCALATE = "timeoff.remind", "timeoff.escalate"
_request = table(Request)
_escalate = Query(
    update(_request)
    .where(_request.c.id == bindparam("request"), _request.c.status == Status.PENDING.value)
    .values(escalated=True)
)
_waiting = Query(
    select(_request.c.id).where(_request.c.status == Status.PENDING.value).order_by(_request.c.asked_at, _request.c.id)
)

_stuck = Query(
    select(_request.c.id)
    .where(_request.c.status == Status.PENDING.value, _request.c.escalated.is_(True))
    .order_by(_request.c.asked_at, _request.c.id)
)
AT_ONCE = 7
"""As many requests as one button can carry."""


def deciders_of(tx: Tx, asked: Asked) -> Deciders:
    """Who may decide on this request at this moment: HR alone once the manager has said yes and HR's is needed too."""
    if asked.first_yes_by is None:
        return people.deciders(tx, asked.person_id, calendar.is_away, asked.escalated)
    hr = tuple(one.id for one in people.with_role(tx, Role.HR) if one.id not in (asked.person_id, asked.first_yes_by))
    return Deciders(hr, frozenset(hr))


def asked_of(tx: Tx, asked: Asked) -> tuple[int, ...]:
    """Who should decide on this request at this moment."""
    if asked.first_yes_by is not None:
        return deciders_of(tx, asked).asked
    return people.asked(tx, asked.person_id, calendar.is_away, asked.escalated)


def plan_reminders(tx: Tx, asked: Asked) -> None:
    """After one working day of the first who was asked a reminder, after two the deputy or HR."""
    first = next(iter(asked_of(tx, asked)), asked.person_id)
    for kind, days in ((REMIND, 1), (ESCALATE, 2)):
        when = calendar.working_days_later(tx, first, asked.asked_at, days)
        jobs.at(tx, f"{kind}:{asked.id}", when, kind, {"request": asked.id})
    plan_term(tx, asked)


def rest(tx: Tx, number: int) -> None:
    """The request is settled: no more reminders."""
    for kind in (REMIND, ESCALATE):
        jobs.cancel(tx, f"{kind}:{number}")
    rest_term(tx, number)


def escalate(tx: Tx, number: int) -> None:
    """Nobody answered: from now on the deputy or HR may decide too."""
    if tx.run(_escalate, request=number):
        facts.record(tx, Escalated(number))


def together(tx: Tx, waiting: list[Asked]) -> list[Asked]:
    """Those of these requests that can all be granted at once without any warning, at most seven, the oldest first."""
    chosen: list[Asked] = []
    for asked in waiting:
        if len(chosen) == AT_ONCE:
            break
        also = [f"timeoff:{one.id}" for one in (*chosen, asked)]
        found = warnings(tx, asked.person_id, asked.days, f"timeoff:{asked.id}", also)
        short = any(warnings(tx, one.person_id, one.days, f"timeoff:{one.id}", also).short for one in chosen)
        full = crowded(tx, asked.person_id, asked.kind, asked.days, [one.id for one in chosen])
        if not found.blocked and not found.short and not short and not full:
            chosen.append(asked)
    return chosen


def stuck(tx: Tx, me: Me) -> list[Asked]:
    """Requests that nobody answered for two working days, the oldest first. HR only."""
    if not people.has_role(tx, me.id, Role.HR):
        raise NotAllowed(_("Only HR sees what waits for others."))
    return [asked for row in tx.all(_stuck) if (asked := find(tx, row.id))]


def unanswered(tx: Tx) -> list[Asked]:
    """Every request that waits for an answer, the oldest first."""
    return [asked for row in tx.all(_waiting) if (asked := find(tx, row.id))]


def moved_deciders(tx: Tx) -> list[Asked]:
    """Managers changed, left or are away from today on: whatever shows who decides on what waits is drawn anew."""
    waiting = unanswered(tx)
    for asked in waiting:
        facts.record(tx, WaitsFor(asked.id))
    return waiting


def waiting_for(tx: Tx, me: Me) -> list[Asked]:
    """The requests this person is asked to decide on today, the oldest first."""
    return [asked for asked in unanswered(tx) if me.id in asked_of(tx, asked)]
