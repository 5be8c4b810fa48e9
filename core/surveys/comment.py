"""A comment on a round, apart from its scores and from its writer, and the way back to it by a slip of four words."""

import hashlib
import re
import secrets

from sqlalchemy import bindparam, func, insert, or_, select, update

from core import people, privacy
from core.db import Query, Tx, table
from core.desk import inbound
from core.errors import FieldError, NotAllowed, UserError
from core.people import Me
from core.people.models import Person
from core.surveys.answer import Closed, invited, open_for
from core.surveys.models import Comment, Participation
from core.surveys.opening import Opened, find, not_yours
from core.surveys.result import most_answers, result
from core.surveys.start import leads
from core.values import frozen
from core.words import _

LONGEST, WORDS, COMMENTS_AT_ONCE, A_PERSON = 1000, 4, 5, 3
"""Letters of a comment, words of a slip, comments shown at once, comments there may be for each who is invited."""
NUMBER = re.compile(r"(?<!\w)\+?\d[\d ()./-]{6,}\d")
"""A telephone number, or another long one."""
CAPITAL, MOST_NAMES = re.compile(r"\b[^\W\d_a-z]\w{2,}"), 200
"""A word that may be somebody's first name, and how many are looked up at most."""
_comment, _part, _person = table(Comment), table(Participation), table(Person)
_add = Query(insert(_comment), "id", "round_id", "text", "slip", "reply")
_many = Query(select(func.count().label("n")).where(_comment.c.round_id == bindparam("round")))
_seats = Query(select(func.count().label("n")).where(_part.c.round_id == bindparam("round")))
_of_round = Query(
    select(_comment.c.id, _comment.c.text, _comment.c.reply)
    .where(_comment.c.round_id == bindparam("round")).order_by(_comment.c.id)
)  # fmt: skip
_by_id = Query(select(_comment.c.round_id, _comment.c.text).where(_comment.c.id == bindparam("comment")))
_by_slip = Query(select(_comment.c.text, _comment.c.reply).where(_comment.c.slip == bindparam("hash")))
_answer = Query(update(_comment).where(_comment.c.id == bindparam("comment")).values(reply=bindparam("text_")))


class Enough(UserError):
    """More comments than people could have written."""

    kind = "surveys_enough_comments"


class NoSuchSlip(UserError):
    """Four words that belong to nothing."""

    kind = "surveys_no_such_slip"


@frozen
class CommentHere:
    """A comment, without anything about who or when."""

    id: int
    text: str
    reply: str


def write_comment(tx: Tx, me: Me, round_id: int, text: str, key: str = "") -> str:
    """Keep these words apart, without names, addresses and numbers in them. Gives the slip: it is nowhere else.

    A random number stands for it, so that no order tells when it came.
    """
    asked = find(tx, round_id)
    if not invited(tx, me, round_id):
        raise not_yours()
    if not open_for(tx, me, asked):
        raise Closed(_("This pulse has closed. The result is in /pulse results."))
    if not text.strip():
        raise FieldError("text", _("Please fill this in."))
    if tx.one(_many, round=round_id).n >= A_PERSON * tx.one(_seats, round=round_id).n:
        raise Enough(_("There are enough comments on this pulse. Talk to your lead, or to HR."))
    slip = " ".join(_word() for _place in range(WORDS))
    lines = "\n".join(privacy.clean(line) for line in text.strip()[:LONGEST].splitlines())
    masked = without_names(NUMBER.sub("[…]", lines), _names(tx, asked, text))
    tx.run(_add, id=secrets.randbelow(2**62) + 1, round_id=round_id, text=masked, slip=_mark(slip), reply="")
    inbound.forget(tx, key)
    tx.leave_no_log()
    return slip


def comments(tx: Tx, me: Me, round_id: int) -> list[CommentHere]:
    """The comments of a closed round, in an order that means nothing; none below ten answers (T45), none before it is shared."""
    found = result(tx, me, round_id)
    if found.kind in ("open", "unshared", "hidden") or (
        found.round.mode != "public" and most_answers(tx, round_id) < privacy.COMMENTS
    ):
        return []
    return [CommentHere(*row) for row in tx.all(_of_round, round=round_id)]


def reply_to_comment(tx: Tx, me: Me, comment: int, text: str) -> None:
    """Write back to whoever wrote it; only who may ask these people. The last reply stands."""
    row = tx.one(_by_id, comment=comment)
    if row is None or not leads(tx, me, find(tx, row.round_id).team_id):
        raise NotAllowed(_("This is for somebody else."))
    if not text.strip():
        raise FieldError("text", _("Please fill this in."))
    tx.run(_answer, comment=comment, text_=text.strip()[:LONGEST])


def by_slip(tx: Tx, slip: str) -> tuple[str, str]:
    """The comment and its reply (empty: none yet) for whoever has the slip; who asks is neither asked nor kept."""
    row = tx.one(_by_slip, hash=_mark(slip))
    if row is None:
        raise NoSuchSlip(_("These four words belong to no comment. Check how you wrote them."))
    return row.text, row.reply


def without_names(text: str, names: list[str]) -> str:
    """The text without the names of colleagues, whole and first names of three letters and more."""
    parts = {name for name in names if name} | {name.split()[0] for name in names if len(name.split()[0]) > 2}
    for part in sorted(parts, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(part)}(?!\w)", "[…]", text)
    return text


def _names(tx: Tx, asked: Opened, text: str) -> list[str]:
    """The team's names; beyond one team, those of colleagues whose first name stands in the text with a capital."""
    if asked.team_id and asked.audience.startswith("team:"):
        return [one.name for one in people.members(tx, asked.team_id)]
    words = list(dict.fromkeys(CAPITAL.findall(text[:LONGEST])))[:MOST_NAMES]
    called = or_(*(_person.c.name.startswith(f"{one} ", autoescape=True) for one in words))
    return list(tx.execute(select(_person.c.name).where(called).limit(MOST_NAMES)).scalars()) if words else []


def _word() -> str:
    return "".join(secrets.choice("bdfghjklmnprstvz") + secrets.choice("aeiou") for _place in range(2))


def _mark(slip: str) -> str:
    return hashlib.sha256(" ".join(slip.lower().split()).encode()).hexdigest()
