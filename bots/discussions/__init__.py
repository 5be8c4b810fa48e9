"""Discussions: who must be heard on a topic, how far that is, and the decision with its reasons told to all who took part."""

from bots.bot import Bot
from bots.discussions import (
    ask,
    close,
    coffee,
    hands,
    heard,
    idea,
    idea_list,
    kudos,
    merge,
    newcomer,
    remind,
    stage,
    start,
    story,
)

bot = Bot(
    "discussions",
    __doc__,
    [start, heard, remind, hands, idea, stage, merge, idea_list, close, story, kudos, newcomer, coffee, ask],
)
