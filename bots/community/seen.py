"""An emoji on a post that waits, and the click that says it needs no answer."""

from bots.bot import Pressed, Reply, press, reacted
from bots.chat import Context, Reacted
from bots.community.posts import post_card
from core import community


@reacted
def see_emoji(ctx: Context, put: Reacted) -> None:
    """Somebody put an emoji on a message in a channel: it may wait no longer. Not who, not which."""
    if put.where.kind != "dm":
        community.note_emoji(ctx.tx, ctx.me, put.message, ctx.now)


@press("no_answer")
def no_answer(ctx: Context, pressed: Pressed) -> Reply:
    """It needs no answer: off the list."""
    community.needs_no_answer(ctx.tx, ctx.me, pressed.entity)
    return post_card.of(pressed.entity)
