"""The rules in Discord's prose that neither its document nor the state enforces: answers, messages, threads, DMs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from simcord.backend import errors
from simcord.backend.models import Interaction

from .commands import check_command, check_commands
from .state import State
from .violations import Refused, bad_form

EPHEMERAL = 1 << 6
V2 = 1 << 15
SELECTS = {3, 5, 6, 7, 8}
MOST_NEW_DMS = 10  # conversations the bot may open in 10 s before Discord says 40003
MOST_REQUEST_BYTES = 25 * 1024 * 1024
MOST_FILE_BYTES = 10 * 1024 * 1024
_MESSAGE = {"content", "embeds", "components", "poll", "attachments"}
_ATTACHED = re.compile(r"attachment://([^\s\"']+)")
# Interaction type -> the answers Discord takes: 2 command, 3 component, 4 autocomplete, 5 modal submit.
_ANSWERS: Mapping[int, set[int]] = {2: {4, 5, 9}, 3: {4, 5, 6, 7, 9}, 4: {8}, 5: {4, 5, 6, 7}}


@dataclass
class Call:
    """One request on its way to the state."""

    method: str
    template: str
    path: str
    arguments: Mapping[str, str]
    query: Mapping[str, str]
    body: Any
    files: list[Any] = field(default_factory=list)
    reason: str | None = None


def check(call: Call, state: State) -> None:
    """Refuses this request when it breaks a rule of the prose."""
    if isinstance(call.body, dict) and (call.files or _MESSAGE & call.body.keys()):
        check_message(call.body, call.files, _kept(call, state))
    for rule in _RULES.get(f"{call.method} {call.template}", ()):
        rule(call, state)


def check_message(body: Mapping[str, Any], files: list[Any], kept: Iterable[str] = ()) -> None:
    """Refuses a message that is too long, empty where it may not be, or names a file that is not there."""
    if len(body.get("content") or "") > 2000:
        raise bad_form("content", "Must be 2000 or fewer in length.", "BASE_TYPE_MAX_LENGTH")
    embeds = body.get("embeds") or []
    total = 0
    for index, embed in enumerate(embeds):
        texts = [embed.get("title"), embed.get("description"), (embed.get("footer") or {}).get("text")]
        texts.append((embed.get("author") or {}).get("name"))
        for place, one in enumerate(embed.get("fields") or ()):
            if not (one.get("name") or "").strip() or not (one.get("value") or "").strip():
                raise bad_form(f"embeds.{index}.fields.{place}", "This field is required", "BASE_TYPE_REQUIRED")
            texts += [one["name"], one["value"]]
        total += sum(len(text or "") for text in texts)
        if not any(texts) and not any(embed.get(k) for k in ("image", "thumbnail", "video")):
            raise bad_form(f"embeds.{index}.description", "This field is required", "BASE_TYPE_REQUIRED")
    if total > 6000:
        raise bad_form("embeds", "Embed size exceeds maximum size of 6000", "MAX_EMBED_SIZE_EXCEEDED")
    for answer in (body.get("poll") or {}).get("answers") or ():
        if len((answer.get("poll_media") or {}).get("text") or "") > 55:
            raise bad_form("poll.answers", "Must be 55 or fewer in length.", "BASE_TYPE_MAX_LENGTH")
    if (body.get("flags") or 0) & V2 and (body.get("content") or embeds):
        raise bad_form(
            "content", "The V2 flag excludes content and embeds", "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"
        )
    rows = body.get("components") or []
    if not (body.get("flags") or 0) & V2 and len(rows) > 5:
        raise bad_form("components", "Must be 5 or fewer in length.", "BASE_TYPE_BAD_LENGTH")
    _check_files(body, files, kept)


def _check_files(body: Mapping[str, Any], files: list[Any], kept: Iterable[str]) -> None:
    if len(files) > 10:
        raise Refused(400, 30015, "Maximum number of attachments in a message reached (10)")
    sizes = [len(file.fp.getbuffer()) for file in files]
    if sum(sizes) > MOST_REQUEST_BYTES or any(size > MOST_FILE_BYTES for size in sizes):
        raise Refused(413, 40005, "Request entity too large")
    if any("id" in one and not str(one["id"]).isdigit() for one in body.get("attachments") or ()):
        raise bad_form("attachments", "Attachment ids are numbers")
    if files and "attachments" in body:
        named = {str(one.get("id")) for one in body["attachments"] or ()}
        missing = [str(file.index) for file in files if str(file.index) not in named]
        if missing:
            raise bad_form("attachments", f"files[{missing[0]}] is not named in attachments")
    present = {file.filename for file in files} | set(kept)
    for name in _ATTACHED.findall(str([body.get("embeds"), body.get("components")])):
        if name not in present:
            raise bad_form("embeds", f"attachment://{name} matches no file of this message", "EMBED_ATTACHMENT_UNKNOWN")


def _kept(call: Call, state: State) -> list[str]:
    """Names of the files that this edit leaves in place, which an attachment:// address may mean."""
    record = _record(call, state)
    id = int(call.arguments.get("message_id") or (record.message_id if record else None) or 0)
    place = record.channel_id if record else int(call.arguments.get("channel_id", 0))
    stored = state.messages.get(place, {}).get(id) if call.method == "PATCH" else None
    if stored is None:
        return []
    named = call.body.get("attachments")
    ids = None if named is None else {str(one.get("id")) for one in named}
    return [one["filename"] for one in stored.attachments if ids is None or one["id"] in ids]


