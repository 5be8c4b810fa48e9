"""The result: a picture, the same numbers as text, and nothing where it would give somebody away."""

from collections.abc import Iterable

from bots.bot import Asked, Pressed, Reply, command, on, press, view
from bots.chat import Beside, Context, Send
from bots.surveys.drawing import said_moment, said_rate, scale, team_name
from bots.surveys.opening import call
from bots.ui import Chart, Fields, Message, Node, Plain, Text, shortened
from core import people, surveys
from core.errors import NotAllowed
from core.surveys import FACES, Result, RoundClosed
from core.words import _, say_number

MOST_NAMES = 12


@view("result")
def result(ctx: Context, round_id: int) -> Message | None:
    """A round's result, as far as it may be shown to this reader."""
    try:
        found = surveys.result(ctx.tx, ctx.me, round_id)
    except NotAllowed:
        return None
    asked = found.round
    summary = _("Result of the pulse of {team}").format(team=team_name(ctx, asked.team_id))
    question = Text(f"**{surveys.ask(asked.question)}**")
    if found.kind == "open":
        moment = said_moment(asked.closes_at, ctx.me.zone)
        return Message(summary, (question, Text(_("Not yet visible. It closes on {moment}.").format(moment=moment))))
    if found.kind == "hidden":
        return Message(summary, (question, Text(_("Not enough answers to show anything. Thank you."))))
    return Message(summary, (question, *_numbers(found)))


def _numbers(found: Result) -> Iterable[Node]:
    responded = (_("Response"), said_rate(found.rate))
    if found.kind == "band" or found.mean is None:
        yield Text(_("Nearly all answers lie between {low} and {high}. They are too alike to show each number.").format(
            low=scale(found.low), high=scale(found.high)))  # fmt: skip
        yield Fields((responded,))
        return
    values, unit = (found.counts, "") if found.counts else (found.shares, "%")
    labels, most = tuple(scale(value) for value in FACES), max(values)
    chosen = _(" and ").join(label for label, n in zip(labels, values, strict=True) if n == most)
    alt = _("The average is {mean} out of 5. Chosen most: {chosen}.").format(mean=say_number(found.mean), chosen=chosen)
    yield Chart("bars", _("In numbers"), alt, labels, tuple(map(float, values)), unit)
    how_many = (_("Answers"), str(found.answers) if found.counts else _("{n} or more").format(n=found.round.minimum))
    shown = tuple(str(value) if found.counts else _("about {n} %").format(n=value) for value in values)
    yield Fields(((_("Average"), say_number(found.mean)), how_many, responded, *zip(labels, shown, strict=True)))
    if not found.counts:
        yield Text(_("Rounded to tens, so that nobody can tell who did not answer."), small=True)
    if lines := list(_by_name(found)):
        yield Text("\n".join(lines))


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
    places = [place for place in people.places(ctx.tx, "team") if place.team_id == closed.team_id]
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
