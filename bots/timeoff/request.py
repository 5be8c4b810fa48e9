"""Asking for time off: what it costs before it is sent, and the form."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from bots.bot import Asked, Opt, Pressed, Reply, addressed, command, press, submit, view
from bots.chat import Context, Said, Shown
from bots.timeoff.drawing import amount, blocked_lines, days_and_hours, occupancy_bars, said_days
from bots.timeoff.mine import mine
from bots.timeoff.notices import said_pot
from bots.timeoff.words import Typed, apart, choices_of, days_of, keep, kept, packed, unpacked, wanted_in
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
    PersonField,
    Text,
    TextField,
    quoted,
)
from core import people, timeoff
from core.errors import FieldError, UserError
from core.timeoff import HOLIDAY, Wish
from core.when import Part, Range, Unclear
from core.words import N_, _, ngettext, say_date

HALVES = {"all": N_("Whole days"), "first": N_("Half first day (afternoon)"), "last": N_("Half last day (morning)")}
MOST_HOURS = 7


def parts() -> tuple[Option, ...]:
    """Whole days, halves, or some hours of one day."""
    some = tuple(
        Option(f"h{n}", ngettext("{n} hour of one day", "{n} hours of one day", n).format(n=n))
        for n in range(1, MOST_HOURS + 1)
    )
    return (*(Option(key, _(label)) for key, label in HALVES.items()), *some)


class RequestForm(Form):
    """What, when, which part, who covers, and a word for whoever decides."""

    TITLE, SUBMIT = N_("Time off"), N_("See what it takes")
    kind = ChoiceField(N_("Type"), required=False)
    when = DateRangeField(N_("When"), hint=N_("First and last day, for example 24 nov - 27 nov"))
    half = ChoiceField(N_("Part of the day"), parts)
    cover = PersonField(N_("Who covers for you"), required=False, hint=N_("They are asked, and say yes or no"))
    note = TextField(N_("Note for whoever decides"), required=False, multiline=True, most=500,
                     hint=N_("No health details: nobody needs them to decide"))  # fmt: skip

    @classmethod
    def reopen(cls, ctx: Context, entity: int, args: tuple[str, ...], values: Mapping[str, Any]) -> FormNode:
        """The form as it was filled in, with the types that are on offer now."""
        offered = tuple(
            Option(one.key, one.name) for one in timeoff.kinds(ctx.tx, ctx.me.id, ctx.today) if one.needs != "record"
        )
        return cls.open(entity, *args, options={"kind": offered}, **values)


def open_request(
    ctx: Context, kind: str = HOLIDAY.key, when: str = "", half: str = "all", cover: str = "", note: str = ""
) -> FormNode:
    """The form with the types of leave that are on offer."""
    values = {"kind": kind, "when": when, "half": half, "cover": cover, "note": note}
    return RequestForm.reopen(ctx, 0, (), values)


@command(
    "timeoff", "verlof", help=("Ask for time off", "Verlof aanvragen"),
    options=(Opt("when", "days", ("when", "wanneer"), ("24 nov - 27 nov", "24 nov t/m 27 nov")),),
)  # fmt: skip
def ask(ctx: Context, asked: Asked) -> Reply:
    """Days typed: what they take, with one click to send. Nothing typed: the form."""
    typed = asked.get("when")
    if not typed:
        return open_request(ctx)
    parted = apart(ctx, typed)
    return understood(ctx, parted) if parted.days else open_request(ctx, kind=parted.kind)


def understood(ctx: Context, typed: Typed) -> Message:
    """What the typed days take, or which days they can mean."""
    try:
        return preview(ctx, Wish(days_of(typed, ctx.today), typed.kind, typed.hours))
    except Unclear as unclear:
        return _which(ctx, keep_unclear(ctx, typed, unclear), unclear.text)


def keep_unclear(ctx: Context, typed: Typed, unclear: Unclear) -> int:
    """Keep every reading of the typed days; nothing is guessed."""
    choices = tuple(choice if isinstance(choice, Range) else Range(choice, choice) for choice in unclear.choices)[:5]
    return keep(ctx, Wish(choices[0], typed.kind, typed.hours), True, choices)


def _which(ctx: Context, draft: int, why: str = "") -> Message:
    choices = choices_of(ctx, draft)
    buttons = tuple(Button(said_days(one)[:30], preview_days.id(draft, *packed(one))) for one in choices)
    return Message(_("Which days do you mean?"), (*([Text(why)] if why else []), Actions(buttons)))


@addressed
def typed_freely(ctx: Context, said: Said) -> Shown | None:
    """Somebody just types "vrijdagmiddag vrij" to Townhall: the answer is what it takes, with one click to send."""
    days = wanted_in(said.text) if said.text and ctx.me.id else None
    if days is None:
        return None
    typed = apart(ctx, days)
    try:
        meant = days_of(typed, ctx.today)
    except Unclear as unclear:
        return wish.of(keep_unclear(ctx, typed, unclear))
    except UserError:
        return None
    return wish.of(keep(ctx, Wish(meant, typed.kind, typed.hours), always=True))


@view("wish")
def wish(ctx: Context, draft: int) -> Message | None:
    """What was typed, as days with what they take; or what stands in their way."""
    try:
        found = kept(ctx, draft)
        return _which(ctx, draft) if choices_of(ctx, draft) else preview(ctx, found, draft)
    except UserError as refusal:
        return Message(_("Time off"), (Text(refusal.text),))


def preview(ctx: Context, wish: Wish, draft: int | None = None) -> Message:
    """What these days take: hours, the balance before and after, and who is left of the team on each day."""
    kind, days = timeoff.kind_for(ctx.tx, wish.kind, ctx.me.id, ctx.today), wish.days
    rules = timeoff.rules_at(ctx.tx, wish.kind, ctx.me.location)
    cost = timeoff.check_wish(ctx.tx, ctx.me, wish, kind, rules)
    draft = keep(ctx, wish) if draft is None else draft
    takes = amount(cost.minutes) if wish.hours else days_and_hours(cost.minutes, cost.half_days)
    pairs = [(_("Takes"), takes)]
    if kind.key != HOLIDAY.key:
        pairs.insert(0, (_("Type"), kind.name))
    if kind.deducts and cost.balance.known:
        left = cost.balance.available
        pairs.append((_("Balance"), _("{before} → {after} hours").format(
            before=timeoff.hours(left), after=timeoff.hours(left - cost.minutes))))  # fmt: skip
        used = timeoff.comes_from(days, cost)
        if used:
            pairs.append((_("Comes from"), "\n".join(
                said_pot(pot.name) + (" " + _("until {day}").format(day=say_date(pot.last, "d MMM y")) if pot.last else "")
                + ": " + amount(pot.minutes) for pot in used)))  # fmt: skip
    elif kind.deducts:
        pairs.append((_("Balance"), _("unknown: ask HR for your opening balance")))
    if rules.per_child:
        pairs += _for_child(ctx, kind, wish, cost)
    if wish.cover:
        pairs.append((_("Covers for you"), people.get(ctx.tx, wish.cover).name))
    body: list[Node] = [Fields(tuple(pairs)), *([Text(quoted(wish.note))] if wish.note else [])]
    body += blocked_lines(ctx.tx, ctx.me, days)
    body += occupancy_bars(ctx.tx, ctx.me, days, leaving=True, costs=cost.dates)
    at = packed(days)
    body.append(Actions((
        Button(_("Request") if kind.needs == "approval" else _("Tell"), send.id(draft, *at), "primary"),
        Button(_("Change…"), change.id(draft, *at)),
    )))  # fmt: skip
    return Message(_("Time off {days}").format(days=said_days(days)), tuple(body), sensitive=True)


def _for_child(ctx: Context, kind: timeoff.Kind, wish: Wish, cost: timeoff.Cost) -> list[tuple[str, str]]:
    """What is left for the child after these days, and how much of them is paid."""
    dates = [(wish.days.first_day + timedelta(days=at), some) for at, some in enumerate(cost.dates) if some]
    before, after = (timeoff.child_shares(ctx.tx, ctx.me, kind, more) for more in ((), dates))
    paid = sum(one.taken_paid for one in after) - sum(one.taken_paid for one in before)
    left = sum(one.left for one in after if one.last >= wish.days.last_day)
    told = [(_("Paid of that"), amount(paid))] if any(one.paid for one in after) else []
    return [*told, (_("Left after that"), amount(left))]


@press("preview")
def preview_days(ctx: Context, pressed: Pressed) -> Message:
    """The days that were meant."""
    return preview(ctx, kept(ctx, pressed.entity, unpacked(pressed.args)))


@press("change")
def change(ctx: Context, pressed: Pressed) -> FormNode:
    """Back to the form, filled in."""
    found = kept(ctx, pressed.entity, unpacked(pressed.args))
    return open_request(ctx, found.kind, found.days.iso, part_of(found.days, found.hours), ctx.user_of(found.cover),
                        found.note)  # fmt: skip


@submit("draft", RequestForm)
def show_cost(ctx: Context, form: RequestForm) -> Message:
    """The form's days, with what they take."""
    days, some = with_part(form.when, form.half)
    return preview(ctx, Wish(days, form.kind or HOLIDAY.key, some, form.cover or None, form.note))


