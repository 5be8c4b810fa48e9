"""Other days for a request, back earlier, and what happens when a schedule or a holiday changes under it."""

import secrets
from datetime import timedelta
from typing import Any

from bots.bot import Pressed, Reply, due, on, press, refresh, submit, view
from bots.chat import Context, Send
from bots.timeoff.approval import card
from bots.timeoff.drawing import amount, said_days
from bots.timeoff.mine import answer, mine
from bots.timeoff.request import part_of, parts, with_part
from bots.ui import ChoiceField, DateField, DateRangeField, Form, FormNode, Message, Text
from core import calendar, jobs, people, timeoff
from core.calendar import HolidayChanged, PatternSet, YearSeeded
from core.errors import NotAllowed
from core.timeoff import Changed, Recosted, Status
from core.words import N_, _

RECOST = "timeoff.recost"


class OtherDaysForm(Form):
    """Which days instead."""

    TITLE, SUBMIT = N_("Other days"), N_("Change")
    when = DateRangeField(N_("When"), hint=N_("Fewer days of granted leave stay granted"))
    half = ChoiceField(N_("Part of the day"), parts)


@press("other", reads=True)
def begin_change(ctx: Context, pressed: Pressed) -> FormNode:
    """The form with the days as they are."""
    asked = timeoff.find(ctx.tx, pressed.entity)
    if asked is None or asked.person_id != ctx.me.id:
        raise NotAllowed(_("I don't know this request, or it is not yours."))
    part = part_of(asked.days, asked.hours)
    return OtherDaysForm.open(pressed.entity, pressed.version, when=asked.days.iso, half=part)


@submit("changed", OtherDaysForm)
def change(ctx: Context, form: OtherDaysForm) -> Reply:
    """The new days; the message shows where they stand."""
    days, some = with_part(form.when, form.half)
    timeoff.change(ctx.tx, ctx.me, form.entity, int(form.args[0]), days, some)
    return mine.of(form.entity)


class BackForm(Form):
    """The last day off, when somebody is back earlier."""

    TITLE, SUBMIT = N_("Back earlier"), N_("Change")
    last = DateField(N_("Last day of this leave"), hint=N_("The days after it come back to your balance"))


@press("back", reads=True)
def begin_back(ctx: Context, pressed: Pressed) -> FormNode:
    """One date: the new last day."""
    asked = timeoff.find(ctx.tx, pressed.entity)
    if asked is None or asked.person_id != ctx.me.id:
        raise NotAllowed(_("I don't know this request, or it is not yours."))
    yesterday = ctx.today - timedelta(days=1)
    return BackForm.open(pressed.entity, pressed.version, last=str(max(asked.first_day, yesterday)))


@submit("back", BackForm)
def shorten(ctx: Context, form: BackForm) -> Reply:
    """It ends on that day; the hours after it come back."""
    return mine.of(timeoff.shorten(ctx.tx, ctx.me, form.entity, int(form.args[0]), form.last).id)


@on(PatternSet)
def new_schedule(ctx: Context, fact: PatternSet) -> None:
    """Another contract: leave is costed anew from that day, and what is credited follows."""
    timeoff.recost_person(ctx.tx, fact.person_id, fact.valid_from)
    timeoff.credit_person(ctx.tx, fact.person_id, ctx.today)


@on(HolidayChanged)
def new_holiday(ctx: Context, fact: HolidayChanged) -> None:
    """A day off was added or taken away: everybody there whose leave holds that day, one by one."""
    _each(ctx, fact.location, fact.day, fact.day)


@on(YearSeeded)
def new_year(ctx: Context, fact: YearSeeded) -> None:
    """A year's holidays are known: leave that reaches into it is costed anew."""
    first = ctx.today.replace(year=fact.year, month=1, day=1)
    _each(ctx, fact.location, first, first.replace(month=12, day=31))


def _each(ctx: Context, location: str, first: Any, last: Any) -> None:
    stamp = secrets.token_hex(8)
    since = dict.fromkeys(timeoff.affected(ctx.tx, location, first, last), str(first))
    # A day taken instead of a public holiday stands or falls with it, whenever it is.
    since |= dict.fromkeys(calendar.who_exchanged(ctx.tx, location, first, last), str(ctx.today))
    jobs.many(ctx.tx, [
        jobs.row(f"{RECOST}:{person}:{first}:{stamp}", ctx.now, RECOST, {"person": person, "since": start})
        for person, start in since.items()
    ])  # fmt: skip


@due("recost")
def recost(ctx: Context, payload: dict[str, Any]) -> None:
    """One person's leave, costed anew."""
    timeoff.recost_person(ctx.tx, payload["person"], ctx.today.fromisoformat(payload["since"]))


@view("recosted")
def recosted(ctx: Context, number: int) -> Message | None:
    """What the person hears when their leave takes more or less than it did."""
    asked = timeoff.find(ctx.tx, number)
    if asked is None or asked.person_id != ctx.me.id:
        return None
    days = said_days(asked.days)
    why = _("A public holiday or your working week changed.")
    if asked.status in (Status.CANCELLED, Status.WITHDRAWN):
        return Message(_("Nothing left to take: {days}").format(days=days), (
            Text(why + " " + _("You don't work on these days any more. All hours are back.")),), sensitive=True)  # fmt: skip
    takes = _("This leave now takes {amount}.").format(amount=amount(asked.minutes))
    return Message(_("Costed anew: {days}").format(days=days), (Text(f"{why} {takes}"),), sensitive=True)


@on(Recosted)
def tell_recosted(ctx: Context, fact: Recosted) -> Send | None:
    """The person hears it, whichever way it went."""
    asked = timeoff.find(ctx.tx, fact.request)
    if asked is None:
        return None
    timeoff.moved(ctx.tx, people.get(ctx.tx, asked.person_id).team_id)
    return Send(f"person:{asked.person_id}", recosted.full, asked.id, "decision")


@refresh(Changed, card, mine, answer)
def after_change(fact: Changed) -> int:
    """Every copy shows the new days."""
    return fact.request


@refresh(Recosted, card, mine)
def after_recost(fact: Recosted) -> int:
    """Every copy shows what it takes now."""
    return fact.request
