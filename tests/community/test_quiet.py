"""Quiet teams: when there is an alarm, and above all when there is none (T56)."""

import random
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from math import exp, sqrt

import pytest

from core.community import State, Verdict, Week, judge
from core.community.quiet import BASELINE

MONDAY = date(2026, 1, 5)
LONG_AGO = date(2024, 1, 1)
FULL = 60
"""Half member-days of six people in a full week."""


def weeks(*messages: int, scheduled: int = FULL, present: int = FULL) -> list[Week]:
    return [Week(MONDAY + timedelta(weeks=n), some, scheduled, present) for n, some in enumerate(messages)]


def say(found: Sequence[Week], members: int = 6, since: date | None = LONG_AGO) -> Verdict:
    return judge(found, members, 5, since)


PAST = (60, 58, 63, 61, 57, 60, 62, 59)


def test_two_weeks_under_its_own_past_is_quiet_and_one_is_not() -> None:
    assert say(weeks(*PAST, 24)).state is State.USUAL
    found = say(weeks(*PAST, 24, 25))
    assert (found.state, found.weeks, found.since, found.usual) == (State.QUIET, 2, MONDAY + timedelta(weeks=8), 2.0)
    assert say(weeks(*PAST, 24, 25, 22)).weeks == 3
    assert say(weeks(*PAST, 24, 25, 60)).state is State.USUAL


@pytest.mark.parametrize("size", [1, 10, 100])
def test_it_is_the_own_past_that_counts_and_never_a_number(size: int) -> None:
    assert say(weeks(*(size * some for some in (*PAST, 24, 25)))).state is State.QUIET
    assert say(weeks(*(size * some for some in (*PAST, 52, 50)))).state is State.USUAL


def changed(found: list[Week], change: Callable[[Week], Week], *which: int) -> list[Week]:
    return [change(week) if number in which else week for number, week in enumerate(found)]


QUIET = (*PAST, 24, 25)
NO_ALARM = {
    "a team of four": (weeks(*QUIET), 4, LONG_AGO, State.SMALL),
    "a new team": (weeks(60, 58, 63, 20, 21), 6, MONDAY, State.NEW),
    "nothing ever counted": (weeks(0, 0, 0), 6, None, State.NEW),
    "the first four weeks": (weeks(60, 61, 24, 25), 6, MONDAY - timedelta(days=1), State.NEW),
    "a holiday week": (changed(weeks(*QUIET), lambda week: week._replace(holiday=True), 9), 6, LONG_AGO, State.SKIPPED),
    "half of them on leave": (changed(weeks(*QUIET), lambda week: week._replace(present=24), 8, 9), 6, LONG_AGO, State.SKIPPED),
    "a fifth on leave, each as talkative": (
        changed(weeks(*PAST, 48, 47), lambda week: week._replace(present=48), 8, 9), 6, LONG_AGO, State.USUAL,
    ),
    "a team that moved to another channel": (weeks(*PAST, 0, 0, 0), 6, LONG_AGO, State.UNHEARD),
    "a team that grows, the newcomers still silent": (
        changed(weeks(*PAST, 61, 60), lambda week: week._replace(scheduled=80, present=80), 8, 9), 6, LONG_AGO, State.USUAL,
    ),
    "part-timers on three days": (weeks(36, 35, 37, 36, 34, 38, 36, 35, 35, scheduled=36, present=36), 6, LONG_AGO, State.USUAL),
    "a night shift that works weekends": (weeks(*PAST, 55, 57, scheduled=84, present=84), 6, LONG_AGO, State.USUAL),
    "a team that never says much": (weeks(3, 2, 4, 1, 3, 2, 3, 2, 1, 1), 6, LONG_AGO, State.USUAL),
    "a team of ups and downs": (weeks(60, 20, 75, 30, 66, 25, 80, 22, 24, 21), 6, LONG_AGO, State.USUAL),
}  # fmt: skip


@pytest.mark.parametrize("case", NO_ALARM)
def test_t56_no_alarm(case: str) -> None:
    found, members, since, state = NO_ALARM[case]
    assert say(found, members, since).state is state, case


def test_a_holiday_week_neither_counts_nor_ends_a_spell() -> None:
    holiday = changed(weeks(*PAST, 24, 2, 25), lambda week: week._replace(holiday=True), 9)
    assert (say(holiday).state, say(holiday).weeks) == (State.QUIET, 2)


def test_after_eight_weeks_quieter_is_the_new_usual() -> None:
    assert say(weeks(*PAST, *([24] * BASELINE))).weeks == BASELINE
    assert say(weeks(*PAST, *([24] * (BASELINE + 1)))).state is State.USUAL


def year_of(team: random.Random, drop: range = range(0)) -> list[Week]:
    """A simulated year: holidays, a summer, flu, part-timers, good and bad weeks; quiet only within `drop`."""
    members, rate = team.randint(5, 14), team.choice((0.3, 0.7, 1.5, 3.0, 6.0))
    usual = sum(team.choice((6, 8, 10, 10, 10)) for _member in range(members))
    found = []
    for number in range(52):
        monday = MONDAY + timedelta(weeks=number)
        holiday = number in (13, 16, 19, 20, 50, 51)
        there = team.uniform(0.35, 0.75) if number in range(28, 34) else team.uniform(0.75, 1)
        scheduled = round(usual * (0.8 if holiday else 1))
        present = round(scheduled * (there * 0.5 if number in (50, 51) else there))
        mood = exp(team.gauss(0, 0.2)) * (0.4 if number in drop else 1)
        expected = rate * mood * present / 2
        found.append(Week(monday, poisson(team, expected), scheduled, present, holiday))
    return found


def poisson(team: random.Random, mean: float) -> int:
    """How often something happens that happens so often on average: arrivals until the time is over; many at once by a bell."""
    if mean > 40:
        return max(0, round(team.gauss(mean, sqrt(mean))))
    count, left = 0, team.expovariate(1)
    while left < mean:
        count, left = count + 1, left + team.expovariate(1)
    return count


def alarms(year: list[Week], looks: range = range(1, 53)) -> list[date]:
    """The Mondays on which community managers would hear of a new spell, looking every week as the rule does."""
    heard: list[date] = []
    last: date | None = None
    for number in looks:
        found = judge(year[max(0, number - 20) : number], 6, 5, MONDAY - timedelta(days=1))
        today = MONDAY + timedelta(weeks=number)
        if found.state is State.QUIET and found.since:
            if last is None or (today - last).days > 21:
                heard.append(found.since)
            last = today
        elif found.state is State.USUAL:
            last = None
    return heard


def test_t56_a_simulated_year_of_200_teams() -> None:
    false = sum(len(alarms(year_of(random.Random(seed)))) for seed in range(200))
    drop = range(40, 44)
    caught = sum(
        any((start - MONDAY).days // 7 in drop for start in alarms(year_of(random.Random(seed), drop), range(41, 47)))
        for seed in range(200)
    )
    said = f"{false} false alarms in 200 team-years; a drop of 60 % for four weeks was seen in {caught} of 200 teams"
    assert false <= 200 / 33, f"more than one false alarm in 33 team-years: {said}"
    assert caught >= 120, said
