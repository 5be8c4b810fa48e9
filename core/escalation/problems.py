"""Known problems behind several questions: linking both ways by number, a structural fix with an owner, and its end."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, func, insert, select, update

from core import facts, people
from core.clock import local_day
from core.db import Query, Tx, table
from core.errors import FieldError, NotAllowed, Stale, UserError
from core.escalation.case import belongs, departments, locked, may_see, problem_of, unknown
from core.escalation.facts import CauseGone, FixPlanned, Linked, ProblemFixed, Unlinked
from core.escalation.masking import mask
from core.escalation.models import Case, Link, Problem, Status
from core.people import Me, Role
from core.words import _

STRUCTURAL = 3
"""At so many linked questions a fix for good is proposed."""
_problem, _link, _case = table(Problem), table(Link), table(Case)
_now = _link.c.unlinked_at.is_(None)
_affected = select(func.count()).where(_link.c.problem_id == _problem.c.id, _now).scalar_subquery()
_columns = (_problem.c.id, _problem.c.title, _problem.c.status, _problem.c.version, _problem.c.owner_id, _problem.c.fix,
            _problem.c.due_on, _affected.label("affected"))  # fmt: skip
_get = Query(select(*_columns).where(_problem.c.id == bindparam("problem")))
_list = Query(
    select(*_columns)
    .order_by(_problem.c.status.desc(), _affected.desc(), _problem.c.id.desc())
    .limit(bindparam("most"))
)
_start = Query(
    insert(_problem).returning(_problem.c.id), "title", "status", "version", "fix", "started_by", "started_at"
)
_add_link = Query(insert(_link), "case_id", "problem_id", "linked_by", "linked_at")
_take_off = Query(
    update(_link)
    .where(_link.c.case_id == bindparam("case_"), _link.c.problem_id == bindparam("problem"), _now)
    .values(unlinked_by=bindparam("me"), unlinked_at=bindparam("now"))
)
_plan = Query(
    update(_problem)
    .where(_problem.c.id == bindparam("problem"), _problem.c.version == bindparam("drawn"), _problem.c.status == "open")
    .values(owner_id=bindparam("owner"), fix=bindparam("what"), due_on=bindparam("day"), version=_problem.c.version + 1)
)
_fix = Query(
    update(_problem)
    .where(_problem.c.id == bindparam("problem"), _problem.c.version == bindparam("drawn"), _problem.c.status == "open")
    .values(status="fixed", fixed_at=bindparam("now"), version=_problem.c.version + 1)
)
_linked = Query(
    select(_case.c.id, _case.c.asker_id, _case.c.status)
    .join(_link, _link.c.case_id == _case.c.id)
    .where(_link.c.problem_id == bindparam("problem"), _now).order_by(_case.c.id)
)  # fmt: skip


class Twice(UserError):
    """A question belongs to one problem at a time."""

    kind = "linked_already"


@dataclass(frozen=True, slots=True)
class ProblemHere:
    """A known problem; `affected` counts the questions that belong to it now."""

    id: int
    title: str
    status: str
    version: int
    owner_id: int | None
    fix: str
    due_on: date | None
    affected: int

    @property
    def name(self) -> str:
        """Its number as people say it."""
        return f"KP-{self.id}"

    @property
    def wants_fix(self) -> bool:
        """Whether a structural fix should be proposed: often enough, and nobody owns it."""
        return self.status == "open" and self.owner_id is None and self.affected >= STRUCTURAL


def problem(tx: Tx, number: int) -> ProblemHere | None:
    """This problem, or None."""
    row = tx.one(_get, problem=number)
    return None if row is None else ProblemHere(*row)


def problems(tx: Tx, most: int = 10) -> list[ProblemHere]:
    """Known problems, the open and most frequent first."""
    return [ProblemHere(*row) for row in tx.all(_list, most=most)]


def may_link(tx: Tx, me: Me, number: int) -> None:
    """The asker and the departments may say that a question belongs to a problem, open or answered; else NotAllowed."""
    case = locked(tx, number)
    if not may_see(tx, me, case) or case.status == Status.WITHDRAWN:
        raise NotAllowed(unknown())
    if known := problem_of(tx, number):
        raise Twice(_("{case} belongs to {problem} already.").format(case=case.name, problem=known.name))


def start_problem(tx: Tx, me: Me, number: int, title: str) -> int:
    """A new known problem, with this question as its first; gives its number."""
    may_link(tx, me, number)
    made = tx.one(
        _start, title=mask(title.strip())[0], status="open", version=1, fix="", started_by=me.id, started_at=tx.now
    )
    return link(tx, me, number, int(made.id))


def link(tx: Tx, me: Me, number: int, known: int) -> int:
    """This question belongs to that problem. Its deadlines run on (58). Raises FieldError for "known" when it is fixed."""
    may_link(tx, me, number)
    tx.lock("problem", known)
    found = problem(tx, known)
    if found is None or found.status != "open":
        raise FieldError("known", _("This problem is fixed or gone. Choose another, or start a new one."))
    tx.run(_add_link, case_id=number, problem_id=known, linked_by=me.id, linked_at=tx.now)
    facts.record(tx, Linked(number, known, found.affected + 1))
    return known


def unlink(tx: Tx, me: Me, number: int, known: int) -> None:
    """It did not belong there after all; that it was linked stays on record (T54)."""
    case = locked(tx, number)
    if not may_see(tx, me, case):
        raise NotAllowed(unknown())
    if not tx.run(_take_off, case_=number, problem=known, me=me.id, now=tx.now):
        raise Stale(_("This question belongs to no problem now."))
    facts.record(tx, Unlinked(number, known))


def may_plan(tx: Tx, me: Me, number: int) -> ProblemHere:
    """The problem, for those who may plan its fix: people of a department, leaders, its owner. NotAllowed or Stale."""
    tx.lock("problem", number)
    found = problem(tx, number)
    agent = any(belongs(tx, me, one.team_id) for one in departments(tx))
    if found is None or not (agent or found.owner_id == me.id or people.has_role(tx, me.id, Role.LEADER)):
        raise NotAllowed(_("Structural fixes are planned by the departments and the leaders. Ask one of them."))
    if found.status != "open":
        raise Stale(_("{problem} is solved already.").format(problem=found.name))
    return found


def plan_fix(tx: Tx, me: Me, number: int, version: int, what: str, owner: int, due_on: date) -> None:
    """Fix it for good: what, by whom, by when. Raises FieldError for "due_on" or "what", NotAllowed or Twice when late."""
    found = may_plan(tx, me, number)
    if due_on < local_day(tx.now, me.zone):
        raise FieldError("due_on", _("This day is past. Choose today or later."))
    if not tx.run(_plan, problem=number, drawn=version, owner=owner, what=what.strip(), day=due_on):
        raise FieldError("what", _("{problem} has changed meanwhile. Look again.").format(problem=found.name))
    facts.record(tx, FixPlanned(number, owner))


def mark_fixed(tx: Tx, me: Me, number: int, version: int) -> None:
    """The cause is gone, says its owner (or a leader). Raises NotAllowed, or Stale when it is solved or has changed."""
    tx.lock("problem", number)
    found = problem(tx, number)
    if found is None or not (found.owner_id == me.id or people.has_role(tx, me.id, Role.LEADER)):
        raise NotAllowed(_("Only the owner or a leader can say that it is solved."))
    if not tx.run(_fix, problem=number, drawn=version, now=tx.now):
        raise Stale(_("{problem} has changed. Look again.").format(problem=found.name))
    for row in tx.all(_linked, problem=number):
        if row.status == Status.OPEN:
            facts.record(tx, CauseGone(row.id, number))
    facts.record(tx, ProblemFixed(number))


def cases_of(tx: Tx, number: int) -> list[int]:
    """The questions that belong to this problem now, by number."""
    return [row.id for row in tx.all(_linked, problem=number)]


def askers_of(tx: Tx, number: int) -> list[int]:
    """Whose customers met this problem: each person once, however many questions (T54)."""
    return sorted({row.asker_id for row in tx.all(_linked, problem=number) if row.asker_id})
