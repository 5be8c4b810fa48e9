"""The quiet nudge: one kind word in private, the day before it closes, that can be answered and switched off."""

from bots.bot import Pressed, Reply, due, on, press, refresh, submit, view
from bots.chat import Context, Send
from bots.surveys import answer
from bots.surveys.drawing import asked_name, said_moment, title
from bots.surveys.opening import reachable
from bots.ui import Actions, Button, Form, FormNode, Message, Plain, Text, TextField, clean, quoted, shortened
from core import people, surveys
from core.surveys import CONSULT, Opened, QuietAsked, Replied, RoundClosed
from core.words import N_, _


@due("quiet")
def day_before(ctx: Context, planned: dict[str, object]) -> None:
    """A working day before it closes."""
    surveys.ask_quiet(ctx.tx, int(str(planned["round"])), int(str(planned.get("turn", 1))))


@on(QuietAsked)
def nudge_quiet(ctx: Context, asked: QuietAsked) -> list[Send]:
    """Each of the quiet ones alone, and only directly: a card in a place would show that somebody is quiet (T46).

    The second time it is a line in the digest; a third time there is none.
    """
    if asked.turn == 1:
        drawn, urgency, once = nudge, "nudge", "quiet"
    else:
        drawn, urgency, once = last_line, "digest", "last"
    return [
        Send(f"person:{person}", drawn.full, asked.round_id, answer.TOPIC, urgency,
             f"surveys:{asked.round_id}:{once}:{person}")
        for person in surveys.quiet_ones(ctx.tx, asked.round_id) if reachable(ctx, person)
    ]  # fmt: skip


@view("nudge")
def nudge(ctx: Context, round_id: int) -> Message | None:
    """The owner's own words. Once answered or closed it is not sent any more, and one that stands says no more."""
    if not surveys.invited(ctx.tx, ctx.me, round_id):
        return None
    asked = surveys.find(ctx.tx, round_id)
    if not asked.is_open(ctx.now) or surveys.has_answered(ctx.tx, ctx.me, round_id):
        return answer.drawn(ctx, round_id) if answer.stands(ctx, nudge, round_id) else None
    if not asked.words:
        return _waits(ctx, asked)
    owner = people.get(ctx.tx, asked.owner_id)
    until = _("The pulse of {team} is open until {moment}. Not answering is fine too. Nobody else gets to see this.").format(
        team=Plain(asked_name(ctx, asked)), moment=said_moment(asked.closes_at, ctx.me.zone))  # fmt: skip
    if asked.anonymous:
        until += " " + _("If you answered already, leave this: nobody can see that.")
    return Message(_("A word from {owner}").format(owner=clean(owner.name, one_line=True)), (
        Text(quoted(asked.words)),
        Text(until, small=True),
        Actions((
            Button(_("Answer"), here.id(round_id), "primary"),
            Button(_("Reply to {owner}…").format(owner=shortened(owner.first_name, 14)), write.id(round_id)),
            answer.less_button(round_id),
        )),
    ))  # fmt: skip


def _waits(ctx: Context, asked: Opened) -> Message:
    """A consultation has no word of its owner's: what it is about says enough."""
    lines = [
        _("Open until {moment}.").format(moment=said_moment(asked.closes_at, ctx.me.zone)),
        _("Not answering is fine too. Nobody else gets to see this."),
        *([_("If you answered already, leave this: nobody can see that.")] if asked.anonymous else []),
    ]
    return Message(_("Three questions wait for you: {title}").format(title=title(ctx, asked)), (
        Text(" ".join(lines)),
        Actions((Button(_("Answer"), here.id(asked.id), "primary"), answer.less_button(asked.id))),
    ))  # fmt: skip


@view("last_line")
def last_line(ctx: Context, round_id: int) -> Message | None:
    """The second and last word, in the digest; nothing for who has answered."""
    if not surveys.invited(ctx.tx, ctx.me, round_id):
        return None
    asked = surveys.find(ctx.tx, round_id)
    if not asked.is_open(ctx.now) or surveys.has_answered(ctx.tx, ctx.me, round_id):
        return None
    moment = said_moment(asked.closes_at, ctx.me.zone)
    waits = (
        _("Open until {moment}: three questions about {title}").format(moment=moment, title=title(ctx, asked))
        if asked.kind == CONSULT
        else _("Open until {moment}: a pulse that waits for you").format(moment=moment)
    )
    return Message(waits, (
        Actions((Button(_("Answer"), answer.open_card.id(round_id), "primary"), answer.less_button(round_id))),
    ))  # fmt: skip


@press("here")
def here(ctx: Context, pressed: Pressed) -> Reply:
    """The question takes the place of the nudge."""
    open_still = surveys.find(ctx.tx, pressed.entity).is_open(ctx.now)
    return (
        answer.card.of(pressed.entity) if open_still else _("This pulse has closed. The result is in /pulse results.")
    )


class ReplyForm(Form):
    """A word back to the owner."""

    TITLE, SUBMIT = N_("Write back"), N_("Send")
    text = TextField(N_("What you want to say"), multiline=True, most=1000,
                     hint=N_("Goes to the owner with your name. It stands apart from your answer."))  # fmt: skip


@press("write")
def write(ctx: Context, pressed: Pressed) -> FormNode:
    """A word back to the owner."""
    return ReplyForm.open(pressed.entity)


@submit("wrote", ReplyForm)
def send_reply(ctx: Context, form: ReplyForm) -> str:
    """Off it goes, under one's own name."""
    surveys.reply(ctx.tx, ctx.me, form.entity, form.text)
    owner = people.get(ctx.tx, surveys.find(ctx.tx, form.entity).owner_id)
    return _("Sent to {owner}.").format(owner=owner.name)


@view("reply")
def reply(ctx: Context, reply_id: int) -> Message | None:
    """What somebody wrote back, for the owner alone."""
    _round, person, text = surveys.read_reply(ctx.tx, ctx.me, reply_id)
    writer = people.get(ctx.tx, person)
    return Message(_("{name} wrote back about the pulse").format(name=clean(writer.name, one_line=True)),
                   (Text(quoted(text)),))  # fmt: skip


@on(Replied)
def deliver(ctx: Context, replied: Replied) -> Send:
    """The owner reads it."""
    return Send(f"person:{replied.to_id}", reply.full, replied.reply_id, "pulse_reply")


@refresh(RoundClosed, nudge)
def over(happened: RoundClosed) -> int:
    """A nudge that stands loses its buttons."""
    return happened.round_id
