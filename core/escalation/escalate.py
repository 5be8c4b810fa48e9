"""Asking departments a customer's question: one case, one deadline, and nothing personal that they don't need."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import bindparam, func, insert, select

from core import facts
from core.db import Query, Tx, table
from core.errors import FieldError, UserError
from core.escalation.case import departments
from core.escalation.deadline import business_hours, deadline, plan_deadline
from core.escalation.facts import Escalated
from core.escalation.masking import mask
from core.escalation.models import Ask, Case, Status, Step
from core.people import Me
from core.words import _

MOST_DEPARTMENTS, MOST_AN_HOUR = 5, 20
_case, _ask = table(Case), table(Ask)
_add = Query(
    insert(_case).returning(_case.c.id),
    "asker_id", "question", "customer", "masked", "wanted", "status", "version", "asked_at", "due_at",
)  # fmt: skip
_add_ask = Query(insert(_ask), "case_id", "team_id", "step", "version")
_lately = Query(
    select(func.count().label("n")).where(
        _case.c.asker_id == bindparam("person"), _case.c.asked_at > bindparam("since")
    )
)


class TooMany(UserError):
    """One person asks so much that departments could not keep up (T20)."""

    kind = "too_many"


def escalate(
    tx: Tx, me: Me, teams: Sequence[int], question: str, customer: str, wanted: str, *, receipt: bool = False
) -> int:
    """Ask these departments (1 to 5); gives the number of the question. What matches a personal number is masked for good.

    Raises FieldError for "departments", "question" or "wanted", and TooMany above twenty questions an hour.
    """
    tx.lock("person", me.id)
    asked, known = list(dict.fromkeys(teams)), {one.team_id for one in departments(tx)}
    if not 1 <= len(asked) <= MOST_DEPARTMENTS:
        raise FieldError("departments", _("Choose one to five departments."))
    if not known.issuperset(asked):
        raise FieldError("departments", _("One of these departments takes no questions any more. Choose again."))
    if not question.strip():
        raise FieldError("question", _("Write what the customer wants to know."))
    if int(tx.one(_lately, person=me.id, since=tx.now - timedelta(hours=1)).n) >= MOST_AN_HOUR:
        raise TooMany(_("You asked twenty questions within an hour. Wait a moment before the next one."))
    due_at = deadline(business_hours(tx), tx.now, wanted)
    (question, in_question), (customer, in_customer) = mask(question.strip()), mask(customer.strip())
    made = tx.one(
        _add, asker_id=me.id, question=question, customer=customer, masked=in_question + in_customer, wanted=wanted,
        status=Status.OPEN.value, version=1, asked_at=tx.now, due_at=due_at,
    )  # fmt: skip
    number = int(made.id)
    tx.many(
        _add_ask, [{"case_id": number, "team_id": team, "step": Step.WAITING.value, "version": 1} for team in asked]
    )
    plan_deadline(tx, number, asked, due_at)
    facts.record(tx, Escalated(number, receipt))
    return number
