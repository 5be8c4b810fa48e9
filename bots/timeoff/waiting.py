"""What waits for an answer: reminders that end with the decision, and the way to every request that is still open."""

from typing import Any

from bots.bot import Asked, Pressed, Reply, command, due, every, home, on, press, refresh
from bots.chat import Beside, Context, Send
from bots.timeoff.approval import card, cards
from bots.timeoff.drawing import said_days
from bots.timeoff.mine import mine
from bots.ui import Button, Message, Node, Plain, Row, Text
from core import people, timeoff
from core.desk import live
from core.errors import NotAllowed, UserError
from core.people.facts import PeopleImported
from core.timeoff import Sick, Status, WaitsFor
from core.words import _, ngettext, say_date

MOST = 8


@due("remind")
def remind(ctx: Context, payload: dict[str, Any]) -> list[Send]:
    """After one working day: the card once more."""
    asked = timeoff.find(ctx.tx, payload["request"])
    return cards(ctx, asked, "reminder") if asked and asked.status == Status.PENDING else []


@due("escalate")
def escalate(ctx: Context, payload: dict[str, Any]) -> None:
    """After two: the deputy may decide too."""
    timeoff.escalate(ctx.tx, payload["request"])


@every("30 8 * * mon-fri")
def ask_who_decides_now(ctx: Context, slot: str) -> list[Send]:
    """Managers change, leave or are away from today on: whoever decides by now and has no card yet gets it."""
    return _to_who_has_none(ctx)


@on(PeopleImported)
def after_import(ctx: Context, fact: PeopleImported) -> list[Send]:
    """Another manager decides from now on."""
    return _to_who_has_none(ctx)


@on(Sick)
def after_sick(ctx: Context, fact: Sick) -> list[Send]:
    """A manager fell ill or is back: what waits for them goes to who decides today."""
    return _to_who_has_none(ctx) if people.reports(ctx.tx, timeoff.report_of(ctx.tx, fact.report).person_id) else []


@refresh(WaitsFor, card, mine)
def after_moving(fact: WaitsFor) -> int:
    """Every copy names who decides now."""
    return fact.request


def _to_who_has_none(ctx: Context) -> list[Send]:
    sends: list[Send] = []
    for asked in timeoff.moved_deciders(ctx.tx):
        have = {stood.viewer for stood in live.standing(ctx.tx, card.full, asked.id)}
        sends += [send for send in cards(ctx, asked, "new") if send.to not in have]
    return sends


@home(90)
def waiting_row(ctx: Context) -> Row | None:
    """How many requests wait for one's answer."""
    waiting = timeoff.waiting_for(ctx.tx, ctx.me)
    if not waiting:
        return None
    said = ngettext("**{n} request** waits for your answer", "**{n} requests** wait for your answer", len(waiting))
    return Row(said.format(n=len(waiting)), Button(_("Look"), show_waiting.id()))


@press("waiting", reads=True)
def show_waiting(ctx: Context, pressed: Pressed) -> Reply:
    """The requests that wait, each with a way in."""
    rows = waiting_rows(ctx)
    return Beside(Message(_("Waiting for your answer"), tuple(rows))) if rows else _("Nothing waits for you.")


def waiting_rows(ctx: Context) -> list[Node]:
    """What waits for this person, with one button for all that can be granted without any clash."""
    waiting = timeoff.waiting_for(ctx.tx, ctx.me)
    names = people.names(ctx.tx, [asked.person_id for asked in waiting])
    rows: list[Node] = [
        Row(f"**{Plain(names[asked.person_id])}** · {said_days(asked.days)}", Button(_("Look"), open_card.id(asked.id)))
        for asked in waiting[:7]
    ]
    clear = timeoff.together(ctx.tx, waiting) if len(waiting) > 1 else []
    if len(clear) > 1:
        said = ngettext("{n} request, no clash", "{n} requests, no clash", len(clear)).format(n=len(clear))
        packed = [f"{asked.id}.{asked.version}" for asked in clear]
        halves = ("-".join(packed[:4]), "-".join(packed[4:]))
        rows.append(Row(said, Button(_("Approve all"), approve_all.id(len(clear), *filter(None, halves)), "primary")))
    return rows


@press("approve_all")
def approve_all(ctx: Context, pressed: Pressed) -> Reply:
    """Yes to each of them that is still as it was shown; the others wait on."""
    done = 0
    for one in "-".join(pressed.args).split("-"):
        number, _sep, version = one.partition(".")
        if not (number.isdecimal() and version.isdecimal()):
            raise NotAllowed(_("This button is too old. Look again."))
        try:
            timeoff.decide(ctx.tx, ctx.me, int(number), int(version), approve=True)
            done += 1
        except UserError as refusal:
            if refusal.kind == NotAllowed.kind:
                raise
    said = ngettext("{n} request approved.", "{n} requests approved.", done).format(n=done)
    rest = waiting_rows(ctx)
    return Message(_("Waiting for your answer"), (Text(said), *rest))


@command("timeoff stuck", "verlof onbeantwoord", help=("Requests nobody answered", "Aanvragen zonder antwoord"),
         may=("hr",), reads=True)  # fmt: skip
def show_stuck(ctx: Context, asked: Asked) -> Message:
    """For HR: what has waited for two working days, with whose answer it waits for."""
    stuck = timeoff.stuck(ctx.tx, ctx.me)
    names = people.names(ctx.tx, [one.person_id for one in stuck])
    rows: list[Node] = []
    for one in stuck[:MOST]:
        said = _("**{name}** · {days} · asked on {day} · waits for {deciders}").format(
            name=Plain(names[one.person_id]), days=said_days(one.days), day=say_date(one.asked_at.date()),
            deciders=Plain(timeoff.who_decides(ctx.tx, one)),
        )  # fmt: skip
        rows.append(Row(said, Button(_("Look"), open_card.id(one.id))))
    if len(stuck) > MOST:
        rows.append(Text(_("and {n} more").format(n=len(stuck) - MOST), small=True))
    return Message(_("Requests nobody answered"), tuple(rows) or (Text(_("Every request has had an answer in time.")),))


@press("open")
def open_card(ctx: Context, pressed: Pressed) -> Reply:
    """One request's card, for who may decide on it."""
    asked = timeoff.find(ctx.tx, pressed.entity)
    if asked is None or ctx.me.id not in timeoff.deciders_of(ctx.tx, asked).allowed:
        raise NotAllowed(_("I don't know this request, or you may not decide on it."))
    return card.of(asked.id)
