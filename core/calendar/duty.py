"""Who is on duty for a team: people take a week each, in a fixed order, and whoever is away is passed over."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import delete, insert, select

from core.calendar.absences import WHOLE_DAY, away_between, missed
from core.calendar.models import Duty, DutySwap
from core.calendar.patterns import schedules_of
from core.calendar.schedule import days
from core.db import Tx, table
from core.errors import UserError
from core.words import _

d, w = table(Duty), table(DutySwap)


class ReversedDuty(UserError):
    """A turn ends before it begins."""

    kind = "reversed_duty"


def duty_order(tx: Tx, team: int) -> list[int]:
    """The people who take turns, in their order; empty when nobody does."""
    return list(tx.execute(select(d.c.person_id).where(d.c.team_id == team).order_by(d.c.position)).scalars())


def set_duty_order(tx: Tx, team: int, people: Sequence[int]) -> None:
    """From now on these people take a week each, Monday to Sunday, in this order; none ends it. Who may is for the caller."""
    tx.execute(delete(d).where(d.c.team_id == team))
    order = list(dict.fromkeys(people))
    if order:
        tx.execute(insert(d), [{"team_id": team, "position": at, "person_id": who} for at, who in enumerate(order)])


def swap_duty(tx: Tx, team: int, person: int, first_day: date, last_day: date) -> None:
    """This person takes the turn on these days, both included. Raises ReversedDuty."""
    if last_day < first_day:
        raise ReversedDuty(_("The last day comes before the first. Turn them round."))
    tx.execute(insert(w).values(team_id=team, person_id=person, first_day=first_day, last_day=last_day))


def on_duty(tx: Tx, team: int, day: date) -> int | None:
    """Who takes what comes in on this date: the newest swap, else the week's turn, passing over who is away or does not work.

    None when nobody takes turns, or everybody who does is away that day.
    """
    return on_duty_between(tx, team, day, day).get(day)


def on_duty_between(tx: Tx, team: int, first: date, last: date) -> dict[date, int]:
    """The same for every date from first to last, both included, in five looks; dates on which nobody is are left out."""
    covers = w.c.team_id == team, w.c.first_day <= last, w.c.last_day >= first
    swaps = tx.execute(select(w.c.person_id, w.c.first_day, w.c.last_day).where(*covers).order_by(w.c.id.desc())).all()
    order = duty_order(tx, team)
    there = there_on(tx, [*order, *(one.person_id for one in swaps)], first, last)
    found: dict[date, int] = {}
    for day in days(first, last):
        # Day 1 of the calendar that Python counts from was a Monday, so a week of this count runs from Monday to Sunday.
        turn = (day.toordinal() - 1) // 7 % len(order) if order else 0
        taken = [one.person_id for one in swaps if one.first_day <= day <= one.last_day]
        who = next((one for one in [*taken, *order[turn:], *order[:turn]] if day in there[one]), None)
        if who is not None:
            found[day] = int(who)
    return found


def there_on(tx: Tx, people: Iterable[int], first: date, last: date) -> dict[int, set[date]]:
    """On which of these dates each of these people works and is not away all day."""
    asked = sorted(set(people))
    if not asked:
        return {}
    away = missed([one for one in away_between(tx, asked, first, last) if one.certain], first, last)
    return {
        who.person_id: {
            day
            for day in days(first, last)
            if who.minutes(day) and away.get(who.person_id, {}).get(day, 0) != WHOLE_DAY
        }
        for who in schedules_of(tx, asked, first, last)
    }


def free_to_take(tx: Tx, people: Iterable[int], first: date, last: date) -> list[int]:
    """Who of these could take a turn on these dates: there on each working day that is no holiday of theirs, in this order."""
    asked = list(people)
    there = there_on(tx, asked, first, last)
    able = set()
    for who in schedules_of(tx, asked, first, last) if asked else ():
        every = list(days(first, last))
        needed = {day for day in every if day.weekday() < 5 and day not in who.closed} or set(every)
        if needed <= there[who.person_id]:
            able.add(who.person_id)
    return [one for one in asked if one in able]
