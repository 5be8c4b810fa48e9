"""The week ahead of who leads people: who of theirs is away, and which days are below a minimum."""

from collections.abc import Iterable
from datetime import date, timedelta

from core import calendar, people
from core.db import Tx
from core.people import Me
from core.values import frozen


@frozen
class Week:
    """From today to Sunday: per day who of one's reports is absent, and the occupancy of the team with most of them."""

    absent: tuple[tuple[date, tuple[int, ...]], ...]
    team: int | None
    days: tuple[calendar.DayOccupancy, ...]


def week_of(tx: Tx, me: Me, today: date, teams: Iterable[int]) -> Week:
    """What this person's week looks like; `teams` are those they lead, the largest first."""
    last = today + timedelta(days=6 - today.weekday())
    reports = [one.id for one in people.reports(tx, me.id)]
    away = [one for one in calendar.away_between(tx, reports, today, last) if one.certain]
    works = {who.person_id: who for who in calendar.schedules_of(tx, reports, today, last)}
    absent = []
    for ahead in range((last - today).days + 1):
        day = today + timedelta(days=ahead)
        gone = sorted({one.person_id for one in away if one.halves(day) and works[one.person_id].minutes(day)})
        absent.append((day, tuple(gone)))
    team = next(iter(teams), None)
    days = calendar.occupancy(tx, team, today, last) if team else []
    return Week(tuple(absent), team, tuple(day for day in days if day.scheduled))
