"""A discussion's card and how far hearing people is: a bar for all, names for its owner; writing in the thread counts."""

from bots.bot import Asked, Pressed, Reply, command, heard, home, press, view
from bots.chat import Beside, Context, Said
from bots.ui import Actions, Button, Fields, Message, Node, Plain, Progress, Row, Text, quoted, shortened
from core import discussions, people, promises
from core.discussions import Backing, How, Talk, Topic
from core.errors import NotAllowed
from core.words import N_, _, ngettext, say_date

TOPICS = {
    Topic.PROJECT.value: N_("Project"), Topic.REORGANISATION.value: N_("Reorganisation"),
    Topic.HOURS.value: N_("Working hours"), Topic.OFFICE.value: N_("Office"), Topic.IDEA.value: N_("Idea"),
    Topic.OTHER.value: N_("Something else"),
}  # fmt: skip
A_PAGE, ABOUT_AFTERWARDS = 5, 300


@view("card", title=N_("A discussion"))
def card(ctx: Context, number: int) -> Message | None:
    """What is talked about, until when, and how many of those who must be heard were; in the end the decision."""
    talk = discussions.find(ctx.tx, number)
    if talk is None:
        return None
    owner = people.get(ctx.tx, talk.owner_id)
    said = _("{topic} · started by {name} · everybody heard by {day}").format(
        topic=_(TOPICS[talk.topic]), name=Plain(owner.name), day=say_date(talk.due_on)
    )  # fmt: skip
    body: list[Node] = [Text(said, small=True)]
    if talk.about:
        body.append(Text(quoted(talk.about if talk.open else shortened(talk.about, ABOUT_AFTERWARDS))))
    if talk.topic == Topic.IDEA:
        from bots.discussions.stage import ended, stage_part

        into = discussions.standing(ctx.tx, number).merged_into
        if into:
            return ended(ctx, number, into)
        body += stage_part(ctx, number)
    if not talk.open:
        after = [Actions((Button(_("For whoever leads"), lead.id(number)),))] if talk.topic == Topic.IDEA else []
        return Message(heading(talk), (*body, *decided(talk), *_promised(ctx, talk), *after), "good")
    body += bar(ctx, talk)
    body.append(Text(_("Write in the thread, or press a button: both count as being heard."), small=True))
    if talk.topic == Topic.IDEA:
        body += idea_part(ctx, talk)
    body.append(Actions((
        Button(_("Nothing to add"), nothing_to_add.id(number)), Button(_("For whoever leads"), lead.id(number)),
    )))  # fmt: skip
    return Message(heading(talk), tuple(body))


def heading(talk: Talk) -> str:
    """The first line of everything about a discussion."""
    return _("Discussion: {title}").format(title=talk.title)


def decided(talk: Talk) -> list[Node]:
    """Decision, reasons and summary, as far as they were written."""
    parts = ((_("Decision"), talk.decision), (_("Reasons"), talk.reasons), (_("What was said"), talk.summary))
    return [node for title, words in parts if words for node in (Text(f"**{title}**"), Text(quoted(words)))]


def bar(ctx: Context, talk: Talk) -> list[Node]:
    """How many were heard; departments by name only where they are large enough that nobody is pointed at (T70)."""
    parties = discussions.coverage(ctx.tx, talk)
    if not parties:
        return []
    done = sum(party.heard for party in parties)
    pairs = tuple(
        (shortened(party.name, 60), _("heard") if party.heard else _("not yet"))
        for party in parties
        if not party.party.startswith("person:") and party.people >= discussions.SHOWN_FROM
    )
    return [Progress(_("Heard"), done, len(parties)), *([Fields(pairs[:8])] if pairs else [])]


def idea_part(ctx: Context, talk: Talk) -> list[Node]:
    """Who is behind an idea, and the ways to join."""
    from bots.discussions.idea import change_text, support, write_along

    count = len(discussions.backers(ctx.tx, talk.id, Backing.SUPPORT))
    writers = people.names(ctx.tx, discussions.backers(ctx.tx, talk.id, Backing.WRITE))
    told: list[Node] = []
    if writers:
        along = ", ".join(str(Plain(name)) for name in writers.values())
        told.append(Text(shortened(_("Written along by {names}").format(names=along), 500), small=True))
    return [*told, Actions((
        Button(_("I support this · {n}").format(n=count), support.id(talk.id), "primary"),
        Button(_("I write along"), write_along.id(talk.id)),
        Button(_("Improve the text…"), change_text.id(talk.id, talk.version)),
    ))]  # fmt: skip


