"""A small bot: a command, a form with every kind of field, a press, a card that changes, a scheduled message."""

import sys
import time
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from types import SimpleNamespace
from typing import Any

from bots.bot import Asked, Bot, Pressed, Reply, command, due, heard, home, on, press, reaction, refresh, submit, view
from bots.chat import Beside, Context, Reacted, Said, Send
from bots.ui import (
    Actions,
    Button,
    Chart,
    ChoiceField,
    DateField,
    DateRangeField,
    Divider,
    Fields,
    Form,
    Header,
    Message,
    NumberField,
    Option,
    PersonField,
    Plain,
    Progress,
    Row,
    Select,
    Text,
    TextField,
    ToggleField,
    quoted,
)  # fmt: skip
from bots.ui.fields import ChoicesField
from core import jobs, people
from core.errors import FieldError, Stale
from core.facts import Fact, record

SEEN = SimpleNamespace(said=[], reacted=[], picked=[], slow=0.0)


@dataclass(frozen=True, slots=True)
class Counted(Fact, kind="small.counted"):
    person: int


def options(count: int, longest: int = 10) -> tuple[Option, ...]:
    return tuple(Option(f"v{n}", f"Option {n}"[:longest], "A hint") for n in range(count))


class EveryForm(Form):
    TITLE, SUBMIT = "Everything", "Send it"
    words = TextField("Words", hint="At most twenty", most=20)
    amount = NumberField("Amount", places=1, most=10, required=False)
    days = DateRangeField("Days")
    few = ChoiceField("Few", lambda: options(3))
    who = PersonField("Who", required=False)


class OtherForm(Form):
    TITLE, SUBMIT = "More", "Send it"
    day = DateField("Day", required=False)
    many = ChoiceField("Many", lambda: options(20), required=False)
    some = ChoicesField("Some", required=False)
    lots = ChoicesField("Lots", required=False)
    sure = ToggleField("Sure")


def other_form() -> Any:
    return OtherForm.open(options={"some": options(4), "lots": options(25)}, lots=("v1", "v2"), sure="yes")


def count_of(ctx: Context, person: int) -> int:
    return int(people.choice(ctx.tx, person, "small.count") or 0)


@view("card")
def card(ctx: Context, person: int) -> Message | None:
    """How often somebody counted."""
    done = count_of(ctx, person)
    name = people.get(ctx.tx, person).name
    buttons = Actions(
        (Button("Count", count.id(person, done)), Button("Say…", say.id(person)), Button("Beside", beside.id(person)))
    )
    return Message(f"{name} counted to {done}", (Text("Press to count."), buttons))


@command("smallcard", "kaartje", help=("A card", "Een kaartje"))
def show_card(ctx: Context, asked: Asked) -> Reply:
    """One's own card."""
    return card.of(ctx.me.id)


@press("count")
def count(ctx: Context, pressed: Pressed) -> Reply:
    """One more; a card of before says no."""
    done = count_of(ctx, pressed.entity)
    if pressed.version != done:
        raise Stale(f"It is {done} already.")
    people.choose(ctx.tx, pressed.entity, "small.count", str(done + 1))
    record(ctx.tx, Counted(person=pressed.entity))
    return card.of(pressed.entity)


@press("beside", reads=True)
def beside(ctx: Context, pressed: Pressed) -> Reply:
    """Something beside the card."""
    return Beside(Message("Beside it"))


class SayForm(Form):
    TITLE, SUBMIT = "Say it", "Say"
    text = TextField("Text")


@press("say")
def say(ctx: Context, pressed: Pressed) -> Reply:
    """A form about the card."""
    return SayForm.open(pressed.entity, intro="> *Say* it & <go>")


@submit("said", SayForm)
def said_it(ctx: Context, form: SayForm) -> Reply:
    """What was said becomes the card."""
    time.sleep(SEEN.slow)
    if form.text == "no":
        raise FieldError("text", "Not that.")
    if form.text == "more":
        return other_form()
    return Message("They said", (Text(quoted(form.text)),))


@refresh(Counted, card)
def after_counting(fact: Counted) -> int:
    """Every copy counts along."""
    return fact.person


