"""When a team is quiet: below its own past by a robust margin for two weeks or more, and never by a fixed number.

Participation is Σ messages ÷ Σ member-working-days, so leave, part-time and team size drop out. Persons are not stored,
so how many of them took part is not known here and never shown.
"""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from math import sqrt
from typing import NamedTuple

from core.values import frozen

BASELINE, FEWEST, WARM_UP = 8, 4, 4
"""Weeks that make the past, the fewest of them that say anything, and the first weeks, which say nothing."""
SPELL = 2
"""Quiet weeks in a row before anybody hears of it."""
PRESENT = 0.6
"""The part of a team's usual member-days that must be worked before a week counts."""
SHARE, SPREAD, CHANCE = 0.4, 1.5, 2.5
"""A quiet week is under the past by 40 %, by 1.5 times its own spread, and by 2.5 times what chance alone would do."""


class State(StrEnum):
    """What can be said about a team."""

    SMALL = "small"
    NEW = "new"
    SKIPPED = "skipped"
    UNHEARD = "unheard"
    USUAL = "usual"
    QUIET = "quiet"


class Week(NamedTuple):
    """One whole week of a team. `scheduled` and `present` count half member-days; `holiday` when a public one falls in it."""

    monday: date
    messages: int
    scheduled: int
    present: int
    holiday: bool = False

    @property
    def rate(self) -> float:
        """Messages per member-working-day."""
        return 2 * self.messages / self.present if self.present else 0.0


@frozen
class Verdict:
    """What the weeks say: the state, for how many weeks since which Monday it has been quiet, and the usual rate."""

    state: State
    weeks: int = 0
    since: date | None = None
    usual: float | None = None


def comparable(weeks: Sequence[Week]) -> set[date]:
    """The Mondays of the weeks that can be compared: no public holiday, and at least 60 % of the usual member-days worked."""
    ordinary = [week.scheduled for week in weeks if not week.holiday and week.scheduled]
    least = PRESENT * middle(ordinary) if ordinary else 0
    return {week.monday for week in weeks if not week.holiday and 0 < week.present >= least}


def middle(rates: Sequence[float]) -> float:
    """The median of a few rates; the library's own takes most of a company's time here."""
    ordered, half = sorted(rates), len(rates) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def is_quiet(week: Week, past: Sequence[float]) -> bool:
    """Whether this week is under these rates by the margin."""
    return _under(week.rate, week.present, middle(past), past)


def _under(rate: float, present: int, usual: float, past: Sequence[float]) -> bool:
    """The cheapest of the three margins is asked first: most weeks are as usual."""
    if rate >= usual - SHARE * usual or rate >= usual - CHANCE * sqrt(2 * usual / present):
        return False
    return rate < usual - SPREAD * 1.4826 * middle([abs(one - usual) for one in past])


def judge(weeks: Sequence[Week], members: int, minimum: int, known_since: date | None) -> Verdict:
    """What these whole weeks, the oldest first, say about a team in which something was first counted on `known_since`.

    A spell is compared with what came before it, for at most eight weeks: then quieter is the new usual.
    A week without a single message says that the team has moved, or that Townhall cannot hear it: no alarm.
    """
    if members < minimum:
        return Verdict(State.SMALL)
    if known_since is None:
        return Verdict(State.NEW)
    own = [week for week in weeks if week.monday > known_since]
    fit = comparable(weeks)
    rates: list[float] = []
    run: list[date] = []
    judged = False
    usual: float | None = None
    for week in own:
        if week.monday not in fit or not week.messages:
            continue
        rate = week.rate
        before = len(run) if len(run) < BASELINE else 0
        past = rates[: len(rates) - before][-BASELINE:]
        judged = len(past) >= FEWEST and (week.monday - known_since).days >= 7 * WARM_UP
        if judged:
            before_it = middle(past)
            quiet = _under(rate, week.present, before_it, past)
            usual = usual if run and quiet else before_it
            run = [*run, week.monday] if quiet else []
        rates.append(rate)
    if not own or not judged:
        return Verdict(State.NEW)
    if not own[-1].messages and own[-1].monday in fit:
        return Verdict(State.UNHEARD, usual=usual)
    if own[-1].monday not in fit:
        return Verdict(State.SKIPPED, usual=usual)
    if len(run) >= SPELL:
        return Verdict(State.QUIET, len(run), run[0], usual)
    return Verdict(State.USUAL, usual=usual)
