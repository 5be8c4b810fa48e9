"""Coffee with a colleague: joined of one's own accord, and every other Monday a colleague to meet."""

from datetime import date

from bots.bot import Asked, Pressed, Reply, command, every, press, view
from bots.chat import Context, Send
from bots.discussions.remind import STARTER
from bots.ui import Actions, Button, Message, Node, Plain, Text
from core import discussions, people
from core.discussions import Together
from core.words import N_, _, say_date


@command(
    "discussions coffee", "discussies koffie", reads=True,
    help=("Coffee with a colleague, every other week", "Koffie met een collega, om de week"),
)  # fmt: skip
def coffee_page(ctx: Context, asked: Asked) -> Message:
    """Whether one takes part, and with whom it was last."""
    return _page(ctx)


def _page(ctx: Context) -> Message:
    yes = discussions.takes_coffee(ctx.tx, ctx.me)
    said = (
        _("You take part. Every other Monday you hear whom to meet, when you are at work that week.")
        if yes
        else _("Every other Monday two colleagues hear of each other, preferably of other teams. Only who wants to.")
    )
    body: list[Node] = [Text(said)]
    last = discussions.last_coffee(ctx.tx, ctx.me)
    name = people.names(ctx.tx, [other]).get(other) if last and (other := last.other(ctx.me.id)) else None
    if last and name:
        body.append(Text(_("Last: {name}, in the week of {day}.").format(name=Plain(name), day=say_date(last.on_day))))
    body.append(Text(_("Nobody keeps whether you met."), small=True))
    button = Button(_("No longer"), choose.id(0, 0)) if yes else Button(_("I take part"), choose.id(0, 1), "primary")
    return Message(_("Coffee with a colleague"), (*body, Actions((button,))))


@press("coffee")
def choose(ctx: Context, pressed: Pressed) -> Reply:
    """Yes or no, from the next time on."""
    discussions.take_coffee(ctx.tx, ctx.me, pressed.args[:1] == ("1",))
    return _page(ctx)


@every("0 9 * * mon")
def bring_together(ctx: Context, slot: str) -> list[Send]:
    """Every other Monday: each of two hears of the other, within the weekly budget and in their own hours."""
    monday = date.fromisoformat(slot[:10])
    if monday.isocalendar().week % 2:
        return []
    return [send for two in discussions.bring_together(ctx.tx, monday) for send in _both(two)]


def _both(two: Together) -> list[Send]:
    return [
        Send(f"person:{one}", meet.full, two.id, STARTER, "invite", f"discussions:coffee:{two.id}:{one}")
        for one in (two.first_id, two.second_id)
    ]


@view("coffee", title=N_("Coffee with a colleague"))
def meet(ctx: Context, number: int) -> Message | None:
    """Whom to meet, and how to stop; only for the two of them."""
    two = discussions.together(ctx.tx, number)
    other = two.other(ctx.me.id) if two else None
    if other is None:
        return None
    colleague = people.get(ctx.tx, other)
    team = people.team(ctx.tx, colleague.team_id) if colleague.team_id else None
    said = _(
        "{name} of {team} would like coffee with a colleague too. Write a line, and choose half an hour this week."
    )
    if team is None:
        said = _("{name} would like coffee with a colleague too. Write a line, and choose half an hour this week.")
    text = said.format(name=Plain(colleague.name), team=Plain(team.name if team else ""))
    title = _("Coffee with {name}?").format(name=colleague.name[:80])
    return Message(title, (Text(text), Actions((Button(_("I take part no longer"), choose.id(0, 0)),))))
