"""What a person earns in a year: by each day's weekly hours, employed days only, never rounded down."""

from calendar import isleap
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from core.calendar import Schedule, WorkPattern
from core.timeoff.policy import Rules
from core.timeoff.pots import Pot

EARNED = ("statutory", "extra")
MONTHS = 12
ONE_DAY = timedelta(days=1)


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
        if not hundredths:
            continue
        minutes = entitled(schedule, year, hundredths, until)
        full = rules.on("statutory.full", first) if sort == "statutory" else None
        if full and until is None:
            minutes = max(minutes, in_full_or_twelfths(schedule, year, hundredths, full))
        yield Earned(f"{sort}:{year}", first, last_day(rules, sort, year), minutes)


def in_full_or_twelfths(schedule: Schedule, year: int, hundredths: int, months: int) -> int:
    """The whole year's minutes for who is employed more than so many months by its end and leaves in its second half or not
    at all; a twelfth for each full month for others, half a working day and more rounded up to a whole one.
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    began, ends = schedule.started_on or first, schedule.left_on
    if began > last or (ends and ends < first):
        return 0
    known = [span[2] for span in schedule.spans(max(began, first), min(ends or last, last))]
    if not known:
        return 0
    whole = entitled(
        replace(schedule, started_on=first, left_on=None, patterns=_from_first_of(schedule, year)), year, hundredths
    )
    end = min(ends or last, last) + ONE_DAY
    # The months must be over within the year: who begins on 1 July is not there yet on 31 December.
    if months_after(began, months) <= min(end, last) and (ends is None or ends.month > MONTHS // 2 or ends.year > year):
        return whole
    begin = max(began, first)
    there = next(some for some in range(MONTHS, -1, -1) if months_after(begin, some) <= end)
    minutes, day = -(-whole * there // MONTHS), usual_day(known[-1])
    over = minutes % day if day else 0
    return minutes + day - over if 2 * over >= day > 0 else minutes


def usual_day(pattern: WorkPattern) -> int:
    """Minutes of an average working day, rounded up."""
    worked = [some for week in (pattern.minutes, *pattern.more) for some in week if some]
    return -(-sum(worked) // len(worked)) if worked else 0


def _from_first_of(schedule: Schedule, year: int) -> tuple[WorkPattern, ...]:
    """The patterns, the first of them counting from 1 January on."""
    first = date(year, 1, 1)
    if not schedule.patterns:
        return ()
    *later, eldest = schedule.patterns
    return (*later, replace(eldest, valid_from=min(eldest.valid_from or first, first)))


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the first of the next month where there is no such day."""
    year, month = divmod(day.year * MONTHS + day.month - 1 + months, MONTHS)
    try:
        return date(year, month + 1, day.day)
    except ValueError:
        return date(year + (month + 1) // MONTHS, (month + 1) % MONTHS + 1, 1)


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
