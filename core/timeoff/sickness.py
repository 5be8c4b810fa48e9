"""Reporting sick and better: never why; seen by HR and the person's line; days of leave that were spent sick come back."""

from datetime import date, timedelta

from sqlalchemy import insert, select, update

from core import calendar, facts, people
from core.clock import local_day
from core.db import Tx, table
from core.errors import FieldError, NotAllowed, Stale
from core.people import Me
from core.people.allowing import SICK, allowed_on
from core.timeoff.balance import taken, write_line
from core.timeoff.cost import by_date
from core.timeoff.facts import Sick
from core.timeoff.kinds import HOLIDAY, kind_of
from core.timeoff.models import Entry, LedgerLine, Request, SickLeave, Status
from core.timeoff.policy import rules_at
from core.timeoff.pots import came_from
from core.timeoff.refusals import NeverHoliday
from core.timeoff.request import Asked, find
from core.values import frozen
from core.words import _

s, r, ledger = table(SickLeave), table(Request), table(LedgerLine)
LONGEST = timedelta(days=104 * 7)
"""How far ahead an open report counts as away: the two years in which pay goes on."""


@frozen
class Report:
    """That somebody is or was sick: first and last day, both included; None as long as they are."""

    id: int
    person_id: int
    first_day: date
    last_day: date | None
    expected_on: date | None
    version: int


def report_sick(tx: Tx, me: Me, expected_on: date | None = None) -> Report:
    """Sick from today on, at once and without approval. Stale when that is known; FieldError for a day that is past."""
    tx.lock("person", me.id)
    today = local_day(tx.now, me.zone)
    if open_report(tx, me.id):
        raise Stale(_("You are reported sick already. Type /timeoff better when you are back."))
    if expected_on and expected_on <= today:
        raise FieldError("expected", _("Choose a day after today, or leave this empty."))
    number = int(tx.execute(
        insert(s).values(person_id=me.id, first_day=today, expected_on=expected_on, version=1, reported_at=tx.now)
        .returning(s.c.id)
    ).scalar_one())  # fmt: skip
    calendar.note_absence(tx, f"timeoff.absent:{number}", me.id, today, today + LONGEST)
    facts.record(tx, Sick(number, recovered=False))
    return report_of(tx, number)


def report_better(tx: Tx, me: Me) -> tuple[Report, list[Asked]]:
    """Back at work today. Gives the report and the leave of which days come back. NotAllowed when not reported sick."""
    tx.lock("person", me.id)
    found = open_report(tx, me.id)
    if found is None:
        raise NotAllowed(_("You are not reported sick."))
    today = local_day(tx.now, me.zone)
    last = max(found.first_day, today - timedelta(days=1))
    tx.execute(update(s).where(s.c.id == found.id).values(last_day=last, version=s.c.version + 1))
    if today > found.first_day:
        calendar.note_absence(tx, f"timeoff.absent:{found.id}", me.id, found.first_day, last)
    else:
        calendar.clear_absence(tx, f"timeoff.absent:{found.id}")
    returned = [
        asked for asked in _leave_within(tx, me.id, found.first_day, last) if _give_back(tx, asked, found, last)
    ]
    facts.record(tx, Sick(found.id, recovered=True))
    return report_of(tx, found.id), returned


def count_as_holiday(tx: Tx, me: Me, report: int, number: int) -> int:
    """The person's own consent: the days of this leave that they spent sick are holiday after all. Gives the minutes."""
    tx.lock("person", me.id)
    found, asked = report_of(tx, report), find(tx, number)
    if found.person_id != me.id or asked is None or asked.person_id != me.id:
        raise NotAllowed(_("I don't know this leave, or it is not yours."))
    if not may_count_as_holiday(tx, me, found.first_day):
        raise NeverHoliday(_("Where you work, days that you were sick are never holiday. They have come back to you."))
    again = tx.execute(
        select(ledger.c.pot, ledger.c.minutes).where(ledger.c.key.like(f"sick:{report}:{number}:%"))
    ).all()
    minutes = 0
    for row in again:
        key = f"consent:{report}:{number}:{row.pot}"
        if write_line(
            tx, me.id, tx.now.date(), -row.minutes, Entry.USE, request=number, by=me.id, pot=row.pot, key=key
        ):
            minutes += row.minutes
    if not minutes:
        raise Stale(_("These days count as holiday already."))
    return minutes


def may_count_as_holiday(tx: Tx, me: Me, day: date) -> bool:
    """Whether days spent sick can be holiday where this person works, if they say so themselves."""
    return rules_at(tx, HOLIDAY.key, me.location).on("sick.consent", day) != 0


def open_report(tx: Tx, person: int) -> Report | None:
    """The report that has not ended, or None."""
    row = tx.execute(select(s.c.id).where(s.c.person_id == person, s.c.last_day.is_(None))).first()
    return report_of(tx, row.id) if row else None


def see_report(tx: Tx, me: Me, report: int) -> Report:
    """A report as the person, their line or HR may see it; NotAllowed for everybody else, and for one that is not there."""
    row = tx.execute(select(s.c.person_id).where(s.c.id == report)).first()
    if row is None or not people.may_see_leave(tx, me.id, row.person_id):
        raise NotAllowed(_("I don't know this person, or you may not see this."))
    return report_of(tx, report)


def offered_on(tx: Tx, platform: str) -> bool:
    """Whether reporting sick is offered on this platform: on Discord only when an admin switched it on knowingly."""
    return allowed_on(tx, platform, SICK)


def _leave_within(tx: Tx, person: int, first: date, last: date) -> list[Asked]:
    rows = tx.execute(
        select(r.c.id).where(
            r.c.person_id == person, r.c.status == Status.APPROVED.value,
            r.c.first_day <= last, r.c.last_day >= first)
    ).all()  # fmt: skip
    found = [find(tx, row.id) for row in rows]
    return [asked for asked in found if asked and kind_of(tx, asked.kind).deducts and asked.costs]


def _give_back(tx: Tx, asked: Asked, report: Report, last: date) -> bool:
    """What the sick days of this leave took goes back to the pots it came from, once for each report."""
    back: dict[str, int] = {}
    for day, pot, minutes in came_from(taken(tx, asked.id), by_date(asked.first_day, asked.costs)):
        if report.first_day <= day <= last:
            back[pot] = back.get(pot, 0) + minutes
    written = [
        write_line(tx, asked.person_id, report.first_day, minutes, Entry.RETURN, request=asked.id, pot=pot,
                   key=f"sick:{report.id}:{asked.id}:{pot}")
        for pot, minutes in back.items()
    ]  # fmt: skip
    return any(written)


def report_of(tx: Tx, number: int) -> Report:
    """A report, for rules and reactions; whoever shows it asks `see_report`."""
    row = tx.execute(
        select(s.c.id, s.c.person_id, s.c.first_day, s.c.last_day, s.c.expected_on, s.c.version).where(s.c.id == number)
    ).first()
    if row is None:
        raise NotAllowed(_("I don't know this person, or you may not see this."))
    return Report(*row)
