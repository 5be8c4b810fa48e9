"""The team month in chat: a grid of who is there, the picture beside it, teams below, and the minimum one can change."""

from datetime import date, timedelta

from bots.bot import Asked, Opt, Pressed, Reply, command, on, press, refresh, submit, view
from bots.chat import Context
from bots.ui import (
    Actions,
    Button,
    Chart,
    ChoiceField,
    DateField,
    Form,
    FormNode,
    Message,
    Node,
    NumberField,
    Option,
    Plain,
    Row,
    Text,
    clean,
    shortened,
)
from core import calendar, people, timeoff
from core.calendar import DayOccupancy, MinimumSet, PersonDays
from core.errors import NotAllowed
from core.timeoff import Sick, TeamMoved
from core.words import N_, _, ngettext, say_date

MOST_LINES, MOST_TEAMS, NAME = 25, 5, 10
SIGNS = {"x": "■", "a": "□", "m": "◪", "p": "◪", "?": "?", " ": "·"}


def units() -> tuple[Option, ...]:
    """What a minimum counts."""
    return (Option("people", _("People")), Option("percent", _("Percent of who is scheduled")))


class MinimumForm(Form):
    """How many must be there."""

    TITLE, SUBMIT = N_("Minimum staffing"), N_("Save")
    people = NumberField(N_("So many on a working day"), places=0, most=10_000)
    unit = ChoiceField(N_("Counted in"), units)
    start = DateField(N_("From"), hint=N_("It warns when days are asked for, and never refuses"))


@command(
    "occupancy", "bezetting", help=("Your team's month: who is there", "De maand van je team: wie er is"),
    options=(Opt("team", "text", ("team", "team"), ("a team's name", "naam van een team")),),
)  # fmt: skip
def show_occupancy(ctx: Context, asked: Asked) -> Reply:
    """The team one leads, or is in; a name chooses another one. The card keeps itself up to date."""
    seen = timeoff.teams_seen(ctx.tx, ctx.me)
    if not seen:
        return _("You are in no team yet. Ask HR to add you to one.")
    typed = asked.get("team").strip().casefold()
    if typed:
        named = [one for one in seen if one.name.casefold().startswith(typed)]
        if not named:
            return _("I don't know this team, or you may not see it.")
        return month.of(named[0].id)
    led = timeoff.teams_led(ctx.tx, ctx.me)
    return month.of(led[0] if led else ctx.me.team_id or seen[0].id)


@view("month", N_("Occupancy"))
def month(ctx: Context, team: int) -> Message | None:
    """This month, for who may look at this team, drawn again whenever somebody's days change."""
    first = ctx.today.replace(day=1)
    return _month(ctx, team, first) if any(one.id == team for one in timeoff.teams_seen(ctx.tx, ctx.me)) else None


@press("month_of", reads=True)
def another_month(ctx: Context, pressed: Pressed) -> Message:
    """Another month, in place."""
    return _month(ctx, pressed.entity, date.fromisoformat(pressed.args[0]))


@press("month_now")
def this_month(ctx: Context, pressed: Pressed) -> Reply:
    """Back to this month, or to a team below."""
    if not any(one.id == pressed.entity for one in timeoff.teams_seen(ctx.tx, ctx.me)):
        raise NotAllowed(_("I don't know this team, or you may not see it."))
    return month.of(pressed.entity)


def _month(ctx: Context, team: int, first: date) -> Message:
    last = _following(first) - timedelta(days=1)
    found = timeoff.team_month(ctx.tx, ctx.me, team, first, last)
    named = people.team(ctx.tx, team)
    name = named.name if named else ""
    work = [day for day in found.days if day.scheduled]
    title = _("{team}: {month}").format(team=name, month=say_date(first, "LLLL y"))
    if not work:
        return Message(title, (Text(_("Nobody is scheduled this month.")), _turning(ctx, team, first)))
    body: list[Node] = [Text("\n".join(_grid(ctx, found.people, first, last)))]
    if len(found.people) > MOST_LINES:
        body.append(Text(_("and {n} more people").format(n=len(found.people) - MOST_LINES), small=True))
    body.append(Text(_("■ there · □ absent · ◪ half a day · ? asked · · free"), small=True))
    said = _finding(work)
    values = tuple(float(day.value or 0) for day in work)
    body += [Text(said), Chart("bars", _("Occupancy"), said, tuple(f"{day.day:%-d}" for day in work), values, "%")]
    for one in timeoff.sub_teams(ctx.tx, team)[:MOST_TEAMS]:
        there = [day for day in calendar.occupancy(ctx.tx, one.id, first, last) if day.scheduled]
        if there:
            body.append(Row(f"**{Plain(one.name)}** · {_finding(there)}", Button(_("Look"), this_month.id(one.id))))
    body.append(_turning(ctx, team, first))
    return Message(title, tuple(body))


