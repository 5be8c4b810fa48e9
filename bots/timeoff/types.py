"""The types of leave in chat: HR adds one of the company's own, changes it from a day on, or retires it."""

from typing import Any

from bots.bot import Asked, Pressed, Reply, command, press, submit
from bots.chat import Beside, Context
from bots.timeoff.policy import said_needs
from bots.ui import (
    Actions,
    Button,
    ChoiceField,
    Fields,
    Form,
    FormNode,
    Message,
    Node,
    Option,
    Plain,
    Text,
    TextField,
)
from core import people, timeoff
from core.timeoff import Kind, NewType, shown
from core.words import N_, _, say_date

MOST, IN_A_ROW = 15, 5


def needs() -> tuple[Option, ...]:
    """How a type is dealt with."""
    said = {
        "approval": _("Somebody decides"),
        "notice": _("People tell it, nobody decides"),
        "record": _("HR records it"),
    }
    return tuple(Option(key, text) for key, text in said.items())


def _takes() -> tuple[Option, ...]:
    """What it takes: which hours of the balance, or none and whether it is paid."""
    said = {
        "paid": _("No hours of the balance, paid"), "unpaid": _("No hours of the balance, not paid"),
        "all": _("Hours of the balance, as holiday"), "extra": _("Extra hours only"), "lieu": _("Time in lieu only"),
    }  # fmt: skip
    return tuple(Option(key, text) for key, text in said.items())


def units() -> tuple[Option, ...]:
    """In what a type is taken."""
    said = {"hours": _("Hours, half or whole days"), "halves": _("Half or whole days"), "days": _("Whole days")}
    return tuple(Option(key, text) for key, text in said.items())


class TypeForm(Form):
    """A type of leave of the company's own."""

    TITLE, SUBMIT = N_("A type of leave"), N_("Add")
    name_en = TextField(N_("Name in English"), most=60)
    name_nl = TextField(N_("Name in Dutch"), most=60)
    needs = ChoiceField(N_("How it is dealt with"), needs)
    takes = ChoiceField(
        N_("What it takes"), _takes, hint=N_("This stays as it is: for something else add another type")
    )
    unit = ChoiceField(N_("Taken in"), units)


@command("timeoff types", "verlof soorten", help=("Types of leave", "Soorten verlof"), may=("hr",), reads=True)
def show_types(ctx: Context, asked: Asked) -> Reply:
    """For HR: every type with a way to its page, and a new one."""
    return _overview(ctx)


@press("types", reads=True)
def open_types(ctx: Context, pressed: Pressed) -> Beside:
    """The same from a button."""
    return Beside(_overview(ctx))


def _overview(ctx: Context) -> Message:
    known = timeoff.every_type(ctx.tx, ctx.me)
    lines = [f"- **{Plain(kind.name)}** · {said_needs(kind)} · {_said_takes(kind)}{_retires(ctx, kind, end)}"
             for kind, end in known]  # fmt: skip
    buttons = [
        Button(kind.name[:30], show_type.id(0, kind.key)) for kind, _end in known if kind.pack or kind.key != "holiday"
    ]
    # The company's own first: those are what HR changes.
    own = {kind.key for kind, _end in known if not kind.pack}
    buttons.sort(key=lambda one: one.id.rpartition(":")[2] not in own)
    rows: list[Node] = [Text("\n".join(lines))]
    rows += [Actions(tuple(buttons[at : at + IN_A_ROW])) for at in range(0, min(len(buttons), MOST), IN_A_ROW)]
    rows.append(Actions((Button(_("Add a type…"), begin_adding.id(), "primary"),)))
    return Message(_("Types of leave"), tuple(rows))


def _said_takes(kind: Kind) -> str:
    if kind.draws:
        return {
            "all": _("takes hours of the balance"),
            "extra": _("takes extra hours"),
            "lieu": _("takes time in lieu"),
        }[kind.draws]
    return _("paid") if kind.paid else _("not paid")


def _takes_in_full(kind: Kind) -> str:
    if kind.draws:
        return _said_takes(kind)
    return _("No hours of the balance, paid") if kind.paid else _("No hours of the balance, not paid")


def _retires(ctx: Context, kind: Kind, end: Any) -> str:
    if end is None:
        return ""
    said = _("on offer until {day}") if end > ctx.today else _("not on offer since {day}")
    return " · " + said.format(day=say_date(end, "d MMM y"))


@press("type", reads=True)
def show_type(ctx: Context, pressed: Pressed) -> Beside:
    """One type."""
    return Beside(page(ctx, pressed.args[0]))


def page(ctx: Context, key: str, title: str = "") -> Message:
    """What is true of a type today, what is planned, and what HR can do about it."""
    found = {kind.key: (kind, end) for kind, end in timeoff.every_type(ctx.tx, ctx.me)}
    kind, end = found.get(key) or (timeoff.kind_of(ctx.tx, key), None)
    rules = timeoff.rules_in(ctx.tx, key, "")
    sort, _sep, number = kind.whom.partition(":")
    team = people.team(ctx.tx, int(number)) if sort else None
    taken_in = {one.value: one.label for one in units()}
    pairs = [(_("Names"), " · ".join(kind.names)), (_("How it is dealt with"), said_needs(kind)),
             (_("What it takes"), _takes_in_full(kind)), (_("Taken in"), taken_in[kind.unit]),
             (_("For whom"), team.name if team else _("Everybody"))]  # fmt: skip
    said = {"most.days": _("Most days in 12 months"), "most": _("Most in its term, in working weeks"),
            "notice": _("Days between asking and the first day"),
            "eligible": _("Days employed before it can be asked")}  # fmt: skip
    pairs += [(said[rule], shown(rule, value)) for rule in said if (value := rules.on(rule, ctx.today)) is not None]
    body: list[Node] = [Fields(tuple(pairs))]
    body += [
        Text(_("More is planned from {day}.").format(day=say_date(day, "d MMM y")), small=True)
        for day in sorted({row[0] for rows in rules.rows.values() for row in rows if row[0] > ctx.today})[:3]
    ]
    if end:
        body.append(Text(_retires(ctx, kind, end).removeprefix(" · ")))
    buttons = [
        Button(_("Change…"), f"timeoff.type_change:0:{key}"),
        Button(_("Limits…"), f"timeoff.type_limits:0:{key}"),
    ]
    if end and end <= ctx.today:
        buttons.append(Button(_("Offer again"), f"timeoff.type_again:0:{key}"))
    else:
        buttons.append(Button(_("Retire…"), f"timeoff.type_retire:0:{key}", "danger"))
    if kind.needs == "record" and kind.offered:
        buttons.append(Button(_("Record for somebody…"), f"timeoff.type_record:0:{key}"))
    return Message(
        title or kind.name, (*body, Actions(tuple(buttons)) if key != "sick" else Text(_("It stays as it is.")))
    )


@press("type_add", reads=True)
def begin_adding(ctx: Context, pressed: Pressed) -> FormNode:
    """The form for a new one."""
    return TypeForm.open(needs="approval", takes="paid", unit="hours")


@submit("type_added", TypeForm)
def add_type(ctx: Context, form: TypeForm) -> Message:
    """From today on people can ask for it."""
    draws, paid = ("", form.takes == "paid") if form.takes in ("paid", "unpaid") else (form.takes, True)
    key = timeoff.add_type(ctx.tx, ctx.me, NewType(form.name_en, form.name_nl, form.needs, draws, paid, form.unit))
    name = timeoff.kind_of(ctx.tx, key).name
    return page(ctx, key, _("{name} is on offer from today").format(name=name))
