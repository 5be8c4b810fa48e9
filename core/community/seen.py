"""An emoji on a post: enough where nothing was asked; a question waits for words, or for a click that says it needs none."""

from datetime import datetime

from sqlalchemy import bindparam, null, update

from core.community.models import Post
from core.community.posts import cares_for, find_post
from core.db import Query, Tx, table
from core.errors import NotAllowed, Stale
from core.people import Me
from core.words import _

_post = table(Post)
_open = _post.c.answered_at.is_(None) & _post.c.settled_at.is_(None)
_by_another = _open & (_post.c.ref == bindparam("which")) & (_post.c.author_id != bindparam("person"))
_enough = Query(
    update(_post).where(_by_another, _post.c.asks.is_(False))
    .values(settled_at=bindparam("now", type_=_post.c.settled_at.type), author_id=null())
)  # fmt: skip
_seen = Query(
    update(_post).where(_by_another, _post.c.seen_at.is_(None))
    .values(seen_at=bindparam("now", type_=_post.c.seen_at.type))
)  # fmt: skip
_settle = Query(
    update(_post).where(_post.c.id == bindparam("post"), _open)
    .values(settled_at=bindparam("now", type_=_post.c.settled_at.type), author_id=null())
)  # fmt: skip


def note_emoji(tx: Tx, me: Me, ref: str, at: datetime) -> None:
    """Somebody put an emoji on this message: what asks nothing no longer waits; of a question it is known to be seen.

    Nothing is kept of who, nor of which emoji; one's own on one's own post says nothing.
    """
    if not tx.run(_enough, which=ref, person=me.id, now=at):
        tx.run(_seen, which=ref, person=me.id, now=at)


def needs_no_answer(tx: Tx, me: Me, number: int) -> None:
    """Who takes care of a post says that it needs no answer; it counts neither way from now on."""
    post = find_post(tx, number)
    if post is None or not cares_for(tx, me, post):
        raise NotAllowed(_("This post is no longer there, or it is not with you."))
    if not tx.run(_settle, post=number, now=tx.now):
        raise Stale(_("Somebody answered meanwhile."))
