"""A department's card: what is asked, who has it, and the buttons to take it, answer it or hand it back."""

from bots.bot import Pressed, on, press, submit, view
from bots.chat import Context, Send, Shown
from bots.escalation.passing import begin_back, begin_decline, begin_over
from bots.escalation.problems import know, problem_line, unlink_it
from bots.escalation.saying import asker, department, moment, on_duty, one_line, quote, status_line
from bots.ui import Actions, Button, Fields, Form, FormNode, Message, Node, Plain, Text, TextField, quoted, shortened
from core import escalation
from core.escalation import AskHere, CaseHere, Status, Step
from core.words import N_, _


class AnswerForm(Form):
    """A department's answer."""

    TITLE = N_("Answer")
    SUBMIT = N_("Send the answer")
    text = TextField(N_("Answer, ready for the customer"), multiline=True, most=3000)


@press("claim")
def claim(ctx: Context, pressed: Pressed) -> Shown:
    """Somebody of the department takes the question."""
    escalation.claim(ctx.tx, ctx.me, pressed.entity, int(pressed.args[0]), pressed.version)
    return card.of(pressed.entity)


@press("back")
def hand_back(ctx: Context, pressed: Pressed) -> Shown:
    """Whoever has it gives it back to the department."""
    escalation.hand_back(ctx.tx, ctx.me, pressed.entity, int(pressed.args[0]), pressed.version)
    return card.of(pressed.entity)


@press("answer")
def begin_answer(ctx: Context, pressed: Pressed) -> FormNode:
    """The form for an answer, for people of the department."""
    team = int(pressed.args[0])
    case = escalation.may_answer(ctx.tx, ctx.me, pressed.entity, team)
    return AnswerForm.open(case.id, team, case.version, intro=quoted(shortened(case.question, 500)))


@submit("answered", AnswerForm)
def send_answer(ctx: Context, form: AnswerForm) -> Shown:
    """The answer is stored, and goes to the asker and into the thread."""
    team, version = int(form.args[0]), int(form.args[1])
    escalation.answer(ctx.tx, ctx.me, form.entity, team, version, form.text)
    return card.of(form.entity)


@view("card", title=N_("Question"))
def card(ctx: Context, number: int) -> Message | None:
    """The question as a department sees it, in its place or opened by one of its people."""
    case, ask = escalation.find(ctx.tx, number), escalation.department_of(ctx.tx, ctx.me, number)
    if case is None or ask is None:
        return None
    if case.status == Status.WITHDRAWN:
        return Message(_("{case} was withdrawn").format(case=case.name))
    tone = {Status.RESOLVED.value: "good"}.get(case.status, "warning" if late(ask) else "none")
    title = _("{case}: {name} asks for a customer") if case.status == Status.OPEN else _("{case} ✅ customer helped")
    body: list[Node] = [
        Text(status_line(ctx, number)), *quote(case.question, 2000), *_added(ctx, case), Fields(_pairs(ctx, case, ask)),
        *problem_line(ctx, number), *_buttons(ctx, case, ask),
    ]  # fmt: skip
    return Message(title.format(case=case.name, name=one_line(asker(ctx, case))), tuple(body), tone)


def _pairs(ctx: Context, case: CaseHere, ask: AskHere) -> tuple[tuple[str, str], ...]:
    topic = escalation.topic(ctx.tx, case.topic_id) if case.topic_id else None
    duty = on_duty(ctx, ask.team_id) if case.status == Status.OPEN and ask.step == Step.WAITING else ""
    found = (
        (_("Customer"), f"{Plain(shortened(case.customer, 200))}" if case.customer else ""),
        (_("About"), f"{Plain(shortened(case.about, 100))}" if case.about else ""),
        (_("Topic"), f"{Plain(shortened(topic.name, 60))}" if topic else ""),
        (_("Answer by"), _by_when(ctx, case, ask)),
        (_("On duty"), duty),
        (_("Not sent along"), f"{Plain(shortened(case.files.replace(chr(10), ', '), 300))}" if case.files else ""),
    )
    return tuple(pair for pair in found if pair[1])


def late(ask: AskHere) -> bool:
    """Whether the deadline passed while this department still owes an answer."""
    return ask.breached_at is not None and not ask.done


def department_buttons(case: CaseHere, ask: AskHere) -> list[Button]:
    """What a department can press while it owes an answer."""
    if case.status != Status.OPEN or ask.done:
        return []
    answering = Button(_("Answer…"), begin_answer.id(case.id, ask.team_id))
    if ask.step in (Step.CLAIMED, Step.ASKED_BACK):
        return [answering, Button(_("Hand back"), hand_back.id(case.id, ask.team_id, ask.version))]
    return [Button(_("I'll take this"), claim.id(case.id, ask.team_id, ask.version), "primary"), answering]


