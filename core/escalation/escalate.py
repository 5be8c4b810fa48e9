"""Asking departments a customer's question: one case, deadlines in their own hours, and nothing personal they don't need."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import bindparam, func, insert, select

from core import facts, people, search
from core.db import Query, Tx, table
from core.desk import live
from core.errors import FieldError, UserError
from core.escalation.case import asks_of, departments, find
from core.escalation.deadline import clockwork, deadline, plan
from core.escalation.facts import Escalated
from core.escalation.masking import mask
from core.escalation.models import Ask, Case, Status, Step
from core.escalation.problems import link_exact
from core.escalation.recurrence import watch
from core.escalation.solution import plan_solution
from core.escalation.topics import topics_in
from core.people import Me
from core.values import frozen
from core.words import _

MOST_DEPARTMENTS, MOST_AN_HOUR, ORIGIN = 20, 20, "escalation.origin"
_case, _ask = table(Case), table(Ask)
_add = Query(
    insert(_case).returning(_case.c.id),
    "asker_id", "question", "customer", "masked", "wanted", "status", "version", "asked_at", "due_at", "about", "topic_id",
    "origin", "files", "solution_at",
)  # fmt: skip
_add_ask = Query(insert(_ask), "case_id", "team_id", "step", "version", "since_at", "timer", "level")
_lately = Query(
    select(func.count().label("n")).where(
        _case.c.asker_id == bindparam("person"), _case.c.asked_at > bindparam("since")
    )
)


class TooMany(UserError):
    """One person asks so much that departments could not keep up (T20)."""

    kind = "too_many"


@frozen
class Origin:
    """The message a question was asked from: its address, its channel's, and the names of its files, which stay there."""

    message: str = ""
    channel: str = ""
    files: tuple[str, ...] = ()


def check_question(tx: Tx, me: Me, teams: Sequence[int], question: str) -> list[int]:
    """The departments to ask, when this question may go out as it is. Raises FieldError, or TooMany (T20)."""
    asked, known = list(dict.fromkeys(teams)), {one.team_id for one in departments(tx)}
    if not 1 <= len(asked) <= MOST_DEPARTMENTS:
        raise FieldError("departments", _("Choose at least one department."))
    if not known.issuperset(asked):
        raise FieldError("departments", _("One of these departments takes no questions any more. Choose again."))
    if not question.strip():
        raise FieldError("question", _("Write what the customer wants to know."))
    if int(tx.one(_lately, person=me.id, since=tx.now - timedelta(hours=1)).n) >= MOST_AN_HOUR:
        raise TooMany(_("You asked twenty questions within an hour. Wait a moment before the next one."))
    return asked


def escalate(
    tx: Tx, me: Me, teams: Sequence[int], question: str, customer: str, wanted: str, *, receipt: bool = False,
    about: str = "", origin: Origin | None = None,
) -> int:  # fmt: skip
    """Ask these departments; gives the number of the question. What matches a personal number is masked for good.

    Raises FieldError for "departments", "question" or "wanted", and TooMany above twenty questions an hour.
    """
    tx.lock("person", me.id)
    asked, here = check_question(tx, me, teams, question), origin or Origin()
    works = {team: clockwork(tx, team, wanted == "now") for team in asked}
    due_at = min(deadline(work.hours, tx.now, wanted) for work in works.values())
    texts = [mask(one.strip()) for one in (question, customer, about, "\n".join(here.files))]
    (question, _n), (customer, _m), (about, _k), (files, _f) = texts
    found = topics_in(tx, f"{question} {about}")
    made = tx.one(
        _add, asker_id=me.id, question=question, customer=customer, masked=sum(count for _text, count in texts), wanted=wanted,
        status=Status.OPEN.value, version=1, asked_at=tx.now, due_at=due_at, about=about,
        topic_id=found[0].id if found else None, origin=here.message, files=files, solution_at=None,
    )  # fmt: skip
    number = int(made.id)
    tx.many(_add_ask, [
        {"case_id": number, "team_id": team, "step": Step.WAITING.value, "version": 1, "since_at": tx.now, "timer": 0, "level": 0}
        for team in asked
    ])  # fmt: skip
    case = find(tx, number)
    assert case is not None
    for team, ask in asks_of(tx, number).items():
        plan(tx, case, ask, works[team])
    if any(work.targets.solution for work in works.values()):
        plan_solution(tx, number)
    search.keep(tx, "case", number, f"{question} {about}")
    if here.message and here.channel and live.standing_at(tx, here.message) is None:
        known = people.place_at(tx, here.channel)
        place = known.id if known else people.put_place(tx, here.channel, "", "origin", None, me.language, me.zone)
        live.stands(tx, here.message, ORIGIN, number, f"place:{place}", "")
    if link_exact(tx, number) is None:
        watch(tx, number)
    facts.record(tx, Escalated(number, receipt))
    return number


def origin_place(tx: Tx, number: int) -> int | None:
    """The place in whose thread the answers to this question come back, or None when it was asked in private."""
    stood = live.standing(tx, ORIGIN, number)
    return int(stood[0].viewer.removeprefix("place:")) if stood else None
