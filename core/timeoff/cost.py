"""What days off cost, date by date, over the schedule that is valid on each date."""

from collections.abc import Sequence
from datetime import date

from core.calendar import Schedule
from core.timeoff.pots import Wanted
from core.timeoff.refusals import TooManyHours
from core.when import Part, Range
from core.words import _, say_number

HALF = {Part.MORNING: 1, Part.AFTERNOON: 0}


def costs_on(schedule: Schedule, days: Range, asked: int = 0) -> list[int]:
    """Minutes for each date from first to last: nothing on free days and holidays; a half is half of that date's minutes.

    The halves of an odd number of minutes add up to all of them: the morning is the longer one. `asked`: so many
    minutes of one day instead; TooManyHours when that day has fewer.
    """
    costs = schedule.every_day(days.first_day, days.last_day)
    if asked:
        if costs[0] and asked > costs[0]:
            raise TooManyHours(
                _("You work {n} hours that day. Ask for that or less.").format(n=say_number(costs[0] / 60, 2))
            )
        return [min(asked, costs[0])]
    for at, part in ((0, days.first_part), (-1, days.last_part)):
        if part is not Part.ALL and (at == 0 or len(costs) > 1):
            costs[at] = (costs[at] + HALF[part]) // 2
    return costs


def half_days(costs: Sequence[int], days: Range) -> int:
    """How many half working days these are: a whole day counts two, an hour of a day as one."""
    count = 2 * sum(1 for minutes in costs if minutes)
    count -= bool(costs[0]) and days.first_part is not Part.ALL
    return count - (len(costs) > 1 and bool(costs[-1]) and days.last_part is not Part.ALL)


def written(costs: Sequence[int]) -> str:
    """The costs as they are kept with a request."""
    return ",".join(map(str, costs))


def by_date(first: date, costs: str | Sequence[int]) -> list[Wanted]:
    """The dates that cost something, in order, from costs as they are kept or counted."""
    counted = map(int, costs.split(",")) if isinstance(costs, str) else costs
    return [(date.fromordinal(day), minutes) for day, minutes in enumerate(counted, first.toordinal()) if minutes]
