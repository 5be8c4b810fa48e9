"""Who is on duty for a team: people take a week each, in a fixed order, and whoever is away is passed over."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import delete, insert, select

from core.calendar.absences import is_away
from core.calendar.models import Duty, DutySwap
from core.calendar.patterns import minutes_on
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
    covers = w.c.team_id == team, w.c.first_day <= day, w.c.last_day >= day
    swaps = tx.execute(select(w.c.person_id).where(*covers).order_by(w.c.id.desc())).scalars().all()
    order = duty_order(tx, team)
    # Day 1 of the calendar that Python counts from was a Monday, so a week of this count runs from Monday to Sunday.
    turn = (day.toordinal() - 1) // 7 % len(order) if order else 0
    for person in [*swaps, *order[turn:], *order[:turn]]:
        if minutes_on(tx, person, day, day)[day] and not is_away(tx, person, day):
            return int(person)
    return None
