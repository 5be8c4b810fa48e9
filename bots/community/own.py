"""What anybody finds behind the door Talk: their team's place, their choice about words to their team, what is counted."""

from bots.bot import Pressed, press
from bots.chat import Beside, Context
from bots.community.counting import on_what_ground, switch, what_is_counted
from bots.community.settings import show_settings
from bots.ui import Actions, Button, Message, Node, Plain, Text
from core import community, people
from core.words import _


def own_page(ctx: Context) -> Message:
    """What this person can do here, and that nobody counts persons."""
    team = people.team(ctx.tx, ctx.me.team_id) if ctx.me.team_id else None
    names = community.own_places(ctx.tx, ctx.me)
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
            (
                _("Nobody counts what you do. {what}")
                if not community.agreed(ctx.tx, ctx.me)
                else _(
                    "You chose to show your own figures as a leader, and can take that back under /mysettings. {what}"
                )
            ).format(what=what_is_counted() if ground else _("Nothing is counted at all."))
        )
    )
    body += [Text(ground, small=True)] if ground else []
    body += [Actions(controls)] if (controls := switch(ctx)) else []
    body += [Text(_("Sometimes a colleague sends your team a word, signed with their name. How do you want to get it?")),
             Text(say_choice(ctx)), choices(), Actions((Button(_("All your settings"), show_settings.id()),))]  # fmt: skip
    return Message(_("Talk"), tuple(body))


def say_choice(ctx: Context) -> str:
    """How this person gets words to their team now."""
    return {
        "now": _("Now: **as a message**, at most one a week, in your working hours."),
        "digest": _("Now: **in your digest**."),
        "off": _("Now: **not at all**."),
    }[community.chosen(ctx.tx, ctx.me)]


def choices() -> Actions:
    """Message, digest, or not at all."""
    labels = (_("As a message"), _("In my digest"), _("Not at all"))
    return Actions(
        tuple(Button(label, choose.id(0, what)) for label, what in zip(labels, community.CHOICES, strict=True))
    )


@press("own", reads=True)
def show_own(ctx: Context, pressed: Pressed) -> Beside:
    """One's own page."""
    return Beside(own_page(ctx))


@press("choose")
def choose(ctx: Context, pressed: Pressed) -> Message:
    """The choice counts from now on."""
    community.choose(ctx.tx, ctx.me, pressed.args[0] if pressed.args else "")
    return own_page(ctx)


@press("less")
def less(ctx: Context, pressed: Pressed) -> Beside:
    """No more words to the team, at once; with a way back."""
    community.choose(ctx.tx, ctx.me, "off")
    said = _("You won't get words to your team any more. Nobody is told that you chose this.")
    return Beside(Message(_("Less of this"), (Text(said), choices())))