def with_part(days: Range, half: str) -> tuple[Range, int]:
    """The days with the part that was chosen beside them, and minutes where hours were chosen; FieldError for both."""
    if half.startswith("h"):
        if days.days > 1:
            raise FieldError("half", _("Hours can be asked for on one day."))
        return days, int(half[1:]) * 60
    if half == "first":
        days = Range(days.first_day, days.last_day, Part.AFTERNOON, days.last_part if days.days > 1 else Part.AFTERNOON)
    elif half == "last":
        days = Range(days.first_day, days.last_day, days.first_part if days.days > 1 else Part.MORNING, Part.MORNING)
    return days, 0


def part_of(days: Range, hours: int) -> str:
    """The part that is chosen beside these days in a form, as `with_part` reads it back."""
    if hours:
        return f"h{hours // 60}" if hours in range(60, 60 * MOST_HOURS + 1, 60) else "all"
    if days.last_part is Part.MORNING:
        return "last"
    return "first" if days.first_part is Part.AFTERNOON else "all"


@press("send")
def send(ctx: Context, pressed: Pressed) -> Reply:
    """Ask for these days; the message becomes the receipt."""
    number = timeoff.ask(ctx.tx, ctx.me, kept(ctx, pressed.entity, unpacked(pressed.args)))
    return mine.of(number)
