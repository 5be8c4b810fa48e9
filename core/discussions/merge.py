"""The same idea twice becomes one: its votes go along, each person's once, and its card leads to the other."""

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.postgresql import insert as insert_or

from core import facts
from core.db import Query, Tx, table
from core.discussions.close import end
from core.discussions.facts import Improved, Merged
from core.discussions.models import Backer, Backing, Topic, Voice
from core.discussions.stage import join, may_keep
from core.discussions.start import find, may_lead, still_open
from core.errors import FieldError, NotAllowed
from core.people import Me
from core.words import _

_backer, _voice = table(Backer), table(Voice)
_backers = Query(select(_backer.c.person_id, _backer.c.how).where(_backer.c.discussion_id == bindparam("discussion")))
_voices = Query(
    select(_voice.c.person_id, _voice.c.how, _voice.c.heard_on).where(_voice.c.discussion_id == bindparam("discussion"))
)
_add_backer = Query(
    insert_or(_backer).on_conflict_do_nothing(index_elements=["discussion_id", "person_id", "how"]),
    "discussion_id", "person_id", "how",
)  # fmt: skip
_add_voice = Query(
    insert_or(_voice).on_conflict_do_nothing(index_elements=["discussion_id", "person_id"]),
    "discussion_id", "person_id", "how", "heard_on",
)  # fmt: skip


def merge(tx: Tx, me: Me, discussion: int, into: int) -> None:
    """This idea is the same as that one: whoever had it, leads it or looks after it may say so. It ends without a decision.

    Raises NotAllowed, Stale for what is closed, or FieldError for what is no other idea.
    """
    for number in sorted({discussion, into}):
        tx.lock("discussion", number)
    talk, other = find(tx, discussion), find(tx, into)
    if talk is None or talk.topic != Topic.IDEA or not (may_lead(tx, me, talk) or may_keep(tx, me, discussion)):
        raise NotAllowed(_("Only whoever had this idea or looks after it can say that it is the same as another."))
    still_open(talk)
    if other is None or other.topic != Topic.IDEA or other.id == talk.id or not other.open:
        raise FieldError("into", _("Choose another idea that is still open."))
    behind = [(row.person_id, row.how) for row in tx.all(_backers, discussion=discussion)]
    behind += [(talk.owner_id, Backing.SUPPORT.value)] if talk.owner_id != other.owner_id else []
    tx.many(_add_backer, [{"discussion_id": into, "person_id": who, "how": how} for who, how in behind])
    tx.many(_add_voice, [
        {"discussion_id": into, "person_id": row.person_id, "how": row.how, "heard_on": row.heard_on}
        for row in tx.all(_voices, discussion=discussion)
    ])  # fmt: skip
    join(tx, discussion, into)
    end(tx, me, discussion)
    facts.record(tx, Merged(discussion, into))
    facts.record(tx, Improved(into))