def _buttons(ctx: Context, case: CaseHere, ask: AskHere) -> list[Node]:
    known = escalation.problem_of(ctx.tx, case.id)
    linking = (
        Button(_("Not this problem"), unlink_it.id(case.id, known.id))
        if known
        else Button(_("Known problem…"), know.id(case.id))
    )
    first: list[Node] = [Actions((*department_buttons(case, ask), linking))]
    if case.status != Status.OPEN or ask.done or ask.step == Step.ASKED_BACK:
        return first
    back = Button(_("Ask back…"), begin_back.id(case.id, ask.team_id))
    over = Button(_("Hand over…"), begin_over.id(case.id, ask.team_id))
    return [*first, Actions((back, over, Button(_("Decline…"), begin_decline.id(case.id, ask.team_id))))]


def _by_when(ctx: Context, case: CaseHere, ask: AskHere) -> str:
    if ask.step == Step.ASKED_BACK:
        return _("The customer is asked first")
    said = moment(ctx, (ask.breached_at if late(ask) else ask.due_at) or case.due_at)
    return _("{moment}, which has passed").format(moment=said) if late(ask) else said


def _added(ctx: Context, case: CaseHere) -> list[Node]:
    """The asker's last word that more is needed."""
    notes = [line for line in escalation.lines_of(ctx.tx, case.id) if line.kind in ("more", "reply") and line.text]
    return [Text(_("Added later:")), *quote(notes[-1].text, 1000)] if notes else []


@view("line")
def line_view(ctx: Context, number: int) -> Message | None:
    """One thing that was written about a question, in full: in a department's thread, or for the asker."""
    line = escalation.line_at(ctx.tx, number)
    case = escalation.find(ctx.tx, line.case_id) if line else None
    if line is None or case is None or not escalation.may_see(ctx.tx, ctx.me, case):
        return None
    if line.kind == "reply":
        said = _("{name} replies on {case}").format(name=one_line(asker(ctx, case)), case=case.name)
        return Message(said, quote(line.text) if line.text else (Text(_("This text was withdrawn."), small=True),))
    if line.team_id is None:
        said = _("{name} needs more on {case}").format(name=one_line(asker(ctx, case)), case=case.name)
        return Message(said, quote(line.text) if line.text else (Text(_("This text was withdrawn."), small=True),))
    name = one_line(department(ctx, line.team_id))
    if line.kind == "declined":
        return Message(_("{department} declined {case}").format(department=name, case=case.name), quote(line.text))
    if line.kind == "back":
        return Message(
            _("{department} asks back about {case}").format(department=name, case=case.name), quote(line.text)
        )
    return Message(_("{department} answered {case}").format(department=name, case=case.name), quote(line.text))


@on(escalation.Escalated)
def post_cards(ctx: Context, happened: escalation.Escalated) -> list[Send]:
    """A card in the place of each department."""
    return [
        Send(f"place:{place}", card.full, happened.case, "escalation", key=f"card:{happened.case}:{place}")
        for place in escalation.places_of(ctx.tx, happened.case)
    ]


@on(escalation.Escalated)
def tell_duty(ctx: Context, happened: escalation.Escalated) -> list[Send]:
    """Whoever is on duty for a department gets the card too."""
    duties = {escalation.duty(ctx.tx, team) for team in escalation.asks_of(ctx.tx, happened.case)}
    return [
        Send(f"person:{one}", card.full, happened.case, "escalation", "now", f"duty:{happened.case}:{one}")
        for one in sorted(one for one in duties if one)
    ]


@on(escalation.Declined)
def post_decline(ctx: Context, happened: escalation.Declined) -> list[Send]:
    """The reason stands in the threads of the department's own cards."""
    return in_threads(ctx, happened.case, happened.line, happened.team)


@on(escalation.AskedBack)
def post_back(ctx: Context, happened: escalation.AskedBack) -> list[Send]:
    """The question back stands in the threads of the department's own cards."""
    return in_threads(ctx, happened.case, happened.line, happened.team)


@on(escalation.Replied)
def post_reply(ctx: Context, happened: escalation.Replied) -> list[Send]:
    """The asker's reply stands in the threads of the department's own cards."""
    return in_threads(ctx, happened.case, happened.line, happened.team)


@on(escalation.Answered)
def post_answer(ctx: Context, happened: escalation.Answered) -> list[Send]:
    """The answer stands in the threads of the department's own cards."""
    return in_threads(ctx, happened.case, happened.line, happened.team)


def in_threads(ctx: Context, case: int, line: int, team: int = 0) -> list[Send]:
    """Something written, in the thread of the card in each place (of one department)."""
    return [
        Send(f"place:{place}", line_view.full, line, "escalation", key=f"line:{line}:{place}", thread=card.of(case))
        for place in escalation.places_of(ctx.tx, case, team)
    ]
