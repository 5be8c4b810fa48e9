"""Starting a discussion in a channel, a thread or a forum post, and inviting who must be heard, one message each."""

from collections.abc import Mapping
from typing import Any

from bots.bot import Asked, Opt, Picked, Pressed, Reply, command, message_action, on, press, submit, view
from bots.chat import Context, Send, Shown
from bots.discussions.heard import TOPICS, card, heading, nothing_to_add, opener
from bots.discussions.remind import TOPIC, panel
from bots.ui import (
    Actions,
    Button,
    ChoiceField,
    ChoicesField,
    DateField,
    Form,
    FormNode,
    Message,
    Option,
    PersonField,
    Plain,
    Text,
    TextField,
    quoted,
    shortened,
)
from core import discussions, people
from core.discussions import LONGEST_ABOUT, LONGEST_TITLE, ROLES, MustHear, Opened, Talk
from core.errors import FieldError
from core.words import N_, _, language, say_date

HERE, MOST = "here", 25


class StartForm(Form):
    """What, what exactly, where, and by when everybody was heard."""

    TITLE, SUBMIT = N_("Start a discussion"), N_("Start")
    line = TextField(N_("In one line"), most=LONGEST_TITLE)
    about = TextField(N_("What it is about"), required=False, multiline=True, most=LONGEST_ABOUT,
                      hint=N_("The decision goes into the log that everybody can read"))  # fmt: skip
    topic = ChoiceField(N_("Topic"), lambda: tuple(Option(key, _(label)) for key, label in TOPICS.items()))
    place = ChoiceField(N_("Where"))
    due_on = DateField(N_("Everybody heard by"), hint=N_("For example 4 dec"))

    @classmethod
    def reopen(cls, ctx: Context, entity: int, args: tuple[str, ...], values: Mapping[str, Any]) -> FormNode:
        """The form with the places of this moment."""
        options = _places(ctx)
        chosen = {"topic": "project", "place": options[0].value, **values}
        return cls.open(entity, *args, options={"place": options}, **chosen)


def _places(ctx: Context) -> tuple[Option, ...]:
    here = (Option(HERE, _("Here")),) if ctx.where.kind in ("channel", "thread") else ()
    platform = ctx.where.ref.partition(":")[0]
    known = [one for one in people.places(ctx.tx, "team") if one.ref.startswith(f"{platform}:")]
    known.sort(key=lambda one: one.team_id != ctx.me.team_id)
    return (*here, *(Option(str(one.id), shortened(f"#{one.name}", 75)) for one in known))[:MOST]


def _form(ctx: Context, **values: str) -> Reply:
    if not _places(ctx):
        return _("Type this in the channel where it should be talked about.")
    return StartForm.reopen(ctx, 0, (), values)


@command(
    "discuss", "discussie", help=("Start a discussion and hear everybody it concerns", "Start een discussie en hoor wie het raakt"),
    options=(Opt("line", "text", ("line", "regel"), ("In one line", "In één regel")),), shortcut=True,
)  # fmt: skip
def ask_start(ctx: Context, asked: Asked) -> Reply:
    """The form, with the line that was typed."""
    return _form(ctx, line=asked.get("line")[:LONGEST_TITLE])


@press("form")
def open_form(ctx: Context, pressed: Pressed) -> Reply:
    """The form, from the list, perhaps for an idea."""
    return _form(ctx, **({"topic": pressed.args[0]} if pressed.args else {}))


@message_action("discuss_this", "Start a discussion", "Start een discussie")
def discuss_this(ctx: Context, picked: Picked) -> Reply:
    """A message that deserves more than a reply: its words stand in the form."""
    return _form(ctx, about=picked.text[:LONGEST_ABOUT])


@submit("start", StartForm)
def start(ctx: Context, form: StartForm) -> Reply:
    """It begins; next its owner says who must be heard."""
    place = _here(ctx, form.line) if form.place == HERE else int(form.place) if form.place.isdecimal() else 0
    number = discussions.start(ctx.tx, ctx.me, form.topic, form.line, form.about, place, form.due_on)
    return panel.of(number)


def _here(ctx: Context, title: str) -> int:
    """The place typed in; a channel or thread that had no purpose is one for discussions from now on."""
    if ctx.where.kind not in ("channel", "thread"):
        raise FieldError("place", _("Choose where to talk about it."))
    known = people.place_at(ctx.tx, ctx.where.ref)
    if known and not (ctx.where.kind == "thread" and known.purpose != "thread"):
        return known.id
    purpose = "thread" if ctx.where.kind == "thread" else "discussion"
    tongue = ctx.suite.language if ctx.suite else language.get()
    return people.put_place(ctx.tx, ctx.where.ref, shortened(title, 60), purpose, None, tongue)


