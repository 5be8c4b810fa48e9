"""Ideas as a list: those of everybody, those one stands behind, and those of a week."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import bindparam, func, select

from core.clock import at_local
from core.db import Query, Tx, table
from core.discussions.idea_models import Idea
from core.discussions.models import Backer, Backing, Discussion, Topic
from core.discussions.stage import Stage
from core.people import Me
from core.values import frozen

MOST = 200
_talk, _idea, _backer = table(Discussion), table(Idea), table(Backer)
_votes = (
    select(_backer.c.discussion_id, func.count().label("n")).where(_backer.c.how == Backing.SUPPORT.value)
    .group_by(_backer.c.discussion_id).subquery()
)  # fmt: skip
_listed = (
    select(_talk.c.id, _talk.c.title, func.coalesce(_idea.c.stage, Stage.NEW.value).label("stage"), _idea.c.labels,
           func.coalesce(_votes.c.n, 0).label("votes"))
    .outerjoin(_idea, _idea.c.discussion_id == _talk.c.id).outerjoin(_votes, _votes.c.discussion_id == _talk.c.id)
    .where(_talk.c.topic == Topic.IDEA.value, _idea.c.merged_into.is_(None)).limit(MOST)
)  # fmt: skip
_all = Query(_listed.order_by(_talk.c.closed_at.is_not(None), _talk.c.id.desc()))
_mine = Query(
    _listed.where(_talk.c.id.in_(select(_backer.c.discussion_id).where(_backer.c.person_id == bindparam("person"))))
    .order_by(_talk.c.id.desc())
)  # fmt: skip
_new = Query(
    _listed.where(
        _talk.c.opened_at >= bindparam("first", type_=_talk.c.opened_at.type),
        _talk.c.opened_at < bindparam("until", type_=_talk.c.opened_at.type), _talk.c.closed_at.is_(None),
    ).order_by(_talk.c.id)
)  # fmt: skip


@frozen
class Listed:
    """An idea in a list, with how many support it."""

    id: int
    title: str
    stage: str
    labels: tuple[str, ...]
    votes: int


def _lines(rows: list[Any]) -> list[Listed]:
    return [
        Listed(int(id_), title, stage, tuple(labels or ()), int(votes)) for id_, title, stage, labels, votes in rows
    ]


def ideas(tx: Tx, label: str = "") -> list[Listed]:
    """All ideas, the open ones first and the newest on top; with a label, those that have it."""
    wanted = label.casefold()
    found = _lines(tx.all(_all))
    return [one for one in found if not wanted or wanted in (name.casefold() for name in one.labels)]


def own_votes(tx: Tx, me: Me) -> list[Listed]:
    """The ideas that this person stands behind, whatever became of them."""
    return _lines(tx.all(_mine, person=me.id))


def new_ideas(tx: Tx, monday: date, zone: str) -> list[Listed]:
    """The ideas of the seven days before this Monday that are still open."""
    until = at_local(monday, 0, 0, zone)
    return _lines(tx.all(_new, first=until - timedelta(days=7), until=until))
