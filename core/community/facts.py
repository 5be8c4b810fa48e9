"""What happens in community: a team fell quiet or is back, words go out and are answered, posts and openers too."""

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


@dataclass(frozen=True, slots=True)
class CameBack(Fact, kind="community.came_back"):
    """A team that had fallen quiet is as usual again, after this word to it."""

    team: int
    nudge: int


@dataclass(frozen=True, slots=True)
class PostAnswered(Fact, kind="community.post_answered"):
    """Somebody answered a post through Townhall."""

    post: int


@dataclass(frozen=True, slots=True)
class OpenerPosted(Fact, kind="community.opener_posted"):
    """An opener goes to its place now."""

    opener: int
