"""Onboarding: each gets one message for all that waits for them, done by one tap; HR and the manager see how far it is."""

from collections.abc import Iterable

from bots.bot import Asked, Pressed, Reply, command, every, home, on, press, refresh, view
from bots.chat import Beside, Context, Send
from bots.discussions.sequence import sequence_rows
from bots.ui import Button, Message, Node, Plain, Progress, Row, Text, shortened
from core import discussions, people
from core.clock import local_day
from core.discussions import HireWithdrawn, StepDone, Way
from core.people import Role
from core.words import N_, _, ngettext, say_date

TOPIC, SHOWN, FEW, LINES = "onboarding", 7, 4, 20


@command(
    "discussions onboarding", "discussies inwerken", reads=True,
    help=("Steps for newcomers: yours, and how far everybody is", "Stappen voor wie nieuw is: de jouwe, en hoever iedereen is"),
)  # fmt: skip
def onboarding_page(ctx: Context, asked: Asked) -> Message:
    """What waits for whoever asks; how far newcomers are and what is written, for HR and managers."""
    body: list[Node] = []
    for number, waiting in list(discussions.waiting_for(ctx.tx, ctx.me).items())[:FEW]:
        body.append(Row(f"{_who(ctx, number)} · **{say_waiting(waiting)}**", Button(_("Look"), show_steps.id(number))))
    for number in discussions.under_way(ctx.tx, ctx.me, ctx.today)[-SHOWN:]:
        way = discussions.way_of(ctx.tx, number)
        body.append(
            Row(f"{_who(ctx, number)} · {say_done(way)}{say_late(ctx, way)}", Button(_("How far"), show_way.id(number)))
        )
    rows = sequence_rows(ctx)
    if not body:
        body = [Text(_("Nothing waits, and nobody new is on the way."))]
    if rows:
        hr = people.has_role(ctx.tx, ctx.me.id, Role.HR)
        own = _("No steps come yet. Begin with ours, or write your own.") if hr else _(
            "You can write steps for your own team, beside those that HR wrote.")  # fmt: skip
        body.append(Text(_("What comes, and when:") if len(rows) > 1 else own, small=True))
    return Message(_("Onboarding"), (*body, *rows))


def _who(ctx: Context, newcomer: int) -> str:
    found = discussions.arrival(ctx.tx, newcomer)
    if found is None:
        return "?"
    if found.person_id == ctx.me.id:
        return f"**{_('Your first weeks')}**"
    name = Plain(shortened(people.get(ctx.tx, found.person_id).name, 80))
    return _("**{name}**, first day {day}").format(name=name, day=say_date(found.first_day))


def say_waiting(n: int) -> str:
    """How many steps wait."""
    return ngettext("{n} step for you", "{n} steps for you", n).format(n=n)


def say_done(way: Iterable[Way]) -> str:
    """How far it is."""
    found = list(way)
    return _("{done} of {all} done").format(done=sum(one.done for one in found), all=len(found))


def say_late(ctx: Context, way: Iterable[Way]) -> str:
    """How many wait for more than three days."""
    late = sum(one.task is not None and not one.done and (ctx.today - one.task.came_on).days >= 3 for one in way)
    return " · " + ngettext("{n} waits", "{n} wait", late).format(n=late) if late else ""


@every("15 8 * * *")
def look_at_steps(ctx: Context, slot: str) -> list[Send]:
    """Each morning: what comes today, as one message for each; what waits since three days, once in the digest."""
    discussions.end_withdrawn(ctx.tx)
    return [*_told(discussions.come(ctx.tx, ctx.today), str(ctx.today)), *(
        Send(f"person:{person}", steps_card.full, newcomer, TOPIC, "digest",
             f"discussions:steps:{newcomer}:{person}:{came_on}:again")
        for newcomer, person, came_on in discussions.overdue(ctx.tx, ctx.today)
    )]  # fmt: skip


def _told(came: Iterable[tuple[int, int]], when: str) -> list[Send]:
    return [
        Send(f"person:{person}", steps_card.full, newcomer, TOPIC, "now", f"discussions:steps:{newcomer}:{person}:{when}")
        for newcomer, person in came
    ]  # fmt: skip


@on(StepDone)
def what_follows(ctx: Context, fact: StepDone) -> list[Send]:
    """What waited for it comes at once."""
    found = discussions.arrival(ctx.tx, fact.newcomer)
    came = discussions.come(ctx.tx, ctx.today, found.person_id) if found else []
    return _told(came, f"{ctx.today}:{sum(one.done for one in discussions.way_of(ctx.tx, fact.newcomer))}")


