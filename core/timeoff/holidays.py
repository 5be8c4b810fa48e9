"""The public holidays of a location, as HR keeps them: one added, moved or taken off; leave on those days is costed anew."""

from datetime import date, timedelta

from core import calendar, facts, people
from core.calendar import DayOff, NamelessHoliday
from core.clock import local_day
from core.db import Tx
from core.errors import FieldError, NotAllowed
from core.people import Me, Role
from core.timeoff.facts import TeamMoved
from core.words import _, say_date

AHEAD = timedelta(days=400)


def coming_holidays(tx: Tx, me: Me, location: str = "") -> list[DayOff]:
    """The days off to come of one's own location; of any location for HR. NotAllowed for others."""
    if location and location != me.location:
        _only_hr(tx, me)
    today = local_day(tx.now, me.zone)
    return calendar.holidays_between(tx, location or me.location, today, today + AHEAD)


def add_day_off(tx: Tx, me: Me, location: str, day: date, name: str) -> None:
    """From now on everybody at this location is off on this day. HR only; raises FieldError for a past or doubled day."""
    _changeable(tx, me, location, day)
    _not_doubled(tx, location, day)
    try:
        calendar.add_holiday(tx, location, day, name)
    except NamelessHoliday as refusal:
        raise FieldError("name", refusal.text) from None


def move_day_off(tx: Tx, me: Me, location: str, day: date, to: date | None) -> None:
    """The day off is on another date from now on, or no day off at all without one. HR only; raises FieldError."""
    _changeable(tx, me, location, day, "holiday")
    if to is not None:
        _changeable(tx, me, location, to)
        _not_doubled(tx, location, to)
    done = calendar.remove_holiday(tx, location, day) if to is None else calendar.move_holiday(tx, location, day, to)
    if not done:
        raise FieldError("holiday", _("That is no day off any more. Choose one of the list."))


def all_moved(tx: Tx) -> None:
    """What is shown of every team is to be drawn again."""
    for one in people.teams(tx):
        facts.record(tx, TeamMoved(one.id))


def _changeable(tx: Tx, me: Me, location: str, day: date, field: str = "day") -> None:
    _only_hr(tx, me)
    if location not in calendar.locations(tx):
        raise FieldError("location", _("Nobody works there. Choose one of the list."))
    if day < local_day(tx.now, me.zone):
        raise FieldError(field, _("This day is past. Put balances right with /timeoff correct."))


def _not_doubled(tx: Tx, location: str, day: date) -> None:
    if found := calendar.holidays_between(tx, location, day, day):
        raise FieldError(
            "day", _("{day} is a day off already: {name}.").format(day=say_date(day), name=found[0].name)
        )  # fmt: skip


def _only_hr(tx: Tx, me: Me) -> None:
    if not people.has_role(tx, me.id, Role.HR):
        raise NotAllowed(_("Only HR can change the public holidays."))
