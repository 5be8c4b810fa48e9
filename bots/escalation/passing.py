"""What a department does besides answering: it asks the customer back, passes it to a colleague, or declines with a reason."""

from typing import Any

from bots.bot import Picked, Pressed, message_action, on, press, submit, view
from bots.chat import Context, Send, Shown
from bots.escalation.saying import department, one_line, quote
from bots.ui import (
    Actions,
    Button,
    ChoiceField,
    Form,
    FormNode,
    Message,
    Option,
    PersonField,
    TextField,
    quoted,
    shortened,
)
from core import escalation, people
from core.desk import live
from core.errors import FieldError
from core.words import N_, _

CARD = "escalation.card"


class BackForm(Form):
    """What the department must know first."""

    TITLE = N_("Ask back")
    SUBMIT = N_("Ask the customer")
    text = TextField(N_("What do you need to know?"), multiline=True, most=1000)


class DeclineForm(Form):
    """Why a question is not for this department."""

    TITLE = N_("Decline")
    SUBMIT = N_("Decline")
    why = TextField(N_("Why is it not for you?"), multiline=True, most=1000)


class OverForm(Form):
    """Which colleague takes it."""

    TITLE = N_("Hand over")
    SUBMIT = N_("Hand over")
    to = PersonField(N_("To which colleague?"))


class ReplyForm(Form):
    """What the department wanted to know."""

    TITLE = N_("Reply")
    SUBMIT = N_("Send the reply")
    text = TextField(N_("What does the customer say?"), multiline=True, most=1000)

    @classmethod
    def kept(cls, values: Any) -> dict[str, Any]:
        """What a draft may hold of it: no personal number (T53)."""
        return {key: escalation.mask(value)[0] if isinstance(value, str) else value for key, value in values.items()}


class ThisForm(Form):
    """To which question these words are the answer."""

    TITLE = N_("This is the answer")
    SUBMIT = N_("Send the answer")
    case = ChoiceField(N_("To which question?"))
    text = TextField(N_("Answer, ready for the customer"), multiline=True, most=3000)

    @classmethod
    def reopen(cls, ctx: Any, entity: int, args: tuple[str, ...], values: Any) -> FormNode:
        """With the questions that wait now."""
        return cls.open(entity, *args, options={"case": _waiting(ctx, entity)}, **values)


@press("back_ask")
def begin_back(ctx: Context, pressed: Pressed) -> FormNode:
    """The form for a question back."""
    case = escalation.may_answer(ctx.tx, ctx.me, pressed.entity, int(pressed.args[0]))
    return BackForm.open(case.id, pressed.args[0], case.version, intro=quoted(shortened(case.question, 500)))


@submit("asked_back", BackForm)
def ask_back(ctx: Context, form: BackForm) -> Shown:
    """The asker gets the question, and the department's clock stands still."""
    escalation.ask_back(ctx.tx, ctx.me, form.entity, int(form.args[0]), int(form.args[1]), form.text)
    return Shown(CARD, form.entity)


@press("decline")
def begin_decline(ctx: Context, pressed: Pressed) -> FormNode:
    """The form for the reason."""
    case = escalation.may_answer(ctx.tx, ctx.me, pressed.entity, int(pressed.args[0]))
    return DeclineForm.open(case.id, pressed.args[0], case.version, intro=quoted(shortened(case.question, 500)))


@submit("declined", DeclineForm)
def decline(ctx: Context, form: DeclineForm) -> Shown:
    """The asker reads why."""
    escalation.decline(ctx.tx, ctx.me, form.entity, int(form.args[0]), int(form.args[1]), form.why)
    return Shown(CARD, form.entity)


@press("over")
def begin_over(ctx: Context, pressed: Pressed) -> FormNode:
    """The form to hand it to a colleague."""
    case = escalation.may_answer(ctx.tx, ctx.me, pressed.entity, int(pressed.args[0]))
    return OverForm.open(case.id, pressed.args[0], case.version)


@submit("handed", OverForm)
def hand_over(ctx: Context, form: OverForm) -> Shown:
    """A colleague has it from now on, and hears so."""
    escalation.hand_over(ctx.tx, ctx.me, form.entity, int(form.args[0]), int(form.args[1]), form.to)
    return Shown(CARD, form.entity)


