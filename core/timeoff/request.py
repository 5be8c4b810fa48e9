"""Asking for time off: what it costs over one's own schedule, and what stands in the way."""

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import bindparam, insert, select

from core import calendar, facts
from core.clock import local_day
from core.db import Query, Tx, table
from core.errors import NotAllowed
from core.people import Me
from core.timeoff.balance import Balance, balance_of, taken, write_line
from core.timeoff.child import within_children
from core.timeoff.cost import by_date, costs_on, half_days, written
from core.timeoff.facts import CoverAsked, Noted, Requested
from core.timeoff.kinds import HOLIDAY, Kind, kind_for, meant_for
from core.timeoff.limits import OPEN, fits, in_the_way, others_of, pots_for, reach, within_limits
from core.timeoff.models import Entry, Request, Status
from core.timeoff.policy import Rules, rules_at
from core.timeoff.pots import Pot, drawn, spend
from core.timeoff.refusals import AlreadyPast, NoCover, NotForYou, NothingToDeduct, NotOffered
from core.values import frozen
from core.when import Part, Range
from core.words import _, say_number

_request = table(Request)
SICK = "sick"
_columns = tuple(
    _request.c[name]
    for name in (
        "id", "person_id", "first_day", "last_day", "first_part", "last_part", "minutes", "note", "status", "version",
        "asked_at", "decided_by", "decided_at", "reason", "escalated", "kind", "hours", "costs", "cover_id", "cover",
        "first_yes_by", "term_on",
    )
)  # fmt: skip
_get = Query(select(*_columns).where(_request.c.id == bindparam("request")))
_add = Query(
    insert(_request).returning(_request.c.id),
    "person_id", "kind", "first_day", "last_day", "first_part", "last_part", "hours", "minutes", "costs", "note", "status",
    "version", "asked_at", "reason", "escalated", "cover_id", "cover",
)  # fmt: skip
_mine = Query(
    select(*_columns)
    .where(_request.c.person_id == bindparam("person"), OPEN, _request.c.last_day >= bindparam("day"))
    .order_by(_request.c.first_day)
)


@frozen
class Asked:
    """A request as conversations know it."""

    id: int
    person_id: int
    first_day: date
    last_day: date
    first_part: str
    last_part: str
    minutes: int
    note: str
    status: str
    version: int
    asked_at: datetime
    decided_by: int | None
    decided_at: datetime | None
    reason: str
    escalated: bool
    kind: str = "holiday"
    hours: int = 0
    costs: str = ""
    cover_id: int | None = None
    cover: str = ""
    first_yes_by: int | None = None
    term_on: date | None = None

    @property
    def days(self) -> Range:
        """From first to last day, both included."""
        return Range(self.first_day, self.last_day, Part(self.first_part), Part(self.last_part))


@frozen
class Wish:
    """What somebody wants: the days, the type, or so many minutes (`hours`) of one day, who covers, and a word with it."""

    days: Range
    kind: str = HOLIDAY.key
    hours: int = 0
    cover: int | None = None
    note: str = ""


@frozen
class Cost:
    """What days off cost: minutes, counted working days (a half as half), and the balance they come from."""

    minutes: int
    half_days: int
    balance: Balance
    usual_day: int
    """Minutes of this person's usual working day, for showing hours as days."""
    dates: tuple[int, ...] = ()
    pots: tuple[Pot, ...] = ()
    """Where hours are deducted: the pots that these days can use, the one that ends first on top."""


def find(tx: Tx, request: int) -> Asked | None:
    """This request, or None."""
    row = tx.one(_get, request=request)
    return None if row is None else Asked(*row)


def coming(tx: Tx, person: int, day: date) -> list[Asked]:
    """A person's open requests from this day on."""
    return [Asked(*row) for row in tx.all(_mine, person=person, day=day)]


def cost_of(tx: Tx, person: int, days: Range, hours: int = 0) -> Cost:
    """What these days cost over the person's own schedule and holidays; a half is half of that date's minutes."""
    return _cost(calendar.schedule_of(tx, person, days.first_day, days.last_day), balance_of(tx, person), days, hours)


def _cost(schedule: calendar.Schedule, balance: Balance, days: Range, hours: int) -> Cost:
    costs = costs_on(schedule, days, hours)
    usual = max(schedule.every_day(days.first_day, days.last_day)) if hours else max(costs)
    return Cost(sum(costs), half_days(costs, days), balance, usual or 480, tuple(costs))


def check(tx: Tx, me: Me, days: Range, kind: str = HOLIDAY.key, hours: int = 0, *, but: int = 0) -> Cost:
    """What these days would cost this person; raises what stands in the way. `but`: the request that they replace."""
    known = kind_for(tx, kind, me.id, local_day(tx.now, me.zone))
    return check_wish(tx, me, Wish(days, kind, hours), known, rules_at(tx, kind, me.location), but)


