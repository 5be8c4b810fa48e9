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
    kit,
    kudos,
    merge,
    newcomer,
    onboarding,
    remind,
    sequence,
    sequence_steps,
    stage,
    start,
    story,
)

PARTS = [
    start, heard, remind, hands, idea, stage, merge, idea_list, close, story, kit, kudos, newcomer, onboarding, sequence,
    sequence_steps, coffee, ask,
]  # fmt: skip
bot = Bot("discussions", __doc__, PARTS)
