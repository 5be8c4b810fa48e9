"""How busy it is: where answers come too late, new clicks are turned away at once instead of waiting behind all others."""

import time

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

    def one(self) -> "UnderWay":
        """One event more is under way until this block ends; what it waited, shared by those before it, is each one's part."""
        return UnderWay(self)

    def begin(self) -> int:
        """One more; gives its place among those under way."""
        self._under_way += 1
        return self._under_way

    def end(self, waited: float, place: int) -> None:
        """One less, which waited so many seconds behind those before it."""
        self._under_way -= 1
        self._each += (waited / place - self._each) * NEWEST


class UnderWay:
    """An event, from its arrival to its answer."""

    __slots__ = ("_began", "_load", "_place")

    def __init__(self, load: Load) -> None:
        self._load = load

    def __enter__(self) -> None:
        self._place, self._began = self._load.begin(), time.perf_counter()

    def __exit__(self, *raised: object) -> None:
        self._load.end(time.perf_counter() - self._began, self._place)