@press("reply")
def begin_reply(ctx: Context, pressed: Pressed) -> FormNode:
    """The form for the asker's reply."""
    return ReplyForm.open(pressed.entity, pressed.args[0])


@submit("replied", ReplyForm)
def reply(ctx: Context, form: ReplyForm) -> str:
    """The department's clock goes on."""
    escalation.reply(ctx.tx, ctx.me, form.entity, int(form.args[0]), form.text)
    return _("Your reply is with the department.")


@message_action("this", "This is the answer", "Dit is het antwoord")
def this_is_it(ctx: Context, picked: Picked) -> FormNode | str:
    """The words of a message in a department's thread, as the answer: one look, one press."""
    place = people.place_at(ctx.tx, ctx.where.within or ctx.where.ref)
    if place is None or place.team_id is None or place.purpose != "department":
        return _("Choose this on a message in a department's thread.")
    options = _waiting(ctx, place.team_id)
    if not options:
        return _("Nothing waits for your department.")
    chosen = _case_of(ctx, f"place:{place.id}") or options[0].value
    return ThisForm.open(place.team_id, options={"case": options}, case=chosen, text=picked.text[:3000])


@submit("this_sent", ThisForm)
def send_this(ctx: Context, form: ThisForm) -> str:
    """The answer is stored, and goes to the asker."""
    case = escalation.find(ctx.tx, int(form.case)) if form.case.isdecimal() else None
    if case is None:
        raise FieldError("case", _("Choose one of the options."))
    escalation.answer(ctx.tx, ctx.me, case.id, form.entity, case.version, form.text)
    return _("Your answer to {case} is on its way.").format(case=case.name)


def _waiting(ctx: Context, team: int) -> tuple[Option, ...]:
    found = escalation.waiting_for(ctx.tx, team)[:25] if escalation.belongs(ctx.tx, ctx.me, team) else []
    return tuple(Option(str(one.id), one_line(f"{one.name} {one.question}", 75)) for one in found)


def _case_of(ctx: Context, viewer: str) -> str:
    """The question whose card this thread hangs under; empty outside a thread."""
    place = people.place_at(ctx.tx, ctx.where.within)
    for one in escalation.waiting_for(ctx.tx, place.team_id or 0) if place and ctx.where.kind == "thread" else ():
        for stood in live.standing(ctx.tx, CARD, one.id):
            under = (
                ctx.where.ref.startswith(stood.ref) or ctx.where.ref.rpartition("/")[2] == stood.ref.rpartition("/")[2]
            )
            if stood.viewer == viewer and under:
                return str(one.id)
    return ""


@view("asked_back")
def asked_back(ctx: Context, number: int) -> Message | None:
    """For the asker: what a department must know first."""
    line = escalation.line_at(ctx.tx, number)
    case = escalation.find(ctx.tx, line.case_id) if line else None
    if line is None or case is None or line.team_id is None or case.asker_id != ctx.me.id:
        return None
    name = one_line(department(ctx, line.team_id))
    said = _("{department} asks back about {case}").format(department=name, case=case.name)
    ask = escalation.asks_of(ctx.tx, case.id).get(line.team_id)
    waits = ask is not None and ask.step == escalation.Step.ASKED_BACK
    button = (Actions((Button(_("Reply…"), begin_reply.id(case.id, line.team_id), "primary"),)),) if waits else ()
    return Message(said, (*quote(line.text), *button))


@on(escalation.AskedBack)
def tell_asker_back(ctx: Context, happened: escalation.AskedBack) -> Send | None:
    """The question back reaches the asker."""
    case = escalation.find(ctx.tx, happened.case)
    if case is None or case.asker_id is None:
        return None
    return Send(f"person:{case.asker_id}", asked_back.full, happened.line, "escalation", "now", f"back:{happened.line}")


@on(escalation.HandedOver)
def tell_colleague(ctx: Context, happened: escalation.HandedOver) -> Send:
    """The colleague gets the card."""
    ask = escalation.asks_of(ctx.tx, happened.case).get(happened.team)
    return Send(f"person:{happened.to}", CARD, happened.case, "escalation", "now",
                f"over:{happened.case}:{happened.team}:{happened.to}:{ask.version if ask else 0}")  # fmt: skip
