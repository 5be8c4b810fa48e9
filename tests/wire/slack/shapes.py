"""How Slack writes a person, a conversation, a message, a view and a file in its answers."""

from __future__ import annotations

import mimetypes
from typing import TYPE_CHECKING, Any

from .filling import state_values
from .state import Conversation, Message, Person, Upload, View

if TYPE_CHECKING:
    from .server import LoopbackSlack


def person_shape(slack: LoopbackSlack, person: Person, *, locale: bool = False) -> dict[str, Any]:
    """A member of the workspace; the e-mail address only with its own scope."""
    profile: dict[str, Any] = {
        "real_name": person.name,
        "display_name": person.name.split()[0].lower(),
        "title": person.title,
        "team": slack.workspace.team,
    }
    if person.email and "users:read.email" in slack.scopes:
        profile["email"] = person.email
    if person.bot:
        profile["bot_id"] = slack.workspace.bot_id
    shape: dict[str, Any] = {
        "id": person.id,
        "team_id": "T0STRANGERS" if person.stranger else person.team or slack.workspace.team,
        "name": user_name(person),
        "deleted": person.deleted,
        "profile": profile,
        "is_bot": person.bot,
        "is_app_user": False,
        "updated": int(slack.clock.now()),
    }
    if not person.deleted:
        shape |= {
            "real_name": person.name,
            "tz": person.zone,
            "tz_label": person.zone,
            "tz_offset": 3600,
            "is_admin": False,
            "is_owner": False,
            "is_restricted": person.guest or person.single_channel,
            "is_ultra_restricted": person.single_channel,
            "is_stranger": person.stranger,
        }
        if person.enterprise:
            shape["enterprise_user"] = {
                "id": person.id, "enterprise_id": person.enterprise, "enterprise_name": "Org", "teams": [person.team],
                "is_admin": False, "is_owner": False,
            }  # fmt: skip
        if locale:
            shape["locale"] = person.locale
    return shape


def user_name(person: Person) -> str:
    """The old user name, as commands and clicks still carry it."""
    return person.name.lower().replace(" ", ".")


def channel_shape(slack: LoopbackSlack, c: Conversation) -> dict[str, Any]:
    """A channel or a direct conversation."""
    if c.kind == "im":
        other = next(member for member in c.members if member != slack.workspace.bot.id)
        return {"id": c.id, "is_im": True, "is_org_shared": False, "user": other, "is_user_deleted": False}
    return {
        "id": c.id,
        "name": c.name,
        "name_normalized": c.name,
        "is_channel": c.kind == "channel",
        "is_group": c.kind == "group",
        "is_im": False,
        "is_mpim": False,
        "is_private": c.kind == "group",
        "is_archived": c.archived,
        "is_general": False,
        "is_shared": False,
        "is_ext_shared": False,
        "is_member": slack.workspace.bot.id in c.members,
        "topic": {"value": "", "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
        "context_team_id": slack.workspace.team,
    }


def message_shape(slack: LoopbackSlack, message: Message, *, metadata: bool = False) -> dict[str, Any]:
    """A message as history, answers and clicks carry it."""
    shape: dict[str, Any] = {
        "type": "message",
        "user": message.user,
        "ts": message.ts,
        "text": message.text,
        "team": slack.workspace.team,
    }
    if message.from_bot:
        shape |= {"bot_id": slack.workspace.bot_id, "app_id": slack.workspace.app_id}
    if message.blocks:
        shape["blocks"] = message.blocks
    if message.thread_ts:
        shape["thread_ts"] = message.thread_ts
    if message.edited:
        shape["edited"] = {"user": message.user, "ts": f"{message.edited}.000000"}
    if message.reactions:
        shape["reactions"] = [{"name": n, "users": u, "count": len(u)} for n, u in message.reactions.items()]
    if message.files:
        shape["files"] = [file_shape(slack, slack.workspace.uploads[name]) for name in message.files]
    if metadata and message.metadata:
        shape["metadata"] = message.metadata
    return shape


def view_shape(slack: LoopbackSlack, view: View) -> dict[str, Any]:
    """A modal or home tab as answers, clicks and submissions carry it."""
    body = view.body
    return {
        "id": view.id,
        "team_id": slack.workspace.team,
        "type": body["type"],
        "blocks": view.blocks,
        "private_metadata": body.get("private_metadata", ""),
        "callback_id": body.get("callback_id", ""),
        "state": {"values": state_values(view)},
        "hash": view.hash,
        "title": body.get("title") or {"type": "plain_text", "text": "View Title", "emoji": True},
        "clear_on_close": bool(body.get("clear_on_close")),
        "notify_on_close": bool(body.get("notify_on_close")),
        "close": body.get("close"),
        "submit": body.get("submit"),
        "previous_view_id": view.previous_id,
        "root_view_id": view.root_id,
        "app_id": slack.workspace.app_id,
        "external_id": body.get("external_id", ""),
        "app_installed_team_id": slack.workspace.team,
        "bot_id": slack.workspace.bot_id,
    }


def file_shape(slack: LoopbackSlack, upload: Upload) -> dict[str, Any]:
    """A file; its type is empty until Slack has looked at it."""
    address = f"{slack.origin}/files/{upload.id}/{upload.name}"
    kind = mimetypes.guess_type(upload.name)[0] or "application/octet-stream"
    return {
        "id": upload.id,
        "name": upload.name,
        "title": upload.title or upload.name,
        "size": upload.length,
        "mimetype": kind if upload.ready else "",
        "filetype": upload.name.rpartition(".")[2] if upload.ready else "",
        "user": upload.owner or slack.workspace.bot.id,
        "user_team": slack.workspace.team,
        "created": int(slack.clock.now()),
        "timestamp": int(slack.clock.now()),
        "url_private": address,
        "url_private_download": address,
        "mode": "hosted",
        "is_external": False,
        "permalink": f"https://{slack.workspace.domain}.slack.test/files/{upload.id}",
    }
