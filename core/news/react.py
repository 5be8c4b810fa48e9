"""Useful: one click that can be taken back, or an emoji on the post; counted for its author, and never by name."""

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.dialects.postgresql import insert as insert_or

from core import privacy
from core.clock import local_day
from core.db import Query, Tx, table
from core.errors import Stale
from core.facts import record
from core.news.facts import FoundUseful
from core.news.models import Reaction
from core.news.write import open_post
from core.people import Me
from core.words import _

_reaction = table(Reaction)
_here = (_reaction.c.post_id == bindparam("post"), _reaction.c.person_id == bindparam("person"))
_mine = Query(select(_reaction.c.id).where(*_here))
_put = Query(
    insert_or(_reaction).on_conflict_do_nothing(index_elements=["post_id", "person_id"]),
    "post_id", "person_id", "given_on",
)  # fmt: skip
_drop = Query(delete(_reaction).where(*_here))
_count = Query(select(func.count().label("n")).where(_reaction.c.post_id == bindparam("post")))


def find_useful(tx: Tx, me: Me, number: int) -> bool:
    """It was useful to this person; a second click takes that back. Says which of the two it is now."""
    if not open_post(tx, me, number).out:
        raise Stale(_("This post was withdrawn."))
    given = put_emoji(tx, me, number)
    if not given:
        tx.run(_drop, post=number, person=me.id)
        record(tx, FoundUseful(number))
    return given


def put_emoji(tx: Tx, me: Me, number: int) -> bool:
    """An emoji counts as one who found it useful, once; which emoji is not kept. False when it was counted before."""
    if not tx.run(_put, post_id=number, person_id=me.id, given_on=local_day(tx.now, me.zone)):
        return False
    record(tx, FoundUseful(number))
    return True


def was_useful(tx: Tx, me: Me, number: int) -> bool:
    """Whether this person found it useful."""
    return tx.one(_mine, post=number, person=me.id) is not None


def useful_to(tx: Tx, number: int) -> int | None:
    """To how many it was useful; None below the minimum group, also when that is nobody."""
    count = int(tx.one(_count, post=number).n)
    return count if privacy.visible(count) else None
