"""Deciding on time off: the card with what a manager needs to know, one click, and whoever must hear of it."""

from bots.bot import Pressed, Reply, on, press, refresh, submit, view
from bots.chat import Context, Send
from bots.timeoff.drawing import amount, blocked_lines, days_and_hours, occupancy_bars, said_days
from bots.timeoff.mine import answer, mine
from bots.ui import Actions, Button, Fields, Form, FormNode, Message, Node, Plain, Text, TextField, quoted
from core import calendar, people, timeoff
from core.timeoff import (
    BelowMinimum,
    BlockedDay,
    Changed,
    Decided,
    Escalated,
    FirstYes,
    Noted,
    Requested,
    Status,
    TakenBack,
)
from core.words import N_, _, say_date


@view("card")
def card(ctx: Context, number: int) -> Message | None:
    """A request as its decider sees it: who, when, what it takes, who else is away, and the answer."""
    asked = timeoff.find(ctx.tx, number)
    if asked is None:
        return None
    person = people.get(ctx.tx, asked.person_id)
    days = said_days(asked.days)
    kind = timeoff.kind_of(ctx.tx, asked.kind)
    noted = asked.status == Status.APPROVED and asked.decided_at is None
    summary = (_("{name} will be away") if noted else _("{name} asks for time off")).format(name=person.name)
    cost = timeoff.cost_of(ctx.tx, person.id, asked.days, asked.hours)
    takes = amount(asked.minutes) if asked.hours else days_and_hours(asked.minutes, cost.half_days)
    pairs = [(_("When"), days), (_("Takes"), takes)]
    if kind.key != timeoff.HOLIDAY.key:
        pairs.insert(0, (_("Type"), kind.name))
    if asked.cover_id:
        pairs.append((_("Covers"), _cover(ctx, asked)))
    if asked.status != Status.PENDING:
        body: list[Node] = [Fields((pairs[0],)), Text(timeoff.outcome(ctx.tx, asked))]
        if asked.term_on and asked.status == Status.APPROVED:
            rules = timeoff.rules_of(ctx.tx, timeoff.HOLIDAY.key, asked.person_id)
            article = rules.source("term", asked.asked_at.date()).partition(" · ")[0]
            body.append(Text(_("Article: {article}").format(article=Plain(article)), small=True))
            body.append(Actions((Button(_("Record an exception…"), f"timeoff.exception:{number}:{asked.version}"),)))
        tone = {Status.APPROVED.value: "good", Status.DECLINED.value: "bad"}.get(asked.status, "none")
        return Message(summary, (*body, *([Text(quoted(asked.reason))] if asked.reason else [])), tone, sensitive=True)
    if kind.deducts and cost.balance.known:
        pairs.append(
            (_("Balance after"), _("{n} hours").format(n=timeoff.hours(cost.balance.remaining - asked.minutes)))
        )
    if term := timeoff.term_of(ctx.tx, asked):
        pairs.append((_("Answer by"), say_date(term[1])))
    body = [Fields(tuple(pairs)), *([Text(quoted(asked.note))] if asked.note else [])]
    if asked.first_yes_by:
        body.append(Text(_("{name} said yes. HR decides.").format(name=people.get(ctx.tx, asked.first_yes_by).name)))
    body += [Text(f"{Plain(said_name(ctx, said.by))}: {quoted(said.text)}") for said in _said(ctx, number)]
    body += blocked_lines(ctx.tx, person, asked.days)
    body += occupancy_bars(ctx.tx, person, asked.days, leaving=True)
    body.append(Text(_also_away(ctx, asked), small=True))
    body.append(Actions((
        Button(_("Approve"), approve.id(number, asked.version), "primary"),
        Button(_("Decline…"), decline.id(number, asked.version), "danger"),
        Button(_("Ask…"), f"timeoff.question:{number}"),
        Button(_("Propose other days…"), f"timeoff.propose:{number}"),
    )))  # fmt: skip
    return Message(summary, tuple(body), sensitive=True)


def _said(ctx: Context, number: int) -> list[timeoff.Said]:
    return [said for said in timeoff.said_about(ctx.tx, number) if said.text][-3:]


def said_name(ctx: Context, person: int) -> str:
    """Who said it."""
    return people.get(ctx.tx, person).name


