"""A word to a team or a group, in the sender's own words: who may send it, and to whom it goes."""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, insert, select

from core import facts, jobs, people
from core.community.facts import NudgeSent
from core.community.groups import keeps_groups
from core.community.models import Nudge
from core.community.trends import may_look
from core.db import Query, Tx, table
from core.errors import FieldError, NotAllowed
from core.people import Me
from core.values import frozen
from core.words import _

TOPIC = "nudge"
LONGEST = 600
TWO_WEEKS, FOUR_WEEKS = timedelta(days=14), timedelta(days=28)
EFFECT = "community.effect"

_nudge = table(Nudge)
_columns = tuple(
    _nudge.c[name] for name in ("id", "sender_id", "team_id", "segment_id", "words", "addressed", "sent_at")
)
_add = Query(
    insert(_nudge).returning(_nudge.c.id), "sender_id", "team_id", "segment_id", "words", "addressed", "sent_at"
)
_get = Query(select(*_columns).where(_nudge.c.id == bindparam("nudge")))
_last = Query(
    select(*_columns)
    .where(_nudge.c.sender_id == bindparam("person"), _nudge.c.sent_at > bindparam("since"))
    .order_by(_nudge.c.id.desc())
    .limit(1)
)


@frozen
class Word:
    """A word as it was sent."""

    id: int
    sender_id: int
    team_id: int | None
    segment_id: int | None
    words: str
    addressed: int
    sent_at: datetime


@frozen
class Addressed:
    """Whom a word is for: a team or a group, as `team:3` or `group:2`, and its name."""

    to: str
    name: str

    @property
    def id(self) -> int:
        """The team's or group's number."""
        return int(self.to.partition(":")[2])

    @property
    def is_group(self) -> bool:
        """Whether it is a target group."""
        return self.to.startswith("group:")


def may_nudge(tx: Tx, me: Me) -> list[Addressed]:
    """The teams and groups this person may write to: a leader's own, what one looks after, all for community and HR."""
    all_groups = keeps_groups(tx, me)
    return [Addressed(f"team:{one.id}", one.name) for one in may_look(tx, me)] + [
        Addressed(f"group:{one.id}", one.name) for one in people.segments(tx) if all_groups or one.owner_id == me.id
    ]


def addressed(tx: Tx, sent: Word) -> Addressed:
    """Whom a sent word was for; a group that is gone has no name."""
    if sent.segment_id is not None:
        group = next((one for one in people.segments(tx) if one.id == sent.segment_id), None)
        return Addressed(f"group:{sent.segment_id}", group.name if group else "?")
    team = people.team(tx, sent.team_id) if sent.team_id else None
    return Addressed(f"team:{sent.team_id or 0}", team.name if team else "?")


def readers_of(tx: Tx, to: Addressed, sender: int) -> list[Me]:
    """Who gets it: everybody in it today but the sender. Guests are nobody here."""
    if not to.is_group:
        return [person for person in people.members(tx, to.id) if person.id != sender]
    inside = set(people.segment_people(tx, to.id)) - {sender}
    return [person for person in people.everybody(tx) if person.id in inside]


def audience(tx: Tx, me: Me, to: str) -> tuple[Addressed, list[Me]]:
    """Whom a word goes to, without the sender; NotAllowed for who may not write to them."""
    found = next((one for one in may_nudge(tx, me) if one.to == to), None)
    if found is None:
        raise NotAllowed(
            _("You can't write to this team here. Community managers and HR can, and a team's own leader.")
        )
    return found, readers_of(tx, found, me.id)


def check_words(tx: Tx, me: Me, to: str, words: str, draft: str = "") -> tuple[Addressed, list[Me]]:
    """Whether this may be sent as it is: to somebody, in words that fit and that are the sender's own, not the draft's."""
    found, readers = audience(tx, me, to)
    if not readers:
        raise FieldError("team", _("There is nobody else in this team. Choose another one."))
    if not 0 < len(words.strip()) <= LONGEST:
        raise FieldError("words", _("Write 1 to {most} characters.").format(most=LONGEST))
    if draft and words.split() == draft.split():
        raise FieldError("words", _("This is the draft. Say it in your own words."))
    return found, readers


def send(tx: Tx, me: Me, to: str, words: str) -> int:
    """Send this word to everybody in it, by the sender's own click; gives its number."""
    tx.lock("person", me.id)
    found, readers = check_words(tx, me, to, words)
    made = tx.one(
        _add, sender_id=me.id, team_id=None if found.is_group else found.id,
        segment_id=found.id if found.is_group else None, words=words.strip(), addressed=len(readers), sent_at=tx.now,
    )  # fmt: skip
    facts.record(tx, NudgeSent(made.id))
    jobs.at(tx, f"{EFFECT}:{made.id}", tx.now + FOUR_WEEKS, EFFECT, {"nudge": made.id})
    return int(made.id)


def find(tx: Tx, nudge: int) -> Word | None:
    """This word, or None."""
    row = tx.one(_get, nudge=nudge)
    return None if row is None else Word(*row)


def last_sent(tx: Tx, me: Me) -> Word | None:
    """This person's own last word of the past two weeks, or None."""
    row = tx.one(_last, person=me.id, since=tx.now - TWO_WEEKS)
    return None if row is None else Word(*row)
