"""The result: a picture, the same numbers as text, and nothing where it would give somebody away."""

from collections.abc import Iterable

from bots.bot import Asked, Pressed, Reply, command, on, press, view
from bots.chat import Beside, Context, Send
from bots.surveys.ambassador import invitation
from bots.surveys.comment import read
from bots.surveys.drawing import result_title, said_moment, scale
from bots.surveys.export import export
from bots.surveys.figures import heat, one_figure, several
from bots.surveys.focus import choose_focus, promised
from bots.surveys.gaps import groups, pictured_gaps
from bots.surveys.opening import call
from bots.surveys.share import to_share, word_first
from bots.ui import Actions, Button, Message, Node, Plain, Text, quoted, shortened
from core import people, surveys
from core.errors import NotAllowed
from core.people import Role
from core.surveys import FACES, Opened, Result, RoundClosed, RoundShared
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
    summary = result_title(ctx, asked)
    title = Text(
        "\n".join(f"**{Plain(surveys.asked_words(ctx.tx, ctx.me, asked, one))}**" for one in asked.questions[:3])
    )
    if found.kind == "open":
        closes = _("Not yet visible. It closes on {moment}.").format(moment=said_moment(asked.closes_at, ctx.me.zone))
        pooled = _("Not yet visible. It comes when enough people have answered.")
        return Message(summary, (title, Text(pooled if asked.personal else closes)))
    if found.kind == "unshared":
        owner = people.get(ctx.tx, asked.owner_id)
        return Message(summary, (Text(_("{owner} shares the result soon.").format(owner=Plain(owner.name))),))
    if found.kind == "hidden":
        return Message(summary, (title, Text(_("Not enough answers to show anything. Thank you."))))
    end: list[Node] = [*promised(ctx, asked), Actions(tuple(_buttons(ctx, asked))), *invitation(ctx, round_id)]
    word: list[Node] = [Text(quoted(asked.shared_words))] if asked.shared_words else []
    if asked.went_on:
        word += [
            Text(_("The next round did not wait for this result. The reason:"), small=True),
            Text(quoted(asked.went_on)),
        ]
    if asked.kind == "evp":
        return Message(summary, (*word, *pictured_gaps(ctx, found), *end))
    if len(found.figures) > 1:
        return Message(summary, (*word, *several(ctx, found), *end))
    names = list(_by_name(found))
    named = [Text("\n".join(names))] if names else []
    return Message(summary, (title, *word, *one_figure(ctx, found), *heat(ctx, found), *named, *end))


def _buttons(ctx: Context, asked: Opened) -> list[Button]:
    """Comments for all; the numbers to take along, and what comes of them, for who asked."""
    found = [Button(_("Comments"), read.id(asked.id))]
    if asked.kind == "evp":
        found.append(Button(_("By group"), groups.id(asked.id)))
    if ctx.me.id and surveys.may_share(ctx.tx, ctx.me, asked):
        found += [
            Button(_("Choose a focus…"), choose_focus.id(asked.id)),
            Button(_("Take the numbers along"), export.id(asked.id)),
        ]
        if asked.unshared:
            found.append(Button(_("Share it…"), word_first.id(asked.id), "primary"))
    return found


def _by_name(found: Result) -> Iterable[str]:
    for value in FACES:
        names = [str(Plain(shortened(name, 40))) for given, name in found.named if given == value]
        more = _("and {n} more").format(n=len(names) - MOST_NAMES)
        if names:
            yield f"- {scale(value)}: " + ", ".join([*names[:MOST_NAMES], *([more] if names[MOST_NAMES:] else [])])


@on(RoundClosed)
def publish(ctx: Context, closed: RoundClosed) -> list[Send]:
    """A team's result is told at once; what was asked beyond one team waits for a word of who asked."""
    asked = surveys.find(ctx.tx, closed.round_id)
    if asked.unshared:
        left_on = people.get(ctx.tx, asked.owner_id).left_on
        gone = asked.personal and left_on is not None and left_on < ctx.today
        keepers = [one.id for one in people.with_role(ctx.tx, Role.HR)] if gone else [asked.owner_id]
        return [
            Send(f"person:{one}", to_share.full, asked.id, "pulse_share", key=f"surveys:{asked.id}:share:{one}")
            for one in keepers
        ]
    return _told(ctx, asked)


@on(RoundShared)
def tell(ctx: Context, shared: RoundShared) -> list[Send]:
    """Everybody who was invited sees what came out."""
    return _told(ctx, surveys.find(ctx.tx, shared.round_id))


def _told(ctx: Context, asked: Opened) -> list[Send]:
    """To the team's place, under the card that called where one stands; else each who was invited gets it in the digest."""
    key = f"surveys:{asked.id}:result"
    places = [place for place in people.places(ctx.tx, "team") if asked.team_id and place.team_id == asked.team_id]
    if places:
        return [
            Send(f"place:{place.id}", result.full, asked.id, "pulse_result", key=f"{key}:{place.id}",
                 thread=call.of(asked.id))
            for place in places
        ]  # fmt: skip
    return [Send(f"person:{person}", result.full, asked.id, "pulse_result", "digest", f"{key}:p{person}")
            for person in surveys.invitees(ctx.tx, asked.id)]  # fmt: skip


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
