"""The door Talk: which team is quieter than its own past, and what anybody can do here."""

from typing import Any

from bots.bot import Asked, Pressed, Reply, command, due, every, home, on, press, view
from bots.chat import Beside, Context, Send
from bots.community.channels import by_channel_button
from bots.community.counting import how_button, on_what_ground, switch, switched_off, what_is_counted
from bots.community.effect import sent_lately
from bots.community.health import show_health
from bots.community.nudge import open_form
from bots.community.opener import show_calendar
from bots.community.own import own_page, show_own
from bots.community.playbook import say_plays, show_playbook
from bots.community.posts import keeps, show_posts
from bots.community.waiting import show_waiting
from bots.ui import Actions, Button, Chart, Message, Node, Option, Plain, Row, Select, Text, clean
from core import community, jobs, people
from core.community import CameBack, FellQuiet, State, Trend
from core.people import Role
from core.words import _, ngettext, say_date, say_number

MAY = (Role.COMMUNITY, Role.HR, Role.LEADER)
PICTURES, SHOWN = 2, 4


@command(
    "community",
    help=(
        "Talk: your team's channel, and how the teams are doing",
        "Praten: het kanaal van je team, en hoe het met de teams gaat",
    ),
    reads=True,
)
def community_page(ctx: Context, asked: Asked) -> Message:
    """For who looks after teams: how they are. For everybody else: their place, their choices, what is counted."""
    if not people.has_role(ctx.tx, ctx.me.id, *MAY):
        return own_page(ctx)
    return overview(ctx)


def overview(ctx: Context) -> Message:
    """The quiet teams with their picture, the others in words."""
    buttons = (
        Button(_("Write to a team…"), open_form.id()),
        Button(_("Your own settings"), show_own.id()),
        *([Button(_("Settings for all channels"), show_waiting.id())] if keeps(ctx) else []),
        *switch(ctx),
    )
    work = tools(ctx)
    sent = sent_lately(ctx)
    if community.ground(ctx.tx, ctx.today) is None:
        return Message(_("Talk: quiet teams are not shown"), (*switched_off(ctx), *sent, *work, Actions(buttons)))
    teams = community.may_look(ctx.tx, ctx.me)
    found = community.trends(ctx.tx, teams, ctx.today)
    quiet = [trend for trend in found if trend.verdict.state is State.QUIET]
    body: list[Node] = []
    for number, trend in enumerate(quiet[:SHOWN]):
        body += [picture(trend)] if number < PICTURES else []
        body.append(
            Row(f"**{Plain(trend.team.name)}** {say_state(trend)}", Button(_("Nudge…"), open_form.id(trend.team.id)))
        )
    rest = [trend for trend in found if trend not in quiet[:SHOWN]]
    if rest:
        body.append(Text("\n".join(f"- **{Plain(trend.team.name)}** {say_state(trend)}" for trend in rest[:25])))
    if len(found) < len(teams):
        body.append(Text(_("Teams of fewer than five people are not shown."), small=True))
    body += [*sent, Text(what_is_counted(), small=True), Text(on_what_ground(ctx), small=True)]
    if found:
        options = tuple(
            Option(str(trend.team.id), clean(trend.team.name, one_line=True, most=75)) for trend in found[:25]
        )
        body.append(Actions((Select(look.id(), _("Look at a team"), options),)))
    return Message(say_quiet(len(quiet)), (*body, *work, Actions(buttons)))


def tools(ctx: Context) -> list[Node]:
    """What community managers and HR work with."""
    if not keeps(ctx):
        return [Actions((how_button(),))]
    waiting = len(community.unanswered(ctx.tx, ctx.me))
    return [Actions((
        Button(_("Posts waiting: {n}").format(n=waiting), show_posts.id()), Button(_("The whole"), show_health.id()),
        Button(_("Calendar"), show_calendar.id()), Button(_("Playbook"), show_playbook.id()),
        how_button(),
    ))]  # fmt: skip


def say_quiet(number: int) -> str:
    """The finding in one line."""
    if not number:
        return _("No team is quieter than usual")
    return ngettext("{n} team is quieter than usual", "{n} teams are quieter than usual", number).format(n=number)


def say_state(trend: Trend) -> str:
    """What can be said about a team, in words; never about a person."""
    state, weeks = trend.verdict.state, trend.verdict.weeks
    if state is State.QUIET:
        return say_weeks(weeks)
    return {
        State.NEW: _("is too new to compare: that takes about five weeks"),
        State.SKIPPED: _("had a week that doesn't count: a holiday, or too few people at work"),
        State.UNHEARD: _("was not heard at all last week: has the team moved, or can Townhall not see its channel?"),
        State.USUAL: _("is as usual"),
        State.SMALL: "",
    }[state]


def say_weeks(weeks: int) -> str:
    """For how long it has been quieter than usual."""
    return ngettext(
        "is quieter than usual, for {n} week now", "is quieter than usual, for {n} weeks now", weeks
    ).format(n=weeks)


