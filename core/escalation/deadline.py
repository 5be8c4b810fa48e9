"""By when a department answers: its targets and the asker's wish in business time, pauses taken out, every timer a job."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, insert, select, update

from core import calendar, jobs
from core.calendar import Hours
from core.clock import at_local, local_day
from core.db import Query, Tx, table
from core.errors import FieldError
from core.escalation.case import OWED, AskHere, CaseHere, asks_of, find
from core.escalation.models import Ask, Case, Pause, Status
from core.escalation.queue import Targets, hours_of, queue_of, targets_of
from core.values import frozen
from core.words import _

WARN, BREACH = "escalation.warn", "escalation.breach"
WANTED = ("now", "today", "tomorrow", "week")
RUNGS = 3
AT_ONCE = 120
"""Business minutes that somebody who waits right now can wait at most."""
_ask, _case, _pause = table(Ask), table(Case), table(Pause)
_set_due = Query(
    update(_ask).where(_ask.c.id == bindparam("ask"))
    .values(due_at=bindparam("due"), timer=bindparam("next_"), target_minutes=bindparam("target"))
)  # fmt: skip
_pauses = Query(
    select(_pause.c.from_at, _pause.c.until_at).where(_pause.c.ask_id == bindparam("ask")).order_by(_pause.c.from_at)
)
_begin = Query(insert(_pause), "ask_id", "from_at")
_end = Query(
    update(_pause)
    .where(_pause.c.ask_id == bindparam("ask"), _pause.c.until_at.is_(None))
    .values(until_at=bindparam("now"))
)
_open_of = Query(
    select(_ask.c.case_id)
    .join(_case, _case.c.id == _ask.c.case_id)
    .where(_ask.c.team_id == bindparam("team"), _case.c.status == Status.OPEN.value)
    .order_by(_ask.c.case_id)
)


@frozen
class Clockwork:
    """What a department's deadlines are counted with."""

    hours: Hours
    targets: Targets


def clockwork(tx: Tx, team: int, urgent: bool) -> Clockwork:
    """The department's hours and targets of this moment."""
    return Clockwork(hours_of(tx, team), targets_of(tx, team, urgent))


def deadline(hours: Hours, at: datetime, wanted: str) -> datetime:
    """Closing time of the day that is meant: what is asked for today after closing is for the next open day.

    "now" means two open hours; "week" the last open day of the week in which that day lies; FieldError for another word.
    """
    if wanted not in WANTED:
        raise FieldError("wanted", _("Choose by when you want the answer."))
    if wanted == "now":
        return calendar.add_minutes(hours, at, AT_ONCE)
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


def due_for(work: Clockwork, case: CaseHere, ask: AskHere, pauses: Iterable[calendar.Pause]) -> datetime | None:
    """When this department's answer is due: the earliest of its target and the asker's wish; None without either.

    The first answer counts from asking, a later one from the first message that is not answered (49).
    """
    since, stretches = ask.since_at or case.asked_at, list(pauses)
    minutes = work.targets.first if ask.first_at is None else work.targets.next
    found = [calendar.due_after(work.hours, since, timedelta(minutes=minutes), stretches)] if minutes else []
    if ask.first_at is None or case.due_at > since:
        wish = calendar.open_time(work.hours, since, case.due_at)
        found.append(calendar.due_after(work.hours, since, wish, stretches) if wish and stretches else case.due_at)
    return min(found, default=None)


def pauses_of(tx: Tx, ask: int) -> list[calendar.Pause]:
    """When the department waited for the customer; a pause that still lasts ends now."""
    return [(row.from_at, row.until_at or tx.now) for row in tx.all(_pauses, ask=ask)]


def plan(tx: Tx, case: CaseHere, ask: AskHere, work: Clockwork | None = None) -> None:
    """Work out when this department's answer is due, and set its timers anew: half of the time, and the deadline."""
    rest(tx, ask)
    due_at = target = None
    if case.status == Status.OPEN and ask.step in OWED:
        work = work or clockwork(tx, ask.team_id, case.urgent)
        due_at = due_for(work, case, ask, pauses_of(tx, ask.id))
        target = (work.targets.first if ask.first_at is None else work.targets.next) or None
    timer = ask.timer + 1
    tx.run(_set_due, ask=ask.id, due=due_at, next_=timer, target=target)
    if due_at is None or work is None:
        return
    load = {"ask": ask.id, "timer": timer, "level": 1}
    if due_at > tx.now and (warn_at := halfway(work.hours, max(tx.now, ask.since_at or tx.now), due_at)) > tx.now:
        jobs.at(tx, key(WARN, ask.id, timer), warn_at, WARN, load)
    if ask.level < RUNGS:
        step = queue_of(tx, ask.team_id).step_minutes * ask.level
        jobs.at(tx, key(BREACH, ask.id, timer), calendar.add_minutes(work.hours, due_at, step), BREACH, load)


def replan(tx: Tx, number: int, *, only_changed: bool = False) -> None:
    """Set the timers of every department of this question anew; with `only_changed` those whose deadline is another now."""
    case = find(tx, number)
    for ask in asks_of(tx, number).values() if case else ():
        assert case is not None
        work = clockwork(tx, ask.team_id, case.urgent)
        owes = case.status == Status.OPEN and ask.step in OWED
        if not only_changed or (owes and due_for(work, case, ask, pauses_of(tx, ask.id)) != ask.due_at):
            plan(tx, case, ask, work)


def open_cases(tx: Tx, team: int) -> list[int]:
    """The open questions that this department was asked, by number."""
    return [row.case_id for row in tx.all(_open_of, team=team)]


def pause(tx: Tx, ask: AskHere) -> None:
    """The department waits for the customer from now on."""
    tx.run(_begin, ask_id=ask.id, from_at=tx.now)


def go_on(tx: Tx, ask: AskHere) -> None:
    """It is the department's turn again."""
    tx.run(_end, ask=ask.id, now=tx.now)


def used(tx: Tx, ask: AskHere, since: datetime) -> int:
    """The business minutes that this department had the question since then, without the pauses."""
    return int(
        calendar.time_used(hours_of(tx, ask.team_id), since, tx.now, pauses_of(tx, ask.id)) / timedelta(minutes=1)
    )


def rest(tx: Tx, ask: AskHere) -> None:
    """This department need not be warned any more."""
    jobs.cancel(tx, key(WARN, ask.id, ask.timer))
    for level in range(1, RUNGS + 2):
        jobs.cancel(tx, key(BREACH, ask.id, ask.timer, level))


def key(kind: str, ask: int, timer: int, level: int = 1) -> str:
    """A timer's key: one for each level of each deadline, for good (54)."""
    return f"{kind}:{ask}:{timer}:{level}"


def _open_day(hours: Hours, day: date) -> date:
    return local_day(calendar.next_open(hours, at_local(day, 0, 0, hours.zone)), hours.zone)
