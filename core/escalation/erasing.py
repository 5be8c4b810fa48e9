"""What escalation holds about people, and what becomes of it: an erased asker leaves neutral stubs (T55)."""

from datetime import timedelta

from sqlalchemy import select, update

from core import facts, search
from core.db import Tx, table
from core.escalation.facts import NoteEmptied, Withdrawn
from core.escalation.models import Ask, Case, Follow, Hop, Line, Link, Problem, Queue, Status
from core.escalation.procedure_tables import Procedure, ProcedureReading, ProcedureText
from core.privacy import held
from core.words import N_

KEPT = timedelta(days=366)
_case, _line = table(Case), table(Line)


def empty_case(tx: Tx, number: int) -> None:
    """Take away what the asker wrote; the number, the departments' answers and the times stay."""
    tx.execute(update(_case).where(_case.c.id == number).values(question="", customer="", about="", files=""))
    search.drop(tx, "case", number)
    notes = list(
        tx.execute(select(_line.c.id).where(_line.c.case_id == number, _line.c.kind.in_(("more", "reply")))).scalars()
    )
    tx.execute(update(_line).where(_line.c.id.in_(notes)).values(text="", written_by=None))
    for note in notes:
        facts.record(tx, NoteEmptied(note))
    facts.record(tx, Withdrawn(number))


def forget_asker(tx: Tx, person: int) -> int:
    """An asker is erased: their questions lose their words, and those still open end as withdrawn."""
    mine = list(tx.execute(select(_case.c.id).where(_case.c.asker_id == person)).scalars())
    open_ones = update(_case).where(_case.c.id.in_(mine), _case.c.status == Status.OPEN.value)
    tx.execute(open_ones.values(status=Status.WITHDRAWN.value, closed_at=tx.now, version=_case.c.version + 1))
    for number in mine:
        empty_case(tx, number)
    tx.execute(update(_case).where(_case.c.id.in_(mine)).values(asker_id=None))
    return len(mine)


held(Case, person=("asker_id",), title=N_("Customer questions you asked"), erase=forget_asker, keep=KEPT, since="asked_at",
     export=("id", "question", "customer", "wanted", "status", "asked_at"))  # fmt: skip
held(Ask, person=("claimed_by", "answered_by"), title=N_("Customer questions you took"), erase="unlink",
     export=("case_id", "step", "answered_at"), keep=N_("As long as the question."))  # fmt: skip
held(Line, person=("written_by",), title=N_("What you wrote about customer questions"), erase="unlink",
     export=("case_id", "text", "at"), keep=N_("As long as the question."))  # fmt: skip
held(Problem, person=("owner_id", "started_by", "checked_by"), title=N_("Known problems you started or own"), erase="unlink",
     export=("id", "title", "status", "fix", "due_on"), keep=N_("As long as the problem is known."))  # fmt: skip
held(Link, person=("linked_by", "unlinked_by"), title=N_("Questions you tied to a problem"), erase="unlink",
     export=("case_id", "problem_id", "linked_at", "unlinked_at"), keep=N_("As long as the question."))  # fmt: skip
held(Hop, person=("told_id",), title=N_("Missed deadlines you were told of"), erase="unlink",
     export=("level", "why", "deadline", "at"), keep=N_("As long as the question."))  # fmt: skip
held(Queue, person=("lead_id", "owner_id"), title=N_("Departments you lead or own"), erase="unlink",
     export=("team_id",))  # fmt: skip
held(Follow, person=("person_id",), title=N_("Topics and problems you follow"), erase="delete",
     export=("kind", "entity"))  # fmt: skip
held(Procedure, person=("owner_id",), title=N_("Procedures you own"), erase="unlink",
     export=("id", "title", "review_on"), keep=N_("As long as the procedure is kept."))  # fmt: skip
held(ProcedureText, person=("written_by",), title=N_("Procedures you wrote"), erase="unlink",
     export=("procedure_id", "version", "text", "at"), keep=N_("As long as the procedure is kept."))  # fmt: skip
held(ProcedureReading, person=("person_id",), title=N_("Procedures you tapped as read"), erase="delete",
     export=("procedure_id", "version", "at"))  # fmt: skip
held(search.Entry, person=(), title=N_("Words by which questions are found"), erase="keep", reason=N_("It names nobody."),
     export=None, keep=KEPT, since="at")  # fmt: skip
