"""Asking for time off: what it costs before it is sent, the form, and taking it back."""

from datetime import date

from bots.bot import Asked, Opt, Pressed, Reply, command, press, submit, view
from bots.chat import Context
from bots.timeoff.drawing import days_and_hours, occupancy_bars, said_days
from bots.ui import (
    Actions,
    Button,
    ChoiceField,
    DateRangeField,
    Fields,
    Form,
    FormNode,
    Message,
    Node,
    Option,
    Text,
    TextField,
    quoted,
)
from core import timeoff, when
from core.desk import drafts, live
from core.errors import NotAllowed
from core.timeoff import Status
from core.when import Part, Range, Unclear
from core.words import N_, _

HALVES = {"all": N_("Whole days"), "first": N_("Half first day (afternoon)"), "last": N_("Half last day (morning)")}


class RequestForm(Form):
    """When, which half, and a word for whoever decides."""

    TITLE, SUBMIT = N_("Time off"), N_("See what it takes")
    when = DateRangeField(N_("When"), hint=N_("First and last day, for example 24 nov - 27 nov"))
    half = ChoiceField(N_("Part of the day"), lambda: tuple(Option(key, _(label)) for key, label in HALVES.items()))
    note = TextField(N_("Note for whoever decides"), required=False, multiline=True, most=500,
                     hint=N_("No health details: nobody needs them to decide"))  # fmt: skip


@command(
    "timeoff", "verlof", help=("Ask for time off", "Verlof aanvragen"),
    options=(Opt("when", "days", ("when", "wanneer"), ("24 nov - 27 nov", "24 nov t/m 27 nov")),),
)  # fmt: skip
def ask(ctx: Context, asked: Asked) -> Reply:
    """Days typed: what they take, with one click to send. Nothing typed: the form."""
    typed = asked.get("when")
    if not typed:
        return RequestForm.open(half="all")
    try:
        days = when.parse_range(typed, ctx.today)
    except Unclear as unclear:
        choices = [choice if isinstance(choice, Range) else Range(choice, choice) for choice in unclear.choices]
        buttons = tuple(Button(said_days(choice)[:30], preview_days.id(0, *_packed(choice))) for choice in choices[:5])
        return Message(_("Which days do you mean?"), (Text(unclear.text), Actions(buttons)))
    return preview(ctx, days)


def preview(ctx: Context, days: Range, note: str = "") -> Message:
    """What these days take: hours, the balance before and after, and who is left of the team on each day."""
    cost = timeoff.check(ctx.tx, ctx.me, days)
    draft = _keep(ctx, note)
    pairs = [(_("Takes"), days_and_hours(cost.minutes, cost.half_days))]
    if cost.balance.known:
        left = cost.balance.available
        pairs.append((_("Balance"), _("{before} → {after} hours").format(
            before=timeoff.hours(left), after=timeoff.hours(left - cost.minutes))))  # fmt: skip
    else:
        pairs.append((_("Balance"), _("unknown: ask HR for your opening balance")))
    body: list[Node] = [Fields(tuple(pairs)), *([Text(quoted(note))] if note else [])]
    body += occupancy_bars(ctx.tx, ctx.me, days, leaving=True)
    body.append(Actions((
        Button(_("Request"), send.id(draft, *_packed(days)), "primary"),
        Button(_("Change…"), change.id(draft, *_packed(days))),
    )))  # fmt: skip
    return Message(_("Time off {days}").format(days=said_days(days)), tuple(body), sensitive=True)


@press("preview")
def preview_days(ctx: Context, pressed: Pressed) -> Message:
    """The days that were meant."""
    return preview(ctx, _unpacked(pressed.args))


@press("change")
def change(ctx: Context, pressed: Pressed) -> FormNode:
    """Back to the form, filled in."""
    return RequestForm.open(half="all", when=_unpacked(pressed.args).iso, note=_kept(ctx, pressed.entity))


