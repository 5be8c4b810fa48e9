"""Closing: a summary, a decision and its reasons, kept in a log that everybody can read."""

from sqlalchemy import bindparam, func, or_, select, update

from core import calendar, facts, people
from core.clock import local_day
from core.db import Query, Tx, table
from core.discussions.facts import Concluded, FollowedUp
from core.discussions.heard import invited, voices
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


def close(tx: Tx, me: Me, discussion: int, summary: str, decision: str, reasons: str) -> Talk:
    """Close it, once. Raises NotAllowed, Stale, or FieldError for what was left out."""
    owned(tx, me, discussion)
    for field, words in (("summary", summary), ("decision", decision), ("reasons", reasons)):
        if not words.strip() or len(words) > LONGEST:
            raise FieldError(field, _("Say it in one to {most} characters.").format(most=LONGEST))
    conclude(tx, me, discussion, summary.strip(), decision.strip(), reasons.strip())
    done = find(tx, discussion)
    assert done is not None
    return done


def conclude(tx: Tx, me: Me, discussion: int, summary: str, decision: str, reasons: str) -> None:
    """Write the decision down and tell it; who may is for the caller. Raises Stale once it is closed."""
    end(tx, me, discussion, summary, decision, reasons)
    facts.record(tx, Concluded(discussion))


def end(tx: Tx, me: Me, discussion: int, summary: str = "", decision: str = "", reasons: str = "") -> None:
    """Nothing is asked about it any more; without a decision nobody is told, and it is in no log. Raises Stale."""
    if not tx.run(
        _close, discussion=discussion, what_was_said=summary, what=decision, why=reasons, now=tx.now, me=me.id
    ):
        raise Stale(_("This discussion is closed. The decision stands on its card."))


def to_be_told(tx: Tx, talk: Talk) -> tuple[list[int], list[int]]:
    """Who hears of the decision: those who took part; and in the digest those who were to be heard and did not.

    Colleagues of the team in whose place it was, who are away at this moment, find it when they are back. Never who closed it.
    """
    spoke = voices(tx, talk.id) - {talk.closed_by}
    rest = (set(invited(tx, talk)) | {talk.owner_id} | _away(tx, talk)) - spoke - {talk.closed_by}
    return sorted(one for one in spoke if one), sorted(rest)


def _away(tx: Tx, talk: Talk) -> set[int]:
    place = people.get_place(tx, talk.place_id)
    if place is None or place.team_id is None:
        return set()
    near = people.members(tx, place.team_id)
    return {one.id for one in near if calendar.is_away(tx, one.id, local_day(tx.now, one.zone))}


def decisions(tx: Tx, words: str = "", most: int = 200) -> list[Talk]:
    """The log, the newest first; with words, those that hold them in the title, the decision or the reasons."""
    asked = select(*COLUMNS).where(_discussion.c.closed_at.is_not(None), _discussion.c.decision != "")
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
