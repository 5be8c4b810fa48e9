"""Last year's survey of what the sample company offers: the promise per element, and what thirty-four people said."""

from datetime import datetime
from typing import Any

from core import surveys
from core.db import Tx
from core.people import Me

INVITED = 38
COUNTS = {
    1: ((0, 1, 6, 15, 12), (2, 6, 12, 10, 4), (1, 4, 12, 12, 5)),
    2: ((1, 3, 10, 12, 8), (0, 2, 9, 15, 8), (0, 2, 8, 15, 9)),
    3: ((0, 1, 5, 12, 16), (5, 11, 10, 6, 2), (6, 12, 9, 5, 2)),
    4: ((0, 0, 4, 14, 16), (0, 2, 7, 15, 10), (1, 3, 8, 14, 8)),
    5: ((0, 2, 8, 14, 10), (1, 4, 11, 12, 6), (2, 5, 12, 11, 4)),
}
"""Of each element: importance, experience and promise kept, as how many chose 1 to 5."""
UTRECHT = {
    1: ((0, 0, 2, 9, 8), (1, 3, 7, 6, 2), (0, 2, 7, 7, 3)),
    2: ((1, 2, 6, 6, 4), (0, 0, 3, 10, 6), (0, 1, 4, 8, 6)),
    3: ((0, 0, 2, 7, 10), (4, 8, 5, 2, 0), (5, 8, 4, 2, 0)),
    4: ((0, 0, 2, 8, 9), (0, 1, 3, 9, 6), (1, 1, 4, 8, 5)),
    5: ((0, 1, 4, 8, 6), (0, 2, 6, 7, 4), (1, 2, 7, 7, 2)),
}
"""What of these came from the nineteen in Utrecht; the other fifteen work in Zwolle."""
SAID: dict[str, dict[str, Any]] = {
    "en": {
        "offers": {
            1: "We pay what the sector pays, and you can see the scales.",
            2: "A pension without small print, and five weeks off for everybody.",
            3: "Everybody learns something new each year, in working time.",
            4: "You decide how you do your work, and you know for whom.",
            5: "We say what we do, and we do it together.",
        },
        "words": "You miss time to learn most. That is our focus for this year; in spring we tell you what came of it.",
        "evaluation": "Twenty-six of you took a training. The day a month that we promised came for half of the teams.",
    },
    "nl": {
        "offers": {
            1: "We betalen wat de sector betaalt, en je kunt de schalen inzien.",
            2: "Een pensioen zonder kleine letters, en vijf weken vrij voor iedereen.",
            3: "Iedereen leert elk jaar iets nieuws, in werktijd.",
            4: "Jij bepaalt hoe je je werk doet, en je weet voor wie.",
            5: "We zeggen wat we doen, en doen het samen.",
        },
        "words": "Tijd om te leren missen jullie het meest. Dat is dit jaar onze focus; in het voorjaar hoor je wat ervan kwam.",
        "evaluation": "Zesentwintig van jullie volgden een training. De beloofde dag per maand kwam er voor de helft van de teams.",
    },
}  # fmt: skip


def last_year(tx: Tx, owner: Me, opened_at: datetime, language: str) -> int:
    """Write it down as it stands a year later; gives the round."""
    said = SAID[language]
    return surveys.write_past_year(
        tx,
        owner,
        opened_at,
        said["offers"],
        COUNTS,
        invited=INVITED,
        words=said["words"],
        evaluation=said["evaluation"],
        places={"Utrecht": UTRECHT, "Zwolle": _without(UTRECHT)},
    )


def _without(some: dict[int, Any]) -> dict[int, Any]:
    """The counts of everybody else."""
    return {
        element: tuple(tuple(n - m for n, m in zip(all_, few, strict=True))
                       for all_, few in zip(COUNTS[element], ways, strict=True))
        for element, ways in some.items()
    }  # fmt: skip
