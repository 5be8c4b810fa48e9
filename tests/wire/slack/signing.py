"""Slack over HTTP: requests signed with the app's secret, and the signature's window of five minutes."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import aiohttp

from .socket_mode import Ack


def signature(secret: str, body: bytes, at: int) -> str:
    """`v0=` and the HMAC of version, time and raw body."""
    base = b"v0:" + str(at).encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


def signed_headers(secret: str, body: bytes, at: int | None = None) -> dict[str, str]:
    """The two headers Slack sends; `at` in seconds since 1970, now when left out."""
    moment = int(time.time()) if at is None else at  # noqa: TID251
    return {"X-Slack-Request-Timestamp": str(moment), "X-Slack-Signature": signature(secret, body, moment)}


def as_http(kind: str, payload: dict[str, Any]) -> tuple[bytes, str]:
    """The body and its content type for a kind of envelope: form for commands and interactions, JSON for events."""
    if kind == "events_api":
        return json.dumps(payload).encode(), "application/json"
    form = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
    return urlencode(form).encode(), "application/x-www-form-urlencoded"


class SignedPost:
    """Delivers to the app's own URL what Socket Mode would have sent; takes its place in a SlackServer."""

    def __init__(
        self,
        url: str,
        secret: str,
        ack_seconds: float = 3.0,
        now: Callable[[], float] = time.time,  # noqa: TID251
    ) -> None:
        self.url, self.secret, self.ack_seconds, self.now = url, secret, ack_seconds, now
        self.status = 0

    async def post(self, body: bytes, headers: dict[str, str]) -> tuple[int, bytes]:
        """Any raw request, for proofs of refusal: the status and what was answered."""
        timeout = aiohttp.ClientTimeout(total=self.ack_seconds)
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.post(self.url, data=body, headers=headers) as answer,
        ):
            return answer.status, await answer.read()

    async def deliver(self, kind: str, payload: dict[str, Any], *, attempt: int = 0, reason: str = "") -> Ack:
        """One signed delivery; anything but a 200 within three seconds counts as not acknowledged."""
        body, content_type = as_http(kind, payload)
        headers = {**signed_headers(self.secret, body, int(self.now())), "Content-Type": content_type}
        if attempt:
            headers |= {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": reason or "http_timeout"}
        try:
            self.status, answer = await self.post(body, headers)
        except TimeoutError:
            return Ack(late=True, attempts=attempt + 1)
        if self.status != 200:
            return Ack(late=True, attempts=attempt + 1)
        text = answer.decode()
        payload = json.loads(text) if text.startswith("{") else {"text": text} if text else {}
        return Ack(payload, attempts=attempt + 1)
