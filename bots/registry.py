"""The bots of Townhall, one line each: the table of contents of what a company gets."""

from bots import (
    allowing,
    community,
    discussions,
    escalation,
    home,
    importing,
    lines,
    linking,
    news,
    owed,
    places,
    pointing,
    promises,
    receiving,
    surveys,
    timeoff,
    trouble,
)
from bots.bot import Bot

BOTS: tuple[Bot, ...] = (
    Bot("home", home.__doc__, [home, allowing, importing, lines, linking, owed, places, pointing, receiving, trouble]),
    community.bot,
    discussions.bot,
    timeoff.bot,
    surveys.bot,
    escalation.bot,
    promises.bot,
    news.bot,
)  # fmt: skip
