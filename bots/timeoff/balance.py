"""The balance: how many hours are left, and every line that led there."""

from bots.bot import Asked, Pressed, Reply, command, home, press
from bots.chat import Context
from bots.timeoff.drawing import said_days
from bots.timeoff.request import RequestForm, mine
from bots.ui import Actions, Button, Fields, Message, Node, Plain, Row, Text
from core import timeoff
from core.timeoff import Entry
from core.words import N_, _, say_date

LINES = 12
SAID = {
    Entry.OPENING: N_("Opening balance"), Entry.GRANT: N_("Entitlement"), Entry.USE: N_("Taken"),
    Entry.RETURN: N_("Returned"), Entry.CORRECTION: N_("Correction"),
}  # fmt: skip


@command(
    "timeoff balance", "verlof saldo", help=("Your balance, line by line", "Je saldo, regel voor regel"), reads=True
)
def show_balance(ctx: Context, asked: Asked) -> Message:
    """What is left, what is asked for, and why."""
    balance = timeoff.balance_of(ctx.tx, ctx.me.id)
    if not balance.known:
        return Message(
            _("Your balance is unknown"), (Text(_("Ask HR for your opening balance. You can ask for leave already.")),)
        )
    pairs = ((_("Left"), _("{n} hours").format(n=timeoff.hours(balance.remaining))),
             (_("You can ask for"), _("{n} hours").format(n=timeoff.hours(balance.available))))  # fmt: skip
    lines = timeoff.explain(ctx.tx, ctx.me, ctx.me.id)
    told = [
        f"- {say_date(line.day, 'd MMM y')} · {_(SAID[line.entry])} · **{_signed(line.minutes)}** → {timeoff.hours(line.total)}"
        + (f" · {Plain(line.reason)}" if line.reason else "")
        for line in lines[-LINES:]
    ]
    earlier = [Text(_("and {n} earlier lines").format(n=len(lines) - LINES), small=True)] if len(lines) > LINES else []
    return Message(_("Your balance"), (Fields(pairs), Text("\n".join(told)), *earlier), sensitive=True)


@command(
    "timeoff mine",
    "verlof mijn",
    help=("Your leave: coming, waiting, balance", "Je verlof: gepland, in afwachting, saldo"),
)
def show_mine(ctx: Context, asked: Asked) -> Message:
    """Where the door on Home leads: what is coming, what is left, and asking for more."""
    coming = timeoff.coming(ctx.tx, ctx.me.id, ctx.today)
    balance = timeoff.balance_of(ctx.tx, ctx.me.id)
    body: list[Node] = [
        Row(f"**{said_days(one.days)}** · {timeoff.say_status(one.status)}", Button(_("Look"), show_one.id(one.id)))
        for one in coming[:6]
    ]
    if balance.known:
        body.append(Text(_("You can ask for {n} hours.").format(n=timeoff.hours(balance.available))))
    body.append(Actions((
        Button(_("Ask for time off…"), open_form.id(), "primary"), Button(_("Why this balance?"), why.id()),
    )))  # fmt: skip
    return Message(_("Your time off"), tuple(body), sensitive=True)


@press("form", reads=True)
def open_form(ctx: Context, pressed: Pressed) -> Reply:
    """The request form."""
    return RequestForm.open(half="all")


@press("why", reads=True)
def why(ctx: Context, pressed: Pressed) -> Reply:
    """The balance, explained."""
    return show_balance(ctx, Asked("", {}))  # type: ignore[no-any-return]


@press("one")
def show_one(ctx: Context, pressed: Pressed) -> Reply:
    """One of one's own requests."""
    return mine.of(pressed.entity)


@home(50)
def next_leave(ctx: Context) -> Row | None:
    """The next leave."""
    coming = timeoff.coming(ctx.tx, ctx.me.id, ctx.today)
    if not coming:
        return None
    said = f"**{said_days(coming[0].days)}** · {timeoff.say_status(coming[0].status)}"
    return Row(said, Button(_("Look"), show_one.id(coming[0].id)))


def _signed(minutes: int) -> str:
    return ("+" if minutes >= 0 else "−") + timeoff.hours(abs(minutes))
