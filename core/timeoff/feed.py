"""Private calendar feeds: a secret link of one person's own leave, or of their team's absences; only its hash is kept."""

import hashlib
import secrets
from datetime import date, timedelta

from sqlalchemy import bindparam, delete, insert, select

from core import calendar, people
from core.clock import local_day
from core.db import Query, Tx, table
from core.errors import NotAllowed
from core.people import Me
from core.people.models import Person
from core.timeoff.kinds import kind_of
from core.timeoff.models import Request, Status
from core.timeoff.passed_on import Feed
from core.values import frozen
from core.words import _, speaking

OWN, TEAM = "own", "team"
TOKEN_BYTES = 24
"""192 bits by chance: nobody comes upon one by trying."""
BACK, AHEAD = timedelta(days=92), timedelta(days=400)
_feed, _person, _request = table(Feed), table(Person), table(Request)
_by_hash = Query(
    select(_feed.c.person_id, _feed.c.what, _person.c.zone, _person.c.left_on, _person.c.language, _person.c.team_id)
    .join(_person, _person.c.id == _feed.c.person_id)
    .where(_feed.c.hash == bindparam("mark"), _person.c.erased.is_(False))
)
_add = Query(insert(_feed), "person_id", "what", "hash", "made_at")
_drop = Query(delete(_feed).where(_feed.c.person_id == bindparam("person"), _feed.c.what == bindparam("which")))
_drop_all = Query(delete(_feed).where(_feed.c.person_id == bindparam("person")))
_mine = Query(select(_feed.c.what).where(_feed.c.person_id == bindparam("person")).order_by(_feed.c.what))
_leave = Query(
    select(
        _request.c.id, _request.c.kind, _request.c.first_day, _request.c.last_day, _request.c.first_part,
        _request.c.last_part, _request.c.status, _request.c.version,
    )
    .where(_request.c.person_id == bindparam("person"), _request.c.last_day >= bindparam("first"))
    .where(_request.c.first_day <= bindparam("last"))
    .where((_request.c.status == Status.PENDING.value) | (_request.c.status == Status.APPROVED.value))
    .order_by(_request.c.first_day, _request.c.id)
)  # fmt: skip


@frozen
class Event:
    """One entry of a feed: what a calendar shows from first to last day, both included."""

    mark: str
    first_day: date
    last_day: date
    title: str
    sure: bool = True


@frozen
class Calendar:
    """A feed's name and its entries."""

    name: str
    events: tuple[Event, ...]


def make_feed(tx: Tx, me: Me, what: str) -> str:
    """A new secret for this person's own leave or their team's absences; the one before works no longer.

    Only what it hashes to is kept, so it can be shown this once. NotAllowed for another sort, or a team feed without a team.
    """
    if what not in (OWN, TEAM) or (what == TEAM and me.team_id is None):
        raise NotAllowed(_("You are in no team yet. Ask HR to add you to one."))
    tx.lock("person", me.id)
    secret = secrets.token_urlsafe(TOKEN_BYTES)
    tx.run(_drop, person=me.id, which=what)
    tx.run(_add, person_id=me.id, what=what, hash=_mark(secret), made_at=tx.now)
    return secret


def feeds_of(tx: Tx, me: Me) -> list[str]:
    """Which feeds this person has."""
    return [row.what for row in tx.all(_mine, person=me.id)]


def end_feeds(tx: Tx, me: Me) -> bool:
    """None of this person's links works any longer; False when there was none."""
    return tx.run(_drop_all, person=me.id) > 0


def feed_of(tx: Tx, secret: str) -> Calendar | None:
    """What this link shows today; None alike for a wrong one, a revoked one, and one of who no longer works here."""
    row = tx.one(_by_hash, mark=_mark(secret))
    if row is None:
        return None
    today = local_day(tx.now, row.zone)
    if row.left_on and row.left_on < today:
        return None
    with speaking(row.language):
        if row.what == OWN:
            return Calendar(_("My time off"), tuple(_own(tx, row.person_id, today)))
        return _team(tx, row.team_id, today) if row.team_id else None


def _own(tx: Tx, person: int, today: date) -> list[Event]:
    """One's own leave in full: which type, and whether it is granted."""
    found = []
    for row in tx.all(_leave, person=person, first=today - BACK, last=today + AHEAD):
        title = kind_of(tx, row.kind).name
        if halves := _halves(row.first_part, row.last_part):
            title += f" ({halves})"
        sure = row.status == Status.APPROVED
        if not sure:
            title = _("{leave}, asked").format(leave=title)
        found.append(Event(f"leave-{row.id}", row.first_day, row.last_day, title, sure))
    return found


def _halves(first: str, last: str) -> str:
    said = {"morning": _("morning"), "afternoon": _("afternoon")}
    return ", ".join(dict.fromkeys(said[part] for part in (first, last) if part in said))


def _team(tx: Tx, team: int, today: date) -> Calendar:
    """Who of the team is absent, never why, and nothing that is only asked for."""
    away = [one for one in calendar.away_between(tx, team, today - BACK, today + AHEAD) if one.certain]
    names = people.names(tx, [one.person_id for one in away])
    named = people.team(tx, team)
    events = tuple(
        Event(
            f"absent-{one.person_id}-{one.first_day:%Y%m%d}", one.first_day, min(one.last_day, today + AHEAD),
            _("{name}: absent").format(name=names[one.person_id]),
        )
        for one in away
    )  # fmt: skip
    return Calendar(named.name if named else "", events)


def _mark(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
