"""Campaigns: an aim and a period, the posts that belong to it, and what happened in those teams meanwhile, in totals."""

from datetime import date, timedelta

from sqlalchemy import bindparam, insert, select

from core import people
from core.community.campaign_models import Campaign
from core.community.counting import ground
from core.community.models import Opener
from core.community.mondays import monday
from core.community.opener import COLUMNS, Planned
from core.community.trends import LOOKED_AT, trends
from core.db import Query, Tx, table
from core.errors import FieldError, NotAllowed
from core.people import Me, Role
from core.values import frozen
from core.words import _

LONGEST_TITLE, LONGEST_AIM, WEEKS, LONGEST = 80, 300, 4, timedelta(days=366)
_campaign, _opener = table(Campaign), table(Opener)
_columns = tuple(_campaign.c[name] for name in ("id", "title", "aim", "owner_id", "first_day", "last_day"))
_add = Query(insert(_campaign).returning(_campaign.c.id), "title", "aim", "owner_id", "first_day", "last_day")
_one = Query(select(*_columns).where(_campaign.c.id == bindparam("campaign")))
_all = Query(select(*_columns).order_by(_campaign.c.last_day.desc(), _campaign.c.id.desc()).limit(50))
_posts = Query(
    select(*COLUMNS).where(_opener.c.campaign_id == bindparam("campaign")).order_by(_opener.c.day, _opener.c.id)
)  # fmt: skip


@frozen
class CampaignHere:
    """A campaign; both days are part of it."""

    id: int
    title: str
    aim: str
    owner_id: int | None
    first_day: date
    last_day: date


@frozen
class Meanwhile:
    """Messages per member per working day in the teams that it was posted to, before it began and during it."""

    teams: int
    before: float
    during: float


def begin_campaign(tx: Tx, me: Me, title: str, aim: str, first_day: date, last_day: date) -> int:
    """Begin one; community managers and HR do. Gives its id; raises NotAllowed or FieldError."""
    _require(tx, me)
    for field, words, most in (("title", title, LONGEST_TITLE), ("aim", aim, LONGEST_AIM)):
        if not 0 < len(words.strip()) <= most:
            raise FieldError(field, _("Write 1 to {most} characters.").format(most=most))
    if not first_day <= last_day <= first_day + LONGEST:
        raise FieldError("last_day", _("Choose a last day after the first one, within a year."))
    made = tx.one(
        _add, title=title.strip(), aim=aim.strip(), owner_id=me.id, first_day=first_day, last_day=last_day
    )  # fmt: skip
    return int(made.id)


def campaign(tx: Tx, me: Me, number: int) -> CampaignHere:
    """This campaign, for community managers and HR. Raises NotAllowed, also when it does not exist."""
    _require(tx, me)
    row = tx.one(_one, campaign=number)
    if row is None:
        raise NotAllowed(_("This campaign is no longer there."))
    return CampaignHere(*row)


def campaigns(tx: Tx, me: Me) -> list[CampaignHere]:
    """All campaigns, the one that ends last on top. Raises NotAllowed."""
    _require(tx, me)
    return [CampaignHere(*row) for row in tx.all(_all)]


def posts_of(tx: Tx, number: int) -> list[Planned]:
    """The posts of a campaign, planned and posted, by day."""
    return [Planned(*row) for row in tx.all(_posts, campaign=number)]


def meanwhile(tx: Tx, found: CampaignHere, today: date) -> Meanwhile | None:
    """What the teams it was posted to did in the four whole weeks before it, and in its own weeks so far.

    Only on a recorded ground, of teams of five or more, with two weeks before and one during it that count.
    """
    if ground(tx, today) is None:
        return None
    places = {post.place_id for post in posts_of(tx, found.id) if post.posted_at}
    owners = {place.team_id for number in places if (place := people.get_place(tx, number))}
    teams = [team for team in people.teams(tx) if team.id in owners]
    seen = trends(tx, teams, min(today, found.last_day + timedelta(days=7)), shown=LOOKED_AT) if teams else []
    first = monday(found.first_day)
    before = [
        rate
        for one in seen
        for at, rate in one.weeks
        if rate is not None and first - timedelta(weeks=WEEKS) <= at < first
    ]
    during = [rate for one in seen for at, rate in one.weeks if rate is not None and first <= at <= found.last_day]
    if len(before) < 2 or not during:
        return None
    return Meanwhile(len(seen), sum(before) / len(before), sum(during) / len(during))


def _require(tx: Tx, me: Me) -> None:
    if not people.has_role(tx, me.id, Role.COMMUNITY, Role.HR):
        raise NotAllowed(_("Community managers and HR run campaigns. Ask one of them."))
