"""A problem's own card: who fixes it for good and by when, its cause, its tasks, and the check of the fix."""

from bots.bot import Pressed, press, submit, view
from bots.chat import Context, Shown
from bots.escalation.problems import affected, known_problems, said_owner, state
from bots.escalation.procedures import begin_procedure
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
    PersonField,
    Text,
    TextField,
)
from core import escalation, people, promises
from core.errors import FieldError
from core.escalation import ProblemHere
from core.words import N_, _, say_date

SHOWN = 20


class FixForm(Form):
    """A fix for good."""

    TITLE = N_("Structural fix")
    SUBMIT = N_("Plan the fix")
    what = TextField(N_("What will be done?"), multiline=True, most=1000)
    owner = PersonField(N_("Who owns it?"))
    due_on = DateField(N_("By when?"))


class CauseForm(Form):
    """What lies behind a problem."""

    TITLE = N_("Cause")
    SUBMIT = N_("Save")
    cause = TextField(N_("Why does this happen?"), multiline=True, most=1000)


class TaskForm(Form):
    """One thing to do for the fix, as a promise of somebody."""

    TITLE = N_("Task")
    SUBMIT = N_("Promise it")
    words = TextField(N_("What will be done?"), most=300)
    owner = PersonField(N_("Who does it?"))
    due_on = DateField(N_("By when?"))


class MergeForm(Form):
    """Two problems are one."""

    TITLE = N_("The same problem")
    SUBMIT = N_("Put together")
    into = ChoiceField(N_("Which problem is it?"))


@press("plan")
def begin_fix(ctx: Context, pressed: Pressed) -> FormNode:
    """The form for a fix for good."""
    found = escalation.may_plan(ctx.tx, ctx.me, pressed.entity)
    return FixForm.open(found.id, found.version, what=found.fix)


@submit("planned", FixForm)
def plan_fix(ctx: Context, form: FixForm) -> Shown:
    """The problem has an owner, and the fix stands on the list of promises."""
    escalation.plan_fix(ctx.tx, ctx.me, form.entity, int(form.args[0]), form.what, form.owner, form.due_on)
    words = f"KP-{form.entity}: {one_line(form.what, 200)}"
    promises.make(ctx.tx, ctx.me, form.owner, words, form.due_on, f"problem:{form.entity}", view=problem_view.full)
    return problem_view.of(form.entity)


@press("cause")
def begin_cause(ctx: Context, pressed: Pressed) -> FormNode:
    """The form for the cause."""
    found = escalation.may_plan(ctx.tx, ctx.me, pressed.entity)
    return CauseForm.open(found.id, cause=found.cause)


@submit("caused", CauseForm)
def name_cause(ctx: Context, form: CauseForm) -> Shown:
    """The cause stands on the card for everybody."""
    escalation.name_cause(ctx.tx, ctx.me, form.entity, form.cause)
    return problem_view.of(form.entity)


@press("task")
def begin_task(ctx: Context, pressed: Pressed) -> FormNode:
    """The form for a task of the fix."""
    return TaskForm.open(escalation.may_plan(ctx.tx, ctx.me, pressed.entity).id)


@submit("tasked", TaskForm)
def add_task(ctx: Context, form: TaskForm) -> Shown:
    """Somebody promises a part of the fix."""
    found = escalation.may_plan(ctx.tx, ctx.me, form.entity)
    promises.make(ctx.tx, ctx.me, form.owner, form.words, form.due_on, f"problem:{found.id}", view=problem_view.full)
    return problem_view.of(form.entity)


@press("same")
def begin_merge(ctx: Context, pressed: Pressed) -> FormNode | str:
    """The form to put two problems together."""
    escalation.may_plan(ctx.tx, ctx.me, pressed.entity)
    others = tuple(one for one in known_problems(ctx)[1:] if one.value != str(pressed.entity))
    if not others:
        return _("There is no other open problem.")
    return MergeForm.open(pressed.entity, options={"into": others})


@submit("merged", MergeForm)
def put_together(ctx: Context, form: MergeForm) -> Shown:
    """Its questions belong to the other problem now."""
    if not form.into.isdecimal():
        raise FieldError("into", _("Choose another open problem."))
    escalation.merge(ctx.tx, ctx.me, form.entity, int(form.into))
    return problem_view.of(int(form.into))


@press("fixed")
def say_fixed(ctx: Context, pressed: Pressed) -> Shown:
    """The owner says that the cause is gone."""
    escalation.mark_fixed(ctx.tx, ctx.me, pressed.entity, pressed.version)
    return problem_view.of(pressed.entity)


