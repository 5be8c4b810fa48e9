"""Leave policies in chat: what counts for each type from which day, with its article; HR sets them."""

from collections.abc import Mapping, Sequence
from typing import Any

from bots.bot import Asked, Pressed, Reply, command, press, submit
from bots.chat import Beside, Context
from bots.timeoff.country import begin_country, used_lines
from bots.ui import (
    Actions,
    Button,
    ChoiceField,
    DateField,
    Form,
    FormNode,
    Message,
    Node,
    NumberField,
    Option,
    Plain,
    Row,
    Text,
    TextField,
)
from core import people, timeoff
from core.people import Role
from core.timeoff import RULES, Kind, shown
from core.words import N_, _, say_date

IN_A_ROW, MOST_ROWS = 5, 3


class PolicyForm(Form):
    """One number, from a day on."""

    TITLE, SUBMIT = N_("Change a policy"), N_("Change")
    rule = ChoiceField(N_("Rule"))
    value = NumberField(N_("Number"), least=-10_000, places=2, required=False,
                        hint=N_("Empty: from that day on the rule says nothing"))  # fmt: skip
    start = DateField(N_("From"), hint=N_("What was before stays as it was"))
    source = TextField(N_("Where it says so"), required=False, most=200, hint=N_("Agreement, decision or article"))

    @classmethod
    def reopen(cls, ctx: Context, entity: int, args: tuple[str, ...], values: Mapping[str, Any]) -> FormNode:
        """The form as it was filled in, with the rules of its type."""
        rules = tuple(Option(rule, _(said)[:75]) for rule, (said, _unit) in timeoff.rules_for(args[0]).items())
        return cls.open(entity, *args, options={"rule": rules}, **values)


@command("timeoff policy", "verlof regels", help=("Leave policies", "De verlofregels"), reads=True)
def show_policies(ctx: Context, asked: Asked) -> Reply:
    """The types of leave, each with a way to its numbers; a type that is named at once."""
    kinds = timeoff.kinds(ctx.tx, ctx.me.id, ctx.today)
    typed = asked.text.strip().casefold()
    if named := [one for one in kinds if typed and typed in (one.key, *(name.casefold() for name in one.names))]:
        return _page(ctx, named[0])
    hr = people.has_role(ctx.tx, ctx.me.id, Role.HR)
    if kinds == [timeoff.HOLIDAY] and not timeoff.rules_at(ctx.tx, timeoff.HOLIDAY.key, ctx.me.location).rows:
        text = _("No country's rules are in use yet. With them come its types of leave, each number with its article, and "
                 "hours are credited from a 1 January that you choose. This is no legal advice.")  # fmt: skip
        button = Button(_("Use a country's rules…"), begin_country.id(), "primary")
        return Message(_("Leave policies"), (Text(text), Actions((button,))))
    rows: list[Node] = [
        *used_lines(ctx),
        Text("\n".join(f"- **{Plain(one.name)}** · {said_needs(one)}" for one in kinds)),
    ]
    rows += choices(kinds)
    if hr:
        more = (
            Button(_("Types of leave…"), "timeoff.types:0"),
            Button(_("Use a country's rules…"), begin_country.id()),
        )
        rows.append(Actions(more))
    return Message(_("Leave policies"), tuple(rows))


def choices(kinds: Sequence[Kind]) -> list[Node]:
    """A button for each type, and how to see those beyond that."""
    most = IN_A_ROW * MOST_ROWS
    buttons = [Button(one.name[:30], show_kind.id(0, one.key)) for one in kinds[:most]]
    rows: list[Node] = [Actions(tuple(buttons[at : at + IN_A_ROW])) for at in range(0, len(buttons), IN_A_ROW)]
    if len(kinds) > most:
        rows.append(Text(_("For the others type /timeoff policy and the name."), small=True))
    return rows


def said_needs(kind: Kind) -> str:
    """How a type is dealt with."""
    return {"approval": _("is decided on"), "notice": _("is told, not asked"), "record": _("is recorded")}[kind.needs]


@press("policy_kind", reads=True)
def show_kind(ctx: Context, pressed: Pressed) -> Beside:
    """The numbers of one type, with the day they count from and their article."""
    return Beside(_page(ctx, timeoff.kind_for(ctx.tx, pressed.args[0], ctx.me.id, ctx.today)))


def _page(ctx: Context, kind: Kind) -> Message:
    """What counts for the reader; for HR also the rules of each location that has its own."""
    body: list[Node] = []
    if people.has_role(ctx.tx, ctx.me.id, Role.HR):
        for place in sorted({"", *timeoff.in_use(ctx.tx, ctx.today)}):
            rules = timeoff.rules_in(ctx.tx, kind.key, place)
            if place and not rules.rows:
                continue
            if place:
                body.append(Text(f"**{Plain(place)}**"))
            body += [_lines(rules), _change(kind, place)]
    else:
        body = [_lines(timeoff.rules_at(ctx.tx, kind.key, ctx.me.location)), _change(kind, "")]
    return Message(kind.name, tuple(body[:12]))


def _lines(rules: timeoff.Rules) -> Text:
    lines = [
        f"- {_(RULES[rule][0])}: **{_('none') if value is None else shown(rule, value)}** · "
        + _("from {day}").format(day=say_date(start, "d MMM y"))
        + (f" · {Plain(source)}" if source else "")
        for rule, rows in rules.rows.items()
        if rule in RULES
        for start, value, source in rows
    ]
    return Text("\n".join(lines) or _("No numbers are set."))


def _change(kind: Kind, place: str) -> Row:
    button = Button(_("Change a number…"), begin.id(0, kind.key, *([place] if place else [])))
    return Row(_("Not legal advice."), button)


@press("policy_form", reads=True)
def begin(ctx: Context, pressed: Pressed) -> FormNode:
    """The form for one number."""
    return PolicyForm.reopen(ctx, 0, pressed.args, {"start": str(ctx.today)})


@submit("policy_set", PolicyForm)
def set_policy(ctx: Context, form: PolicyForm) -> Message:
    """From that day on it counts."""
    value = None if form.value is None else timeoff.stored(form.rule, float(form.value))
    kind, *place = form.args
    timeoff.set_policy(ctx.tx, ctx.me, kind, form.rule, form.start, value, form.source, "".join(place))
    said = _("{rule}: **{value}** from {day}.").format(
        rule=_(RULES[form.rule][0]), value=_("none") if value is None else shown(form.rule, value),
        day=say_date(form.start, "d MMM y"),
    )  # fmt: skip
    return Message(_("Changed"), (Text(said),))
