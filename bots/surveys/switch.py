"""`/pulse moments`: what is asked at dates of one's own, when, who reads it, and for HR the switch of each."""

from bots.bot import Asked, Pressed, Reply, command, press
from bots.chat import Context
from bots.surveys.drawing import promise_of
from bots.surveys.result import show
from bots.surveys.wording import listed as words_of
from bots.surveys.wording import now
from bots.ui import Actions, Button, Fields, Message, Node, Option, Plain, Row, Select, Text
from core import privacy, surveys
from core.surveys import AHEAD, EXIT, MOMENT_KINDS, MOMENTS, MONTHS, NEWCOMER, STAY
from core.words import N_, _, ngettext, say_date

KINDS = tuple(MOMENT_KINDS)
NAMES = {NEWCOMER: N_("Newcomers"), STAY: N_("Another year here"), EXIT: N_("Before leaving")}
PERIODS = {6: N_("Half a year of answers at a time"), 3: N_("A quarter of answers at a time")}


@command("pulse moments", "puls momenten", reads=True,
         help=("Questions for newcomers, each year, before leaving", "Vragen bij begin, jubileum en vertrek"))  # fmt: skip
def moments(ctx: Context, asked: Asked) -> Message:
    """The three, and which are on; everybody may look."""
    return _all(ctx)


@press("moments", reads=True)
def back(ctx: Context, pressed: Pressed) -> Message:
    """All three again."""
    return _all(ctx)


def _all(ctx: Context) -> Message:
    on = {one.kind for one in surveys.switched_on(ctx.tx)}
    rows: list[Node] = [
        Row(f"**{_(name)}** · {_('on') if kind in on else _('off')}\n{_when(ctx, kind)}",
            Button(_("Look at it"), look.id(KINDS.index(kind))))
        for kind, name in NAMES.items()
    ]  # fmt: skip
    rows.append(Text(_("Asked in private, four questions each. Never anonymous: a date of one's own tells who it is."),
                     small=True))  # fmt: skip
    return Message(_("Questions at a date of one's own"), tuple(rows))


def _when(ctx: Context, kind: str) -> str:
    if kind == NEWCOMER:
        return _("30, 60 and 90 days after the first day")
    if kind == STAY:
        return _("once a year, on the date of the first day; not for who leaves")
    days = next((one.ahead for one in surveys.switched_on(ctx.tx, kind)), AHEAD[0])
    return ngettext("{n} working day before the last day", "{n} working days before the last day", days).format(n=days)


@press("moment", reads=True)
def look(ctx: Context, pressed: Pressed) -> Message:
    """One of them in full."""
    return _one(ctx, pressed.entity)


def _one(ctx: Context, number: int) -> Message:
    kind = KINDS[number] if 0 <= number < len(KINDS) else KINDS[0]
    number = KINDS.index(kind)
    on = next(iter(surveys.switched_on(ctx.tx, kind)), None)
    body: list[Node] = []
    for choice in MOMENT_KINDS[kind]:
        lines = [f"{n}. {Plain(now(ctx, one))}" for n, one in enumerate(surveys.drawn(choice, 0), 1)]
        several = [f"**{_(MOMENTS[choice])}**"] if len(MOMENT_KINDS[kind]) > 1 else []
        body.append(Text("\n".join([*several, *lines])))
    months = on.months if on else MONTHS[0]
    body.append(Fields((
        (_("When"), _when(ctx, kind)),
        (_("Open for"), _("until the last day") if kind == EXIT else _("two weeks")),
        (_("Results"), _(PERIODS[months])),
        (_("Since"), say_date(on.started_at.date()) if on else _("off")),
    )))  # fmt: skip
    body += [Text(promise_of("confidential"), small=True), Text(_who_reads(), small=True)]
    return Message(_(NAMES[kind]), (*body, *_ways(ctx, kind, number)))


def _who_reads() -> str:
    return _(
        "Nobody is shown a single answer. Sums of {n} people or more are read by HR and others who run pulses, and "
        "by who was asked once they are shared. With fewer they wait, and no two results share an answer."
    ).format(n=privacy.MINIMUM)  # fmt: skip


def _ways(ctx: Context, kind: str, number: int) -> list[Node]:
    """The switches, for who may; the results there are, for who may see them all."""
    ways: list[Node] = []
    on = bool(surveys.switched_on(ctx.tx, kind))
    buttons = []
    if surveys.may_ask_all(ctx.tx, ctx.me):
        ways += [Row(f"**{_(MOMENTS[choice])}**", Button(_("The result"), show.id(found)))
                 for choice, found in surveys.pooled(ctx.tx, kind).items()]  # fmt: skip
    if surveys.may_switch(ctx.tx, ctx.me):
        switch = (
            Button(_("Switch off"), off.id(number)) if on else Button(_("Switch on"), switch_on.id(number), "primary")
        )
        buttons += [switch, Button(_("The words…"), words_of.id(number))]
        if on:
            options = tuple(Option(str(one), _(PERIODS[one])) for one in MONTHS)
            ways.append(Actions((Select(period.id(number), _("Change the period"), options),)))
        if on and kind == EXIT:
            days = tuple(Option(str(n), ngettext("{n} working day before the last day",
                                                 "{n} working days before the last day", n).format(n=n))
                         for n in sorted(AHEAD))  # fmt: skip
            ways.append(Actions((Select(ahead.id(number), _("Change when"), days),)))
    buttons.append(Button(_("Back"), back.id()))
    return [*ways, Actions(tuple(buttons))]


@press("switch_on")
def switch_on(ctx: Context, pressed: Pressed) -> Reply:
    """From today on."""
    surveys.switch_on(ctx.tx, ctx.me, _kind(pressed))
    return _one(ctx, pressed.entity)


@press("switch_off")
def off(ctx: Context, pressed: Pressed) -> Reply:
    """Nobody new is asked."""
    surveys.switch_off(ctx.tx, ctx.me, _kind(pressed))
    return _one(ctx, pressed.entity)


@press("period")
def period(ctx: Context, pressed: Pressed) -> Reply:
    """How long answers come together at least."""
    surveys.choose_months(ctx.tx, ctx.me, _kind(pressed), _number(pressed))
    return _one(ctx, pressed.entity)


@press("ahead")
def ahead(ctx: Context, pressed: Pressed) -> Reply:
    """How long before the last day."""
    surveys.choose_ahead(ctx.tx, ctx.me, _number(pressed))
    return _one(ctx, pressed.entity)


def _kind(pressed: Pressed) -> str:
    return KINDS[pressed.entity] if 0 <= pressed.entity < len(KINDS) else ""


def _number(pressed: Pressed) -> int:
    return int(pressed.value) if pressed.value.isascii() and pressed.value.isdecimal() else 0
