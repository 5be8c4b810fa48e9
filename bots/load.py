"""How busy it is: where answers come too late, new clicks are turned away at once instead of waiting behind all others."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from bots.chat import Command, Event, MessageAction, Press

MANY, LATE_SECONDS, NEWEST = 64, 0.3, 0.1
"""Clicks under way and seconds of waiting from which on new ones are turned away, and what the newest one weighs."""


class Load:
    """How many are under way, and how long each of them keeps the ones behind it waiting."""

    def __init__(self, late_seconds: float = LATE_SECONDS, many: int = MANY) -> None:
        self._late, self._many, self._under_way, self._each = late_seconds, many, 0, 0.0

    def too_much(self, event: Event) -> bool:
        """Whether this click had better come back later. What somebody typed into a form or said is never turned away."""
        late = self._under_way >= self._many and self._under_way * self._each > self._late
        return late and isinstance(event, (Command, Press, MessageAction))

    @contextmanager
    def one(self) -> Iterator[None]:
        """One event more is under way until this block ends; what it waited, shared by those before it, is each one's part."""
        began, ahead = time.perf_counter(), self._under_way
        self._under_way += 1
        try:
            yield
        finally:
            self._under_way -= 1
            self._each += ((time.perf_counter() - began) / (ahead + 1) - self._each) * NEWEST
