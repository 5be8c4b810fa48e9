"""`/news`: what was posted lately for you, and what you wrote yourself."""

from bots.bot import Asked, Pressed, Reply, command, press
from bots.chat import Beside, Context
from bots.news.correct import mine
from bots.news.drawing import title_of
from bots.news.read import look
from bots.ui import Actions, Button, Message, Node, Plain, Row, Text
from core import news
from core.clock import local_day
from core.news import Nearness, PostHere, State
from core.words import N_, _, ngettext, say_date

STATES = {
    State.PLANNED.value: N_("planned"),
    State.MISSED.value: N_("not sent"),
    State.WITHDRAWN.value: N_("withdrawn"),
}


@command("news", "nieuws", help=("What was posted for you", "Wat er voor jou geplaatst is"), reads=True)
def show(ctx: Context, asked: Asked) -> Message:
    """The newest for this person, and their own."""
    found, own = news.posts_for(ctx.tx, ctx.me, 5), news.own_posts(ctx.tx, ctx.me, 4)
    body: list[Node] = [_line(ctx, one, look.id(one.id)) for one in found]
    body = body or [Text(_("Nothing was posted for you in the last three months."), small=True)]
    if own:
        body += [Text(_("**Your own**")), *(_line(ctx, one, open_mine.id(one.id)) for one in own)]
    near = news.nearness(ctx.tx, ctx.me)
    if near.shown:
        body.append(Text(say_nearness(near), small=True))
    writes = [Button(_("Write…"), "news.write:0", "primary")] if news.may_post(ctx.tx, ctx.me) else []
    return Message(_("News"), (*body, Actions((*writes, Button(_("I have a slip…"), "news.slip:0")))))


def say_nearness(near: Nearness) -> str:
    """How near those who lead are, as anybody could count it."""
    shown = ngettext("{n} question was shown to all in the last 90 days.", "{n} questions were shown to all in the last 90 days.",
                     near.shown).format(n=near.shown)  # fmt: skip
    rest = _(
        "Answered: {answered}, {quickly} of them within five working days. Not answered, with a reason: {declined}."
    )
    return f"{shown} {rest.format(answered=near.answered, quickly=near.quickly, declined=near.declined)}"


def _line(ctx: Context, post: PostHere, opens: str) -> Row:
    day = say_date(local_day(post.posted_at or post.planned_for or ctx.now, ctx.me.zone))
    state = f" · {_(STATES[post.state])}" if post.state in STATES else ""
    return Row(f"**{Plain(title_of(post))}** · {day}{state}", Button(_("Open"), opens))


@press("mine", reads=True)
def open_mine(ctx: Context, pressed: Pressed) -> Reply:
    """One's own post, with its totals."""
    drawn = mine(ctx, pressed.entity)
    return Beside(drawn, mine.of(pressed.entity)) if drawn else _("This is no longer here.")
