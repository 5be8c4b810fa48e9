"""Who is away: this week and next, by day; "absent", never why."""

from datetime import timedelta

from bots.bot import Asked, command
from bots.chat import Context
from bots.ui import Fields, Message, Plain, Text
from core import calendar, people
from core.words import _, say_date

DAYS = 10


@command("timeoff away", "verlof weg", help=("Who is away", "Wie er weg zijn"), reads=True)
def show_away(ctx: Context, asked: Asked) -> Message:
    """The absences of one's own team for the next ten working days."""
    if ctx.me.team_id is None:
        return Message(_("Who is away"), (Text(_("You are in no team yet. Ask HR to add you to one.")),))
    last = ctx.today + timedelta(days=13)
    away = [one for one in calendar.away_between(ctx.tx, ctx.me.team_id, ctx.today, last) if one.certain]
    names = people.names(ctx.tx, [one.person_id for one in away])
    pairs: list[tuple[str, str]] = []
    for ahead in range(14):
        day = ctx.today + timedelta(days=ahead)
        absent = sorted({str(Plain(names[one.person_id])) for one in away if one.halves(day)})
        if day.weekday() < 5 and len(pairs) < DAYS:
            pairs.append(
                (say_date(day), _("absent: {names}").format(names=", ".join(absent)) if absent else _("everybody here"))
            )
    team = people.team(ctx.tx, ctx.me.team_id)
    return Message(_("Who is away in {team}").format(team=team.name if team else ""), (Fields(tuple(pairs)),))
