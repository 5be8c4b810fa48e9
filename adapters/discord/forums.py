"""Threads that sleep and forums: a post needs a title, an archived thread is opened again before it is written in."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeVar

import discord

from adapters.discord.addresses import Spot
from adapters.discord.connection import Connection
from adapters.discord.outgoing import marked
from bots.chat import Failed
from bots.ui.text import shortened

T = TypeVar("T")
TITLE, A_WEEK_MINUTES, LOOK_BACK, MOST_TAGS = 100, 10080, 10, 1
FORUMS = {discord.ChannelType.forum, discord.ChannelType.media}


def is_forum(connection: Connection, place: Spot) -> bool:
    """Whether this channel takes posts with a title rather than messages."""
    return getattr(_known(connection, place), "type", None) in FORUMS


async def opens_post(
    connection: Connection, place: Spot, title: str, body: dict[str, Any], files: Sequence[tuple[str, bytes]]
) -> str:
    """A post in a forum, under this title; gives the ref of its first message. Where a tag is a must, the first one."""
    forum: Any = _known(connection, place)
    post: dict[str, Any] = {
        "name": shortened(title, TITLE), "auto_archive_duration": A_WEEK_MINUTES, "message": body,
    }  # fmt: skip
    if getattr(forum.flags, "require_tag", False):
        post["applied_tags"] = [str(tag.id) for tag in forum.available_tags[:MOST_TAGS]]
    made = await connection.call("POST", "/channels/{channel_id}/threads", post, files=files, channel_id=place.channel)
    return str(Spot(place.guild, str(made["id"]), str((made.get("message") or made)["id"])))


async def stands(connection: Connection, place: Spot, mark: str, title: str) -> str:
    """A post of this bot's with this mark among the last ones, or nothing; without buttons its title tells it."""
    found = await connection.call("GET", "/guilds/{guild_id}/threads/active", guild_id=place.guild)
    own = [one for one in (found or {}).get("threads") or () if str(one.get("parent_id")) == place.channel
           and str(one.get("owner_id")) == str(connection.me)]  # fmt: skip
    for one in sorted(own, key=lambda post: int(post["id"]), reverse=True)[:LOOK_BACK]:
        oldest = await connection.call(
            "GET", "/channels/{channel_id}/messages", query={"after": "0", "limit": "1"}, channel_id=one["id"]
        )
        for first in oldest or ():
            if marked(first) == mark or (not marked(first) and one.get("name") == shortened(title, TITLE)):
                return str(Spot(place.guild, str(one["id"]), str(first["id"])))
    return ""


async def reopening(connection: Connection, place: Spot, doing: Callable[[], Awaitable[T]]) -> T:
    """Do this in a thread, which is opened again first where it was archived; a locked one raises Failed."""
    try:
        return await doing()
    except Failed as failed:
        if failed.why != "archived":
            raise
    try:
        await connection.call("PATCH", "/channels/{channel_id}", {"archived": False}, channel_id=place.channel)
    except Failed:
        raise Failed("archived") from None
    return await doing()


def _known(connection: Connection, place: Spot) -> object:
    return connection.client.get_channel(int(place.channel)) if connection.client else None
