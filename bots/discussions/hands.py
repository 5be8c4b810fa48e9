"""A show of hands in a discussion's thread: one click, totals for everybody, no names."""

from bots.bot import Pressed, Reply, on, press, refresh, submit, view
from bots.chat import Context, Send
from bots.discussions.remind import TOPIC
from bots.discussions.start import under
from bots.ui import Actions, Button, Form, FormNode, Message, Progress, Text, TextField, shortened
from core import discussions
from core.discussions import HandRaised, HandsAsked
from core.words import N_, _


class HandsForm(Form):
    """A question and two to five short choices."""

    TITLE, SUBMIT = N_("Show of hands"), N_("Ask")
    question = TextField(N_("Question"), most=140)
    choices = TextField(N_("Choices"), multiline=True, most=200, hint=N_("Two to five, one a line"))


@press("ask_hands", reads=True)
def ask_form(ctx: Context, pressed: Pressed) -> FormNode:
    """The form."""
    return HandsForm.open(pressed.entity)


@submit("ask_hands", HandsForm)
def ask(ctx: Context, form: HandsForm) -> str:
    """It is asked in the thread."""
    discussions.ask_hands(ctx.tx, ctx.me, form.entity, form.question, form.choices.split("\n"))
    return _("Asked in the thread. Whoever raises a hand has been heard.")


@view("hands")
def hands(ctx: Context, number: int) -> Message | None:
    """The question, how many hands each choice has, and a button for each while it is open."""
    show = discussions.show_of_hands(ctx.tx, number)
    talk = discussions.find(ctx.tx, show.discussion) if show else None
    if show is None or talk is None:
        return None
    total = sum(show.counts)
    bars = tuple(
        Progress(choice, count, total) for choice, count in zip(show.choices, show.counts, strict=True) if total
    )
    if not talk.open:
        return Message(shortened(show.question, 150), (*bars, Text(_("Closed."), small=True)))
    note = Text(
        _("Totals only; Townhall keeps whose hand it is, so that each counts once. You can change yours."), small=True
    )
    buttons = tuple(Button(choice, raised.id(number, at)) for at, choice in enumerate(show.choices))
    return Message(shortened(show.question, 150), (*bars, note, Actions(buttons)))


@press("hand")
def raised(ctx: Context, pressed: Pressed) -> Reply:
    """One's hand, raised or moved."""
    choice = int(pressed.args[0]) if pressed.args and pressed.args[0].isdecimal() else -1
    discussions.raise_hand(ctx.tx, ctx.me, pressed.entity, choice)
    return hands.of(pressed.entity)


@on(HandsAsked)
def post_hands(ctx: Context, fact: HandsAsked) -> Send | None:
    """It stands in the discussion's thread."""
    show = discussions.show_of_hands(ctx.tx, fact.hands)
    talk = discussions.find(ctx.tx, show.discussion) if show else None
    if talk is None:
        return None
    return Send(f"place:{talk.place_id}", hands.full, fact.hands, TOPIC, thread=under(ctx, talk))


@refresh(HandRaised, hands)
def after_hand(fact: HandRaised) -> int:
    """The totals change."""
    return fact.hands
