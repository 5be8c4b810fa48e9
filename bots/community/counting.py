"""Counting messages without watching anybody, and the ground that HR or an admin records before it begins."""

from bots.bot import Pressed, Reply, every, heard, on, press, submit, view
from bots.chat import Beside, Context, Said, Send
from bots.ui import (
    Actions,
    Button,
    ChoiceField,
    Form,
    FormNode,
    Message,
    Node,
    Option,
    Plain,
    Text,
    TextField,
    quoted,
)
from core import community, people, privacy
from core.people import Role
from core.privacy import Basis, GroundRecorded
from core.words import N_, _, say_date

KEEPERS = (Role.HR, Role.ADMIN)


@heard
def count_message(ctx: Context, said: Said) -> None:
    """One more message in this place today; who wrote and what stay unknown.

    Nothing of direct messages, of private channels, and of what is said to Townhall itself.
    """
    if said.where.kind != "dm" and not said.where.private and said.text is None:
        community.hear(ctx.tx, said.where.within or said.where.ref, said.at)


@every("7 * * * *")
def still_listening(ctx: Context, slot: str) -> None:
    """A sign of life every hour, while counting is on: what was missed is unknown, not quiet."""
    if community.ground(ctx.tx, ctx.today):
        community.sign_of_life(ctx.tx, ctx.me.zone)


def bases() -> tuple[Option, ...]:
    """Who may have agreed."""
    return (
        Option(Basis.WORKS_COUNCIL.value, _("The works council agreed")),
        Option(Basis.STAFF_MEETING.value, _("A staff meeting agreed")),
        Option(Basis.NONE_REQUIRED.value, _("No consent is required"), _("The teams get a notice in their channels")),
    )


class GroundForm(Form):
    """On what ground messages may be counted."""

    TITLE, SUBMIT = N_("Record the ground"), N_("Record")
    basis = ChoiceField(N_("Who agreed"), bases)
    reference = TextField(
        N_("Where it can be found"), most=200, hint=N_("A document, minutes, or why none is required")
    )


def switched_off(ctx: Context) -> list[Node]:
    """Why nothing is counted, and who can change that."""
    keepers = sorted({person.name for role in KEEPERS for person in people.with_role(ctx.tx, role)})
    ask = _("Ask {names}.").format(names=", ".join(str(Plain(name)) for name in keepers[:3])) if keepers else ""
    why = _(
        "Townhall counts no messages, because nobody has recorded on what ground it may. "
        "HR or an admin can record one: the works council agreed, a staff meeting did, or no consent is required."
    )
    keeper = people.has_role(ctx.tx, ctx.me.id, *KEEPERS)
    return [Text(why if keeper else f"{why} {ask}".strip()), Text(what_is_counted(), small=True)]


def switch(ctx: Context) -> tuple[Button, ...]:
    """What HR and admins can press: record the ground, or take it back."""
    if not people.has_role(ctx.tx, ctx.me.id, *KEEPERS):
        return ()
    if community.ground(ctx.tx, ctx.today) is None:
        return (Button(_("Record the ground…"), open_ground.id()),)
    return (Button(_("Stop counting"), stop_counting.id()),)


def what_is_counted() -> str:
    """What is kept and what is not, in the words that stand beside every figure."""
    return _(
        "What is counted: messages per team channel per day. Not who wrote them, not what they say, no direct messages, "
        "nothing that people read. A figure is messages per member per working day, over a whole week, and only for "
        "teams of five or more."
    )


def how_button() -> Button:
    """What every figure is, of what, and what is not known: one click away wherever a figure stands."""
    return Button(_("How is this counted?"), "community.how:0")


def on_what_ground(ctx: Context) -> str:
    """Who recorded which ground, and when; empty when counting is off."""
    ground = community.ground(ctx.tx, ctx.today)
    if ground is None:
        return ""
    label = next(option.label for option in bases() if option.value == ground.basis)
    by = people.names(ctx.tx, [ground.recorded_by]).get(ground.recorded_by, "")
    return _("{label}: {reference}. Recorded by {name} on {day}.").format(
        label=label, reference=Plain(ground.reference), name=Plain(by), day=say_date(ground.recorded_on, "d MMMM y")
    )


@press("ground")
def open_ground(ctx: Context, pressed: Pressed) -> FormNode:
    """The form for the ground; the rule checks who sends it."""
    return GroundForm.open(intro=what_is_counted())


@submit("grounded", GroundForm)
def record_ground(ctx: Context, form: GroundForm) -> Reply:
    """The ground is recorded with name and date, and counting begins."""
    privacy.record_ground(ctx.tx, ctx.me, community.FEATURE, form.basis, form.reference)
    return Beside(
        Message(
            _("Counting is on"),
            (
                Text(on_what_ground(ctx)),
                Text(_("In about five weeks there is enough to compare a team with its own past."), small=True),
                Actions(switch(ctx)),
            ),
        )
    )


@press("off")
def stop_counting(ctx: Context, pressed: Pressed) -> Message:
    """HR or an admin takes the ground back: nothing is counted or shown from now on."""
    privacy.withdraw_ground(ctx.tx, ctx.me, community.FEATURE)
    return Message(_("Counting is off"), (*switched_off(ctx), Actions(switch(ctx))))


@on(GroundRecorded)
def tell_staff(ctx: Context, fact: GroundRecorded) -> list[Send]:
    """Where no consent was required, every team is told in its own channel."""
    if fact.feature != community.FEATURE or fact.basis != Basis.NONE_REQUIRED:
        return []
    return [
        Send(
            f"place:{place.id}",
            notice.full,
            fact.ground_id,
            "notice",
            key=f"community.notice:{fact.ground_id}:{place.id}",
        )
        for place in people.places(ctx.tx, "team")
        if place.team_id
    ]


@view("notice")
def notice(ctx: Context, number: int) -> Message | None:
    """What the teams read when counting begins."""
    ground = community.ground(ctx.tx, ctx.today)
    if ground is None:
        return None
    by = people.names(ctx.tx, [ground.recorded_by]).get(ground.recorded_by, "")
    return Message(
        _("Townhall now counts messages per channel"),
        (
            Text(what_is_counted()),
            Text(_("It shows when a whole team has gone quieter than usual, so that somebody asks how things are.")),
            Text(
                _("{name} recorded why no consent is required:").format(name=Plain(by))
                + "\n"
                + quoted(ground.reference)
            ),
            Text(_("Type /community for more."), small=True),
        ),
    )
