"""Recurrence watch: a new question like a problem that was fixed; what is not exactly the same waits for a person's word (58)."""

from sqlalchemy import update

from core import facts, people, search
from core.db import Tx, table
from core.errors import NotAllowed, Stale
from core.escalation.case import belongs, departments, find, problem_of
from core.escalation.facts import CameBack, SeemsBack
from core.escalation.models import Problem
from core.escalation.problems import ProblemHere, link_to, problem
from core.people import Me, Role
from core.words import _

LIKE = 65
"""How much a question must resemble a fixed problem before somebody is asked."""
_problem = table(Problem)


def watch(tx: Tx, number: int) -> int | None:
    """The fixed problem that this question resembles most, if it belongs to none yet; its owner is asked about it."""
    known = None if problem_of(tx, number) else resembled(tx, number)
    if known:
        facts.record(tx, SeemsBack(number, known))
    return known


def resembled(tx: Tx, number: int) -> int | None:
    """The fixed problem that this question resembles most."""
    case = find(tx, number)
    if case is None or not case.question:
        return None
    for one in search.find(tx, f"{case.question} {case.about}", ("problem",), least=LIKE):
        known = problem(tx, one.entity)
        if known and known.fixed_at and known.status != "open" and not known.merged_into:
            return known.id
    return None


def came_back(tx: Tx, me: Me, number: int, known: int) -> ProblemHere:
    """Somebody of a department, its owner or a leader says that it is the same: open again, with this question.

    Raises NotAllowed, or Stale when the question belongs to a problem already or is gone.
    """
    tx.lock("case", number)
    tx.lock("problem", known)
    found, case = problem(tx, known), find(tx, number)
    agent = any(belongs(tx, me, one.team_id) for one in departments(tx))
    if found is None or not (agent or found.owner_id == me.id or people.has_role(tx, me.id, Role.LEADER)):
        raise NotAllowed(_("Structural fixes are planned by the departments and the leaders. Ask one of them."))
    if case is None or not case.question or problem_of(tx, number) or found.merged_into:
        raise Stale(_("This question has changed. Look again."))
    if found.status != "open":
        again = update(_problem).where(_problem.c.id == known)
        tx.execute(again.values(status="open", again_at=tx.now, version=_problem.c.version + 1))
        facts.record(tx, CameBack(known))
    link_to(tx, number, known, me.id)
    return found
