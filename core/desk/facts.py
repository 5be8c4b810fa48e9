"""What happened at the desk."""

from core.facts import Fact
from core.values import frozen


@frozen
class LineCut(Fact, kind="desk.line_cut"):
    """A platform lets Townhall in no longer; `why` is its own word."""

    platform: str
    why: str


@frozen
class LineBack(Fact, kind="desk.line_back"):
    """A platform that had cut Townhall off lets it in again."""

    platform: str


@frozen
class Undelivered(Fact, kind="desk.undelivered"):
    """Something could not be told, and will not be tried again; `why` is a kind."""

    telling: int
    why: str
