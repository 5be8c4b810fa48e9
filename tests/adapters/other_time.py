"""Time that jumps: a loop on which nothing is waited for, except for work that other threads have in hand."""

import asyncio
import functools
import selectors
from collections.abc import Callable, Coroutine
from typing import Any


class _Jumping(selectors.SelectSelector):
    """Looks for what is ready; where nothing is, the wait becomes a jump."""

    loop: "OtherTime"

    def select(self, timeout: float | None = None) -> Any:
        """What is ready; a wait of so many seconds passes at once."""
        found = super().select(0)
        if found or timeout == 0:
            return found
        if timeout is None or self.loop.busy():
            return super().select(0.05)
        self.loop.jump(timeout)
        return found


class OtherTime(asyncio.SelectorEventLoop):
    """A loop whose clock jumps to the next thing to do; `busy` says that other threads still work on this moment."""

    def __init__(self, busy: Callable[[], bool] = lambda: False) -> None:
        self.at, self.busy = 0.0, busy
        selector = _Jumping()
        selector.loop = self
        super().__init__(selector)

    def time(self) -> float:
        """Seconds since the loop began."""
        return self.at

    def jump(self, seconds: float) -> None:
        """So much later at once."""
        self.at += seconds


def other_time(test: Callable[[], Coroutine[Any, Any, None]]) -> Callable[[], None]:
    """Run this test on a loop of its own in which hours pass at once."""

    @functools.wraps(test)
    def run() -> None:
        with asyncio.Runner(loop_factory=OtherTime) as runner:
            runner.run(test())

    return run
