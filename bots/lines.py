"""A platform lets Townhall in no longer: `status` and /health say so, and the admins hear it where they are still reached."""

from zoneinfo import ZoneInfo

from bots.app import App
from bots.bot import on, view
from bots.chat import Context, Send
from bots.ui import Message, Text
from core import people
from core.db import Tx
from core.desk import lines
from core.desk.facts import LineCut
from core.desk.lines import Line
from core.words import _, say_date, say_time

REMOVED = "removed_from_server"
"""Why, where the platform takes our token but a server of the company showed us the door."""
NAMES = {"slack": "Slack", "discord": "Discord"}


async def note(app: App, platform: str, why: str) -> None:
    """This platform said that it lets us in no longer (why, in its own word), or does again (empty)."""

    def unit(tx: Tx) -> None:
        if why:
            lines.cut(tx, platform, why)
        else:
            lines.back(tx, platform)
        app.suite.settle(tx, None)

    await app.db.write(unit)
    app.woken.set()


def told(line: Line, zone: str) -> str:
    """Since when, why, and what to do."""
    local = line.since.astimezone(ZoneInfo(zone))
    if line.why == REMOVED:
        removed = _(
            "Since {day} {time} I am not in a server of the company on {platform}. What is for it waits. Invite me again: "
            "townhall check gives the link. Nothing has to be started again."
        )
        return removed.format(platform=_name(line), day=say_date(local.date()), time=say_time(local))
    text = _(
        "{platform} lets Townhall in no longer since {day} {time} ({why}). Everything for it waits. Install the app again "
        "or copy the new token into the settings, then start Townhall again: townhall check says what is wrong."
    )
    return text.format(platform=_name(line), day=say_date(local.date()), time=say_time(local), why=line.why)


def _name(line: Line) -> str:
    return NAMES.get(line.platform, line.platform)


@on(LineCut)
def tell_admins(ctx: Context, happened: LineCut) -> Send:
    """The admins hear it where they can still be reached; who has that platform only hears it when all is over, or not at all."""
    return Send(
        "role:admin", cut_off_card.full, 0, "security", "urgent", f"line_cut:{happened.platform}:{ctx.now.isoformat()}"
    )


@view("cut_off_card")
def cut_off_card(ctx: Context, entity: int) -> Message | None:
    """Which platforms are cut off now; nothing once all are back."""
    found = lines.cut_off(ctx.tx) if people.has_role(ctx.tx, ctx.me.id, people.Role.ADMIN) else []
    if not found:
        return None
    return Message(_("Townhall is cut off"), tuple(Text(told(line, ctx.me.zone)) for line in found), "bad")
