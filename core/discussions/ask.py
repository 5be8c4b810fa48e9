"""Asking a department: the question stands in its place, a colleague of it answers, and the answer comes back."""

from datetime import datetime

from sqlalchemy import bindparam, insert, select, update

from core import facts, people
from core.db import Query, Tx, table
from core.discussions.facts import Answered, Asked
from core.discussions.models import Question
from core.errors import FieldError, NotAllowed, Stale
from core.people import Me, PlaceHere, Role
from core.values import frozen
from core.words import _

LONGEST_QUESTION = 1000
_question = table(Question)
_add = Query(insert(_question).returning(_question.c.id), "person_id", "team_id", "words", "asked_at", "answer")
_find = Query(
    select(
        _question.c.id, _question.c.person_id, _question.c.team_id, _question.c.words, _question.c.asked_at,
        _question.c.answer, _question.c.answered_by, _question.c.answered_at,
    ).where(_question.c.id == bindparam("question"))
)  # fmt: skip
_answer = Query(
    update(_question)
    .where(_question.c.id == bindparam("question"), _question.c.answered_at.is_(None))
    .values(answer=bindparam("said"), answered_by=bindparam("me"),
            answered_at=bindparam("now", type_=_question.c.answered_at.type))
)  # fmt: skip


@frozen
class Inquiry:
    """A question to a department; `person_id` is None once the asker was erased."""

    id: int
    person_id: int | None
    team_id: int
    words: str
    asked_at: datetime
    answer: str
    answered_by: int | None
    answered_at: datetime | None


def places_of(tx: Tx, team: int) -> list[PlaceHere]:
    """Where a department takes questions: its own places for them, else its team's; one or more on each platform."""
    for purpose in ("department", "team"):
        found = [one for one in people.places(tx, purpose) if one.team_id == team]
        if found:
            return found
    return []


def ask(tx: Tx, me: Me, team: int, words: str) -> int:
    """Ask; everybody may. Gives the question's id; raises NotAllowed or FieldError."""
    if people.team(tx, team) is None:
        raise NotAllowed(_("This department is no longer there. Choose another one."))
    if not words.strip() or len(words) > LONGEST_QUESTION:
        raise FieldError("words", _("Say it in one to {most} characters.").format(most=LONGEST_QUESTION))
    made = tx.one(_add, person_id=me.id, team_id=team, words=words.strip(), asked_at=tx.now, answer="")
    facts.record(tx, Asked(int(made.id)))
    return int(made.id)


def inquiry(tx: Tx, question: int) -> Inquiry | None:
    """This question, or None."""
    row = tx.one(_find, question=question)
    return None if row is None else Inquiry(*row)


def answer(tx: Tx, me: Me, question: int, words: str) -> None:
    """A colleague of the department answers, once. Raises NotAllowed, Stale or FieldError."""
    found = inquiry(tx, question)
    if found is None or not (me.team_id == found.team_id or people.has_role(tx, me.id, Role.HR)):
        raise NotAllowed(_("Only a colleague of the department answers this."))
    if not words.strip() or len(words) > LONGEST_QUESTION:
        raise FieldError("words", _("Say it in one to {most} characters.").format(most=LONGEST_QUESTION))
    if not tx.run(_answer, question=question, said=words.strip(), me=me.id, now=tx.now):
        raise Stale(_("A colleague has answered this already."))
    facts.record(tx, Answered(question))