def check_wish(tx: Tx, me: Me, wish: Wish, kind: Kind, rules: Rules, but: int = 0, recorded: bool = False) -> Cost:
    """As `check`, with the type and its rules at hand. `recorded`: HR records it, also for days that are past."""
    days, today = wish.days, local_day(tx.now, me.zone)
    if kind.needs == "record" and not recorded:
        if kind.key == SICK:
            raise NotAllowed(_("Being sick is not asked for. Type /timeoff sick."))
        raise NotAllowed(_("HR records this leave. Tell HR."))
    if not but and not kind.offered:
        raise NotOffered(_("{name} is not on offer any more. Choose another type.").format(name=kind.name))
    if not but and not meant_for(tx, kind, me.id):
        raise NotForYou(_("{name} is for others. Choose another type, or ask HR.").format(name=kind.name))
    if days.last_day < today and not recorded:
        raise AlreadyPast(_("These days are past. Ask HR to put it right."))
    schedule = calendar.schedule_of(tx, me.id, days.first_day, days.last_day)
    cost = _cost(schedule, balance_of(tx, me.id), days, wish.hours)
    if not cost.minutes:
        raise NothingToDeduct(_("You don't work on these days, so there is nothing to ask. Choose other days."))
    others = others_of(tx, me.id, days, kind.key, reach(rules, days.first_day), but)
    in_the_way(schedule, days, wish.hours, cost.dates, others)
    within_limits(schedule, kind, rules, (days, wish.hours), cost.minutes, others, today)
    if rules.per_child:
        within_children(tx, me, kind, rules, schedule, by_date(days.first_day, cost.dates), others)
    if not kind.deducts or not cost.balance.known:
        return cost
    earning = rules if kind.key == HOLIDAY.key else rules_at(tx, HOLIDAY.key, me.location)
    pots = pots_for(schedule, earning, cost.balance, days.last_day, today)
    fits(schedule, earning, cost.balance, pots, days, cost.dates, [one for one in others if one.waits], kind.draws)
    return replace(cost, pots=tuple(drawn(pots, kind.draws)))


def comes_from(days: Range, cost: Cost) -> list[Pot]:
    """Which pots these days would take from, each with its last day and the minutes it would give; those without a name not."""
    ends = {pot.name: pot for pot in cost.pots if pot.name}
    if not ends:
        return []
    uses = spend(cost.pots, by_date(days.first_day, cost.dates)).uses
    return [ends[name]._replace(minutes=minutes) for name, _first, minutes in uses if name]


def request(tx: Tx, me: Me, days: Range, note: str = "") -> int:
    """Ask for these days of holiday; gives the request's id. Raises what stands in the way."""
    return ask(tx, me, Wish(days, note=note))


def ask(tx: Tx, me: Me, wish: Wish, recorded: bool = False) -> int:
    """Ask, or tell where the type needs no approval; gives the request's id. All is checked again under the lock."""
    tx.lock("person", me.id)
    kind = kind_for(tx, wish.kind, me.id, local_day(tx.now, me.zone))
    cost = check_wish(tx, me, wish, kind, rules_at(tx, wish.kind, me.location), recorded=recorded)
    days, told = wish.days, kind.needs != "approval"
    if wish.cover:
        check_cover(tx, me.id, wish.cover, days)
    made = tx.one(
        _add, person_id=me.id, kind=kind.key, first_day=days.first_day, last_day=days.last_day,
        first_part=days.first_part.value, last_part=days.last_part.value, hours=wish.hours, minutes=cost.minutes,
        costs=written(cost.dates), note=wish.note, status=(Status.APPROVED if told else Status.PENDING).value, version=1,
        asked_at=tx.now, reason="", escalated=False, cover_id=wish.cover, cover="asked" if wish.cover else "",
    )  # fmt: skip
    number = int(made.id)
    note_absence(tx, number, me.id, days, hours=wish.hours, full=cost.usual_day, certain=told)
    facts.record(tx, Noted(number) if told else Requested(number))
    if wish.cover:
        facts.record(tx, CoverAsked(number))
    return number


def check_cover(tx: Tx, person: int, cover: int, days: Range) -> None:
    """Whether this colleague can cover: somebody else, who is there on these days. Raises NoCover."""
    if cover == person:
        raise NoCover(_("You can't cover for yourself. Choose a colleague."))
    there = calendar.there_between(tx, [cover], days.first_day, days.last_day)
    away = [one for one in calendar.away_between(tx, [cover], days.first_day, days.last_day) if one.certain]
    if not there or away:
        raise NoCover(_("This colleague is away then. Choose somebody else."))


def give_back(tx: Tx, asked: Asked, by: int | None, reason: str = "") -> None:
    """Every minute that a request holds goes back to the pot it came from."""
    for pot, minutes in taken(tx, asked.id):
        write_line(tx, asked.person_id, asked.first_day, minutes, Entry.RETURN, request=asked.id, by=by, pot=pot,
                   reason=reason)  # fmt: skip


def hours(minutes: int) -> str:
    """Minutes as hours, at most two decimals."""
    return say_number(minutes / 60, 2)


def say_status(status: str) -> str:
    """The status in the reader's language."""
    said = {
        "pending": _("waiting for an answer"), "approved": _("approved"), "declined": _("declined"),
        "withdrawn": _("withdrawn"), "cancelled": _("cancelled"),
    }  # fmt: skip
    return said[status]


def note_absence(
    tx: Tx, number: int, person: int, days: Range, *, hours: int = 0, full: int = 480, certain: bool
) -> None:
    """Let the calendar know; a few hours count as half a day away from half of the day on, and less not at all."""
    source = f"timeoff:{number}"
    if hours and 2 * hours < full:
        calendar.clear_absence(tx, source)
        return
    part = Part.AFTERNOON if hours and hours < full and days.first_part is Part.ALL else days.first_part
    calendar.note_absence(tx, source, person, days.first_day, days.last_day, part.value,
                          part.value if hours else days.last_part.value, certain)  # fmt: skip
