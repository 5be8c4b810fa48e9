"""A platform lets Townhall in no longer, or the clock is doubted: `status` and /health say so, and the admins hear it."""

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
from core.doubt import DIFFERS, JUMPED, WENT_BACK
from core.words import _, ngettext, say_date, say_time

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
    if line.platform == lines.CLOCK:
        return _clock(line.why, say_time(local))
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


def _clock(why: str, at: str) -> str:
    """What doubts the clock: `kind:platform:seconds`."""
    kind, platform, seconds = (*why.split(":"), "", "")[:3]
    off = _about(abs(int(seconds or 0)))
    said = {
        DIFFERS: _("Townhall's own clock differs {off} from {platform}'s."),
        WENT_BACK: _("Townhall's own clock went back {off}."),
        JUMPED: _("Townhall's own clock went {off} ahead at once."),
    }.get(kind, _("Townhall's own clock can't be believed."))
    rest = _(
        "Deadlines, reminders and messages to everybody wait; answers and decisions go on. Switch time synchronisation on "
        "at the machine it runs on. Nothing has to be started again: what waits comes once the time is right."
    )
    noticed = _("It was noticed at {time} by that clock.").format(time=at)
    return " ".join((said.format(off=off, platform=NAMES.get(platform, platform)), noticed, rest))


def _about(seconds: int) -> str:
    if seconds < 2 * 3600:
        return ngettext("{n} minute", "{n} minutes", n := round(seconds / 60)).format(n=n)
    if seconds < 2 * 86400:
        return ngettext("{n} hour", "{n} hours", n := round(seconds / 3600)).format(n=n)
    return ngettext("{n} day", "{n} days", n := round(seconds / 86400)).format(n=n)


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
    """Which platforms are cut off now, and whether the clock is doubted; nothing once all is well."""
    found = lines.cut_off(ctx.tx) if people.has_role(ctx.tx, ctx.me.id, people.Role.ADMIN) else []
    if not found:
        return None
    only_clock = {line.platform for line in found} == {lines.CLOCK}
    title = _("The clock can't be believed") if only_clock else _("Townhall is cut off")
    return Message(title, tuple(Text(told(line, ctx.me.zone)) for line in found), "bad")
