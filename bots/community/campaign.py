"""Campaigns: an aim, a period and its posts on one page, and what happened meanwhile in totals."""

from bots.bot import Pressed, Reply, press, submit
from bots.chat import Beside, Context
from bots.community.counting import how_button
from bots.community.opener import open_opener
from bots.ui import (
    Actions,
    Button,
    DateField,
    Form,
    FormNode,
    Message,
    Node,
    Plain,
    Row,
    Text,
    TextField,
    clean,
    quoted,
)
from core import community, people
from core.words import N_, _, ngettext, say_date, say_number

SHOWN, POSTS = 6, 12


class CampaignForm(Form):
    """What it is for, and from when to when."""

    TITLE, SUBMIT = N_("A campaign"), N_("Begin")
    title = TextField(N_("What it is called"), most=80)
    aim = TextField(N_("What it is to bring about"), multiline=True, most=300)
    first_day = DateField(N_("First day"))
    last_day = DateField(N_("Last day"))


@press("campaigns", reads=True)
def show_campaigns(ctx: Context, pressed: Pressed) -> Reply:
    """All of them, the one that ends last on top."""
    found = community.campaigns(ctx.tx, ctx.me)
    rows: list[Node] = [
        Row(f"**{Plain(one.title)}** · {_period(one)}", Button(_("Look"), look_at.id(one.id))) for one in found[:SHOWN]
    ]
    rows = rows or [Text(_("There is no campaign yet. It holds its posts in one place, and what happened meanwhile."))]
    return Beside(Message(_("Campaigns"), (*rows, Actions((Button(_("New campaign…"), campaign_form.id()),)))))


def _period(one: community.CampaignHere) -> str:
    return _("{first} to {last}").format(first=say_date(one.first_day, "d MMM"), last=say_date(one.last_day, "d MMM y"))


@press("campaign_form")
def campaign_form(ctx: Context, pressed: Pressed) -> FormNode:
    """The form."""
    return CampaignForm.open()


@submit("campaign_begun", CampaignForm)
def begin(ctx: Context, form: CampaignForm) -> Reply:
    """Its page, on which its posts are planned."""
    number = community.begin_campaign(ctx.tx, ctx.me, form.title, form.aim, form.first_day, form.last_day)
    return Beside(campaign_page(ctx, number))


@press("campaign", reads=True)
def look_at(ctx: Context, pressed: Pressed) -> Reply:
    """One campaign."""
    return Beside(campaign_page(ctx, pressed.entity))


def campaign_page(ctx: Context, number: int) -> Message:
    """Its aim, its period, its posts, and what its teams did before and during it."""
    found = community.campaign(ctx.tx, ctx.me, number)
    owner = people.names(ctx.tx, [found.owner_id]).get(found.owner_id, "") if found.owner_id else ""
    head = f"{_period(found)} · {Plain(owner)}" if owner else _period(found)
    posts = community.posts_of(ctx.tx, number)
    lines = []
    for post in posts[:POSTS]:
        place = people.get_place(ctx.tx, post.place_id)
        state = _("posted") if post.posted_at else _("planned")
        where = Plain(f"#{place.name}" if place else "?")
        words = Plain(clean(post.words, one_line=True, most=60))
        lines.append(f"- {say_date(post.day)}, {where}, {state}: {words}")
    body: list[Node] = [Text(head, small=True), Text(quoted(found.aim)), Text("\n".join(lines) or _("No posts yet."))]
    if len(posts) > POSTS:
        body.append(Text(_("And {n} more.").format(n=len(posts) - POSTS), small=True))
    body.append(Text(say_meanwhile(ctx, found), small=True))
    buttons = (
        Button(_("Plan a post…"), open_opener.id(number), "primary"),
        Button(_("All campaigns"), show_campaigns.id()),
        how_button(),
    )
    return Message(clean(found.title, one_line=True, most=100), (*body, Actions(buttons)))


def say_meanwhile(ctx: Context, found: community.CampaignHere) -> str:
    """What happened, in totals, and that nobody knows why."""
    seen = community.meanwhile(ctx.tx, found, ctx.today)
    if seen is None:
        return _("What happened meanwhile is shown once something was posted, counting is on, and enough weeks count.")
    return ngettext(
        "Messages per member per working day in {n} team: {before} in the four weeks before, {now} since it began. "
        "That happened meanwhile; whether it comes from the campaign, nobody knows.",
        "Messages per member per working day in {n} teams: {before} in the four weeks before, {now} since it began. "
        "That happened meanwhile; whether it comes from the campaign, nobody knows.", seen.teams,
    ).format(n=seen.teams, before=say_number(seen.before, 2), now=say_number(seen.during, 2))  # fmt: skip
