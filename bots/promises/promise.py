"""Promising something in one form: what, who, by when; and whoever it concerns hears of it."""

from bots.bot import Asked, Opt, Pressed, Reply, command, on, press, submit
from bots.chat import Context, Send
from bots.promises.outcome import card
from bots.ui import DateField, Form, PersonField, TextField
from core import promises
from core.promises import Promised
from core.words import N_


class PromiseForm(Form):
    """What is promised, by whom, by when."""

    TITLE, SUBMIT = N_("A promise"), N_("Promise")
    words = TextField(N_("What will be done"), most=promises.LONGEST_WORDS, hint=N_("Everybody can read this"))
    due_on = DateField(N_("By when"), hint=N_("For example 4 dec"))
    owner = PersonField(N_("Who does it"), required=False, hint=N_("Leave empty: you do"))


@command(
    "promise", "belofte", help=("Promise something by a day", "Beloof iets voor een dag"),
    options=(Opt("words", "text", ("words", "woorden"), ("What will be done", "Wat er gebeurt")),),
)  # fmt: skip
def promise_something(ctx: Context, asked: Asked) -> Reply:
    """The form, with the words that were typed."""
    return PromiseForm.open(words=asked.get("words")[: promises.LONGEST_WORDS])


@press("new", reads=True)
def open_form(ctx: Context, pressed: Pressed) -> Reply:
    """The form, from the list."""
    return PromiseForm.open()


@submit("made", PromiseForm)
def make(ctx: Context, form: PromiseForm) -> Reply:
    """The promise stands, and its card is the receipt."""
    return card.of(promises.make(ctx.tx, ctx.me, form.owner or ctx.me.id, form.words, form.due_on))


@on(Promised)
def tell_owner(ctx: Context, fact: Promised) -> Send | None:
    """Whoever is named as owner by somebody else gets the card."""
    given = promises.find(ctx.tx, fact.promise)
    if given is None or given.owner_id == given.made_by:
        return None
    return Send(f"person:{given.owner_id}", card.full, given.id, "promises")
