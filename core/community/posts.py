"""Posts that nobody answered: which they are, who may take care of them, and how soon posts are answered at all."""

from datetime import date, datetime, timedelta

from sqlalchemy import and_, bindparam, insert, null, select, update

from core import calendar, facts, jobs, people
from core.calendar import Hours
from core.clock import local_day
from core.community.facts import PostAnswered
from core.community.models import Post
from core.community.nudge import LONGEST
from core.community.waiting import Waits, waits
from core.db import Query, Tx, table
from core.errors import FieldError, NotAllowed, Stale
from core.people import Me, PlaceHere, Role
from core.people.models import Person
from core.values import frozen
from core.words import _

NEWCOMER = 4 * 60
"""Working minutes after which a newcomer's first post is whispered about, whatever was chosen for others."""
NEW, LISTED, JUDGED, KEPT = timedelta(days=60), timedelta(days=14), timedelta(days=28), timedelta(days=35)
FIRST = "community.first_post"

_post, _person = table(Post), table(Person)
_columns = (_post.c.id, _post.c.place_id, _post.c.ref, _post.c.author_id, _post.c.posted_at, _post.c.answered_at,
            _post.c.newcomer, _post.c.handed_to, _post.c.reply, _post.c.replied_by, _post.c.seen_at,
            _post.c.settled_at)  # fmt: skip
_open = and_(_post.c.answered_at.is_(None), _post.c.settled_at.is_(None))
_add = Query(
    insert(_post).returning(_post.c.id),
    "place_id", "ref", "author_id", "posted_at", "answered_at", "newcomer", "handed_to", "reply", "replied_by",
    "asks",
)  # fmt: skip
_by_id = Query(select(*_columns).where(_post.c.id == bindparam("post")))
_of_others = Query(
    update(_post).values(answered_at=bindparam("at_"), author_id=null())
    .where(_open, _post.c.place_id == bindparam("place"), _post.c.author_id != bindparam("person"))
)  # fmt: skip
_this_one = Query(
    update(_post).values(answered_at=bindparam("at_"), author_id=null())
    .where(_open, _post.c.ref == bindparam("root"), _post.c.author_id != bindparam("person"))
)  # fmt: skip
_own = Query(
    select(_post.c.id, _post.c.asks).where(
        _open, _post.c.place_id == bindparam("place"), _post.c.author_id == bindparam("person")
    )
)
_mark = Query(update(_post).where(_post.c.id == bindparam("post")).values(newcomer=True))
_started = Query(select(_person.c.started_on).where(_person.c.id == bindparam("person")))
_waiting = Query(select(*_columns).where(_open, _post.c.posted_at > bindparam("since")).order_by(_post.c.posted_at))
_judged = Query(select(*_columns).where(_post.c.posted_at > bindparam("since"), _post.c.settled_at.is_(None)))
_still_asks = Query(update(_post).where(_post.c.id == bindparam("post")).values(asks=bindparam("question")))
_reply = Query(
    update(_post).where(_post.c.id == bindparam("post"), _open)
    .values(answered_at=bindparam("at_"), author_id=null(), reply=bindparam("words"), replied_by=bindparam("person"))
)  # fmt: skip
_hand = Query(update(_post).where(_post.c.id == bindparam("post"), _open).values(handed_to=bindparam("person")))


@frozen
class PostHere:
    """A post: where, when, by whom until it is answered, what was answered through Townhall, and whether it still waits."""

    id: int
    place_id: int
    ref: str
    author_id: int | None
    posted_at: datetime
    answered_at: datetime | None
    newcomer: bool
    handed_to: int | None
    reply: str
    replied_by: int | None
    seen_at: datetime | None
    settled_at: datetime | None


def working_hours(tx: Tx, place: PlaceHere, first: date, last: date) -> Hours:
    """Monday to Friday from nine to five on the place's clock, without the public holidays where most people work."""
    locations = [person.location for person in people.members(tx, place.team_id)] if place.team_id else []
    location = max(sorted(set(locations)), key=locations.count, default="NL")
    closed = frozenset(off.day for off in calendar.holidays_between(tx, location, first, last))
    return Hours(place.zone, ((calendar.span("09:00-17:00"),),) * 5 + ((), ()), closed)


