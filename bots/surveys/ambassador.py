"""Ambassadors: one button under the result of recommending, the same for everybody at any score."""

from bots.bot import Pressed, press
from bots.chat import Context
from bots.ui import Actions, Button, Node, Text
from core import surveys
from core.words import _


def invitation(ctx: Context, round_id: int) -> list[Node]:
    """The button, where the round asked who would recommend us."""
    if not surveys.may_join(ctx.tx, round_id):
        return []
    words = _("Would you tell others about working here? Whoever wants to can join, whatever they answered.")
    return [Text(words, small=True), Actions((Button(_("Join the ambassadors"), join.id()),))]


@press("join")
def join(ctx: Context, pressed: Pressed) -> str:
    """On the list, apart from any answer."""
    if surveys.join_ambassadors(ctx.tx, ctx.me):
        return _("You are on the list of ambassadors. It stands apart from every answer.")
    return _("You are on the list already.")
