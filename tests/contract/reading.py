"""What a person would stumble over in a message: a line said twice, a plural of one, a word that was never filled in."""

import re
from collections import Counter
from collections.abc import Iterator

from bots.ui import Message

ODD = re.compile(
    r"(?<![\w.,/:-])1 (uren|dagen|mensen|vragen|weken|minuten|keren|problemen|antwoorden|klanten|personen|maanden|collega's|"
    r"rondes|berichten|stemmen|handen|people|days|hours|questions|weeks|minutes|times|answers|customers|months|colleagues|"
    r"rounds|messages|votes|hands)\b|\bNone\b|\{[a-z_]+\}"
)


def wrong_words(message: Message, told: str) -> Iterator[str]:
    """In what it tells: the summary again as a line below it, a plural of one, a name of ours that nothing was put in for."""
    if found := ODD.search(told):
        yield f"reads odd: {told[max(0, found.start() - 40) : found.end() + 30]!r}"
    lines = [line.strip() for line in told.split("\n") if line.strip()]
    if Counter(lines)[message.summary.strip()] > 1:
        yield f"says twice {message.summary!r}"
