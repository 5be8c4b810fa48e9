"""Leave policies in chat: what counts for each type from which day, with its article; HR sets them."""

from datetime import date

from bots.bot import Asked, Pressed, Reply, command, press, submit
from bots.chat import Beside, Context
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
from core import timeoff
from core.timeoff import RULES, shown
from core.words import N_, _, say_date

MOST_KINDS = 9


class PolicyForm(Form):
    """One number, from a day on."""

    TITLE, SUBMIT = N_("Change a policy"), N_("Change")
    rule = ChoiceField(N_("Rule"), lambda: tuple(Option(rule, _(said)) for rule, (said, _unit) in RULES.items()))
    value = NumberField(N_("Number"), least=-10_000, places=2)
    start = DateField(N_("From"), hint=N_("What was before stays as it was"))
    source = TextField(N_("Where it says so"), required=False, most=200, hint=N_("Agreement, decision or article"))


@command("timeoff policy", "verlof regels", help=("Leave policies", "De verlofregels"), reads=True)
def show_policies(ctx: Context, asked: Asked) -> Message:
    """The types of leave, each with a way to its numbers."""
    kinds = timeoff.kinds(ctx.tx)
    needs = {"approval": _("is decided on"), "notice": _("is told, not asked"), "record": _("is recorded")}
    if kinds == [timeoff.HOLIDAY] and not timeoff.rules_of(ctx.tx, timeoff.HOLIDAY.key).rows:
        start = date(ctx.today.year + 1, 1, 1)
        text = _("No country's rules are in use yet. With the Dutch ones come all types of leave, each number with its "
                 "article, and hours are credited from {day}. This is no legal advice.")  # fmt: skip
        return Message(_("Leave policies"), (
            Text(text.format(day=say_date(start, "d MMMM y"))),
            Actions((Button(_("Use the Dutch rules"), use_dutch.id(start.year), "primary"),)),
        ))  # fmt: skip
    rows: list[Node] = [
        Text("\n".join(f"- **{Plain(one.name)}** · {needs[one.needs]}" for one in kinds)),
        Actions(tuple(Button(one.name[:30], show_kind.id(0, one.key)) for one in kinds[:5])),
    ]
    if len(kinds) > 5:
        rows.append(Actions(tuple(Button(one.name[:30], show_kind.id(0, one.key)) for one in kinds[5:10])))
    return Message(_("Leave policies"), tuple(rows))


@press("use_country")
def use_dutch(ctx: Context, pressed: Pressed) -> Reply:
    """HR puts the Dutch rules to use."""
    new = timeoff.use_country(ctx.tx, ctx.me, date(pressed.entity, 1, 1))
    return _("{n} numbers are in use now. Type /timeoff policy to see or change them.").format(n=new)


@press("policy_kind", reads=True)
def show_kind(ctx: Context, pressed: Pressed) -> Beside:
    """The numbers of one type, with the day they count from and their article."""
    kind = timeoff.kind_of(ctx.tx, pressed.args[0])
    rules = timeoff.rules_of(ctx.tx, kind.key)
    lines = [
        f"- {_(RULES[rule][0])}: **{shown(rule, value)}** · {_('from {day}').format(day=say_date(start, 'd MMM y'))}"
        + (f" · {Plain(source)}" if source else "")
        for rule, rows in rules.rows.items()
        for start, value, source in rows
    ]
    body: list[Node] = [Text("\n".join(lines) or _("No numbers are set."))]
    body.append(Row(_("Not legal advice."), Button(_("Change a number…"), begin.id(0, kind.key))))
    return Beside(Message(kind.name, tuple(body)))


@press("policy_form", reads=True)
def begin(ctx: Context, pressed: Pressed) -> FormNode:
    """The form for one number."""
    return PolicyForm.open(0, pressed.args[0], start=str(ctx.today))


@submit("policy_set", PolicyForm)
def set_policy(ctx: Context, form: PolicyForm) -> Message:
    """From that day on it counts."""
    value = timeoff.stored(form.rule, float(form.value or 0))
    timeoff.set_policy(ctx.tx, ctx.me, form.args[0], form.rule, form.start, value, form.source)
    said = _("{rule}: **{value}** from {day}.").format(
        rule=_(RULES[form.rule][0]), value=shown(form.rule, value), day=say_date(form.start, "d MMM y")
    )
    return Message(_("Changed"), (Text(said),))
