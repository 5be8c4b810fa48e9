"""A post: written, looked at, sent by its author's click or planned, and told to each of its readers once."""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, insert, or_, select, update
from sqlalchemy.dialects.postgresql import insert as insert_or

from core import calendar, jobs, people
from core.clock import local_day
from core.db import Query, Tx, table
from core.errors import FieldError, NotAllowed, Stale
from core.facts import record
from core.news.facts import Missed, Posted
from core.news.models import Kind, Post, Reader, State
from core.news.reach import belongs, may_post, recipients, speaks_for_all
from core.people import Me
from core.values import frozen
from core.words import _

LONGEST_TITLE, LONGEST_WORDS, PAGE = 100, 2000, 500
PUBLISH, TELL, REMIND = "news.publish", "news.tell", "news.remind"
REMIND_AFTER = (2, 5)
"""Working days after which who has not tapped hears of it again; there is no third time."""
TOO_LATE = timedelta(hours=24)
"""A post whose moment passed longer ago than this is not sent by itself (T63)."""
MUST_READ, NOT_OUT = (Kind.MUST_READ, Kind.URGENT), (State.PLANNED, State.MISSED)

_post, _reader = table(Post), table(Reader)
NAMES = ("id", "author_id", "moderator_id", "kind", "title", "words", "audience", "place_id", "state", "addressed",
         "planned_for", "posted_at", "corrected_at")  # fmt: skip
COLUMNS = tuple(_post.c[name] for name in NAMES)
_add = Query(
    insert(_post).returning(_post.c.id),
    "author_id", "moderator_id", "kind", "title", "words", "audience", "place_id", "state", "addressed", "written_at",
    "planned_for",
)  # fmt: skip
_get = Query(select(*COLUMNS).where(_post.c.id == bindparam("post")))
_go = Query(
    update(_post).where(_post.c.id == bindparam("post"), or_(*(_post.c.state == one.value for one in NOT_OUT)))
    .values(state=bindparam("now_is"), posted_at=bindparam("at"), addressed=bindparam("many"))
)  # fmt: skip
_seat = Query(
    insert_or(_reader).on_conflict_do_nothing(index_elements=["post_id", "person_id"]),
    "post_id", "person_id", "told_on",
)  # fmt: skip


class NoReach(NotAllowed):
    """Nobody to post to."""

    kind = "news_no_reach"


_seated = Query(
    select(_reader.c.read_on).where(_reader.c.post_id == bindparam("post"), _reader.c.person_id == bindparam("person"))
)


@frozen
class Wish:
    """What somebody wants to post: to whom, as what, when (None: at once), in which place besides, and who moderates."""

    kind: str
    title: str
    words: str
    to: str
    at: datetime | None = None
    place: int | None = None
    moderator: int | None = None


@frozen
class PostHere:
    """A post as it is now."""

    id: int
    author_id: int
    moderator_id: int | None
    kind: str
    title: str
    words: str
    audience: str
    place_id: int | None
    state: str
    addressed: int
    planned_for: datetime | None
    posted_at: datetime | None
    corrected_at: datetime | None

    @property
    def must_read(self) -> bool:
        """Whether its readers are asked to tap that they read it, seen by name by its author."""
        return self.kind in MUST_READ

    @property
    def out(self) -> bool:
        """Whether it was posted and not withdrawn since."""
        return self.state == State.POSTED


def check(tx: Tx, me: Me, wish: Wish) -> int:
    """How many people this goes to; raises NoReach, or a FieldError where it can't be (T59)."""
    allowed = may_post(tx, me)
    if not allowed:
        raise NoReach(_("News is posted by who leads people, by HR and by community managers."))
    check_words(wish.title, wish.words)
    if wish.kind not in tuple(Kind):
        raise FieldError("kind", _("Choose one of the options."))
    if wish.kind == Kind.URGENT and not speaks_for_all(tx, me):
        raise FieldError("kind", _("Only HR and community managers send something urgent. Choose “must be read”."))
    if wish.to not in {one.to for one in allowed}:
        raise FieldError("to", _("You can't post to these people. Choose others, or ask HR."))
    heads = len(recipients(tx, wish.to, me.id))
    if not heads:
        raise FieldError("to", _("There is nobody else in it. Choose other people."))
    return heads


def check_words(title: str, words: str) -> None:
    """Whether a post can say this; raises a FieldError."""
    if not 0 < len(title.strip()) <= LONGEST_TITLE:
        raise FieldError("line", _("Write 1 to {most} characters.").format(most=LONGEST_TITLE))
    if not 0 < len(words.strip()) <= LONGEST_WORDS:
        raise FieldError("words", _("Write 1 to {most} characters.").format(most=LONGEST_WORDS))


