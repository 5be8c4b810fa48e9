"""Slack over HTTP: a request's size, time and signature are checked on its raw bytes before anything reads them."""

import hashlib
import hmac
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

import structlog
from aiohttp import web
from slack_bolt.request.async_request import AsyncBoltRequest

if TYPE_CHECKING:
    from adapters.slack.client import SlackChat

log = structlog.get_logger()
PATH = "/slack/events"
LARGEST = 1_000_000
"""Bytes of the largest request that is read: a modal of 250 kB comes three times as long in a form."""
WINDOW_SECONDS = 300
TIME, SIGNATURE = "X-Slack-Request-Timestamp", "X-Slack-Signature"
KEPT_HEADERS = ("Content-Type", "X-Slack-Retry-Num", "X-Slack-Retry-Reason")
"""What Bolt gets to see: nobody signs the others."""


def signature(secret: str, moment: str, body: bytes) -> str:
    """What Slack writes under this body, sent at this moment (seconds since 1970, as it stands in the header)."""
    signed = b"v0:" + moment.encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def genuine(secret: str, moment: str, given: str, body: bytes, now: datetime) -> bool:
    """Whether Slack sent this, at most five minutes ago (or ahead of our clock)."""
    if not secret or not moment.isascii() or not moment.isdigit() or len(moment) > 12 or not given.isascii():
        return False
    fresh = abs(now.timestamp() - int(moment)) <= WINDOW_SECONDS
    return hmac.compare_digest(signature(secret, moment, body), given) and fresh


def part(chat: "SlackChat", secret: str, clock: Callable[[], datetime]) -> Callable[[web.Application], None]:
    """The route that Slack posts to, for the one web server."""

    async def answer(request: web.Request) -> web.Response:
        body = await _read(request)
        if body is None:
            return web.Response(status=413)
        headers = request.headers
        if "Content-Encoding" in headers or not genuine(
            secret, headers.get(TIME, ""), headers.get(SIGNATURE, ""), body, clock()
        ):
            log.warning("a request that Slack did not sign, or not in the last five minutes, was refused")
            return web.Response(status=401)
        try:
            asked = AsyncBoltRequest(
                body=body.decode(), headers={name: headers[name] for name in KEPT_HEADERS if name in headers}
            )
        except (ValueError, RecursionError, TypeError, AttributeError) as unread:
            log.warning("a signed request could not be read", why=type(unread).__name__)
            return web.Response(status=400)
        answered = await chat.bolt.async_dispatch(asked)
        kind = "application/json" if answered.body.startswith("{") else "text/plain"
        return web.Response(status=answered.status, text=answered.body, content_type=kind)

    def routes(made: web.Application) -> None:
        made.router.add_post(PATH, answer)

    return routes


async def _read(request: web.Request) -> bytes | None:
    """The raw body; None as soon as it is too large."""
    if (request.content_length or 0) > LARGEST:
        return None
    found = bytearray()
    async for chunk in request.content.iter_any():
        found += chunk
        if len(found) > LARGEST:
            return None
    return bytes(found)
