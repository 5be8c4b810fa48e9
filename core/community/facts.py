"""What happens in community: a team fell quiet, a word was sent to a team, somebody answered or replied."""

from dataclasses import dataclass
from datetime import date

from core.facts import Fact


@dataclass(frozen=True, slots=True)
class FellQuiet(Fact, kind="community.fell_quiet"):
    """A team has been quieter than its own past for two weeks or more, since this Monday."""

    team: int
    since: date


@dataclass(frozen=True, slots=True)
class NudgeSent(Fact, kind="community.nudge_sent"):
    """Somebody sent a word to a team."""

    nudge: int


@dataclass(frozen=True, slots=True)
class NudgeAnswered(Fact, kind="community.nudge_answered"):
    """One more person answered, in whatever way."""

    nudge: int


@dataclass(frozen=True, slots=True)
class NudgeReplied(Fact, kind="community.nudge_replied"):
    """Somebody wrote back to the sender."""

    reply: int