@on(Counted)
def tell_boss(ctx: Context, fact: Counted) -> Send | None:
    """The manager gets the card."""
    boss, key = people.get(ctx.tx, fact.person).manager_id, f"small:{fact.person}"
    return Send(f"person:{boss}", card.full, fact.person, "small", "urgent", key) if boss else None


@command("everything", "alles", help=("A form", "Een formulier"))
def everything(ctx: Context, asked: Asked) -> Reply:
    """The form with every field."""
    return other_form() if asked.text == "more" else EveryForm.open()


@submit("every", EveryForm)
def filled(ctx: Context, form: EveryForm) -> Reply:
    """What was filled in."""
    values = {name: str(form.values[name]) for name in ("words", "amount", "few", "who")}
    values["days"] = form.days.iso
    return Message("Filled in", (Fields(tuple((name, str(Plain(value))) for name, value in values.items() if value)),))


@submit("other", OtherForm)
def filled_more(ctx: Context, form: OtherForm) -> Reply:
    """What was filled in."""
    return Message("More", (Text(f"{form.many} {form.some} {form.lots} {form.sure}"),))


@command("echo", help=("Says it again", "Zegt het nog eens"), reads=True)
def echo(ctx: Context, asked: Asked) -> Reply:
    """What was typed."""
    return Message("You said", (Text(quoted(asked.text or "…")), Row(f"Said by {Plain(asked.text)}"[:900])))


@command("slow", "traag", help=("Takes long", "Duurt lang"))
def slow(ctx: Context, asked: Asked) -> Reply:
    """Late with a message, or with a form."""
    time.sleep(SEEN.slow)
    return SayForm.open(ctx.me.id, text="begun") if asked.text == "form" else Message("At last")


@press("slowly")
def slowly(ctx: Context, pressed: Pressed) -> Reply:
    """Late after a press."""
    time.sleep(SEEN.slow)
    return "At last a notice"


@command("remindme", help=("Later", "Later"))
def remind_me(ctx: Context, asked: Asked) -> str:
    """Plan a message."""
    jobs.at(ctx.tx, f"small.remind:{ctx.me.id}", ctx.now + timedelta(hours=1), "small.remind", {"person": ctx.me.id})
    return "I will."


@due("remind")
def remind(ctx: Context, payload: dict[str, Any]) -> Send:
    """The planned message."""
    return Send(
        f"person:{payload['person']}", card.full, payload["person"], "small", "urgent", f"remind:{payload['person']}"
    )


@command("figures", "cijfers", help=("Numbers", "Cijfers"), reads=True)
def figures(ctx: Context, asked: Asked) -> Message:
    """Every node there is."""
    return Message("Figures", (
        Header("Numbers & more"), Chart("bars", "Mood", "It went up", ("Mon", "Tue", "Wed"), (3, None, 4.5), "%"),
        Progress("Here", 2, 3, "below the minimum"), Divider(), Row("**Bold** row", Button("Slow", slowly.id())),
        Text("- one\n- two with [a link](https://example.com/?a=1&b=2)"), Text("small & quiet", small=True),
        Actions((Select(chosen.id(), "Choose one", options(20)),)),
        Actions((Button("Site", url="https://example.com/"), Button("Drop", count.id(1, 99), "danger"))),
    ), "warning")  # fmt: skip


@press("chosen")
def chosen(ctx: Context, pressed: Pressed) -> str:
    """What was chosen."""
    return f"You chose {pressed.value}"


@heard
def listen(ctx: Context, said: Said) -> None:
    """Counts what is said."""
    SEEN.said.append(said)


@reaction("ticket")
def ticket(ctx: Context, reacted: Reacted) -> None:
    """A shortcut."""
    SEEN.reacted.append(reacted)


@home(10)
def row(ctx: Context) -> Row:
    """A row on Home."""
    return Row("A **small** matter", Button("Look", look.id(ctx.me.id)))


@press("look")
def look(ctx: Context, pressed: Pressed) -> Reply:
    """From Home to the card."""
    return card.of(ctx.me.id)


def small_bot() -> Bot:
    parts = [import_module(f"tests.adapters.slack.{name}") for name in ("pointing", "carrying")]
    return Bot("small", __doc__, [sys.modules[__name__], *parts])
