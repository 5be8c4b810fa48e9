"""How a department takes questions: its opening hours, its targets, and the ladder above it; whatever can't work is refused."""

import re
from datetime import date, timedelta

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.postgresql import insert as insert_or

from core import calendar, facts, people
from core.calendar import Hours, Span, span
from core.clock import local_day
from core.db import Query, Tx, table
from core.errors import FieldError, NotAllowed, UserError
from core.escalation.case import departments
from core.escalation.facts import QueueChanged
from core.escalation.models import Policy, Queue
from core.people import Me, Role
from core.values import frozen
from core.words import _, language

ZONE, LOCATION, WEEK, STEP = "Europe/Amsterdam", "NL", (("09:00-17:30",),) * 5 + ((), ()), 240
BACK, AHEAD, MOST_MINUTES = timedelta(days=400), timedelta(days=120), 60 * 24 * 90
DAYS = (("mon", "ma"), ("tue", "di"), ("wed", "wo"), ("thu", "do"), ("fri", "vr"), ("sat", "za"), ("sun", "zo"))
_queue, _policy = table(Queue), table(Policy)
_names = ("team_id", "zone", "location", "weekly", "special", "lead_id", "owner_id", "backup_id", "step_minutes")
_get = Query(select(*(_queue.c[name] for name in _names)).where(_queue.c.team_id == bindparam("team")))
_targets = Query(
    select(_policy.c.first_minutes, _policy.c.next_minutes, _policy.c.solution_minutes)
    .where(_policy.c.team_id == bindparam("team"), _policy.c.urgent == bindparam("urgent_"))
)  # fmt: skip


@frozen
class QueueHere:
    """A department's queue; what nobody has set is Monday to Friday 09:00–17:30 in Amsterdam and four hours a step."""

    team_id: int
    zone: str = ZONE
    location: str = LOCATION
    weekly: tuple[tuple[str, ...], ...] = WEEK
    special: tuple[tuple[str, tuple[str, ...]], ...] = ()
    lead_id: int | None = None
    owner_id: int | None = None
    backup_id: int | None = None
    step_minutes: int = STEP


@frozen
class Targets:
    """Business minutes until the first answer, the next answer and the solution; 0 is no target."""

    first: int = 0
    next: int = 0
    solution: int = 0


def queue_of(tx: Tx, team: int) -> QueueHere:
    """How this department takes questions."""
    row = tx.one(_get, team=team)
    if row is None:
        return QueueHere(team)
    weekly = tuple(tuple(day) for day in row.weekly)
    special = tuple(sorted((day, tuple(spans)) for day, spans in row.special.items()))
    return QueueHere(
        team, row.zone, row.location, weekly, special, row.lead_id, row.owner_id, row.backup_id, row.step_minutes
    )


def hours_of(tx: Tx, team: int) -> Hours:
    """When this department is open, with the public holidays of its location around now."""
    queue = queue_of(tx, team)
    today = local_day(tx.now, queue.zone)
    closed = calendar.holidays_between(tx, queue.location, today - BACK, today + AHEAD)
    return _hours(queue, frozenset(day.day for day in closed))


def targets_of(tx: Tx, team: int, urgent: bool) -> Targets:
    """How soon this department means to answer; all zero when nobody has said so."""
    row = tx.one(_targets, team=team, urgent_=urgent)
    return Targets(*row) if row else Targets()


def may_set(tx: Tx, me: Me, team: int) -> None:
    """The department's lead, the owner of its service, an admin or HR; else NotAllowed."""
    queue = queue_of(tx, team)
    leads = {queue.lead_id, queue.owner_id} | {one.manager_id for one in people.members(tx, team)}
    if team not in {one.team_id for one in departments(tx)} or not (
        me.id in leads or people.has_role(tx, me.id, Role.ADMIN, Role.HR)
    ):
        raise NotAllowed(_("The department's lead, an admin or HR sets this. Ask one of them."))


def set_hours(tx: Tx, me: Me, team: int, week: str, special: str, zone: str = ZONE, location: str = LOCATION) -> None:
    """From now on the department is open like this; open questions are counted anew. Raises FieldError for what can't work.

    `week` reads `mon-fri 09:00-12:30 13:00-17:30; sat 10:00-14:00` or `24/7`, `special` `2026-12-24 09:00-13:00` a line.
    """
    may_set(tx, me, team)
    weekly, dated = read_week(week), read_special(special)
    queue = QueueHere(team, zone.strip(), location.strip() or LOCATION, weekly, dated)
    try:
        calendar.next_open(_hours(queue, frozenset()), tx.now)
    except UserError as refused:
        raise FieldError("zone" if refused.kind == "hours_zone" else "week", refused.text) from None
    _put(tx, team, zone=queue.zone, location=queue.location, weekly=[list(day) for day in weekly],
         special={day: list(spans) for day, spans in dated})  # fmt: skip


