"""From Slack's payloads to plain events; unknown fields, nulls and left-out fields are taken as they come (T72)."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from adapters.slack.addresses import PLATFORM, Spot, where
from adapters.slack.outgoing_form import filled_in
from bots.chat import Command, HomeOpened, Lookup, Press, Reacted, Said, Submit, Where, Who, asks
from core.values import frozen

Payload = Mapping[str, Any]
SAID = {"", "file_share", "thread_broadcast", "me_message"}
"""Kinds of messages that somebody wrote; edits, removals, joins and other apps' posts are none."""
LINK = re.compile(r"<((?:https?|mailto):[^|>]*)(?:\|([^>]*))?>")
NAMED = re.compile(r"<([@#!][^|>]*)\|[^>]*>")


@frozen
class Home:
    """The installation itself: its workspace or organisation, and its own user and bot there."""

    team: str
    enterprise: str = ""
    user: str = ""
    bot: str = ""

    @property
    def space(self) -> str:
        """What accounts are keyed on: the organisation where there is one, else the workspace."""
        return self.enterprise or self.team


def text_at(payload: Payload, *names: str) -> str:
    """The text under these names; empty when it is null, left out or something else."""
    found: Any = payload
    for name in names:
        found = found.get(name) if isinstance(found, Mapping) else None
    if isinstance(found, str):
        return found
    return str(found) if isinstance(found, (int, float)) else ""


def part(payload: Payload, name: str) -> Payload:
    """The object under this name; empty when it is null, left out or something else."""
    found = payload.get(name)
    return found if isinstance(found, Mapping) else {}


def command(payload: Payload, home: Home) -> Command:
    """Somebody typed a slash command."""
    spot = Spot(home.space, text_at(payload, "channel_id"))
    user = text_at(payload, "user_id")
    who = _who(home, user, text_at(payload, "team_id"), text_at(payload, "enterprise_id"))
    name = text_at(payload, "command").lstrip("/")
    return Command(key(payload), who, where(str(spot)), name, spoken(text_at(payload, "text"), home))


def press(payload: Payload, home: Home) -> Press | None:
    """Somebody pressed a button or chose from a menu; None for links, which Slack opens by itself."""
    actions = payload.get("actions")
    first = actions[0] if isinstance(actions, list) and actions else None
    used = first if isinstance(first, Mapping) else {}
    id_ = text_at(used, "action_id")
    if id_.startswith("link:"):
        return None
    place, message = _place(payload, home)
    private = bool(part(payload, "container").get("is_ephemeral"))
    value = text_at(used, "selected_option", "value")
    return Press(key(payload), actor(payload, home), place, id_, value, message, private)


def submit(payload: Payload, home: Home) -> Submit:
    """Somebody sent a form; where it was opened from rides in the form itself."""
    view = part(payload, "view")
    known = origin(view)
    message = str(known["m"]) if known.get("m") else None
    return Submit(
        key(payload), actor(payload, home), where(str(known.get("c") or "")), text_at(view, "callback_id"),
        filled_in(view), message, bool(known.get("p")),
    )  # fmt: skip


def typing(payload: Payload, home: Home) -> Lookup:
    """Somebody is typing in a menu whose options we give: the form, its field, and the letters so far."""
    field, form = text_at(payload, "action_id"), text_at(payload, "view", "callback_id")
    return Lookup(actor(payload, home), form, field, text_at(payload, "value"))


def origin(view: Payload) -> dict[str, Any]:
    """Where a form was opened from: conversation, message, whether that is private, and its response URL."""
    try:
        found = json.loads(text_at(view, "private_metadata") or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) and text_at(found, "c")[:6] in ("", f"{PLATFORM}:") else {}


