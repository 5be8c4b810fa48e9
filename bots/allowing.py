"""`/townhall discord`: an admin decides, knowingly, what Discord may carry that is off there at first."""

from collections.abc import Mapping
from typing import Any

from bots.bot import Asked, Reply, command, submit
from bots.chat import Context
from bots.ui import Form, FormNode, ToggleField
from core import people
from core.errors import NotAllowed
from core.people import Role
from core.people.allowing import ANONYMOUS, CLAIM, NUDGE, PAYSLIP, SICK, allow_on, allowed_on
from core.words import N_, _

PLATFORM = "discord"
TOPICS = {"nudges": (NUDGE,), "sick": (SICK,), "anonymous": (ANONYMOUS,), "money": (CLAIM, PAYSLIP)}


class AllowForm(Form):
    """What Discord may carry."""

    TITLE, SUBMIT = N_("What Discord may carry"), N_("Save")
    nudges = ToggleField(N_("Nudges to persons"), required=False)
    sick = ToggleField(N_("Reporting sick"), required=False, hint=N_("Health data would pass through Discord."))
    anonymous = ToggleField(N_("Anonymous answers and posts"), required=False, hint=N_("Discord can see who clicked."))
    money = ToggleField(N_("Claims and payslips"), required=False)

    @classmethod
    def reopen(cls, ctx: Context, entity: int, args: tuple[str, ...], values: Mapping[str, Any]) -> FormNode:
        """As it is now."""
        now = {key: "yes" if allowed_on(ctx.tx, PLATFORM, topics[0]) else "" for key, topics in TOPICS.items()}
        return cls.open(entity, *args, **{**now, **values})


@command(
    "townhall discord", help=("What Discord may carry", "Wat via Discord mag gaan"), may=("admin",),
)  # fmt: skip
def open_switches(ctx: Context, asked: Asked) -> Reply:
    """The switches, for admins."""
    if not people.has_role(ctx.tx, ctx.me.id, Role.ADMIN):
        raise NotAllowed(_("Only an admin can change this. Ask one of them."))
    return AllowForm.reopen(ctx, 0, (), {})


@submit("allow", AllowForm)
def save(ctx: Context, form: AllowForm) -> str:
    """From now on."""
    for key, topics in TOPICS.items():
        for topic in topics:
            allow_on(ctx.tx, ctx.me, PLATFORM, topic, bool(form.values[key]))
    return _("Saved. What is off is offered elsewhere, or says why it is not there.")
