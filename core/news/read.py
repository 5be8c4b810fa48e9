"""Reading what must be read: a tap that the author sees by name, as was said beforehand; two kind words to who is missing."""

from datetime import date

from sqlalchemy import bindparam, func, select, update

from core import calendar, people
from core.clock import local_day
from core.db import Query, Tx, table
from core.errors import NotAllowed, Stale
from core.facts import record
from core.news.facts import Read
from core.news.models import Post, Reader, State
from core.news.write import MUST_READ, find_post, own_post
from core.people import Me
from core.values import frozen
from core.words import _

_reader, _post = table(Reader), table(Post)
_here = (_reader.c.post_id == bindparam("post"), _reader.c.person_id == bindparam("person"))
_mine = Query(select(_reader.c.read_on).where(*_here))
_tap = Query(update(_reader).where(*_here, _reader.c.read_on.is_(None)).values(read_on=bindparam("day")))
_count = Query(
    select(func.count().label("n"), func.count(_reader.c.read_on).label("done")).where(
        _reader.c.post_id == bindparam("post")
    )
)
_missing = Query(
    select(_reader.c.person_id)
    .where(_reader.c.post_id == bindparam("post"), _reader.c.read_on.is_(None)).order_by(_reader.c.person_id)
)  # fmt: skip
_unread = Query(
    select(_reader.c.post_id)
    .join(_post, _post.c.id == _reader.c.post_id)
    .where(_reader.c.person_id == bindparam("person"), _reader.c.read_on.is_(None), _post.c.state == State.POSTED.value)
    .order_by(_reader.c.post_id)
)  # fmt: skip


@frozen
class Taps:
    """How many of those it was for tapped that they read it."""

    done: int
    many: int


def tap_read(tx: Tx, me: Me, number: int) -> None:
    """This person has read it; twice is once. Nothing is kept of anybody it was not for."""
    post = find_post(tx, number)
    if tx.one(_mine, post=number, person=me.id) is None:
        raise NotAllowed(_("This post was not sent to you by name, so nothing is kept of your tap."))
    if not post.out:
        raise Stale(_("This post was withdrawn."))
    if tx.run(_tap, post=number, person=me.id, day=local_day(tx.now, me.zone)):
        record(tx, Read(number))


def read_on(tx: Tx, me: Me, number: int) -> date | None:
    """The day on which this person tapped that they read it, or None."""
    row = tx.one(_mine, post=number, person=me.id)
    return row.read_on if row else None


def taps(tx: Tx, me: Me, number: int) -> Taps | None:
    """How many read it, for its author alone; None where no tap was asked."""
    post = own_post(tx, me, number)
    if post.kind not in MUST_READ:
        return None
    row = tx.one(_count, post=number)
    return Taps(int(row.done), int(row.n))


def missing(tx: Tx, me: Me, number: int) -> list[Me]:
    """Who has not tapped yet, by name, for its author alone, as its readers were told beforehand; by name's order."""
    own_post(tx, me, number)
    found = [people.get(tx, row.person_id) for row in tx.all(_missing, post=number)]
    today = local_day(tx.now, me.zone)
    return sorted((one for one in found if not one.left_on or one.left_on >= today), key=lambda one: one.name)


def to_remind(tx: Tx, number: int) -> list[int]:
    """Who hears of it once more today: who has not tapped, is there today, and still works here."""
    post = find_post(tx, number)
    if not post.out:
        return []
    today = local_day(tx.now, people.get(tx, post.author_id).zone)
    waiting = [row.person_id for row in tx.all(_missing, post=number)]
    return calendar.there_between(tx, waiting, today, today) if waiting else []


def unread(tx: Tx, me: Me) -> list[int]:
    """The must-read posts that this person has not tapped yet, the oldest first."""
    return [row.post_id for row in tx.all(_unread, person=me.id)]
