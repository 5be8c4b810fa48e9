"""How a question ends, by its asker only: the customer is helped, the answers are not enough yet, or it is taken back."""

from sqlalchemy import bindparam, insert, null, select, update

from core import facts
from core.db import Query, Tx, table
from core.errors import NotAllowed, Stale, UserError
from core.escalation.adding import look_again
from core.escalation.case import CaseHere, asks_of, locked, unknown
from core.escalation.deadline import replan, rest
from core.escalation.erasing import empty_case
from core.escalation.facts import Rated, Reopened, Resolved
from core.escalation.masking import mask
from core.escalation.models import Ask, Case, Line, Status, Step
from core.escalation.solution import end_timer, plan_solution, settle_solution, was_closed
from core.people import Me
from core.words import _

_case, _ask, _line = table(Case), table(Ask), table(Line)
_drawn = (_case.c.id == bindparam("case_"), _case.c.version == bindparam("drawn"))
_end = Query(
    update(_case)
    .where(*_drawn, _case.c.status == Status.OPEN.value)
    .values(status=bindparam("becomes"), closed_at=bindparam("now"), version=_case.c.version + 1)
)
_again = Query(
    update(_case)
    .where(*_drawn)
    .values(
        status=Status.OPEN.value, closed_at=null(), used_minutes=null(), asker_score=null(), customer_score=null(),
        version=_case.c.version + 1,
    )
)  # fmt: skip
_ask_again = Query(
    update(_ask)
    .where(_ask.c.case_id == bindparam("case_"))
    .values(step=Step.WAITING.value, claimed_by=null(), since_at=bindparam("now"), level=0, version=_ask.c.version + 1)
)
_write = Query(insert(_line).returning(_line.c.id), "case_id", "written_by", "text", "at", "kind")

_scores = Query(select(_case.c.asker_score, _case.c.customer_score).where(_case.c.id == bindparam("case_")))
SCORES, WHOSE = (1, 2, 3), ("asker", "customer")


class NotAnswered(UserError):
    """There is nothing to judge yet."""

    kind = "not_answered"


def resolve(tx: Tx, me: Me, number: int, version: int) -> None:
    """The customer is helped; only once every department has answered. Raises NotAllowed, Stale or NotAnswered."""
    case = _mine(tx, me, number)
    _all_in(tx, case)
    if not tx.run(_end, case_=number, drawn=version, becomes=Status.RESOLVED.value, now=tx.now):
        raise Stale(_ended(case))
    settle_solution(tx, case)
    facts.record(tx, Resolved(number))


def reopen(tx: Tx, me: Me, number: int, version: int, more: str) -> int:
    """The answers are not enough: departments are asked again with this line, which is masked too. Gives the line's id.

    Also after it was resolved. The first answers were given in time or not; that stays as it was.
    """
    case = _mine(tx, me, number)
    if case.status == Status.WITHDRAWN:
        raise NotAnswered(_ended(case))
    _all_in(tx, case)
    if not tx.run(_again, case_=number, drawn=version):
        raise NotAnswered(_("This question has changed. Look again."))
    tx.run(_ask_again, case_=number, now=tx.now)
    was_closed(tx, case)
    text = mask(more.strip())[0]
    line = int(tx.one(_write, case_id=number, written_by=me.id, text=text, at=tx.now, kind="more").id)
    replan(tx, number)
    plan_solution(tx, number)
    look_again(tx, number)
    facts.record(tx, Reopened(number, line))
    return line


def rate(tx: Tx, me: Me, number: int, whose: str, score: int) -> None:
    """How it went, 1 (bad) to 3 (good), by the asker: `whose` is "asker", or "customer" as the agent noted it.

    The last tap counts. Raises NotAllowed for others, NotAnswered while the question is not solved.
    """
    case = _mine(tx, me, number)
    if case.status != Status.RESOLVED or score not in SCORES or whose not in WHOSE:
        raise NotAnswered(_("Say how it went once the customer is helped."))
    tx.execute(update(_case).where(_case.c.id == number).values(**{f"{whose}_score": score}))
    facts.record(tx, Rated(number))


def scores_of(tx: Tx, number: int) -> dict[str, int | None]:
    """What was tapped about this question, by whose it is."""
    row = tx.one(_scores, case_=number)
    return {"asker": row.asker_score, "customer": row.customer_score} if row else {}


def withdraw(tx: Tx, me: Me, number: int, version: int) -> None:
    """Take one's open question back: its words go, a neutral stub stays everywhere, and nobody is warned any more (T55)."""
    case = _mine(tx, me, number)
    if not tx.run(_end, case_=number, drawn=version, becomes=Status.WITHDRAWN.value, now=tx.now):
        raise Stale(_ended(case))
    for ask in asks_of(tx, number).values():
        rest(tx, ask)
    end_timer(tx, number)
    empty_case(tx, number)


def _mine(tx: Tx, me: Me, number: int) -> CaseHere:
    case = locked(tx, number)
    if case.asker_id is None or case.asker_id != me.id:
        raise NotAllowed(unknown())
    return case


def _all_in(tx: Tx, case: CaseHere) -> None:
    if any(not ask.done for ask in asks_of(tx, case.id).values()):
        raise NotAnswered(_("Not every department has answered yet. Wait for them, or withdraw the question."))


def _ended(case: CaseHere) -> str:
    if case.status == Status.OPEN:
        return _("This question has changed. Look again.")
    return _("{case} is closed.").format(case=case.name)
