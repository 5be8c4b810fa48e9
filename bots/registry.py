"""The bots of Townhall, one line each: the table of contents of what a company gets."""

from bots import community, escalation, home, places, surveys, timeoff
from bots.bot import Bot

BOTS: tuple[Bot, ...] = (
    Bot("home", home.__doc__, [home, places]),
    community.bot,
    timeoff.bot,
    surveys.bot,
    escalation.bot,
)  # fmt: skip
