"""How days, hours and the team's occupancy are shown in every message about time off."""

from collections.abc import Sequence

from bots.ui import Node, Plain, Progress, Text
from core import calendar, people, timeoff
from core.db import Tx
from core.people import Me
from core.timeoff import blocked_between, hours
from core.when import Range, say_range
from core.words import _, language, ngettext, say_date, say_number

MOST_DAYS = 10


def said_days(days: Range) -> str:
    """`Tue 24 – Fri 27 Nov`, in the reader's language."""
    return say_range(days, language.get(), days.first_day)


def days_and_hours(minutes: int, half_days: int) -> str:
    """`4 working days · 32 hours`."""
    days = ngettext("{n} working day", "{n} working days", 1 if half_days == 2 else 2)
    return f"{days.format(n=say_number(half_days / 2))} · " + amount(minutes)


def amount(minutes: int) -> str:
    """`2.5 hours`."""
    return ngettext("{n} hour", "{n} hours", 1 if minutes == 60 else 2).format(n=hours(minutes))


def blocked_lines(tx: Tx, person: Me, days: Range) -> list[Node]:
    """What people are told when a team is needed on these days: it can be asked, and a yes needs a reason."""
    return [
        Text(_("⚠ **{team}** is needed {days}: {reason}").format(
            team=Plain(one.team or _("Everybody")), days=said_days(Range(one.first_day, one.last_day)), reason=Plain(one.reason)))
        for one in blocked_between(tx, person.team_id, days.first_day, days.last_day)[:3]
    ]  # fmt: skip


def occupancy_bars(tx: Tx, person: Me, days: Range, leaving: bool, costs: Sequence[int] = ()) -> list[Node]:
    """Per working day how many of the person's team are there: without them when they are `leaving` on these days.

    `costs` are the minutes that each of these dates takes, where they are known already.
    """
    if person.team_id is None:
        return []
    first, last = days.first_day, days.last_day
    mine = dict(timeoff.by_date(first, costs)) if costs else calendar.minutes_on(tx, person.id, first, last)
    bars: list[Node] = []
    team = people.team(tx, person.team_id)
    for day in calendar.occupancy(tx, person.team_id, first, last, () if leaving else None):
        if not day.scheduled or not mine.get(day.day):
            continue
        there = day.present - 2 if leaving else day.if_granted
        note = ""
        if day.minimum and there < day.minimum:
            note = _("below the minimum of {n}").format(n=calendar.in_people(day.minimum))
        bars.append(Progress(say_date(day.day), max(0, there) // 2, day.scheduled // 2, note))
    if not bars:
        return []
    name = team.name if team else ""
    shown, rest = bars[:MOST_DAYS], len(bars) - MOST_DAYS
    more: list[Node] = [Text(_("and {n} more days").format(n=rest), small=True)] if rest > 0 else []
    return [Text(_("**{team}** then, of everybody scheduled").format(team=Plain(name)), small=True), *shown, *more]
