"""What drives you: chosen by everybody for themselves, and shown of groups only."""

from collections.abc import Mapping
from typing import Any

from bots.bot import Pressed, press, submit
from bots.chat import Beside, Context
from bots.ui import ChoicesField, Form, FormNode, Message, Option, Text
from core import community
from core.words import N_, _


def drive_options() -> tuple[Option, ...]:
    """What can be chosen."""
    return tuple(Option(key, _(drive.title)) for key, drive in community.DRIVERS.items())


class DriversForm(Form):
    """What drives the person who fills it in."""

    TITLE, SUBMIT = N_("What drives you"), N_("Save")
    drivers = ChoicesField(N_("At most three, or none"), required=False)

    @classmethod
    def reopen(cls, ctx: Context, entity: int, args: tuple[str, ...], values: Mapping[str, Any]) -> FormNode:
        """The form with what was chosen before."""
        kept = values.get("drivers", community.own_drivers(ctx.tx, ctx.me))
        intro = _("Nobody sees your choice. Of a group of five or more it is shown what many of them share.")
        return cls.open(entity, intro=intro, options={"drivers": drive_options()}, drivers=tuple(kept))


@press("drivers")
def open_drivers(ctx: Context, pressed: Pressed) -> FormNode:
    """The form, with one's own choice."""
    return DriversForm.reopen(ctx, 0, (), {})


@submit("drivers_chosen", DriversForm)
def save_drivers(ctx: Context, form: DriversForm) -> Beside:
    """Kept, for oneself."""
    community.choose_drivers(ctx.tx, ctx.me, form.drivers)
    said = ", ".join(_(community.DRIVERS[one].title) for one in community.own_drivers(ctx.tx, ctx.me))
    return Beside(Message(_("What drives you"), (Text(said or _("You chose nothing, and that is fine.")),)))
