"""Who looks at questions first: lets them be seen by all, or keeps one back with a reason that whoever asked reads."""

from sqlalchemy import bindparam, or_, select, update

from core import calendar, jobs, people
from core.clock import local_day
from core.db import Query, Tx, table
from core.errors import FieldError, NotAllowed, Stale
from core.facts import record
from core.news.ask import QuestionHere, find_question, questions_of
from core.news.facts import Changed, Moved
from core.news.models import Post, Question, State, Step
from core.news.write import PostHere, answers, find_post, own_post
from core.people import Me
from core.words import N_, _

LONGEST_REASON = 300
STILL, STILL_AFTER, MOST_STILL = "news.still", 3, 5
"""Whose answer a question waits for hears of it again after so many working days, so often at most."""
LOOK, LOOK_AFTER = "news.look_again", 2
REASONS = {
    "names": N_("It names a person"),
    "hurts": N_("It hurts somebody, or is about somebody's private life"),
    "law": N_("It asks for what may not be said"),
    "double": N_("The same was asked already"),
    "else": N_("Another reason, in words"),
}
_question, _post = table(Question), table(Post)
_move = Query(
    update(_question).where(_question.c.id == bindparam("question"), _question.c.step == Step.WAITING.value)
    .values(step=bindparam("now_is"), reason=bindparam("why"), shown_on=bindparam("day"))
)  # fmt: skip
_open = Query(
    select(_question.c.post_id, _question.c.step, _post.c.author_id, _post.c.moderator_id)
    .join(_post, _post.c.id == _question.c.post_id)
    .where(
        _post.c.state == State.POSTED.value,
        or_(_question.c.step == Step.WAITING.value, _question.c.step == Step.SHOWN.value),
        or_(_post.c.author_id == bindparam("me"), _post.c.moderator_id == bindparam("me")),
    ).order_by(_question.c.post_id)
)  # fmt: skip
_hand = Query(update(_post).where(_post.c.id == bindparam("post")).values(moderator_id=bindparam("who")))


def looks_first(tx: Tx, post: PostHere) -> int:
    """Who looks at questions first: who was asked to, while they work here; else who answers."""
    if post.moderator_id is not None:
        them = people.get(tx, post.moderator_id)
        if them.left_on is None or them.left_on >= local_day(tx.now, them.zone):
            return them.id
    return answers(tx, post)


def hand_questions(tx: Tx, me: Me, number: int, to: int) -> None:
    """The author asks somebody else to look at questions first; oneself takes it back."""
    own_post(tx, me, number)
    tx.run(_hand, post=number, who=None if to == me.id else people.get(tx, to).id)
    record(tx, Changed(number))


def show(tx: Tx, me: Me, question: int) -> None:
    """All that the post is for can see it, and its author is asked to answer."""
    asked = _to_look_at(tx, me, question)
    post = find_post(tx, asked.post_id)
    today = local_day(tx.now, people.get(tx, post.author_id).zone)
    _go(tx, asked, Step.SHOWN, "", today)
    _plan(tx, asked.id, answers(tx, post), 1)


def keep_back(tx: Tx, me: Me, question: int, reason: str, words: str = "") -> None:
    """It is not shown; whoever asked reads the reason, and words beside it."""
    asked = _to_look_at(tx, me, question)
    if reason not in REASONS:
        raise FieldError("reason", _("Choose one of the options."))
    if reason == "else" and not words.strip():
        raise FieldError("words", _("Say why, in a few words."))
    _go(tx, asked, Step.KEPT_BACK, f"{reason}:{words.strip()[:LONGEST_REASON]}", None)


def still_open(tx: Tx, question: int, turn: int) -> tuple[QuestionHere, int] | None:
    """A question that waits for its answer still, and who is asked for it; None once it is settled. Plans the next look."""
    asked = find_question(tx, question)
    post = find_post(tx, asked.post_id)
    if asked.step != Step.SHOWN or not post.out:
        return None
    who = answers(tx, post)
    if turn < MOST_STILL:
        _plan(tx, question, who, turn + 1)
    return asked, who


def waiting_for(tx: Tx, me: Me) -> dict[int, int]:
    """By post, how many questions wait for this person: to be looked at, or to be answered."""
    found: dict[int, int] = {}
    for row in tx.all(_open, me=me.id):
        whose = row.author_id if row.step == Step.SHOWN else looks_first(tx, find_post(tx, row.post_id))
        if whose == me.id:
            found[row.post_id] = found.get(row.post_id, 0) + 1
    return found


def plan_look(tx: Tx, number: int) -> None:
    """Who looks first hears of it again when something waits after two working days."""
    who, day = looks_first(tx, find_post(tx, number)), tx.now.date()
    moment = calendar.working_days_later(tx, who, tx.now, LOOK_AFTER, hour=8)
    jobs.at(tx, f"{LOOK}:{number}:{day}", moment, LOOK, {"post": number})


def unlooked(tx: Tx, number: int) -> int | None:
    """Who is asked once more to look at questions on this post; None when none waits. Plans the next look."""
    post = find_post(tx, number)
    if not post.out or not any(one.step == Step.WAITING for one in questions_of(tx, number)):
        return None
    plan_look(tx, number)
    return looks_first(tx, post)


def _plan(tx: Tx, question: int, person: int, turn: int) -> None:
    moment = calendar.working_days_later(tx, person, tx.now, STILL_AFTER, hour=8)
    jobs.at(tx, f"{STILL}:{question}:{turn}", moment, STILL, {"question": question, "turn": turn})


def _to_look_at(tx: Tx, me: Me, question: int) -> QuestionHere:
    tx.lock("news_question", question)
    asked = find_question(tx, question)
    if looks_first(tx, find_post(tx, asked.post_id)) != me.id:
        raise NotAllowed(_("This question is no longer there, or it is not for you."))
    return asked


def _go(tx: Tx, asked: QuestionHere, step: Step, why: str, day: object) -> None:
    if not tx.run(_move, question=asked.id, now_is=step.value, why=why, day=day):
        raise Stale(_("Somebody looked at this question already."))
    record(tx, Moved(asked.post_id, asked.id, step.value))
