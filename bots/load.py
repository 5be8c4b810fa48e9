"""How busy it is: where answers come too late, new clicks are turned away at once instead of waiting behind all others."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from bots.chat import Command, Event, MessageAction, Press

MANY, LATE_SECONDS = 64, 0.5


class Load:
    """What is under way, and how long the answer before this one was waited for."""

    def __init__(self, late_seconds: float = LATE_SECONDS, many: int = MANY) -> None:
        self._late, self._many, self._under_way, self._waited = late_seconds, many, 0, 0.0

    def too_much(self, event: Event) -> bool:
        """Whether this click had better come back later. What somebody typed into a form or said is never turned away."""
        late = self._under_way >= self._many and self._waited > self._late
        return late and isinstance(event, (Command, Press, MessageAction))

    @contextmanager
    def one(self) -> Iterator[None]:
        """One event more is under way until this block ends."""
        began, self._under_way = time.perf_counter(), self._under_way + 1
        try:
            yield
        finally:
            self._under_way -= 1
            self._waited = time.perf_counter() - began
