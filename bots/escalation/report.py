"""The report in chat: how soon each department answers, solves and fixes for good, as text, picture and file; how it went."""

from datetime import date, timedelta

from bots.bot import Asked, Opt, Pressed, command, every, press, view
from bots.chat import Beside, Context, Send
from bots.escalation.saying import one_line, say_minutes
from bots.ui import Actions, Button, Chart, Fields, File, Message, Node, Plain, Text, shortened
from core import escalation, people, privacy
from core.escalation import Figures, OfDepartment, Report
from core.people import Role
from core.sheets import as_csv, as_xlsx
from core.words import N_, _, ngettext, say_date

LISTED, ENOUGH = 7, 5
"""Departments in a message, and answers below which a change says nothing."""
PERIODS = (("week", N_("Week")), ("month", N_("Four weeks")), ("quarter", N_("Quarter")), ("year", N_("Year")))
DUTCH = {"week": "week", "maand": "month", "kwartaal": "quarter", "jaar": "year"}


@command(
    "escalate report", "escaleer verslag", help=("How soon questions are answered, solved and fixed for good",
                                                 "Hoe snel vragen beantwoord, opgelost en voorgoed verholpen zijn"),
    options=(Opt("period", "text", ("period", "periode"),
                 ("week, month, quarter or year", "week, maand, kwartaal of jaar")),), reads=True,
)  # fmt: skip
def begin_report(ctx: Context, asked: Asked) -> Message:
    """The last four weeks, or the period that was typed."""
    said = asked.get("period").strip().casefold()
    return drawn(ctx, DUTCH.get(said, said if said in escalation.PERIODS else "month"))


@press("report", reads=True)
def other_period(ctx: Context, pressed: Pressed) -> Message:
    """Another period, in the same message."""
    return drawn(ctx, pressed.args[0] if pressed.args and pressed.args[0] in escalation.PERIODS else "month")


@press("take", reads=True)
def take_along(ctx: Context, pressed: Pressed) -> Beside:
    """The same figures as a file, a line for each department's part of a question."""
    kind, period = (*pressed.args, "csv", "month")[:2] if pressed.args else ("csv", "month")
    days = escalation.PERIODS.get(period, 28)
    first, last = ctx.today - timedelta(days=days - 1), ctx.today
    lines = escalation.export_rows(ctx.tx, ctx.me, first, last, _zone(ctx))
    content = as_xlsx({_("Questions"): lines}, ctx.now) if kind == "xlsx" else as_csv(lines)
    about = ngettext(
        "{n} line, without what customers wrote", "{n} lines, without what customers wrote", len(lines) - 1
    )
    name = f"townhall-{first.isoformat()}-{last.isoformat()}.{'xlsx' if kind == 'xlsx' else 'csv'}"
    return Beside(Message(_("Customer questions as a file"), (File(name, content, about.format(n=len(lines) - 1)),)))


def drawn(ctx: Context, period: str) -> Message:
    """The report of this period, up to and including today."""
    found = escalation.report(ctx.tx, ctx.me, escalation.PERIODS[period], _zone(ctx))
    body = [*_whole(found), *[_line(one) for one in found.departments[:LISTED]], *_too_few(found)]
    if more := len(found.departments) - LISTED:
        body += [Text(_("And {n} more departments in the file.").format(n=more), small=True)] if more > 0 else []
    others = tuple(Button(_(label), other_period.id(0, name)) for name, label in PERIODS if name != period)
    files = (Button("CSV", take_along.id(0, "csv", period)), Button("Excel", take_along.id(0, "xlsx", period)))
    return Message(_title(found.first_day, found.last_day), (*body, Actions((*others, *files))))


def _title(first: date, last: date) -> str:
    return _("Customer questions, {first} to {last}").format(first=say_date(first), last=say_date(last))


def _whole(found: Report) -> list[Node]:
    now, before = found.now, found.before
    if not now.asked and not now.fixes:
        return [Text(_("Nothing was asked in this period."))]
    if found.scant:
        return [Fields(((_("Questions"), f"{now.asked}{_change(now.asked, before.asked, before.asked)}"),))]
    pairs = [
        (_("Questions"), f"{now.asked}{_change(now.asked, before.asked, before.asked)}"),
        (_("First answer"), _span(now.first, now.answered, before.first, before.answered)),
        (_("Nine of ten within"), _span(now.slow, now.answered, before.slow, before.answered)),
        (_("Solved after"), _span(now.solved, now.closed, before.solved, before.closed)),
        (_("Missed deadlines"), f"{now.late}"), (_("Missed solutions"), f"{now.overran}"),
        (_("Fixed for good"), _fixes(now)), (_("Went well"), _happy(now)),
    ]  # fmt: skip
    values = tuple(None if one.first is None else float(one.first) for _day, one in found.weeks)
    nodes: list[Node] = [Fields(tuple(pairs))]
    if len([one for one in values if one is not None]) > 1:
        known = [one for one in values if one is not None]
        finding = _("Half of the questions had a first answer within {now}; in the first of these weeks within {before}.").format(
            before=say_minutes(int(known[0])), now=say_minutes(int(known[-1])))  # fmt: skip
        labels, title = (
            [say_date(day, "d MMM") for day, _one in found.weeks],
            _("First answer, in open minutes, by week"),
        )
        nodes += [Chart("line", title, finding, tuple(labels)[-40:], values[-40:])]
    return nodes


