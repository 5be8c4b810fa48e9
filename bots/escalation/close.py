"""The asker's own card and the answers as they come in: the customer is helped, more is needed, or it is taken back."""

from datetime import datetime
from typing import Any

from bots.bot import Pressed, on, press, submit, view
from bots.chat import Beside, Context, Send, Shown
from bots.escalation.answer import in_threads, line_view
from bots.escalation.origin import there
from bots.escalation.problems import problem_line
from bots.escalation.report import rating
from bots.escalation.saying import department, moment, one_line, quote, status_line, who_has_it
from bots.ui import Actions, Button, Fields, Form, FormNode, Message, Node, Plain, Text, TextField, shortened
from core import escalation
from core.escalation import CaseHere, Status
from core.words import N_, _, ngettext

ROOM = 3200
"""Letters for all answers together on one card."""


class MoreForm(Form):
    """What the answers lack."""

    TITLE = N_("Not good enough yet")
    SUBMIT = N_("Ask again")
    more = TextField(N_("What is missing?"), multiline=True, most=700)

    @classmethod
    def kept(cls, values: Any) -> dict[str, Any]:
        """What a draft may hold of it: no personal number (T53)."""
        return {key: escalation.mask(value)[0] if isinstance(value, str) else value for key, value in values.items()}


@press("helped")
def customer_helped(ctx: Context, pressed: Pressed) -> Shown:
    """The customer is helped: the question is closed everywhere."""
    escalation.resolve(ctx.tx, ctx.me, pressed.entity, pressed.version)
    return _same(pressed.args[0], pressed.entity)


@press("more")
def begin_more(ctx: Context, pressed: Pressed) -> FormNode:
    """The form for what is missing."""
    return MoreForm.open(pressed.entity, *pressed.args)


@submit("again", MoreForm)
def ask_again(ctx: Context, form: MoreForm) -> Shown:
    """Every department is asked again, with what is missing."""
    escalation.reopen(ctx.tx, ctx.me, form.entity, int(form.args[1]), form.more)
    return _same(form.args[0], form.entity)


@press("withdraw")
def take_back(ctx: Context, pressed: Pressed) -> Shown:
    """The asker takes the question back; a neutral stub stays."""
    escalation.withdraw(ctx.tx, ctx.me, pressed.entity, pressed.version)
    return mine.of(pressed.entity)


@press("answers", reads=True)
def show_answers(ctx: Context, pressed: Pressed) -> Beside | str:
    """All answers so far, beside the card."""
    drawn = answers(ctx, pressed.entity)
    return Beside(drawn, answers.of(pressed.entity)) if drawn else _("This is no longer here.")


@press("all", reads=True)
def show_all(ctx: Context, pressed: Pressed) -> Beside | str:
    """One answer in full."""
    drawn = line_view(ctx, pressed.entity)
    return Beside(drawn) if drawn else _("This is no longer here.")


@view("mine", title=N_("Your customer question"))
def mine(ctx: Context, number: int) -> Message | None:
    """The question as its asker sees it."""
    case = _own(ctx, number)
    if case is None:
        return None
    if case.status == Status.WITHDRAWN:
        return Message(_("You withdrew {case}").format(case=case.name))
    said = {Status.RESOLVED.value: _("{case} ✅ customer helped")}.get(case.status, _("Your question {case}"))
    masked = ngettext("I took out {n} personal number or address.", "I took out {n} personal numbers or addresses.",
                      case.masked).format(n=case.masked)  # fmt: skip
    pairs = [(_("Customer"), f"{Plain(shortened(case.customer, 200))}")] if case.customer else []
    body: list[Node] = [
        Text(status_line(ctx, number)), *quote(case.question, 2000),
        *([Text(has)] if (has := who_has_it(ctx, number)) and case.status == Status.OPEN else []),
        Fields((*pairs, (_("Answer by"), moment(ctx, _due(ctx, case))))),
        *problem_line(ctx, number), *([Text(masked, small=True)] if case.masked else []),
    ]  # fmt: skip
    buttons = _judging(ctx, case, "mine")
    if escalation.answers_of(ctx.tx, number):
        buttons.append(Button(_("Show answers"), show_answers.id(number)))
    if case.status == Status.OPEN:
        buttons.append(Button(_("Withdraw"), take_back.id(number, case.version)))
    tone = "good" if case.status == Status.RESOLVED else "none"
    return Message(said.format(case=case.name), (*body, *_under(ctx, case, buttons)), tone)


