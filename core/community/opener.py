"""The content calendar: how a week begins in a place, in somebody's own words, posted by their tap on the day."""

from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, delete, insert, select, update

from core import facts, jobs, people
from core.clock import at_local, local_day
from core.community.facts import OpenerPosted
from core.community.models import Opener
from core.community.nudge import LONGEST
from core.db import Query, Tx, table
from core.errors import FieldError, NotAllowed, Stale
from core.people import Me, Role
from core.values import frozen
from core.words import _

READY, AHEAD = "community.opener", timedelta(days=45)

_opener = table(Opener)
COLUMNS = tuple(_opener.c[name] for name in ("id", "place_id", "author_id", "day", "words", "posted_at", "campaign_id"))
_add = Query(
    insert(_opener).returning(_opener.c.id), "place_id", "author_id", "day", "words", "posted_at", "campaign_id"
)
_get = Query(select(*COLUMNS).where(_opener.c.id == bindparam("opener")))
_coming = Query(
    select(*COLUMNS).where(_opener.c.posted_at.is_(None), _opener.c.day.between(bindparam("first"), bindparam("last")))
    .order_by(_opener.c.day, _opener.c.id)
)  # fmt: skip
_post = Query(
    update(_opener).values(posted_at=bindparam("now"))
    .where(_opener.c.id == bindparam("opener"), _opener.c.posted_at.is_(None))
)  # fmt: skip
_drop = Query(delete(_opener).where(_opener.c.id == bindparam("opener"), _opener.c.posted_at.is_(None)))


@frozen
class Planned:
    """An opener as it was planned."""

    id: int
    place_id: int
    author_id: int
    day: date
    words: str
    posted_at: datetime | None
    campaign_id: int | None


def plan_opener(tx: Tx, me: Me, place: int, day: date, words: str, campaign: int | None = None) -> int:
    """Plan it for this day, perhaps for a campaign; its writer gets it that morning with one button.

    Community managers and HR do this. Raises NotAllowed or FieldError.
    """
    if not people.has_role(tx, me.id, Role.COMMUNITY, Role.HR):
        raise NotAllowed(_("Community managers and HR plan openers. Ask one of them."))
    if people.get_place(tx, place) is None:
        raise FieldError("place", _("Choose one of the options."))
    if not local_day(tx.now, me.zone) <= day <= local_day(tx.now, me.zone) + AHEAD:
        raise FieldError("day", _("Choose a day within six weeks."))
    if not 0 < len(words.strip()) <= LONGEST:
        raise FieldError("words", _("Write 1 to {most} characters.").format(most=LONGEST))
    made = tx.one(_add, place_id=place, author_id=me.id, day=day, words=words.strip(), posted_at=None,
                  campaign_id=campaign)  # fmt: skip
    jobs.at(tx, f"{READY}:{made.id}", at_local(day, 8, 30, me.zone), READY, {"opener": made.id})
    return int(made.id)


def find_opener(tx: Tx, number: int) -> Planned | None:
    """This opener, or None."""
    row = tx.one(_get, opener=number)
    return None if row is None else Planned(*row)


def coming_openers(tx: Tx, today: date) -> list[Planned]:
    """What is planned for the next six weeks."""
    return [Planned(*row) for row in tx.all(_coming, first=today - timedelta(days=7), last=today + AHEAD)]


def post_opener(tx: Tx, me: Me, number: int) -> None:
    """Post it now, once, by its writer's own tap."""
    _own(tx, me, number)
    if not tx.run(_post, opener=number, now=tx.now):
        raise Stale(_("This was posted already."))
    facts.record(tx, OpenerPosted(number))


def drop_opener(tx: Tx, me: Me, number: int) -> None:
    """It is not needed after all."""
    _own(tx, me, number)
    if not tx.run(_drop, opener=number):
        raise Stale(_("This was posted already."))


def _own(tx: Tx, me: Me, number: int) -> None:
    found = find_opener(tx, number)
    if found is None or found.author_id != me.id:
        raise NotAllowed(_("This opener is no longer there, or it is not yours."))
