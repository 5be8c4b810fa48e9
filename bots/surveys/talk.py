"""Talking with HR before leaving: one click by who leaves, one by who of HR takes it on; answers stay out of it."""

from bots.bot import Pressed, Reply, on, press, refresh, view
from bots.chat import Context, Send, Shown
from bots.ui import Actions, Button, Message, Node, Plain, Text, clean
from core import people, surveys
from core.people import Role
from core.surveys import EXIT, Opened, TalkTaken, TalkWished
from core.words import _, say_date

TOPIC = "pulse_reply"


def talk_offer(ctx: Context, asked: Opened) -> list[Node]:
    """The choice to talk, for who leaves."""
    if asked.kind != EXIT or not ctx.me.id:
        return []
    mine = surveys.my_talk(ctx.tx, ctx.me)
    if mine:
        return [Text(_("HR knows that you want to talk."), small=True)]
    if not surveys.invited(ctx.tx, ctx.me, asked.id):
        return []
    words = _("Rather talk, or talk as well? HR then reads that you want to, and nothing of your answers.")
    return [Text(words, small=True), Actions((Button(_("Talk with HR"), wish.id(asked.id)),))]


@press("wish_talk")
def wish(ctx: Context, pressed: Pressed) -> Reply:
    """HR hears it."""
    surveys.wish_talk(ctx.tx, ctx.me)
    return Shown("surveys.card", pressed.entity)


@on(TalkWished)
def tell_hr(ctx: Context, wished: TalkWished) -> list[Send]:
    """Everybody of HR, until one of them takes it on."""
    return [Send(f"person:{one.id}", talk.full, wished.talk_id, TOPIC, key=f"surveys:talk:{wished.talk_id}:{one.id}")
            for one in people.with_role(ctx.tx, Role.HR)]  # fmt: skip


@view("talk")
def talk(ctx: Context, number: int) -> Message | None:
    """For HR: who wants to talk, until when, and who does it."""
    found = surveys.read_talk(ctx.tx, ctx.me, number)
    if found is None:
        return None
    leaver = people.get(ctx.tx, found.person_id)
    said = [_("They asked for it on {day}.").format(day=say_date(found.asked_on))]
    if leaver.left_on:
        said.append(_("Their last day is {day}.").format(day=say_date(leaver.left_on)))
    body: list[Node] = [Text(" ".join(said))]
    if found.taken_by:
        name = people.get(ctx.tx, found.taken_by).name
        body.append(Text(_("{name} talks with them.").format(name=Plain(name))))
    else:
        body.append(Text(_("What they answered is not here, nor whether they did."), small=True))
        body.append(Actions((Button(_("I talk with them"), take.id(number), "primary"),)))
    name = clean(leaver.name, one_line=True)[:80]
    return Message(_("{name} wants to talk before leaving").format(name=name), tuple(body), sensitive=True)


@press("take_talk")
def take(ctx: Context, pressed: Pressed) -> Reply:
    """One of HR does it."""
    surveys.take_talk(ctx.tx, ctx.me, pressed.entity)
    return talk.of(pressed.entity)


@view("my_talk")
def coming(ctx: Context, number: int) -> Message | None:
    """For who leaves: who comes."""
    mine = surveys.my_talk(ctx.tx, ctx.me)
    if mine is None or mine.id != number or not mine.taken_by:
        return None
    name = clean(people.get(ctx.tx, mine.taken_by).name, one_line=True)[:80]
    words = _("You asked to talk before you leave. You can also write first.")
    return Message(_("{name} of HR gets in touch with you").format(name=name), (Text(words),))


@on(TalkTaken)
def tell_leaver(ctx: Context, taken: TalkTaken) -> Send | None:
    """Who asked knows who comes."""
    found = surveys.taken_talk(ctx.tx, taken.talk_id)
    return (
        Send(f"person:{found}", coming.full, taken.talk_id, TOPIC, key=f"surveys:talk:{taken.talk_id}")
        if found
        else None
    )


@refresh(TalkTaken, talk)
def gone(happened: TalkTaken) -> int:
    """The button goes from every copy."""
    return happened.talk_id