@press("works")
def it_works(ctx: Context, pressed: Pressed) -> Shown:
    """A colleague has seen that the fix works, or that it does not."""
    escalation.check(ctx.tx, ctx.me, pressed.entity, pressed.version, pressed.args[0] == "yes")
    return problem_view.of(pressed.entity)


@press("follow")
def follow(ctx: Context, pressed: Pressed) -> str:
    """Hear of this problem, or no longer."""
    if escalation.follow(ctx.tx, ctx.me, "problem", pressed.entity):
        return _("You hear from me when this problem is solved. Press again to stop.")
    return _("You no longer follow this problem.")


@view("problem", title=N_("Known problem"))
def problem_view(ctx: Context, number: int) -> Message | None:
    """A known problem: how often, why, what is done about it, and what can be done."""
    found = escalation.problem(ctx.tx, number)
    if found is None:
        return None
    if found.merged_into:
        return Message(
            _("{problem} is part of {other} now").format(problem=found.name, other=f"KP-{found.merged_into}")
        )
    pairs = [(_("Questions"), _which(ctx, found)), (_("Owner"), said_owner(ctx, found)), (_("Status"), state(found))]
    if found.due_on and found.status == "open":
        pairs.append((_("Due"), say_date(found.due_on)))
    if weeks := escalation.weeks(ctx.tx, number):
        pairs.append((_("Questions a week"), _weeks(weeks)))
    cause = [Text(_("Cause:")), *quote(found.cause, 800)] if found.cause else []
    fix = [Text(_("Structural fix:")), *quote(found.fix, 800)] if found.fix else []
    tasks = [Text(_tasks(ctx, number))] if found.status == "open" and _tasks(ctx, number) else []
    body: list[Node] = [Fields(tuple(pairs)), *cause, *fix, *tasks, *_urge(found), *_buttons(found)]
    tone = {"solved": "good", "fixed": "none"}.get(found.status, "warning" if found.wants_fix else "none")
    return Message(f"{found.name} · {one_line(found.title)}", tuple(body), tone)


def _urge(found: ProblemHere) -> list[Node]:
    if found.status == "open" and found.again_at:
        return [Text(_("This came back after it was solved. Look at the cause again."))]
    if found.wants_fix:
        return [Text(_("This keeps coming back. Plan a fix for good and give it an owner."))]
    return []


def _buttons(found: ProblemHere) -> list[Node]:
    following = Button(_("Follow"), follow.id(found.id))
    if found.status == "solved":
        lasting = Button(_("Make it a procedure…"), begin_procedure.id(0, found.id, 0), "primary")
        return [Actions((lasting, following))]
    if found.status == "fixed":
        yes = Button(_("It works"), it_works.id(found.id, "yes", found.version), "primary")
        return [Actions((yes, Button(_("Not yet"), it_works.id(found.id, "no", found.version)), following))]
    style = "primary" if found.wants_fix else "plain"
    first = [Button(_("Structural fix…"), begin_fix.id(found.id), style), Button(_("Cause…"), begin_cause.id(found.id))]
    if found.owner_id:
        first.insert(0, Button(_("Fixed"), say_fixed.id(found.id, found.version), "primary"))
    second = [
        Button(_("Task…"), begin_task.id(found.id)),
        Button(_("Same problem…"), begin_merge.id(found.id)),
        following,
    ]
    return [Actions(tuple(first)), Actions(tuple(second))]


def _which(ctx: Context, found: ProblemHere) -> str:
    """How many questions, and the first of their numbers."""
    numbers = escalation.cases_of(ctx.tx, found.id, SHOWN + 1)
    named = ", ".join(f"CQ-{number}" for number in numbers[:SHOWN]) + (", …" if len(numbers) > SHOWN else "")
    return f"{affected(found)}: {named}" if numbers else affected(found)


def _weeks(weeks: escalation.Weeks) -> str:
    before, after = (" ".join(map(str, some)) or "–" for some in (weeks.before, weeks.after))
    return _("{before} before, {after} after").format(before=before, after=after)


def _tasks(ctx: Context, number: int) -> str:
    """The promises of this problem, as a list."""
    given = promises.of_origin(ctx.tx, f"problem:{number}")
    names = people.names(ctx.tx, [one.owner_id for one in given if one.owner_id])
    lines = [
        f"- {one_line(one.words, 80)} ({one_line(names.get(one.owner_id or 0, ''), 30)}, {say_date(one.due_on)})"
        for one in given[:8]
    ]
    return "\n".join(lines)
