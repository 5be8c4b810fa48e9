"""Who is away: asked for by anybody, and posted where a team talks, on that place's own days; "absent", never why."""

from datetime import date, timedelta
from typing import Any

from bots.bot import Asked, Reply, command, due, submit, view
from bots.chat import Context, Send
from bots.ui import ChoiceField, Fields, Form, Message, Node, Option, Plain, Text
from core import calendar, people, timeoff
from core.words import N_, _, say_date

DAYS, WORKDAYS = 10, 5


@command("timeoff away", "verlof weg", help=("Who is away", "Wie er weg zijn"), reads=True)
def show_away(ctx: Context, asked: Asked) -> Message:
    """The absences of one's own team for the next ten working days."""
    if ctx.me.team_id is None:
        return Message(_("Who is away"), (Text(_("You are in no team yet. Ask HR to add you to one.")),))
    pairs = absent_by_day(ctx, ctx.me.team_id, ctx.today, 14)[:DAYS]
    team = people.team(ctx.tx, ctx.me.team_id)
    return Message(_("Who is away in {team}").format(team=team.name if team else ""), (Fields(tuple(pairs)),))


def absent_by_day(ctx: Context, team: int, first: date, span: int) -> list[tuple[str, str]]:
    """Per working day the names of who is absent, with the teams below; everybody looks the same."""
    last = first + timedelta(days=span - 1)
    away = [one for one in calendar.away_between(ctx.tx, team, first, last) if one.certain]
    names = people.names(ctx.tx, [one.person_id for one in away])
    pairs: list[tuple[str, str]] = []
    for ahead in range(span):
        day = first + timedelta(days=ahead)
        absent = sorted({str(Plain(names[one.person_id])) for one in away if one.halves(day)})
        if day.weekday() < WORKDAYS:
            said = _("absent: {names}").format(names=", ".join(absent))[:1000] if absent else _("everybody here")
            pairs.append((say_date(day), said))
    return pairs


def _days() -> tuple[Option, ...]:
    said = {"monday": _("Every Monday"), "workdays": _("Every working day"), "off": _("Not any more")}
    return tuple(Option(key, said[key]) for key in timeoff.OUT_DAYS)


def _hours() -> tuple[Option, ...]:
    return tuple(Option(str(hour), f"{hour}:00") for hour in timeoff.OUT_HOURS)


class OutForm(Form):
    """When this channel hears who is away."""

    TITLE, SUBMIT = N_("Who is away, posted here"), N_("Save")
    days = ChoiceField(N_("When"), _days)
    hour = ChoiceField(N_("At"), _hours)


@command("timeoff digest", "verlof overzicht", help=("Post here who is away", "Hier plaatsen wie er weg zijn"))
def begin_digest(ctx: Context, asked: Asked) -> Reply:
    """The form, in the channel that it is about."""
    place = people.place_at(ctx.tx, ctx.where.ref) if ctx.where.kind == "channel" else None
    if place is None:
        return _("Type this in a team's own channel. An admin or HR makes it one with /place.")
    timeoff.check_digest(ctx.tx, ctx.me, place)
    return OutForm.open(place.id, days="monday", hour="9")


@submit("digest_set", OutForm)
def set_digest(ctx: Context, form: OutForm) -> str:
    """From now on this place hears it then, in its own language and zone."""
    timeoff.set_digest(ctx.tx, ctx.me, form.entity, form.days, int(form.hour))
    if form.days == "off":
        return _("This channel no longer hears who is away.")
    return _("Saved. This channel hears who is away: absent, never why.")


@due("out")
def post_out(ctx: Context, payload: dict[str, Any]) -> Send:
    """The place's turn."""
    slot = str(payload.get("slot", ctx.today))
    return Send(
        f"place:{payload['place']}", out.full, payload["place"], "away", "now", f"timeoff.out:{payload['place']}:{slot}"
    )


@view("out", N_("Who is away"))
def out(ctx: Context, number: int) -> Message | None:
    """This week of the place's team, for the place itself: nobody else reads it this way."""
    place = people.get_place(ctx.tx, number)
    if place is None or place.team_id is None or ctx.me.id:
        return None
    team = people.team(ctx.tx, place.team_id)
    pairs = absent_by_day(ctx, place.team_id, ctx.today, 7 - ctx.today.weekday())
    body: tuple[Node, ...] = (Fields(tuple(pairs)),) if pairs else (Text(_("Nobody works any more this week.")),)
    return Message(_("Who is away in {team} this week").format(team=team.name if team else ""), body)
