"""Discord's REST interface: known route, token, rate, document, prose, state, in that order."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from aiohttp import web
from simcord.backend.errors import BackendError

from .limits import Limits
from .openapi import Operation, gatekeeper
from .overlay import MOST_REQUEST_BYTES, Call, check
from .routes import answer_of
from .shape import as_discord
from .state import State
from .violations import Refused, Violation, as_violation, bad_form, is_violation

_OPEN = ("/interactions/", "/webhooks/", "/gateway")  # authorised by the token in the path, or public
_CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"


@dataclass
class Upload:
    """One file of a multipart request, in the shape that the state reads."""

    fp: io.BytesIO
    filename: str
    description: str | None
    index: int


@dataclass
class Rest:
    """Answers requests and keeps the books: calls, violations, refusals, drift of this fake from the document."""

    state: State
    token: str
    limits: Limits
    privileged: frozenset[str]
    answered: Callable[[int, dict[str, Any]], None]
    calls: list[str] = field(default_factory=list)
    violations: list[Violation] = field(default_factory=list)
    refusals: list[Violation] = field(default_factory=list)
    drift: dict[str, None] = field(default_factory=dict)
    replayed: set[int] = field(default_factory=set)
    invalid: int = 0  # 401, 403 and 429 (except shared): 10,000 in ten minutes is a ban
    _nonces: dict[tuple[str, str], Any] = field(default_factory=dict)

    async def handle(self, request: web.Request) -> web.Response:
        """Every request under /api/v10."""
        method, path = request.method, unquote(request.path.removeprefix("/api/v10"))
        operation = gatekeeper().operation(method, path)
        if operation is None:
            self.violations.append(Violation(f"{method} {path}", 0, "Discord has no such route"))
            return _reply(404, {}, {"message": "404: Not Found", "code": 0})
        self.calls.append(f"{method} {operation.template}")
        if not path.startswith(_OPEN) and request.headers.get("Authorization") != f"Bot {self.token}":
            self.invalid += 1
            return _reply(401, {}, {"message": "401: Unauthorized", "code": 0})
        ordered = self.limits.ordered(method, path)
        headers, late = self.limits.take(method, operation.template, operation.arguments, path)
        if ordered or late:
            status, more, body = ordered or late or (500, {}, {})
            self._count(status, more.get("X-RateLimit-Scope"))
            return _reply(status, {**headers, **more}, body)
        try:
            call, sent = await _read(request, operation, path)
            answer = self._answer(operation, call, sent=sent)
        except BackendError as error:
            self._refuse(operation, error)
            return _reply(error.status, headers, error.to_json())
        lost = self.limits.loses(method, path)
        if lost is not None:
            if lost == 0 and request.transport is not None:
                request.transport.abort()
            return _reply(lost or 502, headers, {"message": "lost on the way", "code": 0})
        if answer is None:
            return web.Response(status=204, headers=headers)
        answer = as_discord(answer)
        for line in gatekeeper().drift(operation, answer):
            self.drift[line] = None
        return _reply(201 if "/threads" in path and method == "POST" else 200, headers, answer)

    def _answer(self, operation: Operation, call: Call, *, sent: bool) -> Any:
        for fault in gatekeeper().faults(operation, call.query, call.body, sent=sent):
            raise bad_form(fault.at, fault.message, fault.code)
        check(call, self.state)
        if operation.template == "/guilds/{guild_id}/members" and "members" not in self.privileged:
            raise Refused(403, 50001, "Missing Access")
        key = self._nonce_of(call)
        if key is not None and key in self._nonces:
            return self._nonces[key]
        answer = answer_of(call, self.state, reads_content="message_content" in self.privileged)
        if isinstance(answer, dict) and operation.template == "/channels/{channel_id}/messages" and call.body:
            answer["nonce"] = call.body.get("nonce")
        if key is not None:
            self._nonces[key] = answer
        if operation.template == _CALLBACK:
            self.answered(int(call.arguments["interaction_id"]), call.body)
            if call.query.get("with_response", "").lower() not in {"true", "1"}:
                answer = None
        return answer

    def _nonce_of(self, call: Call) -> tuple[str, str] | None:
        """What makes a second post of the same message the same message (Discord remembers it some minutes)."""
        if (
            call.method != "POST"
            or call.template != "/channels/{channel_id}/messages"
            or not call.body.get("enforce_nonce")
        ):
            return None
        return call.arguments["channel_id"], str(call.body["nonce"])

    def _refuse(self, operation: Operation, error: BackendError) -> None:
        self._count(error.status, None)
        record = as_violation(f"{operation.method} {operation.template}", error)
        again = error.code == 40060 and int(operation.arguments.get("interaction_id", 0)) in self.replayed
        if is_violation(error) and not again:
            self.violations.append(record)
        else:
            self.refusals.append(record)

    def _count(self, status: int, scope: str | None) -> None:
        if status in (401, 403, 429) and scope != "shared":
            self.invalid += 1


def _reply(status: int, headers: dict[str, str], body: Any) -> web.Response:
    # The content type must be exactly this: with a charset discord.py takes the answer for text.
    return web.Response(status=status, headers=headers, body=json.dumps(body).encode(), content_type="application/json")


async def _read(request: web.Request, operation: Operation, path: str) -> tuple[Call, bool]:
    files: list[Upload] = []
    body: Any = None
    sent = request.can_read_body
    if (request.content_length or 0) > MOST_REQUEST_BYTES:
        raise Refused(413, 40005, "Request entity too large")
    if request.content_type.startswith("multipart/"):
        body = await _read_parts(request, files)
    elif sent:
        raw = await request.read()
        if request.content_type != "application/json" and raw:
            raise bad_form("", f"Expected application/json, not {request.content_type}", "CONTENT_TYPE_INVALID")
        try:
            body = json.loads(raw) if raw else None
        except ValueError as error:
            raise Refused(400, 50109, "The request body contains invalid JSON.") from error
        sent = bool(raw)
    reason = request.headers.get("X-Audit-Log-Reason")
    query = {name: ",".join(request.query.getall(name)) for name in request.query}
    return (
        Call(
            operation.method,
            operation.template,
            path,
            operation.arguments,
            query,
            body,
            list(files),
            unquote(reason) if reason else None,
        ),
        sent,
    )


async def _read_parts(request: web.Request, files: list[Upload]) -> Any:
    body: Any = {}
    found: dict[int, Upload] = {}
    async for part in await request.multipart():
        name = getattr(part, "name", None) or ""
        content = bytes(await part.read(decode=False))  # type: ignore[union-attr]
        if name == "payload_json":
            body = json.loads(content)
        elif name.startswith("files[") and name[6:-1].isdigit():
            index = int(name[6:-1])
            found[index] = Upload(io.BytesIO(content), getattr(part, "filename", None) or "file", None, index)
        else:
            raise bad_form(name, "Parts are payload_json and files[n]", "UNKNOWN_PART")
    meant = {str(one.get("id")): one for one in (_attachments(body) or ())}
    for index in sorted(found):
        upload = found[index]
        upload.description = (meant.get(str(index)) or {}).get("description")
        files.append(upload)
    return body


def _attachments(body: Any) -> list[dict[str, Any]] | None:
    if not isinstance(body, dict):
        return None
    inner = body.get("data") or body.get("message") or body
    return inner.get("attachments") if isinstance(inner, dict) else None
