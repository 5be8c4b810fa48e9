"""Conversations over the Web API: who is where, what was said, opening and joining."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .pages import page
from .refusal import Refusal
from .shapes import channel_shape, message_shape
from .state import Conversation

if TYPE_CHECKING:
    from .server import LoopbackSlack

PREFIX = {"channel": "channels", "group": "groups", "im": "im"}
TYPES = {"public_channel": "channel", "private_channel": "group", "im": "im", "mpim": "mpim"}


def find(slack: LoopbackSlack, channel: str) -> Conversation:
    """The conversation, if it exists and the app could know of it."""
    found = slack.workspace.conversations.get(channel)
    if found is None or (found.kind == "group" and slack.workspace.bot.id not in found.members):
        raise Refusal("channel_not_found")
    return found


def readable(slack: LoopbackSlack, channel: str, right: str, method: str) -> Conversation:
    """The same, with the scope for that kind of conversation: right is read or history."""
    found = find(slack, channel)
    slack.require_scope(f"{PREFIX[found.kind]}:{right}", method)
    return found


def place_to_post(slack: LoopbackSlack, channel: str) -> Conversation:
    """Where a post goes: a channel the app is in, a direct conversation, or a person (their direct conversation)."""
    if channel in slack.workspace.people:
        person = slack.workspace.people[channel]
        if person.deleted or person.bot:
            raise Refusal("channel_not_found")
        found = slack.workspace.direct(channel)
    else:
        found = find(slack, channel)
    if found.archived:
        raise Refusal("is_archived")
    if found.kind == "im" and not slack.messages_tab:
        raise Refusal("messages_tab_disabled")
    anywhere = found.kind == "channel" and "chat:write.public" in slack.scopes
    if slack.workspace.bot.id not in found.members and not anywhere:
        raise Refusal("not_in_channel")
    return found


def open_(slack: LoopbackSlack, a: dict[str, Any]) -> dict[str, Any]:
    if "channel" in a:
        return {"channel": channel_shape(slack, find(slack, a["channel"]))}
    people = a["users"] if isinstance(a["users"], list) else [user for user in a["users"].split(",") if user]
    if not people:
        raise Refusal("users_list_not_supplied", "no users")
    if len(people) > 1:
        raise Refusal("not_enough_users", "group conversations are not part of this product")
    slack.require_scope("im:write", "conversations.open")
    person = slack.workspace.people.get(people[0])
    if person is None:
        raise Refusal("user_not_found")
    if person.deleted or person.bot:
        raise Refusal("user_disabled")
    known = {c.id for c in slack.workspace.conversations.values()}
    found = slack.workspace.direct(person.id)
    channel = channel_shape(slack, found) if a.get("return_im") else {"id": found.id}
    return {"channel": channel, "already_open": found.id in known, "no_op": found.id in known}


def info(slack: LoopbackSlack, a: dict[str, Any]) -> dict[str, Any]:
    found = readable(slack, a["channel"], "read", "conversations.info")
    shape = channel_shape(slack, found)
    if a.get("include_num_members"):
        shape["num_members"] = len(found.members)
    return {"channel": shape}


def members(slack: LoopbackSlack, a: dict[str, Any]) -> dict[str, Any]:
    found = readable(slack, a["channel"], "read", "conversations.members")
    part, cursor = page(slack, found.members, a)
    return {"members": part, "response_metadata": {"next_cursor": cursor}}


def _listed(slack: LoopbackSlack, a: dict[str, Any], method: str) -> list[Conversation]:
    wanted = [TYPES.get(kind.strip()) for kind in str(a.get("types") or "public_channel").split(",")]
    if None in wanted:
        raise Refusal("invalid_arguments", f"types {a.get('types')!r}")
    for kind in wanted:
        slack.require_scope(f"{PREFIX.get(str(kind), 'mpim')}:read", method)
    bot = slack.workspace.bot.id
    return [
        c
        for c in slack.workspace.conversations.values()
        if c.kind in wanted
        and not (c.archived and a.get("exclude_archived"))
        and (c.kind == "channel" or bot in c.members)
    ]


def list_(slack: LoopbackSlack, a: dict[str, Any]) -> dict[str, Any]:
    part, cursor = page(slack, _listed(slack, a, "conversations.list"), a)
    return {"channels": [channel_shape(slack, c) for c in part], "response_metadata": {"next_cursor": cursor}}


def of_person(slack: LoopbackSlack, a: dict[str, Any]) -> dict[str, Any]:
    who = a.get("user") or slack.workspace.bot.id
    mine = [c for c in _listed(slack, a, "users.conversations") if who in c.members]
    part, cursor = page(slack, mine, a)
    return {"channels": [channel_shape(slack, c) for c in part], "response_metadata": {"next_cursor": cursor}}


def join(slack: LoopbackSlack, a: dict[str, Any]) -> dict[str, Any]:
    found = find(slack, a["channel"])
    if found.kind != "channel":
        raise Refusal("method_not_supported_for_channel_type")
    if found.archived:
        raise Refusal("is_archived")
    if slack.workspace.bot.id not in found.members:
        found.members.append(slack.workspace.bot.id)
    return {"channel": channel_shape(slack, found)}


def _between(found: Conversation, a: dict[str, Any]) -> list[Any]:
    oldest, latest = float(a.get("oldest") or 0), float(a.get("latest") or "inf")
    inside = bool(a.get("inclusive"))
    return [
        m
        for m in found.messages
        if not m.ephemeral
        and not m.deleted
        and (oldest < float(m.ts) < latest or (inside and float(m.ts) in (oldest, latest)))
    ]


def history(slack: LoopbackSlack, a: dict[str, Any]) -> dict[str, Any]:
    found = readable(slack, a["channel"], "history", "conversations.history")
    if slack.workspace.bot.id not in found.members:
        raise Refusal("not_in_channel")
    newest_first = [m for m in reversed(_between(found, a)) if m.thread_ts in (None, m.ts)]
    part, cursor = page(slack, newest_first, a)
    shown = [message_shape(slack, m, metadata=bool(a.get("include_all_metadata"))) for m in part]
    return {"messages": shown, "has_more": bool(cursor), "response_metadata": {"next_cursor": cursor}}


def replies(slack: LoopbackSlack, a: dict[str, Any]) -> dict[str, Any]:
    found = readable(slack, a["channel"], "history", "conversations.replies")
    thread = [m for m in _between(found, a) if a["ts"] in (m.ts, m.thread_ts)]
    if not thread or slack.workspace.bot.id not in found.members:
        raise Refusal("thread_not_found")
    part, cursor = page(slack, thread, a)
    shown = [message_shape(slack, m, metadata=bool(a.get("include_all_metadata"))) for m in part]
    return {"messages": shown, "has_more": bool(cursor), "response_metadata": {"next_cursor": cursor}}


METHODS = {
    "conversations.open": open_,
    "conversations.info": info,
    "conversations.members": members,
    "conversations.list": list_,
    "conversations.join": join,
    "conversations.history": history,
    "conversations.replies": replies,
    "users.conversations": of_person,
}
