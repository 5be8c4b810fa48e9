"""Telling people which hours lapse and when, the tap "read", and HR's own page with the record and the click."""

from datetime import date
from typing import Any

from bots.bot import Asked, Pressed, Reply, command, due, every, on, press, view
from bots.chat import Context, Send
from bots.timeoff.drawing import amount
from bots.ui import Actions, Button, Fields, Message, Node, Plain, Text
from core import jobs, people, timeoff
from core.people import Role
from core.timeoff import NoticeMade
from core.words import _, ngettext, say_date

NOTIFY = "timeoff.notify"
MOST_NAMES = 20


@every("0 9 10 * *")
def tell_everybody(ctx: Context, slot: str) -> None:
    """Each month, in batches: whose turn it is to be told follows from the last day of their hours."""
    jobs.at(ctx.tx, f"{NOTIFY}:{slot[:7]}:0", ctx.now, NOTIFY, {"day": slot[:10], "after": 0})


@due("notify")
def notify(ctx: Context, payload: dict[str, Any]) -> None:
    """The next people; the rest is planned in the same transaction."""
    last = timeoff.make_notices(ctx.tx, date.fromisoformat(payload["day"]), payload["after"])
    if last is not None:
        jobs.at(ctx.tx, f"{NOTIFY}:{payload['day'][:7]}:{last}", ctx.now, NOTIFY, {**payload, "after": last})


@view("notice")
def notice(ctx: Context, number: int) -> Message | None:
    """What lapses, after which day, and what to do about it."""
    found = timeoff.notice(ctx.tx, number)
    if found is None or found.person_id != ctx.me.id:
        return None
    text = _("You have {amount} of statutory holiday from {year}. They lapse after {day}. Plan them before that; what you "
             "can't take because of work or sickness does not lapse, so say so.")  # fmt: skip
    year, last = found.pot.partition(":")[2], say_date(found.lapses_on, "d MMMM y")
    body: list[Node] = [Text(text.format(amount=amount(found.minutes), year=year, day=last))]
    if found.read:
        body.append(Text(_("You read this."), small=True))
    else:
        body.append(
            Actions((Button(_("Read"), read.id(number), "primary"), Button(_("Ask for time off…"), "timeoff.form:0")))
        )
    return Message(_("Holiday hours that lapse"), tuple(body), sensitive=True)


@press("read")
def read(ctx: Context, pressed: Pressed) -> Reply:
    """The person read it."""
    timeoff.read_notice(ctx.tx, ctx.me, pressed.entity)
    return notice.of(pressed.entity)


@on(NoticeMade)
def send_notice(ctx: Context, fact: NoticeMade) -> Send | None:
    """Each notice goes to its own person."""
    found = timeoff.notice(ctx.tx, fact.notice)
    return Send(f"person:{found.person_id}", notice.full, found.id, "decision") if found else None


@command("timeoff lapse", "verlof verval", help=("Hours that lapse, and who was told", "Uren die vervallen, en wie het weet"),
         may=("hr",), reads=True)  # fmt: skip
def show_record(ctx: Context, asked: Asked) -> Message:
    """For HR: the pots of last year and those past their day, with the record of notices."""
    typed = asked.text.strip()
    pots = [f"statutory:{typed}"] if typed.isdecimal() else [f"statutory:{ctx.today.year - 1}"]
    pots += [pot for pot in timeoff.pots_past(ctx.tx, ctx.today) if pot not in pots and not typed]
    body: list[Node] = []
    for pot in pots[:3]:
        body += _of_pot(ctx, pot)
    count, minutes = timeoff.skipped(ctx.tx, ctx.me, ctx.today.replace(day=1))
    if count and not typed:
        said = ngettext(
            "{n} person has carry-over or ended hours that were not carried out; {amount} end by it.",
            "{n} people have carry-over or ended hours that were not carried out; {amount} end by it.",
            count,
        )
        body.append(Text(said.format(n=count, amount=amount(minutes))))
        body.append(Actions((Button(_("Carry it out"), carry_out.id(), "danger"),)))
    return Message(_("Hours that lapse"), tuple(body), sensitive=True)


