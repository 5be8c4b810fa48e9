"""What waits: questions for one's department, and one's own questions on the way, on Home and as a list."""

from bots.bot import Pressed, home, press
from bots.chat import Beside, Context, Shown
from bots.escalation.answer import card
from bots.escalation.close import mine, progress
from bots.escalation.saying import department, moment, status_line
from bots.ui import Button, Message, Plain, Row, shortened
from core import escalation
from core.escalation import CaseHere
from core.words import _, ngettext

LISTED = 8


@home(priority=70)
def waiting_row(ctx: Context) -> Row | None:
    """How many questions wait for one's department; else how far one's own question is."""
    for one in escalation.departments(ctx.tx):
        if escalation.belongs(ctx.tx, ctx.me, one.team_id) and (cases := escalation.waiting_for(ctx.tx, one.team_id)):
            said = ngettext("{n} question waits for {department}", "{n} questions wait for {department}", len(cases))
            return Row(said.format(n=len(cases), department=Plain(shortened(department(ctx, one.team_id), 60))),
                       Button(_("Open"), show_queue.id(one.team_id)))  # fmt: skip
    own = escalation.mine(ctx.tx, ctx.me.id)
    if not own:
        return None
    done, total = progress(ctx, own[-1].id)
    said = _("{case}: {done} of {total} answered").format(case=own[-1].name, done=done, total=total)
    return Row(said, Button(_("Open"), open_mine.id(own[-1].id)))


@press("mine", reads=True)
def open_mine(ctx: Context, pressed: Pressed) -> Shown:
    """One's own question."""
    return mine.of(pressed.entity)


@press("queue", reads=True)
def show_queue(ctx: Context, pressed: Pressed) -> Message | str:
    """The questions that wait for a department, the most urgent first."""
    found = escalation.waiting_for(ctx.tx, pressed.entity) if escalation.belongs(ctx.tx, ctx.me, pressed.entity) else []
    if not found:
        return _("Nothing waits for your department.")
    return Message(_("Questions that wait"), tuple(queue_rows(ctx, found)))


def queue_rows(ctx: Context, found: list[CaseHere]) -> list[Row]:
    """Questions that wait, a line each with its button."""
    return [
        Row(f"**{case.name}** {Plain(shortened(case.question, 80))}\n{moment(ctx, case.due_at)} · {status_line(ctx, case.id)}",
            Button(_("Open"), open_card.id(case.id)))
        for case in found[:LISTED]
    ]  # fmt: skip


@press("open", reads=True)
def open_card(ctx: Context, pressed: Pressed) -> Beside | str:
    """One question, beside the list."""
    drawn = card(ctx, pressed.entity)
    return Beside(drawn, card.of(pressed.entity)) if drawn else _("This is no longer here.")
