"""Closing: a summary, a decision and its reasons, kept in a log that everybody can read."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, or_, select, update

from core import facts, people
from core.db import Query, Tx, table
from core.discussions.facts import Concluded, FollowedUp
from core.discussions.heard import concerns, invited, voices
from core.discussions.models import Discussion
from core.discussions.start import COLUMNS, Talk, find, may_lead, owned
from core.errors import FieldError, NotAllowed, Stale
from core.people import Me
from core.words import _

LONGEST = 1000
_discussion = table(Discussion)
_close = Query(
    update(_discussion)
    .where(_discussion.c.id == bindparam("discussion"), _discussion.c.closed_at.is_(None))
    .values(
        summary=bindparam("what_was_said"), decision=bindparam("what"), reasons=bindparam("why"),
        closed_at=bindparam("now", type_=_discussion.c.closed_at.type), closed_by=bindparam("me"),
        version=_discussion.c.version + 1,
    )
)  # fmt: skip
_since = Query(
    select(*COLUMNS)
    .where(_discussion.c.closed_at >= bindparam("since"), _discussion.c.closed_at < bindparam("until"))
    .order_by(_discussion.c.closed_at, _discussion.c.id)
)


@dataclass(frozen=True, slots=True)
class Taken:
    """A decision as others read it back: the discussion's id and title, the decision, and when it was taken."""

    id: int
    title: str
    decision: str
    taken_at: datetime


def close(tx: Tx, me: Me, discussion: int, summary: str, decision: str, reasons: str) -> Talk:
    """Close it, once. Raises NotAllowed, Stale, or FieldError for what was left out."""
    owned(tx, me, discussion)
    for field, words in (("summary", summary), ("decision", decision), ("reasons", reasons)):
        if not words.strip() or len(words) > LONGEST:
            raise FieldError(field, _("Say it in one to {most} characters.").format(most=LONGEST))
    if not tx.run(
        _close, discussion=discussion, what_was_said=summary.strip(), what=decision.strip(), why=reasons.strip(),
        now=tx.now, me=me.id,
    ):  # fmt: skip
        raise Stale(_("This discussion is closed. The decision stands on its card."))
    facts.record(tx, Concluded(discussion))
    done = find(tx, discussion)
    assert done is not None
    return done


def to_be_told(tx: Tx, talk: Talk) -> tuple[list[int], list[int]]:
    """Who hears of the decision: those who took part, and those who were to be heard and did not; never who closed it."""
    spoke = voices(tx, talk.id) - {talk.closed_by}
    rest = (set(invited(tx, talk)) | {talk.owner_id}) - spoke - {talk.closed_by}
    return sorted(one for one in spoke if one), sorted(rest)


def decisions_between(tx: Tx, person: int, since: datetime, until: datetime | None = None) -> list[Taken]:
    """The decisions since then (until now) that concern this person, the oldest first: for "while you were away"."""
    reader = people.get(tx, person)
    talks = [Talk(*row) for row in tx.all(_since, since=since, until=until or tx.now)]
    return [
        Taken(talk.id, talk.title, talk.decision, talk.closed_at)
        for talk in talks
        if talk.closed_at and concerns(tx, talk, reader)
    ]


def decisions(tx: Tx, words: str = "", most: int = 200) -> list[Talk]:
    """The log, the newest first; with words, those that hold them in the title, the decision or the reasons."""
    asked = select(*COLUMNS).where(_discussion.c.closed_at.is_not(None))
    if words:
        wanted = "%" + words.lower().replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_") + "%"
        asked = asked.where(or_(*[
            func.lower(column).like(wanted, escape="\\")
            for column in (_discussion.c.title, _discussion.c.decision, _discussion.c.reasons)
        ]))  # fmt: skip
    found = tx.execute(asked.order_by(_discussion.c.closed_at.desc(), _discussion.c.id.desc()).limit(most))
    return [Talk(*row) for row in found]


def follow_up(tx: Tx, me: Me, discussion: int) -> Talk:
    """The closed discussion from which a promise follows, for who leads it. Raises NotAllowed."""
    talk = find(tx, discussion)
    if talk is None or talk.open or not may_lead(tx, me, talk):
        raise NotAllowed(_("I don't know this discussion, or it isn't yours to lead. Ask who started it."))
    facts.record(tx, FollowedUp(discussion))
    return talk
