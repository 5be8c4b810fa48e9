"""Putting a post right, or taking it back: every copy changes, and says that it did."""

from sqlalchemy import bindparam, update

from core import jobs
from core.db import Query, Tx, table
from core.errors import NotAllowed, Stale
from core.facts import record
from core.news.facts import Changed
from core.news.models import Post, State
from core.news.reach import speaks_for_all
from core.news.write import NOT_OUT, PUBLISH, PostHere, check_words, find_post
from core.people import Me
from core.words import _

_post = table(Post)
_here = (_post.c.id == bindparam("post"), _post.c.state == bindparam("was"))
_put_right = Query(
    update(_post).where(*_here)
    .values(title=bindparam("title_"), words=bindparam("words_"), corrected_at=bindparam("at"))
)  # fmt: skip
_take_back = Query(update(_post).where(*_here).values(state=State.WITHDRAWN.value, corrected_at=bindparam("at")))


def may_correct(tx: Tx, me: Me, post: PostHere) -> bool:
    """Whether this person may put it right or take it back: its author, HR and community managers."""
    return post.author_id == me.id or speaks_for_all(tx, me)


def correct(tx: Tx, me: Me, number: int, title: str, words: str) -> None:
    """Other words, everywhere it stands; the same words again change nothing. Before it went out, no day is noted."""
    post = _still_there(tx, me, number)
    check_words(title, words)
    title, words = " ".join(title.split()), words.strip()
    if (title, words) == (post.title, post.words):
        return
    noted = tx.now if post.out else None
    if not tx.run(_put_right, post=number, was=post.state, title_=title, words_=words, at=noted):
        raise _gone()
    record(tx, Changed(number))


def withdraw(tx: Tx, me: Me, number: int) -> None:
    """It is taken back: its words go from every copy; what was planned is not sent."""
    post = _still_there(tx, me, number)
    if post.state in NOT_OUT:
        jobs.cancel(tx, f"{PUBLISH}:{number}")
    if not tx.run(_take_back, post=number, was=post.state, at=tx.now):
        raise _gone()
    record(tx, Changed(number))


def _still_there(tx: Tx, me: Me, number: int) -> PostHere:
    tx.lock("news_post", number)
    post = find_post(tx, number)
    if not may_correct(tx, me, post):
        raise NotAllowed(_("Only who wrote this, HR and community managers can change it."))
    if post.state == State.WITHDRAWN:
        raise _gone()
    return post


def _gone() -> Stale:
    return Stale(_("This post was withdrawn."))
