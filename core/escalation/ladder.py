"""Silence climbs: the department's lead, the owner of the service, management; each once, and nobody who is away (57)."""

from collections import Counter
from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects.postgresql import insert as insert_or

from core import calendar, facts, jobs, people
from core.clock import local_day
from core.db import Query, Tx, table
from core.escalation.case import OWED, AskHere, CaseHere, ask_at, find
from core.escalation.deadline import BREACH, key
from core.escalation.facts import Breached
from core.escalation.models import Ask, Hop, Status
from core.escalation.queue import hours_of, queue_of
from core.people import Role
from core.values import frozen

RUNGS = ("lead", "owner", "management")
_ask, _hop = table(Ask), table(Hop)
_breach = Query(
    update(_ask)
    .where(_ask.c.id == bindparam("ask"), _ask.c.breached_at.is_(None))
    .values(breached_at=bindparam("deadline"))
)
_rise = Query(update(_ask).where(_ask.c.id == bindparam("ask")).values(level=bindparam("up")))
_log = Query(
    insert_or(_hop).on_conflict_do_nothing(index_elements=["ask_id", "timer", "level"]).returning(_hop.c.id),
    "ask_id", "timer", "level", "why", "told_id", "deadline", "at",
)  # fmt: skip
_hops = Query(
    select(_hop.c.id, _hop.c.level, _hop.c.why, _hop.c.told_id, _hop.c.deadline, _hop.c.at, _hop.c.ask_id)
    .where(_hop.c.ask_id == bindparam("ask")).order_by(_hop.c.id)
)  # fmt: skip


@frozen
class HopHere:
    """A step up the ladder: who was told (None: nobody could be, so the department's place was), when and why."""

    id: int
    level: int
    why: str
    told_id: int | None
    deadline: datetime
    at: datetime
    ask_id: int


def due_now(tx: Tx, ask_id: int, timer: int) -> tuple[CaseHere, AskHere] | None:
    """The question and the department's part, when this timer still counts and the department still owes an answer."""
    ask = ask_at(tx, ask_id)
    case = find(tx, ask.case_id) if ask else None
    if ask is None or case is None or case.status != Status.OPEN or ask.step not in OWED or ask.timer != timer:
        return None
    return case, ask


def should_warn(tx: Tx, ask_id: int, timer: int) -> AskHere | None:
    """The department's part when it still owes an answer and the deadline lies ahead."""
    found = due_now(tx, ask_id, timer)
    return found[1] if found and found[1].due_at and tx.now < found[1].due_at else None


def breach(tx: Tx, ask_id: int, timer: int, level: int) -> bool:
    """The deadline passed unanswered: kept at the deadline, not at the moment somebody noticed; one step for each level.

    A second worker, a retry or a restart finds the step taken and does nothing (T51).
    """
    ask = ask_at(tx, ask_id)
    if ask is None:
        return False
    tx.lock("case", ask.case_id)
    found = due_now(tx, ask_id, timer)
    if found is None or found[1].due_at is None or tx.now < found[1].due_at:
        return False
    case, ask = found
    assert ask.due_at is not None
    told, why, rung = _who(tx, ask)
    made = tx.one(_log, ask_id=ask.id, timer=timer, level=level, why=why, told_id=told, deadline=ask.due_at, at=tx.now)
    if made is None:
        return False
    tx.run(_breach, ask=ask.id, deadline=ask.due_at)
    tx.run(_rise, ask=ask.id, up=rung)
    if rung < len(RUNGS):
        step = queue_of(tx, ask.team_id).step_minutes
        next_at = calendar.add_minutes(hours_of(tx, ask.team_id), ask.due_at, step * level)
        load = {"ask": ask.id, "timer": timer, "level": level + 1}
        jobs.at(tx, key(BREACH, ask.id, timer, level + 1), next_at, BREACH, load)
    facts.record(tx, Breached(ask.id, case.id, ask.team_id, int(made.id), told))
    return True


def ladder(tx: Tx, team: int) -> list[list[int]]:
    """Whom to tell about a department, rung by rung; a person who is away or has left gives way to their deputy (T52)."""
    queue = queue_of(tx, team)
    lead = queue.lead_id if queue.lead_id and not _left(tx, queue.lead_id) else _manager(tx, team)
    management = [one.id for role in (Role.LEADER, Role.HR) for one in people.with_role(tx, role)]
    rungs = [[lead] if lead else [], [queue.owner_id] if queue.owner_id else [], management]
    return [[here for one in rung for here in _there(tx, one)] for rung in rungs]


def hops_of(tx: Tx, ask: int) -> list[HopHere]:
    """The steps that were taken for one department's part, the first first."""
    return [HopHere(*row) for row in tx.all(_hops, ask=ask)]


def _who(tx: Tx, ask: AskHere) -> tuple[int | None, str, int]:
    """The next person up who has not been told, why they, and the rung they stand on (from 1)."""
    told = {hop.told_id for hop in hops_of(tx, ask.id) if hop.told_id and hop.deadline > (ask.since_at or hop.at)}
    rungs = ladder(tx, ask.team_id)
    for at in range(ask.level, len(rungs)):
        if person := next((one for one in rungs[at] if one not in told), None):
            return person, RUNGS[at], at + 1
    return None, "nobody", len(RUNGS)


def _there(tx: Tx, person: int) -> list[int]:
    """This person, else their deputies of today; nobody who is away."""
    here = people.get(tx, person)
    today = local_day(tx.now, here.zone)
    for some in ([person], people.deputies(tx, person, today)):
        if found := [one for one in some if not _left(tx, one) and not calendar.is_away(tx, one, today)]:
            return found
    return []


def _left(tx: Tx, person: int) -> bool:
    here = people.get(tx, person)
    return here.left_on is not None and here.left_on < local_day(tx.now, here.zone)


def _manager(tx: Tx, team: int) -> int | None:
    managers = Counter(one.manager_id for one in people.members(tx, team) if one.manager_id)
    return managers.most_common(1)[0][0] if managers else None
