"""Deciding on time off: the card with what a manager needs to know, one click, and whoever must hear of it."""

from typing import Any

from bots.bot import Pressed, Reply, due, home, on, press, refresh, submit, view
from bots.chat import Beside, Context, Send
from bots.timeoff.drawing import days_and_hours, occupancy_bars, said_days
from bots.timeoff.request import answer, mine
from bots.ui import Actions, Button, Fields, Form, FormNode, Message, Node, Plain, Row, Text, TextField, quoted
from core import calendar, people, timeoff
from core.errors import NotAllowed
from core.timeoff import Decided, Escalated, Requested, Status, TakenBack
from core.words import N_, _, ngettext


@view("card")
def card(ctx: Context, number: int) -> Message | None:
    """A request as its decider sees it: who, when, what it takes, who else is away, and the answer."""
    asked = timeoff.find(ctx.tx, number)
    if asked is None:
        return None
    person = people.get(ctx.tx, asked.person_id)
    days = said_days(asked.days)
    summary = _("{name} asks for time off").format(name=person.name)
    cost = timeoff.cost_of(ctx.tx, person.id, asked.days)
    pairs = [(_("When"), days), (_("Takes"), days_and_hours(asked.minutes, cost.half_days))]
    if asked.status != Status.PENDING:
        body: list[Node] = [Fields((pairs[0],)), Text(timeoff.outcome(ctx.tx, asked))]
        tone = {Status.APPROVED.value: "good", Status.DECLINED.value: "bad"}.get(asked.status, "none")
        return Message(summary, (*body, *([Text(quoted(asked.reason))] if asked.reason else [])), tone, sensitive=True)
    if cost.balance.known:
        pairs.append(
            (_("Balance after"), _("{n} hours").format(n=timeoff.hours(cost.balance.remaining - asked.minutes)))
        )
    body = [Fields(tuple(pairs)), *([Text(quoted(asked.note))] if asked.note else [])]
    body += occupancy_bars(ctx.tx, person, asked.days, leaving=True)
    body.append(Text(_also_away(ctx, asked), small=True))
    body.append(Actions((
        Button(_("Approve"), approve.id(number, asked.version), "primary"),
        Button(_("Decline…"), decline.id(number, asked.version), "danger"),
    )))  # fmt: skip
    return Message(summary, tuple(body), sensitive=True)


def _also_away(ctx: Context, asked: timeoff.Asked) -> str:
    team = people.get(ctx.tx, asked.person_id).team_id
    away = calendar.away_between(ctx.tx, team, asked.first_day, asked.last_day) if team else []
    others = sorted({one.person_id for one in away if one.certain} - {asked.person_id})
    if not others:
        return _("Nobody else of the team is away then.")
    names = ", ".join(str(Plain(name)) for name in people.names(ctx.tx, others).values())
    return _("Also away then: {names}").format(names=names)


@press("approve")
def approve(ctx: Context, pressed: Pressed) -> Reply:
    """Yes: the card keeps the answer, without buttons."""
    timeoff.decide(ctx.tx, ctx.me, pressed.entity, pressed.version, approve=True)
    return card.of(pressed.entity)


class DeclineForm(Form):
    """Why not."""

    TITLE, SUBMIT = N_("Decline"), N_("Decline")
    reason = TextField(N_("Why not"), multiline=True, most=500, hint=N_("The person reads this"))


@press("decline")
def decline(ctx: Context, pressed: Pressed) -> FormNode:
    """No needs a reason."""
    return DeclineForm.open(pressed.entity, pressed.version)


@submit("declined", DeclineForm)
def send_decline(ctx: Context, form: DeclineForm) -> Reply:
    """No, with the reason."""
    timeoff.decide(ctx.tx, ctx.me, form.entity, int(form.args[0]), approve=False, reason=form.reason)
    return card.of(form.entity)


@on(Requested)
def ask_deciders(ctx: Context, fact: Requested) -> list[Send]:
    """The card goes to who decides; reminders are planned."""
    asked = timeoff.find(ctx.tx, fact.request)
    if asked is None or asked.status != Status.PENDING:
        return []
    timeoff.plan_reminders(ctx.tx, asked)
    return _cards(ctx, asked, "asked")


