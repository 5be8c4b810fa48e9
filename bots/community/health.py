"""How the conversation is doing: a trend with its picture, quiet channels, answers to posts, and how all is counted."""

from bots.bot import Pressed, Reply, press
from bots.chat import Beside, Context
from bots.community.counting import how_button, on_what_ground, switched_off, what_is_counted
from bots.community.example import leaders_part
from bots.community.posts import say_limits, what_waits
from bots.ui import Actions, Button, Chart, Message, Node, Plain, Row, Text
from core import community, people, privacy
from core.community import State
from core.errors import NotAllowed
from core.people import Role
from core.words import _, ngettext, say_date, say_number


def health_page(ctx: Context) -> Message:
    """For community managers and HR: the whole, never a person."""
    if not people.has_role(ctx.tx, ctx.me.id, Role.COMMUNITY, Role.HR):
        raise NotAllowed(_("Only community managers and HR see the whole."))
    found = community.health(ctx.tx, ctx.me, ctx.today)
    if found is None:
        return Message(_("How the conversation is doing"), tuple(switched_off(ctx)))
    rates = [rate for _week, rate in found.weeks if rate is not None]
    body: list[Node] = []
    title = _("How the conversation is doing")
    if rates:
        said = _(
            "{now} messages per member per working day in a typical team in the last week that counts, {before} eight weeks ago."
        )
        said = said.format(now=say_number(rates[-1], 2), before=say_number(rates[0], 2))
        values = tuple(None if rate is None else round(rate, 2) for _week, rate in found.weeks)
        labels = tuple(say_date(week, "d MMM") for week, _rate in found.weeks)
        body += [Chart("line", title, said, labels, values), Text(said)]
    else:
        body.append(Text(_("There are not yet three teams of five or more with weeks that count.")))
    quiet = found.states.get(State.QUIET, 0)
    body.append(
        Text(_("Quieter than usual: {quiet} of {all} teams.").format(quiet=quiet, all=sum(found.states.values())))
    )
    good, asked = community.response(ctx.tx)
    if asked >= privacy.minimum_group(privacy.MINIMUM):
        body.append(Text(_("{good} of {asked} posts of the last four weeks were answered in time: within {hours}.").format(
            good=good, asked=asked, hours=say_limits(ctx))))  # fmt: skip
    for place, since in community.quiet_places(ctx.tx, ctx.today)[:4]:
        said = _("**{place}**: no message since {day}").format(place=Plain(place.name), day=say_date(since))
        body.append(Row(said, Button(_("Meant to be quiet"), meant_quiet.id(place.id))))
    body += leaders_part(ctx)
    return Message(title, (*body, Actions((how_button(),))))


@press("health", reads=True)
def show_health(ctx: Context, pressed: Pressed) -> Beside:
    """The trend, in words and in a picture."""
    return Beside(health_page(ctx))


@press("meant_quiet")
def meant_quiet(ctx: Context, pressed: Pressed) -> Message:
    """This channel is no longer named as quiet."""
    community.leave_out(ctx.tx, ctx.me, pressed.entity, True)
    return health_page(ctx)


@press("how", reads=True)
def how_counted(ctx: Context, pressed: Pressed) -> Reply:
    """Every figure: what it is, of what, and what is not known."""
    first, last = community.monday(ctx.today).fromordinal(community.monday(ctx.today).toordinal() - 56), ctx.today
    missed = len(community.unknown_days(ctx.tx, first, last))
    unknown = ngettext(
        "In the last eight weeks {n} day is unknown: Townhall was not listening. It counts neither way.",
        "In the last eight weeks {n} days are unknown: Townhall was not listening. They count neither way.", missed,
    ).format(n=missed)  # fmt: skip
    parts = (
        what_is_counted(),
        _(
            "A typical team: the mean of all teams of five or more in that week, each with the same weight; "
            "at least three teams. Divided by the days their members were scheduled and there, so leave, "
            "part-time and size drop out. Who never writes is counted in."
        ),
        _(
            "Quieter than usual: two weeks or more under the team's own eight weeks before, by 40 %, by one "
            "and a half times its own spread, and by more than chance would do. Weeks with a public holiday "
            "or with fewer than 60 % at work don't count, nor the first four weeks."
        ),
        _("A channel without a message for three weeks is called quiet."),
        _(
            "Leaders: messages in teams' channels and answers to a colleague who waited, counted from the day on which "
            "that leader said yes, gone when they say no. Of nobody else is anything counted by person."
        ),
        what_waits(ctx),
        _(
            "Answered in time: of the posts of four weeks whose working hours are over, those with an answer within them. "
            "By the hours that hold now in each channel. What needs no answer counts neither way. Shown from five posts on."
        ),
        _(
            "After a word, and during a campaign: the mean of the weeks that count, before and after, at least two before. "
            "It says what happened, not why."
        ),
        _(
            "How many answered, were skipped or share a driver is said in steps of five people. Who is skipped and what "
            "drives a group is counted once a week at most, the same for everybody who looks. It changes when five "
            "people or more did, or after four weeks. When a group was changed, groups without numbers get none for four weeks."
        ),
        _(
            "Not known: what people read, what they say elsewhere, and how many different people write. "
            "Nothing is kept about single people, save the leaders who said yes themselves."
        ),
        unknown if missed else _("No day of the last eight weeks is unknown."),
        on_what_ground(ctx),
    )  # fmt: skip
    return Beside(Message(_("How is this counted?"), tuple(Text(part) for part in parts if part)))
