"""The course of each single channel of a team."""

from bots.bot import Pressed, Reply, press
from bots.chat import Beside, Context
from bots.community.counting import how_button, what_is_counted
from bots.ui import Actions, Button, Chart, Message, Node, Option, Text, clean
from core import community, people
from core.people import PlaceHere
from core.words import _, say_date, say_number

SHOWN, MOST = 4, 25


def channel_name(ctx: Context, place: PlaceHere) -> str:
    """Its name, with its platform where that is not the reader's own and a channel there is called the same."""
    platform = place.ref.partition(":")[0]
    alike = sum(one.name == place.name for one in people.places(ctx.tx, "team")) > 1
    name = clean(place.name, one_line=True, most=60)
    return f"{name} · {platform.capitalize()}" if alike and platform != ctx.where.ref.partition(":")[0] else name


def find_channels(ctx: Context, partial: str, *purposes: str) -> tuple[Option, ...]:
    """Channels with these letters in their name that serve these purposes, or are a team's; the own platform's first."""
    wanted, here = partial.casefold().lstrip("#"), ctx.where.ref.partition(":")[0]
    found = [(one, channel_name(ctx, one)) for what in purposes or ("team",) for one in people.places(ctx.tx, what)]
    found.sort(key=lambda pair: not pair[0].ref.startswith(f"{here}:"))
    return tuple(Option(str(one.id), name) for one, name in found if wanted in name.casefold())[:MOST]


@press("channels", reads=True)
def by_channel(ctx: Context, pressed: Pressed) -> Reply:
    """Each channel in words and in a picture, for who may look at the team."""
    team = community.require_look(ctx.tx, ctx.me, pressed.entity)
    found = community.channels_of(ctx.tx, team, ctx.today)
    if not found:
        return _("This team has fewer than five people, so it is not shown.")
    body: list[Node] = []
    for place, weeks in found[:SHOWN]:
        labels = tuple(say_date(week, "d MMM") for week, _rate in weeks)
        rates = tuple(None if rate is None else round(rate, 2) for _week, rate in weeks)
        known = [rate for rate in rates if rate is not None]
        said = _("{now} messages per member per working day in the last week that counts.").format(
            now=say_number(known[-1] if known else 0)
        )
        body.append(Chart("line", channel_name(ctx, place), said, labels, rates))
    if len(found) > SHOWN:
        body.append(Text(_("And {n} more.").format(n=len(found) - SHOWN), small=True))
    title = _("{team} by channel").format(team=clean(team.name, one_line=True, most=80))
    return Beside(Message(title, (*body, Text(what_is_counted(), small=True), Actions((how_button(),)))))


def by_channel_button(ctx: Context, team: int) -> tuple[Button, ...]:
    """Where a team has several channels: each by itself."""
    several = sum(place.team_id == team for place in people.places(ctx.tx, "team")) > 1
    return (Button(_("By channel"), by_channel.id(team)),) if several else ()
