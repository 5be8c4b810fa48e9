"""The Web API's front door: token, scopes, arguments, rate, faults asked for by the test; then the method itself."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aiohttp import web

from . import chat_methods, conversation_methods, file_methods, people_methods, planned_methods, view_methods
from .contract import CALLS_A_MINUTE, answer_fault, methods, read_arguments
from .refusal import Refusal

if TYPE_CHECKING:
    from .server import LoopbackSlack

Method = Callable[["LoopbackSlack", dict[str, Any]], dict[str, Any]]
METHODS: dict[str, Method] = {
    **chat_methods.METHODS,
    **conversation_methods.METHODS,
    **file_methods.METHODS,
    **people_methods.METHODS,
    **planned_methods.METHODS,
    **view_methods.METHODS,
}
POSTING = ("chat.postMessage", "chat.postEphemeral")


@dataclass
class Fault:
    """What the next calls of one method meet; with effect the work is done and only the answer is lost."""

    method: str
    status: int
    error: str | None
    retry_after: int | None
    times: int
    reset: bool
    effect: bool


class Pace:
    """How fast the app may call: a bucket per method tier, and one per conversation for posts (1 a second)."""

    def __init__(self, now: Callable[[], float], burst: int) -> None:
        self.now, self.burst = now, burst
        self._buckets: dict[str, tuple[float, float]] = {}

    def wait(self, method: str, conversation: str) -> int:
        """Seconds to wait before this call would be let through; 0 when it is."""
        waits = [0.0]
        if method in POSTING and conversation:
            waits.append(self._take(f"post {conversation}", self.burst, 1.0))
        tier = CALLS_A_MINUTE.get(methods()[method]["rate"] or "")
        if tier:
            waits.append(self._take(method, tier, tier / 60))
        longest = max(waits)
        return 0 if longest <= 0 else int(longest) + 1

    def _take(self, name: str, size: float, a_second: float) -> float:
        left, at = self._buckets.get(name, (size, self.now()))
        left = min(size, left + (self.now() - at) * a_second)
        enough = left >= 1
        self._buckets[name] = (left - 1 if enough else left, self.now())
        return 0.0 if enough else (1 - left) / a_second


class WebApi:
    """Answers `/api/<method>` as slack.com would."""

    def __init__(self, slack: LoopbackSlack, *, rate_limits: bool, burst: int) -> None:
        self.slack = slack
        self.faults: list[Fault] = []
        self.pace = Pace(slack.clock.now, burst) if rate_limits else None
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.counts: dict[str, int] = defaultdict(int)
        self.held: dict[str, asyncio.Event] = {}
        """Methods that are carried out at once and answer only when the test lets them."""

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One call."""
        method = request.match_info["method"]
        fields, json_body = await _fields(request)
        fault = self._fault(method)
        if fault and fault.reset and not fault.effect:
            return _reset(request)
        if fault and not fault.effect:
            return _faulty(fault)
        try:
            answer, retry_after = self._answer(method, request, fields, json_body), 0
        except Refusal as refusal:
            answer = {"ok": False, "error": refusal.error, **refusal.details}
            if refusal.violation:
                answer["response_metadata"] = {"messages": [f"[ERROR] {refusal.violation}"]}
            retry_after = refusal.retry_after
            self.slack.refusals.append((method, refusal.error))
            if refusal.violation:
                self.slack.violations.append(f"{method}: {refusal.error}: {refusal.violation}")
        if method in self.held:
            await self.held[method].wait()
        if method in methods() and (wrong := answer_fault(method, answer)):
            self.slack.violations.append(f"the loopback Slack itself, {method}: {wrong}")
        if fault:
            return _reset(request) if fault.reset else _faulty(fault)
        headers = {"X-OAuth-Scopes": ",".join(sorted(self.slack.scopes))}
        if retry_after:
            return web.json_response(answer, status=429, headers={**headers, "Retry-After": str(retry_after)})
        return web.json_response(answer, headers=headers)

    def _answer(self, method: str, request: web.Request, fields: dict[str, Any], json_body: bool) -> dict[str, Any]:
        if method not in methods() or (method not in METHODS and method != "apps.connections.open"):
            raise Refusal("unknown_method", f"{method} is not in the contract of the loopback Slack")
        self._check_token(method, request, fields)
        if json_body and not methods()[method]["json_body"]:
            raise Refusal("invalid_arguments", f"{method} takes a form or a query, not a JSON body")
        arguments, wrong = read_arguments(method, fields)
        if wrong:
            raise Refusal("invalid_arguments", wrong)
        self.calls.append((method, arguments))
        self.counts[method] += 1
        if self.pace and (seconds := self.pace.wait(method, str(arguments.get("channel", "")))):
            raise Refusal("ratelimited", retry_after=seconds)
        if method == "apps.connections.open":
            return {"ok": True, "url": self.slack.socket_mode.new_url()}
        self._check_scopes(method)
        return {"ok": True, **METHODS[method](self.slack, arguments)}

    def _check_token(self, method: str, request: web.Request, fields: dict[str, Any]) -> None:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ") or fields.get("token", "")
        if not token:
            raise Refusal("not_authed", "no token")
        if self.slack.revoked:
            raise Refusal(self.slack.revoked)
        wanted = self.slack.app_token if method == "apps.connections.open" else self.slack.bot_token
        if token == wanted:
            return
        if token in (self.slack.app_token, self.slack.bot_token):
            raise Refusal("not_allowed_token_type", f"{token[:4]} token for {method}")
        raise Refusal("invalid_auth", "a token that this workspace never gave")

    def _check_scopes(self, method: str) -> None:
        wanted = methods()[method]["bot_scopes"]
        if wanted and not self.slack.scopes & set(wanted):
            self.slack.require_scope(wanted[0], method)

    def _fault(self, method: str) -> Fault | None:
        for fault in self.faults:
            if fault.method in (method, "*") and fault.times > 0:
                fault.times -= 1
                return fault
        return None


async def _fields(request: web.Request) -> tuple[dict[str, Any], bool]:
    fields: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        body = await request.text()
        return {**fields, **(json.loads(body) if body else {})}, bool(body)
    return {**fields, **dict(await request.post())}, False


def _faulty(fault: Fault) -> web.Response:
    if fault.retry_after is not None:
        headers = {"Retry-After": str(fault.retry_after)}
        return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers=headers)
    if fault.error:
        return web.json_response({"ok": False, "error": fault.error}, status=fault.status)
    return web.Response(status=fault.status, text="upstream trouble")


def _reset(request: web.Request) -> web.Response:
    assert request.transport is not None
    request.transport.abort()
    return web.Response(status=500)