@view("answers", title=N_("Answers"))
def answers(ctx: Context, number: int) -> Message | None:
    """Every answer so far, ready for the customer, with the asker's judgement once all are in."""
    case = _own(ctx, number)
    if case is None:
        return None
    if case.status == Status.WITHDRAWN:
        return Message(_("You withdrew {case}").format(case=case.name))
    found = escalation.answers_of(ctx.tx, number)
    body: list[Node] = []
    cut: list[Button] = []
    for line in found:
        most = ROOM // len(found) - 80
        name = department(ctx, line.team_id or 0)
        body += [Text(f"**{Plain(shortened(name, 60))}**"), *quote(line.text, most)]
        if len(line.text) > most:
            cut.append(Button(_("All of {department}").format(department=one_line(name, 18)), show_all.id(line.id)))
    body += [Actions(tuple(cut))] if cut else []
    if not found:
        body.append(Text(status_line(ctx, number)))
    buttons = _judging(ctx, case, "answers")
    said = _("{case} ✅ customer helped") if case.status == Status.RESOLVED else _said(ctx, case)
    tone = "good" if case.status == Status.RESOLVED else "none"
    return Message(said.format(case=case.name), (*body, *_under(ctx, case, buttons)), tone)


def _under(ctx: Context, case: CaseHere, buttons: list[Button]) -> list[Node]:
    """The buttons, and once it is solved how it went."""
    asked = rating(ctx, case.id) if case.status == Status.RESOLVED else []
    return [*([Actions(tuple(buttons))] if buttons else []), *asked]


def _due(ctx: Context, case: CaseHere) -> datetime:
    """When the last answer that is still owed is due."""
    owed = [ask.due_at for ask in escalation.asks_of(ctx.tx, case.id).values() if ask.due_at]
    return max(owed, default=case.due_at)


def _said(ctx: Context, case: CaseHere) -> str:
    done, total = progress(ctx, case.id)
    if done == total:
        return _("{case} is answered. Is the customer helped?")
    return _("{case}: {done} of {total} answered").format(case=case.name, done=done, total=total)


def progress(ctx: Context, number: int) -> tuple[int, int]:
    """How many departments have answered, and how many were asked."""
    asks = escalation.asks_of(ctx.tx, number).values()
    return sum(ask.done for ask in asks), len(asks)


def _judging(ctx: Context, case: CaseHere, here: str) -> list[Button]:
    """The asker's judgement, once every department has answered; after "helped" only the way back."""
    done, total = progress(ctx, case.id)
    if done < total:
        return []
    more = Button(_("Not good enough yet…"), begin_more.id(case.id, here, case.version))
    if case.status != Status.OPEN:
        return [more]
    return [Button(_("Customer helped"), customer_helped.id(case.id, here, case.version), "primary"), more]


def _own(ctx: Context, number: int) -> CaseHere | None:
    case = escalation.find(ctx.tx, number)
    return case if case and case.asker_id and case.asker_id == ctx.me.id else None


def _same(here: str, number: int) -> Shown:
    """The card on which the asker judged."""
    return answers.of(number) if here == "answers" else mine.of(number)


@on(escalation.Escalated)
def send_receipt(ctx: Context, happened: escalation.Escalated) -> Send | None:
    """Asked elsewhere than in the direct conversation: the asker's own card comes there."""
    case = escalation.find(ctx.tx, happened.case)
    if not happened.receipt or case is None or case.asker_id is None:
        return None
    return Send(f"person:{case.asker_id}", mine.full, case.id, "escalation", "reply", f"mine:{case.id}")


@on(escalation.Answered)
def tell_asker(ctx: Context, happened: escalation.Answered) -> list[Send]:
    """The answer comes back where the question was asked; with the last one the asker gets all of them together."""
    return _told(ctx, happened.case, happened.line, happened.last)


@on(escalation.Declined)
def tell_declined(ctx: Context, happened: escalation.Declined) -> list[Send]:
    """That a department declined, and why, comes back the same way."""
    return _told(ctx, happened.case, happened.line, happened.last)


def _told(ctx: Context, number: int, line: int, last: bool) -> list[Send]:
    case = escalation.find(ctx.tx, number)
    if case is None or case.asker_id is None:
        return []
    sends = []
    if place := escalation.origin_place(ctx.tx, number):
        sends.append(Send(f"place:{place}", there.full, line, "escalation", key=f"there:{line}",
                          thread=Shown("escalation.origin", number)))  # fmt: skip
        if not last:
            return sends
    shown = answers.of(number) if last and escalation.answers_of(ctx.tx, number) else line_view.of(line)
    return [*sends, Send(f"person:{case.asker_id}", shown.view, shown.entity, "escalation", "now", f"answer:{line}")]


@on(escalation.Reopened)
def tell_departments(ctx: Context, happened: escalation.Reopened) -> list[Send]:
    """What is missing, in the thread of every department's card."""
    return in_threads(ctx, happened.case, happened.line)