@submit("draft", RequestForm)
def show_cost(ctx: Context, form: RequestForm) -> Message:
    """The form's days, with what they take."""
    days = form.when
    if form.half == "first":
        days = Range(days.first_day, days.last_day, Part.AFTERNOON, days.last_part if days.days > 1 else Part.AFTERNOON)
    elif form.half == "last":
        days = Range(days.first_day, days.last_day, days.first_part if days.days > 1 else Part.MORNING, Part.MORNING)
    return preview(ctx, days, form.note)


@press("send")
def send(ctx: Context, pressed: Pressed) -> Reply:
    """Ask for these days; the message becomes the receipt."""
    number = timeoff.request(ctx.tx, ctx.me, _unpacked(pressed.args), _kept(ctx, pressed.entity))
    return mine.of(number)


@view("mine")
def mine(ctx: Context, number: int) -> Message | None:
    """One's own request, wherever it stands."""
    asked = timeoff.find(ctx.tx, number)
    if asked is None or asked.person_id != ctx.me.id:
        return None
    days = said_days(asked.days)
    if asked.status == Status.PENDING:
        names = timeoff.who_decides(ctx.tx, asked)
        return Message(
            _("Sent: {days}").format(days=days),
            (Text(_("{names} decides. You hear it here.").format(names=names)),
             Actions((Button(_("Withdraw"), take_back.id(number, asked.version)),))), sensitive=True,
        )  # fmt: skip
    body: list[Node] = [Text(timeoff.outcome(ctx.tx, asked))]
    if asked.reason:
        body.append(Text(quoted(asked.reason)))
    if asked.status == Status.APPROVED and asked.first_day >= ctx.today:
        body.append(Actions((Button(_("Cancel this leave"), take_back.id(number, asked.version)),)))
    tone = {Status.APPROVED.value: "good", Status.DECLINED.value: "bad"}.get(asked.status, "none")
    title = {
        Status.APPROVED.value: _("Approved: {days}"), Status.DECLINED.value: _("Declined: {days}"),
        Status.WITHDRAWN.value: _("Withdrawn: {days}"), Status.CANCELLED.value: _("Cancelled: {days}"),
    }[asked.status]  # fmt: skip
    return Message(title.format(days=days), tuple(body), tone, sensitive=True)


@view("answer")
def answer(ctx: Context, number: int) -> Message | None:
    """The answer as it comes: without buttons where the person's own copy stands already, and has them."""
    drawn: Message | None = mine(ctx, number)
    own = f"person:{ctx.me.id}"
    if drawn is None or not any(stood.viewer == own for stood in live.standing(ctx.tx, mine.full, number)):
        return drawn
    told = tuple(node for node in drawn.body if not isinstance(node, Actions))
    return Message(drawn.summary, told, drawn.tone, sensitive=True)


@press("take_back")
def take_back(ctx: Context, pressed: Pressed) -> Reply:
    """Withdraw what waits, or cancel what was approved."""
    timeoff.take_back(ctx.tx, ctx.me, pressed.entity)
    return mine.of(pressed.entity)


def _packed(days: Range) -> tuple[str, str, str, str]:
    return (f"{days.first_day:%Y%m%d}", f"{days.last_day:%Y%m%d}", days.first_part.value, days.last_part.value)


def _unpacked(args: tuple[str, ...]) -> Range:
    try:
        first, last = (date.fromisoformat(text) for text in args[:2])
        return Range(first, last, Part(args[2]), Part(args[3]))
    except (ValueError, IndexError):
        raise NotAllowed(_("I can't read these days. Type for example /timeoff 24 nov - 27 nov.")) from None


def _keep(ctx: Context, note: str) -> int:
    return drafts.keep(ctx.tx, ctx.me.id, "timeoff.note", {"note": note}) if note else 0


def _kept(ctx: Context, draft: int) -> str:
    kept = drafts.load(ctx.tx, ctx.me.id, "timeoff.note", draft) if draft else None
    return str(kept["note"]) if kept else ""
