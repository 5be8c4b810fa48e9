"""Messages over the Web API: posting, changing and removing them, and reactions."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from .conversation_methods import find, place_to_post
from .file_methods import check_files_in
from .refusal import Refusal
from .rules import message_faults
from .shapes import message_shape
from .state import Conversation, Message, named_parts

if TYPE_CHECKING:
    from .server import LoopbackSlack

METADATA_BYTES = 16_000
BLOCK_BYTES = 100_000


def check_message(slack: LoopbackSlack, a: dict[str, Any]) -> None:
    """Refuses what Slack refuses about a message's content."""
    if not any(a.get(name) for name in ("text", "blocks", "attachments", "markdown_text")):
        raise Refusal("no_text", "a message without text and blocks")
    if faults := message_faults(a):
        raise Refusal("invalid_blocks" if a.get("blocks") else "invalid_arguments", "; ".join(faults))
    if len(json.dumps(a.get("blocks") or [], ensure_ascii=False)) > BLOCK_BYTES:
        raise Refusal("msg_blocks_too_long", "far more text in blocks than Slack takes")
    metadata = a.get("metadata")
    if metadata is not None:
        fits = isinstance(metadata, dict) and set(metadata) == {"event_type", "event_payload"}
        if not fits or not isinstance(metadata["event_payload"], dict):
            raise Refusal("invalid_metadata_format", f"metadata {metadata!r:.100}")
        if len(json.dumps(metadata)) > METADATA_BYTES:
            raise Refusal("metadata_too_large", "metadata over 16 kB")
    check_files_in(slack, a.get("blocks") or [])


def keep(slack: LoopbackSlack, found: Conversation, a: dict[str, Any], *, visible_to: str | None = None) -> Message:
    """Put the app's message in the conversation."""
    thread = str(a["thread_ts"]) if a.get("thread_ts") else None
    message = Message(
        ts=slack.clock.ts(),
        channel=found.id,
        user=slack.workspace.bot.id,
        text=a.get("text") or a.get("markdown_text") or "",
        blocks=named_parts(a.get("blocks") or []),
        metadata=a.get("metadata"),
        thread_ts=thread,
        visible_to=visible_to,
    )
    found.messages.append(message)
    return message


def post(slack: LoopbackSlack, a: dict[str, Any]) -> dict[str, Any]:
    found = place_to_post(slack, a["channel"])
    if found.read_only:
        raise Refusal("restricted_action_read_only_channel")
    check_message(slack, a)
    if a.get("thread_ts"):
        root = found.message(str(a["thread_ts"]))
        if root is None:
            raise Refusal("cannot_reply_to_message")
        if root.locked:
            raise Refusal("restricted_action_thread_locked")
    message = keep(slack, found, a)
    return {"channel": found.id, "ts": message.ts, "message": message_shape(slack, message, metadata=True)}


def post_ephemeral(slack: LoopbackSlack, a: dict[str, Any]) -> dict[str, Any]:
    found = place_to_post(slack, a["channel"])
    if a["user"] not in found.members:
        raise Refusal("user_not_in_channel")
    check_message(slack, a)
    message = keep(slack, found, a, visible_to=a["user"])
    return {"message_ts": message.ts}


def own_message(slack: LoopbackSlack, channel: str, ts: str, forbidden: str) -> Message:
    """A message that the app itself posted and that still stands."""
    message = find(slack, channel).message(str(ts))
    if message is None:
        raise Refusal("message_not_found")
    if not message.from_bot:
        raise Refusal(forbidden)
    return message


def rewrite(slack: LoopbackSlack, message: Message, a: dict[str, Any], *, whole: bool = False) -> None:
    """Change what the message says. Blocks and metadata that are not sent again stay, unless `whole`."""
    message.text = a.get("text") or a.get("markdown_text") or ("" if a.get("blocks") else message.text)
    if "blocks" in a or whole:
        message.blocks = named_parts(a.get("blocks") or [])
    if "metadata" in a:
        message.metadata = a["metadata"] or None
    message.edited = int(slack.clock.now())


def update(slack: LoopbackSlack, a: dict[str, Any]) -> dict[str, Any]:
    message = own_message(slack, a["channel"], a["ts"], "cant_update_message")
    check_message(slack, a)
    rewrite(slack, message, a)
    shape = message_shape(slack, message, metadata=True)
    return {"channel": message.channel, "ts": message.ts, "text": message.text, "message": shape}


def delete(slack: LoopbackSlack, a: dict[str, Any]) -> dict[str, Any]:
    message = own_message(slack, a["channel"], a["ts"], "cant_delete_message")
    message.deleted = True
    return {"channel": message.channel, "ts": message.ts}


def permalink(slack: LoopbackSlack, a: dict[str, Any]) -> dict[str, Any]:
    found = find(slack, a["channel"])
    if found.message(str(a["message_ts"])) is None:
        raise Refusal("message_not_found")
    tail = str(a["message_ts"]).replace(".", "")
    link = f"https://{slack.workspace.domain}.slack.test/archives/{found.id}/p{tail}"
    return {"channel": found.id, "permalink": link}


def reactions(slack: LoopbackSlack, a: dict[str, Any]) -> dict[str, Any]:
    if "channel" not in a or "timestamp" not in a:
        raise Refusal("no_item_specified", "channel and timestamp")
    message = find(slack, a["channel"]).message(str(a["timestamp"]))
    if message is None:
        raise Refusal("message_not_found")
    return {"type": "message", "channel": message.channel, "message": message_shape(slack, message)}


def react(slack: LoopbackSlack, a: dict[str, Any]) -> dict[str, Any]:
    message = find(slack, a["channel"]).message(str(a["timestamp"]))
    if message is None:
        raise Refusal("message_not_found")
    if ":" in a["name"]:
        raise Refusal("invalid_name", "a reaction's name has no colons")
    people = message.reactions.setdefault(a["name"], [])
    if slack.workspace.bot.id in people:
        raise Refusal("already_reacted")
    people.append(slack.workspace.bot.id)
    return {}


METHODS = {
    "chat.postMessage": post,
    "chat.postEphemeral": post_ephemeral,
    "chat.update": update,
    "chat.delete": delete,
    "chat.getPermalink": permalink,
    "reactions.get": reactions,
    "reactions.add": react,
}
