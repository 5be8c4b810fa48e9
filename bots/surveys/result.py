"""The result: a picture, the same numbers as text, and nothing where it would give somebody away."""

from collections.abc import Iterable

from bots.bot import Asked, Pressed, Reply, command, on, press, view
from bots.chat import Beside, Context, Send
from bots.surveys.ambassador import invitation
from bots.surveys.comment import read
from bots.surveys.drawing import asked_name, said_moment, scale
from bots.surveys.figures import heat, one_figure, several
from bots.surveys.opening import call
from bots.ui import Actions, Button, Message, Plain, Text, shortened
from core import people, surveys
from core.errors import NotAllowed
from core.surveys import FACES, Result, RoundClosed
from core.words import _

MOST_NAMES = 12


@view("result")
def result(ctx: Context, round_id: int) -> Message | None:
    """A round's result, as far as it may be shown to this reader."""
    try:
        found = surveys.result(ctx.tx, ctx.me, round_id)
    except NotAllowed:
        return None
    asked = found.round
    summary = _("Result of the pulse of {team}").format(team=asked_name(ctx, asked))
    title = Text("\n".join(f"**{surveys.ask(one)}**" for one in asked.questions))
    if found.kind == "open":
        moment = said_moment(asked.closes_at, ctx.me.zone)
        return Message(summary, (title, Text(_("Not yet visible. It closes on {moment}.").format(moment=moment))))
    if found.kind == "hidden":
        return Message(summary, (title, Text(_("Not enough answers to show anything. Thank you."))))
    words = Actions((Button(_("Comments"), read.id(round_id)),))
    if len(found.figures) > 1:
        return Message(summary, (*several(ctx, found), words, *invitation(ctx, round_id)))
    names = list(_by_name(found))
    named = [Text("\n".join(names))] if names else []
    return Message(summary, (title, *one_figure(found), *heat(ctx, found), *named, words, *invitation(ctx, round_id)))


def _by_name(found: Result) -> Iterable[str]:
    for value in FACES:
        names = [str(Plain(shortened(name, 40))) for given, name in found.named if given == value]
        more = _("and {n} more").format(n=len(names) - MOST_NAMES)
        if names:
            yield f"- {scale(value)}: " + ", ".join([*names[:MOST_NAMES], *([more] if names[MOST_NAMES:] else [])])


@on(RoundClosed)
def publish(ctx: Context, closed: RoundClosed) -> list[Send]:
    """To the team's place, under the card that called where one stands; a team without a place gets it in the digest."""
    key = f"surveys:{closed.round_id}:result"
    places = [place for place in people.places(ctx.tx, "team") if closed.team_id and place.team_id == closed.team_id]
    if places:
        return [
            Send(f"place:{place.id}", result.full, closed.round_id, "pulse_result", key=f"{key}:{place.id}",
                 thread=call.of(closed.round_id))
            for place in places
        ]  # fmt: skip
    return [Send(f"person:{person}", result.full, closed.round_id, "pulse_result", "digest", f"{key}:p{person}")
            for person in surveys.invitees(ctx.tx, closed.round_id)]  # fmt: skip


@command(
    "pulse results", "puls uitslag", help=("The last result of your team", "De laatste uitslag van je team"), reads=True
)
def results(ctx: Context, asked: Asked) -> Reply:
    """The newest result this person may see."""
    round_id = surveys.latest(ctx.tx, ctx.me)
    return result.of(round_id) if round_id else _("There is no result for you yet. /pulse mine shows what comes.")


@press("result", reads=True)
def show(ctx: Context, pressed: Pressed) -> Reply:
    """One round's result, beside the message it was asked from."""
    drawn: Message | None = result(ctx, pressed.entity)
    return Beside(drawn) if drawn else _("There is no result for you yet. /pulse mine shows what comes.")
