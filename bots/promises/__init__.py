"""Promises: who promised what, by when, and what became of it, for everybody to see."""

from bots.bot import Bot
from bots.promises import listing, outcome, promise, remind

bot = Bot("promises", __doc__, [promise, outcome, listing, remind])
