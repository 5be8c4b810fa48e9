"""What Slack sends to an app: commands, clicks, submissions, look-ups and events, each in Slack's own shape."""

from __future__ import annotations

import copy
import functools
from typing import TYPE_CHECKING, Any

from jsonschema import Draft7Validator

from tests.wire.schemas import schema

from .rules import complaint, validator
from .shapes import message_shape, user_name, view_shape
from .state import Conversation, Message, Person, View, new_id

if TYPE_CHECKING:
    from .server import LoopbackSlack

TOKEN = "verification-token-of-old"
SHAPES = {
    "block_actions": "BlockAction",
    "view_submission": "ViewSubmitAction",
    "view_closed": "ViewClosedAction",
    "block_suggestion": "BlockSuggestion",
    "shortcut": "GlobalShortcut",
    "message_action": "MessageShortcut",
    "app_home_opened": "AppHomeOpenedEvent",
    "app_mention": "AppMentionEvent",
    "app_uninstalled": "AppUninstalledEvent",
    "file_shared": "FileSharedEvent",
    "member_joined_channel": "MemberJoinedChannelEvent",
    "reaction_added": "ReactionAddedEvent",
    "team_join": "TeamJoinEvent",
    "tokens_revoked": "TokensRevokedEvent",
    "user_change": "UserChangeEvent",
}
# Event type → the scope without which Slack does not send it.
EVENT_SCOPES = {
    "app_mention": "app_mentions:read",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
    "member_joined_channel": "channels:read",
    "user_change": "users:read",
    "team_join": "users:read",
    "subteam_created": "usergroups:read",
    "subteam_updated": "usergroups:read",
}
MESSAGE_SCOPES = {"im": "im:history", "channel": "channels:history", "group": "groups:history"}


@functools.cache
def _shape(name: str) -> Draft7Validator:
    return validator(name, schema("slack_inbound.schema.json")["definitions"])


def shape_fault(payload: dict[str, Any]) -> str | None:
    """What is wrong with a payload of ours, so that tests never feed the app what Slack would not send."""
    if "command" in payload:
        return complaint(_shape("SlashCommand"), payload)
    kind = payload.get("type", "")
    if kind == "message":
        return complaint(_shape("GenericMessageEvent"), payload) if "subtype" not in payload else None
    if kind not in SHAPES:
        return None
    tolerated = copy.deepcopy(payload)
    # The types refuse two things that Slack really sends: `enterprise: null`, and the user's old names.
    if tolerated.get("enterprise", ...) is None:
        del tolerated["enterprise"]
    if kind in ("view_submission", "view_closed") and isinstance(tolerated.get("user"), dict):
        tolerated["user"].pop("username", None)
    _tolerate(tolerated)
    if kind == "block_actions" and "view" in tolerated:
        tolerated.setdefault("response_url", "none: there is no message to respond to")
    if kind == "app_home_opened" and "view" in tolerated:
        # The types know a home as an app writes it; Slack sends it back with ids, a hash and its state.
        tolerated["view"] = {name: tolerated["view"][name] for name in ("type", "blocks")}
    return complaint(_shape(SHAPES[kind]), tolerated)


def _tolerate(node: Any) -> None:
    """Further things that Slack really sends and the types refuse: a chosen option's description."""
    if isinstance(node, list):
        for part in node:
            _tolerate(part)
    elif isinstance(node, dict):
        for name, value in node.items():
            if name in ("selected_option", "selected_options"):
                for option in value if isinstance(value, list) else [value or {}]:
                    option.pop("description", None)
            _tolerate(value)


def shown_name(place: Conversation) -> str:
    """Slack keeps the name of a private channel to itself."""
    return "privategroup" if place.kind == "group" else place.name


def command(slack: LoopbackSlack, person: Person, name: str, text: str, place: Conversation) -> dict[str, Any]:
    """A slash command; every field is a string."""
    return {
        "token": TOKEN,
        "team_id": person.team or slack.workspace.team,
        "team_domain": slack.workspace.domain,
        "channel_id": place.id,
        "channel_name": shown_name(place),
        "user_id": person.id,
        "user_name": user_name(person),
        "command": name,
        "text": text,
        "api_app_id": slack.workspace.app_id,
        "is_enterprise_install": "false",
        "response_url": slack.response_urls.new(person.id, place.id, None),
        "trigger_id": slack.new_trigger(person),
        **({"enterprise_id": org, "enterprise_name": "Org"} if (org := slack.workspace.enterprise) else {}),
    }


