"""What community managers choose for all channels: how long a post may wait, here and there, and which are meant to be quiet."""

from collections.abc import Mapping
from typing import Any

from bots.bot import Asked, Pressed, command, press, submit
from bots.chat import Beside, Context
from bots.community.channels import find_channels
from bots.community.counting import how_button
from bots.community.posts import keeps, say_hours
from bots.ui import (
    Actions,
    Button,
    Form,
    FormNode,
    LookupField,
    Message,
    Node,
    NumberField,
    Option,
    Plain,
    Row,
    Text,
)
from core import community, people
from core.errors import NotAllowed
from core.people import Role
from core.words import N_, _

SHOWN = 6


def _places(ctx: Context, partial: str) -> tuple[Option, ...]:
    return find_channels(ctx, partial, "team", "department", "requests")


class WaitForm(Form):
    """After how many working hours a post is said to wait."""

    TITLE, SUBMIT = N_("How long a post may wait"), N_("Save")
    hours = NumberField(N_("How many working hours"), least=community.SHORTEST_WAIT, most=community.LONGEST_WAIT,
                        hint=N_("A working day has eight; from 1 to 80"))  # fmt: skip


class WaitHereForm(Form):
    """The same for one channel."""

    TITLE, SUBMIT = N_("In one channel"), N_("Save")
    place = LookupField(N_("In which channel"), _places)
    hours = NumberField(N_("How many working hours"), least=community.SHORTEST_WAIT, most=community.LONGEST_WAIT,
                        hint=N_("A working day has eight; from 1 to 80"))  # fmt: skip

    @classmethod
    def reopen(cls, ctx: Context, entity: int, args: tuple[str, ...], values: Mapping[str, Any]) -> FormNode:
        """The form with the channels of this moment."""
        options = _places(ctx, "")
        if not options:
            raise NotAllowed(_("No channel is a place of Townhall yet. An admin types /place in one."))
        return cls.open(entity, options={"place": options[:1]}, **values)


@command(
    "community settings", "community instellingen", may=(Role.COMMUNITY, Role.HR),
    help=("How long a post may wait, and which channels are quiet", "Hoelang een bericht mag wachten, en welke kanalen stil zijn"),
)  # fmt: skip
def community_settings(ctx: Context, asked: Asked) -> Message:
    """What holds for all channels."""
    return waiting_page(ctx)


def waiting_page(ctx: Context) -> Message:
    """What holds now, and how to change it."""
    if not keeps(ctx):
        raise NotAllowed(_("Only community managers and HR can change this."))
    chosen = community.waits(ctx.tx)
    everywhere = _("A post may wait **{hours}** before it stands on the list.").format(
        hours=say_hours(chosen.everywhere)
    )
    body: list[Node] = [Row(everywhere, Button(_("Change…"), open_wait.id()))]
    for number, hours in list(chosen.places.items())[:SHOWN]:
        place = people.get_place(ctx.tx, number)
        said = _("In **{place}**: {hours}").format(place=Plain(place.name if place else "?"), hours=say_hours(hours))
        body.append(Row(said, Button(_("As everywhere"), as_everywhere.id(number))))
    if len(chosen.places) > SHOWN:
        body.append(Text(_("And {n} more.").format(n=len(chosen.places) - SHOWN), small=True))
    for number in sorted(community.left_out(ctx.tx))[:SHOWN]:
        place = people.get_place(ctx.tx, number)
        if place:
            said = _("**{place}** is meant to be quiet").format(place=Plain(place.name))
            body.append(Row(said, Button(_("No longer"), not_quiet.id(number))))
    body.append(
        Text(
            _("A newcomer's first post is whispered about after four working hours, whatever you choose here."),
            small=True,
        )
    )
    buttons = (Button(_("In one channel…"), open_wait_here.id()), how_button())
    return Message(_("Settings for all channels"), (*body, Actions(buttons)))


@press("waiting", reads=True)
def show_waiting(ctx: Context, pressed: Pressed) -> Beside:
    """The page, from elsewhere."""
    return Beside(waiting_page(ctx))


@press("wait", reads=True)
def open_wait(ctx: Context, pressed: Pressed) -> FormNode:
    """The form, with what holds now."""
    return WaitForm.open(hours=str(community.waits(ctx.tx).everywhere))


@submit("wait_chosen", WaitForm)
def save_wait(ctx: Context, form: WaitForm) -> Message:
    """From now on in all channels where nothing else was chosen."""
    community.set_wait(ctx.tx, ctx.me, int(form.hours or 0))
    return waiting_page(ctx)


@press("wait_here", reads=True)
def open_wait_here(ctx: Context, pressed: Pressed) -> FormNode:
    """The form for one channel."""
    return WaitHereForm.reopen(ctx, 0, (), {"hours": str(community.waits(ctx.tx).everywhere)})


@submit("wait_here_chosen", WaitHereForm)
def save_wait_here(ctx: Context, form: WaitHereForm) -> Message:
    """From now on in this channel."""
    place = int(form.place) if form.place.isdecimal() else 0
    community.set_wait(ctx.tx, ctx.me, int(form.hours or 0), place)
    return waiting_page(ctx)


@press("as_everywhere")
def as_everywhere(ctx: Context, pressed: Pressed) -> Message:
    """In this channel the same holds as everywhere."""
    community.wait_as_everywhere(ctx.tx, ctx.me, pressed.entity)
    return waiting_page(ctx)


@press("not_quiet")
def not_quiet(ctx: Context, pressed: Pressed) -> Message:
    """This channel is looked at again."""
    community.leave_out(ctx.tx, ctx.me, pressed.entity, False)
    return waiting_page(ctx)