def _turning(ctx: Context, team: int, first: date) -> Actions:
    earlier, later = (first - timedelta(days=1)).replace(day=1), _following(first)
    buttons = [
        Button(say_date(day, "LLLL").capitalize(), another_month.id(team, day.isoformat())) for day in (earlier, later)
    ]
    if first != ctx.today.replace(day=1):
        buttons.insert(1, Button(_("This month"), this_month.id(team)))
    if timeoff.may_set_minimum(ctx.tx, ctx.me, team):
        buttons.append(Button(_("Minimum…"), begin_minimum.id(team)))
    return Actions(tuple(buttons))


def _grid(ctx: Context, lines: tuple[PersonDays, ...], first: date, last: date) -> list[str]:
    """A line a person, the weekdays of each week together; names as they are, for code shows every sign."""
    days = [day for day in calendar_days(first, last) if day.weekday() < 5 or _somebody(lines, (day - first).days)]
    shown = lines[:MOST_LINES]
    names = people.names(ctx.tx, [one.person_id for one in shown])
    heads = "".join((" " if at and day.weekday() == 0 else "") + say_date(day, "EEEEE") for at, day in enumerate(days))
    drawn = [f"`{'':{NAME}} {heads}`"]
    for one in sorted(shown, key=lambda one: names[one.person_id]):
        cells = "".join(
            (" " if at and day.weekday() == 0 else "") + SIGNS[one.cells[(day - first).days]]
            for at, day in enumerate(days)
        )
        name = shortened(clean(names[one.person_id], one_line=True).replace("`", "'"), NAME)
        drawn.append(f"`{name:{NAME}} {cells}`")
    return drawn


def calendar_days(first: date, last: date) -> list[date]:
    """Every date from first to last, both included."""
    return [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]


def _somebody(lines: tuple[PersonDays, ...], at: int) -> bool:
    return any(one.cells[at] != " " for one in lines)


def _finding(work: list[DayOccupancy]) -> str:
    """What the month says in one sentence: the day with the fewest, and how many days are below the minimum."""
    lowest = min(work, key=lambda day: (day.value or 0, day.day))
    said = _("Lowest on {day}: {there} of {all} there, {percent} %.").format(
        day=say_date(lowest.day), there=calendar.in_people(lowest.present), all=calendar.in_people(lowest.scheduled),
        percent=lowest.value,
    )  # fmt: skip
    short, if_granted = sum(day.short for day in work), sum(day.short_if_granted for day in work)
    if short:
        said += " " + ngettext("{n} day below the minimum.", "{n} days below the minimum.", short).format(n=short)
    elif if_granted:
        more = ngettext("{n} day below the minimum if all is granted.", "{n} days below the minimum if all is granted.",
                        if_granted)  # fmt: skip
        said += " " + more.format(n=if_granted)
    return said


@press("minimum", reads=True)
def begin_minimum(ctx: Context, pressed: Pressed) -> FormNode:
    """The form with the minimum as it is."""
    if not timeoff.may_set_minimum(ctx.tx, ctx.me, pressed.entity):
        raise NotAllowed(_("Only HR, or who leads this team, can say how many must be there."))
    heads, percent = calendar.minimum_on(ctx.tx, pressed.entity, ctx.today)
    unit = "percent" if percent else "people"
    return MinimumForm.open(pressed.entity, people=str(heads or percent), unit=unit, start=str(ctx.today))


@submit("minimum_set", MinimumForm)
def set_minimum(ctx: Context, form: MinimumForm) -> Reply:
    """From that day on so many must be there."""
    number, share = int(form.people or 0), form.unit == "percent"
    timeoff.set_minimum(ctx.tx, ctx.me, form.entity, form.start, number, percent=share)
    return month.of(form.entity)


@on(Sick)
def count_after_report(ctx: Context, fact: Sick) -> None:
    """Somebody is away, or back: the team's month is counted anew."""
    report = timeoff.report_of(ctx.tx, fact.report)
    timeoff.moved(ctx.tx, people.get(ctx.tx, report.person_id).team_id)


@refresh(TeamMoved, month)
def after_move(fact: TeamMoved) -> int:
    """The card shows who is there now."""
    return fact.team


@refresh(MinimumSet, month)
def after_minimum(fact: MinimumSet) -> int:
    """The card shows the minimum of now."""
    return fact.team_id


def _following(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)
