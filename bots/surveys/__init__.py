"""One question to a team, answered with one tap; the result comes when it gives nobody away."""

from bots.bot import Bot, Door
from bots.surveys import (
    ambassador,
    answer,
    comment,
    evp,
    export,
    focus,
    gaps,
    mine,
    nudge,
    offer,
    opener,
    opening,
    poll,
    result,
    rhythm,
    share,
    start,
    year,
)
from core.words import N_

bot = Bot(
    "surveys",
    __doc__,
    [
        start,
        opening,
        answer,
        nudge,
        result,
        mine,
        poll,
        comment,
        ambassador,
        opener,
        share,
        focus,
        gaps,
        export,
        offer,
        evp,
        year,
        rhythm,
    ],
    door=Door(N_("Your say"), "pulse mine", 2),
)