def _answer(call: Call, state: State) -> None:
    record = state.interactions.get(int(call.arguments["interaction_id"]))
    if record is None:
        return
    kind, data = call.body["type"], call.body.get("data") or {}
    allowed = set(_ANSWERS.get(record.type, {1}))
    if record.type == 5 and record.source_message_id is None:
        allowed -= {6, 7}
    if kind not in allowed:
        raise bad_form(
            "type", f"An interaction of type {record.type} takes no callback of type {kind}", "BASE_TYPE_CHOICES"
        )
    if kind == 5 and set(data) - {"flags"} | {int(data.get("flags") or 0) & ~EPHEMERAL} - {0}:
        raise bad_form("data", "A deferral carries the ephemeral flag and nothing else")
    if kind == 6 and data:
        raise bad_form("data", "A deferred update carries nothing")
    if kind == 8 and len(data.get("choices") or ()) > 25:
        raise bad_form("data.choices", "Must be 25 or fewer in length.", "BASE_TYPE_BAD_LENGTH")
    if kind in (4, 7):
        source = state.messages[record.channel_id].get(record.source_message_id or 0) if kind == 7 else None
        check_message(data, call.files, [one["filename"] for one in source.attachments] if source else ())
    if kind == 9:
        check_modal(data)


def check_modal(modal: Mapping[str, Any]) -> None:
    """Refuses a modal with too many parts, an id that stands twice, or a label where none may be."""
    tops = modal.get("components") or []
    if not 1 <= len(tops) <= 5:
        raise bad_form("data.components", "Must be between 1 and 5 in length.", "BASE_TYPE_BAD_LENGTH")
    seen: set[str] = set()
    for index, top in enumerate(tops):
        here = f"data.components.{index}"
        inner = [top["component"]] if top.get("component") else list(top.get("components") or ())
        for child in inner:
            if child.get("type") == 4 and top.get("type") == 18 and child.get("label") is not None:
                raise bad_form(f"{here}.component.label", "A text input in a Label has no label of its own")
            if child.get("custom_id") in seen:
                raise bad_form(
                    f"{here}.custom_id", "Component custom id cannot be duplicated", "COMPONENT_CUSTOM_ID_DUPLICATED"
                )
            seen.add(child.get("custom_id") or "")
            if child.get("type") in SELECTS and child.get("disabled"):
                raise bad_form(f"{here}.disabled", "Selects in modals cannot be disabled")
            if (child.get("min_values") or 0) > (child["max_values"] if child.get("max_values") is not None else 25):
                raise bad_form(f"{here}.min_values", "min_values exceeds max_values")


