"""Known problems in chat: a question is tied to one, often enough somebody owns the fix, and every asker hears the end."""

from typing import Any

from bots.bot import Asked, Pressed, command, on, press, submit, view
from bots.chat import Beside, Context, Send, Shown
from bots.escalation.saying import one_line, quote
from bots.ui import (
    Actions,
    Button,
    ChoiceField,
    DateField,
    Fields,
    Form,
    FormNode,
    Message,
    Node,
    Option,
    PersonField,
    Plain,
    Row,
    Text,
    TextField,
    shortened,
)
from core import escalation, people
from core.errors import FieldError
from core.escalation import ProblemHere
from core.words import N_, _, ngettext, say_date

NEW, LISTED, SHOWN = "new", 8, 20


class KnownForm(Form):
    """Which problem a question belongs to."""

    TITLE = N_("Known problem")
    SUBMIT = N_("Tie to it")
    known = ChoiceField(N_("Which problem is it?"))
    title = TextField(N_("Title of a new problem"), required=False, most=120)

    @classmethod
    def reopen(cls, ctx: Any, entity: int, args: tuple[str, ...], values: Any) -> FormNode:
        """With the problems that are known now."""
        return cls.open(entity, *args, options={"known": known_problems(ctx)}, **values)


class FixForm(Form):
    """A fix for good."""

    TITLE = N_("Structural fix")
    SUBMIT = N_("Plan the fix")
    what = TextField(N_("What will be done?"), multiline=True, most=1000)
    owner = PersonField(N_("Who owns it?"))
    due_on = DateField(N_("By when?"))


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
        if found.status == "fixed"
        else _("Known problem {problem}: {title}")
    )
    return (Text(said.format(problem=found.name, title=Plain(shortened(found.title, 120)))),)


@press("know")
def know(ctx: Context, pressed: Pressed) -> FormNode:
    """The form to tie a question to a problem."""
    escalation.may_link(ctx.tx, ctx.me, pressed.entity)
    return KnownForm.open(pressed.entity, options={"known": known_problems(ctx)}, known=NEW)


@submit("known", KnownForm)
def tie(ctx: Context, form: KnownForm) -> str:
    """The question belongs to a new or a known problem."""
    if form.known == NEW:
        if not form.title:
            raise FieldError("title", _("Give the new problem a title, or choose a known one."))
        number = escalation.start_problem(ctx.tx, ctx.me, form.entity, form.title)
    elif form.title:
        raise FieldError("title", _("Choose a known problem or type a new title, not both."))
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
    "problems", "problemen", help=("Known problems and their fixes", "Bekende problemen en hun oplossing"), reads=True
)
def list_problems(ctx: Context, asked: Asked) -> Message:
    """Known problems: how many questions, who owns the fix, how it stands."""
    found = escalation.problems(ctx.tx, LISTED)
    if not found:
        return Message(_("No known problems"), (Text(_("Tie a customer question to a problem on its card.")),))
    rows = [
        Row(f"**{Plain(f'{one.name} {one.title}')}**\n{affected(one)} · {_owner(ctx, one)} · {_state(one)}",
            Button(_("Open"), open_problem.id(one.id)))
        for one in found
    ]  # fmt: skip
    return Message(_("Known problems"), tuple(rows))


@press("problem", reads=True)
def open_problem(ctx: Context, pressed: Pressed) -> Beside | str:
    """One problem, beside the list."""
    drawn = problem_view(ctx, pressed.entity)
    return Beside(drawn, problem_view.of(pressed.entity)) if drawn else _("This is no longer here.")


@press("plan")
def begin_fix(ctx: Context, pressed: Pressed) -> FormNode:
    """The form for a fix for good."""
    found = escalation.may_plan(ctx.tx, ctx.me, pressed.entity)
    return FixForm.open(found.id, found.version, what=found.fix)


@submit("planned", FixForm)
def plan_fix(ctx: Context, form: FixForm) -> Shown:
    """The problem has an owner."""
    escalation.plan_fix(ctx.tx, ctx.me, form.entity, int(form.args[0]), form.what, form.owner, form.due_on)
    return problem_view.of(form.entity)


