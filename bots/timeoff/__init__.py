"""Time off: ask in one line, decide in one click, and see who is left of the team."""

from bots.bot import Bot, Door
from bots.timeoff import (
    approval,
    away,
    balance,
    blocked,
    change,
    cover,
    export,
    feed,
    mine,
    notices,
    occupancy,
    policy,
    question,
    request,
    sickness,
    term,
    waiting,
    week,
    year,
)
from core.words import N_

bot = Bot(
    "timeoff",
    __doc__,
    [
        request,
        mine,
        approval,
        waiting,
        change,
        cover,
        question,
        term,
        balance,
        notices,
        sickness,
        policy,
        blocked,
        year,
        away,
        occupancy,
        week,
        feed,
        export,
    ],
    door=Door(N_("Time off"), "timeoff mine", 3),
)