def interaction(slack: LoopbackSlack, person: Person, kind: str) -> dict[str, Any]:
    """What every interaction carries."""
    user = {
        "id": person.id,
        "username": user_name(person),
        "name": user_name(person),
        "team_id": person.team or slack.workspace.team,
    }
    org = slack.workspace.enterprise
    found = {
        "type": kind,
        "token": TOKEN,
        "api_app_id": slack.workspace.app_id,
        "team": {"id": slack.workspace.team, "domain": slack.workspace.domain},
        "enterprise": {"id": org, "name": "Org"} if org else None,
        "is_enterprise_install": False,
        "user": user,
        "trigger_id": slack.new_trigger(person),
    }
    if kind == "block_suggestion":
        del user["username"], found["trigger_id"]
    elif kind == "view_closed":
        del found["trigger_id"]
    elif kind == "shortcut":
        del found["api_app_id"], user["name"]
    elif kind == "message_action":
        del found["api_app_id"]
    return found


def in_message(slack: LoopbackSlack, person: Person, message: Message) -> dict[str, Any]:
    """Where a click on a message happened; an ephemeral message itself is not sent along."""
    place = slack.workspace.conversations[message.channel]
    standing = next((m for m in place.messages if m.ts == message.ts), message)
    found: dict[str, Any] = {
        "container": {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": place.id,
            "is_ephemeral": message.ephemeral,
        },
        "channel": {"id": place.id, "name": shown_name(place)},
        "response_url": slack.response_urls.new(person.id, place.id, standing),
    }
    if message.thread_ts:
        found["container"]["thread_ts"] = message.thread_ts
    if not message.ephemeral:
        found["message"] = message_shape(slack, message)
    return found


def in_view(slack: LoopbackSlack, view: View) -> dict[str, Any]:
    """Where a click in a modal or on the home tab happened."""
    return {"container": {"type": "view", "view_id": view.id}, "view": view_shape(slack, view)}


def action(slack: LoopbackSlack, block: dict[str, Any], part: dict[str, Any], value: dict[str, Any]) -> dict[str, Any]:
    """The element that was used."""
    kept: dict[str, Any] = {
        name: part[name] for name in ("text", "value", "url", "placeholder", "confirm") if name in part
    }
    used = {"type": part["type"], "action_id": part["action_id"], "block_id": block["block_id"]}
    return {**used, **kept, **value, "action_ts": slack.clock.ts()}


def event(slack: LoopbackSlack, body: dict[str, Any]) -> dict[str, Any]:
    """An event in its envelope, with an id of its own."""
    team, bot, org = slack.workspace.team, slack.workspace.bot.id, slack.workspace.enterprise or None
    return {
        "type": "event_callback",
        "token": TOKEN,
        "team_id": team,
        "api_app_id": slack.workspace.app_id,
        "context_team_id": team,
        "context_enterprise_id": org,
        "event_id": new_id("Ev"),
        "event_time": int(slack.clock.now()),
        "event_context": "4-" + new_id("E"),
        "is_ext_shared_channel": False,
        "authorizations": [
            {"enterprise_id": org, "team_id": team, "user_id": bot, "is_bot": True, "is_enterprise_install": False}
        ],
        "event": body,
    }


def message_event(slack: LoopbackSlack, message: Message) -> dict[str, Any]:
    """Somebody said something."""
    place = slack.workspace.conversations[message.channel]
    body: dict[str, Any] = {
        "type": "message",
        "user": message.user,
        "text": message.text,
        "channel": place.id,
        "channel_type": place.kind,
        "ts": message.ts,
        "event_ts": message.ts,
        "team": slack.workspace.team,
    }
    return {**body, "thread_ts": message.thread_ts} if message.thread_ts else body
