"""What happens to promises."""

from dataclasses import dataclass

from core.facts import Fact


@dataclass(frozen=True, slots=True)
class Promised(Fact, kind="promises.promised"):
    """Somebody promised something."""

    promise: int


@dataclass(frozen=True, slots=True)
class Kept(Fact, kind="promises.kept"):
    """It was done."""

    promise: int


@dataclass(frozen=True, slots=True)
class Moved(Fact, kind="promises.moved"):
    """It has another day, another owner, or is open again; `what` says which."""

    promise: int
    what: str


@dataclass(frozen=True, slots=True)
class Withdrawn(Fact, kind="promises.withdrawn"):
    """It can't be kept, and the reason was said."""

    promise: int


@dataclass(frozen=True, slots=True)
class Late(Fact, kind="promises.late"):
    """Its day passed and it is still open."""

    promise: int
