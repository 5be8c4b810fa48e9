"""The small bot's actions on a message, and its commands from Slack's own menu."""

from bots.bot import Asked, Picked, Reply, command, message_action, submit
from bots.chat import Context
from bots.ui import Actions, Button, Form, Message, Option, Text, TextField, quoted
from bots.ui.lookup import LookupField
from tests.adapters.slack.small import SEEN, count_of, look


class NoteForm(Form):
    TITLE, SUBMIT = "Note", "Keep"
    text = TextField("Text")


@message_action("note", "Keep a note…", "Notitie maken…")
def note(ctx: Context, picked: Picked) -> Reply:
    """A form about a message."""
    return NoteForm.open(picked.author or 0, text=picked.text[:200])


@submit("noted", NoteForm)
def noted(ctx: Context, form: NoteForm) -> Reply:
    """What was noted, beside the message."""
    return Message("Noted", (Text(quoted(form.text)),))


@message_action("tell", "Say what it is", "Zeg wat het is")
def tell(ctx: Context, picked: Picked) -> Reply:
    """Where it stands, who wrote it, and what hangs on it."""
    SEEN.picked.append(picked)
    return Message("Told", (Text(f"{picked.author} {picked.files}"), Actions((Button("Look", look.id(ctx.me.id)),))))


@message_action("mark", "Mark it", "Markeer het")
def mark(ctx: Context, picked: Picked) -> Reply:
    """A short notice."""
    return "Marked"


@command("jot", "krabbel", help=("Jot something down", "Iets opschrijven"), shortcut=True)
def jot(ctx: Context, asked: Asked) -> Reply:
    """A form, also from Slack's own menu."""
    return NoteForm.open(0)


@command(
    "tally", "stand", help=("How far everybody has counted by now", "Hoe ver iedereen nu geteld heeft"), shortcut=True
)
def tally(ctx: Context, asked: Asked) -> Reply:
    """A notice, also from Slack's own menu."""
    return f"So far {count_of(ctx, ctx.me.id)}"


FRUIT = ("Apple", "Apricot", "Banana", *(f"Melon {number}" for number in range(60)))


def fruit(ctx: Context, partial: str) -> tuple[Option, ...]:
    """At most 25 that fit."""
    fits = [Option(f"f{number}", name) for number, name in enumerate(FRUIT) if partial.lower() in name.lower()]
    return tuple(fits[:25])


class FruitForm(Form):
    TITLE, SUBMIT = "Fruit", "Take"
    which = LookupField("Which", fruit)


@command("fruit", "ooit", help=("Choose fruit", "Kies fruit"))
def choose_fruit(ctx: Context, asked: Asked) -> Reply:
    """One out of more than a list can hold."""
    return FruitForm.open(0)


@submit("fruit_taken", FruitForm)
def fruit_taken(ctx: Context, form: FruitForm) -> Reply:
    """What was chosen."""
    return Message(f"You took {form.which}")
