"""By when a department answers: business hours, one warning halfway, and the deadline that is missed once and for good."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, update

from core import calendar, facts, jobs, people
from core.calendar import Hours, span
from core.clock import at_local, local_day
from core.db import Query, Tx, table
from core.errors import FieldError
from core.escalation.case import asks_of, find
from core.escalation.facts import Breached
from core.escalation.models import Ask, Status, Step
from core.people import Me, Role
from core.words import _

WARN, BREACH = "escalation.warn", "escalation.breach"
WANTED = ("today", "tomorrow", "week")
ZONE, LOCATION, WEEKDAY = "Europe/Amsterdam", "NL", span("09:00-17:30")
AHEAD = timedelta(days=30)
_ask = table(Ask)
_breach = Query(
    update(_ask)
    .where(_ask.c.id == bindparam("ask"), _ask.c.step != Step.ANSWERED.value, _ask.c.breached_at.is_(None))
    .values(breached_at=bindparam("deadline"))
)


def business_hours(tx: Tx) -> Hours:
    """When departments are open: Monday to Friday 09:00–17:30 in Amsterdam, closed on public holidays."""
    today = local_day(tx.now, ZONE)
    closed = calendar.holidays_between(tx, LOCATION, today, today + AHEAD)
    return Hours(ZONE, ((WEEKDAY,),) * 5 + ((), ()), frozenset(day.day for day in closed))


def deadline(hours: Hours, at: datetime, wanted: str) -> datetime:
    """Closing time of the day that is meant: what is asked for today after closing is for the next open day.

    "week" means the last open day of the week in which that day lies; FieldError for another word.
    """
    if wanted not in WANTED:
        raise FieldError("wanted", _("Choose by when you want the answer."))
    first = local_day(calendar.next_open(hours, at), hours.zone)
    if wanted == "tomorrow":
        first = _open_day(hours, max(first, local_day(at, hours.zone) + timedelta(days=1)))
    if wanted == "week":
        sunday = first + timedelta(days=6 - first.weekday())
        first = next(day for back in range(7) if hours.spans(day := sunday - timedelta(days=back)))
    closes = hours.spans(first)[-1].closes
    return at_local(first + timedelta(days=closes // 1440), *divmod(closes % 1440, 60), hours.zone)


def halfway(hours: Hours, at: datetime, due_at: datetime) -> datetime:
    """When half of the open time until the deadline has passed."""
    return calendar.add_minutes(hours, at, calendar.minutes_between(hours, at, due_at) // 2)


def plan_deadline(tx: Tx, number: int, teams: Iterable[int], due_at: datetime) -> None:
    """One warning and one deadline for each department."""
    warn_at = halfway(business_hours(tx), tx.now, due_at)
    for team in teams:
        for kind, when in ((WARN, warn_at), (BREACH, due_at)):
            jobs.at(tx, f"{kind}:{number}:{team}", when, kind, {"case": number, "team": team})


def rest(tx: Tx, number: int, teams: Iterable[int]) -> None:
    """These departments need not be warned any more."""
    for team in teams:
        for kind in (WARN, BREACH):
            jobs.cancel(tx, f"{kind}:{number}:{team}")


def should_warn(tx: Tx, number: int, team: int) -> bool:
    """Whether this department still owes an answer and the deadline lies ahead."""
    case, ask = find(tx, number), asks_of(tx, number).get(team)
    waits = case is not None and case.status == Status.OPEN and ask is not None and ask.step != Step.ANSWERED
    return bool(waits and case and tx.now < case.due_at)


def breach(tx: Tx, number: int, team: int) -> bool:
    """The deadline passed unanswered: kept once, at the deadline and not at the moment somebody noticed (T51)."""
    case, ask = find(tx, number), asks_of(tx, number).get(team)
    if case is None or ask is None or case.status != Status.OPEN or tx.now < case.due_at:
        return False
    if not tx.run(_breach, ask=ask.id, deadline=case.due_at):
        return False
    facts.record(tx, Breached(ask.id, number, team))
    return True


def leads(tx: Tx, team: int) -> list[int]:
    """Whom to tell about a department: the manager of most of it, else a deputy, a leader, HR; nobody who is away (T52)."""
    today = local_day(tx.now, ZONE)
    managers = Counter(one.manager_id for one in people.members(tx, team) if one.manager_id)
    manager = managers.most_common(1)[0][0] if managers else None
    ladder: list[list[int]] = [[manager] if manager else [], people.deputies(tx, manager, today) if manager else []]
    ladder += [[one.id for one in people.with_role(tx, role)] for role in (Role.LEADER, Role.HR)]
    for rung in ladder:
        if reachable := [person for person in rung if _is_here(tx, people.get(tx, person), today)]:
            return reachable
    return []


def _is_here(tx: Tx, person: Me, today: date) -> bool:
    return not (person.left_on and person.left_on < today) and not calendar.is_away(tx, person.id, today)


def _open_day(hours: Hours, day: date) -> date:
    return local_day(calendar.next_open(hours, at_local(day, 0, 0, hours.zone)), hours.zone)
