"""What was posted lately for somebody, what they themselves wrote, and how near those who lead are."""

from datetime import date, timedelta

from sqlalchemy import bindparam, or_, select

from core.clock import local_day
from core.db import Query, Tx, table
from core.news.models import Post, Question, State, Step
from core.news.reach import belongs
from core.news.write import COLUMNS, PostHere
from core.people import Me
from core.values import frozen

LATELY, WITHIN = timedelta(days=90), 5
"""How far back one looks, and the working days within which an answer is quick."""
_post, _question = table(Post), table(Question)
_out = Query(
    select(*COLUMNS).where(_post.c.state == State.POSTED.value, _post.c.posted_at > bindparam("since"))
    .order_by(_post.c.posted_at.desc(), _post.c.id.desc()).limit(60)
)  # fmt: skip
_own = Query(
    select(*COLUMNS)
    .where(or_(_post.c.author_id == bindparam("me"), _post.c.moderator_id == bindparam("me")))
    .order_by(_post.c.id.desc()).limit(bindparam("most"))
)  # fmt: skip
_asked = Query(
    select(_question.c.step, _question.c.shown_on, _question.c.answered_on).where(
        _question.c.shown_on > bindparam("since")
    )
)


@frozen
class Nearness:
    """Of the questions shown in the last 90 days: how many, how many answered, and quickly; declined ones say why."""

    shown: int
    answered: int
    quickly: int
    declined: int


def posts_for(tx: Tx, me: Me, most: int) -> list[PostHere]:
    """The newest posts for this person, of the last 90 days."""
    found = [PostHere(*row) for row in tx.all(_out, since=tx.now - LATELY)]
    return [one for one in found if one.author_id != me.id and belongs(tx, me, one.audience)][:most]


def own_posts(tx: Tx, me: Me, most: int) -> list[PostHere]:
    """What this person wrote, or looks at questions of, the newest first."""
    return [PostHere(*row) for row in tx.all(_own, me=me.id, most=most)]


def nearness(tx: Tx, me: Me) -> Nearness:
    """How questions were answered, of all posts together: everybody could count it from what stands in the chat."""
    rows = tx.all(_asked, since=local_day(tx.now, me.zone) - LATELY)
    answered = [row for row in rows if row.step == Step.ANSWERED]
    quickly = [row for row in answered if weekdays_between(row.shown_on, row.answered_on) <= WITHIN]
    return Nearness(len(rows), len(answered), len(quickly), sum(row.step == Step.DECLINED for row in rows))


def weekdays_between(first: date, last: date) -> int:
    """How many days from Monday to Friday come after the first, up to and with the last."""
    return sum((first + timedelta(days=n)).weekday() < 5 for n in range(1, (last - first).days + 1))
