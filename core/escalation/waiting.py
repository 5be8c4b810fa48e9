"""What waits: a person's own open questions, and those that a department still has to answer."""

from sqlalchemy import bindparam, select

from core.db import Query, Tx, table
from core.escalation.case import COLUMNS, OWES, CaseHere
from core.escalation.models import Ask, Case, Status

_case, _ask = table(Case), table(Ask)
_mine = Query(
    select(*COLUMNS)
    .where(_case.c.asker_id == bindparam("person"), _case.c.status == Status.OPEN.value).order_by(_case.c.id)
)  # fmt: skip
_waiting = Query(
    select(*COLUMNS)
    .join(_ask, _ask.c.case_id == _case.c.id)
    .where(_ask.c.team_id == bindparam("team"), OWES, _case.c.status == Status.OPEN.value)
    .order_by(_case.c.due_at, _case.c.id)
)


def mine(tx: Tx, person: int) -> list[CaseHere]:
    """A person's own questions that are still open, the oldest first."""
    return [CaseHere(*row) for row in tx.all(_mine, person=person)]


def waiting_for(tx: Tx, team: int) -> list[CaseHere]:
    """Open questions that this department has not answered, the most urgent first."""
    return [CaseHere(*row) for row in tx.all(_waiting, team=team)]
