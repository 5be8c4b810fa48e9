"""A word to a team, in the sender's own words: who may send it, and to whom it goes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, insert, select

from core import facts, people
from core.community.facts import NudgeSent
from core.community.models import Nudge
from core.community.trends import may_look
from core.db import Query, Tx, table
from core.errors import FieldError, NotAllowed
from core.people import Me, TeamHere
from core.words import _

TOPIC = "nudge"
LONGEST = 600
TWO_WEEKS = timedelta(days=14)

_nudge = table(Nudge)
_columns = (_nudge.c.id, _nudge.c.sender_id, _nudge.c.team_id, _nudge.c.words, _nudge.c.addressed, _nudge.c.sent_at)
_add = Query(insert(_nudge).returning(_nudge.c.id), "sender_id", "team_id", "words", "addressed", "sent_at")
_get = Query(select(*_columns).where(_nudge.c.id == bindparam("nudge")))
_last = Query(
    select(*_columns)
    .where(_nudge.c.sender_id == bindparam("person"), _nudge.c.sent_at > bindparam("since"))
    .order_by(_nudge.c.id.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it was sent."""

    id: int
    sender_id: int
    team_id: int
    words: str
    addressed: int
    sent_at: datetime


def audience(tx: Tx, me: Me, team: int) -> tuple[TeamHere, list[Me]]:
    """The team a word goes to and its members without the sender; NotAllowed for who may not write to it."""
    found = next((one for one in may_look(tx, me) if one.id == team), None)
    if found is None:
        raise NotAllowed(
            _("You can't write to this team here. Community managers and HR can, and a team's own leader.")
        )
    return found, [person for person in people.members(tx, team) if person.id != me.id]


def check_words(tx: Tx, me: Me, team: int, words: str) -> tuple[TeamHere, list[Me]]:
    """Whether this may be sent as it is: to a team with somebody in it, in words that fit."""
    found, readers = audience(tx, me, team)
    if not readers:
        raise FieldError("team", _("There is nobody else in this team. Choose another one."))
    if not 0 < len(words.strip()) <= LONGEST:
        raise FieldError("words", _("Write 1 to {most} characters.").format(most=LONGEST))
    return found, readers


def send(tx: Tx, me: Me, team: int, words: str) -> int:
    """Send this word to everybody in the team, by the sender's own click; gives its number."""
    tx.lock("person", me.id)
    readers = check_words(tx, me, team, words)[1]
    made = tx.one(_add, sender_id=me.id, team_id=team, words=words.strip(), addressed=len(readers), sent_at=tx.now)
    facts.record(tx, NudgeSent(made.id))
    return int(made.id)


def find(tx: Tx, nudge: int) -> Word | None:
    """This word, or None."""
    row = tx.one(_get, nudge=nudge)
    return None if row is None else Word(*row)


def last_sent(tx: Tx, me: Me) -> Word | None:
    """This person's own last word of the past two weeks, or None."""
    row = tx.one(_last, person=me.id, since=tx.now - TWO_WEEKS)
    return None if row is None else Word(*row)
