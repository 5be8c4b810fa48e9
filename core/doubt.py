"""Whether this machine's clock can be believed (T71): held against a count that no setting moves, and what platforms answer."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from core.values import frozen

TOLERATED, LONG = timedelta(minutes=2), timedelta(days=1)
WARY_SECONDS = 60.0
"""How long a clock that went ahead by less than a day waits for somebody to say that it is right."""
DIFFERS, WENT_BACK, JUMPED = "differs", "went_back", "jumped"


def steady_seconds() -> float:
    """Seconds counted since the machine started, sleep included where the system counts that; no setting moves it."""
    counter = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if counter is None else time.clock_gettime(counter)


@frozen
class _Heard:
    """When the count stood at zero by somebody else's clock, and where it stood when that was heard."""

    zero: datetime
    at: float


class Doubt:
    """What is known about our clock since the start.

    Two minutes beside a platform's own time, two minutes back, or a day ahead at once: it is doubted until a platform
    confirms it, or it is back where it was. A smaller step ahead is looked at for a minute: machines sleep.
    """

    def __init__(self, now: Callable[[], datetime], steady: Callable[[], float] = steady_seconds) -> None:
        self._now, self._steady = now, steady
        self._own = self._last = self._zero()
        self._heard: dict[str, _Heard] = {}
        self._stepped_at: float | None = None
        self.why = ""
        """What is wrong, as `kind:source:seconds`; empty while nothing is known to be."""

    def hears(self, source: str, theirs: datetime) -> None:
        """A platform has just answered that it is this late."""
        at = self._steady()
        self._heard[source] = _Heard(theirs.astimezone(UTC) - timedelta(seconds=at), at)

    def sure(self) -> bool:
        """Whether a deadline may be decided at this moment; asked before each round of work, so that no step is missed."""
        zero, now = self._zero(), self._steady()
        step, leap, self._last = zero - self._own, zero - self._last, zero
        if abs(step) <= TOLERATED:
            self._stepped_at = None
        elif abs(leap) > TOLERATED:
            self._stepped_at = now  # what was heard before says nothing any more: the count may have stood still
        since = self._stepped_at
        told = {source: one for source, one in self._heard.items() if since is None or one.at >= since}
        for source, one in told.items():
            if abs(zero - one.zero) > TOLERATED:
                self.why = f"{DIFFERS}:{source}:{round((zero - one.zero).total_seconds())}"
                return False
        if since is not None and not told and not self._forgiven(step, now - since):
            return False
        if since is not None:
            self._heard = told
        self._own, self._stepped_at, self.why = zero, None, ""
        return True

    def _forgiven(self, step: timedelta, seconds: float) -> bool:
        """Whether a clock that stepped so many seconds ago is taken for right, though nobody said so."""
        if step < timedelta() or step >= LONG:
            self.why = f"{WENT_BACK if step < timedelta() else JUMPED}::{round(abs(step).total_seconds())}"
            return False
        return seconds > WARY_SECONDS

    def _zero(self) -> datetime:
        """When the count stood at zero by our own clock."""
        return self._now() - timedelta(seconds=self._steady())
