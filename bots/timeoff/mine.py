"""One's own request wherever it stands: sent, decided, taken back, with what can still be done about it."""

from bots.bot import Pressed, Reply, press, view
from bots.chat import Context
from bots.timeoff.drawing import said_days
from bots.ui import Actions, Button, Message, Node, Text, quoted
from core import people, timeoff
from core.desk import live
from core.timeoff import Status
from core.words import _


@view("mine")
def mine(ctx: Context, number: int) -> Message | None:
    """One's own request, wherever it stands."""
    asked = timeoff.find(ctx.tx, number)
    if asked is None or asked.person_id != ctx.me.id:
        return None
    days = said_days(asked.days)
    cover = [Text(_cover(ctx, asked), small=True)] if asked.cover_id else []
    change_button = Button(_("Other days…"), f"timeoff.other:{number}:{asked.version}")
    cover_button = Button(_("Other cover…") if asked.cover_id else _("Ask for cover…"), f"timeoff.cover_form:{number}")
    if asked.status == Status.PENDING:
        names = timeoff.who_decides(ctx.tx, asked, ctx.today)
        return Message(
            _("Sent: {days}").format(days=days),
            (Text(_("{names} decides. You hear it here.").format(names=names)), *cover,
             Actions((Button(_("Withdraw"), take_back.id(number, asked.version)), change_button, cover_button))), sensitive=True,
        )  # fmt: skip
    body: list[Node] = [Text(timeoff.outcome(ctx.tx, asked)), *cover]
    if asked.reason:
        body.append(Text(quoted(asked.reason)))
    if asked.status == Status.APPROVED and asked.first_day >= ctx.today:
        cancel = Button(_("Cancel this leave"), take_back.id(number, asked.version))
        body.append(Actions((cancel, change_button, cover_button)))
    elif asked.status == Status.APPROVED and asked.last_day >= ctx.today:
        body.append(Actions((Button(_("Back earlier…"), f"timeoff.back:{number}:{asked.version}"), cover_button)))
    tone = {Status.APPROVED.value: "good", Status.DECLINED.value: "bad"}.get(asked.status, "none")
    title = {
        Status.APPROVED.value: _("Approved: {days}"), Status.DECLINED.value: _("Declined: {days}"),
        Status.WITHDRAWN.value: _("Withdrawn: {days}"), Status.CANCELLED.value: _("Cancelled: {days}"),
    }[asked.status]  # fmt: skip
    if asked.status == Status.APPROVED and asked.decided_at is None:
        title = _("Noted: {days}")
    return Message(title.format(days=days), tuple(body), tone, sensitive=True)


def _cover(ctx: Context, asked: timeoff.Asked) -> str:
    said = {"asked": _("{name} is asked to cover"), "accepted": _("{name} covers"), "declined": _("{name} can't cover")}
    return said[asked.cover].format(name=people.get(ctx.tx, asked.cover_id or 0).name)


@view("answer")
def answer(ctx: Context, number: int) -> Message | None:
    """The answer as it comes: where the person's own copy stands already, a yes is one line and a no has its reason."""
    drawn: Message | None = mine(ctx, number)
    own = f"person:{ctx.me.id}"
    if drawn is None or not any(stood.viewer == own for stood in live.standing(ctx.tx, mine.full, number)):
        return drawn
    asked = timeoff.find(ctx.tx, number)
    yes = asked is not None and asked.status == Status.APPROVED
    told = () if yes else tuple(node for node in drawn.body if not isinstance(node, Actions))
    return Message(drawn.summary, told, drawn.tone, sensitive=True)


@press("take_back")
def take_back(ctx: Context, pressed: Pressed) -> Reply:
    """Withdraw what waits, or cancel what was approved."""
    timeoff.take_back(ctx.tx, ctx.me, pressed.entity)
    return mine.of(pressed.entity)
