"""Each morning: who is asked because of a date of their own, in private; two kind words at most to who is quiet."""

from typing import Any

from bots.bot import due, every, refresh, view
from bots.chat import Context, Send
from bots.surveys import answer, nudge
from bots.surveys.drawing import open_until, title
from bots.surveys.opening import reachable
from bots.ui import Actions, Button, Message, Text
from core import jobs, surveys
from core.surveys import RoundClosed, SeatTakenBack
from core.words import _


@every("30 7 * * *")
def each_morning(ctx: Context, slot: str) -> list[Send]:
    """Whoever's day it is gets the questions within their own working hours, once."""
    return _asked(ctx, 1)


@due("morning")
def rest_of_morning(ctx: Context, planned: dict[str, Any]) -> list[Send]:
    """When many have the same day, some hundreds at a time."""
    return _asked(ctx, int(planned["turn"]))


def _asked(ctx: Context, turn: int) -> list[Send]:
    seats = surveys.look(ctx.tx)
    if len(seats) == surveys.AT_ONCE:
        following = {"turn": turn + 1}
        jobs.at(ctx.tx, f"{surveys.MORNING}:{ctx.today}:{turn + 1}", ctx.now, surveys.MORNING, following)
    return [
        Send(f"person:{seat.person_id}", answer.card.full, seat.round_id, answer.TOPIC, "invite",
             f"surveys:{seat.round_id}:{seat.person_id}:{seat.invited_on}")
        for seat in seats
    ]  # fmt: skip


@due("again")
def once_more(ctx: Context, planned: dict[str, Any]) -> Send | None:
    """The first time a message, the second time a line in the digest; nothing for who is away, and no third time."""
    round_id, person, turn = int(planned["round"]), int(planned["person"]), int(planned["turn"])
    if not surveys.waits_still(ctx.tx, round_id, person) or not reachable(ctx, person):
        return None
    urgency = "nudge" if turn == 1 else "digest"
    return Send(f"person:{person}", still_open.full, round_id, answer.TOPIC, urgency,
                f"surveys:{round_id}:{person}:{ctx.today}:{turn}")  # fmt: skip


@view("still_open")
def still_open(ctx: Context, round_id: int) -> Message | None:
    """A word to who is quiet. Once answered or closed it is not sent any more, and one that stands says no more."""
    if not surveys.invited(ctx.tx, ctx.me, round_id):
        return None
    asked = surveys.find(ctx.tx, round_id)
    if not surveys.open_for(ctx.tx, ctx.me, asked) or surveys.has_answered(ctx.tx, ctx.me, round_id):
        return answer.drawn(ctx, round_id) if answer.stands(ctx, still_open, round_id) else None
    words = f"{open_until(ctx, asked)} " + _("Not answering is fine too. Nobody else gets to see this.")
    return Message(_("Four questions wait for you: {title}").format(title=title(ctx, asked)), (
        Text(words),
        Actions((Button(_("Answer"), nudge.here.id(round_id), "primary"), answer.less_button(round_id))),
    ))  # fmt: skip


@refresh(RoundClosed, still_open)
def said_no_more(happened: RoundClosed) -> int:
    """A word that stands loses its buttons."""
    return happened.round_id


@refresh(SeatTakenBack, answer.card, still_open)
def too_early(happened: SeatTakenBack) -> int:
    """The card says so."""
    return happened.round_id
