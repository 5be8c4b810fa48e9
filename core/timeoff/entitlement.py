"""What a person earns in a year: by each day's weekly hours, employed days only, never rounded down."""

from calendar import isleap
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from core.calendar import Schedule
from core.timeoff.policy import Rules
from core.timeoff.pots import Pot

EARNED = ("statutory", "extra")
MONTHS = 12


class Earned(NamedTuple):
    """A pot with what is earned in its year so far."""

    pot: str
    first: date
    last: date | None
    minutes: int


def entitled(schedule: Schedule, year: int, hundredths: int, until: date | None = None) -> int:
    """Minutes earned from 1 January to `until` (or the whole year): so many hundredths of the weekly hours a year.

    Each employed day counts with the hours agreed on that day; whole minutes, rounded up once at the end.
    """
    first, last = date(year, 1, 1), min(until or date(year, 12, 31), date(year, 12, 31))
    days = 366 if isleap(year) else 365
    weeks = 100 * days
    total = 0
    for start, end, pattern in schedule.spans(first, last):
        turns = 1 + len(pattern.more)
        weekly = sum(pattern.minutes) + sum(map(sum, pattern.more))
        # Two contracts on one scale: weeks that take turns count on average.
        total += weekly * hundredths * ((end - start).days + 1) * 5040 // turns
    return -(-total // (weeks * 5040))


def earned(schedule: Schedule, rules: Rules, year: int, today: date) -> Iterator[Earned]:
    """The pots of this year as they are earned by today: all of it on 1 January, or a twelfth at each month's start."""
    first = date(year, 1, 1)
    turns = rules.on("accrual", first)
    if not turns or today < first:
        return
    until = None if turns == 1 else _month_end(year, min(today, date(year, 12, 31)).month)
    for sort in EARNED:
        hundredths = rules.on(f"{sort}.weeks", first)
        if hundredths:
            yield Earned(
                f"{sort}:{year}", first, last_day(rules, sort, year), entitled(schedule, year, hundredths, until)
            )


def expected(schedule: Schedule, rules: Rules, year: int) -> list[Pot]:
    """The pots that a coming year will bring, as far as the rules and the schedule are known today."""
    return [Pot(*pot) for pot in earned(schedule, rules, year, date(year, 12, 31))]


def last_day(rules: Rules, sort: str, year: int) -> date | None:
    """The last day on which hours of this sort and year can be used; None when the rules set no end."""
    months = rules.on(f"{sort}.months", date(year, 12, 31))
    return _month_end(year + 1 + (months - 1) // MONTHS, (months - 1) % MONTHS + 1) if months else None


def _month_end(year: int, month: int) -> date:
    following = date(year + month // MONTHS, month % MONTHS + 1, 1)
    return date.fromordinal(following.toordinal() - 1)
