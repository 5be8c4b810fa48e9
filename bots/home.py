"""Home, the daily digest and the neutral knock: what every bot contributes, composed for one reader."""

from dataclasses import replace
from typing import Any

from bots.bot import Asked, CommandMark, Pressed, Reply, command, due, every, press, view
from bots.chat import Beside, Context, Send, Shown
from bots.suite import Suite
from bots.ui import Actions, Button, Divider, Message, Node, Plain, Row, Text, shortened
from core import calendar, jobs, people
from core.clock import local_day
from core.desk import drafts, telling
from core.errors import NotAllowed
from core.words import N_, _, language, say_date

LINES, WAITING, TOGETHER = 7, 3, 50
DECIDED = {"decision", "decided"}
"""Topics whose lines say what was decided: about oneself, and with others."""
TALK, SAY, TIME, HELP = N_("Talk"), N_("Your say"), N_("Time off"), N_("Customer question")


def compose(suite: Suite, ctx: Context) -> Message:
    """Home for this person: the doors on top, then at most five rows by priority."""
    doors = tuple(Button(_(door.label), _through(suite, door.command)) for door in suite.doors)
    rows = [row for mark in suite.home_rows if (row := mark(ctx)) is not None][:5]
    body: list[Node] = [Actions(doors[:5])] if doors else []
    body += [Divider(), *rows] if rows else [Text(_("Nothing waits for you."), small=True)]
    return Message(_("Good day, {name}").format(name=shortened(ctx.me.first_name, 60)), tuple(body))


def _suite(ctx: Context) -> Suite:
    assert ctx.suite is not None
    return ctx.suite


@command("home", "thuis", help=("Your Home: what waits for you", "Je thuisscherm: wat op je wacht"), reads=True)
def show_home(ctx: Context, asked: Asked) -> Message:
    """Home as a message, for platforms without a Home tab."""
    drawn = compose(_suite(ctx), ctx)
    return Message(drawn.summary, (*drawn.body, Actions((Button(_("Refresh"), again.id()),))))


@press("refresh", reads=True)
def again(ctx: Context, pressed: Pressed) -> Message:
    """Home once more, in place."""
    return show_home(ctx, Asked("", {}))  # type: ignore[no-any-return]


def _through(suite: Suite, command: str) -> str:
    mark = suite.commands.find(command)[0]
    press = look_through if mark and mark.reads else through_door
    return press.id(0, command.replace(" ", "-"))


@press("look", reads=True)
def look_through(ctx: Context, pressed: Pressed) -> Reply:
    """A door that leads to something to read."""
    return through_door(ctx, pressed)  # type: ignore[no-any-return]


@press("door")
def through_door(ctx: Context, pressed: Pressed) -> Reply:
    """A door on Home leads into its command."""
    mark = _suite(ctx).commands.find(pressed.args[0])[0] if pressed.args else None
    return mark(ctx, Asked("", {})) if mark else None


@press("again")
def change_draft(ctx: Context, pressed: Pressed) -> Reply:
    """Back to the form as it was filled in."""
    kept = drafts.load(ctx.tx, ctx.me.id, drafts.FORM, pressed.entity)
    mark = _suite(ctx).submits.get(str(kept["id"]).partition(":")[0]) if kept else None
    if kept is None or mark is None:
        return _("This is no longer here. Please start again.")
    _name, entity, *args = str(kept["id"]).split(":")
    values = {key: tuple(value) if isinstance(value, list) else str(value) for key, value in kept["values"].items()}
    return mark.form.reopen(ctx, int(entity), tuple(args), values)


@command("townhall", help=("What I can do", "Wat ik kan"), reads=True)
def show_help(ctx: Context, asked: Asked) -> Message:
    """Every command this person may use, in their language."""
    roles, tongue = people.roles(ctx.tx, ctx.me.id), 1 if language.get() == "nl" else 0
    mine = [mark for mark in _suite(ctx).commands.marks if not mark.may or roles & set(mark.may)]
    asked_for = asked.text.casefold().lstrip("/").split(" ")[0]
    lines = [f"- **/{mark.names[tongue]}** {mark.help[tongue]}" for mark in mine
             if asked_for and asked_for in {name.split(" ")[0] for name in mark.names}]  # fmt: skip
    if lines:
        return Message(_("What I can do"), (Text("\n".join(lines)),))
    families: dict[str, list[CommandMark]] = {}
    for mark in mine:
        families.setdefault(mark.names[tongue].split(" ")[0], []).append(mark)
    lines = [_family(first, marks, tongue) for first, marks in families.items()]
    menus = (
        (_("Actions on a message: {actions}."), _suite(ctx).message_actions.values()),
        (_("Actions on a colleague: {actions}."), _suite(ctx).person_actions.values()),
    )
    small = [
        Text(said.format(actions=", ".join(mark.labels[tongue] for mark in marks)), small=True)
        for said, marks in menus
        if marks
    ]
    longest = max(families, key=lambda first: len(families[first]))
    more = Text(_("Type a word behind it for more, for example /townhall {word}.").format(word=longest))
    return Message(_("What I can do"), (Text("\n".join(lines)), more, *small))


