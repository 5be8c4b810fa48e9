"""Reporting sick and better: at once, no cause, seen by the person's line and HR only."""

from bots.bot import Asked, Opt, Pressed, Reply, command, on, press, refresh, view
from bots.chat import Context, Send
from bots.timeoff.drawing import amount, said_days
from bots.ui import Actions, Button, Message, Node, Text
from core import people, timeoff, when
from core.errors import NotAllowed
from core.people import Role
from core.timeoff import Sick
from core.words import _, say_date


@command(
    "timeoff sick", "verlof ziek", help=("Report sick, without saying why", "Je ziek melden, zonder te zeggen waarom"),
    options=(Opt("until", "day", ("until", "tot"), ("expected back on", "verwacht terug op")),),
)  # fmt: skip
def report_sick(ctx: Context, asked: Asked) -> Reply:
    """Sick from today on; a day typed after it is when the person expects to be back."""
    if not timeoff.offered_on(ctx.tx, ctx.caps.name if ctx.caps else ""):
        raise NotAllowed(_("Reporting sick is not offered here. Use Slack, or call your manager."))
    typed = asked.get("until")
    report = timeoff.report_sick(ctx.tx, ctx.me, when.parse_day(typed, ctx.today) if typed else None)
    return own.of(report.id)


@command("timeoff better", "verlof beter", help=("Report that you are back", "Je beter melden"))
def report_better(ctx: Context, asked: Asked) -> Message:
    """Back at work; days of leave that were spent sick come back."""
    report, returned = timeoff.report_better(ctx.tx, ctx.me)
    body: list[Node] = [Text(_("Good to have you back. Your manager and HR know."))]
    for leave in returned[:3]:
        body.append(
            Text(_("Your leave {days} fell in this time: those hours are back.").format(days=said_days(leave.days)))
        )
        if timeoff.may_count_as_holiday(ctx.tx, ctx.me, report.first_day):
            body.append(Actions((Button(_("Count them as holiday"), consent.id(report.id, leave.id)),)))
    return Message(_("You are back"), tuple(body), sensitive=True)


@press("consent")
def consent(ctx: Context, pressed: Pressed) -> str:
    """Only the person can say that these days are holiday after all."""
    minutes = timeoff.count_as_holiday(ctx.tx, ctx.me, pressed.entity, int(pressed.args[0]))
    return _("{amount} counted as holiday.").format(amount=amount(minutes))


@view("absent")
def own(ctx: Context, number: int) -> Message | None:
    """A report as the person, their line or HR sees it: since when, and until when they expect it to last."""
    try:
        report = timeoff.see_report(ctx.tx, ctx.me, number)
    except NotAllowed:
        return None
    mine = report.person_id == ctx.me.id
    name = people.get(ctx.tx, report.person_id).name
    if report.last_day:
        return Message(_("You are back") if mine else _("{name} is back").format(name=name), sensitive=True)
    since = _("Absent since {day}.").format(day=say_date(report.first_day))
    until = _("Expected back on {day}.").format(day=say_date(report.expected_on)) if report.expected_on else ""
    told = _("Your manager and HR know. Type /timeoff better when you are back.") if mine else ""
    summary = _("Reported: you are absent") if mine else _("{name} is absent").format(name=name)
    return Message(summary, (Text(" ".join(filter(None, (since, until, told)))),), sensitive=True)


@on(Sick)
def tell_report(ctx: Context, fact: Sick) -> list[Send]:
    """The manager and HR hear of it, nobody else."""
    report = timeoff.see_report(ctx.tx, people.with_role(ctx.tx, Role.HR)[0], fact.report) if people.with_role(
        ctx.tx, Role.HR) else None  # fmt: skip
    if report is None:
        return []
    manager = people.get(ctx.tx, report.person_id).manager_id
    who = dict.fromkeys([*([manager] if manager else []), *(one.id for one in people.with_role(ctx.tx, Role.HR))])
    turn = "back" if fact.recovered else "away"
    return [
        Send(f"person:{one}", own.full, fact.report, "decision", "now", f"timeoff.absent:{fact.report}:{turn}:{one}")
        for one in who
        if one != report.person_id
    ]


@refresh(Sick, own)
def after_report(fact: Sick) -> int:
    """Every copy shows whether they are back."""
    return fact.report
