"""Recurrence in chat: who owned a fix is asked whether a question like it means that the problem is back."""

from bots.bot import Pressed, on, press, view
from bots.chat import Context, Send, Shown
from bots.escalation.fixing import problem_view
from bots.escalation.saying import one_line, quote
from bots.ui import Actions, Button, Message, Text
from core import escalation, people
from core.words import N_, _


@view("seems_back", title=N_("Is it back?"))
def seems_back(ctx: Context, number: int) -> Message | None:
    """A question like a fixed problem, for whoever owned the fix, or for a department."""
    case, known = escalation.find(ctx.tx, number), escalation.resembled(ctx.tx, number)
    if case is None or not case.question:
        return None
    if belongs := escalation.problem_of(ctx.tx, number):
        return Message(_("{case} belongs to {problem} now.").format(case=case.name, problem=belongs.name))
    found = escalation.problem(ctx.tx, known) if known else None
    if found is None:
        return None
    said = _("{case} resembles {problem}, which was fixed: {title}")
    summary = one_line(said.format(case=case.name, problem=found.name, title=one_line(found.title, 60)), 150)
    asked = Text(_("Has the problem come back?"))
    yes = Button(_("It came back"), it_came_back.id(number, found.id), "primary")
    return Message(summary, (*quote(case.question, 600), asked, Actions((yes,))), "warning")


@press("came_back")
def it_came_back(ctx: Context, pressed: Pressed) -> Shown:
    """The problem is open again, with this question."""
    escalation.came_back(ctx.tx, ctx.me, pressed.entity, int(pressed.args[0]))
    return problem_view.of(int(pressed.args[0]))


@on(escalation.SeemsBack)
def ask_whether_back(ctx: Context, happened: escalation.SeemsBack) -> list[Send]:
    """The owner of the fix is asked; where nobody owns it or they have left, the places of the departments."""
    found = escalation.problem(ctx.tx, happened.problem)
    owner = people.get(ctx.tx, found.owner_id) if found and found.owner_id else None
    there = owner is not None and not (owner.left_on and owner.left_on < ctx.today)
    places = escalation.places_of(ctx.tx, happened.case)
    readers = [f"person:{owner.id}"] if owner and there else [f"place:{place}" for place in places]
    return [
        Send(one, seems_back.full, happened.case, "escalation", key=f"back:{happened.case}:{one}") for one in readers
    ]
