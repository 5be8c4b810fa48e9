"""A team's weeks as they were: who was scheduled and there is written down weekly, so that a reorganisation changes no past."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.postgresql import insert as insert_or

from core import calendar, people
from core.community.counting import Heard
from core.community.listening import unknown_days
from core.community.models import TeamWeek
from core.community.mondays import monday, mondays_between, week_number
from core.community.quiet import Week
from core.db import Query, Tx, table
from core.people import Me, TeamHere

_week = table(TeamWeek)
_keep = Query(
    insert_or(_week).on_conflict_do_nothing(index_elements=["team_id", "monday"]),
    "team_id", "monday", "scheduled", "present", "members", "holiday",
)  # fmt: skip
_written = (
    select(_week.c.team_id, week_number(_week.c.monday).label("week"), _week.c.scheduled, _week.c.present, _week.c.holiday)
    .where(_week.c.monday.between(bindparam("first"), bindparam("last"))).order_by(_week.c.monday)
)  # fmt: skip
_kept, _kept_of = Query(_written), Query(_written.where(_week.c.team_id == bindparam("team")))

Span = tuple[date, date]
"""A Monday and a Sunday, both included."""


def kept_weeks(tx: Tx, span: Span, heard: dict[int, Heard], team: int | None = None) -> dict[int, list[Week]]:
    """By team (or of one) the weeks that were written down, with what was counted in them, in one query."""
    found: dict[int, list[Week]] = defaultdict(list)
    mondays, days, nothing = mondays_between(*span), {"first": span[0], "last": span[1]}, Heard()
    rows = tx.all(_kept, **days) if team is None else tx.all(_kept_of, team=team, **days)
    messages = {id_: heard.get(id_, nothing).weeks for id_ in {row.team_id for row in rows}}
    for id_, number, scheduled, present, holiday in rows:
        week = mondays[number]
        found[id_].append(Week(week, messages[id_].get(week, 0), scheduled, present, holiday))
    return found


@dataclass(slots=True)
class Past:
    """What a question about many teams asks once: the weeks, all teams, the unknown days, and the holidays by location."""

    span: Span
    teams: Sequence[TeamHere]
    missed: set[date]
    closed: dict[str, set[date]] = field(default_factory=dict)


def past_of(tx: Tx, span: Span) -> Past:
    """These weeks, for any team."""
    return Past(span, people.teams(tx), unknown_days(tx, *span))


def weeks_of(
    tx: Tx, past: Past, team: TeamHere, members: Sequence[Me], heard: Heard, kept: Sequence[Week] = ()
) -> list[Week]:
    """The team's own weeks: those written down, and the others from who is in it today."""
    if len(kept) * 7 > (past.span[1] - past.span[0]).days:
        return list(kept)
    known = {week.monday: week for week in kept}
    return [known.get(week.monday, week) for week in _from_today(tx, past, team, members, heard)]


def write_down(tx: Tx, team: TeamHere, members: int, weeks: Sequence[Week]) -> None:
    """These weeks stay as they are now, whoever joins or leaves the team."""
    tx.many(_keep, [
        {"team_id": team.id, "monday": week.monday, "scheduled": week.scheduled, "present": week.present,
         "members": members, "holiday": week.holiday}
        for week in weeks
    ])  # fmt: skip


def _from_today(tx: Tx, past: Past, team: TeamHere, members: Sequence[Me], heard: Heard) -> list[Week]:
    """Occupancy counts the teams below too; theirs is taken off, so that no two figures overlap. Unknown days are out."""
    scheduled: dict[date, int] = {}
    present: dict[date, int] = {}
    for sign, id_ in [(1, team.id), *((-1, below.id) for below in past.teams if below.parent_id == team.id)]:
        for day in calendar.occupancy(tx, id_, *past.span):
            week, known = monday(day.day), day.day not in past.missed
            scheduled[week] = scheduled.get(week, 0) + sign * day.scheduled
            present[week] = present.get(week, 0) + sign * day.present * known
    closed: set[date] = set()
    for location in {person.location for person in members}:
        if location not in past.closed:
            past.closed[location] = {monday(off.day) for off in calendar.holidays_between(tx, location, *past.span)}
        closed |= past.closed[location]
    return [
        Week(week, heard.weeks.get(week, 0), scheduled[week], present[week], week in closed)
        for week in sorted(scheduled)
    ]
