"""What happens in community: a team fell quiet or is back, words go out and are answered, posts and openers too."""

from datetime import date

from core.facts import Fact
from core.values import frozen


@frozen
class FellQuiet(Fact, kind="community.fell_quiet"):
    """A team has been quieter than its own past for two weeks or more, since this Monday."""

    team: int
    since: date


@frozen
class NudgeSent(Fact, kind="community.nudge_sent"):
    """Somebody sent a word to a team."""

    nudge: int


@frozen
class NudgeAnswered(Fact, kind="community.nudge_answered"):
    """One more person answered, in whatever way."""

    nudge: int


@frozen
class NudgeReplied(Fact, kind="community.nudge_replied"):
    """Somebody wrote back to the sender."""

    reply: int


@frozen
class CameBack(Fact, kind="community.came_back"):
    """A team that had fallen quiet is as usual again, after this word to it."""

    team: int
    nudge: int


@frozen
class PostAnswered(Fact, kind="community.post_answered"):
    """Somebody answered a post through Townhall."""

    post: int


@frozen
class OpenerPosted(Fact, kind="community.opener_posted"):
    """An opener goes to its place now."""

    opener: int