@on(Escalated)
def ask_deputy(ctx: Context, fact: Escalated) -> list[Send]:
    """After two working days the deputy, or HR, gets the card too."""
    asked = timeoff.find(ctx.tx, fact.request)
    return _cards(ctx, asked, "escalated") if asked and asked.status == Status.PENDING else []


@on(Decided)
def tell_person(ctx: Context, fact: Decided) -> Send | None:
    """The person hears the answer."""
    asked = timeoff.find(ctx.tx, fact.request)
    return Send(f"person:{asked.person_id}", answer.full, asked.id, "decision") if asked else None


@on(TakenBack)
def tell_decider(ctx: Context, fact: TakenBack) -> Send | None:
    """Whoever said yes hears that the leave is cancelled."""
    asked = timeoff.find(ctx.tx, fact.request)
    if asked is None or not asked.decided_by:
        return None
    return Send(f"person:{asked.decided_by}", card.full, asked.id, "decision", "digest")


@due("remind")
def remind(ctx: Context, payload: dict[str, Any]) -> list[Send]:
    """After one working day: the card once more."""
    asked = timeoff.find(ctx.tx, payload["request"])
    return _cards(ctx, asked, "reminder") if asked and asked.status == Status.PENDING else []


@due("escalate")
def escalate(ctx: Context, payload: dict[str, Any]) -> None:
    """After two: the deputy may decide too."""
    timeoff.escalate(ctx.tx, payload["request"])


def _cards(ctx: Context, asked: timeoff.Asked, why: str) -> list[Send]:
    return [
        Send(
            f"person:{decider}",
            card.full,
            asked.id,
            "decision",
            _urgency(asked, ctx),
            f"timeoff:{asked.id}:{why}:{decider}",
        )
        for decider in timeoff.asked_of(ctx.tx, asked)
    ]


def _urgency(asked: timeoff.Asked, ctx: Context) -> str:
    """A request for today or tomorrow can't wait for the approver's next working hour."""
    return "urgent" if (asked.first_day - ctx.today).days <= 1 else "now"


@refresh(Decided, card, mine, answer)
def after_decision(fact: Decided) -> int:
    """Every copy shows the answer."""
    return fact.request


@refresh(TakenBack, card, mine, answer)
def after_taking_back(fact: TakenBack) -> int:
    """Every copy shows that it is off."""
    return fact.request


@refresh(Escalated, card, mine)
def after_escalation(fact: Escalated) -> int:
    """Every copy shows who decides now."""
    return fact.request


@home(90)
def waiting_row(ctx: Context) -> Row | None:
    """How many requests wait for one's answer."""
    waiting = timeoff.waiting_for(ctx.tx, ctx.me)
    if not waiting:
        return None
    said = ngettext("**{n} request** waits for your answer", "**{n} requests** wait for your answer", len(waiting))
    return Row(said.format(n=len(waiting)), Button(_("Look"), show_waiting.id()))


@press("waiting", reads=True)
def show_waiting(ctx: Context, pressed: Pressed) -> Reply:
    """The requests that wait, each with a way in."""
    waiting = timeoff.waiting_for(ctx.tx, ctx.me)
    if not waiting:
        return _("Nothing waits for you.")
    names = people.names(ctx.tx, [asked.person_id for asked in waiting])
    rows = [
        Row(f"**{Plain(names[asked.person_id])}** · {said_days(asked.days)}", Button(_("Look"), open_card.id(asked.id)))
        for asked in waiting[:7]
    ]
    return Beside(Message(_("Waiting for your answer"), tuple(rows)))


@press("open")
def open_card(ctx: Context, pressed: Pressed) -> Reply:
    """One request's card, for who may decide on it."""
    asked = timeoff.find(ctx.tx, pressed.entity)
    if asked is None or ctx.me.id not in timeoff.deciders_of(ctx.tx, asked).allowed:
        raise NotAllowed(_("I don't know this request, or you may not decide on it."))
    return card.of(asked.id)
