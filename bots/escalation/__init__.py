"""Customer questions: asked once, answered by every department, with deadlines and the problems behind them."""

from bots.bot import Bot, Door
from bots.escalation import (
    adding,
    answer,
    board,
    close,
    deadline,
    escalate,
    fixing,
    following,
    origin,
    passing,
    problems,
    procedures,
    queue,
    recurrence,
    report,
    similar,
    topics,
    waiting,
)
from core.words import N_

bot = Bot(
    "escalation",
    __doc__,
    [
        escalate,
        similar,
        answer,
        passing,
        close,
        adding,
        origin,
        problems,
        procedures,
        fixing,
        recurrence,
        board,
        deadline,
        waiting,
        topics,
        queue,
        report,
        following,
    ],
    door=Door(N_("Customer question"), "escalate", 4),
)
