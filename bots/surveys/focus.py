"""You said, we do: from a result to one promise with an owner and a day, shown again when people are asked the next time."""

from datetime import timedelta

from bots.bot import Pressed, Reply, press, submit
from bots.chat import Beside, Context
from bots.ui import (
    Actions,
    Button,
    DateField,
    Form,
    FormNode,
    Message,
    Node,
    PersonField,
    Plain,
    Text,
    TextField,
    shortened,
)
from core import people, promises, surveys
from core.errors import NotAllowed
from core.promises import Given, Status
from core.surveys import Opened
from core.words import N_, _, say_date

MOST, SINCE = 3, timedelta(days=200)


class FocusForm(Form):
    """What will be done about it, by when, by whom."""

    TITLE, SUBMIT = N_("One focus"), N_("Promise")
    words = TextField(N_("What will be done"), most=promises.LONGEST_WORDS,
                      hint=N_("One thing people will notice. Everybody can read it."))  # fmt: skip
    due_on = DateField(N_("By when"), hint=N_("For example 4 dec"))
    owner = PersonField(N_("Who does it"), required=False, hint=N_("Leave empty: you do"))


@press("focus", reads=True)
def choose_focus(ctx: Context, pressed: Pressed) -> FormNode:
    """What will be done about this result."""
    return FocusForm.open(pressed.entity)


@submit("focused", FocusForm)
def promise_it(ctx: Context, form: FocusForm) -> Reply:
    """It stands in the public list, and under the result."""
    asked = surveys.find(ctx.tx, form.entity)
    if asked.closed_at is None or not surveys.may_share(ctx.tx, ctx.me, asked):
        raise NotAllowed(_("This is for who asked these questions, or leads these people."))
    promises.make(
        ctx.tx, ctx.me, form.owner or ctx.me.id, form.words, form.due_on, f"survey:{asked.id}", view="surveys.result",
        audience=_whom(asked),
    )  # fmt: skip
    words = _("It stands in /promises and under the result. People see what became of it when you ask them next.")
    again = Button(_("Another focus…"), choose_focus.id(asked.id))
    return Beside(Message(_("Promised"), (Text(words), Actions((again,))), "good"))


def promised(ctx: Context, asked: Opened) -> list[Node]:
    """What was promised from this result."""
    found = promises.of_origin(ctx.tx, f"survey:{asked.id}")
    return [_listed(ctx, _("**What we do with it**"), found)] if found else []


def what_we_did(ctx: Context, asked: Opened) -> list[Node]:
    """Right after answering: what was done since, and what is still to come, from what these people said before."""
    since = asked.opened_at - SINCE
    kept = [one for one in promises.recent_kept(ctx.tx, _whom(asked), since) if one.origin.startswith("survey:")]
    before = surveys.round_before(ctx.tx, asked)
    still = promises.of_origin(ctx.tx, f"survey:{before.id}") if before else []
    found = [*kept, *(one for one in still if one.id not in {done.id for done in kept})]
    return [_listed(ctx, _("**You said it, we do it**"), found)] if found else []


def _whom(asked: Opened) -> str:
    return f"team:{asked.team_id}" if asked.team_id else (
        asked.audience if asked.audience.startswith("segment:") else "everybody"
    )  # fmt: skip


def _listed(ctx: Context, title: str, found: list[Given]) -> Text:
    names = people.names(ctx.tx, [one.owner_id for one in found[:MOST]])
    lines = [
        f"- {Plain(shortened(one.words, 150))} · {Plain(shortened(names[one.owner_id], 40))} · {_standing(ctx, one)}"
        for one in found[:MOST]
    ]
    more = [_("and {n} more in /promises").format(n=len(found) - MOST)] if len(found) > MOST else []
    return Text("\n".join([title, *lines, *more]))


def _standing(ctx: Context, one: Given) -> str:
    if one.status == Status.KEPT:
        return _("done")
    if one.status == Status.WITHDRAWN:
        return _("can't be done: the reason is in /promises")
    words = _("late, was due {day}") if one.late(ctx.today) else _("by {day}")
    return words.format(day=say_date(one.due_on))
