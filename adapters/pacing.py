"""How fast a platform lets us speak: each call waits its turn, what people wait for goes first, a far turn is an appointment."""

import asyncio
import itertools
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from heapq import heappop, heappush

from bots.chat import Later
from core.values import frozen

LONGEST_SECONDS = 15.0
"""How long a call waits here; one whose turn is further away is put back into the queue of jobs until then."""
KEPT = 10_000
Ticket = tuple[bool, int]


@frozen
class Rate:
    """What a platform allows: so many a second on average, and so many at once after a rest."""

    per_second: float
    at_once: int = 1


@dataclass(slots=True)
class Lane:
    """One allowance: when it is used up until, who waits for it, and until when turns have been promised away."""

    rate: Rate
    full_until: float = 0.0
    promised: float = 0.0
    waiting: list[Ticket] = field(default_factory=list)
    turned: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def step(self) -> float:
        """Seconds between two."""
        return 1 / self.rate.per_second

    def free_at(self) -> float:
        """When the next one may go."""
        return self.full_until - (self.rate.at_once - 1) * self.step

    def take(self, now: float) -> None:
        """One goes now."""
        self.full_until = max(self.full_until, now) + self.step


class Pacer:
    """The turns of one installation on one platform.

    `rates` by kind of allowance; a kind may have many lanes (`("channel", "C1")`, `("channel", "C2")`), one for each
    name it is asked with. `now` in seconds and `sleep` are the loop's own, unless a test brings other time.
    """

    def __init__(
        self, rates: Mapping[str, Rate], now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep, longest: float = LONGEST_SECONDS,
    ) -> None:  # fmt: skip
        self._rates, self.now, self._sleep, self._longest = rates, now, sleep, longest
        self._lanes: dict[tuple[str, str], Lane] = {}
        self._numbers = itertools.count()

    async def turn(self, *lanes: tuple[str, str], first: bool = False) -> None:
        """Wait until every one of these lets one more go; the narrowest is named first. A kind without a rate is free.

        `first`: somebody waits for it, so it goes before what is only told. Raises Later when the turn is far away:
        then nothing was taken, and coming back after those seconds finds room.
        """
        for name in lanes:
            if name[0] in self._rates:
                await self._one(self._lane(name), first)

    def hold(self, lane: tuple[str, str], seconds: float) -> None:
        """The platform itself says how long nothing more goes there (Retry-After)."""
        found = self._lane(lane)
        until = self.now() + seconds + (found.rate.at_once - 1) * found.step
        found.full_until = max(found.full_until, until)

    async def _one(self, lane: Lane, first: bool) -> None:
        ticket = (not first, next(self._numbers))
        self._appoint(lane, ticket)
        heappush(lane.waiting, ticket)
        try:
            while lane.waiting[0] != ticket or lane.free_at() > self.now():
                if lane.waiting[0] == ticket:
                    await self._sleep(max(0.0, lane.free_at() - self.now()))
                else:
                    lane.turned.clear()
                    await lane.turned.wait()
            heappop(lane.waiting)
            lane.take(self.now())
        except BaseException:
            lane.waiting.remove(ticket)
            lane.waiting.sort()
            raise
        finally:
            lane.turned.set()

    def _appoint(self, lane: Lane, ticket: Ticket) -> None:
        """Who would wait too long gets a time of their own, one after the other at the rate that is allowed."""
        now = self.now()
        ahead = sum(1 for other in lane.waiting if other < ticket)
        wait = max(0.0, lane.free_at() - now) + ahead * lane.step
        if wait <= self._longest:
            return
        lane.promised = max(lane.promised, now + wait) + lane.step
        raise Later(lane.promised - now)

    def _lane(self, name: tuple[str, str]) -> Lane:
        found = self._lanes.pop(name, None) or Lane(self._rates.get(name[0], Rate(1.0)))
        self._lanes[name] = found
        if len(self._lanes) > KEPT:
            now = self.now()
            for old in [one for one, lane in self._lanes.items() if not lane.waiting and lane.full_until <= now]:
                del self._lanes[old]
        return found
