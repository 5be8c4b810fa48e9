"""The working week in chat: one's own to look at, somebody's to change for HR, from a day on."""

from datetime import date

from bots.bot import Asked, Pressed, Reply, command, press, submit
from bots.chat import Context
from bots.timeoff.drawing import amount
from bots.ui import Actions, Button, DateField, Form, FormNode, Message, Node, PersonField, Text, TextField
from core import people, timeoff
from core.calendar import WorkPattern
from core.people import Role
from core.words import N_, _, say_date, say_number


class ContractForm(Form):
    """Whose, from when, which hours."""

    TITLE, SUBMIT = N_("Working week"), N_("Change")
    person = PersonField(N_("Whose"))
    start = DateField(N_("From"), hint=N_("Leave from that day on is costed anew, and the balance follows"))
    week = TextField(N_("Hours of each day, from Monday on"), most=200,
                     hint=N_("For example 8 8 8 8 0. Weeks that take turns: 8 8 8 8 8 / 8 8 8 8 0"))  # fmt: skip


@command("timeoff hours", "verlof werkweek", help=("Your working week", "Je werkweek"), reads=True)
def show_contract(ctx: Context, asked: Asked) -> Message:
    """What leave is costed with; HR can change somebody's."""
    known = timeoff.contract_of(ctx.tx, ctx.me, ctx.today)
    body: list[Node] = [Text(_said(known))] if known else [Text(_("You have not started yet."))]
    if people.has_role(ctx.tx, ctx.me.id, Role.HR):
        body.append(Actions((Button(_("Change somebody's…"), begin.id()),)))
    else:
        body.append(Text(_("Not right? Ask HR to change it."), small=True))
    return Message(_("Your working week"), tuple(body), sensitive=True)


def _said(known: WorkPattern) -> str:
    lines = [_("{n} a week on average").format(n=amount(known.weekly)) if known.more else
             _("{n} a week").format(n=amount(known.weekly))]  # fmt: skip
    for week in (known.minutes, *known.more):
        lines.append("- " + " · ".join(_day(at, some) for at, some in enumerate(week) if some))
    if known.assumed:
        lines.append(_("Nobody told Townhall on which days: this is a guess, evenly from Monday to Friday."))
    elif known.valid_from:
        lines.append(_("Since {day}").format(day=say_date(known.valid_from, "d MMM y")))
    return "\n".join(lines)


def _day(weekday: int, minutes: int) -> str:
    return f"{say_date(date(2026, 11, 23 + weekday), 'EEE')} {say_number(minutes / 60, 2)}"


@press("contract", reads=True)
def begin(ctx: Context, pressed: Pressed) -> FormNode:
    """The form."""
    return ContractForm.open(start=str(ctx.today))


@submit("contract_set", ContractForm)
def set_contract(ctx: Context, form: ContractForm) -> Reply:
    """From that day on leave, balance and occupancy follow."""
    timeoff.set_contract(ctx.tx, ctx.me, form.person, form.start, form.week)
    name = people.get(ctx.tx, form.person).name
    said = _("{name}: another working week from {day}").format(name=name, day=say_date(form.start, "d MMM y"))
    text = _("Leave from that day on is costed anew, and what is credited follows with a line of its own.")
    return Message(said, (Text(text),), "good", sensitive=True)
