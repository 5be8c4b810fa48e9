"""Asking a department: who is on duty, how long an answer usually takes, and a question that comes back answered."""

from bots.bot import (
    Asked,
    Opt,
    Picked,
    Pressed,
    Reply,
    command,
    heard,
    message_action,
    on,
    press,
    refresh,
    submit,
    view,
)
from bots.chat import Context, Said, Send, Where
from bots.discussions.remind import STARTER
from bots.ui import (
    Actions,
    Button,
    Fields,
    Form,
    FormNode,
    Message,
    Node,
    Option,
    Plain,
    Select,
    Text,
    TextField,
    quoted,
    shortened,
)
from core import calendar, discussions, escalation, people
from core.desk import live
from core.discussions import LONGEST_QUESTION, Answered, Inquiry
from core.errors import NotAllowed
from core.words import N_, _, ngettext

MOST = 25


@command(
    "ask", "vraag", help=("Ask a department", "Stel een afdeling een vraag"),
    options=(Opt("team", "text", ("team", "afdeling"), ("Which department", "Welke afdeling")),), reads=True,
)  # fmt: skip
def ask_somebody(ctx: Context, asked: Asked) -> Reply:
    """The department's contact card; without a name, the list of departments."""
    teams = people.teams(ctx.tx)
    wanted = asked.get("team").strip().casefold()
    found = [team for team in teams if wanted and team.name.casefold().startswith(wanted)]
    if len(found) == 1 or (found and found[0].name.casefold() == wanted):
        return contact(ctx, found[0].id)
    if not teams:
        return _("There are no teams yet. Import your people first.")
    options = tuple(Option(str(team.id), shortened(team.name, 75)) for team in (found or teams)[:MOST])
    return Message(_("Which department do you want to ask?"), (
        Actions((Select(choose.id(), _("Choose a department"), options),)),
        Text(_("Or type its name, for example /ask {name}.").format(name=Plain(teams[0].name)), small=True),
    ))  # fmt: skip


@press("choose_team", reads=True)
def choose(ctx: Context, pressed: Pressed) -> Reply:
    """The chosen department's card, in place."""
    return contact(ctx, int(pressed.value) if pressed.value.isdecimal() else 0)


def contact(ctx: Context, team: int) -> Message:
    """A department's contact card: who is on duty today, how long an answer usually takes, where it stands."""
    found = people.team(ctx.tx, team)
    if found is None:
        raise NotAllowed(_("This department is no longer there. Choose another one."))
    pairs: list[tuple[str, str]] = []
    duty = calendar.on_duty(ctx.tx, team, ctx.today)
    if duty:
        pairs.append((_("On duty today"), str(Plain(people.get(ctx.tx, duty).name))))
    usual = escalation.usual_minutes(ctx.tx, team)
    if usual is not None:
        pairs.append((_("Usual answer time"), _said(usual)))
    there = discussions.places_of(ctx.tx, team)
    if there:
        pairs.append((_("Where"), str(Plain(f"#{there[0].name}"))))
    body: list[Node] = [Fields(tuple(pairs))] if pairs else []
    return Message(shortened(found.name, 150), (*body, Actions((Button(_("Ask…"), ask_form.id(team), "primary"),))))


def _said(minutes: int) -> str:
    hours = round(minutes / 60)
    if hours:
        return ngettext("{n} office hour", "{n} office hours", hours).format(n=hours)
    return ngettext("{n} minute", "{n} minutes", minutes).format(n=minutes)


class QuestionForm(Form):
    """The question."""

    TITLE, SUBMIT = N_("Ask a department"), N_("Ask")
    words = TextField(
        N_("Your question"), multiline=True, most=LONGEST_QUESTION, hint=N_("The whole department reads it")
    )


@press("ask", reads=True)
def ask_form(ctx: Context, pressed: Pressed) -> FormNode:
    """The form."""
    return QuestionForm.open(pressed.entity)


@submit("asked", QuestionForm)
def send_question(ctx: Context, form: QuestionForm) -> Reply:
    """It stands in the department's place; the answer comes back here."""
    return mine.of(discussions.ask(ctx.tx, ctx.me, form.entity, form.words))


@view("my_question", title=N_("Your question"))
def mine(ctx: Context, number: int) -> Message | None:
    """One's own question, and its answer."""
    found = discussions.inquiry(ctx.tx, number)
    if found is None or found.person_id != ctx.me.id:
        return None
    team = people.team(ctx.tx, found.team_id)
    title = _("Your question to {team}").format(team=team.name[:80] if team else "")
    if not found.answered_at:
        return Message(title, (Text(quoted(found.words)), Text(_("Sent. The answer comes here."), small=True)))
    return Message(title, (Text(quoted(shortened(found.words, 300))), *_answered(ctx, found)), "good")


