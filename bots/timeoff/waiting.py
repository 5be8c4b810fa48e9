"""What waits for an answer: reminders that end with the decision, and the way to every request that is still open."""

from typing import Any

from bots.bot import Pressed, Reply, due, home, press
from bots.chat import Beside, Context, Send
from bots.timeoff.approval import card, cards
from bots.timeoff.drawing import said_days
from bots.ui import Button, Message, Plain, Row
from core import people, timeoff
from core.errors import NotAllowed
from core.timeoff import Status
from core.words import _, ngettext


@due("remind")
def remind(ctx: Context, payload: dict[str, Any]) -> list[Send]:
    """After one working day: the card once more."""
    asked = timeoff.find(ctx.tx, payload["request"])
    return cards(ctx, asked, "reminder") if asked and asked.status == Status.PENDING else []


@due("escalate")
def escalate(ctx: Context, payload: dict[str, Any]) -> None:
    """After two: the deputy may decide too."""
    timeoff.escalate(ctx.tx, payload["request"])


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
    waiting = timeoff.waiting_for(ctx.tx, ctx.me)
    if not waiting:
        return _("Nothing waits for you.")
    names = people.names(ctx.tx, [asked.person_id for asked in waiting])
    rows = [
        Row(f"**{Plain(names[asked.person_id])}** · {said_days(asked.days)}", Button(_("Look"), open_card.id(asked.id)))
        for asked in waiting[:7]
    ]
    return Beside(Message(_("Waiting for your answer"), tuple(rows)))


@press("open")
def open_card(ctx: Context, pressed: Pressed) -> Reply:
    """One request's card, for who may decide on it."""
    asked = timeoff.find(ctx.tx, pressed.entity)
    if asked is None or ctx.me.id not in timeoff.deciders_of(ctx.tx, asked).allowed:
        raise NotAllowed(_("I don't know this request, or you may not decide on it."))
    return card.of(asked.id)
