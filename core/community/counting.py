"""Counting without watching: messages per place and day, only while a ground for it is recorded."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.dialects.postgresql import insert as insert_or

from core import people, privacy
from core.clock import local_day
from core.community.listening import unknown
from core.community.models import Count
from core.community.mondays import mondays_between, week_number
from core.db import Query, Tx, table
from core.privacy import RecordedGround

FEATURE = "quiet_teams"
"""The monitoring feature that a ground is recorded for."""

_count = table(Count)
_put = insert_or(_count)
_add = Query(
    _put.on_conflict_do_update(
        index_elements=["place_id", "day", "team_id"], set_={"messages": _count.c.messages + _put.excluded.messages}
    ),
    "place_id", "team_id", "day", "messages",
)  # fmt: skip
_week = week_number(_count.c.day)
_heard = (
    select(_count.c.team_id, _week.label("week"), func.sum(_count.c.messages).label("messages"))
    .where(_count.c.day.between(bindparam("first"), bindparam("last")), _count.c.day.not_in(unknown()))
    .group_by(_count.c.team_id, _week)
)
_began = select(_count.c.team_id, func.min(_count.c.day).label("day")).group_by(_count.c.team_id)
_one_team = _count.c.team_id == bindparam("team")
_between, _between_of = Query(_heard), Query(_heard.where(_one_team))
_since, _since_of = Query(_began), Query(_began.where(_one_team))
_last_heard = Query(select(_count.c.place_id, func.max(_count.c.day).label("day")).group_by(_count.c.place_id))


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
    add_many(tx, [{"place_id": place.id, "team_id": place.team_id, "day": day, "messages": 1}])
    return True


def add(tx: Tx, place: int, day: date, messages: int) -> None:
    """So many more messages in this place on this day, for the team whose place it is now; none for nobody's place."""
    here = people.get_place(tx, place)
    if here is not None and here.team_id is not None:
        add_many(tx, [{"place_id": place, "team_id": here.team_id, "day": day, "messages": messages}])


def add_many(tx: Tx, rows: list[dict[str, Any]]) -> None:
    """Many such numbers at once: place_id, team_id, day, messages."""
    tx.many(_add, rows)


def last_heard(tx: Tx) -> dict[int, date]:
    """By place, the last day on which something was counted there."""
    return {row.place_id: row.day for row in tx.all(_last_heard)}


def heard_between(tx: Tx, first: date, last: date, team: int | None = None) -> dict[int, Heard]:
    """By team (or of one), what was counted in its own places on known days from first to last, added up by the database."""
    found: dict[int, Heard] = defaultdict(Heard)
    for row in tx.all(_since) if team is None else tx.all(_since_of, team=team):
        found[row.team_id].since = row.day
    mondays, days = mondays_between(first, last), {"first": first, "last": last}
    rows = tx.all(_between, **days) if team is None else tx.all(_between_of, team=team, **days)
    for id_, week, messages in rows:
        found[id_].weeks[mondays[week]] = int(messages)
    return found