@press("carry_out")
def carry_out(ctx: Context, pressed: Pressed) -> str:
    """HR has looked: what a gap in the runs had left is carried out now."""
    timeoff.carry_out(ctx.tx, ctx.me, ctx.today.replace(day=1))
    return _("It is being carried out. Each person sees it in their balance.")


@every("30 9 2 * *")
def tell_flagged(ctx: Context, slot: str) -> list[Send]:
    """On the second of the month: hours past their last day are pushed to HR, each pot once."""
    return [
        Send("role:hr", flagged.full, int(pot.partition(":")[2] or 0), "decision", "now", f"timeoff.flagged:{pot}")
        for pot in timeoff.pots_past(ctx.tx, ctx.today)
    ]


@view("flagged")
def flagged(ctx: Context, year: int) -> Message | None:
    """For HR: the hours of this year that are past their last day, and who still has to be called."""
    if not people.has_role(ctx.tx, ctx.me.id, Role.HR):
        return None
    pots = [pot for pot in timeoff.pots_past(ctx.tx, ctx.today) if pot.endswith(f":{year}")]
    body = [node for pot in pots[:3] for node in _of_pot(ctx, pot)]
    return Message(_("Hours past their last day: you decide"), tuple(body), sensitive=True) if body else None


def _of_pot(ctx: Context, pot: str) -> list[Node]:
    seen = timeoff.overview(ctx.tx, ctx.me, pot)
    if not seen.people or seen.lapses_on is None:
        return [Text(_("{pot}: nobody has hours left.").format(pot=said_pot(pot)))]
    many = ngettext("{n} person", "{n} people", seen.people).format(n=seen.people)
    pairs = (
        (_("Hours left"), f"{timeoff.hours(seen.minutes)} · {many}"),
        (_("Last day"), say_date(seen.lapses_on, "d MMM y")),
        (_("Told three times"), _("{n} of {all}").format(n=len(seen.told), all=seen.people)),
        (_("Read"), _("{n} of {all} read the notice").format(n=seen.read, all=seen.people)),
    )
    body: list[Node] = [Text(f"**{said_pot(pot)}**"), Fields(pairs)]
    call = people.names(ctx.tx, list(seen.unread[:MOST_NAMES]))
    if call:
        more = len(seen.unread) - len(call)
        said = _("Call these: {names}").format(names=", ".join(str(Plain(name)) for name in call.values()))
        body.append(Text(said + (" " + _("and {n} more").format(n=more) if more else "")))
    if seen.untold:
        body.append(
            Text(_("Who was not told in time keeps the hours: nothing lapses without that record."), small=True)
        )
    if seen.lapses_on < ctx.today and seen.told:
        sort, _sep, year = pot.partition(":")
        body.append(Actions((Button(_("Let these hours lapse"), let_lapse.id(int(year), sort), "danger"),)))
    return body


@press("lapse")
def let_lapse(ctx: Context, pressed: Pressed) -> Reply:
    """HR lets the hours go of those who were told; the others keep theirs."""
    lapsed, kept = timeoff.let_lapse(ctx.tx, ctx.me, f"{pressed.args[0]}:{pressed.entity}")
    said = ngettext("{n} person lost these hours.", "{n} people lost these hours.", lapsed).format(n=lapsed)
    if kept:
        keeps = ngettext("{n} person keeps theirs, because the record is not complete.",
                         "{n} people keep theirs, because the record is not complete.", kept)  # fmt: skip
        said += " " + keeps.format(n=kept)
    return said


def said_pot(pot: str) -> str:
    """`statutory:2026` in the reader's words."""
    sort, _sep, year = pot.partition(":")
    said = {
        "statutory": _("Statutory {year}"), "extra": _("Extra {year}"), "lieu": _("Time in lieu {year}"),
        "carried": _("Carried over from {year}"),
    }  # fmt: skip
    return said.get(sort, _("Hours brought along")).format(year=year)
