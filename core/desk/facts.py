"""What happened at the desk."""

from dataclasses import dataclass

from core.facts import Fact


@dataclass(frozen=True, slots=True)
class Undelivered(Fact, kind="desk.undelivered"):
    """Something could not be told, and will not be tried again; `why` is a kind."""

    telling: int
    why: str
