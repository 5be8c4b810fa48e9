"""What happens to a post and to questions on it. A question without a name makes no fact before a day's are let in."""

from core.facts import Fact
from core.values import frozen


@frozen
class Posted(Fact, kind="news.posted"):
    """A post goes out."""

    post: int


@frozen
class Missed(Fact, kind="news.missed"):
    """A post's moment had passed long ago when the program came back: it was not sent."""

    post: int


@frozen
class Changed(Fact, kind="news.changed"):
    """A post was corrected or withdrawn, or questions go to somebody else first."""

    post: int


@frozen
class Read(Fact, kind="news.read"):
    """Somebody tapped that they read it."""

    post: int


@frozen
class FoundUseful(Fact, kind="news.found_useful"):
    """It was useful to one person more, or less."""

    post: int


@frozen
class Waits(Fact, kind="news.waits"):
    """Questions on a post wait for who looks at them first."""

    post: int


@frozen
class Moved(Fact, kind="news.moved"):
    """A question was shown, kept back, answered, or will not be answered."""

    post: int
    question: int
    step: str


@frozen
class Supported(Fact, kind="news.supported"):
    """One person more, or less, wants to know too."""

    post: int
    question: int
