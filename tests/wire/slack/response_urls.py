"""The response URL of a command or click: five uses within thirty minutes, replacing and removing included."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aiohttp import web

from .chat_methods import check_message, keep, rewrite
from .refusal import Refusal
from .state import Message

if TYPE_CHECKING:
    from .server import LoopbackSlack

USES = 5
SECONDS = 30 * 60
FIELDS = {
    "text", "blocks", "attachments", "response_type", "replace_original", "delete_original", "thread_ts",
    "unfurl_links", "unfurl_media", "mrkdwn", "metadata",
}  # fmt: skip


@dataclass
class ResponseUrl:
    person: str
    channel: str
    born: float
    message: Message | None
    uses: int = 0


class ResponseUrls:
    """All response URLs that were handed out."""

    def __init__(self, slack: LoopbackSlack) -> None:
        self.slack = slack
        self._given: dict[str, ResponseUrl] = {}

    def new(self, person: str, channel: str, message: Message | None) -> str:
        """A fresh URL for this click or command."""
        name = secrets.token_hex(12)
        self._given[name] = ResponseUrl(person, channel, self.slack.clock.now(), message)
        return f"{self.slack.origin}/hooks/{name}"

    async def handle(self, request: web.Request) -> web.Response:
        """One use."""
        given = self._given.get(request.match_info["name"])
        if given is None:
            return web.json_response({"ok": False, "error": "invalid_url"}, status=404)
        try:
            if self.slack.clock.now() - given.born > SECONDS:
                raise Refusal("expired_url", "a response URL lives 30 minutes")
            given.uses += 1
            if given.uses > USES:
                raise Refusal("used_url", "a response URL takes five uses")
            self.use(given, await request.json())
        except Refusal as refusal:
            self.slack.refusals.append(("response_url", refusal.error))
            if refusal.violation:
                self.slack.violations.append(f"response_url: {refusal.error}: {refusal.violation}")
            return web.json_response({"ok": False, "error": refusal.error}, status=404)
        return web.Response(text="ok")

    def use(self, given: ResponseUrl, body: dict[str, Any]) -> None:
        """Show, replace or remove; also what an acknowledgement with a message does."""
        if unknown := sorted(set(body) - FIELDS):
            raise Refusal("invalid_payload", f"unknown {unknown}")
        message = given.message if given.message and not given.message.deleted else None
        if body.get("delete_original"):
            if message is None:
                raise Refusal("invalid_payload", "delete_original without an original")
            message.deleted = True
            return
        check_message(self.slack, body)
        if body.get("replace_original") and message is not None:
            rewrite(self.slack, message, body, whole=True)
            return
        place = self.slack.workspace.conversations[given.channel]
        seen_by_all = body.get("response_type") == "in_channel"
        shown = keep(self.slack, place, body, visible_to=None if seen_by_all else given.person)
        if given.message is None:
            given.message = shown

    def answer_command(self, url: str, body: dict[str, Any]) -> None:
        """The acknowledgement of a command carried a message; it costs no use."""
        self.use(self._given[url.rpartition("/")[2]], body)
