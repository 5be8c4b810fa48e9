"""What comes back on a word to a team or group: one click or a reply."""

from sqlalchemy import bindparam, func, insert, select
from sqlalchemy.dialects.postgresql import insert as insert_or

from core import facts, people
from core.community.facts import NudgeAnswered, NudgeReplied
from core.community.models import Answer, Reply
from core.community.nudge import LONGEST, Word, find
from core.db import Query, Tx, table
from core.errors import FieldError, NotAllowed
from core.people import Me
from core.values import frozen
from core.words import _

WILL, NOT_NOW, REPLIED = "will", "not_now", "replied"

_answer, _reply = table(Answer), table(Reply)
_put = insert_or(_answer)
_take = Query(
    _put.on_conflict_do_update(
        index_elements=["nudge_id", "person_id"], set_={"answer": _put.excluded.answer, "at": _put.excluded.at}
    ),
    "nudge_id", "person_id", "answer", "at",
)  # fmt: skip
_own = Query(
    select(_answer.c.answer).where(_answer.c.nudge_id == bindparam("nudge"), _answer.c.person_id == bindparam("person"))
)
_answers = Query(select(func.count().label("n")).select_from(_answer).where(_answer.c.nudge_id == bindparam("nudge")))
_add_reply = Query(insert(_reply).returning(_reply.c.id), "nudge_id", "person_id", "words", "at")
_get_reply = Query(
    select(_reply.c.id, _reply.c.nudge_id, _reply.c.person_id, _reply.c.words).where(_reply.c.id == bindparam("reply"))
)


@frozen
class WrittenBack:
    """What somebody wrote back."""

    id: int
    nudge_id: int
    person_id: int
    words: str


def received(tx: Tx, me: Me, nudge: int) -> Word:
    """This word, for who is in the team or group it went to; the same refusal when it does not exist."""
    word = find(tx, nudge)
    if word is None or word.sender_id == me.id or not is_for(tx, me, word):
        raise NotAllowed(_("This word is no longer here, or it was not for your team."))
    return word


def is_for(tx: Tx, me: Me, word: Word) -> bool:
    """Whether this person is in the team or group the word was for."""
    if word.segment_id is None:
        return word.team_id is not None and word.team_id == me.team_id
    return any(one.id == word.segment_id for one in people.segments(tx)) and me.id in people.segment_people(
        tx, word.segment_id
    )


def answer(tx: Tx, me: Me, nudge: int, what: str) -> None:
    """A member answers with one click; the last click counts, a reply stays a reply."""
    tx.lock("person", me.id)
    received(tx, me, nudge)
    before = own_answer(tx, me, nudge)
    if before in (what, REPLIED):
        return
    tx.run(_take, nudge_id=nudge, person_id=me.id, answer=what, at=tx.now)
    if before is None:
        facts.record(tx, NudgeAnswered(nudge))


def reply(tx: Tx, me: Me, nudge: int, words: str) -> int:
    """A member writes back, under their own name, to the sender alone; gives the reply's number."""
    answer(tx, me, nudge, REPLIED)
    if not 0 < len(words.strip()) <= LONGEST:
        raise FieldError("words", _("Write 1 to {most} characters.").format(most=LONGEST))
    made = tx.one(_add_reply, nudge_id=nudge, person_id=me.id, words=words.strip(), at=tx.now)
    facts.record(tx, NudgeReplied(made.id))
    return int(made.id)


def find_reply(tx: Tx, number: int) -> WrittenBack | None:
    """This reply, or None."""
    row = tx.one(_get_reply, reply=number)
    return None if row is None else WrittenBack(*row)


def own_answer(tx: Tx, me: Me, nudge: int) -> str | None:
    """What this person answered, or None."""
    row = tx.one(_own, nudge=nudge, person=me.id)
    return None if row is None else str(row.answer)


def answered(tx: Tx, nudge: int) -> int:
    """How many answered in any way; only for `say_part`."""
    return int(tx.one(_answers, nudge=nudge).n)
