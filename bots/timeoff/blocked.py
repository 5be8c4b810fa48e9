"""Days on which a team is needed: kept free of leave in one short form, and freed again."""

from bots.bot import Asked, Pressed, Reply, command, press, submit
from bots.chat import Context
from bots.timeoff.drawing import said_days
from bots.ui import (
    Button,
    ChoiceField,
    DateRangeField,
    Form,
    FormNode,
    Message,
    Node,
    Option,
    Plain,
    Row,
    Text,
    TextField,
)
from core import people, timeoff
from core.people import Role
from core.when import Range
from core.words import N_, _

EVERYBODY = "0"


class BlockForm(Form):
    """Which days, for whom, and why."""

    TITLE, SUBMIT = N_("Days without leave"), N_("Keep free")
    when = DateRangeField(N_("When"), hint=N_("First and last day, for example 24 nov - 27 nov"))
    team = ChoiceField(N_("For whom"))
    reason = TextField(N_("Why"), most=200, hint=N_("People read this when they ask for these days"))


def _teams(ctx: Context) -> tuple[Option, ...]:
    """The teams this person may keep days free for."""
    known = {team.id: team.name for team in people.teams(ctx.tx)}
    if people.has_role(ctx.tx, ctx.me.id, Role.HR):
        return (
            Option(EVERYBODY, _("Everybody")),
            *(Option(str(one), name[:75]) for one, name in list(known.items())[:24]),
        )
    led = sorted({one.team_id for one in people.reports(ctx.tx, ctx.me.id) if one.team_id})
    return tuple(Option(str(one), known[one][:75]) for one in led[:25])


@command("timeoff block", "verlof blokkeren", help=("Days without leave", "Dagen zonder verlof"))
def show_blocked(ctx: Context, asked: Asked) -> Reply:
    """What is kept free, with a way to free it, or the form at once when nothing is."""
    teams = _teams(ctx)
    if not teams:
        return _("Only HR, or who leads a team, can keep days free of leave.")
    rows: list[Node] = []
    for option in teams:
        for one in timeoff.blocked_between(
            ctx.tx, int(option.value) or None, ctx.today, ctx.today.replace(year=ctx.today.year + 1)
        ):
            if (one.team_id or 0) == int(option.value) and len(rows) < 7:
                days = said_days(Range(one.first_day, one.last_day))
                rows.append(
                    Row(
                        f"**{days}** · {Plain(option.label)} · {Plain(one.reason)}",
                        Button(_("Free again"), free.id(one.id)),
                    )
                )
    if not rows:
        return _form(ctx)
    return Message(_("Days without leave"), (*rows, Row(_("More days"), Button(_("Keep free…"), begin.id()))))


def _form(ctx: Context) -> FormNode:
    teams = _teams(ctx)
    return BlockForm.open(options={"team": teams}, team=teams[0].value)


@press("block", reads=True)
def begin(ctx: Context, pressed: Pressed) -> Reply:
    """The form."""
    return _form(ctx) if _teams(ctx) else _("Only HR, or who leads a team, can keep days free of leave.")


@submit("blocked", BlockForm)
def block(ctx: Context, form: BlockForm) -> Reply:
    """From now on people are warned, and a yes needs a reason."""
    days = form.when
    timeoff.block_days(ctx.tx, ctx.me, int(form.team) or None, days.first_day, days.last_day, form.reason)
    return Message(_("Days without leave"), (
        Text(_("{days}: people see it when they ask, and a yes needs a reason.").format(days=said_days(days))),))  # fmt: skip


@press("free")
def free(ctx: Context, pressed: Pressed) -> Reply:
    """These days can be asked for again."""
    timeoff.unblock_days(ctx.tx, ctx.me, pressed.entity)
    return _("These days can be asked for again.")
