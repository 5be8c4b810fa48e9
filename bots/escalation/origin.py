"""Under the message a question was asked from: its numbered card, each answer as it comes in, and who else wants to hear."""

from bots.bot import Pressed, on, press, view
from bots.chat import Context, Send
from bots.escalation.saying import department, one_line, quote, status_line, who_has_it
from bots.ui import Actions, Button, Message, Text
from core import escalation
from core.escalation import Status
from core.words import _


@view("origin", never="the message is somebody's own")
def origin(ctx: Context, number: int) -> Message | None:
    """Somebody's own message, from which a question was asked: never drawn by Townhall."""
    return None


@press("follow_case")
def follow(ctx: Context, pressed: Pressed) -> str:
    """Hear how this question goes, or no longer."""
    if escalation.follow_case(ctx.tx, ctx.me, pressed.entity):
        return _("You read in your digest when {case} is answered and when it is closed. Press again to stop.").format(
            case=f"CQ-{pressed.entity}"
        )
    return _("You no longer follow {case}.").format(case=f"CQ-{pressed.entity}")


@view("there")
def there(ctx: Context, number: int) -> Message | None:
    """One answer under the message the question was asked from, ready to copy."""
    line = escalation.line_at(ctx.tx, number)
    if line is None or line.team_id is None:
        return None
    name, case = one_line(department(ctx, line.team_id)), f"CQ-{line.case_id}"
    said = _("{department} declined {case}") if line.kind == "declined" else _("{department} answered {case}")
    return Message(said.format(department=name, case=case), quote(line.text))


@view("here")
def here_card(ctx: Context, number: int) -> Message | None:
    """Under the message the question was asked from: its number, who has it, and how far it is."""
    case = escalation.find(ctx.tx, number)
    if case is None:
        return None
    if case.status == Status.WITHDRAWN:
        return Message(_("{case} was withdrawn").format(case=case.name))
    if case.status == Status.RESOLVED:
        return Message(_("{case} ✅ customer helped").format(case=case.name), (Text(status_line(ctx, number)),), "good")
    has = who_has_it(ctx, number)
    return Message(_("{case} is with the departments").format(case=case.name),
                   (Text(status_line(ctx, number)), *([Text(has)] if has else []),
                    Actions((Button(_("Follow"), follow.id(number)),))))  # fmt: skip


@on(escalation.Escalated)
def post_here(ctx: Context, happened: escalation.Escalated) -> Send | None:
    """The numbered card stands under the message the question was asked from."""
    place = escalation.origin_place(ctx.tx, happened.case)
    if place is None:
        return None
    return Send(f"place:{place}", here_card.full, happened.case, "escalation", key=f"here:{happened.case}",
                thread=origin.of(happened.case))  # fmt: skip