def _promised(ctx: Context, talk: Talk) -> list[Node]:
    made = promises.of_origin(ctx.tx, f"discussion:{talk.id}")
    if not made:
        return []
    names = people.names(ctx.tx, [one.owner_id for one in made])
    lines = [f"- {Plain(names[one.owner_id])}: {Plain(shortened(one.words, 80))}" for one in made[:4]]
    return [
        Text(_("Promised because of this, and kept up to date under /promises:") + "\n" + "\n".join(lines), small=True)
    ]


@heard
def listen(ctx: Context, said: Said) -> None:
    """Somebody wrote in a discussion's thread: they have been heard. The words are not looked at; bots never get here (T15)."""
    if said.where.kind != "thread":
        return
    for number in discussions.discussed_in(ctx.tx, said.where.ref, said.reply_to):
        discussions.wrote(ctx.tx, ctx.me, number)


@view("opener")
def opener(ctx: Context, number: int) -> Message | None:
    """The first line in the thread, which opens it for everybody."""
    talk = discussions.find(ctx.tx, number)
    if talk is None:
        return None
    return Message(_("Say what you think here. Townhall notes that you were heard, never what you wrote."))


@press("nothing")
def nothing_to_add(ctx: Context, pressed: Pressed) -> str:
    """Silence in words: it counts, and only the bar shows it."""
    first = discussions.take_part(ctx.tx, ctx.me, pressed.entity, How.NOTHING_TO_ADD)
    return _("Noted: you were heard, and have nothing to add.") if first else _("You were heard already.")


@press("lead", reads=True)
def lead(ctx: Context, pressed: Pressed) -> Reply:
    """The owner's side, privately."""
    from bots.discussions.remind import panel

    talk = discussions.find(ctx.tx, pressed.entity)
    if talk is None or not (
        discussions.may_lead(ctx.tx, ctx.me, talk) or discussions.may_keep(ctx.tx, ctx.me, talk.id)
    ):
        raise NotAllowed(_("Only whoever started this leads it. Names of who was heard are for them alone."))
    drawn = panel(ctx, pressed.entity)
    return Beside(drawn, panel.of(pressed.entity)) if drawn else None


@command(
    "discussions", "discussies", help=("What is being discussed now", "Waarover nu wordt gepraat"), reads=True
)  # fmt: skip
def show_discussions(ctx: Context, asked: Asked) -> Message:
    """The open discussions, those that would like to hear this reader first."""
    mine = [talk.id for talk in discussions.waits_for(ctx.tx, ctx.me)]
    rest = [number for number in discussions.open_discussions(ctx.tx) if number not in mine]
    rows: list[Node] = []
    for number in [*mine, *reversed(rest)][:A_PAGE]:
        talk = discussions.find(ctx.tx, number)
        if talk:
            mark = _("would like to hear you") if number in mine else _(TOPICS[talk.topic])
            rows.append(Row(f"**{Plain(talk.title)}** · {mark}", Button(_("Look"), look.id(number))))
    from bots.discussions.idea_list import turn_page
    from bots.discussions.start import open_form

    rows = rows or [Text(_("Nothing is being discussed now."))]
    return Message(_("Discussions"), (*rows, Actions((
        Button(_("Start a discussion…"), open_form.id()), Button(_("Ideas"), turn_page.id(0, "all")),
    ))))  # fmt: skip


@press("look")
def look(ctx: Context, pressed: Pressed) -> Reply:
    """One discussion's card, beside where it was pressed."""
    drawn = card(ctx, pressed.entity)
    return Beside(drawn, card.of(pressed.entity)) if drawn else _("This is no longer here.")


@press("open_list", reads=True)
def open_list(ctx: Context, pressed: Pressed) -> Reply:
    """The list, beside Home."""
    return Beside(show_discussions(ctx, Asked("", {})))


@home(55)
def waits_row(ctx: Context) -> Row | None:
    """How many discussions would like to hear this reader."""
    count = len(discussions.waits_for(ctx.tx, ctx.me))
    if not count:
        return None
    said = ngettext("**{n} discussion** would like to hear you", "**{n} discussions** would like to hear you", count)
    return Row(said.format(n=count), Button(_("Look"), open_list.id()))
