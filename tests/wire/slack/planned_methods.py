"""Messages planned for later over the Web API: checked like those that are posted, listed, and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .chat_methods import check_message
from .conversation_methods import find, place_to_post
from .refusal import Refusal
from .state import new_id

if TYPE_CHECKING:
    from .server import LoopbackSlack

LONGEST_SECONDS, TOGETHER, WINDOW_SECONDS = 120 * 86_400, 30, 300


def plan(slack: LoopbackSlack, a: dict[str, Any]) -> dict[str, Any]:
    found = place_to_post(slack, a["channel"])
    if found.read_only:
        raise Refusal("restricted_action_read_only_channel")
    check_message(slack, a)
    at, ahead = int(a["post_at"]), int(a["post_at"]) - slack.clock.now()
    if ahead <= 0:
        raise Refusal("time_in_past", "planned for a moment that has passed")
    if ahead > LONGEST_SECONDS:
        raise Refusal("time_too_far", "planned more than 120 days ahead")
    if "metadata" in a:
        raise Refusal("invalid_metadata_format", "a planned message with metadata")
    near = [one for one in slack.planned.values() if one["channel_id"] == found.id]
    if sum(abs(one["post_at"] - at) < WINDOW_SECONDS for one in near) >= TOGETHER:
        raise Refusal("restricted_too_many", "more than thirty in five minutes for one channel")
    made = {"id": new_id("Q"), "channel_id": found.id, "post_at": at, "date_created": int(slack.clock.now()), "text": a["text"]}
    slack.planned[made["id"]] = made
    shape = {"type": "delayed_message", "text": a["text"], "user": slack.workspace.bot.id}
    return {"channel": found.id, "scheduled_message_id": made["id"], "post_at": at, "message": shape}


def listed(slack: LoopbackSlack, a: dict[str, Any]) -> dict[str, Any]:
    return {"scheduled_messages": list(slack.planned.values()), "response_metadata": {"next_cursor": ""}}


def take_back(slack: LoopbackSlack, a: dict[str, Any]) -> dict[str, Any]:
    planned = slack.planned.get(a["scheduled_message_id"])
    if planned is None or planned["channel_id"] != find(slack, a["channel"]).id:
        raise Refusal("invalid_scheduled_message_id", "no such planned message")
    del slack.planned[planned["id"]]
    return {}


METHODS = {
    "chat.scheduleMessage": plan,
    "chat.scheduledMessages.list": listed,
    "chat.deleteScheduledMessage": take_back,
}