@press("fixed")
def say_fixed(ctx: Context, pressed: Pressed) -> Shown:
    """The owner says that the cause is gone."""
    escalation.mark_fixed(ctx.tx, ctx.me, pressed.entity, pressed.version)
    return problem_view.of(pressed.entity)


@view("problem", title=N_("Known problem"))
def problem_view(ctx: Context, number: int) -> Message | None:
    """A known problem: how often, what is done about it, and what can be done."""
    found = escalation.problem(ctx.tx, number)
    if found is None:
        return None
    pairs = [(_("Questions"), _which(ctx, found)), (_("Owner"), _owner(ctx, found)), (_("Status"), _state(found))]
    if found.due_on and found.status == "open":
        pairs.append((_("Due"), say_date(found.due_on)))
    fix = [Text(_("Structural fix:")), *quote(found.fix, 1000)] if found.fix else []
    urge = [Text(_("This keeps coming back. Plan a fix for good and give it an owner."))] if found.wants_fix else []
    buttons = []
    if found.status == "open" and found.owner_id:
        buttons.append(Button(_("Fixed"), say_fixed.id(found.id, found.version), "primary"))
    if found.status == "open":
        style = "primary" if found.wants_fix else "plain"
        buttons.append(Button(_("Structural fix…"), begin_fix.id(found.id), style))
    tone = "good" if found.status == "fixed" else "warning" if found.wants_fix else "none"
    body: tuple[Node, ...] = (Fields(tuple(pairs)), *fix, *urge, *([Actions(tuple(buttons))] if buttons else []))
    return Message(f"{found.name} · {one_line(found.title)}", body, tone)


def _which(ctx: Context, found: ProblemHere) -> str:
    """How many questions, and the first of their numbers."""
    numbers = escalation.cases_of(ctx.tx, found.id)
    named = ", ".join(f"CQ-{number}" for number in numbers[:SHOWN]) + (", …" if len(numbers) > SHOWN else "")
    return f"{affected(found)}: {named}" if numbers else affected(found)


@view("solved")
def solved(ctx: Context, number: int) -> Message | None:
    """What an asker reads in the digest when the problem behind their questions is gone."""
    found = escalation.problem(ctx.tx, number)
    if found is None or found.status != "fixed":
        return None
    text = _("Your customers' questions about it can be closed.")
    said = _("{problem} is solved: {title}").format(problem=found.name, title=one_line(found.title))
    return Message(said, (Text(text),))


def _owner(ctx: Context, found: ProblemHere) -> str:
    return f"{Plain(shortened(people.get(ctx.tx, found.owner_id).name, 60))}" if found.owner_id else _("no owner yet")


def _state(found: ProblemHere) -> str:
    if found.status == "fixed":
        return _("solved ✅")
    return _("fix planned") if found.owner_id else _("open")


@on(escalation.Linked)
def propose_fix(ctx: Context, happened: escalation.Linked) -> list[Send]:
    """Often enough and nobody owns it: the departments of this question are asked once to plan a fix for good."""
    found = escalation.problem(ctx.tx, happened.problem)
    if found is None or not found.wants_fix:
        return []
    return [
        Send(f"place:{place}", problem_view.full, found.id, "escalation", key=f"propose:{found.id}:{place}")
        for place in escalation.places_of(ctx.tx, happened.case)
    ]


@on(escalation.FixPlanned)
def tell_owner(ctx: Context, happened: escalation.FixPlanned) -> Send:
    """The owner gets the problem's card."""
    key = f"owner:{happened.problem}:{happened.owner}"
    return Send(f"person:{happened.owner}", problem_view.full, happened.problem, "escalation", "now", key)


@on(escalation.ProblemFixed)
def tell_askers(ctx: Context, happened: escalation.ProblemFixed) -> list[Send]:
    """Every asker of a question tied to it gets one line in the next digest."""
    return [
        Send(
            f"person:{person}",
            solved.full,
            happened.problem,
            "escalation",
            "digest",
            f"solved:{happened.problem}:{person}",
        )
        for person in escalation.askers_of(ctx.tx, happened.problem)
    ]
