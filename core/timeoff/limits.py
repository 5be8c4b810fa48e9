"""What stands in the way of days off: other requests, the limits of their type, and the hours that there are."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import bindparam, case, func, or_, select

from core.calendar import Schedule
from core.db import Query, Tx, table
from core.timeoff.balance import Balance
from core.timeoff.cost import by_date, costs_on
from core.timeoff.entitlement import expected, usual_day
from core.timeoff.kinds import Kind
from core.timeoff.models import LeaveKind, Request, Status
from core.timeoff.policy import Rules
from core.timeoff.pots import Pot, Wanted, short_of, usable
from core.timeoff.refusals import (
    AcrossPeriods,
    InsufficientBalance,
    LongestRun,
    NotYetEligible,
    OtherUnit,
    OutsideAllocation,
    Overlap,
    ShortNotice,
    TypeLimit,
)
from core.when import Part, Range
from core.words import _, say_date, say_number

TERM_MONTHS, CHILDHOOD = 12, 12 * 19
_request, _kind = table(Request), table(LeaveKind)
OPEN = or_(_request.c.status == Status.PENDING.value, _request.c.status == Status.APPROVED.value)
OTHER = ("id", "first_day", "last_day", "first_part", "last_part", "hours", "minutes", "costs", "status", "kind")
_draws = case(
    (_request.c.kind == "holiday", "all"),
    else_=func.coalesce(select(_kind.c.draws).where(_kind.c.key == _request.c.kind).scalar_subquery(), ""),
)
_others = Query(
    select(*(_request.c[name] for name in OTHER), _draws.label("draws"))
    .where(_request.c.person_id == bindparam("person"), OPEN)
    .where(or_(
        (_request.c.first_day <= bindparam("last")) & (_request.c.last_day >= bindparam("first")),
        _request.c.status == Status.PENDING.value,
        (_request.c.kind == bindparam("same")) & (_request.c.last_day >= bindparam("since")),
    ))
)  # fmt: skip


class Other(NamedTuple):
    """Another open request of the same person."""

    id: int
    first_day: date
    last_day: date
    first_part: str
    last_part: str
    hours: int
    minutes: int
    costs: str
    status: str
    kind: str
    draws: str = ""

    @property
    def days(self) -> Range:
        """From first to last day, both included."""
        return Range(self.first_day, self.last_day, Part(self.first_part), Part(self.last_part))

    @property
    def waits(self) -> bool:
        """Whether it waits for an answer and would take hours from the balance."""
        return self.status == Status.PENDING and bool(self.draws)


def others_of(tx: Tx, person: int, days: Range, kind: str, months: int, but: int = 0) -> list[Other]:
    """A person's other open requests that overlap these days, wait, or are of this type and of so many months."""
    since = days.first_day - timedelta(days=32 * months)
    rows = tx.all(_others, person=person, first=days.first_day, last=days.last_day, same=kind, since=since)
    return [Other(*row) for row in rows if row.id != but]


def reach(rules: Rules, day: date) -> int:
    """How many months of earlier requests of a type its limits look at."""
    if rules.per_child:
        return CHILDHOOD
    return (rules.on("months", day) or TERM_MONTHS) if rules.on("most", day) or rules.on("most.days", day) else 2


def in_the_way(schedule: Schedule, days: Range, hours: int, costs: Sequence[int], others: Iterable[Other]) -> None:
    """Raise Overlap when another open request claims the same half of some day, or more hours than that day has."""
    claimed = [*by_date(days.first_day, costs)]
    for other in others:
        first, last = max(days.first_day, other.first_day), min(days.last_day, other.last_day)
        if first > last:
            continue
        if hours or other.hours:
            theirs = other.costs or costs_on(schedule, other.days)
            claimed += by_date(other.first_day, theirs)
            full = dict(by_date(first, schedule.every_day(first, last)))
            meet = any(sum(some for day, some in claimed if day == one) > full[one] for one in full)
        else:
            meet = first < last or bool(_halves(days, first) & _halves(other.days, first))
        if meet:
            raise Overlap(
                _("You already have a request from {first} to {last}. Withdraw that one first, or choose other days.")
                .format(first=say_date(other.first_day), last=say_date(other.last_day))
            )  # fmt: skip


