"""Fixing a problem for good: an owner and a day, its cause, the fix, somebody who checks it, and the weeks before and after."""

from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, select, update

from core import facts, jobs, people, search
from core.clock import local_day
from core.db import Query, Tx, table
from core.errors import FieldError, NotAllowed, Stale, UserError
from core.escalation.case import belongs, departments
from core.escalation.facts import CauseFound, CauseGone, Checked, FixPlanned, ProblemFixed
from core.escalation.models import Case, Link, Problem, Status
from core.escalation.problems import ProblemHere, problem
from core.people import Me, Role
from core.values import frozen
from core.words import _

WEEKS, TELL, TOGETHER = 4, "escalation.tell", 50
_problem, _link, _case = table(Problem), table(Link), table(Case)
_as_drawn = (_problem.c.id == bindparam("problem"), _problem.c.version == bindparam("drawn"))
_plan = Query(
    update(_problem)
    .where(*_as_drawn, _problem.c.status == "open")
    .values(owner_id=bindparam("owner"), fix=bindparam("what"), due_on=bindparam("day"), version=_problem.c.version + 1)
)
_becomes = Query(
    update(_problem)
    .where(*_as_drawn, _problem.c.status == bindparam("was"))
    .values(status=bindparam("becomes"), fixed_at=bindparam("fixed"), checked_by=bindparam("by"),
            checked_at=bindparam("checked"), version=_problem.c.version + 1)
)  # fmt: skip
_times = Query(
    select(_case.c.asked_at)
    .join(_link, _link.c.case_id == _case.c.id)
    .where(_link.c.problem_id == bindparam("problem"), _link.c.unlinked_at.is_(None),
           _case.c.asked_at >= bindparam("since"), _case.c.asked_at < bindparam("until"))
)  # fmt: skip
_next_cases = Query(
    select(_case.c.id, _case.c.status)
    .join(_link, _link.c.case_id == _case.c.id)
    .where(_link.c.problem_id == bindparam("problem"), _link.c.unlinked_at.is_(None), _case.c.id > bindparam("after"))
    .order_by(_case.c.id).limit(TOGETHER)
)  # fmt: skip


class OwnFix(UserError):
    """Nobody checks their own work."""

    kind = "own_fix"


@frozen
class Weeks:
    """Questions per week before the fix and after it, the oldest week first; weeks that are not over yet are left out."""

    before: tuple[int, ...]
    after: tuple[int, ...]


def may_plan(tx: Tx, me: Me, number: int) -> ProblemHere:
    """The problem, for those who may plan its fix: people of a department, leaders, its owner. NotAllowed or Stale."""
    found = _theirs(tx, me, number)
    if found.status != "open":
        raise Stale(_("{problem} is solved already.").format(problem=found.name))
    return found


def plan_fix(tx: Tx, me: Me, number: int, version: int, what: str, owner: int, due_on: date) -> None:
    """Fix it for good: what, by whom, by when. Raises FieldError for "due_on" or "what", NotAllowed or Stale when late."""
    found = may_plan(tx, me, number)
    if due_on < local_day(tx.now, me.zone):
        raise FieldError("due_on", _("This day is past. Choose today or later."))
    if not tx.run(_plan, problem=number, drawn=version, owner=owner, what=what.strip(), day=due_on):
        raise FieldError("what", _("{problem} has changed meanwhile. Look again.").format(problem=found.name))
    facts.record(tx, FixPlanned(number, owner))


def name_cause(tx: Tx, me: Me, number: int, cause: str) -> None:
    """What lies behind it, for everybody to read and to find. NotAllowed for people of no department."""
    found = _theirs(tx, me, number)
    tx.execute(
        update(_problem).where(_problem.c.id == number).values(cause=cause.strip(), version=_problem.c.version + 1)
    )
    search.keep(tx, "problem", number, f"{found.title} {found.about} {cause}")
    facts.record(tx, CauseFound(number))


def mark_fixed(tx: Tx, me: Me, number: int, version: int) -> None:
    """The cause is gone, says its owner (or a leader); somebody else checks. NotAllowed, or Stale when it has changed."""
    tx.lock("problem", number)
    found = problem(tx, number)
    if found is None or not (found.owner_id == me.id or people.has_role(tx, me.id, Role.LEADER)):
        raise NotAllowed(_("Only the owner or a leader can say that it is solved."))
    if not tx.run(
        _becomes, problem=number, drawn=version, was="open", becomes="fixed", fixed=tx.now, by=None, checked=None
    ):
        raise Stale(_("{problem} has changed. Look again.").format(problem=found.name))
    facts.record(tx, ProblemFixed(number))


def check(tx: Tx, me: Me, number: int, version: int, works: bool) -> None:
    """Somebody other than the owner has seen whether the fix works; if not, it is open again. OwnFix, NotAllowed or Stale."""
    found = _theirs(tx, me, number)
    if found.owner_id == me.id:
        raise OwnFix(_("You fixed this, so let a colleague check whether it works."))
    becomes = "solved" if works else "open"
    seen = (
        {"fixed": found.fixed_at, "by": me.id, "checked": tx.now}
        if works
        else {"fixed": None, "by": None, "checked": None}
    )
    if not tx.run(_becomes, problem=number, drawn=version, was="fixed", becomes=becomes, **seen):
        raise Stale(_("{problem} has changed. Look again.").format(problem=found.name))
    if works:
        facts.record(tx, Checked(number))
    else:
        facts.record(tx, FixPlanned(number, found.owner_id or me.id))


def tell_in_turn(tx: Tx, number: int, after: int = 0) -> list[int]:
    """The next questions behind a solved problem, by number; what comes after them is work of its own, however many (T54).

    None any more once the problem is open again.
    """
    found = problem(tx, number)
    if found is None or found.status != "solved":
        return []
    rows = tx.all(_next_cases, problem=number, after=after)
    for row in rows:
        if row.status == Status.OPEN:
            facts.record(tx, CauseGone(row.id, number))
    if len(rows) == TOGETHER:
        load = {"problem": number, "after": int(rows[-1].id)}
        jobs.at(tx, f"{TELL}:{number}:{found.version}:{load['after']}", tx.now, TELL, load)
    return [int(row.id) for row in rows]


def weeks(tx: Tx, number: int) -> Weeks | None:
    """How many questions came per week, four weeks before the fix and up to four after; None while nothing is fixed."""
    found = problem(tx, number)
    if found is None or found.fixed_at is None:
        return None
    fixed, week = found.fixed_at, timedelta(days=7)
    whole = min(WEEKS, (tx.now - fixed) // week)
    times = [
        row.asked_at for row in tx.all(_times, problem=number, since=fixed - WEEKS * week, until=fixed + whole * week)
    ]
    return Weeks(tuple(_in_week(times, fixed + at * week) for at in range(-WEEKS, 0)),
                 tuple(_in_week(times, fixed + at * week) for at in range(whole)))  # fmt: skip


def _in_week(times: list[datetime], since: datetime) -> int:
    return sum(since <= one < since + timedelta(days=7) for one in times)


def _theirs(tx: Tx, me: Me, number: int) -> ProblemHere:
    tx.lock("problem", number)
    found = problem(tx, number)
    agent = any(belongs(tx, me, one.team_id) for one in departments(tx))
    if found is None or not (agent or found.owner_id == me.id or people.has_role(tx, me.id, Role.LEADER)):
        raise NotAllowed(_("Structural fixes are planned by the departments and the leaders. Ask one of them."))
    return found
