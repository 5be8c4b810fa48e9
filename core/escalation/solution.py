"""By when a question is solved: the departments' target in their own hours, from asking, without what was waited for."""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, insert, select, update

from core import calendar, facts, jobs
from core.db import Query, Tx, table
from core.escalation.case import CaseHere, asks_of, find
from core.escalation.deadline import pauses_of
from core.escalation.facts import SolutionMissed
from core.escalation.models import Case, Pause, Status
from core.escalation.queue import hours_of, targets_of

SOLVE = "escalation.solve"
_case, _pause = table(Case), table(Pause)
_set = Query(update(_case).where(_case.c.id == bindparam("case_")).values(solution_at=bindparam("target")))
_miss = Query(
    update(_case)
    .where(_case.c.id == bindparam("case_"), _case.c.missed_at.is_(None))
    .values(missed_at=bindparam("target"))
)
_solved = Query(
    update(_case)
    .where(_case.c.id == bindparam("case_"))
    .values(used_minutes=bindparam("used"), missed_at=bindparam("missed"))
)
_missed = Query(select(_case.c.missed_at).where(_case.c.id == bindparam("case_")))
_rested = Query(insert(_pause), "ask_id", "from_at", "until_at")


def solution_due(tx: Tx, case: CaseHere) -> datetime | None:
    """When the last department's solution target ends, as things stand; None when no department has one."""
    found = []
    for team, ask in asks_of(tx, case.id).items():
        if minutes := targets_of(tx, team, case.urgent).solution:
            budget = timedelta(minutes=minutes)
            found.append(calendar.due_after(hours_of(tx, team), case.asked_at, budget, pauses_of(tx, ask.id)))
    return max(found, default=None)


def plan_solution(tx: Tx, number: int) -> datetime | None:
    """Set the timer of the solution anew, where its moment is another now; gives that moment (55)."""
    case = find(tx, number)
    if case is None:
        return None
    target = solution_due(tx, case) if case.status == Status.OPEN else case.solution_at
    if case.solution_at and (target != case.solution_at or case.status != Status.OPEN):
        jobs.cancel(tx, _key(case.solution_at, number))
    if case.status == Status.OPEN:
        tx.run(_set, case_=number, target=target)
        if target:
            jobs.at(tx, _key(target, number), target, SOLVE, {"case": number, "at": _stamp(target)})
    return target


def miss_solution(tx: Tx, number: int, stamp: int) -> bool:
    """The moment has come. Still open, it is missed for good, once (56); a target that moved on only sets its timer anew."""
    tx.lock("case", number)
    case = find(tx, number)
    if case is None or case.status != Status.OPEN or case.solution_at is None or _stamp(case.solution_at) != stamp:
        return False
    target = plan_solution(tx, number)
    if target is None or tx.now < target or not tx.run(_miss, case_=number, target=target):
        return False
    facts.record(tx, SolutionMissed(number))
    return True


def settle_solution(tx: Tx, case: CaseHere) -> None:
    """It is solved: what it took by the slowest department's clock, and whether that was too long; missed stays missed."""
    took = [
        calendar.time_used(hours_of(tx, team), case.asked_at, tx.now, pauses_of(tx, ask.id))
        for team, ask in asks_of(tx, case.id).items()
    ]
    used = int(max(took, default=timedelta(0)) / timedelta(minutes=1))
    target = solution_due(tx, case) or case.solution_at
    late = target if target and tx.now > target else None
    tx.run(_solved, case_=case.id, used=used, missed=tx.one(_missed, case_=case.id).missed_at or late)
    end_timer(tx, case.id)


def end_timer(tx: Tx, number: int) -> None:
    """Nobody waits for a solution any more."""
    case = find(tx, number)
    if case and case.solution_at:
        jobs.cancel(tx, _key(case.solution_at, number))


def was_closed(tx: Tx, case: CaseHere) -> None:
    """Open again: the time in which it was closed is nobody's (50)."""
    if case.closed_at:
        rows = [
            {"ask_id": ask.id, "from_at": case.closed_at, "until_at": tx.now} for ask in asks_of(tx, case.id).values()
        ]
        tx.many(_rested, rows)


def _stamp(at: datetime) -> int:
    return int(at.timestamp() * 1_000)


def _key(at: datetime, number: int) -> str:
    return f"{SOLVE}:{number}:{_stamp(at)}"
