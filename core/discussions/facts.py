"""What happens in discussions and around them."""

from core.facts import Fact
from core.values import frozen


@frozen
class Opened(Fact, kind="discussions.opened"):
    """A discussion began."""

    discussion: int


@frozen
class MustHear(Fact, kind="discussions.must_hear"):
    """More people must be heard."""

    discussion: int


@frozen
class Heard(Fact, kind="discussions.heard"):
    """Somebody took part; how many were heard may have changed."""

    discussion: int


@frozen
class Reminded(Fact, kind="discussions.reminded"):
    """Who is missing is reminded, for the first or the second time."""

    discussion: int
    turn: int


@frozen
class Improved(Fact, kind="discussions.improved"):
    """An idea has other words, or other people behind it."""

    discussion: int


@frozen
class Moved(Fact, kind="discussions.moved"):
    """An idea took a step."""

    discussion: int
    step: int


@frozen
class Merged(Fact, kind="discussions.merged"):
    """An idea was the same as another, and is one with it now."""

    discussion: int
    into: int


@frozen
class HandsAsked(Fact, kind="discussions.hands_asked"):
    """A show of hands begins."""

    hands: int


@frozen
class HandRaised(Fact, kind="discussions.hand_raised"):
    """Somebody chose, or chose anew."""

    hands: int


@frozen
class Concluded(Fact, kind="discussions.concluded"):
    """It is closed, with a decision and its reasons."""

    discussion: int


@frozen
class StoriesAsked(Fact, kind="discussions.stories_asked"):
    """A group is asked for stories."""

    prompt: int


@frozen
class Thanked(Fact, kind="discussions.thanked"):
    """Somebody thanked a colleague."""

    kudos: int


@frozen
class BuddyAsked(Fact, kind="discussions.buddy_asked"):
    """A colleague is asked to be somebody's buddy."""

    newcomer: int


@frozen
class BuddySaid(Fact, kind="discussions.buddy_said"):
    """They said yes or no."""

    newcomer: int


@frozen
class StepDone(Fact, kind="discussions.step_done"):
    """A step on a newcomer's way is done."""

    newcomer: int


@frozen
class HireWithdrawn(Fact, kind="discussions.hire_withdrawn"):
    """Somebody for whom steps waited does not start after all."""

    newcomer: int


@frozen
class Asked(Fact, kind="discussions.asked"):
    """Somebody asked a department."""

    question: int


@frozen
class Answered(Fact, kind="discussions.answered"):
    """The department answered."""

    question: int


@frozen
class FollowedUp(Fact, kind="discussions.followed_up"):
    """Somebody promised something because of its decision."""

    discussion: int


@frozen
class MayBeTold(Fact, kind="discussions.may_be_told"):
    """There is a new text to tell outside."""

    text: int
