"""Community: see which team has gone quiet, say a kind word, and hear back; nobody is counted."""

from bots.bot import Bot, Door
from bots.community import (
    campaign,
    channels,
    counting,
    drivers,
    effect,
    example,
    groups,
    health,
    nudge,
    opener,
    own,
    playbook,
    posts,
    reply,
    seen,
    settings,
    trends,
    waiting,
)
from core.words import N_

PARTS = [
    trends, channels, health, counting, posts, seen, nudge, effect, reply,
    groups, drivers, opener, campaign, playbook, own, settings, example, waiting,
]  # fmt: skip
bot = Bot("community", __doc__, PARTS, door=Door(N_("Talk"), "community", 1))
