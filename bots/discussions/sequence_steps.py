"""Writing one step of a sequence in chat: add it, change it, take it away."""

from collections.abc import Mapping
from typing import Any

from bots.bot import Pressed, Reply, press, submit
from bots.chat import Context
from bots.discussions.sequence import MOST, WHO, named_option, say_day, say_who, sequence_page
from bots.ui import (
    Actions,
    Button,
    ChoiceField,
    Form,
    FormNode,
    LookupField,
    Message,
    NumberField,
    Option,
    Plain,
    Text,
    TextField,
    shortened,
)
from core import discussions, people
from core.words import N_, _


def find_doer(ctx: Context, partial: str) -> tuple[Option, ...]:
    """Who can do a step: somebody by what they are for the newcomer, by their role, or one colleague."""
    found = [Option(value, _(label)) for value, label in WHO.items()]
    found += (
        [named_option(f"{discussions.PERSON}:{one.id}", one.name) for one in people.everybody(ctx.tx)]
        if partial
        else []
    )
    return tuple(one for one in found if partial.casefold() in one.label.casefold())[:MOST]


class StepForm(Form):
    """A step: what, on which day, by whom, and what must be done before."""

    TITLE, SUBMIT = N_("A step"), N_("Save")
    words = TextField(N_("What is to be done"), most=discussions.LONGEST_STEP_WORDS)
    day = NumberField(N_("On which day"), least=discussions.FIRST_STEP, most=discussions.LAST_STEP,
                      hint=N_("0 is the first day, -3 three days before, 30 a month after"))  # fmt: skip
    who = LookupField(N_("Who does it"), find_doer, hint=N_("Type a name for one colleague"))
    after = ChoiceField(N_("Only once this is done"))

    @classmethod
    def reopen(cls, ctx: Context, entity: int, args: tuple[str, ...], values: Mapping[str, Any]) -> FormNode:
        """The form for a new step of this sequence, or with the step as it is (its number stands behind)."""
        step = int(args[0]) if args and args[0].isdecimal() else 0
        steps = discussions.steps_of(ctx.tx, entity)
        known = next((one for one in steps if one.id == step), None)
        doer = (f"{known.who}:{known.person_id}" if known.person_id else known.who) if known else discussions.NEWCOMER
        label = say_who(ctx, known) if known else _(WHO[discussions.NEWCOMER])
        others = [named_option(str(one.id), one.said()) for one in steps if one.id != step]
        after = (Option("none", _("It comes on its day")), *others[: MOST - 1])
        given = {"words": known.said() if known else "", "day": str(known.day if known else 0)}
        given["after"] = str(known.after_id or "none") if known else "none"
        options = {"who": (named_option(doer, label),), "after": after}
        return cls.open(entity, step, options=options, **{**given, **values})


@press("step_form", reads=True)
def step_form(ctx: Context, pressed: Pressed) -> FormNode:
    """The form; the rule checks who sends it."""
    return StepForm.reopen(ctx, pressed.entity, pressed.args, {})


@submit("step_written", StepForm)
def save_step(ctx: Context, form: StepForm) -> Message:
    """It comes to whoever starts from now on, and to who is here already if its day is still ahead."""
    step = int(form.args[0]) if form.args and form.args[0].isdecimal() else 0
    after = int(form.after) if form.after.isdecimal() else None
    discussions.put_step(ctx.tx, ctx.me, form.entity, step, form.words, int(form.day or 0), form.who, after)
    return sequence_page(ctx, form.entity)


@press("step_picked", reads=True)
def pick(ctx: Context, pressed: Pressed) -> Reply:
    """One step: change it, or take it away."""
    steps = discussions.steps_of(ctx.tx, pressed.entity)
    step = next((one for one in steps if str(one.id) == pressed.value), None)
    if step is None:
        return sequence_page(ctx, pressed.entity)
    said = Text(f"{say_day(step.day)} · {Plain(shortened(say_who(ctx, step), 40))}: {Plain(step.said())}")
    return Message(_("A step"), (said, Actions((
        Button(_("Change…"), step_form.id(pressed.entity, step.id), "primary"), Button(_("Take it away"), drop.id(step.id)),
        Button(_("Back"), back.id(pressed.entity)),
    ))))  # fmt: skip


@press("step_dropped")
def drop(ctx: Context, pressed: Pressed) -> Message:
    """Away, also where it came already."""
    return sequence_page(ctx, discussions.drop_step(ctx.tx, ctx.me, pressed.entity))


@press("sequence_back", reads=True)
def back(ctx: Context, pressed: Pressed) -> Message:
    """All steps again."""
    return sequence_page(ctx, pressed.entity)
