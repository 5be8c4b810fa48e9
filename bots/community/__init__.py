"""Community: see which team has gone quiet, say a kind word, and hear back; nobody is counted."""

from bots.bot import Bot, Door
from bots.community import counting, drivers, effect, groups, nudge, own, reply, settings, trends
from core.words import N_

bot = Bot(
    "community",
    __doc__,
    [trends, counting, nudge, effect, reply, groups, drivers, own, settings],
    door=Door(N_("Talk"), "community", 1),
)
