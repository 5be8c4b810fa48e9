"""Asking departments a customer's question: one form, one card in every department's place, one for the asker."""

from typing import Any

from bots.bot import Asked, Opt, command, submit
from bots.chat import Beside, Context
from bots.escalation.close import mine
from bots.escalation.saying import one_line
from bots.ui import ChoiceField, ChoicesField, Form, FormNode, Option, TextField, shortened
from core import escalation
from core.words import N_, _

MOST, LETTERS = 25, 2000


def when_options() -> tuple[Option, ...]:
    """By when an answer is wanted."""
    said = {"today": _("Today"), "tomorrow": _("Tomorrow"), "week": _("This week")}
    return tuple(Option(value, said[value]) for value in escalation.WANTED)


def department_options(ctx: Context) -> tuple[Option, ...]:
    """The departments that take questions."""
    return tuple(Option(str(one.team_id), one_line(one.name, 75)) for one in escalation.departments(ctx.tx)[:MOST])


class QuestionForm(Form):
    """A customer's question."""

    TITLE = N_("Customer question")
    SUBMIT = N_("Ask")
    departments = ChoicesField(N_("Which departments?"), hint=N_("One to five."))
    question = TextField(
        N_("What does the customer want to know?"), multiline=True, most=LETTERS,
        hint=N_("Account, card, phone and BSN numbers and e-mail addresses are taken out."),
    )  # fmt: skip
    customer = TextField(N_("Customer reference"), required=False, most=80)
    wanted = ChoiceField(N_("Answer wanted"), when_options)

    @classmethod
    def reopen(cls, ctx: Any, entity: int, args: tuple[str, ...], values: Any) -> FormNode:
        """With the departments of now."""
        return cls.open(entity, *args, options={"departments": department_options(ctx)}, **values)


@command(
    "escalate", "escaleer", help=("Ask departments a customer's question", "Leg een klantvraag voor aan afdelingen"),
    options=(Opt("question", "text", ("question", "vraag"), ("What the customer wants to know", "Wat de klant wil weten")),),
)  # fmt: skip
def begin(ctx: Context, asked: Asked) -> FormNode | str:
    """The form for a question, with the words that were typed."""
    options = department_options(ctx)
    if not options:
        return _("No department takes questions here yet. Ask your admin to give a channel to a department.")
    only = (options[0].value,) if len(options) == 1 else ()
    words = asked.get("question")
    intro = _("This is too long for one question, so its end is cut off. Shorten it.") if len(words) > LETTERS else ""
    return QuestionForm.open(
        options={"departments": options}, departments=only, question=shortened(words, LETTERS), wanted="today", intro=intro
    )  # fmt: skip


@submit("ask", QuestionForm)
def ask_departments(ctx: Context, form: QuestionForm) -> Beside | str:
    """The question goes to the departments; the asker's card stands in the direct conversation, where it can be found."""
    here = ctx.where.kind in ("dm", "home") or not (ctx.caps and ctx.caps.first_contact_by_dm)
    teams = [int(chosen) if chosen.isdecimal() else 0 for chosen in form.departments]
    number = escalation.escalate(
        ctx.tx, ctx.me, teams, form.question, form.customer, form.wanted, receipt=not here
    )  # fmt: skip
    if here:
        return Beside(mine(ctx, number), mine.of(number))
    return _("{case} is on its way. You find its card in your conversation with me.").format(case=f"CQ-{number}")