def set_targets(tx: Tx, me: Me, team: int, urgent: bool, first: int, next_: int, solution: int) -> None:
    """How soon the department answers, in business minutes; 0 for no target. Open questions are counted anew."""
    may_set(tx, me, team)
    for name, minutes in (("first", first), ("next", next_), ("solution", solution)):
        if not 0 <= minutes <= MOST_MINUTES:
            raise FieldError(name, _("Choose between 0 and {most} minutes.").format(most=MOST_MINUTES))
    values = {"first_minutes": first, "next_minutes": next_, "solution_minutes": solution}
    put = insert_or(_policy).values(team_id=team, urgent=urgent, **values)
    tx.execute(put.on_conflict_do_update(index_elements=["team_id", "urgent"], set_=values))
    facts.record(tx, QueueChanged(team))


def set_ladder(
    tx: Tx, me: Me, team: int, lead: int | None, owner: int | None, backup: int | None, step_minutes: int
) -> None:
    """Who hears of silence: the lead, then the owner of the service; `backup` is the department that takes over.

    Raises FieldError for "backup" when that leads back to this department (T52).
    """
    may_set(tx, me, team)
    known = {one.team_id for one in departments(tx)}
    above, seen = backup, {team}
    while above is not None:
        if above in seen or above not in known:
            raise FieldError("backup", _("These departments would pass questions round in a circle. Choose another."))
        seen.add(above)
        above = queue_of(tx, above).backup_id
    if not 1 <= step_minutes <= MOST_MINUTES:
        raise FieldError("step", _("Choose between 1 and {most} minutes.").format(most=MOST_MINUTES))
    _put(tx, team, lead_id=lead, owner_id=owner, backup_id=backup, step_minutes=step_minutes)


def duty(tx: Tx, team: int) -> int | None:
    """Who of this department takes what comes in today, or of the one that takes over; nobody who is away (57)."""
    at: int | None = team
    seen: set[int] = set()
    while at is not None and at not in seen:
        seen.add(at)
        queue = queue_of(tx, at)
        if found := calendar.on_duty(tx, at, local_day(tx.now, queue.zone)):
            return found
        at = queue.backup_id
    return None


def read_week(text: str) -> tuple[tuple[str, ...], ...]:
    """`mon-fri 09:00-12:30 13:00-17:30; sat 10:00-14:00`, or `24/7`, as the spans of seven days; FieldError for "week"."""
    if text.strip().replace(" ", "") in ("24/7", "24x7"):
        return (("00:00-24:00",),) * 7
    found: list[tuple[str, ...]] = [()] * 7
    for part in re.split(r"[;\n]+", text.casefold()):
        words = part.replace(",", " ").replace("–", "-").split()
        if not words:
            continue
        first, _dash, last = words[0].partition("-")
        numbers = [next((at for at, names in enumerate(DAYS) if one[:3] in names or one[:2] in names), -1)
                   for one in (first, last or first)]  # fmt: skip
        if -1 in numbers or numbers[1] < numbers[0]:
            raise FieldError("week", _("Write days like mon-fri, then the hours: mon-fri 09:00-12:30 13:00-17:30."))
        _spans(words[1:], "week")
        for at in range(numbers[0], numbers[1] + 1):
            found[at] = (*found[at], *words[1:])
    return tuple(found)


def read_special(text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Dates with hours of their own, a line each; without hours the date is closed. FieldError for "special"."""
    found: dict[str, tuple[str, ...]] = {}
    for part in re.split(r"[;\n]+", text):
        day, *hours = part.replace(",", " ").replace("–", "-").split() or [""]
        if not day:
            continue
        try:
            written = date.fromisoformat(day).isoformat()
        except ValueError:
            raise FieldError(
                "special", _("Write a date like 2026-12-24, then the hours; no hours means closed.")
            ) from None
        _spans(hours, "special")
        found[written] = tuple(hours)
    return tuple(sorted(found.items()))


def say_week(weekly: tuple[tuple[str, ...], ...]) -> str:
    """A week as `read_week` reads it, in the reader's language."""
    days_of = [names[language.get() == "nl"] for names in DAYS]
    if weekly == (("00:00-24:00",),) * 7:
        return "24/7"
    said: list[str] = []
    at = 0
    while at < 7:
        end = at
        while end < 6 and weekly[end + 1] == weekly[at]:
            end += 1
        if weekly[at]:
            days = days_of[at] if end == at else f"{days_of[at]}-{days_of[end]}"
            said.append(f"{days} {' '.join(weekly[at])}")
        at = end + 1
    return "; ".join(said)


def _spans(texts: list[str] | tuple[str, ...], field: str) -> tuple[Span, ...]:
    try:
        return tuple(span(one) for one in texts)
    except UserError as refused:
        raise FieldError(field, refused.text) from None


def _hours(queue: QueueHere, closed: frozenset[date]) -> Hours:
    weekly = tuple(tuple(span(one) for one in day) for day in queue.weekly)
    special = {date.fromisoformat(day): tuple(span(one) for one in spans) for day, spans in queue.special}
    return Hours(queue.zone, weekly, closed, special)


def _put(tx: Tx, team: int, **values: object) -> None:
    fresh = {
        "zone": ZONE,
        "location": LOCATION,
        "weekly": [list(day) for day in WEEK],
        "special": {},
        "step_minutes": STEP,
    }
    put = insert_or(_queue).values(team_id=team, **{**fresh, **values})
    tx.execute(put.on_conflict_do_update(index_elements=["team_id"], set_=values))
    facts.record(tx, QueueChanged(team))
