"""Monday's card for who leads people: who is away this week, how full the team is, and what waits for an answer."""

from bots.bot import every, view
from bots.chat import Context, Send
from bots.timeoff.occupancy import this_month
from bots.timeoff.waiting import waiting_rows
from bots.ui import Actions, Button, Fields, Message, Node, Plain, Progress, Text
from core import calendar, people, timeoff
from core.words import N_, _, say_date


@every("30 8 * * mon")
def monday(ctx: Context, slot: str) -> list[Send]:
    """To everybody who is somebody's manager; who does not want it switches it off, or gets it in the digest."""
    return [
        Send(f"person:{one}", week.full, one, "week", "now", f"timeoff.week:{slot[:10]}:{one}")
        for one in timeoff.leaders(ctx.tx)
    ]


@view("week", N_("Your team's week"))
def week(ctx: Context, person: int) -> Message | None:
    """This week, for its manager only; "absent", never why. A week with nothing to say is not told."""
    if person != ctx.me.id:
        return None
    found = timeoff.week_of(ctx.tx, ctx.me, ctx.today, timeoff.teams_led(ctx.tx, ctx.me))
    waiting = waiting_rows(ctx)
    if not (waiting or any(absent for _day, absent in found.absent) or any(day.short for day in found.days)):
        return None
    names = people.names(ctx.tx, [one for _day, absent in found.absent for one in absent])
    pairs = tuple(
        (say_date(day), ", ".join(sorted(str(Plain(names[one])) for one in absent))[:1000])
        for day, absent in found.absent
        if absent
    )
    body: list[Node] = [Fields(pairs)] if pairs else [Text(_("Nobody of yours is away this week."))]
    if found.days:
        named = people.team(ctx.tx, found.team or 0)
        body.append(
            Text(_("**{team}**, of everybody scheduled").format(team=Plain(named.name if named else "")), small=True)
        )
        for day in found.days:
            note = _("below the minimum of {n}").format(n=calendar.in_people(day.minimum or 0)) if day.short else ""
            body.append(Progress(say_date(day.day), day.present // 2, day.scheduled // 2, note))
        body.append(Actions((Button(_("The whole month"), this_month.id(found.team or 0)),)))
    if waiting:
        body += [Text(_("**Waiting for your answer**")), *waiting]
    return Message(_("Your team this week"), tuple(body))
