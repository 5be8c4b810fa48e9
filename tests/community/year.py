"""A simulated year of teams of every kind, judged every Monday: how often an alarm is false, and how often one is missed."""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp, sqrt

from core.community import State, Week, judge

SEED, TEAMS, WEEKS, LOOKED_AT, MINIMUM = 2026, 40, 52, 20, 5
MONDAY = date(2026, 1, 5)
HOLIDAYS, SUMMER, CHRISTMAS = (13, 16, 19, 20, 50, 51), range(28, 34), (50, 51)
KINDS = ("office", "part-time", "night shift", "reorganised", "new", "small talkers", "falls quiet")
WITHIN = 5
"""Weeks within which a team that falls quiet must be noticed."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Of one kind of team: how many were judged, how many had an alarm that was none, and how many were missed."""

    kind: str
    teams: int
    false_alarms: int
    missed: int


def poisson(dice: random.Random, mean: float) -> int:
    """How often something happens that happens so often on average."""
    if mean > 40:
        return max(0, round(dice.gauss(mean, sqrt(mean))))
    count, left = 0, dice.expovariate(1)
    while left < mean:
        count, left = count + 1, left + dice.expovariate(1)
    return count


def a_year(dice: random.Random, kind: str) -> tuple[list[Week], int, date, range]:
    """A team's weeks, its members, since when it is heard, and the weeks in which it truly is quiet."""
    members = dice.randint(6, 14)
    rate = dice.uniform(0.1, 0.3) if kind == "small talkers" else dice.choice((0.7, 1.5, 3.0, 6.0))
    days = {"part-time": (4, 6, 8), "night shift": (6, 8, 10, 14)}.get(kind, (8, 10, 10))
    halves = [dice.choice(days) for _member in range(members)]
    begin = dice.randint(12, 30) if kind == "new" else -20
    quiet_from = dice.randint(10, 24) if kind == "falls quiet" else WEEKS
    quiet = range(quiet_from, min(quiet_from + 10, WEEKS))
    change = dice.randint(15, 35) if kind == "reorganised" else WEEKS
    found = []
    for number in range(max(begin, -20), WEEKS):
        if number == change:
            halves = halves[: max(5, members // 2)] if dice.random() < 0.5 else halves * 2
        holiday = number in HOLIDAYS and (kind != "night shift" or dice.random() < 0.9)
        there = dice.uniform(0.35, 0.75) if number in SUMMER else dice.uniform(0.75, 1)
        scheduled = round(sum(halves) * (0.8 if holiday else 1))
        present = round(scheduled * (there * 0.5 if number in CHRISTMAS else there))
        mood = exp(dice.gauss(0, 0.2)) * (dice.uniform(0.25, 0.45) if number in quiet else 1)
        messages = poisson(dice, rate * mood * present / 2)
        found.append(Week(MONDAY + timedelta(weeks=number), messages, scheduled, present, holiday))
    return found, len(halves), found[0].monday - timedelta(days=1), quiet


def live(kind: str, dice: random.Random) -> tuple[bool, bool]:
    """Whether the team had a false alarm within the year, and whether its true silence was missed."""
    weeks, members, since, quiet = a_year(dice, kind)
    false_alarm, noticed = False, not quiet
    for at, week in enumerate(weeks, 1):
        number = (week.monday - MONDAY).days // 7
        if number < 0:
            continue
        state = judge(weeks[max(0, at - LOOKED_AT) : at], members, MINIMUM, since).state
        if state is State.QUIET:
            if number in quiet:
                noticed = noticed or number < quiet.start + WITHIN
            elif number < quiet.start or number > quiet.stop + 2:
                false_alarm = True
    return false_alarm, not noticed


def simulate(seed: int = SEED, teams: int = TEAMS) -> list[Outcome]:
    """So many teams of every kind through the year."""
    found = []
    for kind in KINDS:
        lived = [live(kind, random.Random(f"{seed} {kind} {number}")) for number in range(teams)]
        found.append(
            Outcome(kind, teams, sum(false for false, _missed in lived), sum(missed for _false, missed in lived))
        )
    return found


def as_table(found: list[Outcome]) -> str:
    """As it stands in the docs."""
    lines = ["| kind of team | teams | with a false alarm in the year | true silence missed |", "|---|---|---|---|"]
    for one in found:
        missed = f"{one.missed}" if one.kind == "falls quiet" else "–"
        lines.append(f"| {one.kind} | {one.teams} | {one.false_alarms} | {missed} |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(as_table(simulate()))
