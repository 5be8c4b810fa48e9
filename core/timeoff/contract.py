"""The working week in somebody's contract: seen by themselves, changed by HR from a day on, weeks that take turns included."""

from datetime import date
from typing import Any

from core import calendar, people
from core.calendar import Minutes, WorkPattern
from core.clock import local_day
from core.db import Tx
from core.errors import FieldError, NotAllowed
from core.people import Me, Role
from core.words import _

MOST_WEEKS = 8


def contract_of(tx: Tx, me: Me, day: date) -> WorkPattern | None:
    """One's own working week on this day; None before the first one."""
    return calendar.pattern_on(tx, me.id, day)


def set_contract(tx: Tx, me: Me, person: int, valid_from: date, week: str) -> None:
    """From this day on the person works these hours; leave and what is credited follow. HR only, never their own.

    Raises NotAllowed; FieldError for hours that can't be read, a day before this year, or when nothing changes.
    """
    if me.id == person or not people.has_role(tx, me.id, Role.HR):
        raise NotAllowed(_("Only HR can change somebody's working week, and never their own."))
    today = local_day(tx.now, me.zone)
    if valid_from < today.replace(month=1, day=1):
        raise FieldError("start", _("Choose a day of this year or later. For earlier years, correct the balance."))
    first, *more = read_weeks(week)
    tx.lock("person", person)
    if not calendar.set_pattern(tx, person, valid_from, first, more=tuple(more)):
        raise FieldError("week", _("That is the working week already."))


def read_weeks(typed: str) -> list[Minutes]:
    """`8 8 8 8 8`, Monday first, weeks that take turns apart by a slash, as minutes; raises FieldError at the field."""
    weeks: list[Any] = []
    for part in typed.split("/"):
        numbers = part.replace(";", " ").split()
        try:
            minutes = [round(float(one.replace(",", ".")) * 60) for one in numbers]
        except (ValueError, OverflowError):
            minutes = []
        if len(minutes) not in (5, 7) or not all(0 <= one <= 24 * 60 for one in minutes):
            raise FieldError("week", _("Give the hours of each day from Monday on, for example: 8 8 8 8 0"))
        weeks.append((*minutes, 0, 0)[:7])
    if len(weeks) > MOST_WEEKS or not any(map(any, weeks)):
        raise FieldError("week", _("Give at least one working day, and at most 8 weeks that take turns."))
    return weeks
