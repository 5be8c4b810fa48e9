"""Another day off instead of a public holiday: one's own choice where the company allows it, an hour for an hour."""

from datetime import date, timedelta

from core import calendar
from core.calendar import DayOff, Exchange
from core.clock import local_day
from core.db import Tx
from core.errors import FieldError, NotAllowed
from core.people import Me
from core.timeoff.kinds import HOLIDAY
from core.timeoff.policy import rules_at
from core.timeoff.refusals import AlreadyPast, TypeLimit
from core.words import _, say_number

AHEAD = timedelta(days=365)


def exchangeable(tx: Tx, me: Me) -> list[DayOff]:
    """The coming public holidays that this person may exchange: of their location, on days on which they would work."""
    today = local_day(tx.now, me.zone)
    rules = rules_at(tx, HOLIDAY.key, me.location)
    known = calendar.holidays_between(tx, me.location, today + timedelta(days=1), today + AHEAD)
    if not known:
        return []
    schedule = calendar.schedule_of(tx, me.id, today, today + AHEAD)
    return [
        one for one in known
        if one.day in schedule.closed and rules.on("exchange", one.day) and schedule.if_open(one.day)
    ]  # fmt: skip


def exchanged(tx: Tx, me: Me) -> list[Exchange]:
    """A person's exchanges of this year and the next."""
    year = local_day(tx.now, me.zone).year
    return calendar.exchanges_of(tx, me.id, date(year, 1, 1), date(year + 1, 12, 31))


def exchange(tx: Tx, me: Me, worked_on: date, free_on: date) -> int:
    """Work on this public holiday and be free on that day, of the same year and as many hours; gives the exchange's id.

    Raises NotAllowed where the company allows none, TypeLimit beyond so many a year, AlreadyPast, or FieldError.
    """
    tx.lock("person", me.id)
    today = local_day(tx.now, me.zone)
    most = rules_at(tx, HOLIDAY.key, me.location).on("exchange", worked_on) or 0
    if not most:
        raise NotAllowed(_("Public holidays are not exchanged here. Ask HR whether that can change."))
    if free_on <= today or worked_on <= today:
        raise AlreadyPast(_("Both days must still be to come. Choose later days."))
    schedule = calendar.schedule_of(tx, me.id, min(worked_on, free_on), max(worked_on, free_on))
    taken = calendar.exchanges_of(tx, me.id, date(worked_on.year, 1, 1), date(worked_on.year, 12, 31))
    if (
        worked_on not in schedule.closed
        or worked_on in {one.free_on for one in taken}
        or not schedule.if_open(worked_on)
    ):
        raise FieldError("holiday", _("You don't have this day off as a public holiday. Choose one of the list."))
    if len(taken) >= most:
        raise TypeLimit(
            _("You have exchanged {n} public holidays in {year}, and that is the most. Undo one first.")
            .format(n=len(taken), year=worked_on.year)
        )  # fmt: skip
    if free_on.year != worked_on.year:
        raise FieldError("free", _("Choose a day in {year}: both days are in one year.").format(year=worked_on.year))
    gives, takes = schedule.if_open(worked_on), schedule.minutes(free_on)
    if not takes:
        raise FieldError("free", _("You don't work on that day anyway. Choose a working day."))
    if gives != takes:
        raise FieldError(
            "free",
            _("The public holiday is {n} hours for you, and that day {m}. Choose a day of as many hours.")
            .format(n=say_number(gives / 60, 2), m=say_number(takes / 60, 2)),
        )  # fmt: skip
    made = calendar.exchange_holiday(tx, me.id, worked_on, free_on)
    if made is None:
        raise FieldError("free", _("One of these days is exchanged already. Choose others."))
    return made


def take_back_exchange(tx: Tx, me: Me, number: int) -> None:
    """Off on the public holiday again, as long as both days are to come. Raises NotAllowed, AlreadyPast."""
    tx.lock("person", me.id)
    found = calendar.exchange(tx, number)
    if found is None or found.person_id != me.id:
        raise NotAllowed(_("I don't know this exchange, or it is not yours."))
    if min(found.worked_on, found.free_on) <= local_day(tx.now, me.zone):
        raise AlreadyPast(_("One of these days is past. Ask HR to put it right."))
    calendar.end_exchange(tx, number)
