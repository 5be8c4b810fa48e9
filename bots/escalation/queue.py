"""A department's queue in chat: its hours, its targets and the ladder above it, set by its lead; calendars are checked first."""

from typing import Any

from bots.bot import Asked, Pressed, command, press, submit
from bots.chat import Context
from bots.escalation.escalate import department_options
from bots.escalation.saying import say_minutes
from bots.ui import (
    Actions,
    Button,
    ChoiceField,
    ChoicesField,
    Fields,
    Form,
    FormNode,
    Header,
    Message,
    Node,
    NumberField,
    Option,
    PersonField,
    Plain,
    TextField,
    shortened,
)
from core import escalation, people
from core.escalation import Targets
from core.words import N_, _

LISTED, NONE, MOST = 5, "0", 129_600


class HoursForm(Form):
    """When a department is open."""

    TITLE = N_("Opening hours")
    SUBMIT = N_("Save")
    week = TextField(
        N_("The week"), most=300, multiline=True, hint=N_("mon-fri 09:00-12:30 13:00-17:30; sat 10:00-14:00, or 24/7")
    )
    special = TextField(N_("Other dates, a line each"), required=False, multiline=True, most=1000,
                        hint=N_("2026-12-24 09:00-13:00; without hours it is closed"))  # fmt: skip
    zone = TextField(N_("Time zone"), most=60)
    location = TextField(N_("Public holidays of"), most=10)


class TargetsForm(Form):
    """How soon a department answers."""

    TITLE = N_("Targets")
    SUBMIT = N_("Save")
    first = NumberField(N_("First answer, in minutes"), most=MOST, hint=N_("Open minutes; 0 for no target."))
    next = NumberField(N_("Next answer, in minutes"), most=MOST)
    solution = NumberField(N_("Solution, in minutes"), most=MOST)


def _rungs() -> tuple[Option, ...]:
    return (Option("lead", _("Lead")), Option("owner", _("Owner of the service")))


class LadderForm(Form):
    """Who hears of silence."""

    TITLE = N_("When nobody answers")
    SUBMIT = N_("Save")
    lead = PersonField(N_("Lead, told first"), required=False, hint=N_("Empty: as it is now."))
    owner = PersonField(N_("Owner of the service, told next"), required=False, hint=N_("Empty: as it is now."))
    backup = ChoiceField(N_("Takes over when nobody is there"))
    step = NumberField(N_("Minutes between the steps"), least=1, most=MOST)
    nobody = ChoicesField(N_("Name nobody any more as"), required=False)

    @classmethod
    def reopen(cls, ctx: Any, entity: int, args: tuple[str, ...], values: Any) -> FormNode:
        """With the departments of now."""
        others = tuple(one for one in department_options(ctx) if one.value != str(entity))[:24]
        return cls.open(
            entity, *args, options={"backup": (Option(NONE, _("Nobody")), *others), "nobody": _rungs()}, **values
        )


@command("queues", "wachtrijen", help=("Hours, targets and ladder of each department",
                                       "Openingstijden, doelen en ladder per afdeling"), reads=True)  # fmt: skip
def list_queues(ctx: Context, asked: Asked) -> Message | str:
    """Every department: when it is open, how soon it answers, who hears of silence."""
    found = escalation.departments(ctx.tx)[:LISTED]
    if not found:
        return _("No department takes questions here yet. Ask your admin to give a channel to a department.")
    body: list[Node] = []
    for one in found:
        queue = escalation.queue_of(ctx.tx, one.team_id)
        normal, urgent = (escalation.targets_of(ctx.tx, one.team_id, hurry) for hurry in (False, True))
        body += [
            Header(shortened(one.name, 100)),
            Fields(((_("Opening hours"), escalation.say_week(queue.weekly)), (_("Targets"), _said(normal)),
                    (_("When urgent"), _said(urgent)),
                    (_("When nobody answers"), _ladder(ctx, one.team_id)))),
            Actions((Button(_("Hours…"), begin_hours.id(one.team_id)), Button(_("Targets…"), begin_targets.id(one.team_id, 0)),
                     Button(_("When urgent…"), begin_targets.id(one.team_id, 1)),
                     Button(_("Ladder…"), begin_ladder.id(one.team_id)))),
        ]  # fmt: skip
    return Message(_("How departments take questions"), tuple(body))


def _said(targets: Targets) -> str:
    if targets == Targets():
        return _("no targets")
    parts = (targets.first, targets.next, targets.solution)
    first, following, solved = (say_minutes(part) if part else "–" for part in parts)
    return _("first {first}, next {following}, solved {solved}").format(first=first, following=following, solved=solved)


def _ladder(ctx: Context, team: int) -> str:
    rungs = [people.get(ctx.tx, rung[0]).name for rung in escalation.ladder(ctx.tx, team) if rung]
    return " → ".join(f"{Plain(shortened(name, 60))}" for name in dict.fromkeys(rungs)) or _(
        "the department's own channel"
    )


@press("hours")
def begin_hours(ctx: Context, pressed: Pressed) -> FormNode:
    """The form for the hours."""
    escalation.may_set(ctx.tx, ctx.me, pressed.entity)
    queue = escalation.queue_of(ctx.tx, pressed.entity)
    special = "\n".join(f"{day} {' '.join(spans)}".strip() for day, spans in queue.special)
    week = escalation.say_week(queue.weekly)
    return HoursForm.open(pressed.entity, week=week, special=special, zone=queue.zone, location=queue.location)


@submit("hours_saved", HoursForm)
def save_hours(ctx: Context, form: HoursForm) -> str:
    """The department is open like this from now on."""
    escalation.set_hours(ctx.tx, ctx.me, form.entity, form.week, form.special, form.zone, form.location)
    return _saved()


@press("targets")
def begin_targets(ctx: Context, pressed: Pressed) -> FormNode:
    """The form for the targets, of normal or urgent questions."""
    escalation.may_set(ctx.tx, ctx.me, pressed.entity)
    now = escalation.targets_of(ctx.tx, pressed.entity, pressed.args[0] == "1")
    return TargetsForm.open(
        pressed.entity, pressed.args[0], first=str(now.first), next=str(now.next), solution=str(now.solution)
    )


@submit("targets_saved", TargetsForm)
def save_targets(ctx: Context, form: TargetsForm) -> str:
    """The department answers as soon as this from now on."""
    minutes = [int(one or 0) for one in (form.first, form.next, form.solution)]
    escalation.set_targets(ctx.tx, ctx.me, form.entity, form.args[0] == "1", *minutes)
    return _saved()


@press("ladder")
def begin_ladder(ctx: Context, pressed: Pressed) -> FormNode:
    """The form for who hears of silence."""
    escalation.may_set(ctx.tx, ctx.me, pressed.entity)
    queue = escalation.queue_of(ctx.tx, pressed.entity)
    return LadderForm.reopen(
        ctx, pressed.entity, (), {"backup": str(queue.backup_id or NONE), "step": str(queue.step_minutes)}
    )


@submit("ladder_saved", LadderForm)
def save_ladder(ctx: Context, form: LadderForm) -> str:
    """These hear of silence from now on."""
    backup = int(form.backup) if form.backup.isdecimal() and form.backup != NONE else None
    queue = escalation.queue_of(ctx.tx, form.entity)
    lead = form.lead or (None if "lead" in form.nobody else queue.lead_id)
    owner = form.owner or (None if "owner" in form.nobody else queue.owner_id)
    escalation.set_ladder(ctx.tx, ctx.me, form.entity, lead, owner, backup, int(form.step or 1))
    return _saved()


def _saved() -> str:
    return _("Saved. Open questions are counted anew.")
