"""An answer to a question, for all to read; that it will not be answered, and why, is one too. Who wants to know is told."""

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert as insert_or

from core.clock import local_day
from core.db import Query, Tx, table
from core.errors import FieldError, NotAllowed, Stale
from core.facts import record
from core.news.ask import QuestionHere, find_question
from core.news.facts import Moved, Supported
from core.news.models import Question, Step, Support
from core.news.write import answers, find_post, open_post
from core.people import Me
from core.words import _

LONGEST_ANSWER = 1500
_question, _support = table(Question), table(Support)
_here = (_support.c.question_id == bindparam("question"), _support.c.person_id == bindparam("person"))
_answer = Query(
    update(_question).where(_question.c.id == bindparam("question"), _question.c.step == Step.SHOWN.value)
    .values(step=bindparam("now_is"), answer=bindparam("words_"), answered_by=bindparam("me"), answered_on=bindparam("day"))
)  # fmt: skip
_put = Query(
    insert_or(_support).on_conflict_do_nothing(index_elements=["question_id", "person_id"]), "question_id", "person_id"
)
_drop = Query(delete(_support).where(*_here))
_mine = Query(select(_support.c.id).where(*_here))
_count = Query(select(func.count().label("n")).where(_support.c.question_id == bindparam("question")))
_who = Query(
    select(_support.c.person_id).where(_support.c.question_id == bindparam("question")).order_by(_support.c.person_id)
)
_total = Query(update(_question).where(_question.c.id == bindparam("question")).values(supported=bindparam("many")))
_wipe = Query(delete(_support).where(_support.c.question_id == bindparam("question")))


def answer(tx: Tx, me: Me, question: int, words: str, declined: bool = False) -> None:
    """The author answers, or says why it will not be answered; everybody who may see the question reads it."""
    tx.lock("news_question", question)
    asked = asked_of(tx, me, question)
    if not 0 < len(words.strip()) <= LONGEST_ANSWER:
        raise FieldError("words", _("Write 1 to {most} characters.").format(most=LONGEST_ANSWER))
    step = Step.DECLINED if declined else Step.ANSWERED
    today = local_day(tx.now, me.zone)
    if not tx.run(_answer, question=question, now_is=step.value, words_=words.strip(), me=me.id, day=today):
        raise Stale(_("This question has its answer already, or nobody can see it yet."))
    record(tx, Moved(asked.post_id, question, step.value))


def asked_of(tx: Tx, me: Me, question: int) -> QuestionHere:
    """A question to this person, who answers for the post; the same refusal for anybody else."""
    asked = find_question(tx, question)
    if answers(tx, find_post(tx, asked.post_id)) != me.id:
        raise NotAllowed(_("Only who was asked answers this."))
    return asked


def support(tx: Tx, me: Me, question: int) -> bool:
    """This person wants to know too; a second click takes that back. Says which of the two it is now."""
    asked = shown_question(tx, me, question)
    if asked.step != Step.SHOWN:
        raise Stale(_("This question has its answer already."))
    wants = tx.run(_put, question_id=question, person_id=me.id) > 0
    if not wants:
        tx.run(_drop, question=question, person=me.id)
    record(tx, Supported(asked.post_id, question))
    return wants


def supporters(tx: Tx, asked: QuestionHere) -> int:
    """How many want to know too, or wanted to."""
    return asked.supported or int(tx.one(_count, question=asked.id).n)


def tell_supporters(tx: Tx, question: int) -> list[int]:
    """Who wanted to know too, to be told now; from now on only how many they were is kept."""
    found = [row.person_id for row in tx.all(_who, question=question)]
    if found:
        tx.run(_total, question=question, many=len(found))
        tx.run(_wipe, question=question)
    return found


def shown_question(tx: Tx, me: Me, question: int) -> QuestionHere:
    """A question that all can see, for one of those the post is for; a place (id 0) sees what stands in it."""
    asked = find_question(tx, question)
    if me.id:
        open_post(tx, me, asked.post_id)
    if asked.step not in (Step.SHOWN, Step.ANSWERED, Step.DECLINED):
        raise NotAllowed(_("This question is no longer there, or it is not for you."))
    return asked


def shown_questions(tx: Tx, found: list[QuestionHere]) -> list[QuestionHere]:
    """Those that all can see: what waits for an answer first, what most want to know on top."""
    shown = [one for one in found if one.step in (Step.SHOWN, Step.ANSWERED, Step.DECLINED)]
    return sorted(shown, key=lambda one: (one.step != Step.SHOWN, -supporters(tx, one), one.id))
