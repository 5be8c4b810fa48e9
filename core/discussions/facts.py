"""What happens in discussions and around them."""

from dataclasses import dataclass

from core.facts import Fact


@dataclass(frozen=True, slots=True)
class Opened(Fact, kind="discussions.opened"):
    """A discussion began."""

    discussion: int


@dataclass(frozen=True, slots=True)
class MustHear(Fact, kind="discussions.must_hear"):
    """More people must be heard."""

    discussion: int


@dataclass(frozen=True, slots=True)
class Heard(Fact, kind="discussions.heard"):
    """Somebody took part; how many were heard may have changed."""

    discussion: int


@dataclass(frozen=True, slots=True)
class Reminded(Fact, kind="discussions.reminded"):
    """Who is missing is reminded, for the first or the second time."""

    discussion: int
    turn: int


@dataclass(frozen=True, slots=True)
class Improved(Fact, kind="discussions.improved"):
    """An idea has other words, or other people behind it."""

    discussion: int


@dataclass(frozen=True, slots=True)
class Moved(Fact, kind="discussions.moved"):
    """An idea took a step."""

    discussion: int
    step: int


@dataclass(frozen=True, slots=True)
class Merged(Fact, kind="discussions.merged"):
    """An idea was the same as another, and is one with it now."""

    discussion: int
    into: int


@dataclass(frozen=True, slots=True)
class HandsAsked(Fact, kind="discussions.hands_asked"):
    """A show of hands begins."""

    hands: int


@dataclass(frozen=True, slots=True)
class HandRaised(Fact, kind="discussions.hand_raised"):
    """Somebody chose, or chose anew."""

    hands: int


@dataclass(frozen=True, slots=True)
class Concluded(Fact, kind="discussions.concluded"):
    """It is closed, with a decision and its reasons."""

    discussion: int


@dataclass(frozen=True, slots=True)
class StoriesAsked(Fact, kind="discussions.stories_asked"):
    """A group is asked for stories."""

    prompt: int


@dataclass(frozen=True, slots=True)
class Thanked(Fact, kind="discussions.thanked"):
    """Somebody thanked a colleague."""

    kudos: int


@dataclass(frozen=True, slots=True)
class BuddyAsked(Fact, kind="discussions.buddy_asked"):
    """A colleague is asked to be somebody's buddy."""

    newcomer: int


@dataclass(frozen=True, slots=True)
class BuddySaid(Fact, kind="discussions.buddy_said"):
    """They said yes or no."""

    newcomer: int


@dataclass(frozen=True, slots=True)
class StepDone(Fact, kind="discussions.step_done"):
    """A step on a newcomer's way is done."""

    newcomer: int


@dataclass(frozen=True, slots=True)
class HireWithdrawn(Fact, kind="discussions.hire_withdrawn"):
    """Somebody for whom steps waited does not start after all."""

    newcomer: int


@dataclass(frozen=True, slots=True)
class Asked(Fact, kind="discussions.asked"):
    """Somebody asked a department."""

    question: int


@dataclass(frozen=True, slots=True)
class Answered(Fact, kind="discussions.answered"):
    """The department answered."""

    question: int


@dataclass(frozen=True, slots=True)
class FollowedUp(Fact, kind="discussions.followed_up"):
    """Somebody promised something because of its decision."""

    discussion: int


@dataclass(frozen=True, slots=True)
class MayBeTold(Fact, kind="discussions.may_be_told"):
    """There is a new text to tell outside."""

    text: int
