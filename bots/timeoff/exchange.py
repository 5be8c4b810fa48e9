"""Another day off instead of a public holiday: chosen in one form, told to who leads, taken back by one click."""

from bots.bot import Asked, Pressed, Reply, command, on, press, submit, view
from bots.chat import Context, Send
from bots.ui import (
    Actions,
    Button,
    ChoiceField,
    DateField,
    Form,
    FormNode,
    Message,
    Node,
    Option,
    Row,
    Text,
)
from core import calendar, people, timeoff
from core.calendar import DayOff, HolidayExchanged
from core.words import N_, _, say_date

MOST = 25


class ExchangeForm(Form):
    """Which public holiday, and which day instead."""

    TITLE, SUBMIT = N_("Exchange a holiday"), N_("Exchange")
    holiday = ChoiceField(N_("The public holiday on which you work"))
    free = DateField(N_("The day off instead"), hint=N_("A working day of as many hours, in the same year"))


def _options(days: list[DayOff]) -> tuple[Option, ...]:
    return tuple(Option(str(one.day), f"{say_date(one.day)} · {one.name}"[:75]) for one in days[:MOST])


@command(
    "timeoff exchange", "verlof ruilen",
    help=("Another day off instead of a public holiday", "Een andere vrije dag in plaats van een feestdag"),
)  # fmt: skip
def show_exchanges(ctx: Context, asked: Asked) -> Reply:
    """What is exchanged, or the form at once when nothing is."""
    rows: list[Node] = []
    for one in timeoff.exchanged(ctx.tx, ctx.me):
        said = _said(ctx, one)
        undo = Button(_("Undo"), take_back.id(one.id))
        rows.append(Row(said, undo) if min(one.worked_on, one.free_on) > ctx.today else Text(said))
    if not rows:
        return _form(ctx)
    more = Actions((Button(_("Exchange a holiday…"), begin.id()),))
    return Message(_("Holidays you exchanged"), (*rows[:8], more))


def _form(ctx: Context) -> Reply:
    days = timeoff.exchangeable(ctx.tx, ctx.me)
    if not days:
        return _("There is no public holiday that you can exchange. Ask HR whether that can change.")
    return ExchangeForm.open(options={"holiday": _options(days)}, holiday=str(days[0].day))


@press("exchange", reads=True)
def begin(ctx: Context, pressed: Pressed) -> FormNode | str:
    """The form."""
    return _form(ctx)  # type: ignore[return-value]


@submit("exchanged", ExchangeForm)
def exchange(ctx: Context, form: ExchangeForm) -> Reply:
    """From now on the one is worked and the other free; leave on these days is costed anew."""
    return exchange_card.of(timeoff.exchange(ctx.tx, ctx.me, ctx.today.fromisoformat(form.holiday), form.free))


@view("exchange")
def exchange_card(ctx: Context, number: int) -> Message | None:
    """Who works on which public holiday and is free when, for the person and for who leads them."""
    one = calendar.exchange(ctx.tx, number)
    if one is None:
        return Message(_("A public holiday is not exchanged after all"))
    if one.person_id == ctx.me.id:
        said = Text(_said(ctx, one))
        return Message(_("Exchanged"), (said, Actions((Button(_("Undo"), take_back.id(number)),))), "good")
    name = people.get(ctx.tx, one.person_id).name
    return Message(_("{name} exchanged a public holiday").format(name=name), (Text(_said(ctx, one)),))


def _said(ctx: Context, one: calendar.Exchange) -> str:
    said = _("You work on {holiday} and are free on **{day}**")
    if one.person_id != ctx.me.id:
        said = _("Works on {holiday}, free on **{day}**")
    return said.format(holiday=_named(ctx, one), day=say_date(one.free_on, "EEE d MMM y"))


def _named(ctx: Context, one: calendar.Exchange) -> str:
    location = people.get(ctx.tx, one.person_id).location
    found = calendar.holidays_between(ctx.tx, location, one.worked_on, one.worked_on)
    day = say_date(one.worked_on, "EEE d MMM y")
    return f"{found[0].name} ({day})" if found else day


@press("exchange_undo")
def take_back(ctx: Context, pressed: Pressed) -> Reply:
    """Off on the public holiday again."""
    timeoff.take_back_exchange(ctx.tx, ctx.me, pressed.entity)
    return Message(_("Undone"), (Text(_("You are off on the public holiday again.")),))


@on(HolidayExchanged)
def after_exchange(ctx: Context, fact: HolidayExchanged) -> list[Send]:
    """Leave on either day is costed anew, the month of the team shows it, and who leads hears of it."""
    timeoff.recost_person(ctx.tx, fact.person_id, min(fact.worked_on, fact.free_on))
    person = people.get(ctx.tx, fact.person_id)
    timeoff.moved(ctx.tx, person.team_id)
    found = [one for one in timeoff.exchanged(ctx.tx, person) if one.worked_on == fact.worked_on]
    if not found or not person.manager_id:
        return []
    return [Send(f"person:{person.manager_id}", exchange_card.full, found[0].id, "decision", "digest")]