def _follow_up(call: Call, state: State) -> None:
    record = _record(call, state)
    if record is not None and not record.responded:
        raise errors.unknown_webhook()


def _record(call: Call, state: State) -> Interaction | None:
    id = state.interaction_tokens.get(call.arguments.get("webhook_token", ""))
    return state.interactions[id] if id is not None else None


def _new_dm(call: Call, state: State) -> None:
    recipient = int(call.body["recipient_id"])
    if recipient in state.dm_channels:
        return
    now = state.clock.now()
    state.opened_at = [at for at in state.opened_at if now - at < timedelta(seconds=10)]
    if len(state.opened_at) >= MOST_NEW_DMS:
        raise Refused(400, 40003, "You are opening direct messages too fast")
    state.opened_at.append(now)


def _write_dm(call: Call, state: State) -> None:
    recipient = state.dm_recipient(int(call.arguments["channel_id"]))
    if recipient is not None and not state.reachable(recipient):
        raise errors.cannot_dm_bot()


def _archived(call: Call, state: State) -> None:
    channel = state.channels.get(int(call.arguments["channel_id"]))
    meta = channel.thread_metadata if channel is not None else None
    if meta is None or not meta.archived:
        return
    if call.method == "POST" and not meta.locked:
        state.edit_channel(int(call.arguments["channel_id"]), {}, thread_metadata={"archived": False})
        return
    raise Refused(400, 50083, "Thread is archived")


def _locked(call: Call, state: State) -> None:
    channel = state.channels.get(int(call.arguments["channel_id"]))
    if channel is not None and channel.thread_metadata is not None and channel.thread_metadata.locked:
        state.require_permissions(channel.guild_id, state.bot_user.id, channel.id, "manage_threads")


def _one_thread_a_message(call: Call, state: State) -> None:
    if int(call.arguments["message_id"]) in state.channels:
        raise Refused(400, 160004, "A thread has already been created for this message")


def _nonce(call: Call, state: State) -> None:
    if (call.body or {}).get("enforce_nonce") and (call.body or {}).get("nonce") in (None, ""):
        raise bad_form("nonce", "enforce_nonce needs a nonce", "BASE_TYPE_REQUIRED")


def _forum_post(call: Call, state: State) -> None:
    message = (call.body or {}).get("message")
    if isinstance(message, dict):
        check_message(message, call.files)


_POST_MESSAGE = "POST /channels/{channel_id}/messages"
_PATCH_MESSAGE = "PATCH /channels/{channel_id}/messages/{message_id}"
_RULES: Mapping[str, tuple[Callable[[Call, State], None], ...]] = {
    "POST /interactions/{interaction_id}/{interaction_token}/callback": (_answer,),
    "POST /webhooks/{webhook_id}/{webhook_token}": (_follow_up,),
    "GET /webhooks/{webhook_id}/{webhook_token}/messages/@original": (_follow_up,),
    "PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original": (_follow_up,),
    "DELETE /webhooks/{webhook_id}/{webhook_token}/messages/@original": (_follow_up,),
    "POST /users/@me/channels": (_new_dm,),
    _POST_MESSAGE: (_nonce, _write_dm, _archived),
    _PATCH_MESSAGE: (_archived,),
    "PATCH /channels/{channel_id}": (_locked,),
    "POST /channels/{channel_id}/threads": (_forum_post,),
    "POST /channels/{channel_id}/messages/{message_id}/threads": (_one_thread_a_message,),
    "PUT /applications/{application_id}/commands": (lambda call, state: check_commands(call.body),),
    "PUT /applications/{application_id}/guilds/{guild_id}/commands": (lambda call, state: check_commands(call.body),),
    "POST /applications/{application_id}/commands": (lambda call, state: check_command(call.body),),
    "POST /applications/{application_id}/guilds/{guild_id}/commands": (lambda call, state: check_command(call.body),),
}
