"""What anybody finds behind the door Talk: their team's place, their choice about words to their team, what is counted."""

from bots.bot import Pressed, press
from bots.chat import Beside, Context
from bots.community.counting import on_what_ground, switch, what_is_counted
from bots.ui import Actions, Button, Message, Node, Plain, Text
from core import community, people
from core.words import _

CHOICES = ("now", "digest", "off")


def own_page(ctx: Context) -> Message:
    """What this person can do here, and that nobody counts persons."""
    team = people.team(ctx.tx, ctx.me.team_id) if ctx.me.team_id else None
    names = sorted({place.name for place in people.places(ctx.tx, "team") if team and place.team_id == team.id})
    body: list[Node] = []
    if team and names:
        where = ", ".join(f"**{Plain(name)}**" for name in names)
        body.append(Text(_("Your team {team} talks in {places}.").format(team=Plain(team.name), places=where)))
    elif team:
        body.append(
            Text(_("Your team {team} has no channel yet. Ask your admin for one.").format(team=Plain(team.name)))
        )
    ground = on_what_ground(ctx)
    body.append(
        Text(
            _("Nobody counts what you do. {what}").format(
                what=what_is_counted() if ground else _("Nothing is counted at all.")
            )
        )
    )
    body += [Text(ground, small=True)] if ground else []
    body += [Actions(controls)] if (controls := switch(ctx)) else []
    body += [Text(_("Sometimes a colleague sends your team a word, signed with their name. How do you want to get it?")),
             Text(say_choice(ctx)), choices()]  # fmt: skip
    return Message(_("Talk"), tuple(body))


def say_choice(ctx: Context) -> str:
    """How this person gets words to their team now."""
    chosen = people.choice(ctx.tx, ctx.me.id, community.TOPIC) or "now"
    return {
        "now": _("Now: **as a message**, at most one a week, in your working hours."),
        "digest": _("Now: **in your digest**."),
        "off": _("Now: **not at all**."),
    }[chosen]


def choices() -> Actions:
    """Message, digest, or not at all."""
    labels = (_("As a message"), _("In my digest"), _("Not at all"))
    return Actions(tuple(Button(label, choose.id(0, what)) for label, what in zip(labels, CHOICES, strict=True)))


@press("own", reads=True)
def show_own(ctx: Context, pressed: Pressed) -> Beside:
    """One's own page."""
    return Beside(own_page(ctx))


@press("choose")
def choose(ctx: Context, pressed: Pressed) -> Message:
    """The choice counts from now on."""
    what = pressed.args[0] if pressed.args else ""
    if what in CHOICES:
        people.choose(ctx.tx, ctx.me.id, community.TOPIC, what)
    return own_page(ctx)


@press("less")
def less(ctx: Context, pressed: Pressed) -> Beside:
    """No more words to the team, at once; with a way back."""
    people.choose(ctx.tx, ctx.me.id, community.TOPIC, "off")
    said = _("You won't get words to your team any more. Nobody is told that you chose this.")
    return Beside(Message(_("Less of this"), (Text(said), choices())))
