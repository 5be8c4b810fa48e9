"""Which clicks have shown to be quick: they run on the event loop. The others run beside it, so that a late one can be told."""

import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from bots.chat import Event
from bots.marks import Mark

QUICK_SECONDS, TIMES = 0.02, 3
"""How long a unit may take, and how often in a row it must have kept to that."""


class Pace:
    """How often in a row the last units of each handler were quick. After a restart all have to show it again."""

    def __init__(self, quick_seconds: float = QUICK_SECONDS) -> None:
        self._seconds = quick_seconds
        self._quick: defaultdict[str, int] = defaultdict(int)

    def quick(self, event: Event, mark: Mark | None) -> bool:
        """Whether this can run where nobody else can do anything until it is done."""
        return self._quick[_name(event, mark)] >= TIMES

    @contextmanager
    def measured(self, event: Event, mark: Mark | None) -> Iterator[None]:
        """Its unit runs until this block ends."""
        name, began = _name(event, mark), time.perf_counter()
        try:
            yield
        finally:
            self._quick[name] = self._quick[name] + 1 if time.perf_counter() - began < self._seconds else 0


def _name(event: Event, mark: Mark | None) -> str:
    return mark.full if mark else type(event).__name__
