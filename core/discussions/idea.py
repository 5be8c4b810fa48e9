"""Ideas: who supports one, who writes along, and a text that those who write along improve together."""

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import insert as insert_or

from core import facts
from core.db import Query, Tx, table
from core.discussions.facts import Improved
from core.discussions.heard import take_part
from core.discussions.models import Backer, Backing, Discussion, How, Topic
from core.discussions.start import LONGEST_ABOUT, Talk, find, still_open
from core.errors import FieldError, NotAllowed, Stale
from core.people import Me
from core.words import _

_backer, _discussion = table(Backer), table(Discussion)
_add = Query(
    insert_or(_backer).on_conflict_do_nothing(index_elements=["discussion_id", "person_id", "how"]),
    "discussion_id", "person_id", "how",
)  # fmt: skip
_drop = Query(
    delete(_backer).where(
        _backer.c.discussion_id == bindparam("discussion"), _backer.c.person_id == bindparam("person"),
        _backer.c.how == bindparam("way"))
)  # fmt: skip
_backers = Query(
    select(_backer.c.person_id, _backer.c.how)
    .where(_backer.c.discussion_id == bindparam("discussion"))
    .order_by(_backer.c.id)
)
_improve = Query(
    update(_discussion)
    .where(_discussion.c.id == bindparam("discussion"), _discussion.c.version == bindparam("drawn"),
           _discussion.c.closed_at.is_(None))
    .values(about=bindparam("words"), version=_discussion.c.version + 1)
)  # fmt: skip


def stand_behind(tx: Tx, me: Me, discussion: int, how: Backing) -> bool:
    """Support an idea or write along; a second time takes it back. True when they stand behind it now."""
    talk = _idea(tx, discussion)
    added = tx.run(_add, discussion_id=talk.id, person_id=me.id, how=how.value) > 0
    if added:
        take_part(tx, me, discussion, How.VOTED)
    else:
        tx.run(_drop, discussion=talk.id, person=me.id, way=how.value)
    facts.record(tx, Improved(discussion))
    return added


def backers(tx: Tx, discussion: int, how: Backing) -> list[int]:
    """Who supports it, or who writes along, in the order in which they came."""
    return [row.person_id for row in tx.all(_backers, discussion=discussion) if row.how == how]


def may_improve(tx: Tx, me: Me, talk: Talk) -> bool:
    """Whoever had the idea, and who writes along."""
    return me.id == talk.owner_id or me.id in backers(tx, talk.id, Backing.WRITE)


def improve(tx: Tx, me: Me, discussion: int, version: int, words: str) -> None:
    """Give the idea other words. Raises NotAllowed, Stale when somebody else did meanwhile, or FieldError."""
    talk = _idea(tx, discussion)
    if not may_improve(tx, me, talk):
        raise NotAllowed(_("Press “I write along” first; then you can change the text."))
    if not words.strip() or len(words) > LONGEST_ABOUT:
        raise FieldError("words", _("Say it in one to {most} characters.").format(most=LONGEST_ABOUT))
    if not tx.run(_improve, discussion=discussion, drawn=version, words=words.strip()):
        raise Stale(_("Somebody else changed the text meanwhile. Look again, then change it."))
    take_part(tx, me, discussion, How.WROTE)
    facts.record(tx, Improved(discussion))


def _idea(tx: Tx, discussion: int) -> Talk:
    tx.lock("discussion", discussion)
    talk = find(tx, discussion)
    if talk is None or talk.topic != Topic.IDEA:
        raise NotAllowed(_("This is no idea, or it is no longer here."))
    return still_open(talk)
