"""Other hours, targets, holidays or zone rules: open questions are counted anew, some at a time, so that nobody waits for it."""

from sqlalchemy import bindparam, select

from core import jobs
from core.db import Query, Tx, table
from core.escalation.deadline import replan
from core.escalation.models import Ask, Case, Status
from core.escalation.solution import plan_solution

RECOUNT, TOGETHER = "escalation.recount", 20
_ask, _case = table(Ask), table(Case)
_open = (_case.c.status == Status.OPEN.value, _case.c.id > bindparam("after"))
_next = Query(select(_case.c.id).where(*_open).order_by(_case.c.id).limit(TOGETHER))
_next_of = Query(
    select(_case.c.id).join(_ask, _ask.c.case_id == _case.c.id)
    .where(*_open, _ask.c.team_id == bindparam("team")).order_by(_case.c.id).limit(TOGETHER)
)  # fmt: skip


def recount(tx: Tx, team: int = 0, after: int = 0) -> None:
    """The next open questions after this number, of one department or (0) of all; what is left is work of its own (55)."""
    found = tx.all(_next_of, team=team, after=after) if team else tx.all(_next, after=after)
    for row in found:
        replan(tx, row.id, only_changed=True)
        plan_solution(tx, row.id)
    if len(found) == TOGETHER:
        last = int(found[-1].id)
        stamp = int(tx.now.timestamp() * 1_000_000)
        jobs.at(tx, f"recount:{team}:{last}:{stamp}", tx.now, RECOUNT, {"team": team, "after": last})
