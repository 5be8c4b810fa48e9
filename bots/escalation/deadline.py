"""Deadlines in chat: one reminder of all that a department owes, and what becomes of silence, a rung of the ladder at a time."""

from typing import Any

from bots.bot import due, every, on, view
from bots.chat import Context, Send
from bots.escalation.saying import department, moment, one_line, status_line
from bots.escalation.waiting import queue_rows
from bots.ui import Message, Text
from core import calendar, escalation
from core.escalation import Status
from core.words import N_, _, ngettext


@view("reminder")
def reminder(ctx: Context, team: int) -> Message | None:
    """Everything that a department still owes, in one message instead of one for each question."""
    found = escalation.waiting_for(ctx.tx, team)
    name = one_line(department(ctx, team))
    if not found:
        return Message(_("Nothing waits for {department} any more").format(department=name))
    said = ngettext("{n} question waits for {department}", "{n} questions wait for {department}", len(found))
    return Message(said.format(n=len(found), department=name), tuple(queue_rows(ctx, found)), "warning")


@view("overdue", title=N_("Deadline passed"))
def overdue(ctx: Context, number: int) -> Message | None:
    """For the lead: a department's deadline passed. It names no customer and quotes nothing."""
    ask = escalation.ask_at(ctx.tx, number)
    case = escalation.find(ctx.tx, ask.case_id) if ask else None
    if ask is None or case is None or ask.breached_at is None:
        return None
    said = _("{case}: {department} missed the deadline").format(
        case=case.name, department=one_line(department(ctx, ask.team_id))
    )
    by_when = _("The answer was wanted by {moment}.").format(moment=moment(ctx, ask.breached_at))
    waits = case.status == Status.OPEN and not ask.done
    now = _("It still waits.") if waits else _("It is settled now.")
    return Message(said, (Text(f"{by_when} {now}"), Text(status_line(ctx, case.id))), "warning" if waits else "none")


@view("unsolved", title=N_("Target passed"))
def unsolved(ctx: Context, number: int) -> Message | None:
    """For a lead: a question is not solved by its target. It names no customer and quotes nothing."""
    case = escalation.find(ctx.tx, number)
    if case is None or case.solution_at is None:
        return None
    waits = case.status == Status.OPEN
    now = _("It still waits.") if waits else _("It is settled now.")
    said = _("It was to be solved by {moment}.").format(moment=moment(ctx, case.solution_at))
    title = _("{case} is not solved by its target").format(case=case.name)
    return Message(title, (Text(f"{said} {now}"), Text(status_line(ctx, number))), "warning" if waits else "none")


@due("solve")
def note_unsolved(ctx: Context, load: dict[str, Any]) -> None:
    """The target of the solution has come."""
    escalation.miss_solution(ctx.tx, int(load["case"]), int(load["at"]))


@on(escalation.SolutionMissed)
def tell_unsolved(ctx: Context, happened: escalation.SolutionMissed) -> list[Send]:
    """The lead of each department that nobody was told about yet for this question (56)."""
    sends = []
    for team, ask in escalation.asks_of(ctx.tx, happened.case).items():
        if not escalation.hops_of(ctx.tx, ask.id):
            rung = next((some for some in escalation.ladder(ctx.tx, team) if some), [])[:1]
            sends += [Send(f"person:{one}", unsolved.full, happened.case, "escalation", "now",
                           f"unsolved:{happened.case}:{one}") for one in rung]  # fmt: skip
    return sends


@due("warn")
def warn(ctx: Context, load: dict[str, Any]) -> list[Send]:
    """Half of the time has passed: the department's place is reminded of all that waits, at most once an hour."""
    ask = escalation.should_warn(ctx.tx, int(load["ask"]), int(load["timer"]))
    if ask is None:
        return []
    hour = ctx.now.strftime("%Y%m%d%H")
    return [
        Send(f"place:{place}", reminder.full, ask.team_id, "escalation", key=f"remind:{ask.team_id}:{place}:{hour}")
        for place in escalation.places_of(ctx.tx, ask.case_id, ask.team_id)
    ]


@due("breach")
def note_breach(ctx: Context, load: dict[str, Any]) -> None:
    """The deadline has come, or the next rung's turn."""
    escalation.breach(ctx.tx, int(load["ask"]), int(load["timer"]), int(load["level"]))


@on(escalation.Breached)
def tell_rung(ctx: Context, happened: escalation.Breached) -> list[Send]:
    """One person is told, once; where nobody can be reached, the department's place."""
    readers = [f"person:{happened.told}"] if happened.told else []
    readers = readers or [f"place:{place}" for place in escalation.places_of(ctx.tx, happened.case, happened.team)]
    return [
        Send(reader, overdue.full, happened.ask, "escalation", "now", f"breach:{happened.hop}:{reader}")
        for reader in readers
    ]


@on(escalation.QueueChanged)
def count_anew(ctx: Context, happened: escalation.QueueChanged) -> None:
    """Other hours or targets: every open question of the department is counted anew (55)."""
    escalation.recount(ctx.tx, happened.team)


@on(calendar.HolidayChanged)
def count_around_holiday(ctx: Context, happened: calendar.HolidayChanged) -> None:
    """A day off came or went: every open question is counted anew (55)."""
    escalation.recount(ctx.tx)


@every("20 3 * * *")
def count_daily(ctx: Context, slot: str) -> None:
    """Once a night, so that new rules of a time zone count too (T50)."""
    escalation.recount(ctx.tx)


@due("recount")
def count_on(ctx: Context, load: dict[str, Any]) -> None:
    """The next ones."""
    escalation.recount(ctx.tx, int(load["team"]), int(load["after"]))
