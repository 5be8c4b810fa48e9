"""Asking departments a customer's question: from any message, a mention or `/escalate`; what is known is shown before it goes."""

from dataclasses import replace
from typing import Any

from bots.bot import Asked, Opt, Picked, command, message_action, submit
from bots.chat import Beside, Context
from bots.escalation.saying import one_line
from bots.escalation.similar import ORIGIN, Wish, place_question, preview
from bots.ui import ChoiceField, ChoicesField, Form, FormNode, Option, TextField, shortened
from core import escalation
from core.desk import drafts
from core.errors import FieldError
from core.words import N_, _

MOST, LETTERS = 25, 2000


def when_options() -> tuple[Option, ...]:
    """By when an answer is wanted."""
    said = {
        "now": _("Now: the customer is waiting"),
        "today": _("Today"),
        "tomorrow": _("Tomorrow"),
        "week": _("This week"),
    }
    return tuple(Option(value, said[value]) for value in escalation.WANTED)


def department_options(ctx: Context) -> tuple[Option, ...]:
    """The departments that take questions."""
    return tuple(Option(str(one.team_id), one_line(one.name, 75)) for one in escalation.departments(ctx.tx)[:MOST])


class QuestionForm(Form):
    """A customer's question."""

    TITLE = N_("Customer question")
    SUBMIT = N_("Ask")
    departments = ChoicesField(N_("Which departments?"), required=False, hint=N_("Leave empty and the topic decides."))
    question = TextField(
        N_("What does the customer want to know?"), multiline=True, most=LETTERS,
        hint=N_("Account, card, phone and BSN numbers and e-mail addresses are taken out."),
    )  # fmt: skip
    about = TextField(N_("Product, order kind or system"), required=False, most=60)
    customer = TextField(N_("Customer reference"), required=False, most=80)
    wanted = ChoiceField(N_("Answer wanted"), when_options)

    @classmethod
    def reopen(cls, ctx: Any, entity: int, args: tuple[str, ...], values: Any) -> FormNode:
        """With the departments of now."""
        return cls.open(entity, *args, options={"departments": department_options(ctx)}, **values)

    @classmethod
    def kept(cls, values: Any) -> dict[str, Any]:
        """What a draft may hold of it: no personal number (T53)."""
        return {key: escalation.mask(value)[0] if isinstance(value, str) else value for key, value in values.items()}


def opened(ctx: Context, words: str, origin: int) -> FormNode | str:
    """The form with these words in it; the topics in them choose the departments."""
    options = department_options(ctx)
    if not options:
        return _("No department takes questions here yet. Ask your admin to give a channel to a department.")
    chosen = (options[0].value,) if len(options) == 1 else proposed_departments(ctx, words)
    form = QuestionForm.open(
        origin, options={"departments": options}, departments=chosen,
        question=escalation.mask(shortened(words, LETTERS))[0][:LETTERS], wanted="today",
    )  # fmt: skip
    if len(words) <= LETTERS:
        return form
    cut = _("This is too long for one question, so its end is cut off. Shorten it.")
    return replace(form, fields=tuple(replace(one, hint=cut) if one.key == "question" else one for one in form.fields))


def proposed_departments(ctx: Context, words: str) -> tuple[str, ...]:
    """The departments that the topics in these words propose."""
    known = {one.team_id for one in escalation.departments(ctx.tx)}
    found = [one.team_id for one in escalation.topics_in(ctx.tx, words) if one.team_id in known]
    return tuple(dict.fromkeys(map(str, found)))


@command(
    "escalate", "escaleer", help=("Ask departments a customer's question", "Leg een klantvraag voor aan afdelingen"),
    options=(Opt("question", "text", ("question", "vraag"), ("What the customer wants to know", "Wat de klant wil weten")),),
    shortcut=True,
)  # fmt: skip
def begin(ctx: Context, asked: Asked) -> FormNode | str:
    """The form for a question, with the words that were typed."""
    return opened(ctx, asked.get("question"), 0)


@message_action("escalate", "Escalate", "Escaleren")
def begin_from(ctx: Context, picked: Picked) -> FormNode | str:
    """The form with the words of this message; its files stay where they are, and the answers come back under it."""
    here = ctx.where.within or ctx.where.ref if ctx.where.kind in ("channel", "thread") else ""
    files = [escalation.mask(one)[0] for one in picked.files[:10]]
    draft = drafts.keep(ctx.tx, ctx.me.id, ORIGIN, {"message": picked.message, "channel": here, "files": files})
    return opened(ctx, picked.text, draft)


def known_already(ctx: Context, form: QuestionForm) -> list[escalation.Similar]:
    """What resembles it."""
    return escalation.similar(ctx.tx, f"{form.question} {form.about}")


@submit("ask", QuestionForm, look=known_already)
def ask_departments(ctx: Context, form: QuestionForm) -> Beside | str:
    """What resembles it is shown first; else the question goes to the departments at once."""
    words = f"{form.question} {form.about}"
    chosen = form.departments or proposed_departments(ctx, words)
    teams = [int(one) if one.isdecimal() else 0 for one in chosen]
    if not teams:
        raise FieldError("departments", _("No topic fits these words. Choose at least one department."))
    escalation.check_question(ctx.tx, ctx.me, teams, form.question)
    origin = drafts.load(ctx.tx, ctx.me.id, ORIGIN, form.entity) or {}
    wish = Wish(teams, form.question, form.customer, form.wanted, form.about, origin)
    return preview(ctx, wish, ctx.seen or []) or place_question(ctx, wish)