@view("steps", title=N_("Steps for a newcomer"))
def steps_card(ctx: Context, number: int) -> Message | None:
    """What waits for this reader, with one tap each, and what of theirs is done."""
    found = discussions.arrival(ctx.tx, number)
    if found is None:
        return None
    name, own = people.get(ctx.tx, found.person_id).name[:80], found.person_id == ctx.me.id
    if discussions.is_withdrawn(ctx.tx, found):
        return Message(_("{name} does not start after all").format(name=name), (Text(_("Nothing waits for you.")),))
    mine = [one for one in discussions.way_of(ctx.tx, number)
            if one.task and ctx.me.id in discussions.doers_of(ctx.tx, found, one.step)]  # fmt: skip
    if not mine:
        return None
    body: list[Node] = [Progress(_("Done"), sum(one.done for one in mine), len(mine))]
    waiting = [one for one in mine if one.task and not one.done]
    body += [Row(str(Plain(one.step.said())), Button(_("Done"), done.id(one.task.id)))
             for one in waiting[:SHOWN] if one.task]  # fmt: skip
    if len(waiting) > SHOWN:
        body.append(Text(_("And {n} more.").format(n=len(waiting) - SHOWN), small=True))
    over = "\n".join(f"- {Plain(shortened(one.step.said(), 100))}" for one in mine if one.done)
    body += [Text(_("Done:") + "\n" + shortened(over, 1500), small=True)] if over else []
    buddy = people.names(ctx.tx, [found.buddy_id]).get(found.buddy_id, "") if found.buddy_id else ""
    if own and buddy and found.buddy_said == discussions.YES:
        body.append(Text(_("{name} is the buddy: ask them anything small.").format(name=Plain(buddy))))
    left = len(waiting)
    if own:
        title = ngettext("Your first weeks: {n} step", "Your first weeks: {n} steps", left).format(n=left)
        return Message(title if left else _("Your first weeks"), tuple(body), "none" if left else "good")
    day = say_date(found.first_day)
    title = ngettext("{n} step for {name}, first day {day}", "{n} steps for {name}, first day {day}", left)
    title = title if left else _("{name}, first day {day}")
    return Message(title.format(n=left, name=name, day=day), tuple(body), "none" if left else "good")


@press("step_done")
def done(ctx: Context, pressed: Pressed) -> Reply:
    """Done, and the card says so."""
    number = discussions.finish_step(ctx.tx, ctx.me, pressed.entity)
    return steps_card.of(number)


@view("way", title=N_("How far a newcomer is"))
def way_card(ctx: Context, number: int) -> Message | None:
    """Every step with its day, who does it and whether it is done, for HR, the manager and the newcomer."""
    found = discussions.arrival(ctx.tx, number)
    if found is None or not discussions.may_see(ctx.tx, ctx.me, number):
        return None
    way, lines = discussions.way_of(ctx.tx, number), []
    if not way:
        return None
    for one in _nearest(way):
        doers = people.names(ctx.tx, discussions.doers_of(ctx.tx, found, one.step)[:2]).values()
        who, what = Plain(shortened(", ".join(doers), 40)), Plain(shortened(one.step.said(), 90))
        if one.task and one.task.done_at:
            by = people.names(ctx.tx, [one.task.done_by]).get(one.task.done_by, "") if one.task.done_by else ""
            day = say_date(local_day(one.task.done_at, ctx.me.zone))
            lines.append(_("✓ {what} · {who}, {day}").format(what=what, who=Plain(shortened(by, 40)), day=day))
        elif one.task:
            lines.append(_("○ {what} · waits for {who} since {day}").format(
                what=what, who=who, day=say_date(one.task.came_on)))  # fmt: skip
        else:
            far = one.on_day.year != ctx.today.year
            day = say_date(one.on_day, "d MMMM y") if far else say_date(one.on_day)
            lines.append(_("– {what} · {who}, {day}").format(what=what, who=who, day=day))
    name = people.get(ctx.tx, found.person_id).name[:80]
    title = _("{name}, first day {day}").format(name=name, day=say_date(found.first_day))
    if len(way) > len(lines):
        lines.append(_("And {n} more.").format(n=len(way) - len(lines)))
    body = [Text("\n".join(lines[at : at + 7])) for at in range(0, len(lines), 7)]
    return Message(title, (Progress(_("Done"), sum(one.done for one in way), len(way)), *body))


def _nearest(way: list[Way]) -> list[Way]:
    """As many as a message holds: what was done last, and what comes next."""
    done = [one for one in way if one.done][-max(6, LINES - sum(not one.done for one in way)) :]
    return [*done, *(one for one in way if not one.done)][:LINES]


@press("steps", reads=True)
def show_steps(ctx: Context, pressed: Pressed) -> Reply:
    """What waits for oneself."""
    drawn = steps_card(ctx, pressed.entity)
    return Beside(drawn, steps_card.of(pressed.entity)) if drawn else _("Nothing waits for you here any more.")


@press("way", reads=True)
def show_way(ctx: Context, pressed: Pressed) -> Reply:
    """How far it is."""
    drawn = way_card(ctx, pressed.entity)
    if drawn is None:
        return _("HR, the manager and the newcomer see how far it is. Ask one of them.")
    return Beside(drawn, way_card.of(pressed.entity))


@home(60)
def steps_row(ctx: Context) -> Row | None:
    """What waits for whoever opens Home."""
    waiting = discussions.waiting_for(ctx.tx, ctx.me)
    if not waiting:
        return None
    first = next(iter(waiting))
    return Row(f"{_who(ctx, first)} · **{say_waiting(waiting[first])}**", Button(_("Look"), show_steps.id(first)))


@refresh(StepDone, steps_card, way_card)
def after_step_done(fact: StepDone) -> int:
    """Every copy shows what is done."""
    return fact.newcomer


@refresh(HireWithdrawn, steps_card, way_card)
def after_withdrawal(fact: HireWithdrawn) -> int:
    """Whoever had a step reads that it is over."""
    return fact.newcomer
