"""Procedures in chat: looked up, made from a fix, announced to their departments, read with a tap, and looked at again in time."""

from datetime import timedelta
from typing import Any

from bots.bot import Asked, Opt, Pressed, command, due, on, press, refresh, submit, view
from bots.chat import Beside, Context, Send, Shown
from bots.escalation.saying import department, one_line, quote
from bots.ui import (
    Actions,
    Button,
    DateField,
    Fields,
    Form,
    FormNode,
    Message,
    Node,
    PersonField,
    Plain,
    Row,
    Text,
    TextField,
    shortened,
)
from core import escalation, people
from core.escalation import ProcedureHere
from core.words import N_, _, ngettext, say_date

LISTED, SHOWN, SOON = 8, 2400, timedelta(days=14)


class ProcedureForm(Form):
    """What is done from now on."""

    TITLE = N_("Procedure")
    SUBMIT = N_("Announce it")
    name = TextField(N_("Title"), most=100)
    text = TextField(N_("What is done from now on?"), multiline=True, most=3000)
    owner = PersonField(N_("Who owns it?"), required=False, hint=N_("Empty: whoever owned the fix, else you."))
    review_on = DateField(N_("Look at it again on"))


@command(
    "procedures", "werkwijzen", help=("What is done from now on, by subject", "Wat voortaan gedaan wordt, per onderwerp"),
    options=(Opt("words", "text", ("words", "woorden"), ("What to look for", "Waarnaar je zoekt")),), reads=True,
)  # fmt: skip
def list_procedures(ctx: Context, asked: Asked) -> Message:
    """The procedures that resemble these words, or the newest."""
    words = asked.get("words")
    found = escalation.procedures(ctx.tx, words, LISTED)
    new = Actions((Button(_("New procedure…"), begin_procedure.id(0, 0, 0)),))
    if not found:
        said = _("No procedure like this") if words.strip() else _("No procedures yet")
        return Message(said, (Text(_("A solved problem ends in a procedure, or write one here.")), new))
    rows = [
        Row(f"**{Plain(f'{one.name} {shortened(one.title, 100)}')}**\n{_said_owner(ctx, one)}", Button(_("Open"), show.id(one.id)))
        for one in found
    ]  # fmt: skip
    return Message(_("Procedures"), (*rows, new))


@press("procedure", reads=True)
def show(ctx: Context, pressed: Pressed) -> Beside | str:
    """One procedure, beside the list."""
    drawn = card(ctx, pressed.entity)
    return Beside(drawn, card.of(pressed.entity)) if drawn else _("This is no longer here.")


@press("write")
def begin_procedure(ctx: Context, pressed: Pressed) -> FormNode:
    """The form for a procedure: empty, with the fix of a solved problem, or with the text that counts now."""
    escalation.may_write(ctx.tx, ctx.me)
    known, version = int(pressed.args[0]), int(pressed.args[1])
    again = say_day(ctx)
    if pressed.entity and (found := escalation.procedure(ctx.tx, pressed.entity)):
        return ProcedureForm.open(found.id, 0, version, name=found.title, text=found.text, review_on=again)
    origin = escalation.problem(ctx.tx, known) if known else None
    title, text = (origin.title, origin.fix) if origin else ("", "")
    return ProcedureForm.open(0, known, 0, name=shortened(title, 100), text=text, review_on=again)


def say_day(ctx: Context) -> str:
    """The day that is proposed for the next look, as a date field takes it."""
    return (ctx.today + escalation.AGAIN).isoformat()


@submit("written", ProcedureForm)
def save_procedure(ctx: Context, form: ProcedureForm) -> Shown:
    """It counts from now on, and its departments hear of it."""
    number = escalation.write_procedure(
        ctx.tx, ctx.me, form.name, form.text, form.owner or None, form.review_on, known=int(form.args[0]), number=form.entity,
        version=int(form.args[1]),
    )  # fmt: skip
    return card.of(number)


@press("have_read")
def have_read(ctx: Context, pressed: Pressed) -> Shown:
    """Somebody has read it."""
    escalation.note_read(ctx.tx, ctx.me, pressed.entity, pressed.version)
    return card.of(pressed.entity)


@press("still_right")
def still_right(ctx: Context, pressed: Pressed) -> Shown:
    """The owner looked at it: it holds for another half year."""
    escalation.still_right(ctx.tx, ctx.me, pressed.entity, pressed.version)
    return card.of(pressed.entity)


@press("end_it")
def end_it(ctx: Context, pressed: Pressed) -> Shown:
    """It is no longer followed."""
    escalation.end_procedure(ctx.tx, ctx.me, pressed.entity, pressed.version)
    return card.of(pressed.entity)


