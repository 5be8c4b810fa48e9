"""A question to who leads, by name or without one; the way back to one without a name is a slip of four words.

Nothing stored says whose a question without a name is, or when it came: it has a random number and no day, makes no fact,
and waits, unseen by anybody, for the moment of the day at which all of them are let in together.
"""

import hashlib
import re
import secrets
from datetime import date

from sqlalchemy import bindparam, func, insert, or_, select, update

from core import privacy
from core.db import Query, Tx, table
from core.desk import inbound
from core.errors import FieldError, NotAllowed, Stale, UserError
from core.facts import record
from core.news.facts import Waits
from core.news.models import Question, Step
from core.news.reach import belongs
from core.news.write import PostHere, open_post
from core.people import Me
from core.people.allowing import ANONYMOUS, allowed_on
from core.values import frozen
from core.words import _

LONGEST_QUESTION, WORDS, A_PERSON = 600, 4, 3
"""Letters of a question, words of a slip, questions without a name for each person that a post is for."""
NUMBER = re.compile(r"(?<!\w)\+?\d[\d ()./-]{6,}\d")
"""A telephone number, or another long one."""
OPEN = (Step.HELD, Step.WAITING, Step.SHOWN)
_question = table(Question)
NAMES = ("id", "post_id", "person_id", "after_id", "step", "words", "reason", "supported", "shown_on", "answer", "answered_by",
         "answered_on")  # fmt: skip
COLUMNS = tuple(_question.c[name] for name in NAMES)
_add = Query(
    insert(_question),
    "id",
    "post_id",
    "person_id",
    "slip",
    "after_id",
    "step",
    "words",
    "reason",
    "supported",
    "answer",
)
_get = Query(select(*COLUMNS).where(_question.c.id == bindparam("question")))
_of = Query(select(*COLUMNS).where(_question.c.post_id == bindparam("post")).order_by(_question.c.id))
_by_slip = Query(select(*COLUMNS).where(_question.c.slip == bindparam("mark")))
_nameless = Query(
    select(func.count().label("n")).where(_question.c.post_id == bindparam("post"), _question.c.person_id.is_(None))
)
_mine = Query(
    select(*COLUMNS)
    .where(_question.c.person_id == bindparam("person"), _question.c.post_id == bindparam("post"))
    .order_by(_question.c.id)
)  # fmt: skip
_open_of_mine = Query(
    select(func.count().label("n")).where(
        _question.c.person_id == bindparam("person"), _question.c.post_id == bindparam("post"),
        or_(*(_question.c.step == one.value for one in OPEN)),
    )
)  # fmt: skip
_held = Query(select(_question.c.post_id).where(_question.c.step == Step.HELD.value).distinct())
_let_in = Query(update(_question).where(_question.c.step == Step.HELD.value).values(step=Step.WAITING.value))


class NoSlip(UserError):
    """Four words that belong to nothing."""

    kind = "news_no_such_slip"


class Enough(UserError):
    """More questions than can be answered."""

    kind = "news_enough_questions"


class NotNameless(UserError):
    """Here and now a question needs a name."""

    kind = "news_not_nameless"


@frozen
class QuestionHere:
    """A question as it is now; `person_id` is empty for one without a name."""

    id: int
    post_id: int
    person_id: int | None
    after_id: int | None
    step: str
    words: str
    reason: str
    supported: int
    shown_on: date | None
    answer: str
    answered_by: int | None
    answered_on: date | None

    @property
    def settled(self) -> bool:
        """Whether whoever asked has heard what became of it."""
        return self.step not in OPEN


def nameless_here(tx: Tx, post: PostHere, platform: str) -> bool:
    """Whether one can ask without a name: enough people to be one of, and on Discord an admin who allowed it."""
    return privacy.visible(post.addressed) and allowed_on(tx, platform, ANONYMOUS)


def ask(tx: Tx, me: Me, number: int, words: str, after: int | None = None) -> int:
    """Ask under one's own name; it waits for who looks at questions first. Gives its number."""
    tx.lock("person", me.id)
    _may_ask(tx, me, number)
    if int(tx.one(_open_of_mine, person=me.id, post=number).n) >= A_PERSON:
        raise Enough(
            _("You asked {n} questions that wait for an answer. Wait for one of those first.").format(n=A_PERSON)
        )
    if after is not None:
        _settled(own_question(tx, me, after))
    made = _kept(tx, number, me.id, "", after, Step.WAITING, words)
    record(tx, Waits(number))
    return made


def ask_nameless(tx: Tx, me: Me, number: int, words: str, platform: str, key: str = "") -> str:
    """Ask without a name. Gives the slip, which is nowhere else; `key` is the click's own, dropped so that no trace stays."""
    post = _may_ask(tx, me, number)
    slip = " ".join(_word() for _place in range(WORDS))
    _without_name(tx, post, platform, words, _mark(slip), None, key)
    return slip