def within_limits(
    schedule: Schedule,
    kind: Kind,
    rules: Rules,
    wish: tuple[Range, int],
    minutes: int,
    others: Sequence[Other],
    today: date,
) -> None:
    """Raise what the type's own rules say against these days (`wish`: with the minutes of one day), as they are on the first."""
    days, hours = wish
    first = days.first_day
    eligible = rules.on("eligible", first)
    if eligible and schedule.started_on and first < (begin := schedule.started_on + timedelta(days=eligible)):
        raise NotYetEligible(_("You can take this from {day}. Choose later days.").format(day=say_date(begin)))
    notice = rules.on("notice", first)
    if notice and first < (soonest := today + timedelta(days=notice)):
        raise ShortNotice(
            _("Ask for this in time: the first day you can choose is {day}.").format(day=say_date(soonest))
        )
    half = Part.ALL not in (days.first_part, days.last_part) or days.first_part is not days.last_part
    if (hours and kind.unit != "hours") or (half and kind.unit == "days"):
        said = _("whole days") if kind.unit == "days" else _("whole or half days")
        raise OtherUnit(_("{name} is taken in {unit}. Choose those.").format(name=kind.name, unit=said))
    same = [one for one in others if one.kind == kind.key]
    longest = rules.on("longest", first)
    if longest and (run := _run(schedule, days, same)) > longest:
        raise LongestRun(
            _("With what adjoins this is {n} days in one go, and {most} is the most. Choose fewer days.")
            .format(n=run, most=longest)
        )  # fmt: skip
    most, in_days = rules.on("most", first), rules.on("most.days", first)
    if (most is None and in_days is None) or rules.per_child:
        return
    pattern = schedule.pattern(first)
    weeks = [(pattern.weekly if pattern else 0, most), (usual_day(pattern) if pattern else 0, in_days)]
    there = min(-(-each * some // 100) for each, some in weeks if some is not None)
    months = rules.on("months", first) or TERM_MONTHS
    claims = [(first, minutes), *((one.first_day, one.minutes) for one in same)]
    for end in [days.last_day, *(one.last_day for one in same if one.first_day > first)]:
        begin = _months_before(end, months)
        used = sum(some for day, some in claims if begin < day <= end)
        if used > there and begin < first:
            left = max(0, there - used + minutes)
            raise TypeLimit(
                _("There is {there} hours of this in {months} months, and {left} hours are left. Choose fewer days.")
                .format(there=say_number(there / 60, 2), months=months, left=say_number(left / 60, 2))
            )  # fmt: skip


def fits(
    schedule: Schedule, rules: Rules, balance: Balance, pots: Iterable[Pot], days: Range, costs: Sequence[int],
    waiting: Iterable[Other], draws: str = "all",
) -> None:  # fmt: skip
    """Raise what says that the hours are not in these pots, date by date, next to what already waits for an answer.

    `rules` are those of holiday, `draws` which hours these days take.
    """
    wanted: dict[str, list[Wanted]] = {draws: by_date(days.first_day, costs)}
    for other in waiting:
        theirs = other.costs or costs_on(schedule, other.days)
        wanted.setdefault(other.draws, []).extend(by_date(other.first_day, theirs))
    short = short_of(list(pots), wanted)
    missing = sum(minutes for _day, minutes in short)
    if missing <= -(rules.on("floor", days.first_day) or 0):
        return
    raise too_little(sum(costs), balance, days, short)


def too_little(cost: int, balance: Balance, days: Range, short: Sequence[Wanted]) -> Exception:
    """The refusal that says best what is missing."""
    years = {day.year for day, _minutes in short}
    if balance.available >= cost and days.first_day.year not in years and days.last_day.year in years:
        return AcrossPeriods(
            _("The hours in {year} are not enough: {n} hours are missing. Choose fewer days there.")
            .format(year=min(years), n=say_number(sum(some for _day, some in short) / 60, 2))
        )  # fmt: skip
    if balance.available >= cost:
        return OutsideAllocation(
            _("Your hours can't be used on {day}: they end before or start after it. Choose other days, or ask HR.")
            .format(day=say_date(short[0][0]))
        )  # fmt: skip
    return InsufficientBalance(
        _("This takes {cost} hours and you have {left}. Choose fewer days, or ask HR.")
        .format(cost=say_number(cost / 60, 2), left=say_number(balance.available / 60, 2))
    )  # fmt: skip


def pots_for(schedule: Schedule, rules: Rules, balance: Balance, last: date, today: date) -> list[Pot]:
    """The pots as they can be used, with what coming years will bring where the dates reach into them."""
    pots = list(balance.pots)
    for year in range(today.year + 1, last.year + 1):
        known = {pot.name: at for at, pot in enumerate(pots)}
        for pot in expected(schedule, rules, year):
            at = known.get(pot.name)
            if at is None:
                pots.append(pot)
            elif pots[at].first is None:
                pots[at] = pot._replace(minutes=pot.minutes + pots[at].minutes)
    return usable(pots, today)


def _run(schedule: Schedule, days: Range, same: Iterable[Other]) -> int:
    """Calendar days in one go, counted together with requests of the type that only free days part from these."""
    first, last, grew = days.first_day, days.last_day, True
    while grew:
        grew = False
        for other in same:
            if other.last_day < first and not _works_between(schedule, other.last_day, first):
                first, grew = other.first_day, True
            elif other.first_day > last and not _works_between(schedule, last, other.first_day):
                last, grew = other.last_day, True
    return (last - first).days + 1


def _works_between(schedule: Schedule, after: date, before: date) -> bool:
    one = timedelta(days=1)
    return after + one < before and any(schedule.every_day(after + one, before - one))


def _months_before(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _halves(days: Range, day: date) -> set[str]:
    halves = {"morning", "afternoon"}
    for end, part in ((days.first_day, days.first_part), (days.last_day, days.last_part)):
        if end == day and part is not Part.ALL:
            halves &= {part.value}
    return halves
