"""How the conversation is doing as a whole: one figure a week over all teams, channels that fell silent, and what is unknown."""

from datetime import date, timedelta

from core import people
from core.community.counting import ground, last_heard
from core.community.listening import unknown_days
from core.community.mondays import monday
from core.community.quiet import State
from core.community.switches import left_out
from core.community.trends import Trend, may_look, span_of, trends
from core.db import Tx
from core.people import Me, PlaceHere
from core.values import frozen

WEEKS, SILENT = 8, timedelta(days=21)
"""Weeks shown, and days without a message after which a channel is called quiet."""


@frozen
class Health:
    """By week the typical rate of the teams that count (None: too few), the teams' states, and how many days are unknown."""

    weeks: tuple[tuple[date, float | None], ...]
    states: dict[State, int]
    unknown: int


def health(tx: Tx, me: Me, today: date) -> Health | None:
    """For who may look at every team; None without a ground. A week needs three teams, so that none shows through."""
    if ground(tx, today) is None:
        return None
    found = trends(tx, may_look(tx, me), today)
    first, last = span_of(today, WEEKS)
    mondays = [first + timedelta(weeks=number) for number in range(WEEKS)]
    states: dict[State, int] = {}
    for trend in found:
        states[trend.verdict.state] = states.get(trend.verdict.state, 0) + 1
    weeks = tuple((week, _typical(found, week)) for week in mondays)
    return Health(weeks, states, len(unknown_days(tx, first, last)))


def _typical(found: list[Trend], week: date) -> float | None:
    """The mean of the teams' rates: every team weighs the same, so that one loud team does not speak for all."""
    rates = [rate for trend in found for at, rate in trend.weeks if at == week and rate is not None]
    return sum(rates) / len(rates) if len(rates) >= 3 else None


def quiet_places(tx: Tx, today: date) -> list[tuple[PlaceHere, date]]:
    """Channels of teams in which nothing was counted for three weeks, since when, save those meant to be quiet."""
    if ground(tx, today) is None:
        return []
    heard, out = last_heard(tx), left_out(tx)
    return [
        (place, heard[place.id])
        for place in people.places(tx, "team")
        if place.id in heard and place.id not in out and monday(today) - heard[place.id] > SILENT
    ]
