"""What a department does with a question: take it, hand it back, answer it; its own people only, and one at a time."""

from sqlalchemy import bindparam, insert, null, update

from core import calendar, facts, people
from core.clock import local_day
from core.db import Query, Tx, table
from core.errors import NotAllowed, Stale, UserError
from core.escalation.case import AskHere, CaseHere, asks_of, belongs, locked, unknown
from core.escalation.deadline import rest
from core.escalation.facts import Answered, Claimed, HandedBack
from core.escalation.models import Ask, Line, Status, Step
from core.people import Me
from core.words import _

_ask, _line = table(Ask), table(Line)
_as_drawn = (_ask.c.id == bindparam("ask"), _ask.c.version == bindparam("drawn"))
_claim = Query(
    update(_ask)
    .where(*_as_drawn, _ask.c.step != Step.ANSWERED.value)
    .values(step=Step.CLAIMED.value, claimed_by=bindparam("me"), version=_ask.c.version + 1)
)
_hand_back = Query(
    update(_ask)
    .where(*_as_drawn, _ask.c.step == Step.CLAIMED.value, _ask.c.claimed_by == bindparam("me"))
    .values(step=Step.WAITING.value, claimed_by=null(), version=_ask.c.version + 1)
)
_answer = Query(
    update(_ask)
    .where(*_as_drawn, _ask.c.step != Step.ANSWERED.value)
    .values(
        step=Step.ANSWERED.value, claimed_by=bindparam("me"), answered_by=bindparam("me"), answered_at=bindparam("now"),
        breached_at=bindparam("missed"), version=_ask.c.version + 1,
    )
)  # fmt: skip
_write = Query(insert(_line).returning(_line.c.id), "case_id", "team_id", "written_by", "text", "at")


class NotNow(UserError):
    """The answer can't be stored as things stand; what was typed stays in the form."""

    kind = "not_now"


def claim(tx: Tx, me: Me, number: int, team: int, version: int) -> None:
    """Take a question for one's department. Raises NotAllowed for outsiders, Stale with who has it for latecomers (T12)."""
    _case, ask = _open_here(tx, me, number, team)
    holder = _holder(tx, me, ask)
    if ask.step == Step.ANSWERED:
        raise Stale(_("{name} has answered this already.").format(name=_name(tx, ask.answered_by)))
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
    if ask.step == Step.ANSWERED:
        raise Stale(_("{name} has answered this already.").format(name=_name(tx, ask.answered_by)))
    if holder := _holder(tx, me, ask):
        raise Stale(_("{name} has this.").format(name=_name(tx, holder)))
    return case


def answer(tx: Tx, me: Me, number: int, team: int, version: int, text: str) -> int:
    """Answer for one's department, as it may go to the customer; gives the line's id.

    `version` is the question's when the form opened. Raises NotAllowed, or NotNow when it was reopened, closed,
    answered or taken by a colleague meanwhile.
    """
    try:
        case = may_answer(tx, me, number, team)
    except Stale as stale:
        raise NotNow(stale.text) from None
    if case.version != version:
        raise NotNow(_("The asker has added something meanwhile. Copy your text, look again and answer anew."))
    ask = asks_of(tx, number)[team]
    missed = ask.breached_at or (case.due_at if tx.now > case.due_at else None)
    tx.run(_answer, ask=ask.id, drawn=ask.version, me=me.id, now=tx.now, missed=missed)
    line = int(tx.one(_write, case_id=number, team_id=team, written_by=me.id, text=text.strip(), at=tx.now).id)
    rest(tx, number, [team])
    last = all(one.step == Step.ANSWERED for one in asks_of(tx, number).values())
    facts.record(tx, Answered(number, team, line, last))
    return line


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


def _holder(tx: Tx, me: Me, ask: AskHere) -> int | None:
    """The colleague who has it; not somebody who is away today or has left, whose work others may take over (T52)."""
    if ask.step != Step.CLAIMED or ask.claimed_by in (None, me.id):
        return None
    holder = people.get(tx, ask.claimed_by or 0)
    today = local_day(tx.now, holder.zone)
    gone = holder.left_on is not None and holder.left_on < today
    return None if gone or calendar.is_away(tx, holder.id, today) else holder.id


def _name(tx: Tx, person: int | None) -> str:
    """The first name; names go into short notices as they are."""
    return people.get(tx, person).first_name if person else _("Somebody")