def said(payload: Payload, home: Home) -> Said | None:
    """Somebody wrote a message; None for the app's own, other bots' (T15), edits, and what the mention brings too."""
    event = part(payload, "event")
    user, channel, ts = text_at(event, "user"), text_at(event, "channel"), text_at(event, "ts")
    if not user or not channel or not ts or user == home.user or text_at(event, "bot_id"):
        return None
    if text_at(event, "subtype") not in SAID:
        return None
    place, text = Spot(home.space, channel), text_at(event, "text")
    mention = text_at(event, "type") == "app_mention"
    if not mention and not place.direct and home.user and f"<@{home.user}>" in text:
        return None
    root = text_at(event, "thread_ts")
    threaded = bool(root) and root != ts
    there = str(Spot(home.space, channel, root)) if threaded else str(place)
    closed = text_at(event, "channel_type") in ("group", "mpim")
    return Said(
        key(payload), _event_actor(payload, user, home), replace(where(there), private=closed),
        str(Spot(home.space, channel, ts)), _moment(ts),
        spoken(text, home) if mention or place.direct else None, there if threaded else None, asks(text),
    )  # fmt: skip


def reacted(payload: Payload, home: Home) -> Reacted | None:
    """Somebody put an emoji on a message; None for the app's own, and for files."""
    event = part(payload, "event")
    user, channel, ts = text_at(event, "user"), text_at(event, "item", "channel"), text_at(event, "item", "ts")
    if not user or user == home.user or not channel or not ts:
        return None
    emoji = text_at(event, "reaction").partition("::")[0]
    message, place = str(Spot(home.space, channel, ts)), where(str(Spot(home.space, channel)))
    return Reacted(key(payload), _event_actor(payload, user, home), place, message, emoji)


def home_opened(payload: Payload, home: Home) -> HomeOpened | None:
    """Somebody looks at Home; None when they look at the messages."""
    event = part(payload, "event")
    user = text_at(event, "user")
    if not user or text_at(event, "tab") not in ("home", ""):
        return None
    return HomeOpened(key(payload), _event_actor(payload, user, home))


def spoken(text: str, home: Home) -> str:
    """The words as they were typed: no mention of the app in front, links and signs as people see them."""
    bare = text.strip()
    if home.user and bare.startswith("<@"):
        bare = re.sub(rf"^<@{re.escape(home.user)}(\|[^>]*)?>[\s,:]*", "", bare)
    if "<" in bare:
        bare = LINK.sub(lambda found: found[2] or found[1].removeprefix("mailto:"), bare)
        bare = NAMED.sub(r"<\1>", bare)
    return bare.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()


def _place(payload: Payload, home: Home) -> tuple[Where, str | None]:
    container = part(payload, "container")
    channel = text_at(container, "channel_id") or text_at(payload, "channel", "id")
    ts = text_at(container, "message_ts") or text_at(payload, "message", "ts")
    if text_at(container, "type") == "view" or not channel:
        return Where("", "dm"), None
    root = text_at(container, "thread_ts") or text_at(payload, "message", "thread_ts")
    there = Spot(home.space, channel, root if root and root != ts else "")
    return where(str(there)), str(Spot(home.space, channel, ts)) if ts else None


def actor(payload: Payload, home: Home) -> Who:
    """Who clicked, sent or chose."""
    team = text_at(payload, "user", "team_id") or text_at(payload, "team", "id")
    return _who(home, text_at(payload, "user", "id"), team, text_at(payload, "enterprise", "id"))


def _event_actor(payload: Payload, user: str, home: Home) -> Who:
    event = part(payload, "event")
    team = text_at(event, "user_team") or text_at(event, "source_team") or text_at(event, "team")
    inside = text_at(payload, "context_enterprise_id") or text_at(payload, "enterprise_id")
    return _who(home, user, team or text_at(payload, "team_id"), inside)


def _who(home: Home, user: str, team: str, enterprise: str) -> Who:
    """Who did it; somebody from another company is an outsider (T14)."""
    here = enterprise == home.enterprise if home.enterprise and enterprise else team in ("", home.team, home.enterprise)
    return Who(PLATFORM, home.space, user, None, not here)


def key(payload: Payload) -> str:
    """What makes this event one: Slack's own id of it, or what it says when Slack left that out."""
    known = text_at(payload, "event_id") or text_at(payload, "trigger_id")
    if not known:
        known = hashlib.sha256(json.dumps(payload, sort_keys=True, default=str).encode()).hexdigest()[:32]
    return f"{PLATFORM}:{known}"


def _moment(ts: str) -> datetime:
    try:
        return datetime.fromtimestamp(float(ts), UTC)
    except (ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(0, UTC)