@press("texts", reads=True)
def earlier_texts(ctx: Context, pressed: Pressed) -> Beside:
    """What it said before, the newest of those first."""
    body: list[Node] = []
    for version, text, since in escalation.texts_of(ctx.tx, pressed.entity)[1:4]:
        said = _("Text {n}, since {day}").format(n=version, day=say_date(since.date(), "d MMM yyyy"))
        body += [Text(f"**{said}**"), *quote(text, 900)]
    return Beside(Message(_("Earlier texts of {name}").format(name=f"PR-{pressed.entity}"), tuple(body)))


@view("procedure", title=N_("Procedure"))
def card(ctx: Context, number: int) -> Message | None:
    """A procedure with its text, for everybody."""
    found = escalation.procedure(ctx.tx, number)
    if found is None:
        return None
    title = f"{found.name} · {one_line(found.title, 100)}"
    if found.ended_at:
        return Message(title, (Text(_("This is no longer followed.")), *quote(found.text, 600)))
    teams = ", ".join(
        f"{Plain(shortened(department(ctx, one), 40))}" for one in escalation.procedure_teams(ctx.tx, number)[:8]
    )
    readers = escalation.readers(ctx.tx, number, found.version)
    read = ngettext("Read by {n} person", "Read by {n} people", readers).format(n=readers)
    pairs = [(_("Owner"), _said_owner(ctx, found)), (_("Look at it again"), say_date(found.review_on, "d MMM yyyy"))]
    pairs += [(_("For"), teams)] if teams else []
    pairs += [(_("Comes from"), f"KP-{found.problem_id}")] if found.problem_id else []
    buttons = [Button(_("I have read this"), have_read.id(number, found.version), "primary"),
               Button(_("Change…"), begin_procedure.id(number, 0, found.version))]  # fmt: skip
    if found.version > 1:
        buttons.append(Button(_("Earlier texts"), earlier_texts.id(number)))
    if ctx.me.id == found.owner_id:
        if found.review_on <= ctx.today + SOON:
            buttons.insert(0, Button(_("Still right"), still_right.id(number, found.version)))
        buttons.append(Button(_("No longer follow"), end_it.id(number, found.version)))
    tone = "warning" if found.review_on < ctx.today else "none"
    return Message(
        title, (*quote(found.text, SHOWN), Fields(tuple(pairs)), Text(read, small=True), Actions(tuple(buttons))), tone
    )


def _said_owner(ctx: Context, found: ProcedureHere) -> str:
    return f"{Plain(shortened(people.get(ctx.tx, found.owner_id).name, 60))}" if found.owner_id else _("no owner yet")


@on(escalation.ProcedureWritten)
def announce(ctx: Context, happened: escalation.ProcedureWritten) -> list[Send]:
    """Its departments read it in their own place, with a tap to say so."""
    teams = set(escalation.procedure_teams(ctx.tx, happened.procedure))
    return [
        Send(f"place:{place}", card.full, happened.procedure, "escalation",
             key=f"procedure:{happened.procedure}:{happened.version}:{place}")
        for one in escalation.departments(ctx.tx) if one.team_id in teams for place in one.places
    ]  # fmt: skip


@due("review")
def ask_owner(ctx: Context, load: dict[str, Any]) -> list[Send]:
    """On the day its owner looks at it again; where nobody owns it any more, its departments do."""
    found = escalation.to_review(ctx.tx, int(load["procedure"]), str(load["day"]))
    if found is None:
        return []
    owner = people.get(ctx.tx, found.owner_id) if found.owner_id else None
    there = owner is not None and not (owner.left_on and owner.left_on < ctx.today)
    teams = set(escalation.procedure_teams(ctx.tx, found.id))
    places = [place for one in escalation.departments(ctx.tx) if one.team_id in teams for place in one.places]
    readers = [f"person:{found.owner_id}"] if there else [f"place:{place}" for place in places]
    return [
        Send(one, card.full, found.id, "escalation", "digest" if there else "now", f"review:{found.id}:{found.review_on}:{one}")
        for one in readers
    ]  # fmt: skip


@refresh(escalation.ProcedureWritten, card)
def when_written(happened: escalation.ProcedureWritten) -> int:
    """It has another text."""
    return happened.procedure


@refresh(escalation.ProcedureRead, card)
def when_read(happened: escalation.ProcedureRead) -> int:
    """One more person has read it."""
    return happened.procedure


@refresh(escalation.ProcedureEnded, card)
def when_ended(happened: escalation.ProcedureEnded) -> int:
    """It is no longer followed."""
    return happened.procedure
