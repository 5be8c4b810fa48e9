"""What a department does with a question: take it, hand it back, answer it; its own people only, and one at a time."""

from sqlalchemy import bindparam, insert, null, select, update

from core import calendar, facts, people
from core.clock import local_day
from core.db import Query, Tx, table
from core.errors import FieldError, NotAllowed, Stale, UserError
from core.escalation.adding import look_again
from core.escalation.case import OWES, AskHere, CaseHere, asks_of, belongs, locked, unknown
from core.escalation.deadline import go_on, pause, plan, rest, used
from core.escalation.facts import Answered, AskedBack, Claimed, Declined, HandedBack, HandedOver, Replied
from core.escalation.masking import mask
from core.escalation.models import Ask, Line, Status, Step
from core.escalation.solution import plan_solution
from core.people import Me
from core.words import _

_ask, _line = table(Ask), table(Line)
_as_drawn = (_ask.c.id == bindparam("ask"), _ask.c.version == bindparam("drawn"))
_claim = Query(
    update(_ask)
    .where(*_as_drawn, OWES)
    .values(step=Step.CLAIMED.value, claimed_by=bindparam("me"), version=_ask.c.version + 1)
)
_hand_back = Query(
    update(_ask)
    .where(*_as_drawn, _ask.c.step == Step.CLAIMED.value, _ask.c.claimed_by == bindparam("me"))
    .values(step=Step.WAITING.value, claimed_by=null(), version=_ask.c.version + 1)
)
_answer = Query(
    update(_ask)
    .where(*_as_drawn)
    .values(
        step=bindparam("becomes"), claimed_by=bindparam("me"), answered_by=bindparam("who"), answered_at=bindparam("at_"),
        first_at=bindparam("first"), breached_at=bindparam("missed"), due_at=null(),
        used_minutes=bindparam("used"), first_minutes=bindparam("took"), version=_ask.c.version + 1,
    )
)  # fmt: skip
_hand_over = Query(
    update(_ask)
    .where(*_as_drawn, OWES)
    .values(step=Step.CLAIMED.value, claimed_by=bindparam("to"), version=_ask.c.version + 1)
)
_back = Query(
    update(_ask)
    .where(*_as_drawn, OWES)
    .values(
        step=Step.ASKED_BACK.value, claimed_by=bindparam("me"), paused_at=bindparam("now"), version=_ask.c.version + 1
    )
)
_reply = Query(
    update(_ask)
    .where(_ask.c.id == bindparam("ask"), _ask.c.step == Step.ASKED_BACK.value)
    .values(step=Step.CLAIMED.value, paused_at=null(), version=_ask.c.version + 1)
)
_used = Query(select(_ask.c.used_minutes, _ask.c.first_minutes).where(_ask.c.id == bindparam("ask")))
_write = Query(insert(_line).returning(_line.c.id), "case_id", "team_id", "written_by", "text", "at", "kind")


class NotNow(UserError):
    """The answer can't be stored as things stand; what was typed stays in the form."""

    kind = "not_now"


def claim(tx: Tx, me: Me, number: int, team: int, version: int) -> None:
    """Take a question for one's department. Raises NotAllowed for outsiders, Stale with who has it for latecomers (T12)."""
    _case, ask = _open_here(tx, me, number, team)
    holder = _holder(tx, me, ask)
    _undone(tx, ask)
    if ask.step == Step.ASKED_BACK:
        raise Stale(_("This waits for the asker's word first."))
    if holder:
        raise Stale(_("{name} has this.").format(name=_name(tx, holder)))
    if ask.claimed_by == me.id and ask.step == Step.CLAIMED:
        raise Stale(_("You have this already."))
    if not tx.run(_claim, ask=ask.id, drawn=version, me=me.id):
        raise Stale(_("This question has changed. Look again."))
    facts.record(tx, Claimed(number, team))


def hand_back(tx: Tx, me: Me, number: int, team: int, version: int) -> None:
    """Give back what one has taken; raises Stale when somebody else has it, or nobody."""
    _case, ask = _open_here(tx, me, number, team)
    if not tx.run(_hand_back, ask=ask.id, drawn=version, me=me.id):
        raise Stale(_("You don't have this question now, so there is nothing to hand back."))
    facts.record(tx, HandedBack(number, team))


def may_answer(tx: Tx, me: Me, number: int, team: int) -> CaseHere:
    """The question, when this person can answer it for this department now; raises NotAllowed or Stale."""
    case, ask = _open_here(tx, me, number, team)
    _undone(tx, ask)
    if holder := _holder(tx, me, ask):
        raise Stale(_("{name} has this.").format(name=_name(tx, holder)))
    return case


def answer(tx: Tx, me: Me, number: int, team: int, version: int, text: str) -> int:
    """Answer for one's department, as it may go to the customer; gives the line's id.

    `version` is the question's when the form opened. Raises NotAllowed, or NotNow when it was reopened, closed,
    answered or taken by a colleague meanwhile.
    """
    line, last = _settle(tx, me, number, team, version, text, Step.ANSWERED)
    facts.record(tx, Answered(number, team, line, last))
    return line


def decline(tx: Tx, me: Me, number: int, team: int, version: int, why: str) -> int:
    """This is not for one's department, and why; the asker reads it. Gives the line's id; raises as `answer` does."""
    line, last = _settle(tx, me, number, team, version, why, Step.DECLINED)
    facts.record(tx, Declined(number, team, line, last))
    return line


