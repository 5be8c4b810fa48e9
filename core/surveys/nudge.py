"""The quiet ones: who has not answered yet, one kind word in private, and a way to write back."""

from sqlalchemy import bindparam, insert, select

from core.db import Query, Tx, table
from core.errors import FieldError, NotAllowed
from core.facts import record
from core.people import Me
from core.surveys.answer import invited, still_quiet
from core.surveys.facts import QuietAsked, Replied
from core.surveys.models import Participation, Reply
from core.surveys.opening import find, not_yours
from core.words import _

CONSULT = "consult"
"""The kind of round that a consultation asks in."""
_part, _reply = table(Participation), table(Reply)
_quiet = Query(
    select(_part.c.person_id, _part.c.segment)
    .where(_part.c.round_id == bindparam("round"), _part.c.answered_on.is_(None))
    .order_by(_part.c.person_id)
)
_add = Query(insert(_reply).returning(_reply.c.id), "round_id", "person_id", "to_id", "text", "at")
_by_id = Query(
    select(_reply.c.round_id, _reply.c.person_id, _reply.c.text).where(
        _reply.c.id == bindparam("reply"), _reply.c.to_id == bindparam("to")
    )
)


def ask_quiet(tx: Tx, round_id: int, turn: int = 1) -> bool:
    """The day before it closes: those who are quiet hear once more, if the owner wrote a word for them; no third time.

    In a consultation they hear without one: everybody is to be heard.
    """
    asked = find(tx, round_id)
    if not asked.is_open(tx.now) or not (asked.words or asked.kind == CONSULT):
        return False
    record(tx, QuietAsked(round_id, turn))
    return True


def quiet_ones(tx: Tx, round_id: int) -> list[int]:
    """Who has not answered: for sending to each alone; never shown to anybody, nor counted for anybody (T46)."""
    asked = find(tx, round_id)
    rows = tx.all(_quiet, round=round_id) if asked.is_open(tx.now) else []
    quiet = still_quiet(tx, asked, [(row.person_id, row.segment) for row in rows])
    return [person for person in quiet if person != asked.owner_id]


def reply(tx: Tx, me: Me, round_id: int, text: str) -> int:
    """Write back to the owner, under one's own name. Gives the reply's id."""
    asked = find(tx, round_id)
    if not invited(tx, me, round_id):
        raise not_yours()
    if not text.strip():
        raise FieldError("text", _("Please fill this in."))
    made = tx.one(_add, round_id=round_id, person_id=me.id, to_id=asked.owner_id, text=text.strip(), at=tx.now)
    record(tx, Replied(made.id, asked.owner_id))
    return int(made.id)


def read_reply(tx: Tx, me: Me, reply_id: int) -> tuple[int, int, str]:
    """The round, who wrote, and what; only for the one it was written to."""
    row = tx.one(_by_id, reply=reply_id, to=me.id)
    if row is None:
        raise NotAllowed(_("This is for somebody else."))
    return row.round_id, row.person_id, row.text
