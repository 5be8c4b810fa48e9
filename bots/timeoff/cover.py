"""Who covers: the colleague is asked, and both hear the answer."""

from bots.bot import Pressed, Reply, on, press, refresh, view
from bots.chat import Context, Send
from bots.timeoff.approval import card
from bots.timeoff.drawing import said_days
from bots.timeoff.request import mine
from bots.ui import Actions, Button, Message, Text
from core import people, timeoff
from core.timeoff import CoverAnswered, CoverAsked, Status
from core.words import _


@view("cover")
def cover_card(ctx: Context, number: int) -> Message | None:
    """Somebody asks to be covered for: when, and yes or no. Never which leave it is."""
    asked = timeoff.find(ctx.tx, number)
    if asked is None or asked.cover_id != ctx.me.id:
        return None
    name = people.get(ctx.tx, asked.person_id).name
    summary = _("{name} asks you to cover").format(name=name)
    days = Text(_("**{days}**").format(days=said_days(asked.days)))
    if asked.status not in (Status.PENDING, Status.APPROVED):
        return Message(summary, (days, Text(_("This is off: nobody needs to cover any more."))))
    if asked.cover != "asked":
        said = _("You cover.") if asked.cover == "accepted" else _("You said you can't.")
        return Message(summary, (days, Text(said)), "good" if asked.cover == "accepted" else "none")
    buttons = (Button(_("I cover"), accept.id(number), "primary"), Button(_("I can't"), refuse.id(number)))
    return Message(summary, (days, Actions(buttons)))


@press("cover_yes")
def accept(ctx: Context, pressed: Pressed) -> Reply:
    """Yes."""
    timeoff.answer_cover(ctx.tx, ctx.me, pressed.entity, True)
    return cover_card.of(pressed.entity)


@press("cover_no")
def refuse(ctx: Context, pressed: Pressed) -> Reply:
    """No; the person names somebody else."""
    timeoff.answer_cover(ctx.tx, ctx.me, pressed.entity, False)
    return cover_card.of(pressed.entity)


@on(CoverAsked)
def ask_cover(ctx: Context, fact: CoverAsked) -> Send | None:
    """The colleague is asked."""
    asked = timeoff.find(ctx.tx, fact.request)
    return Send(f"person:{asked.cover_id}", cover_card.full, asked.id, "decision") if asked and asked.cover_id else None


@on(CoverAnswered)
def tell_cover(ctx: Context, fact: CoverAnswered) -> Send | None:
    """A no is told at once, so that somebody else can be asked; a yes shows on the request."""
    asked = timeoff.find(ctx.tx, fact.request)
    if asked is None or fact.said == "accepted":
        return None
    return Send(f"person:{asked.person_id}", mine.full, asked.id, "decision")


@refresh(CoverAnswered, card, mine)
def after_cover(fact: CoverAnswered) -> int:
    """Every copy shows whether somebody covers."""
    return fact.request
