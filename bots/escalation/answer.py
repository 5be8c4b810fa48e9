"""A department's card: what is asked, who has it, and the buttons to take it, answer it or hand it back."""

from bots.bot import Pressed, on, press, submit, view
from bots.chat import Context, Send, Shown
from bots.escalation.problems import know, problem_line, unlink_it
from bots.escalation.saying import asker, department, moment, one_line, quote, status_line
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
    pairs = [(_("Answer by"), _by_when(ctx, case, ask))]
    if case.customer:
        pairs.insert(0, (_("Customer"), f"{Plain(shortened(case.customer, 200))}"))
    body: list[Node] = [
        Text(status_line(ctx, number)), *quote(case.question, 2000), *_added(ctx, case), Fields(tuple(pairs)),
        *problem_line(ctx, number), *_buttons(ctx, case, ask),
    ]  # fmt: skip
    return Message(title.format(case=case.name, name=one_line(asker(ctx, case))), tuple(body), tone)


def late(ask: AskHere) -> bool:
    """Whether the deadline passed while this department still owes an answer."""
    return ask.breached_at is not None and ask.step != Step.ANSWERED


def department_buttons(case: CaseHere, ask: AskHere) -> list[Button]:
    """What a department can press while it owes an answer."""
    if case.status != Status.OPEN or ask.step == Step.ANSWERED:
        return []
    answering = Button(_("Answer…"), begin_answer.id(case.id, ask.team_id))
    if ask.step == Step.CLAIMED:
        return [answering, Button(_("Hand back"), hand_back.id(case.id, ask.team_id, ask.version))]
    return [Button(_("I'll take this"), claim.id(case.id, ask.team_id, ask.version), "primary"), answering]


def _buttons(ctx: Context, case: CaseHere, ask: AskHere) -> list[Node]:
    known = escalation.problem_of(ctx.tx, case.id)
    linking = (
        Button(_("Not this problem"), unlink_it.id(case.id, known.id))
        if known
        else Button(_("Known problem…"), know.id(case.id))
    )
    return [Actions((*department_buttons(case, ask), linking))]


def _by_when(ctx: Context, case: CaseHere, ask: AskHere) -> str:
    said = moment(ctx, case.due_at)
    return _("{moment}, which has passed").format(moment=said) if late(ask) else said


def _added(ctx: Context, case: CaseHere) -> list[Node]:
    """The asker's last word that more is needed."""
    notes = [line for line in escalation.lines_of(ctx.tx, case.id) if line.team_id is None and line.text]
    return [Text(_("Added later:")), *quote(notes[-1].text, 1000)] if notes else []


@view("line")
def line_view(ctx: Context, number: int) -> Message | None:
    """One thing that was written about a question, in full: in a department's thread, or for the asker."""
    line = escalation.line_at(ctx.tx, number)
    case = escalation.find(ctx.tx, line.case_id) if line else None
    if line is None or case is None or not escalation.may_see(ctx.tx, ctx.me, case):
        return None
    if line.team_id is None:
        said = _("{name} needs more on {case}").format(name=one_line(asker(ctx, case)), case=case.name)
        return Message(said, quote(line.text) if line.text else (Text(_("This text was withdrawn."), small=True),))
    name = one_line(department(ctx, line.team_id))
    return Message(_("{department} answered {case}").format(department=name, case=case.name), quote(line.text))


@on(escalation.Escalated)
def post_cards(ctx: Context, happened: escalation.Escalated) -> list[Send]:
    """A card in the place of each department."""
    return [
        Send(f"place:{place}", card.full, happened.case, "escalation", key=f"card:{happened.case}:{place}")
        for place in escalation.places_of(ctx.tx, happened.case)
    ]


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
