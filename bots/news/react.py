"""Useful: a click on a post, or an emoji on it where it stands."""

from bots.bot import Pressed, Reply, press, reacted
from bots.chat import Context, Reacted
from bots.news.read import board, card
from core import news
from core.desk import live
from core.words import _


@press("useful")
def useful(ctx: Context, pressed: Pressed) -> Reply:
    """Useful, or not after all."""
    news.find_useful(ctx.tx, ctx.me, pressed.entity)
    return card.of(pressed.entity)


@press("useful_there")
def useful_there(ctx: Context, pressed: Pressed) -> str:
    """The same on the card that all see."""
    if news.find_useful(ctx.tx, ctx.me, pressed.entity):
        return _("Counted. Only totals are shown, from 5 people on. A second click takes it back.")
    return _("Taken back.")


@reacted
def emoji(ctx: Context, put: Reacted) -> None:
    """An emoji on a post counts as useful, once for each person; which one is not kept."""
    stood = live.standing_at(ctx.tx, put.message)
    if stood and stood.view in (board.full, card.full):
        news.put_emoji(ctx.tx, ctx.me, stood.entity)
