"""What a check found: each thing is well, worth a look, or wrong, said in one plain sentence with what to do."""

from collections.abc import Iterable
from enum import StrEnum

from core.doubt import TOLERATED
from core.values import frozen
from core.words import _


class State(StrEnum):
    """How something is; only what is wrong keeps Townhall from working."""

    GOOD = "good"
    LOOK = "look"
    WRONG = "wrong"


@frozen
class Finding:
    """One thing that was looked at."""

    state: State
    text: str


def good(text: str) -> Finding:
    """All is well with it."""
    return Finding(State.GOOD, text)


def look(text: str) -> Finding:
    """It works, but somebody should look at it."""
    return Finding(State.LOOK, text)


def wrong(text: str) -> Finding:
    """It does not work."""
    return Finding(State.WRONG, text)


def told(findings: Iterable[Finding]) -> list[str]:
    """The findings as lines: a word in front that a screen reader says too."""
    front = {State.GOOD: _("ok"), State.LOOK: _("look"), State.WRONG: _("wrong")}
    width = max(map(len, front.values()))
    return [f"{front[one.state]:<{width}}  {one.text}" for one in findings]


SKEW_LOOK = 60
"""Seconds by which a platform's clock and ours may differ."""


def clock(platform: str, seconds: float) -> Finding:
    """What it means that our clock is so many seconds ahead of the platform's (behind: negative)."""
    off = abs(round(seconds))
    if off < SKEW_LOOK:
        return good(_("The clock agrees with {platform}'s.").format(platform=platform))
    text = _("The clock of this machine differs {seconds} seconds from {platform}'s. Switch time synchronisation on.")
    said = text.format(seconds=off, platform=platform)
    if off <= TOLERATED.total_seconds():
        return look(said)
    return wrong(said + " " + _("Until then deadlines, reminders and messages to everybody wait."))
