"""What happens to requests for time off."""

from dataclasses import dataclass

from core.facts import Fact


@dataclass(frozen=True, slots=True)
class Requested(Fact, kind="timeoff.requested"):
    """Somebody asked."""

    request: int


@dataclass(frozen=True, slots=True)
class Decided(Fact, kind="timeoff.decided"):
    """Somebody said yes or no; `status` is approved or declined."""

    request: int
    status: str


@dataclass(frozen=True, slots=True)
class TakenBack(Fact, kind="timeoff.taken_back"):
    """The person withdrew or cancelled; `status` says which."""

    request: int
    status: str


@dataclass(frozen=True, slots=True)
class Escalated(Fact, kind="timeoff.escalated"):
    """Nobody answered for two working days: the deputy or HR may decide too."""

    request: int
