"""Counting without watching: messages per place and day, only while a ground for it is recorded."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import and_, bindparam, func, select
from sqlalchemy.dialects.postgresql import insert as insert_or

from core import people, privacy
from core.clock import local_day
from core.community.models import Count
from core.db import Query, Tx, table
from core.people.models import Place
from core.privacy import RecordedGround

FEATURE = "quiet_teams"
"""The monitoring feature that a ground is recorded for."""

_count, _place = table(Count), table(Place)
_put = insert_or(_count)
_add = Query(
    _put.on_conflict_do_update(
        index_elements=["place_id", "day"], set_={"messages": _count.c.messages + _put.excluded.messages}
    ),
    "place_id", "day", "messages",
)  # fmt: skip
_of_teams = and_(_place.c.id == _count.c.place_id, _place.c.purpose == "team", _place.c.team_id.is_not(None))
_between = Query(
    select(_place.c.team_id, _count.c.day, func.sum(_count.c.messages).label("messages"))
    .join(_place, _of_teams)
    .where(_count.c.day.between(bindparam("first"), bindparam("last")))
    .group_by(_place.c.team_id, _count.c.day)
)
_since = Query(
    select(_place.c.team_id, func.min(_count.c.day).label("day")).join(_place, _of_teams).group_by(_place.c.team_id)
)


@dataclass(slots=True)
class Heard:
    """What was counted in a team's own places: since which day, and how many messages per week (by its Monday)."""

    since: date | None = None
    weeks: dict[date, int] = field(default_factory=lambda: defaultdict(int))


def ground(tx: Tx, day: date) -> RecordedGround | None:
    """The ground on which counting is on, or None: then nothing is counted and nothing shown (T70)."""
    return privacy.ground_for(tx, FEATURE, day)


def hear(tx: Tx, ref: str, at: datetime) -> bool:
    """Somebody of the company wrote here: one more for this place's local date, if it is a team's place and counting is on."""
    place = people.place_at(tx, ref)
    if place is None or place.purpose != "team" or place.team_id is None:
        return False
    day = local_day(at, place.zone)
    if ground(tx, day) is None:
        return False
    add(tx, place.id, day, 1)
    return True


def add(tx: Tx, place: int, day: date, messages: int) -> None:
    """So many more messages in this place on this day."""
    tx.run(_add, place_id=place, day=day, messages=messages)


def heard_between(tx: Tx, first: date, last: date) -> dict[int, Heard]:
    """By team, what was counted in its own places between these days, both included: two queries for all teams."""
    found: dict[int, Heard] = defaultdict(Heard)
    for row in tx.all(_since):
        found[row.team_id].since = row.day
    for row in tx.all(_between, first=first, last=last):
        found[row.team_id].weeks[monday(row.day)] += int(row.messages)
    return found


def monday(day: date) -> date:
    """The Monday of this day's week."""
    return day - timedelta(days=day.weekday())
