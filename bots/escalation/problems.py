"""Known problems in chat: a question is tied to one, and everybody can look them up with their owner and expected fix."""

from typing import Any

from bots.bot import Asked, Opt, Pressed, command, press, submit
from bots.chat import Beside, Context, Shown
from bots.escalation.saying import one_line
from bots.ui import Button, ChoiceField, Form, FormNode, Message, Node, Option, Plain, Row, Text, TextField, shortened
from core import escalation, people
from core.errors import FieldError
from core.escalation import ProblemHere
from core.words import N_, _, ngettext, say_date

NEW, LISTED = "new", 8


class KnownForm(Form):
    """Which problem a question belongs to."""

    TITLE = N_("Known problem")
    SUBMIT = N_("Tie to it")
    known = ChoiceField(N_("Which problem is it?"))
    title = TextField(N_("Or the title of a new problem"), required=False, most=120)

    @classmethod
    def reopen(cls, ctx: Any, entity: int, args: tuple[str, ...], values: Any) -> FormNode:
        """With the problems that are known now."""
        return cls.open(entity, *args, options={"known": known_problems(ctx)}, **values)


def known_problems(ctx: Context) -> tuple[Option, ...]:
    """A new one, and the open ones by how often they occur."""
    open_ones = [one for one in escalation.problems(ctx.tx, 24) if one.status == "open"]
    new = Option(NEW, _("A new problem"))
    return (new, *[Option(str(one.id), one_line(f"{one.name} {one.title}", 75), affected(one)) for one in open_ones])


def affected(problem: ProblemHere) -> str:
    """How many questions belong to it."""
    return ngettext("{n} question", "{n} questions", problem.affected).format(n=problem.affected)


def problem_line(ctx: Context, case: int) -> tuple[Node, ...]:
    """The known problem behind a question, as a line on its card."""
    found = escalation.problem_of(ctx.tx, case)
    if found is None:
        return ()
    said = (
        _("Known problem {problem}: {title} (solved)")
        if found.status == "solved"
        else _("Known problem {problem}: {title}")
    )
    return (Text(said.format(problem=found.name, title=Plain(shortened(found.title, 120)))),)


@press("know", reads=True)
def know(ctx: Context, pressed: Pressed) -> FormNode:
    """The form to tie a question to a problem."""
    escalation.may_link(ctx.tx, ctx.me, pressed.entity)
    likest, options = escalation.proposed(ctx.tx, pressed.entity), known_problems(ctx)
    chosen = next((one.value for one in options if one.value == str(likest)), NEW)
    return KnownForm.open(pressed.entity, options={"known": options}, known=chosen)


@submit("known", KnownForm)
def tie(ctx: Context, form: KnownForm) -> str:
    """The question belongs to a new or a known problem."""
    if form.known == NEW:
        if not form.title.strip():
            raise FieldError("title", _("Give the new problem a title, or choose a known one."))
        number = escalation.start_problem(ctx.tx, ctx.me, form.entity, form.title)
    elif form.title.strip():
        number = escalation.start_problem(ctx.tx, ctx.me, form.entity, form.title)
    else:
        number = escalation.link(ctx.tx, ctx.me, form.entity, int(form.known) if form.known.isdecimal() else 0)
    return _("{case} belongs to {problem} now.").format(case=f"CQ-{form.entity}", problem=f"KP-{number}")


@press("unlink")
def unlink_it(ctx: Context, pressed: Pressed) -> str:
    """The question does not belong to that problem after all."""
    known = int(pressed.args[0])
    escalation.unlink(ctx.tx, ctx.me, pressed.entity, known)
    return _("{case} no longer belongs to {problem}.").format(case=f"CQ-{pressed.entity}", problem=f"KP-{known}")


@command(
    "problems",
    "problemen",
    help=("Known problems and their fixes", "Bekende problemen en hun oplossing"),
    reads=True,
    options=(Opt("words", "text", ("words", "woorden"), ("What to look for", "Waarnaar je zoekt")),),
)
def list_problems(ctx: Context, asked: Asked) -> Message:
    """Known problems: how many questions, who owns the fix, how it stands."""
    words = asked.get("words")
    found = escalation.search_problems(ctx.tx, words, LISTED) if words.strip() else escalation.problems(ctx.tx, LISTED)
    if not found and words.strip():
        return Message(_("No problem like this"), (Text(_("Type /problems for all of them.")),))
    if not found:
        return Message(_("No known problems"), (Text(_("Tie a customer question to a problem on its card.")),))
    rows = [
        Row(f"**{Plain(f'{one.name} {one.title}')}**\n{affected(one)} · {said_owner(ctx, one)} · {state(one)}{expected(one)}",
            Button(_("Open"), open_problem.id(one.id)))
        for one in found
    ]  # fmt: skip
    return Message(_("Known problems"), tuple(rows))


@press("problem", reads=True)
def open_problem(ctx: Context, pressed: Pressed) -> Beside | str:
    """One problem, beside the list."""
    shown = Shown("escalation.problem", pressed.entity)
    drawn = ctx.suite.draw(ctx.tx, shown, f"person:{ctx.me.id}", ctx.me) if ctx.suite else None
    return Beside(drawn, shown) if drawn else _("This is no longer here.")


def said_owner(ctx: Context, found: ProblemHere) -> str:
    """Who owns the fix."""
    return f"{Plain(shortened(people.get(ctx.tx, found.owner_id).name, 60))}" if found.owner_id else _("no owner yet")


def state(found: ProblemHere) -> str:
    """How a problem stands, in a word or two."""
    if found.status == "solved":
        return _("solved ✅")
    if found.status == "fixed":
        return _("fixed, to be checked")
    return _("fix planned") if found.owner_id else _("open")


def expected(found: ProblemHere) -> str:
    """When the fix is expected, behind the state of an open problem."""
    if not found.due_on or found.status != "open":
        return ""
    return " · " + _("expected {day}").format(day=say_date(found.due_on))
