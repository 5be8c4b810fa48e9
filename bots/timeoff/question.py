"""A question about a request, its answer, and other days: each a short form, shown on both cards."""

from bots.bot import Pressed, Reply, on, press, refresh, submit, view
from bots.chat import Context, Send
from bots.timeoff.approval import card
from bots.timeoff.drawing import said_days
from bots.timeoff.mine import mine
from bots.ui import Actions, Button, DateRangeField, Form, FormNode, Message, Node, Text, TextField, quoted
from core import people, timeoff
from core.timeoff import Spoken
from core.words import N_, _


class QuestionForm(Form):
    """What whoever decides wants to know."""

    TITLE, SUBMIT = N_("Ask about this request"), N_("Ask")
    text = TextField(N_("Your question"), multiline=True, most=500, hint=N_("The request waits for the answer"))


class AnswerForm(Form):
    """What the person answers."""

    TITLE, SUBMIT = N_("Answer"), N_("Answer")
    text = TextField(
        N_("Your answer"), multiline=True, most=500, hint=N_("No health details: nobody needs them to decide")
    )


class ProposeForm(Form):
    """Which days would do."""

    TITLE, SUBMIT = N_("Propose other days"), N_("Propose")
    when = DateRangeField(N_("When"), hint=N_("First and last day, for example 24 nov - 27 nov"))
    text = TextField(N_("Why"), required=False, multiline=True, most=500)


@press("question", reads=True)
def begin_question(ctx: Context, pressed: Pressed) -> FormNode:
    """The form for a question."""
    return QuestionForm.open(pressed.entity)


@submit("questioned", QuestionForm)
def ask_about(ctx: Context, form: QuestionForm) -> Reply:
    """The person is asked; the request waits on."""
    timeoff.ask_about(ctx.tx, ctx.me, form.entity, form.text)
    return card.of(form.entity)


@press("propose", reads=True)
def begin_proposal(ctx: Context, pressed: Pressed) -> FormNode:
    """The form for other days."""
    return ProposeForm.open(pressed.entity)


@submit("proposed", ProposeForm)
def propose(ctx: Context, form: ProposeForm) -> Reply:
    """The person chooses; nothing changes until they do."""
    timeoff.propose(ctx.tx, ctx.me, form.entity, form.when, form.text)
    return card.of(form.entity)


@view("word")
def word(ctx: Context, number: int) -> Message | None:
    """A question or other days, as the person sees them."""
    said = timeoff.said_by(ctx.tx, number)
    asked = timeoff.find(ctx.tx, said.request) if said else None
    if said is None or asked is None or asked.person_id != ctx.me.id:
        return None
    name = people.get(ctx.tx, said.by).name
    body: list[Node] = [Text(_("About your request for {days}").format(days=said_days(asked.days)), small=True)]
    if said.text:
        body.append(Text(quoted(said.text)))
    if said.days is not None:
        summary = _("{name} proposes {days}").format(name=name, days=said_days(said.days))
        buttons: tuple[Button, ...] = (
            Button(_("Take these days"), take.id(number), "primary"),
            Button(_("Keep mine"), keep.id(number)),
        )
    else:
        summary = _("{name} has a question").format(name=name)
        buttons = (Button(_("Answer…"), begin_answer.id(number), "primary"),)
    body.append(Actions(buttons) if said.open else Text(_("Answered."), small=True))
    return Message(summary, tuple(body), sensitive=True)


@press("answering", reads=True)
def begin_answer(ctx: Context, pressed: Pressed) -> FormNode:
    """The form for the answer."""
    return AnswerForm.open(pressed.entity)


@submit("answered", AnswerForm)
def answer_question(ctx: Context, form: AnswerForm) -> Reply:
    """The answer stands on the card."""
    timeoff.answer_question(ctx.tx, ctx.me, form.entity, form.text)
    return word.of(form.entity)


@press("take_proposal")
def take(ctx: Context, pressed: Pressed) -> Reply:
    """The person takes the proposed days, and they are granted."""
    return mine.of(timeoff.take_proposal(ctx.tx, ctx.me, pressed.entity).id)


@press("keep_own")
def keep(ctx: Context, pressed: Pressed) -> Reply:
    """The person keeps their own days; the request waits on."""
    timeoff.keep_own_days(ctx.tx, ctx.me, pressed.entity)
    return word.of(pressed.entity)


@on(Spoken)
def tell_word(ctx: Context, fact: Spoken) -> list[Send]:
    """A question or proposal goes to the person, an answer to whoever decides."""
    said, asked = timeoff.said_by(ctx.tx, fact.word), timeoff.find(ctx.tx, fact.request)
    if said is None or asked is None:
        return []
    if said.by != asked.person_id:
        return [_aside(ctx, said, asked)]
    return [Send(f"person:{one}", card.full, asked.id, "decision") for one in timeoff.asked_of(ctx.tx, asked)]


def _aside(ctx: Context, said: timeoff.Said, asked: timeoff.Asked) -> Send:
    """To the person; where there is a place for it, in one private thread a request with whoever decides."""
    first = next(one for one in timeoff.said_about(ctx.tx, asked.id) if one.by != asked.person_id)
    others = {said.by, *timeoff.asked_of(ctx.tx, asked)} - {asked.person_id}
    earlier = word.of(first.id) if first.id != said.id else None
    to = f"person:{asked.person_id}"
    return Send(to, word.full, said.id, "decision", thread=earlier, between=tuple(sorted(others)))


@refresh(Spoken, card)
def after_word(fact: Spoken) -> int:
    """The card shows what was said."""
    return fact.request
