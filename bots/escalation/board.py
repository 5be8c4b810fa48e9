"""What becomes of a problem, told: to its owner, the departments, the problem board, followers, and every asker at the end."""

from typing import Any

from bots.bot import due, on, view
from bots.chat import Context, Send, Shown
from bots.escalation.fixing import problem_view
from bots.escalation.saying import one_line, quote
from bots.ui import Message, Text
from core import escalation, people
from core.words import _


@view("solved")
def solved(ctx: Context, number: int) -> Message | None:
    """What an asker or a follower reads when the problem is gone, ready for the customer."""
    found = escalation.problem(ctx.tx, number)
    if found is None or found.status != "solved":
        return None
    said = _("{problem} is solved: {title}").format(problem=found.name, title=one_line(found.title))
    text = _("The cause of what you ran into has been taken away. It should not happen again.")
    return Message(said, (Text(_("This can go to your customers:")), *quote(text)))


@view("solved_there")
def solved_there(ctx: Context, number: int) -> Message | None:
    """The same in the thread that the question came from."""
    known = escalation.problem_of(ctx.tx, number)
    return solved(ctx, known.id) if known else None


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


@on(escalation.Linked)
def show_on_board(ctx: Context, happened: escalation.Linked) -> list[Send]:
    """A problem stands once on every problem board."""
    return [
        Send(
            f"place:{place.id}",
            problem_view.full,
            happened.problem,
            "escalation",
            key=f"board:{happened.problem}:{place.id}",
        )
        for place in people.places(ctx.tx, "board")
    ]


@on(escalation.FixPlanned)
def tell_owner(ctx: Context, happened: escalation.FixPlanned) -> Send:
    """The owner gets the problem's card."""
    key = f"owner:{happened.problem}:{happened.owner}"
    return Send(f"person:{happened.owner}", problem_view.full, happened.problem, "escalation", "now", key)


@on(escalation.CameBack)
def tell_owner_again(ctx: Context, happened: escalation.CameBack) -> Send | None:
    """The owner hears that it came back."""
    found = escalation.problem(ctx.tx, happened.problem)
    if found is None or found.owner_id is None:
        return None
    key = f"again:{found.id}:{found.version}"
    return Send(f"person:{found.owner_id}", problem_view.full, found.id, "escalation", "now", key)


@on(escalation.ProblemFixed)
def ask_for_check(ctx: Context, happened: escalation.ProblemFixed) -> list[Send]:
    """Whoever named the problem, or planned its fix, sees the card; the departments' places have it already."""
    cases = escalation.cases_of(ctx.tx, happened.problem)
    places = escalation.places_of(ctx.tx, cases[-1]) if cases else []
    version = found.version if (found := escalation.problem(ctx.tx, happened.problem)) else 0
    return [
        Send(
            f"place:{place}",
            problem_view.full,
            happened.problem,
            "escalation",
            key=f"check:{happened.problem}:{version}:{place}",
        )
        for place in places
    ]


@on(escalation.Checked)
def tell_askers(ctx: Context, happened: escalation.Checked) -> list[Send]:
    """Every asker and follower gets one line in the next digest, and every thread a question came from the ready words."""
    number, found = happened.problem, escalation.problem(ctx.tx, happened.problem)
    once = f"{number}:{found.version if found else 0}"
    hear = sorted({*escalation.askers_of(ctx.tx, number), *escalation.followers(ctx.tx, "problem", number)})
    sends = [Send(f"person:{one}", solved.full, number, "escalation", "digest", f"solved:{once}:{one}") for one in hear]
    return sends + _under_questions(ctx, number, 0)


@due("tell")
def tell_on(ctx: Context, load: dict[str, Any]) -> list[Send]:
    """The next of many questions."""
    return _under_questions(ctx, int(load["problem"]), int(load["after"]))


def _under_questions(ctx: Context, number: int, after: int) -> list[Send]:
    """The ready words in the threads that the next questions came from."""
    sends, found = [], escalation.problem(ctx.tx, number)
    for case in escalation.tell_in_turn(ctx.tx, number, after):
        if place := escalation.origin_place(ctx.tx, case):
            key = f"solved:{number}:{found.version if found else 0}:case{case}"
            sends.append(Send(f"place:{place}", solved_there.full, case, "escalation", key=key,
                              thread=Shown("escalation.origin", case)))  # fmt: skip
    return sends