def write(tx: Tx, me: Me, wish: Wish) -> int:
    """Post it, or plan it; gives the post's number."""
    tx.lock("person", me.id)
    heads = check(tx, me, wish)
    made = tx.one(
        _add, author_id=me.id, moderator_id=wish.moderator, kind=wish.kind, title=" ".join(wish.title.split()),
        words=wish.words.strip(), audience=wish.to, place_id=wish.place, state=State.PLANNED.value, addressed=heads,
        written_at=tx.now, planned_for=wish.at,
    )  # fmt: skip
    number = int(made.id)
    if wish.at is None:
        _out(tx, find_post(tx, number))
    else:
        jobs.at(tx, f"{PUBLISH}:{number}", wish.at, PUBLISH, {"post": number})
    return number


def publish(tx: Tx, number: int) -> None:
    """Its moment has come; where that was long ago, its author is asked instead (T63). Nothing once it was withdrawn."""
    tx.lock("news_post", number)
    post = find_post(tx, number)
    if post.state != State.PLANNED or post.planned_for is None:
        return
    if tx.now - post.planned_for <= TOO_LATE:
        _out(tx, post)
    elif tx.run(_go, post=number, now_is=State.MISSED.value, at=None, many=post.addressed):
        record(tx, Missed(number))


def post_now(tx: Tx, me: Me, number: int) -> None:
    """Its author sends what was planned, or what missed its moment, at once."""
    tx.lock("news_post", number)
    post = own_post(tx, me, number)
    if post.state not in NOT_OUT:
        raise Stale(_("This was posted or withdrawn already."))
    jobs.cancel(tx, f"{PUBLISH}:{number}")
    _out(tx, post)


def _out(tx: Tx, post: PostHere) -> None:
    many = len(recipients(tx, post.audience, post.author_id))
    if not tx.run(_go, post=post.id, now_is=State.POSTED.value, at=tx.now, many=many):
        return
    jobs.at(tx, f"{TELL}:{post.id}:0", tx.now, TELL, {"post": post.id, "after": 0})
    for turn, days in enumerate(REMIND_AFTER if post.must_read else (), 1):
        moment = calendar.working_days_later(tx, post.author_id, tx.now, days, hour=8)
        jobs.at(tx, f"{REMIND}:{post.id}:{turn}", moment, REMIND, {"post": post.id, "turn": turn})
    record(tx, Posted(post.id))


def tell_page(tx: Tx, number: int, after: int) -> list[int]:
    """The next 500 who get it, by id; of a must-read post they stand as its readers from now on. Plans the page after."""
    post = find_post(tx, number)
    if not post.out:
        return []
    page = [one for one in recipients(tx, post.audience, post.author_id) if one > after][:PAGE]
    if post.must_read:
        today = local_day(tx.now, people.get(tx, post.author_id).zone)
        tx.many(_seat, [{"post_id": number, "person_id": one, "told_on": today} for one in page])
    if len(page) == PAGE:
        jobs.at(tx, f"{TELL}:{number}:{page[-1]}", tx.now, TELL, {"post": number, "after": page[-1]})
    return page


def find_post(tx: Tx, number: int) -> PostHere:
    """This post; raises NotAllowed when there is none."""
    row = tx.one(_get, post=number)
    if row is None:
        raise NotAllowed(_("This post is no longer there, or it is not for you."))
    return PostHere(*row)


def own_post(tx: Tx, me: Me, number: int) -> PostHere:
    """This post, for its author alone; the same refusal as where there is none."""
    post = find_post(tx, number)
    if post.author_id != me.id:
        raise NotAllowed(_("This post is no longer there, or it is not for you."))
    return post


def open_post(tx: Tx, me: Me, number: int) -> PostHere:
    """This post for one of its readers, its author or who looks at its questions; the same refusal for anybody else."""
    post = find_post(tx, number)
    mine = me.id in (post.author_id, post.moderator_id) or tx.one(_seated, post=number, person=me.id) is not None
    if not mine and (post.posted_at is None or not belongs(tx, me, post.audience)):
        raise NotAllowed(_("This post is no longer there, or it is not for you."))
    return post


def answers(tx: Tx, post: PostHere) -> int:
    """Who answers questions on a post: its author while they work here, then somebody of HR."""
    author = people.get(tx, post.author_id)
    if author.left_on is None or author.left_on >= local_day(tx.now, author.zone):
        return author.id
    return next((one.id for one in people.with_role(tx, people.Role.HR)), author.id)