def hand_over(tx: Tx, me: Me, number: int, team: int, version: int, to: int) -> None:
    """A colleague of the department has it from now on. NotAllowed, NotNow, or FieldError for "to" when they can't (T52)."""
    _case, ask = _may_settle(tx, me, number, team, version)
    colleague = people.get(tx, to)
    today = local_day(tx.now, colleague.zone)
    if not belongs(tx, colleague, team) or (colleague.left_on and colleague.left_on < today):
        raise FieldError("to", _("Choose a colleague of this department."))
    if calendar.is_away(tx, to, today):
        raise FieldError("to", _("{name} is away today. Choose somebody else.").format(name=colleague.first_name))
    if not tx.run(_hand_over, ask=ask.id, drawn=ask.version, to=to):
        raise NotNow(_("This question has changed. Look again."))
    facts.record(tx, HandedOver(number, team, to))


def ask_back(tx: Tx, me: Me, number: int, team: int, version: int, text: str) -> int:
    """The department must know more first: the asker gets this question, and the department's clock stands still (50)."""
    case, ask = _may_settle(tx, me, number, team, version)
    if not tx.run(_back, ask=ask.id, drawn=ask.version, me=me.id, now=tx.now):
        raise NotNow(_("This question has changed. Look again."))
    line = _wrote(tx, number, team, me.id, text, "back")
    pause(tx, ask)
    plan(tx, case, _again(tx, ask))
    facts.record(tx, AskedBack(number, team, line))
    return line


def reply(tx: Tx, me: Me, number: int, team: int, text: str) -> int:
    """The asker tells what the department wanted to know; its clock goes on with what was left. Stale when nobody asks."""
    case = locked(tx, number)
    if case.asker_id is None or case.asker_id != me.id:
        raise NotAllowed(unknown())
    ask = asks_of(tx, number).get(team)
    if ask is None or case.status != Status.OPEN or not tx.run(_reply, ask=ask.id):
        raise Stale(_("Nobody waits for your word on this now."))
    line = _wrote(tx, number, team, me.id, mask(text)[0], "reply")
    go_on(tx, ask)
    plan(tx, case, _again(tx, ask))
    plan_solution(tx, number)
    look_again(tx, number)
    facts.record(tx, Replied(number, team, line))
    return line


def _may_settle(tx: Tx, me: Me, number: int, team: int, version: int) -> tuple[CaseHere, AskHere]:
    try:
        case = may_answer(tx, me, number, team)
    except Stale as stale:
        raise NotNow(stale.text) from None
    if case.version != version:
        raise NotNow(_("The asker has added something meanwhile. Copy your text, look again and answer anew."))
    return case, asks_of(tx, number)[team]


def _settle(tx: Tx, me: Me, number: int, team: int, version: int, text: str, step: Step) -> tuple[int, bool]:
    """The department is done: the clock stops, what was missed stays missed, and the slowest exchange is kept (51, 56)."""
    case, ask = _may_settle(tx, me, number, team, version)
    if ask.step == Step.ASKED_BACK:
        go_on(tx, ask)
    missed = ask.breached_at or (ask.due_at if ask.due_at and tx.now > ask.due_at else None)
    used_now = used(tx, ask, ask.since_at or case.asked_at)
    before = tx.one(_used, ask=ask.id)
    slowest = max(used_now, before.used_minutes or 0)
    took = used_now if before.first_minutes is None else before.first_minutes
    answered = step == Step.ANSWERED
    tx.run(_answer, ask=ask.id, drawn=ask.version, me=me.id, becomes=step.value, who=me.id if answered else None,
           at_=tx.now if answered else None, first=ask.first_at or tx.now, missed=missed, used=slowest,
           took=took)  # fmt: skip
    rest(tx, ask)
    line = _wrote(tx, number, team, me.id, text, "answer" if answered else "declined")
    return line, all(one.done for one in asks_of(tx, number).values())


def _wrote(tx: Tx, number: int, team: int, by: int, text: str, kind: str) -> int:
    made = tx.one(_write, case_id=number, team_id=team, written_by=by, text=text.strip(), at=tx.now, kind=kind)
    return int(made.id)


def _again(tx: Tx, ask: AskHere) -> AskHere:
    return asks_of(tx, ask.case_id)[ask.team_id]


def _open_here(tx: Tx, me: Me, number: int, team: int) -> tuple[CaseHere, AskHere]:
    """The open question and this department's part, for its own people only."""
    case = locked(tx, number)
    ask, here = asks_of(tx, number).get(team), people.team(tx, team)
    if ask is None or here is None:
        raise NotAllowed(unknown())
    if not belongs(tx, me, team):
        raise NotAllowed(
            _("This is for people of {department}. Ask one of them to take it.").format(department=here.name)
        )
    if case.status != Status.OPEN:
        raise Stale(_("{case} is closed.").format(case=case.name))
    return case, ask


def _undone(tx: Tx, ask: AskHere) -> None:
    """Raise Stale when the department owes nothing any more."""
    if ask.done:
        declined = ask.step == Step.DECLINED
        said = _("{name} has declined this already.") if declined else _("{name} has answered this already.")
        raise Stale(said.format(name=_name(tx, ask.claimed_by if declined else ask.answered_by)))


def _holder(tx: Tx, me: Me, ask: AskHere) -> int | None:
    """The colleague who has it; not somebody who is away today or has left, whose work others may take over (T52)."""
    if ask.step not in (Step.CLAIMED, Step.ASKED_BACK) or ask.claimed_by in (None, me.id):
        return None
    holder = people.get(tx, ask.claimed_by or 0)
    today = local_day(tx.now, holder.zone)
    gone = holder.left_on is not None and holder.left_on < today
    return None if gone or calendar.is_away(tx, holder.id, today) else holder.id


def _name(tx: Tx, person: int | None) -> str:
    """The first name; names go into short notices as they are."""
    return people.get(tx, person).first_name if person else _("Somebody")
