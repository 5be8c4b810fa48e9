"""The course of each single channel of a team, from the same counters and under the same rules as the team's own."""

from collections import defaultdict
from datetime import date

from sqlalchemy import bindparam, func, select

from core import people
from core.community.counting import ground
from core.community.listening import unknown
from core.community.models import Count
from core.community.mondays import mondays_between, week_number
from core.community.trends import SHOWN, span_of, trends
from core.db import Query, Tx, table
from core.people import PlaceHere, TeamHere

_count = table(Count)
_number = week_number(_count.c.day)
_heard = Query(
    select(_count.c.place_id, _number.label("week"), func.sum(_count.c.messages).label("messages"))
    .where(_count.c.team_id == bindparam("team"), _count.c.day.between(bindparam("first"), bindparam("last")),
           _count.c.day.not_in(unknown()))
    .group_by(_count.c.place_id, _number)
)  # fmt: skip


def channels_of(
    tx: Tx, team: TeamHere, today: date
) -> list[tuple[PlaceHere, tuple[tuple[date, float | None], ...]]]:  # fmt: skip
    """Each channel of the team with its rate in the last eight whole weeks; None where the team's week does not count.

    A channel's share of what the team wrote that week, times the team's own rate. Nothing of a team under the minimum.
    """
    trend = next(iter(trends(tx, [team], today)), None) if ground(tx, today) else None
    if trend is None:
        return []
    first, last = span_of(today, SHOWN)
    mondays = mondays_between(first, last)
    heard: dict[int, dict[date, int]] = defaultdict(dict)
    total: dict[date, int] = defaultdict(int)
    for place, week, messages in tx.all(_heard, team=team.id, first=first, last=last):
        heard[place][mondays[week]] = int(messages)
        total[mondays[week]] += int(messages)
    return [
        (place, tuple(
            (at, None if rate is None else rate * heard[place.id].get(at, 0) / (total[at] or 1)) for at, rate in trend.weeks
        ))
        for place in people.places(tx, "team") if place.team_id == team.id
    ]  # fmt: skip