def picture(trend: Trend) -> Chart:
    """The last eight weeks; weeks that do not count stay empty."""
    rates = [rate for _week, rate in trend.weeks if rate is not None]
    now, usual = say_number(rates[-1] if rates else 0), trend.verdict.usual
    finding = (
        _("{now} messages per member per working day in the last week that counts, {usual} usually.").format(
            now=now, usual=say_number(usual)
        )
        if usual is not None
        else _("{now} messages per member per working day in the last week that counts.").format(now=now)
    )
    return Chart(
        "line",
        clean(trend.team.name, one_line=True, most=100),
        finding,
        tuple(say_date(week, "d MMM") for week, _rate in trend.weeks),
        tuple(None if rate is None else round(rate, 2) for _week, rate in trend.weeks),
    )


@press("look", reads=True)
def look(ctx: Context, pressed: Pressed) -> Reply:
    """One team's eight weeks, for who may look at it."""
    number = int(pressed.value) if pressed.value.isdecimal() else pressed.entity
    if community.ground(ctx.tx, ctx.today) is None:
        return Beside(Message(_("Talk: quiet teams are not shown"), tuple(switched_off(ctx))))
    team = community.require_look(ctx.tx, ctx.me, number)
    trend = next(iter(community.trends(ctx.tx, [team], ctx.today)), None)
    if trend is None:
        return _("This team has fewer than five people, so it is not shown.")
    name = clean(team.name, one_line=True, most=80)
    numbers = " · ".join("–" if rate is None else say_number(rate) for _week, rate in trend.weeks)
    short = trend.verdict.state in (State.QUIET, State.USUAL)
    return Beside(
        Message(
            f"{name} {say_state(trend)}" if short else name,
            (
                *([] if short else [Text(f"**{Plain(team.name)}** {say_state(trend)}")]),
                picture(trend),
                Text(_("Week by week: {numbers}").format(numbers=numbers)),
                Text(what_is_counted(), small=True),
                Actions((Button(_("Nudge…"), open_form.id(team.id)), *by_channel_button(ctx, team.id), how_button())),
            ),
        )
    )


@every("30 8 * * mon")
def look_at_teams(ctx: Context, slot: str) -> None:
    """On Monday before the digest every team is compared with its own past, each in a job of its own."""
    if community.ground(ctx.tx, ctx.today) is None:
        return
    jobs.many(ctx.tx, [
        jobs.row(f"community.check:{team.id}:{slot}", ctx.now, check_team.full, {"team": team.id})
        for team in people.teams(ctx.tx)
    ])  # fmt: skip


@due("check")
def check_team(ctx: Context, payload: dict[str, Any]) -> None:
    """One team is compared with its own past, and what is found is noted."""
    community.check(ctx.tx, payload["team"], ctx.today)


@on(FellQuiet)
def whisper_to_community(ctx: Context, fact: FellQuiet) -> Send:
    """Community managers read it in their digest, once per spell."""
    return Send(
        f"role:{Role.COMMUNITY}",
        whisper.full,
        fact.team,
        "community",
        "digest",
        f"community.quiet:{fact.team}:{fact.since}",
    )


@view("whisper")
def whisper(ctx: Context, team: int) -> Message | None:
    """That a team is quieter than usual; gone as soon as it is not, or as counting is off."""
    found = next(((one, weeks) for one, weeks in community.quiet_now(ctx.tx, ctx.me) if one.id == team), None)
    if found is None:
        return None
    name, said = found[0].name, say_weeks(found[1])
    return Message(
        f"{clean(name, one_line=True, most=80)} {said}",
        (
            Text(_("Perhaps somebody asks how things are? Only your own click sends a word.")),
            *say_plays(ctx, "quiet_team"),
            Actions((Button(_("Nudge…"), open_form.id(team), "primary"), Button(_("Look"), look.id(team)))),
        ),
    )


@on(CameBack)
def tell_back(ctx: Context, fact: CameBack) -> Send | None:
    """Who wrote to the team while it was quiet reads that it is back."""
    sent = community.find(ctx.tx, fact.nudge)
    key = f"community.back:{fact.nudge}"
    return Send(f"person:{sent.sender_id}", back.full, sent.id, "community", "digest", key) if sent else None


@view("back")
def back(ctx: Context, number: int) -> Message | None:
    """A quiet team is as usual again, so many weeks after one's note."""
    sent = community.find(ctx.tx, number)
    if sent is None or sent.sender_id != ctx.me.id:
        return None
    name = clean(community.addressed(ctx.tx, sent).name, one_line=True, most=60)
    weeks = max(1, round((ctx.now - sent.sent_at).days / 7))
    said = ngettext("{team} is back, {n} week after your note", "{team} is back, {n} weeks after your note", weeks)
    note = Text(
        _("It talks as usual again. That follows on your note; whether it comes from it, nobody knows."), small=True
    )
    return Message(said.format(team=name, n=weeks), (*say_plays(ctx, "came_back"), note))


@home(40)
def quiet_row(ctx: Context) -> Row | None:
    """Which team is quieter than usual, for who may look."""
    quiet = community.quiet_now(ctx.tx, ctx.me)
    if not quiet:
        return None
    if len(quiet) == 1:
        team, weeks = quiet[0]
        return Row(f"**{Plain(team.name)}** {say_weeks(weeks)}", Button(_("Look"), look.id(team.id)))
    return Row(f"**{say_quiet(len(quiet))}**", Button(_("Look"), show_overview.id()))


@press("teams", reads=True)
def show_overview(ctx: Context, pressed: Pressed) -> Beside:
    """How the teams are."""
    return Beside(community_page(ctx, Asked("", {})))
