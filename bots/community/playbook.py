"""The playbook and hand-over notes of community managers: read where they help, never sent by themselves."""

from bots.bot import Pressed, press, submit
from bots.chat import Beside, Context
from bots.ui import (
    Actions,
    Button,
    ChoiceField,
    Form,
    FormNode,
    Message,
    Node,
    Option,
    Plain,
    Row,
    Text,
    TextField,
    quoted,
)
from core import community, people
from core.clock import local_day
from core.words import N_, _, say_date

SHOWN = 5


def moments() -> tuple[Option, ...]:
    """When a page is shown."""
    return tuple(Option(key, _(title)) for key, title in community.MOMENTS.items())


class PageForm(Form):
    """A page: when this, then that."""

    TITLE, SUBMIT = N_("A page for the playbook"), N_("Save")
    moment = ChoiceField(N_("When"), moments)
    words = TextField(N_("What one could say or do"), multiline=True, most=community.LONGEST)


class NoteForm(Form):
    """A note for whoever takes over."""

    TITLE, SUBMIT = N_("A hand-over note"), N_("Save")
    words = TextField(N_("What the next one must know"), multiline=True, most=community.LONGEST)


def say_plays(ctx: Context, moment: str) -> list[Node]:
    """What the playbook says for this moment, as a thought for who reads it."""
    found = community.pages(ctx.tx, moment)[-2:]
    return [Text(_("The playbook says:") + "\n" + "\n".join(quoted(page.words) for page in found))] if found else []


def playbook_page(ctx: Context) -> Message:
    """All pages, the last notes, and the way to add one."""
    pages = community.pages(ctx.tx)[-SHOWN:]
    body: list[Node] = [
        Row(f"**{_(community.MOMENTS[page.moment])}**: {Plain(page.words)}"[:900], Button(_("Take out"), take_out.id(page.id)))
        for page in pages
    ]  # fmt: skip
    if not pages:
        body.append(Text(_("The playbook is empty. A page says: when this happens, one could say or do that.")))
    for note in community.notes(ctx.tx):
        name = people.names(ctx.tx, [note.written_by]).get(note.written_by, "") if note.written_by else ""
        day = say_date(local_day(note.at, ctx.me.zone))
        body.append(Text(quoted(note.words) + "\n" + f"— {Plain(name)}, {day}", small=True))
    buttons = Button(_("New page…"), new_page.id()), Button(_("Hand-over note…"), new_note.id())
    return Message(_("Playbook and hand-over"), (*body, Actions(buttons)))


@press("playbook", reads=True)
def show_playbook(ctx: Context, pressed: Pressed) -> Beside:
    """The playbook."""
    return Beside(playbook_page(ctx))


@press("new_page")
def new_page(ctx: Context, pressed: Pressed) -> FormNode:
    """An empty page."""
    return PageForm.open()


@submit("page_written", PageForm)
def save_page(ctx: Context, form: PageForm) -> Message:
    """In the playbook from now on."""
    community.write_page(ctx.tx, ctx.me, form.moment, form.words)
    return playbook_page(ctx)


@press("take_out")
def take_out(ctx: Context, pressed: Pressed) -> Message:
    """Out of the playbook."""
    community.drop_page(ctx.tx, ctx.me, pressed.entity)
    return playbook_page(ctx)


@press("new_note")
def new_note(ctx: Context, pressed: Pressed) -> FormNode:
    """An empty note."""
    return NoteForm.open()


@submit("note_written", NoteForm)
def save_note(ctx: Context, form: NoteForm) -> Message:
    """For whoever opens the playbook next."""
    community.write_note(ctx.tx, ctx.me, form.words)
    return playbook_page(ctx)