def _too_few(found: Report) -> list[Node]:
    """Whose figures would be about persons, and what stands there instead."""
    if not found.folded:
        return []
    names = Plain(shortened(", ".join(found.folded), 300))
    if any(not one.team_id for one in found.departments):
        said = _("Other departments are {names}, counted together: figures about few people would be about persons.")
    else:
        said = _(
            "No times for {names}: they would say something about fewer than {n} people. What is open stands in their places."
        )
    return [Text(said.format(names=names, n=privacy.MINIMUM), small=True)]


def _line(one: OfDepartment) -> Text:
    now, before = one.now, one.before
    said = [
        ngettext("{n} question", "{n} questions", now.asked).format(n=now.asked),
        _("first answer {time}").format(time=_span(now.first, now.answered, before.first, before.answered)),
        _("solved {time}").format(time=_span(now.solved, now.closed, before.solved, before.closed)),
        _("fixed {time}").format(time=_fixes(now)),
        ngettext("{n} missed deadline", "{n} missed deadlines", now.late).format(n=now.late),
    ]
    name = one.name if one.team_id else _("Other departments")
    return Text(f"**{Plain(shortened(name, 60))}**\n{' · '.join(said)}")


def _span(now: int | None, n: int, before: int | None, n_before: int) -> str:
    if now is None:
        return "–"
    return say_minutes(now) + (_change(now, before, min(n, n_before)) if before is not None else "")


def _change(now: int, before: int | None, rests_on: int) -> str:
    """An arrow with the share by which it rose or fell; nothing when too few answers carry it."""
    if not before or rests_on < ENOUGH or now == before:
        return ""
    return f" {'↑' if now > before else '↓'} {round(abs(now - before) * 100 / before)} %"


def _fixes(now: Figures) -> str:
    if now.fix_days is None:
        return "–"
    days = ngettext("{n} day", "{n} days", now.fix_days).format(n=now.fix_days)
    return ngettext("{n} problem, in {days}", "{n} problems, in {days} usually", now.fixes).format(
        n=now.fixes, days=days
    )


def _happy(now: Figures) -> str:
    return _("{happy} of {rated} times").format(happy=now.happy, rated=now.rated) if now.rated else "–"


def _zone(ctx: Context) -> str:
    return ctx.suite.zone if ctx.suite else ctx.me.zone


@view("week", title=N_("Last week's customer questions"))
def week(ctx: Context, monday: int) -> Message | None:
    """The week that began on this day (days since year 1), for somebody who leads; None for others."""
    last = date.fromordinal(monday) + timedelta(days=6)
    if not ctx.me.id or not _led(ctx, ctx.me):
        return None
    found = escalation.report(ctx.tx, ctx.me, 7, _zone(ctx), last)
    said = ngettext("Week from {day}: {n} question, first answer {time}", "Week from {day}: {n} questions, first answer {time}",
                    found.now.asked)  # fmt: skip
    summary = said.format(
        day=say_date(found.first_day), n=found.now.asked, time=_span(found.now.first, found.now.answered, None, 0)
    )
    lines = [*[_line(one) for one in found.departments[:LISTED]], *_too_few(found)]
    return Message(one_line(summary, 150), (*lines, Actions((Button(_("The whole report"), open_report.id()),))))


@press("whole", reads=True)
def open_report(ctx: Context, pressed: Pressed) -> Beside:
    """The report of four weeks, beside the line."""
    return Beside(drawn(ctx, "month"))


def _led(ctx: Context, who: people.Me) -> bool:
    return people.has_role(ctx.tx, who.id, Role.LEADER) or any(
        escalation.leads(ctx.tx, who, one.team_id) for one in escalation.departments(ctx.tx)
    )


@every("15 8 * * mon")
def tell_leads(ctx: Context, slot: str) -> list[Send]:
    """On Monday morning whoever leads a department, or the company, reads last week as one line of the digest."""
    monday = date.fromisoformat(slot[:10]) - timedelta(days=7)
    hear = {one.id for one in people.with_role(ctx.tx, Role.LEADER)}
    for one in escalation.departments(ctx.tx):
        hear |= escalation.leads_of(ctx.tx, one.team_id)
    return (
        [
            Send(f"person:{one}", week.full, monday.toordinal(), "escalation", "digest", f"week:{monday}:{one}")
            for one in sorted(hear)
        ]
        if escalation.departments(ctx.tx)
        else []
    )


@press("rate")
def rate(ctx: Context, pressed: Pressed) -> str:
    """How it went, said with one tap by the asker."""
    whose, score = pressed.args[0], int(pressed.args[1]) if pressed.args[1].isdecimal() else 0
    escalation.rate(ctx.tx, ctx.me, pressed.entity, whose, score)
    return _("Noted. Another tap changes it.")


def rating(ctx: Context, number: int) -> list[Node]:
    """Under a solved question: how it went for the asker, and as the asker noted it, for the customer."""
    faces = ((3, "🙂"), (2, "😐"), (1, "🙁"))
    said, nodes = escalation.scores_of(ctx.tx, number), list[Node]()
    for whose, line in (("asker", _("How did this go for you?")), ("customer", _("How did the customer find it?"))):
        given = said.get(whose)
        labels = {3: _("Good"), 2: _("So-so"), 1: _("Bad")}
        nodes.append(Text(f"{line} {dict(faces)[given]}" if given else line))
        nodes.append(Actions(tuple(
            Button(f"{labels[score]} {face}", rate.id(number, whose, score)) for score, face in faces)))  # fmt: skip
    return nodes
