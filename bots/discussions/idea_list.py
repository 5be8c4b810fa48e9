"""Ideas as a list, one's own votes, and once a week the new ones as a line in everybody's digest."""

from datetime import date, timedelta

from bots.bot import Asked, Opt, Pressed, Reply, command, every, press, view
from bots.chat import Context, Send
from bots.discussions.heard import look
from bots.discussions.stage import STAGES, TOPIC
from bots.discussions.start import open_form
from bots.ui import Actions, Button, Message, Node, Plain, Row, Text
from core import discussions
from core.discussions import Listed, Topic
from core.words import _, ngettext

A_PAGE = 5


@command(
    "discussions ideas", "discussies ideeen", help=("Ideas, and which you support", "Ideeën, en welke jij steunt"), reads=True,
    options=(Opt("label", "text", ("label", "label"), ("A label", "Een label")),),
)  # fmt: skip
def show_ideas(ctx: Context, asked: Asked) -> Message:
    """All ideas, the newest first, or those with a label."""
    label = asked.get("label").strip()
    return _page(discussions.ideas(ctx.tx, label), 0, "all", label)


@press("ideas", reads=True)
def turn_page(ctx: Context, pressed: Pressed) -> Reply:
    """Another page, or one's own votes, in place."""
    if pressed.args[:1] == ("mine",):
        return _page(discussions.own_votes(ctx.tx, ctx.me), pressed.entity, "mine")
    return _page(discussions.ideas(ctx.tx), pressed.entity, "all")


def _page(found: list[Listed], page: int, which: str, label: str = "") -> Message:
    rows: list[Node] = [_row(one) for one in found[page * A_PAGE : (page + 1) * A_PAGE]]
    if not rows:
        rows.append(Text(_("You stand behind no idea yet.") if which == "mine" else _("No ideas here yet.")))
    turn = turn_page.id(0, "all") if which == "mine" else turn_page.id(0, "mine")
    buttons = [Button(_("All ideas") if which == "mine" else _("My votes"), turn)]
    buttons.append(Button(_("Have an idea…"), open_form.id(0, Topic.IDEA.value)))
    more = len(found) - (page + 1) * A_PAGE
    if more > 0 and not label:
        buttons.append(Button(_("{n} more").format(n=more), turn_page.id(page + 1, which)))
    title = _("Ideas you stand behind") if which == "mine" else _("Ideas")
    return Message(title, (*rows, Actions(tuple(buttons))))


def _row(one: Listed) -> Row:
    said = [_(STAGES[one.stage]), ngettext("{n} vote", "{n} votes", one.votes).format(n=one.votes)]
    said += [f"_{Plain(label)}_" for label in one.labels]
    return Row(f"**{Plain(one.title)}**\n{' · '.join(said)}", Button(_("Look"), look.id(one.id)))


@every("0 8 * * mon")
def new_of_the_week(ctx: Context, slot: str) -> Send | None:
    """On Monday one line in the digest with the new ideas, for everybody who wants it; none when there are none."""
    day = date.fromisoformat(slot[:10])
    monday = day - timedelta(days=day.weekday())
    if not discussions.new_ideas(ctx.tx, monday, ctx.me.zone):
        return None
    return Send("everybody", new_ones.full, monday.toordinal(), TOPIC, "digest", f"discussions:new_ideas:{monday}")


@view("new_ideas", title="")
def new_ones(ctx: Context, week: int) -> Message | None:
    """The ideas of the week before this Monday, still open."""
    found = discussions.new_ideas(ctx.tx, date.fromordinal(week), ctx.me.zone)
    if not found:
        return None
    title = ngettext("{n} new idea last week", "{n} new ideas last week", len(found)).format(n=len(found))
    return Message(title, tuple(_row(one) for one in found[:A_PAGE]))
