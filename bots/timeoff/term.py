"""The term for answering a holiday wish: a warning to deputy and HR before it ends, and what everybody hears when it has."""

from typing import Any

from bots.bot import Pressed, Reply, due, on, press, submit
from bots.chat import Context, Send
from bots.timeoff.approval import card
from bots.ui import Form, FormNode, TextField
from core import people, timeoff
from core.people import Role
from core.timeoff import TermNear, TermPassed
from core.words import N_


class ExceptionForm(Form):
    """Why a wish whose term passed is not granted."""

    TITLE, SUBMIT = N_("Record an exception"), N_("Record")
    reason = TextField(N_("Why not"), multiline=True, most=500, hint=N_("The person reads this"))


@due("term_near")
def term_near(ctx: Context, payload: dict[str, Any]) -> None:
    """Some days before the end of the term nobody has answered yet."""
    timeoff.near(ctx.tx, payload["request"])


@due("term_passed")
def term_passed(ctx: Context, payload: dict[str, Any]) -> None:
    """The term is over: the wish counts as granted from its end on."""
    timeoff.passed(ctx.tx, payload["request"])


@on(TermNear)
def warn(ctx: Context, fact: TermNear) -> list[Send]:
    """Deputy and HR get the card, beside who was asked."""
    return _to_all(ctx, fact.request, "near")


@on(TermPassed)
def tell_passed(ctx: Context, fact: TermPassed) -> list[Send]:
    """Everybody who could have answered hears that the term has passed."""
    return _to_all(ctx, fact.request, "passed")


@press("exception", reads=True)
def begin_exception(ctx: Context, pressed: Pressed) -> FormNode:
    """The form for the reason."""
    return ExceptionForm.open(pressed.entity, pressed.version)


@submit("excepted", ExceptionForm)
def record_exception(ctx: Context, form: ExceptionForm) -> Reply:
    """HR records it; the hours go back and the person hears why."""
    timeoff.record_exception(ctx.tx, ctx.me, form.entity, int(form.args[0]), form.reason)
    return card.of(form.entity)


def _to_all(ctx: Context, number: int, why: str) -> list[Send]:
    asked = timeoff.find(ctx.tx, number)
    if asked is None:
        return []
    manager = people.get(ctx.tx, asked.person_id).manager_id
    who = [*timeoff.asked_of(ctx.tx, asked), *([manager] if manager else [])]
    who += people.deputies(ctx.tx, manager, ctx.today) if manager else []
    who += [one.id for one in people.with_role(ctx.tx, Role.HR)]
    return [
        Send(f"person:{one}", card.full, number, "decision", "now", f"timeoff:{number}:{why}:{one}")
        for one in dict.fromkeys(who)
        if one != asked.person_id
    ]
