"""What HR changes about a type of leave: its names, how it is dealt with, its limits, and whether it is on offer."""

from collections.abc import Mapping
from typing import Any

from bots.bot import Pressed, press, submit
from bots.chat import Context
from bots.timeoff.types import needs, page, units
from bots.ui import ChoiceField, DateField, Form, FormNode, Message, NumberField, Option, TextField
from core import people, timeoff
from core.timeoff import shown
from core.words import N_, _

EVERYBODY = "-"
LIMITS = ("most.days", "notice", "eligible")


class ChangeTypeForm(Form):
    """Other names, and from a day on dealt with or taken otherwise."""

    TITLE, SUBMIT = N_("Change a type of leave"), N_("Change")
    name_en = TextField(N_("Name in English"), most=60)
    name_nl = TextField(N_("Name in Dutch"), most=60)
    needs = ChoiceField(N_("How it is dealt with"), needs)
    unit = ChoiceField(N_("Taken in"), units)
    start = DateField(N_("From"), hint=N_("What was asked before stays as it was"))


class LimitsForm(Form):
    """How much, how long before, for whom."""

    TITLE, SUBMIT = N_("Limits of a type"), N_("Set")
    most = NumberField(N_("Most days in 12 months"), required=False, places=1, hint=N_("Empty: no limit"))
    notice = NumberField(N_("Days between asking and the first day"), required=False, hint=N_("Empty: none"))
    eligible = NumberField(
        N_("Days employed before it can be asked"), required=False, hint=N_("Empty: from the first day")
    )
    whom = ChoiceField(N_("For whom"), hint=N_("A team with the teams below it"))
    start = DateField(N_("From"), hint=N_("What was asked before stays as it was"))

    @classmethod
    def reopen(cls, ctx: Context, entity: int, args: tuple[str, ...], values: Mapping[str, Any]) -> FormNode:
        """The form as it was filled in, with the teams there are."""
        teams = [Option(f"team:{one.id}", one.name[:75]) for one in people.teams(ctx.tx)[:24]]
        return cls.open(entity, *args, options={"whom": (Option(EVERYBODY, _("Everybody")), *teams)}, **values)


class RetireForm(Form):
    """The day from which nobody can ask for it."""

    TITLE, SUBMIT = N_("Retire a type"), N_("Retire")
    start = DateField(N_("From"), hint=N_("What was asked or granted stays as it is"))


@press("type_change", reads=True)
def begin_changing(ctx: Context, pressed: Pressed) -> FormNode:
    """The form with what is true today."""
    kind = timeoff.kind_for(ctx.tx, pressed.args[0], ctx.me.id, ctx.today)
    return ChangeTypeForm.open(
        0,
        kind.key,
        name_en=kind.names[0],
        name_nl=kind.names[1],
        needs=kind.needs,
        unit=kind.unit,
        start=str(ctx.today),
    )


@submit("type_changed", ChangeTypeForm)
def change_type(ctx: Context, form: ChangeTypeForm) -> Message:
    """From that day on it is so."""
    names = (form.name_en, form.name_nl)
    timeoff.change_type(ctx.tx, ctx.me, form.args[0], names, form.needs, form.unit, form.start)
    return page(ctx, form.args[0])


@press("type_limits", reads=True)
def begin_limits(ctx: Context, pressed: Pressed) -> FormNode:
    """The form with what counts today."""
    key = pressed.args[0]
    rules = timeoff.rules_in(ctx.tx, key, "")
    now = {rule: "" if (value := rules.on(rule, ctx.today)) is None else shown(rule, value) for rule in LIMITS}
    kind = timeoff.kind_for(ctx.tx, key, ctx.me.id, ctx.today)
    return LimitsForm.reopen(ctx, 0, (key,), {
        "most": now["most.days"], "notice": now["notice"], "eligible": now["eligible"], "whom": kind.whom or EVERYBODY,
        "start": str(ctx.today),
    })  # fmt: skip


@submit("type_limited", LimitsForm)
def limit_type(ctx: Context, form: LimitsForm) -> Message:
    """From that day on these count."""
    typed = dict(zip(LIMITS, (form.most, form.notice, form.eligible), strict=True))
    numbers = {rule: None if some is None else timeoff.stored(rule, float(some)) for rule, some in typed.items()}
    whom = "" if form.whom == EVERYBODY else form.whom
    timeoff.limit_type(ctx.tx, ctx.me, form.args[0], numbers, whom, form.start)
    return page(ctx, form.args[0])


@press("type_retire", reads=True)
def begin_retiring(ctx: Context, pressed: Pressed) -> FormNode:
    """From when."""
    return RetireForm.open(0, pressed.args[0], start=str(ctx.today))


@submit("type_retired", RetireForm)
def retire_type(ctx: Context, form: RetireForm) -> Message:
    """From that day on nobody can ask for it."""
    timeoff.retire_type(ctx.tx, ctx.me, form.args[0], form.start)
    return page(ctx, form.args[0])


@press("type_again")
def offer_again(ctx: Context, pressed: Pressed) -> Message:
    """People can ask for it again."""
    timeoff.offer_again(ctx.tx, ctx.me, pressed.args[0])
    return page(ctx, pressed.args[0])
