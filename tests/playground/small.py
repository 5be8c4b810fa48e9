"""A stand-in for the sample company: a team of four and HR, one channel, two words said; and a bot that shows everything."""

import sys
from datetime import date

from adapters.playground.client import SPACE, Playground
from bots.app import App
from bots.bot import Asked, Bot, Opt, Picked, Pressed, command, message_action, press, submit
from bots.chat import Beside, Context
from bots.ui import (
    Actions,
    Button,
    Chart,
    ChoiceField,
    DateField,
    DateRangeField,
    Divider,
    Fields,
    File,
    Form,
    FormNode,
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
from core import calendar, people, timeoff
from core.db import Tx
from core.people.models import Grant, Person, Team
from core.timeoff import Entry

PEOPLE = (
    ("Mark Visser", "nl", None, ()), ("Ana Bakker", "en", "Mark Visser", ()), ("Joris Mulder", "nl", "Mark Visser", ()),
    ("Noor Haddad", "nl", "Mark Visser", ()), ("Hans Vermeer", "en", None, ("hr",)),
)  # fmt: skip


async def build(app: App, chat: Playground, today: date) -> None:
    """Five people, each with 116 hours, and something to read."""

    def unit(tx: Tx) -> None:
        team = Team(name="Support")
        tx.add(team)
        tx.flush()
        assert team.id is not None
        people.put_place(tx, chat.channel("support"), "support", "team", team.id)
        ids: dict[str, int] = {}
        for name, language, boss, roles in PEOPLE:
            row = Person(name=name, language=language, team_id=None if roles else team.id,
                         manager_id=ids.get(boss or ""), started_on=date(2020, 1, 1))  # fmt: skip
            tx.add(row)
            tx.flush()
            assert row.id is not None
            ids[name] = row.id
            for role in roles:
                tx.add(Grant(person_id=row.id, role=role))
            people.link(tx, row.id, chat.platform, SPACE, name.split()[0].lower())
            calendar.set_pattern(tx, row.id, date(2020, 1, 1), (480, 480, 480, 480, 480, 0, 0))
            timeoff.write_line(tx, row.id, today.replace(month=1, day=1), 116 * 60, Entry.GRANT)

    await app.db.write(unit)
    for name, *_rest in PEOPLE:
        chat.dm(name.split()[0].lower())
    chat.channel("general")
    await chat.types("joris", chat.channel("general"), "Koffie is weer aangevuld op de tweede.")
    await chat.types("ana", chat.channel("general"), "Thanks Joris <3 *really*")


class EveryField(Form):
    """One of each."""

    TITLE, SUBMIT = "All fields", "Keep"
    words = TextField("Words", hint="A few")
    amount = NumberField("Amount", places=2, required=False)
    day = DateField("Day", required=False)
    kind = ChoiceField("Kind", lambda: (Option("a", "Apples"), Option("b", "Pears", "from the garden")), required=False)
    sure = ToggleField("I am sure")


class OtherFields(Form):
    """The rest."""

    TITLE, SUBMIT = "More fields", "Keep"
    days = DateRangeField("Days", required=False)
    who = PersonField("Who")
    long = TextField("A story", multiline=True, required=False)


@command("everything", "alles", help=("All that can be shown", "Alles wat getoond kan worden"))
def everything(ctx: Context, asked: Asked) -> Message:
    """Every node in one message."""
    return Message("All that a message can hold", (
        Header("A title"), Text("**Bold**, _italic_, `code` and [a link](https://example.com/).\n- one\n- two"),
        Text(quoted(asked.text or "What somebody <b>typed</b>")),
        Fields((("When", "Tue 24 – Fri 27 Nov"), ("Takes", "4 working days · 32 hours"))),
        Progress("Tue 24 Nov", 5, 6), Progress("Wed 25 Nov", 3, 6, "below the minimum of 4"), Divider(),
        Chart("bars", "Energy by team", "Support is lowest, at 3.1 of 5", ("Support", "Sales", "Product"), (3.1, 4.2, None)),
        Row("**First** of two", Button("Look", look.id(1))), Row("**Second** of two", Button("Look", look.id(2))),
        Actions((Button("Fill in…", fill.id(), "primary"), Button("More…", more.id()), Button("Away", look.id(3), "danger"))),
        Actions((Select(look.id(4), "Which one", (Option("x", "This"), Option("y", "That"))),)),
        Text("Small print", small=True),
    ), "good")  # fmt: skip


@command(
    "greet", "groet", help=("Greet on a day", "Groet op een dag"), options=(Opt("when", "day", ("when", "wanneer")),)
)
def greet(ctx: Context, asked: Asked) -> str:
    """A short notice."""
    return f"Greetings on {Plain(asked.text)}"


@command("take", "mee", help=("A file to take along", "Een bestand om mee te nemen"))
def take(ctx: Context, asked: Asked) -> Message:
    """A file."""
    return Message("Your file", (File("Überblick 2026.csv", b"name;hours\nAna;116\n", "Everybody's hours"),))


@press("look")
def look(ctx: Context, pressed: Pressed) -> Beside:
    """What was pressed."""
    return Beside(Message(f"You chose {pressed.entity} {pressed.value}".strip()))


@press("fill")
def fill(ctx: Context, pressed: Pressed) -> FormNode:
    """The form."""
    return EveryField.open(day="2026-11-24")


@press("more")
def more(ctx: Context, pressed: Pressed) -> FormNode:
    """The other form."""
    return OtherFields.open(days="24 nov - 27 nov")


@message_action("point", "Say who wrote it", "Zeg wie het schreef")
def point(ctx: Context, picked: Picked) -> Beside:
    """Who wrote the message pointed at."""
    return Beside(Message(f"Written by {picked.author or 'Townhall'}"))


@submit("filled", EveryField)
def filled(ctx: Context, form: EveryField) -> Message:
    """What came in."""
    return Message("Kept", (Text(f"{Plain(form.words)} · {form.amount} · {form.day} · {form.kind} · {form.sure}"),))


@submit("others", OtherFields)
def others(ctx: Context, form: OtherFields) -> Message:
    """What came in."""
    return Message("Kept", (Text(f"{form.days.first_day} · {form.days.last_day} · {form.who}"),))


GALLERY = Bot("gallery", "Everything that can be shown.", [sys.modules[__name__]])