def ask_on(tx: Tx, me: Me, slip: str, words: str, platform: str, key: str = "") -> None:
    """Ask on about the answer, by the slip; the same four words lead to both."""
    last = by_slip(tx, slip)[-1]
    _settled(last)
    post = _may_ask(tx, me, last.post_id)
    _without_name(tx, post, platform, words, _mark(slip), last.id, key)


def by_slip(tx: Tx, slip: str) -> list[QuestionHere]:
    """What was asked under these four words, one after the other; who looks is neither asked nor kept."""
    found = {one.after_id: one for one in (QuestionHere(*row) for row in tx.all(_by_slip, mark=_mark(slip)))}
    if None not in found:
        raise NoSlip(_("These four words belong to no question. Check how you wrote them."))
    line = [found[None]]
    while line[-1].id in found:
        line.append(found[line[-1].id])
    return line


def let_in(tx: Tx) -> list[int]:
    """The moment at which all that was asked without a name since the last one is let in together, in no order."""
    posts = sorted(row.post_id for row in tx.all(_held))
    if posts:
        tx.run(_let_in)
    for number in posts:
        record(tx, Waits(number))
    return posts


def questions_of(tx: Tx, number: int) -> list[QuestionHere]:
    """Every question on a post, in an order that means nothing; what is held is nobody's to see, so it is not there."""
    return [QuestionHere(*row) for row in tx.all(_of, post=number) if row.step != Step.HELD]


def find_question(tx: Tx, question: int) -> QuestionHere:
    """This question; raises NotAllowed when there is none, or none that anybody may see yet."""
    row = tx.one(_get, question=question)
    if row is None or row.step == Step.HELD:
        raise NotAllowed(_("This question is no longer there, or it is not for you."))
    return QuestionHere(*row)


def own_question(tx: Tx, me: Me, question: int) -> QuestionHere:
    """One's own question, asked by name; the same refusal for anybody else's."""
    found = find_question(tx, question)
    if found.person_id != me.id:
        raise NotAllowed(_("This question is no longer there, or it is not for you."))
    return found


def own_questions(tx: Tx, me: Me, number: int) -> list[QuestionHere]:
    """What this person asked by name on a post."""
    return [QuestionHere(*row) for row in tx.all(_mine, person=me.id, post=number)]


def _may_ask(tx: Tx, me: Me, number: int) -> PostHere:
    post = open_post(tx, me, number)
    if not post.out:
        raise Stale(_("This post was withdrawn."))
    if me.id == post.author_id or not belongs(tx, me, post.audience):
        raise NotAllowed(_("Questions come from the people that this post is for."))
    return post


def _settled(question: QuestionHere) -> None:
    if not question.settled:
        raise Stale(_("This question waits for its answer. After that you can ask on."))


def _without_name(tx: Tx, post: PostHere, platform: str, words: str, mark: str, after: int | None, key: str) -> None:
    if not nameless_here(tx, post, platform):
        raise NotNameless(_("Here you can't ask without a name. Ask with your name, or from Slack."))
    if int(tx.one(_nameless, post=post.id).n) >= A_PERSON * post.addressed:
        raise Enough(_("There are enough questions without a name here. Ask with your name, or talk to HR."))
    _kept(tx, post.id, None, mark, after, Step.HELD, words)
    inbound.forget(tx, key)
    tx.leave_no_log()


def _kept(tx: Tx, number: int, person: int | None, slip: str, after: int | None, step: Step, words: str) -> int:
    if not 0 < len(words.strip()) <= LONGEST_QUESTION:
        raise FieldError("words", _("Write 1 to {most} characters.").format(most=LONGEST_QUESTION))
    said = words.strip() if person else "\n".join(_masked(line) for line in words.strip().splitlines())
    made = _number()
    while tx.one(_get, question=made) is not None:
        made = _number()
    tx.run(_add, id=made, post_id=number, person_id=person, slip=slip, after_id=after, step=step.value,
           words=said, reason="", supported=0, answer="")  # fmt: skip
    return made


def _number() -> int:
    """A random number that says nothing, and that fits wherever a view's entity stands."""
    return secrets.randbelow(2**31 - 1) + 1


def _masked(line: str) -> str:
    """Without addresses and numbers, which can lead to whoever wrote it."""
    return NUMBER.sub("[…]", privacy.clean(line))


def _word() -> str:
    return "".join(secrets.choice("bdfghjklmnprstvz") + secrets.choice("aeiou") for _place in range(2))


def _mark(slip: str) -> str:
    return hashlib.sha256(" ".join(slip.lower().replace(".", " ").split()).encode()).hexdigest()