class PartiesForm(Form):
    """Who must be heard: departments, roles and groups, by name, and one person."""

    TITLE, SUBMIT = N_("Who must be heard"), N_("Invite them")
    teams = ChoicesField(N_("Departments"), required=False)
    others = ChoicesField(N_("Roles and groups"), required=False)
    named = TextField(N_("Other departments or groups"), required=False, hint=N_("Names, with commas between them"))
    person = PersonField(N_("A colleague"), required=False, hint=N_("Only you see their name"))

    @classmethod
    def reopen(cls, ctx: Context, entity: int, args: tuple[str, ...], values: Mapping[str, Any]) -> FormNode:
        """The form with the teams and groups of this moment."""
        teams = tuple(Option(f"team:{one.id}", shortened(one.name, 75)) for one in people.teams(ctx.tx))[:MOST]
        groups = tuple(Option(f"segment:{one.id}", shortened(one.name, 75)) for one in people.segments(ctx.tx))
        others = (*(Option(f"role:{role}", _(name)) for role, name in ROLES.items()), *groups)[:MOST]
        return cls.open(entity, *args, options={"teams": teams or others, "others": others}, **values)


@press("parties", reads=True)
def choose_parties(ctx: Context, pressed: Pressed) -> FormNode:
    """The form."""
    return PartiesForm.reopen(ctx, pressed.entity, (), {})


@submit("parties", PartiesForm)
def add_parties(ctx: Context, form: PartiesForm) -> Reply:
    """They are invited privately, one message each."""
    parties = [*form.teams, *form.others, *discussions.named(ctx.tx, form.named)]
    parties += [f"person:{form.person}"] if form.person else []
    discussions.must_hear(ctx.tx, ctx.me, form.entity, parties)
    return panel.of(form.entity)


@view("invite", title=N_("An invitation to a discussion"))
def invite(ctx: Context, number: int) -> Message | None:
    """One invitation: who would like to hear this reader, on what, by when, and how little it takes."""
    from bots.discussions.remind import less

    talk = discussions.find(ctx.tx, number)
    if talk is None:
        return None
    if not talk.open:
        drawn: Message | None = card(ctx, number)
        return drawn
    owner, place = people.get(ctx.tx, talk.owner_id), people.get_place(ctx.tx, talk.place_id)
    said = _(
        "{name} would like to hear you before {day}. Write in the thread in {place}, or say that you have nothing to add."
    )
    asked = Text(
        said.format(name=Plain(owner.name), day=say_date(talk.due_on), place=Plain(f"#{place.name}" if place else ""))
    )
    about = [Text(quoted(shortened(talk.about, 400)))] if talk.about else []
    if ctx.me.id in discussions.voices(ctx.tx, number):
        return Message(heading(talk), (*about, Text(_("You were heard. Thank you."))))
    return Message(heading(talk), (asked, *about, Actions((
        Button(_("Nothing to add"), said_nothing.id(number), "primary"), Button(_("Less of this"), less.id(number)),
    ))))  # fmt: skip


@press("said_nothing")
def said_nothing(ctx: Context, pressed: Pressed) -> Reply:
    """One click in the invitation, which says so from now on."""
    nothing_to_add(ctx, pressed)
    return invite.of(pressed.entity)


@on(Opened)
def post_card(ctx: Context, fact: Opened) -> list[Send]:
    """The card in its place, and the line that opens its thread."""
    talk = discussions.find(ctx.tx, fact.discussion)
    if talk is None:
        return []
    first = Send(f"place:{talk.place_id}", card.full, talk.id, TOPIC, key=f"discussions:{talk.id}:card")
    hangs = under(ctx, talk)
    if hangs is None:
        return [first]
    line = Send(
        f"place:{talk.place_id}", opener.full, talk.id, TOPIC, key=f"discussions:{talk.id}:opener", thread=hangs
    )
    return [first, line]


def under(ctx: Context, talk: Talk) -> Shown | None:
    """Whose thread later messages go into: the card's, or none when all of it happens in a thread already."""
    place = people.get_place(ctx.tx, talk.place_id)
    return None if place and place.purpose == "thread" else card.of(talk.id)


@on(MustHear)
def invite_them(ctx: Context, fact: MustHear) -> list[Send]:
    """Everybody of those who must be heard gets one invitation, within their budget; nobody twice."""
    talk = discussions.find(ctx.tx, fact.discussion)
    if talk is None or not talk.open:
        return []
    spoke = discussions.voices(ctx.tx, talk.id)
    return [
        Send(f"person:{one}", invite.full, talk.id, TOPIC, "invite", f"discussions:{talk.id}:invite:{one}")
        for one in discussions.invited(ctx.tx, talk)
        if one not in spoke
    ]
