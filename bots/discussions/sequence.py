"""Writing the steps for newcomers in chat: for whom, which steps, on which day, who does them; ours as a start."""

from collections.abc import Mapping
from typing import Any

from bots.bot import Pressed, Reply, press, submit
from bots.chat import Beside, Context
from bots.ui import (
    Actions,
    Button,
    Form,
    FormNode,
    LookupField,
    Message,
    Node,
    Option,
    Plain,
    Row,
    Select,
    Text,
    TextField,
    clean,
    shortened,
)
from core import discussions, people
from core.discussions import SequenceHere, StepHere
from core.people import Role
from core.words import N_, _, ngettext

MOST, SHOWN = 25, 4
WHO = {
    discussions.NEWCOMER: N_("The newcomer"), discussions.MANAGER: N_("Their manager"), discussions.BUDDY: N_("Their buddy"),
    f"role:{Role.HR}": N_("HR"), f"role:{Role.ADMIN}": N_("The admins"),
    f"role:{Role.COMMUNITY}": N_("Community managers"),
}  # fmt: skip


def named_option(value: str, name: str) -> Option:
    """An option that shows what people typed."""
    return Option(value, clean(name, one_line=True, most=75))


def find_audience(ctx: Context, partial: str) -> tuple[Option, ...]:
    """For whom this person may write steps: everybody, teams and groups for HR; else the teams of one's own people."""
    own, hr = discussions.leads_teams(ctx.tx, ctx.me), people.has_role(ctx.tx, ctx.me.id, Role.HR)
    found = [named_option(discussions.EVERYBODY, _("Everybody"))] if hr else []
    found += [named_option(f"team:{one.id}", one.name) for one in people.teams(ctx.tx) if hr or one.id in own]
    found += [named_option(f"segment:{one.id}", one.name) for one in people.segments(ctx.tx)] if hr else []
    return tuple(one for one in found if partial.casefold() in one.label.casefold())[:MOST]


def say_name(one: SequenceHere) -> str:
    """What it is called."""
    return one.name or _("The first year")


def say_audience(ctx: Context, audience: str) -> str:
    """For whom it is."""
    kind, _colon, number = audience.partition(":")
    if kind == "team":
        team = people.team(ctx.tx, int(number))
        return team.name if team else "?"
    if kind == "segment":
        return next((one.name for one in people.segments(ctx.tx) if one.id == int(number)), "?")
    return _("everybody")


def say_who(ctx: Context, step: StepHere) -> str:
    """Who does it, in general."""
    if step.who != discussions.PERSON:
        return _(WHO[step.who])
    return (
        people.names(ctx.tx, [step.person_id]).get(step.person_id, "") if step.person_id else _(WHO[f"role:{Role.HR}"])
    )


def say_day(day: int) -> str:
    """On which day, counted from the first one."""
    if day < 0:
        return ngettext("{n} day before", "{n} days before", -day).format(n=-day)
    return ngettext("{n} day after", "{n} days after", day).format(n=day) if day else _("the first day")


def sequence_rows(ctx: Context) -> list[Node]:
    """The sequences this person may write, and the way to another one."""
    mine = discussions.sequences(ctx.tx, ctx.me)
    if not mine and not find_audience(ctx, ""):
        return []
    body: list[Node] = []
    for one in mine[:SHOWN]:
        steps = len(discussions.steps_of(ctx.tx, one.id))
        said = ngettext(
            "**{name}** for {whom}: {n} step", "**{name}** for {whom}: {n} steps", steps
        ).format(name=Plain(say_name(one)), whom=Plain(say_audience(ctx, one.audience)), n=steps)  # fmt: skip
        body.append(Row(said if one.is_on else f"{said} ({_('off')})", Button(_("Open"), look.id(one.id))))
    buttons = [Button(_("Write steps…"), sequence_form.id())]
    if people.has_role(ctx.tx, ctx.me.id, Role.HR) and all(one.name for one in mine):
        buttons.insert(0, Button(_("Begin with our steps"), begin.id(), "plain" if mine else "primary"))
    return [*body, Actions(tuple(buttons))]


