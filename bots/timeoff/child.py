"""Leave for a child: a date of birth told in one field, and what it gives of each type, line by line."""

from bots.bot import Asked, Pressed, Reply, command, press, submit
from bots.chat import Context
from bots.ui import Actions, Button, DateField, Form, FormNode, Message, Node, Row, Text
from core import timeoff
from core.timeoff import Kind, Share
from core.words import N_, _, say_date

MOST = 6


class ChildForm(Form):
    """When the child was born; nothing else is asked."""

    TITLE, SUBMIT = N_("Leave for a child"), N_("Count from it")
    born = DateField(N_("Date of birth"), hint=N_("Only the date is kept, for example 3 nov 2026"))


@command("timeoff child", "verlof kind", help=("Leave for a child", "Verlof voor een kind"))
def show_children(ctx: Context, asked: Asked) -> Reply:
    """What is left for each child, or the form at once when none is known."""
    if not _kinds(ctx):
        return _("Leave is not counted for each child here. Ask HR which rules are in use.")
    if not timeoff.children(ctx.tx, ctx.me.id):
        return ChildForm.open()
    return _overview(ctx)


def _kinds(ctx: Context) -> list[Kind]:
    known = timeoff.kinds(ctx.tx, ctx.me.id, ctx.today)
    return [one for one in known if timeoff.rules_at(ctx.tx, one.key, ctx.me.location).per_child]


def _overview(ctx: Context) -> Message:
    known = timeoff.children(ctx.tx, ctx.me.id)
    shares = [(kind, timeoff.child_shares(ctx.tx, ctx.me, kind)) for kind in _kinds(ctx)]
    body: list[Node] = []
    for child in known[-MOST:]:
        born = _("Born **{day}**").format(day=say_date(child.born_on, "d MMM y"))
        body.append(Row(born, Button(_("Take this date away"), drop.id(child.id))))
        lines = []
        for kind, found in shares:
            mine = next((one for one in found if one.born_on == child.born_on and one.last >= ctx.today), None)
            if mine:
                # Twins have a share each: one that is told is not told again.
                found.remove(mine)
                lines.append(_line(ctx, kind, mine))
        body.append(Text("\n".join(lines) or _("The time for leave is over."), small=not lines))
    more = (Button(_("Another child…"), begin.id()), Button(_("Ask for time off…"), "timeoff.form:0", "primary"))
    return Message(_("Leave for a child"), (*body, Actions(more)), sensitive=True)


def _line(ctx: Context, kind: Kind, share: Share) -> str:
    said = _("- {leave}: **{left}** of {all} hours left · until {day}").format(
        leave=kind.name, left=timeoff.hours(share.left), all=timeoff.hours(share.minutes),
        day=say_date(share.last, "d MMM y"),
    )  # fmt: skip
    if share.paid_last and (paid := share.paid_left(ctx.today)):
        said += " · " + _("{n} hours of it paid, until {day}").format(
            n=timeoff.hours(paid), day=say_date(share.paid_last, "d MMM y")
        )
    return said


@press("child", reads=True)
def begin(ctx: Context, pressed: Pressed) -> FormNode:
    """The form."""
    return ChildForm.open()


@submit("child_born", ChildForm)
def add_child(ctx: Context, form: ChildForm) -> Message:
    """From now on leave is counted from this date."""
    timeoff.add_child(ctx.tx, ctx.me, form.born)
    return _overview(ctx)


@press("child_drop")
def drop(ctx: Context, pressed: Pressed) -> Message:
    """The date is known no more."""
    timeoff.drop_child(ctx.tx, ctx.me, pressed.entity)
    return _overview(ctx)
