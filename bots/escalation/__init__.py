"""Customer questions: asked once, answered by every department, with deadlines and the problems behind them."""

from bots.bot import Bot, Door
from bots.escalation import answer, close, deadline, escalate, following, problems, waiting
from core.words import N_

bot = Bot(
    "escalation",
    __doc__,
    [escalate, answer, close, problems, deadline, waiting, following],
    door=Door(N_("Customer question"), "escalate", 4),
)