def sequence_page(ctx: Context, number: int) -> Message:
    """Every step of it, and how to change them."""
    one = discussions.sequence(ctx.tx, ctx.me, number)
    steps = discussions.steps_of(ctx.tx, number)
    by_id = {step.id: step for step in steps}
    lines = []
    for step in steps:
        after = by_id.get(step.after_id or 0)
        waits = " " + _("(once this is done: {step})").format(step=Plain(shortened(after.said(), 25))) if after else ""
        words = Plain(shortened(step.said(), 60 if len(steps) > 12 else 120))
        lines.append(f"- {say_day(step.day)} · {Plain(shortened(say_who(ctx, step), 25))}: {words}{waits}")
    said = _("For everybody who starts, counted from the first day.")
    if one.audience != discussions.EVERYBODY:
        said = _("For who starts in {whom}, counted from the first day.").format(
            whom=Plain(say_audience(ctx, one.audience))
        )
    body: list[Node] = [Text(said if one.is_on else f"{said} {_('Switched off: no step comes.')}")]
    body += _parts(lines) or [Text(_("There is no step yet."))]
    if steps:
        options = tuple(named_option(str(step.id), f"{say_day(step.day)}: {step.said()}") for step in steps)
        body.append(Actions((Select(f"discussions.step_picked:{number}", _("Change a step"), options),)))
    buttons = [Button(_("Change…"), sequence_form.id(number)),
               Button(_("Switch off") if one.is_on else _("Switch on"), switch.id(number, int(not one.is_on)))]  # fmt: skip
    if len(steps) < MOST - 1:
        buttons.insert(0, Button(_("Add a step…"), f"discussions.step_form:{number}", "plain" if steps else "primary"))
    return Message(clean(say_name(one), one_line=True, most=100), (*body, Actions(tuple(buttons))))


def _parts(lines: list[str], most: int = 12) -> list[Node]:
    """So many lines to a text: all of them together could be longer than a platform takes."""
    return [Text("\n".join(lines[at : at + most])) for at in range(0, len(lines), most)]


@press("sequence", reads=True)
def look(ctx: Context, pressed: Pressed) -> Beside:
    """One sequence."""
    return Beside(sequence_page(ctx, pressed.entity))


@press("sequence_ours")
def begin(ctx: Context, pressed: Pressed) -> Beside:
    """Ours, from now on; each step can be changed."""
    return Beside(sequence_page(ctx, discussions.begin_with_ours(ctx.tx, ctx.me)))


@press("sequence_switch")
def switch(ctx: Context, pressed: Pressed) -> Message:
    """On or off, from now on."""
    discussions.switch_sequence(ctx.tx, ctx.me, pressed.entity, pressed.args[:1] == ("1",))
    return sequence_page(ctx, pressed.entity)


class SequenceForm(Form):
    """What the steps are called, and for whom they are."""

    TITLE, SUBMIT = N_("Steps for newcomers"), N_("Save")
    name = TextField(N_("What they are called"), most=discussions.LONGEST_SEQUENCE)
    audience = LookupField(N_("For whom"), find_audience, hint=N_("Everybody, a team with those below it, or a group"))

    @classmethod
    def reopen(cls, ctx: Context, entity: int, args: tuple[str, ...], values: Mapping[str, Any]) -> FormNode:
        """The form as it is now."""
        known = next((one for one in discussions.sequences(ctx.tx, ctx.me) if one.id == entity), None)
        wanted = known.audience if known else ""
        options = find_audience(ctx, "")
        chosen = next((one for one in options if one.value == wanted), options[0] if options else None)
        given = {"name": say_name(known)} if known else {}
        return cls.open(entity, options={"audience": (chosen,) if chosen else ()}, **{**given, **values})


@press("sequence_form", reads=True)
def sequence_form(ctx: Context, pressed: Pressed) -> FormNode:
    """The form; the rule checks who sends it."""
    return SequenceForm.reopen(ctx, pressed.entity, (), {})


@submit("sequence_written", SequenceForm)
def write(ctx: Context, form: SequenceForm) -> Reply:
    """It is there; the next thing is its steps."""
    number = discussions.write_sequence(ctx.tx, ctx.me, form.entity, form.name, form.audience)
    shown = sequence_page(ctx, number)
    return shown if form.entity else Beside(shown)
