"""Before a question goes out: procedures, known problems and earlier answers like it, and what becomes of it when one is enough."""

from sqlalchemy import bindparam, func, insert, select

from core import facts, search
from core.db import Query, Tx, table
from core.errors import NotAllowed, UserError
from core.escalation.case import answers_of, find, unknown
from core.escalation.facts import Reused
from core.escalation.masking import mask
from core.escalation.models import Case, Status
from core.escalation.problems import link_to, problem
from core.escalation.procedures import procedure
from core.people import Me
from core.values import frozen
from core.words import _

CASE, PROBLEM, PROCEDURE = "case", "problem", "procedure"
MOST = 3
_case = table(Case)
_add = Query(
    insert(_case).returning(_case.c.id),
    "asker_id", "question", "customer", "masked", "wanted", "status", "version", "asked_at", "due_at", "closed_at",
    "helped_by_case", "helped_by_procedure", "used_minutes", "about", "origin", "files",
)  # fmt: skip
_count = Query(select(func.count().label("n")).where(_case.c.helped_by_case == bindparam("earlier")))


class NoAnswerThere(UserError):
    """What was to be used is no longer there."""

    kind = "no_answer_there"


@frozen
class Similar:
    """A procedure, a known problem or an answered question like a new one: `answer` is its text, or what the customer read."""

    kind: str
    entity: int
    title: str
    answer: str
    open: bool


def similar(tx: Tx, words: str) -> list[Similar]:
    """What resembles these words, the likest first: procedures, open problems, and questions whose customers were helped."""
    found: list[Similar] = []
    for one in search.find(tx, words, (CASE, PROBLEM, PROCEDURE), most=12):
        if one.kind == PROCEDURE:
            done = procedure(tx, one.entity)
            if done and not done.ended_at:
                found.append(Similar(PROCEDURE, done.id, done.title, done.text, True))
        elif one.kind == PROBLEM:
            known = problem(tx, one.entity)
            if known and known.status == "open" and not known.merged_into:
                found.append(Similar(PROBLEM, known.id, known.title, known.fix, True))
        elif (case := find(tx, one.entity)) and case.status == Status.RESOLVED:
            said = "\n\n".join(line.text for line in answers_of(tx, case.id))
            if said:
                found.append(Similar(CASE, case.id, case.question, said, False))
    return found[:MOST]


def use_answer(tx: Tx, me: Me, question: str, customer: str, about: str, earlier: int) -> int:
    """An earlier answer is enough: the question is kept as answered at once, and who answered then is thanked. Its number.

    Raises NoAnswerThere when that answer has gone meanwhile.
    """
    tx.lock("case", earlier)
    case = find(tx, earlier)
    if case is None or case.status != Status.RESOLVED or not answers_of(tx, earlier):
        raise NoAnswerThere(_("This answer is no longer there. Ask the departments."))
    number = _store(tx, me, question, customer, about, Status.RESOLVED, earlier)
    facts.record(tx, Reused(earlier, reused(tx, earlier)))
    return number


def use_procedure(tx: Tx, me: Me, question: str, customer: str, about: str, number: int) -> int:
    """A procedure says what to do: the question is kept as answered at once. Its number. NoAnswerThere when it has ended."""
    found = procedure(tx, number)
    if found is None or found.ended_at:
        raise NoAnswerThere(_("This procedure is no longer followed. Ask the departments."))
    return _store(tx, me, question, customer, about, Status.RESOLVED, None, number)


def join_problem(tx: Tx, me: Me, question: str, customer: str, about: str, known: int) -> int:
    """One more customer meets a known problem: nobody is asked again, and the asker hears when it is solved. Its number."""
    tx.lock("problem", known)
    found = problem(tx, known)
    if found is None or found.status != "open":
        raise NoAnswerThere(_("This problem is solved or gone. Ask the departments."))
    number = _store(tx, me, question, customer, about, Status.OPEN, None)
    link_to(tx, number, known, me.id)
    return number


def reused(tx: Tx, earlier: int) -> int:
    """How many customers this question's answers helped since."""
    return int(tx.one(_count, earlier=earlier).n)


def _store(
    tx: Tx, me: Me, question: str, customer: str, about: str, status: Status, earlier: int | None, done: int | None = None
) -> int:  # fmt: skip
    if not me.id:
        raise NotAllowed(unknown())
    (question, masked), (customer, more), (about, yet) = (mask(one.strip()) for one in (question, customer, about))
    closed = tx.now if status == Status.RESOLVED else None
    made = tx.one(
        _add, asker_id=me.id, question=question, customer=customer, masked=masked + more + yet, wanted="today",
        status=status.value, version=1, asked_at=tx.now, due_at=tx.now, closed_at=closed, helped_by_case=earlier,
        helped_by_procedure=done, used_minutes=0 if closed else None, about=about, origin="", files="",
    )  # fmt: skip
    return int(made.id)
