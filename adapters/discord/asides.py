"""Private threads: a conversation in a channel that only those who are let in can see, and who moderates the channel."""

from collections.abc import Sequence

from adapters.discord.addresses import Spot
from adapters.discord.connection import Connection
from adapters.discord.outgoing import marked
from core.words import _

PRIVATE_THREAD, A_WEEK_MINUTES, LOOK_BACK = 12, 10080, 10


async def opens(connection: Connection, place: Spot) -> Spot:
    """A new private thread in this channel; its name tells nothing, as moderators see it."""
    made = await connection.call(
        "POST", "/channels/{channel_id}/threads",
        {"name": _("About a request"), "type": PRIVATE_THREAD, "auto_archive_duration": A_WEEK_MINUTES,
         "invitable": False}, channel_id=place.channel,
    )  # fmt: skip
    return Spot(place.guild, str(made["id"]))


async def lets_in(connection: Connection, thread: Spot, users: Sequence[str]) -> None:
    """These users see it from now on; who is in already stays in."""
    for user in users:
        await connection.call(
            "PUT", "/channels/{channel_id}/thread-members/{user_id}", channel_id=thread.channel, user_id=user
        )


async def stands(connection: Connection, place: Spot, mark: str) -> str:
    """The first message with this mark in one of this bot's own private threads here, or nothing.

    A thread that was opened and never written in has nobody in it, and puts itself away.
    """
    found = await connection.call("GET", "/guilds/{guild_id}/threads/active", guild_id=place.guild)
    own = [one for one in (found or {}).get("threads") or () if str(one.get("parent_id")) == place.channel
           and one.get("type") == PRIVATE_THREAD and str(one.get("owner_id")) == str(connection.me)]  # fmt: skip
    for one in sorted(own, key=lambda thread: int(thread["id"]), reverse=True)[:LOOK_BACK]:
        oldest = await connection.call(
            "GET", "/channels/{channel_id}/messages", query={"after": "0", "limit": "5"}, channel_id=one["id"]
        )
        for first in oldest or ():
            if marked(first) == mark:
                return str(Spot(place.guild, str(one["id"]), str(first["id"])))
    return ""