@view("question", title=N_("A question to the department"))
def question(ctx: Context, number: int) -> Message | None:
    """The question as the department sees it; the rule decides at the click who may answer."""
    found = discussions.inquiry(ctx.tx, number)
    if found is None:
        return None
    names = people.names(ctx.tx, [found.person_id] if found.person_id else [])
    title = _("{name} asks").format(name=names.get(found.person_id or 0, _("Somebody"))[:80])
    if found.answered_at:
        return Message(title, (Text(quoted(shortened(found.words, 300))), *_answered(ctx, found)), "good")
    duty = calendar.on_duty(ctx.tx, found.team_id, ctx.today)
    on_duty = _("{name} is on duty.").format(name=Plain(people.get(ctx.tx, duty).name)) if duty else ""
    lines = [Text(on_duty, small=True)] if on_duty else []
    return Message(title, (Text(quoted(found.words)), *lines,
                           Actions((Button(_("Answer…"), answer_form.id(number), "primary"),))))  # fmt: skip


def _answered(ctx: Context, found: Inquiry) -> list[Node]:
    names = people.names(ctx.tx, [found.answered_by] if found.answered_by else [])
    by = _("{name} answers:").format(name=Plain(names.get(found.answered_by or 0, _("Somebody"))))
    return [Text(by), Text(quoted(found.answer))]


class AnswerForm(Form):
    """The answer."""

    TITLE, SUBMIT = N_("Answer"), N_("Answer")
    words = TextField(N_("Your answer"), multiline=True, most=LONGEST_QUESTION)


@press("answer", reads=True)
def answer_form(ctx: Context, pressed: Pressed) -> FormNode:
    """The form."""
    return AnswerForm.open(pressed.entity)


@submit("answered", AnswerForm)
def send_answer(ctx: Context, form: AnswerForm) -> Reply:
    """The card shows the answer, and the asker gets it."""
    discussions.answer(ctx.tx, ctx.me, form.entity, form.words)
    return question.of(form.entity)


@message_action("answers_it", "Answer a colleague", "Antwoord een collega")
def answers_it(ctx: Context, picked: Picked) -> Reply:
    """The words of a message in a question's thread go back to the asker: one click."""
    number = question_of(ctx, ctx.where)
    if number is None:
        return _("Choose this on a message in the thread of a colleague's question.")
    if not picked.text.strip():
        return AnswerForm.open(number)
    discussions.answer(ctx.tx, ctx.me, number, picked.text.strip()[:LONGEST_QUESTION])
    return _("Sent. Whoever asked has the answer now.")


def question_of(ctx: Context, where: Where, root: str | None = None) -> int | None:
    """The question whose card this thread hangs under: platforms name a thread by its root, or with its root's number."""
    if where.kind != "thread":
        return None
    last = where.ref.rpartition("/")[2]
    front = where.ref.rpartition("/")[0]
    for ref in (where.ref, root, front, f"{where.within}/{last}", f"{where.ref}/{last}"):
        stood = live.standing_at(ctx.tx, ref) if ref else None
        if stood and stood.view == question.full:
            return stood.entity
    return None


@heard
def written(ctx: Context, said: Said) -> Send | None:
    """A colleague writes in the thread: whoever asked hears once where; the words themselves are not looked at."""
    number = question_of(ctx, said.where, said.reply_to)
    found = discussions.inquiry(ctx.tx, number) if number else None
    if found is None or found.answered_at or found.person_id in (None, ctx.me.id):
        return None
    return Send(
        f"person:{found.person_id}", in_thread.full, found.id, STARTER, key=f"discussions:question:{found.id}:thread"
    )


@view("in_thread", title=N_("Your question"))
def in_thread(ctx: Context, number: int) -> Message | None:
    """Where one's question is talked about."""
    found = discussions.inquiry(ctx.tx, number)
    if found is None or found.person_id != ctx.me.id:
        return None
    team = people.team(ctx.tx, found.team_id)
    there = discussions.places_of(ctx.tx, found.team_id)
    said = _("Colleagues write about it in {place}. The answer comes here when they send it to you.").format(
        place=Plain(f"#{there[0].name}" if there else team.name if team else "")
    )
    title = _("Your question to {team}").format(team=team.name[:80] if team else "")
    return Message(title, (Text(quoted(shortened(found.words, 300))), Text(said)))


@on(discussions.Asked)
def post_question(ctx: Context, fact: discussions.Asked) -> list[Send]:
    """In the department's place on each platform; where there is none, to whoever is on duty, or to its people."""
    found = discussions.inquiry(ctx.tx, fact.question)
    if found is None:
        return []
    duty = calendar.on_duty(ctx.tx, found.team_id, ctx.today)
    there = [f"place:{place.id}" for place in discussions.places_of(ctx.tx, found.team_id)]
    to = there or [f"person:{duty}" if duty else f"team:{found.team_id}"]
    return [Send(one, question.full, found.id, STARTER) for one in to]


@on(Answered)
def tell_asker(ctx: Context, fact: Answered) -> Send | None:
    """The answer comes back."""
    found = discussions.inquiry(ctx.tx, fact.question)
    return Send(f"person:{found.person_id}", mine.full, found.id, STARTER) if found and found.person_id else None


@refresh(Answered, question, mine)
def after_answered(fact: Answered) -> int:
    """Every copy shows the answer."""
    return fact.question