def _cover(ctx: Context, asked: timeoff.Asked) -> str:
    said = {"asked": _("{name}, asked"), "accepted": _("{name}, said yes"), "declined": _("{name}, said no")}
    return said[asked.cover].format(name=said_name(ctx, asked.cover_id or 0))


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
    """Yes: the card keeps the answer, without buttons. Against a warning it takes a reason."""
    try:
        timeoff.decide(ctx.tx, ctx.me, pressed.entity, pressed.version, approve=True)
    except (BelowMinimum, BlockedDay) as warning:
        return OverruleForm.open(pressed.entity, pressed.version, intro=warning.text)
    return card.of(pressed.entity)


class OverruleForm(Form):
    """Why yes all the same."""

    TITLE, SUBMIT = N_("Approve all the same"), N_("Approve")
    reason = TextField(N_("Why"), multiline=True, most=500, hint=N_("It stays with the request"))


@submit("overruled", OverruleForm)
def overrule(ctx: Context, form: OverruleForm) -> Reply:
    """Yes against the warning, with the reason."""
    timeoff.decide(ctx.tx, ctx.me, form.entity, int(form.args[0]), approve=True, reason=form.reason, override=True)
    return card.of(form.entity)


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
    _moved(ctx, asked)
    return cards(ctx, asked, "asked")


@on(Noted)
def tell_noted(ctx: Context, fact: Noted) -> list[Send]:
    """Leave that needs no approval: the line hears of it."""
    asked = timeoff.find(ctx.tx, fact.request)
    _moved(ctx, asked)
    return cards(ctx, asked, "noted") if asked else []


@on(FirstYes)
def ask_hr(ctx: Context, fact: FirstYes) -> list[Send]:
    """The manager said yes: HR gets the card."""
    asked = timeoff.find(ctx.tx, fact.request)
    return cards(ctx, asked, "second") if asked else []


@on(Changed)
def ask_again(ctx: Context, fact: Changed) -> list[Send]:
    """Other days: whoever decides is asked again, or hears of it."""
    asked = timeoff.find(ctx.tx, fact.request)
    if asked is None:
        return []
    if asked.status == Status.PENDING:
        timeoff.plan_reminders(ctx.tx, asked)
    _moved(ctx, asked)
    return cards(ctx, asked, f"changed{asked.version}")


@on(Escalated)
def ask_deputy(ctx: Context, fact: Escalated) -> list[Send]:
    """After two working days the deputy, or HR, gets the card too."""
    asked = timeoff.find(ctx.tx, fact.request)
    return cards(ctx, asked, "escalated") if asked and asked.status == Status.PENDING else []


@on(Decided)
def tell_person(ctx: Context, fact: Decided) -> Send | None:
    """The person hears the answer."""
    asked = timeoff.find(ctx.tx, fact.request)
    _moved(ctx, asked)
    return Send(f"person:{asked.person_id}", answer.full, asked.id, "decision") if asked else None


@on(TakenBack)
def tell_decider(ctx: Context, fact: TakenBack) -> Send | None:
    """Whoever said yes hears that the leave is cancelled."""
    asked = timeoff.find(ctx.tx, fact.request)
    _moved(ctx, asked)
    if asked is None or not asked.decided_by:
        return None
    return Send(f"person:{asked.decided_by}", card.full, asked.id, "decision", "digest")


def cards(ctx: Context, asked: timeoff.Asked, why: str) -> list[Send]:
    """The card to everybody who should decide now, once for each reason why it comes."""
    return [
        Send(f"person:{decider}", card.full, asked.id, "decision", _urgency(asked, ctx), f"timeoff:{asked.id}:{why}:{decider}")
        for decider in timeoff.asked_of(ctx.tx, asked)
    ]  # fmt: skip


def _moved(ctx: Context, asked: timeoff.Asked | None) -> None:
    """The team month shows it, wherever it stands."""
    if asked:
        timeoff.moved(ctx.tx, people.get(ctx.tx, asked.person_id).team_id)


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


@refresh(FirstYes, card, mine)
def after_first_yes(fact: FirstYes) -> int:
    """Every copy shows who decides now."""
    return fact.request


@refresh(Escalated, card, mine)
def after_escalation(fact: Escalated) -> int:
    """Every copy shows who decides now."""
    return fact.request
