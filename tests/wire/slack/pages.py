"""Slack hands out long lists in pages, and a page may be shorter than asked."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from .refusal import Refusal

if TYPE_CHECKING:
    from .server import LoopbackSlack

T = TypeVar("T")


def page(slack: LoopbackSlack, everything: Sequence[T], arguments: dict[str, Any]) -> tuple[list[T], str]:
    """The page the cursor points at and the next cursor ("" at the end); the first page is always a short one."""
    limit = int(arguments.get("limit") or 100)
    if not 1 <= limit <= 1000:
        raise Refusal("invalid_arguments", f"limit {limit}")
    start = 0
    if cursor := arguments.get("cursor"):
        try:
            start = int(base64.b64decode(cursor).decode().removeprefix("next:"))
        except ValueError:
            raise Refusal("invalid_cursor", f"cursor {cursor!r}") from None
    end = start + (limit if start else min(limit, slack.page_size))
    more = base64.b64encode(f"next:{end}".encode()).decode() if end < len(everything) else ""
    return list(everything[start:end]), more
