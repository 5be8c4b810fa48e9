"""A call that Slack turns down."""

from __future__ import annotations

from typing import Any


class Refusal(Exception):
    """Slack's error word; with `violation` the caller broke a rule no situation excuses, and the test fails for it."""

    def __init__(self, error: str, violation: str | None = None, *, retry_after: int = 0, **details: Any) -> None:
        super().__init__(error)
        self.error, self.violation, self.retry_after, self.details = error, violation, retry_after, details
