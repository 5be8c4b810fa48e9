"""Promises: who promised what, by when, and what became of it, for everybody to see."""

from bots.bot import Bot

bot = Bot("promises", __doc__, [])