def note_post(
    tx: Tx, me: Me, place_ref: str, ref: str, at: datetime, root: str | None, asks: bool | None = None
) -> bool:
    """Somebody wrote in a place: an answer to others' posts there (in a thread: to that one), else a post of their own.

    Several posts of one person in a row are one, which asks something when any of them does (`asks`). Direct messages
    and channels that are no places are not seen. True when a colleague had been waiting for it.
    """
    place = people.place_at(tx, place_ref)
    if place is None:
        return False
    if root is not None and root != ref:
        return tx.run(_this_one, root=root, person=me.id, at_=at) > 0
    answered = tx.run(_of_others, place=place.id, person=me.id, at_=at) > 0
    before = tx.one(_own, place=place.id, person=me.id)
    if before is not None:
        if asks is not False and before.asks is not True:
            tx.run(_still_asks, post=before.id, question=asks)
        return answered
    made = tx.one(_add, place_id=place.id, ref=ref, author_id=me.id, posted_at=at, answered_at=None, newcomer=False,
                  handed_to=None, reply="", replied_by=None, asks=asks)  # fmt: skip
    if _is_new(tx, me, at):
        day = local_day(at, place.zone)
        late = calendar.add_minutes(working_hours(tx, place, day, day + timedelta(days=14)), at, NEWCOMER)
        # A key is used once for good, so only the first post of all plans this; nothing else remembers it.
        if jobs.at(tx, f"{FIRST}:{me.id}", late, FIRST, {"post": made.id}):
            tx.run(_mark, post=made.id)
    return answered


def _is_new(tx: Tx, me: Me, at: datetime) -> bool:
    started = tx.one(_started, person=me.id).started_on
    return started is not None and local_day(at, me.zone) - started <= NEW


def find_post(tx: Tx, number: int) -> PostHere | None:
    """This post, or None."""
    row = tx.one(_by_id, post=number)
    return None if row is None else PostHere(*row)


def cares_for(tx: Tx, me: Me, post: PostHere) -> bool:
    """Who takes care of posts: community managers and HR, and whom one was handed to."""
    return post.handed_to == me.id or people.has_role(tx, me.id, Role.COMMUNITY, Role.HR)


def unanswered(tx: Tx, me: Me) -> list[PostHere]:
    """Posts that wait longer than their place's working hours, for two weeks from then; the oldest first, for who cares."""
    found = [PostHere(*row) for row in tx.all(_waiting, since=tx.now - KEPT)]
    keeper, chosen = people.has_role(tx, me.id, Role.COMMUNITY, Role.HR), waits(tx)
    return [post for post in found if (keeper or post.handed_to == me.id) and _is_listed(tx, post, chosen)]


def _is_listed(tx: Tx, post: PostHere, chosen: Waits) -> bool:
    late_at = _late_at(tx, post, chosen)
    return late_at is not None and late_at <= tx.now < late_at + LISTED


def _late_at(tx: Tx, post: PostHere, chosen: Waits) -> datetime | None:
    """When its working hours are over; None when its place is gone."""
    place = people.get_place(tx, post.place_id)
    if place is None:
        return None
    day = local_day(post.posted_at, place.zone)
    hours = working_hours(tx, place, day, day + KEPT)
    return calendar.add_minutes(hours, post.posted_at, chosen.minutes(place.id))


def waited(tx: Tx, post: PostHere) -> int:
    """Working minutes from the post to its answer, or to now."""
    place = people.get_place(tx, post.place_id)
    until = post.answered_at or tx.now
    if place is None or until <= post.posted_at:
        return 0
    days = local_day(post.posted_at, place.zone), local_day(until, place.zone)
    return calendar.minutes_between(working_hours(tx, place, *days), post.posted_at, until)


def answer_post(tx: Tx, me: Me, number: int, words: str) -> None:
    """Answer it in the place, signed; once, by whoever is first."""
    post = find_post(tx, number)
    if post is None or not cares_for(tx, me, post):
        raise NotAllowed(_("This post is no longer there, or it is not with you."))
    if not 0 < len(words.strip()) <= LONGEST:
        raise FieldError("words", _("Write 1 to {most} characters.").format(most=LONGEST))
    if not tx.run(_reply, post=number, at_=tx.now, words=words.strip(), person=me.id):
        raise Stale(_("Somebody answered meanwhile."))
    facts.record(tx, PostAnswered(number))


def hand_post(tx: Tx, me: Me, number: int, to: int) -> None:
    """A colleague is asked to answer it."""
    post = find_post(tx, number)
    if post is None or not cares_for(tx, me, post):
        raise NotAllowed(_("This post is no longer there, or it is not with you."))
    if to == post.author_id:
        raise FieldError("person", _("This is their own post. Choose somebody else."))
    if not tx.run(_hand, post=number, person=people.get(tx, to).id):
        raise Stale(_("Somebody answered meanwhile."))


def response(tx: Tx) -> tuple[int, int]:
    """Of the posts of four weeks whose working hours are over: how many were answered within them, and how many there are.

    By the hours that hold now in each post's place.
    """
    posts, chosen = [PostHere(*row) for row in tx.all(_judged, since=tx.now - JUDGED)], waits(tx)
    times = [(post, waited(tx, post), chosen.minutes(post.place_id)) for post in posts]
    asked = [(post, minutes, most) for post, minutes, most in times if post.answered_at or minutes >= most]
    return sum(post.answered_at is not None and minutes <= most for post, minutes, most in asked), len(asked)
