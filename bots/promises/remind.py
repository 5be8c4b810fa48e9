"""Reminders to whoever promised, and their row on Home."""

from typing import Any

from bots.bot import due, home
from bots.chat import Context, Send
from bots.promises.listing import show_list
from bots.promises.outcome import card
from bots.ui import Button, Row
from core import promises
from core.promises import Status
from core.words import _, ngettext

SOON_DAYS = 7
URGENCY = {"before": "digest", "day": "now", "late": "digest"}


@due("remind")
def remind(ctx: Context, payload: dict[str, Any]) -> list[Send]:
    """Two days before a line in the digest, on the day the card, and past it a line once a week."""
    number, why = payload["promise"], payload["why"]
    return [
        Send(f"person:{person}", card.full, number, "promises", URGENCY[why])
        for person in promises.reminded(ctx.tx, number, payload["version"], why)
    ]


@home(60)
def own_row(ctx: Context) -> Row | None:
    """How many of one's own promises are late, or due within a week."""
    own = [one for one in promises.listed(ctx.tx, ctx.me, "mine", ctx.today)
           if one.owner_id == ctx.me.id and one.status == Status.OPEN]  # fmt: skip
    late = sum(one.late(ctx.today) for one in own)
    soon = sum(0 <= (one.due_on - ctx.today).days <= SOON_DAYS for one in own)
    if late:
        said = ngettext("**{n} promise** of yours is late", "**{n} promises** of yours are late", late).format(n=late)
    elif soon:
        said = ngettext(
            "**{n} promise** of yours is due this week", "**{n} promises** of yours are due this week", soon
        )
        said = said.format(n=soon)
    else:
        return None
    return Row(said, Button(_("Look"), show_list.id(0, "mine")))
