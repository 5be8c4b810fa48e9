"""A private calendar link, shown once to one person; without a public address it says so and how else to see it."""

from bots.bot import Asked, Pressed, Reply, command, press
from bots.chat import Beside, Context
from bots.ui import Actions, Button, Message, Node, Text
from core import timeoff
from core.words import N_, _

PATH = "calendar"
SAID = {timeoff.OWN: N_("My time off"), timeoff.TEAM: N_("My team, absent or not")}


@command("timeoff feed", "verlof agenda", help=("Your leave in your calendar", "Je verlof in je agenda"), reads=True)
def show_feeds(ctx: Context, asked: Asked) -> Message:
    """Which links there are, with a way to a new one; never a link itself."""
    return _page(ctx)


def _page(ctx: Context) -> Message:
    title = _("Your leave in your calendar")
    if not _address(ctx):
        said = _("There are no calendar links here: Townhall has no public address. An admin can set web.public_url. "
                 "Until then type /timeoff mine, or /occupancy.")  # fmt: skip
        return Message(title, (Text(said),))
    have = timeoff.feeds_of(ctx.tx, ctx.me)
    body: list[Node] = [Text(_("A link shows your calendar program your leave, or who of your team is absent. Whoever has the link "
                               "can read it, so keep it to yourself."))]  # fmt: skip
    if have:
        body.append(Text("\n".join(f"- {_(SAID[what])}: {_('you have a link')}" for what in have)))
    buttons = [Button(_("Link to my leave"), new_link.id(0, timeoff.OWN), "primary")]
    if ctx.me.team_id is not None:
        buttons.append(Button(_("Link to my team"), new_link.id(0, timeoff.TEAM)))
    if have:
        buttons.append(Button(_("End my links"), end_links.id(), "danger"))
    body += [Actions(tuple(buttons)), Text(_("A new link ends the one before."), small=True)]
    return Message(title, tuple(body), sensitive=True)


@press("feed_new")
def new_link(ctx: Context, pressed: Pressed) -> Reply:
    """The link, this once."""
    address = _address(ctx)
    if not address:
        return _page(ctx)
    secret = timeoff.make_feed(ctx.tx, ctx.me, pressed.args[0] if pressed.args else "")
    link = f"{address}/{PATH}/{secret}.ics"
    return Beside(Message(_("Your calendar link"), (
        Text(f"`{link}`"),
        Text(_("Add it in your calendar program under “subscribe” or “from a link”. It is shown this once."), small=True),
    ), sensitive=True))  # fmt: skip


@press("feed_end")
def end_links(ctx: Context, pressed: Pressed) -> Reply:
    """From now on no link of this person works."""
    timeoff.end_feeds(ctx.tx, ctx.me)
    return _page(ctx)


def _address(ctx: Context) -> str:
    return ctx.suite.public_url if ctx.suite else ""
