"""What became of one's own word: totals at once, and four weeks later whether the team talks more."""

from typing import Any

from bots.bot import Pressed, Reply, due, press, refresh, view
from bots.chat import Beside, Context, Send
from bots.community.counting import how_button
from bots.community.reply import written
from bots.ui import Actions, Button, Message, Plain, Row, Text, clean
from core import community, privacy
from core.clock import local_day
from core.community import NudgeAnswered
from core.words import _, say_date, say_number


@view("receipt")
def receipt(ctx: Context, number: int) -> Message | None:
    """What the sender sees: their words and totals, never who."""
    sent = community.find(ctx.tx, number)
    if sent is None or sent.sender_id != ctx.me.id:
        return None
    name = community.addressed(ctx.tx, sent).name
    of = sent.addressed
    told = _("{n} people").format(n=of) if of >= privacy.minimum_group(privacy.MINIMUM) else _("a few people")
    part = community.say_part(community.answered(ctx.tx, number), of)
    return Message(
        _("Your word to {team} is on its way").format(team=clean(name, one_line=True, most=80)),
        (
            *written(ctx.me.name, name, sent.words),
            Text(_("To {told}. Answered: {part}.").format(told=told, part=part)),
            Text(
                _("You see the names of those who write back, and of nobody else. Silence is an answer too."),
                small=True,
            ),
        ),
    )


def sent_lately(ctx: Context) -> tuple[Row, ...]:
    """The way back to one's own last word of the past two weeks."""
    sent = community.last_sent(ctx.tx, ctx.me)
    if sent is None:
        return ()
    said = _("Your word to {team} on {day}").format(
        team=Plain(community.addressed(ctx.tx, sent).name), day=say_date(local_day(sent.sent_at, ctx.me.zone))
    )
    return (Row(said, Button(_("Look"), show_sent.id(sent.id))),)


@press("sent", reads=True)
def show_sent(ctx: Context, pressed: Pressed) -> Reply:
    """One's own word, with the totals of this moment."""
    drawn = receipt(ctx, pressed.entity)
    return Beside(drawn) if drawn else _("This is no longer here. Please start again.")


@refresh(NudgeAnswered, receipt)
def after_answer(fact: NudgeAnswered) -> int:
    """The sender's totals are drawn anew."""
    return fact.nudge


@due("effect")
def tell_effect(ctx: Context, payload: dict[str, Any]) -> Send | None:
    """Four weeks after the word its sender reads in the digest what is known since."""
    sent = community.find(ctx.tx, payload["nudge"])
    if sent is None:
        return None
    key = f"community.effect:{sent.id}"
    return Send(f"person:{sent.sender_id}", effect.full, sent.id, community.TOPIC, "digest", key)


@view("effect")
def effect(ctx: Context, number: int) -> Message | None:
    """Before and after, for the sender alone; the numbers say what happened, not why."""
    sent = community.find(ctx.tx, number)
    if sent is None or sent.sender_id != ctx.me.id:
        return None
    name = community.addressed(ctx.tx, sent).name
    part = community.say_part(community.answered(ctx.tx, number), sent.addressed)
    found = community.effect_of(ctx.tx, sent)
    said = (
        _(
            "Messages per member per working day: {before} in the four weeks before, {after} in the four weeks after."
        ).format(before=say_number(found[0], 2), after=say_number(found[1], 2))
        if found
        else _(
            "Whether they talk more is unknown: it is only measured for a whole team, on a recorded ground, in weeks that count."
        )
    )
    return Message(
        _("Four weeks after your word to {team}").format(team=clean(name, one_line=True, most=80)),
        (
            Text(said),
            Text(_("Answered: {part}.").format(part=part)),
            Text(_("This says what happened, not why. Other things happened in these weeks too."), small=True),
            Actions((how_button(),)),
        ),
    )
