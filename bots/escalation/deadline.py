"""Deadlines in chat: a department is warned once halfway, and its lead hears once that the deadline passed."""

from typing import Any

from bots.bot import due, on, view
from bots.chat import Context, Send
from bots.escalation.answer import department_buttons
from bots.escalation.saying import department, moment, one_line, status_line
from bots.ui import Actions, Message, Text
from core import escalation
from core.escalation import Status, Step
from core.words import N_, _


@view("warning")
def warning(ctx: Context, number: int) -> Message | None:
    """A department still owes an answer."""
    case, ask = escalation.find(ctx.tx, number), escalation.department_of(ctx.tx, ctx.me, number)
    if case is None or ask is None:
        return None
    name = one_line(department(ctx, ask.team_id))
    if case.status != Status.OPEN or ask.step == Step.ANSWERED:
        return Message(_("{case} no longer waits for {department}").format(case=case.name, department=name))
    said = _("{case} waits for {department}").format(case=case.name, department=name)
    by_when = _("Answer wanted by {moment}.").format(moment=moment(ctx, case.due_at))
    return Message(said, (Text(by_when), Actions(tuple(department_buttons(case, ask)))), "warning")


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
    waits = case.status == Status.OPEN and ask.step != Step.ANSWERED
    now = _("It still waits.") if waits else _("It is settled now.")
    return Message(said, (Text(f"{by_when} {now}"), Text(status_line(ctx, case.id))), "warning" if waits else "none")


@due("warn")
def warn(ctx: Context, load: dict[str, Any]) -> list[Send]:
    """Half of the time has passed: the department's place is warned, once."""
    number, team = int(load["case"]), int(load["team"])
    if not escalation.should_warn(ctx.tx, number, team):
        return []
    return [
        Send(f"place:{place}", warning.full, number, "escalation", key=f"warn:{number}:{place}")
        for place in escalation.places_of(ctx.tx, number, team)
    ]


@due("breach")
def note_breach(ctx: Context, load: dict[str, Any]) -> None:
    """The deadline has come."""
    escalation.breach(ctx.tx, int(load["case"]), int(load["team"]))


@on(escalation.Breached)
def tell_leads(ctx: Context, happened: escalation.Breached) -> list[Send]:
    """The lead is told once; where nobody can be reached, the department's place."""
    readers = [f"person:{person}" for person in escalation.leads(ctx.tx, happened.team)]
    readers = readers or [f"place:{place}" for place in escalation.places_of(ctx.tx, happened.case, happened.team)]
    return [
        Send(reader, overdue.full, happened.ask, "escalation", "now", f"breach:{happened.ask}:{reader}")
        for reader in readers
    ]
