"""How fast a bot may ask: Discord's buckets and global limit, and the failures that a test orders."""

from __future__ import annotations

import fnmatch
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

GLOBAL_PER_SECOND = 50
# Interaction answers and follow-ups stand outside the global limit.
_OUTSIDE = ("/interactions/", "/webhooks/")
Answer = tuple[int, dict[str, str], dict[str, Any]]


@dataclass
class _Bucket:
    left: int
    resets_at: float


@dataclass
class _Ordered:
    pattern: str
    status: int
    times: int
    retry_after: float
    scope: str
    code: int


@dataclass
class Limits:
    """`rate` and `per` (seconds) are those of every bucket; a bucket is a route with its channel, server or token."""

    rate: int = 25
    per: float = 0.5
    _buckets: dict[str, _Bucket] = field(default_factory=dict)
    _recent: deque[float] = field(default_factory=deque)
    _ordered: list[_Ordered] = field(default_factory=list)
    _lost: list[tuple[str, int]] = field(default_factory=list)

    def lose_next(self, route: str, status: int) -> None:
        """The next request that matches is carried out, and its answer lost on the way: this status, or 0 for a reset."""
        self._lost.append((route, status))

    def loses(self, method: str, path: str) -> int | None:
        """What becomes of the answer to this request, if a test ordered something."""
        found = next((one for one in self._lost if fnmatch.fnmatch(f"{method} {path}", one[0])), None)
        if found is None:
            return None
        self._lost.remove(found)
        return found[1]

    def fail_next(self, route: str, status: int, times: int, retry_after: float, scope: str, code: int) -> None:
        """Orders failures for requests that match, such as "POST /channels/*/messages"."""
        self._ordered.append(_Ordered(route, status, times, retry_after, scope, code))

    def ordered(self, method: str, path: str) -> Answer | None:
        """The failure a test ordered for this request, if any is left."""
        for order in self._ordered:
            if fnmatch.fnmatch(f"{method} {path}", order.pattern):
                order.times -= 1
                if order.times <= 0:
                    self._ordered.remove(order)
                if order.status == 429:
                    return too_many(order.retry_after, order.scope)
                return order.status, {}, {"message": f"{order.status}: ordered by the test", "code": order.code}
        return None

    def take(
        self, method: str, template: str, arguments: Mapping[str, str], path: str
    ) -> tuple[dict[str, str], Answer | None]:
        """Counts this request; the rate headers of the answer, and the 429 instead when it came too soon."""
        now = time.monotonic()
        own = ("channel_id", "guild_id", "webhook_token", "interaction_token")
        major = next((arguments[name] for name in own if name in arguments), "")
        key = f"{method}:{template}:{major}"
        bucket = self._buckets.get(key)
        if bucket is None or bucket.resets_at <= now:
            bucket = self._buckets[key] = _Bucket(self.rate, now + self.per)
        after = bucket.resets_at - now
        if bucket.left <= 0:
            return {}, too_many(after, "user")
        if not path.startswith(_OUTSIDE):
            while self._recent and now - self._recent[0] > 1.0:
                self._recent.popleft()
            if len(self._recent) >= GLOBAL_PER_SECOND:
                return {}, too_many(1.0 - (now - self._recent[0]), "global")
            self._recent.append(now)
        bucket.left -= 1
        return {
            "X-RateLimit-Limit": str(self.rate),
            "X-RateLimit-Remaining": str(bucket.left),
            "X-RateLimit-Reset": f"{time.time() + after:.3f}",  # noqa: TID251 (Discord has its own clock)
            "X-RateLimit-Reset-After": f"{after:.3f}",
            "X-RateLimit-Bucket": f"{abs(hash((method, template))):x}",
        }, None


def too_many(retry_after: float, scope: str) -> Answer:
    """A 429 as Discord words it; without Via a client takes it for a ban by the proxy in front."""
    after = max(retry_after, 0.001)
    headers = {"Via": "1.1 loopback", "Retry-After": str(int(after) + 1), "X-RateLimit-Scope": scope}
    if scope == "global":
        headers["X-RateLimit-Global"] = "true"
    body = {"message": "You are being rate limited.", "retry_after": round(after, 3), "global": scope == "global"}
    return 429, headers, body
