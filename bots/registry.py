"""The bots of Townhall, one line each: the table of contents of what a company gets."""

from bots import home
from bots.bot import Bot

BOTS: tuple[Bot, ...] = (
    Bot("home", home.__doc__, [home]),
)  # fmt: skip
