"""Answering: one question, one tap, and a thank-you that looks the same whatever was chosen."""

from bots.bot import Pressed, Reply, ViewMark, home, press, refresh, view
from bots.chat import Beside, Context
from bots.surveys.drawing import promise, scale, team_name, when_shown
from bots.ui import Actions, Button, Message, Plain, Row, Text
from core import people, surveys
from core.desk import live
from core.surveys import FACES, SKIPPED, Opened, RoundClosed
from core.words import _

TOPIC = "pulse"


@view("card")
def card(ctx: Context, round_id: int) -> Message | None:
    """A round as one person sees it: to be answered, answered, or closed. One that has closed is not sent any more."""
    late = not surveys.find(ctx.tx, round_id).is_open(ctx.now)
    return None if late and not stands(ctx, card, round_id) else drawn(ctx, round_id)


def stands(ctx: Context, view: ViewMark, round_id: int) -> bool:
    """Whether this view of the round stands before this person already."""
    return any(one.viewer == f"person:{ctx.me.id}" for one in live.standing(ctx.tx, view.full, round_id))


def drawn(ctx: Context, round_id: int) -> Message | None:
    """The round as it is now for this person; None for who was not invited."""
    if not surveys.invited(ctx.tx, ctx.me, round_id):
        return None
    asked = surveys.find(ctx.tx, round_id)
    summary = _("Pulse of {team}").format(team=team_name(ctx, asked.team_id))
    if not asked.is_open(ctx.now):
        return Message(summary, (Text(_("This pulse has closed. The result is in /pulse results.")),))
    done, mine = surveys.has_answered(ctx.tx, ctx.me, round_id), surveys.my_answer(ctx.tx, ctx.me, round_id)
    if done and asked.anonymous:
        return Message(summary, (Text(_("Thank you.")), Text(when_shown(ctx, asked), small=True)))
    if not done:
        words = _("One tap and it's sent. 1 is bad, 5 is good.")
    elif mine is None:
        words = _("Thank you. You skipped this one; you can still answer.")
    else:
        words = _("Thank you. You answered {answer}; you can change it until it closes.").format(answer=scale(mine))
    return Message(summary, (
        Text(f"**{surveys.ask(asked.question)}**"),
        Text(words),
        _numbers(asked),
        _beside(asked),
        Text(promise(asked), small=True),
        Text(when_shown(ctx, asked), small=True),
    ))  # fmt: skip


def _numbers(asked: Opened) -> Actions:
    return Actions(tuple(Button(scale(value), give.id(asked.id, value)) for value in FACES))


def _beside(asked: Opened) -> Actions:
    return Actions((Button(_("Skip"), skip.id(asked.id)), Button(_("Why me?"), why.id(asked.id))))


@press("answer")
def give(ctx: Context, pressed: Pressed) -> Reply:
    """The tap is the answer."""
    [text] = pressed.args if len(pressed.args) == 1 else [""]
    value = int(text) if text in map(str, FACES) else -1
    surveys.answer(ctx.tx, ctx.me, pressed.entity, value, ctx.key)
    return card.of(pressed.entity)


@press("skip")
def skip(ctx: Context, pressed: Pressed) -> Reply:
    """Rather not: counted as done, and as no answer."""
    surveys.answer(ctx.tx, ctx.me, pressed.entity, SKIPPED, ctx.key)
    return card.of(pressed.entity)


@press("open", reads=True)
def open_card(ctx: Context, pressed: Pressed) -> Reply:
    """The question, for who pressed, privately."""
    now = drawn(ctx, pressed.entity)
    if now is None:
        return _("This pulse is for the people of this team. See /pulse mine for what waits for you.")
    return Beside(now)


@press("why", reads=True)
def why(ctx: Context, pressed: Pressed) -> Reply:
    """Why this came to you, who sees what, and how to get less of it."""
    if not surveys.invited(ctx.tx, ctx.me, pressed.entity):
        return _("This pulse is for the people of this team. See /pulse mine for what waits for you.")
    asked = surveys.find(ctx.tx, pressed.entity)
    owner = people.get(ctx.tx, asked.owner_id)
    lines = [
        _("{owner} asks everybody in your team the same question.").format(owner=Plain(owner.name)),
        promise(asked),
        when_shown(ctx, asked),
        _("Not answering is fine. Nobody is shown who did not."),
    ]
    return Beside(Message(
        _("Why you get this"), (Text("\n".join(f"- {line}" for line in lines)), Actions((less_button(asked.id),)))
    ))  # fmt: skip


def less_button(round_id: int) -> Button:
    """The way out of these messages."""
    return Button(_("Less of this"), less.id(round_id))


@press("less")
def less(ctx: Context, pressed: Pressed) -> str:
    """No more messages about pulses for this person."""
    people.choose(ctx.tx, ctx.me.id, TOPIC, "off")
    return _("I send you no more messages about pulses. What waits for you is on Home and in /pulse mine.")


@home(priority=40)
def waits(ctx: Context) -> Row | None:
    """A pulse that waits for an answer."""
    waiting = surveys.waiting_for(ctx.tx, ctx.me.id)
    return waiting_row(waiting[0]) if waiting else None


def waiting_row(asked: Opened) -> Row:
    """One waiting round, with its button."""
    return Row(_("A pulse waits for you · 10 seconds"), Button(_("Answer"), open_card.id(asked.id), "primary"))


@refresh(RoundClosed, card)
def closed(happened: RoundClosed) -> int:
    """Every copy of the question loses its buttons."""
    return happened.round_id
