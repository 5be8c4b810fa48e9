"""How fast Townhall opens direct conversations: Discord takes many at once for spam and locks the bot out (T20)."""

from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from bots.chat import Later

AT_ONCE, WITHIN, REST = 10, timedelta(minutes=1), timedelta(minutes=10)
"""So many new conversations in that time; after a "too fast" none at all for the rest."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Openings:
    """When conversations were opened lately; `now` is the company's clock."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now, self._lately, self._rests_until = now, deque[datetime](), EPOCH

    def take(self) -> None:
        """Open one now; raises Later while it would be too many."""
        now = self._now()
        if now < self._rests_until:
            raise Later((self._rests_until - now).total_seconds())
        while self._lately and self._lately[0] <= now - WITHIN:
            self._lately.popleft()
        if len(self._lately) >= AT_ONCE:
            raise Later((self._lately[0] + WITHIN - now).total_seconds())
        self._lately.append(now)

    def too_fast(self) -> None:
        """Discord said that it was too fast: all openings wait."""
        self._rests_until = self._now() + REST
