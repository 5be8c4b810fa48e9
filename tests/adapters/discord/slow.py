"""A bot for the tests: slow answers, pictures, mentions, threads, and every kind of field."""

import sys
import time
from collections.abc import Mapping
from typing import Any

from bots.bot import (
    Asked,
    Bot,
    Opt,
    Picked,
    Pressed,
    Reply,
    command,
    due,
    heard,
    message_action,
    press,
    reaction,
    submit,
    view,
)
from bots.chat import Beside, Context, Reacted, Said, Send
from bots.ui import (
    Actions,
    Button,
    Chart,
    ChoiceField,
    ChoicesField,
    DateField,
    Form,
    FormNode,
    Header,
    Message,
    NumberField,
    Option,
    PersonField,
    Row,
    Select,
    Text,
    TextField,
    ToggleField,
)
from core import people
from core.words import _

SLOW_SECONDS = 0.4
COLOURS = (Option("red", "Red"), Option("blue", "Blue", "Like the sea"))
MANY = (Option("a", "A"), Option("b", "B"))
heard_said: list[Said] = []
heard_reactions: list[Reacted] = []


class Everything(Form):
    """Every kind of field that fits on a page."""

    TITLE, SUBMIT = "Everything", "Send"
    who = PersonField("Who", hint="A colleague")
    colour = ChoiceField("Colour", lambda: COLOURS)
    many = ChoicesField("Many", required=False)
    hours = NumberField("Hours", places=1, least=0, most=40)
    sure = ToggleField("Sure", required=False)

    @classmethod
    def reopen(cls, ctx: Context, entity: int, args: tuple[str, ...], values: Mapping[str, Any]) -> FormNode:
        """As it was filled in, with the options of the moment."""
        return cls.open(entity, *args, options={"many": MANY}, **values)


class Other(Form):
    """The rest."""

    TITLE, SUBMIT = "Other", "Send"
    day = DateField("Day")
    size = ChoiceField("Size", lambda: tuple(Option(str(n), f"Size {n}") for n in range(12)))
    words = TextField("Words", multiline=True, required=False, most=3000)


@command("slow", "traag", help=("Slow", "Traag"), options=(Opt("what", names=("what", "wat"), help=("What", "Wat")),))
def slow(ctx: Context, asked: Asked) -> Reply:
    """Takes longer than people wait."""
    time.sleep(SLOW_SECONDS)
    match asked.get("what"):
        case "form":
            return Other.open(0)
        case "nothing":
            return None
        case "word":
            return "A word"
    return Message("At last", (Actions((Button("Slow", press_slowly.id()), Button("Slow form", form_slowly.id()))),))


@press("pressed")
def press_slowly(ctx: Context, pressed: Pressed) -> Message:
    """Takes longer than people wait."""
    time.sleep(SLOW_SECONDS)
    return Message("Changed at last")


@press("slow_form")
def form_slowly(ctx: Context, pressed: Pressed) -> FormNode:
    """A form that comes too late."""
    time.sleep(SLOW_SECONDS)
    return Other.open(0, words="Kept")


@command("everything", "alles", help=("All fields", "Alle velden"))
def open_everything(ctx: Context, asked: Asked) -> FormNode:
    """The form."""
    return Everything.open(7, many=("b",), hours="2.5", options={"many": MANY})


@submit("everything_sent", Everything)
def send_everything(ctx: Context, form: Everything) -> Message:
    """What arrived."""
    who = people.get(ctx.tx, form.who)
    return Message(
        "Got it", (Text(f"{who.name} {form.colour} {' '.join(form.many)} {form.hours} {form.sure} {form.entity}"),)
    )


@submit("other_sent", Other)
def send_other(ctx: Context, form: Other) -> str:
    """What arrived."""
    return f"{form.day} {form.size} {form.words}"


@command("lists", "lijsten", help=("Lists", "Lijsten"))
def show_lists(ctx: Context, asked: Asked) -> Message:
    """Rows with buttons, and a select."""
    rows = tuple(Row(f"Thing {n}", Button("Look", look.id(n))) for n in (1, 2, 3))
    chosen = Select(choose.id(), "Choose one", COLOURS)
    return Message("Lists", (Header("Things"), *rows, Actions((chosen,))), tone="warning")


@press("look")
def look(ctx: Context, pressed: Pressed) -> Beside:
    """One of them, beside the list."""
    return Beside(Message(f"Thing {pressed.entity}"))


@press("choose")
def choose(ctx: Context, pressed: Pressed) -> str:
    """What was chosen."""
    return f"You chose {pressed.value}"


@command("figures", "cijfers", help=("Figures", "Cijfers"))
def show_figures(ctx: Context, asked: Asked) -> Message:
    """Numbers with a picture."""
    return drawn_figures()


def drawn_figures() -> Message:
    return Message("Figures", (Chart("bars", "Mood", "It rose", ("May", "June"), (3.5, None), "%"),))


@command(
    "praise", "prijs", help=("Praise somebody", "Prijs iemand"),
    options=(
        Opt("who", "person", ("who", "wie"), required=True), Opt("times", "number"), Opt("loud", "toggle"),
        Opt("day", "day", ("day", "dag")), Opt("why", "choice", choices=lambda: ((_("Your say"), "say"), ("Kind", "kind"))),
    ),
)  # fmt: skip
def praise(ctx: Context, asked: Asked) -> str:
    """Every kind of option, with the person as ours."""
    return (
        f"{people.get(ctx.tx, int(asked.get('who'))).name} {asked.get('times')} {asked.get('loud')} {asked.get('why')}"
    )


@command("sweep", "veeg", help=("Sweep", "Veeg"), may=("admin",))
def sweep(ctx: Context, asked: Asked) -> None:
    """For admins."""


@message_action("keep", "Keep this", "Bewaar dit")
def keep(ctx: Context, picked: Picked) -> str:
    """What somebody pointed at."""
    wrote = people.get(ctx.tx, picked.author).name if picked.author else "nobody"
    return f"{wrote}: {picked.text} {','.join(picked.files)} {picked.message}"


@message_action("ask", "Ask about this", "Vraag hierover")
def ask(ctx: Context, picked: Picked) -> FormNode:
    """A form about what somebody pointed at."""
    return Other.open(0, words=picked.text)


@command("broken", "stuk", help=("Broken", "Stuk"))
def broken(ctx: Context, asked: Asked) -> str:
    """Fails."""
    raise RuntimeError("broken on purpose")


@view("card")
def card(ctx: Context, number: int) -> Message:
    """A card in a place."""
    return Message(f"Card {number}", (Actions((Button("Look", look.id(number)),)),))


@view("note")
def note(ctx: Context, number: int) -> Message:
    """A note below a card."""
    return Message(f"Note {number}")


@due("post")
def post(ctx: Context, payload: dict[str, int]) -> list[Send]:
    """A card, and a note in its thread."""
    to = f"place:{payload['place']}"
    return [Send(to, card.full, 5, "news", key="card")]


@due("discuss")
def discuss(ctx: Context, payload: dict[str, int]) -> list[Send]:
    """Two notes in the card's thread."""
    to = f"place:{payload['place']}"
    return [Send(to, note.full, n, "news", key=f"note{n}", thread=card.of(5)) for n in (1, 2)]


@heard
def hears(ctx: Context, said: Said) -> None:
    """Counts."""
    heard_said.append(said)


@reaction("🎫")
def tickets(ctx: Context, reacted: Reacted) -> None:
    """Counts."""
    heard_reactions.append(reacted)


bot = Bot("slow", __doc__, [sys.modules[__name__]])
