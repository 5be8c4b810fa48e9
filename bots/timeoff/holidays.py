"""The public holidays in chat: everybody sees the coming ones, HR adds, moves or takes one off."""

from datetime import date

from bots.bot import Asked, Pressed, Reply, command, on, press, submit
from bots.chat import Context
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
    Plain,
    Text,
    TextField,
)
from core import calendar, people, timeoff
from core.calendar import HolidayChanged, PatternSet, YearSeeded
from core.errors import FieldError
from core.people import Role
from core.words import N_, _, say_date

MOST = 25


class DayOffForm(Form):
    """One day on which a location is closed."""

    TITLE, SUBMIT = N_("A day off for everybody"), N_("Add")
    location = ChoiceField(N_("For whom"))
    day = DateField(N_("Day"), hint=N_("Leave on this day is costed anew, and people hear it"))
    name = TextField(N_("Name"), most=80)


class MoveForm(Form):
    """Another date for a public holiday."""

    TITLE, SUBMIT = N_("Move a public holiday"), N_("Move")
    holiday = ChoiceField(N_("Public holiday"))
    day = DateField(N_("To"), hint=N_("Leave on both days is costed anew, and people hear it"))


class WorkForm(Form):
    """A public holiday on which people work."""

    TITLE, SUBMIT = N_("No day off after all"), N_("Take off")
    holiday = ChoiceField(N_("Public holiday"), hint=N_("Everybody works on it, and leave on it takes hours"))


def _places(ctx: Context) -> tuple[Option, ...]:
    known = sorted(calendar.locations(ctx.tx), key=lambda one: (one != ctx.me.location, one))
    return tuple(Option(one, _("Everybody in {place}").format(place=one)[:75]) for one in known[:MOST])


@command("timeoff holidays", "verlof feestdagen", help=("Public holidays", "De feestdagen"), reads=True)
def show_holidays(ctx: Context, asked: Asked) -> Message:
    """The coming year where one works; for HR with what can be changed about it."""
    days = timeoff.coming_holidays(ctx.tx, ctx.me)
    lines = "\n".join(f"- {say_date(one.day, 'EEE d MMM y')} · {Plain(one.name)}" for one in days[:MOST])
    body: list[Node] = [Text(lines or _("No public holiday is known yet."))]
    if people.has_role(ctx.tx, ctx.me.id, Role.HR):
        body.append(Actions((
            Button(_("Add a day off…"), begin_adding.id()), Button(_("Move one…"), begin_moving.id()),
            Button(_("Take one off…"), begin_working.id()),
        )))  # fmt: skip
    return Message(_("Public holidays"), tuple(body))


@press("day_off", reads=True)
def begin_adding(ctx: Context, pressed: Pressed) -> FormNode:
    """The form for one more day off."""
    places = _places(ctx)
    return DayOffForm.open(options={"location": places}, location=places[0].value)


@submit("day_off_added", DayOffForm)
def add_day_off(ctx: Context, form: DayOffForm) -> Reply:
    """From now on everybody there is off."""
    timeoff.add_day_off(ctx.tx, ctx.me, form.location, form.day, form.name)
    return _told(_("{day} is a day off now.").format(day=say_date(form.day, "EEE d MMM y")))


def _coming(ctx: Context) -> tuple[Option, ...]:
    """The coming days off of every location."""
    return tuple(
        Option(f"{place.value} {one.day}", f"{say_date(one.day)} · {one.name} · {place.value}"[:75])
        for place in _places(ctx)
        for one in timeoff.coming_holidays(ctx.tx, ctx.me, place.value)
    )[:100]


@press("day_off_move", reads=True)
def begin_moving(ctx: Context, pressed: Pressed) -> Reply:
    """Which one, and to which day."""
    return _which(ctx, MoveForm)


@submit("day_off_moved", MoveForm)
def move_day_off(ctx: Context, form: MoveForm) -> Reply:
    """From now on it is another day."""
    place, day = _chosen(form.holiday)
    timeoff.move_day_off(ctx.tx, ctx.me, place, day, form.day)
    return _told(_("Moved to {day}.").format(day=say_date(form.day, "EEE d MMM y")))


@press("day_off_work", reads=True)
def begin_working(ctx: Context, pressed: Pressed) -> Reply:
    """Which one."""
    return _which(ctx, WorkForm)


@submit("day_off_worked", WorkForm)
def take_off(ctx: Context, form: WorkForm) -> Reply:
    """From now on it is a working day."""
    place, day = _chosen(form.holiday)
    timeoff.move_day_off(ctx.tx, ctx.me, place, day, None)
    return _told(_("{day} is a working day now.").format(day=say_date(day, "EEE d MMM y")))


def _chosen(value: str) -> tuple[str, date]:
    place, _space, day = value.partition(" ")
    try:
        return place, date.fromisoformat(day)
    except ValueError:
        raise FieldError("holiday", _("Choose one of the list.")) from None


def _which(ctx: Context, form: type[MoveForm] | type[WorkForm]) -> Reply:
    coming = _coming(ctx)
    if not coming:
        return _("No public holiday is known yet.")
    return form.open(options={"holiday": coming}, holiday=coming[0].value)


def _told(said: str) -> Message:
    text = _("Leave on these days is costed anew. Whose leave changes hears it.")
    return Message(said, (Text(text),), "good")


@on(HolidayChanged)
def after_holiday(ctx: Context, fact: HolidayChanged) -> None:
    """The months of the teams show it."""
    timeoff.all_moved(ctx.tx)


@on(YearSeeded)
def after_year(ctx: Context, fact: YearSeeded) -> None:
    """The months of the teams show it."""
    timeoff.all_moved(ctx.tx)


@on(PatternSet)
def after_contract(ctx: Context, fact: PatternSet) -> None:
    """The month of the team shows the new working week."""
    timeoff.moved(ctx.tx, people.get(ctx.tx, fact.person_id).team_id)