def _family(first: str, marks: list[CommandMark], tongue: int) -> str:
    """What a first word does, and the words that can stand behind it."""
    plain = next((mark.help[tongue] for mark in marks if mark.names[tongue] == first), "")
    behind = ", ".join(mark.names[tongue].partition(" ")[2] for mark in marks if mark.names[tongue] != first)
    return " ".join(part for part in (f"- **/{first}**", plain, f"· {behind}" if behind else "") if part)


@view("digest")
def digest_view(ctx: Context, person: int) -> Message | None:
    """One message a day: at most seven lines, each with the button that its view has; more after an absence."""
    suite, decided, rows = _suite(ctx), list[Node](), list[Node]()
    for line in telling.digest_of(ctx.tx, person, ctx.today):
        drawn = suite.draw(ctx.tx, Shown(line.view, line.entity), f"person:{person}")
        if drawn:
            row = Row(f"**{Plain(drawn.summary)}**", Button(_("Open"), open_line.id(line.id)))
            (decided if line.topic in DECIDED else rows).append(row)
    more = max(0, len(decided) + len(rows) - LINES)
    decided = decided[:LINES]
    rows = rows[: LINES - len(decided)]
    left_over = [Text(_("And {n} more on Home.").format(n=more), small=True)] if more else []
    since = calendar.away_since(ctx.tx, person, ctx.today)
    if since is None:
        found = (*decided, *rows, *left_over)
        return Message(_("For you on {day}").format(day=say_date(ctx.today)), found) if found else None
    waiting = [row for mark in suite.home_rows if (row := mark(ctx)) is not None][:WAITING]
    parts = ((_("Decided meanwhile"), decided), (_("Also for you"), rows), (_("Waits for you"), waiting))
    body = [node for title, nodes in parts if nodes for node in (Text(f"**{title}**"), *nodes)]
    if not body:
        return None
    return Message(_("While you were away, since {day}").format(day=say_date(since)), (*body, *left_over))


@press("line", reads=True)
def open_line(ctx: Context, pressed: Pressed) -> Reply:
    """A digest's line, opened."""
    line = telling.line_of(ctx.tx, ctx.me.id, pressed.entity)
    return _beside(ctx, line.view, line.entity) if line else None


@every("45 8 * * *")
def send_digests(ctx: Context, slot: str) -> None:
    """At a quarter to nine everybody with something waiting gets one message, and who is back hears what was missed."""
    for_today = sorted({*telling.waiting_for_digest(ctx.tx, ctx.today), *calendar.back_lately(ctx.tx, ctx.today)})
    jobs.many(ctx.tx, [
        jobs.row(f"home.digests:{ctx.today}:{for_today[at]}", ctx.now, some_digests.full,
                 {"persons": for_today[at : at + TOGETHER]})
        for at in range(0, len(for_today), TOGETHER)
    ])  # fmt: skip


@due("digests")
def some_digests(ctx: Context, payload: dict[str, Any]) -> list[Send]:
    """Who works today gets theirs; for everybody else the lines wait until they do."""
    told = []
    for person in payload["persons"]:
        reader = people.get(ctx.tx, person)
        moment = calendar.working_moment(ctx.tx, person, ctx.now, *people.hours_of(ctx.tx, person))
        if moment is None or local_day(moment, reader.zone) != ctx.today:
            continue
        telling.digested(ctx.tx, person, ctx.today)
        told.append(
            Send(f"person:{person}", digest_view.full, person, "digest", "digest", f"digest:{person}:{ctx.today}")
        )
    return told


@view("knock")
def knock(ctx: Context, told: int) -> Message | None:
    """Where first contact by DM is not allowed: something waits for somebody here; no name, no date, no subject."""
    return Message(_("Something waits for a colleague here"), (Actions((Button(_("Open"), answer_knock.id(told)),)),))


@press("knocked", reads=True)
def answer_knock(ctx: Context, pressed: Pressed) -> Reply:
    """The one it is for sees it privately; anybody else learns nothing."""
    told = telling.told(ctx.tx, pressed.entity)
    if told is None or told.viewer != f"person:{ctx.me.id}":
        raise NotAllowed(_("This is for somebody else."))
    return _offering_direct(ctx, _beside(ctx, told.view, told.entity))


@press("direct")
def allow_direct(ctx: Context, pressed: Pressed) -> str:
    """The click by which a person allows direct messages."""
    found = people.accounts(ctx.tx, ctx.me.id)
    here = [one for one in found if ctx.caps and one.platform == ctx.caps.name]
    account = next(iter(here or found), None)
    if account:
        people.allow_direct(ctx.tx, account.id)
    return _("From now on I send you these as a direct message.")


def _offering_direct(ctx: Context, reply: Reply) -> Reply:
    """The same, with the button that allows direct messages from now on, for who never allowed them."""
    allowed = any(account.direct for account in people.accounts(ctx.tx, ctx.me.id))
    if allowed or not isinstance(reply, Beside) or len(reply.message.rows()) > 4 or reply.message.cost() > 36:
        return reply
    offer = Actions((Button(_("Send me these by DM"), allow_direct.id()),))
    return Beside(replace(reply.message, body=(*reply.message.body, offer)))


def _beside(ctx: Context, view_name: str, entity: int) -> Reply:
    drawn = _suite(ctx).draw(ctx.tx, Shown(view_name, entity), f"person:{ctx.me.id}")
    return Beside(drawn) if drawn else _("This is no longer here.")
