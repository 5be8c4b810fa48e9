"""Leaders who set the example: yes or no by themselves, and what is shown of those who said yes."""

from bots.bot import Pressed, press
from bots.chat import Context
from bots.ui import Actions, Button, Message, Node, Plain, Text
from core import community, people
from core.words import _, ngettext


def own_part(ctx: Context) -> list[Node]:
    """In a leader's own settings: whether their figures are shown, and the other choice."""
    if not community.may_agree(ctx.tx, ctx.me):
        return []
    yes = community.agreed(ctx.tx, ctx.me)
    said = (
        _("You show how often you write in teams' channels yourself. Community managers and HR see it.")
        if yes
        else _(
            "Leaders can set the example: show how often you write in teams' channels yourself. Only if you say yes."
        )
    )
    button = Button(_("Show it no longer"), agree.id(0, 0)) if yes else Button(_("Show my own figures"), agree.id(0, 1))
    mine = [
        Text(_line(ctx, one)) for one in community.examples(ctx.tx, ctx.me, ctx.today) if one.person_id == ctx.me.id
    ]
    return [Text(said), *mine, Actions((button,))]


def leaders_part(ctx: Context) -> list[Node]:
    """For community managers and HR: those who agreed, by name; nothing is said of anybody else."""
    found = community.examples(ctx.tx, ctx.me, ctx.today)
    if not found:
        return []
    lines = "\n".join(_line(ctx, one) for one in found[:15])
    note = _("Leaders who chose to show this themselves. Who is not here chose nothing, and that says nothing.")
    return [Text(lines), Text(note, small=True)]


def _line(ctx: Context, one: community.Shown) -> str:
    name = people.names(ctx.tx, [one.person_id]).get(one.person_id, "")
    wrote = ngettext("{n} message", "{n} messages", one.messages).format(n=one.messages)
    answers = ngettext("{n} answer to a colleague", "{n} answers to a colleague", one.answers).format(n=one.answers)
    return _("- **{name}**: {messages}, of which {answers}, since four weeks ago").format(
        name=Plain(name), messages=wrote, answers=answers
    )


@press("example")
def agree(ctx: Context, pressed: Pressed) -> Message:
    """Yes from now on, or no: then what was counted is gone at once."""
    from bots.community.settings import settings_page

    community.agree(ctx.tx, ctx.me, pressed.args[:1] == ("1",))
    return settings_page(ctx)
