"""Files over the Web API: an upload address, the bytes, completion, and the type that appears a moment later."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aiohttp import web

from .conversation_methods import place_to_post
from .refusal import Refusal
from .shapes import file_shape
from .state import Message, Upload, new_id

if TYPE_CHECKING:
    from .server import LoopbackSlack


def upload_url(slack: LoopbackSlack, a: dict[str, Any]) -> dict[str, Any]:
    upload = Upload(new_id("F"), a["filename"], int(a["length"]))
    if upload.length <= 0:
        raise Refusal("missing_argument", "an empty file")
    slack.workspace.uploads[upload.id] = upload
    return {"upload_url": f"{slack.origin}/upload/{upload.id}", "file_id": upload.id}


async def receive(slack: LoopbackSlack, request: web.Request) -> web.Response:
    """The bytes themselves, raw or as a form's file."""
    upload = slack.workspace.uploads.get(request.match_info["file"])
    if upload is None or upload.received:
        return web.Response(status=404)
    if request.content_type == "multipart/form-data":
        parts = [part for part in (await request.post()).values() if isinstance(part, web.FileField)]
        upload.content = parts[0].file.read() if parts else b""
    else:
        upload.content = await request.read()
    upload.received = True
    if len(upload.content) != upload.length:
        slack.violations.append(f"upload {upload.name}: {len(upload.content)} bytes, {upload.length} were announced")
        return web.Response(status=400)
    return web.Response(text=f"OK - {upload.length}")


async def download(slack: LoopbackSlack, request: web.Request) -> web.Response:
    """The bytes for whoever shows the app's token; a sign-in page, with a 200, for everyone else."""
    upload = slack.workspace.uploads.get(request.match_info["file"])
    if upload is None:
        return web.Response(status=404)
    if request.headers.get("Authorization") != f"Bearer {slack.bot_token}" or "files:read" not in slack.scopes:
        return web.Response(text="<!DOCTYPE html><title>Sign in</title>", content_type="text/html")
    return web.Response(body=upload.content)


def complete(slack: LoopbackSlack, a: dict[str, Any]) -> dict[str, Any]:
    files = a["files"]
    uploads = [slack.workspace.uploads.get(entry["id"]) for entry in files]
    if any(upload is None or not upload.received for upload in uploads):
        raise Refusal("file_not_found", "completed before its bytes arrived")
    found = place_to_post(slack, a["channel_id"]) if a.get("channel_id") else None
    for upload, entry in zip(uploads, files, strict=True):
        assert upload is not None
        upload.complete, upload.title = True, entry.get("title", "")
    if found is not None:
        message = Message(slack.clock.ts(), found.id, slack.workspace.bot.id, a.get("initial_comment") or "")
        message.files, message.thread_ts = [entry["id"] for entry in files], a.get("thread_ts")
        found.messages.append(message)
    return {"files": [{"id": entry["id"], "title": entry.get("title", "")} for entry in files]}


def info(slack: LoopbackSlack, a: dict[str, Any]) -> dict[str, Any]:
    upload = slack.workspace.uploads.get(a["file"])
    if upload is None or not upload.complete:
        raise Refusal("file_not_found")
    upload.polls += 1
    return {"file": file_shape(slack, upload), "comments": [], "response_metadata": {"next_cursor": ""}}


def check_files_in(slack: LoopbackSlack, blocks: list[dict[str, Any]]) -> None:
    """A block may show an uploaded file only when Slack has looked at it."""
    stack: list[Any] = list(blocks)
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            if isinstance(node.get("slack_file"), dict) and "id" in node["slack_file"]:
                upload = slack.workspace.uploads.get(node["slack_file"]["id"])
                if upload is None or not upload.ready:
                    raise Refusal("invalid_blocks", "slack_file before files.info gave it a mimetype")
            stack.extend(node.values())
        elif isinstance(node, list):
            stack.extend(node)


METHODS = {
    "files.getUploadURLExternal": upload_url,
    "files.completeUploadExternal": complete,
    "files.info": info,
}
