"""What happens to promises."""

from core.facts import Fact
from core.values import frozen


@frozen
class Promised(Fact, kind="promises.promised"):
    """Somebody promised something."""

    promise: int


@frozen
class Kept(Fact, kind="promises.kept"):
    """It was done."""

    promise: int


@frozen
class Moved(Fact, kind="promises.moved"):
    """It has another day, another owner, or is open again; `what` says which."""

    promise: int
    what: str


@frozen
class Withdrawn(Fact, kind="promises.withdrawn"):
    """It can't be kept, and the reason was said."""

    promise: int


@frozen
class Late(Fact, kind="promises.late"):
    """Its day passed and it is still open."""

    promise: int
