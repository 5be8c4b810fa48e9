"""May Townhall write in each place? Looked up: its roles, the channel's own exceptions, a time-out; nothing is posted."""

from collections.abc import Iterable, Sequence

import discord

from adapters.discord.addresses import spot
from adapters.findings import Finding, good, look
from bots.chat import Failed
from core.people import PlaceHere
from core.words import N_, _, ngettext

NAMES = {
    "view_channel": N_("View Channel"),
    "send_messages": N_("Send Messages"),
    "send_messages_in_threads": N_("Send Messages in Threads"),
    "create_public_threads": N_("Create Public Threads"),
    "create_private_threads": N_("Create Private Threads"),
    "embed_links": N_("Embed Links"),
    "attach_files": N_("Attach Files"),
    "read_message_history": N_("Read Message History"),
}
"""The rights that Townhall uses, as Discord's own settings name them."""
POSTS = N_("Create Posts")
WRITING = (
    "view_channel",
    "send_messages",
    "send_messages_in_threads",
    "embed_links",
    "attach_files",
    "read_message_history",
)
ASIDE = ("view_channel", "create_private_threads", "send_messages_in_threads", "embed_links", "read_message_history")
FORUMS = (discord.ChannelType.forum, discord.ChannelType.media)


async def in_server(client: discord.Client, guild: discord.Guild, places: Iterable[PlaceHere]) -> list[Finding]:
    """What is missing in each place of this server, and how to give it; nothing is posted or changed."""
    here = [place for place in places if _guild_of(place) == str(guild.id)]
    if not here or client.user is None:
        return []
    me = await guild.fetch_member(client.user.id)
    if me.timed_out_until and me.is_timed_out():
        text = _(
            "I am timed out in the server {name}, so I can write nowhere there. A moderator can remove the time-out."
        )
        return [look(text.format(name=guild.name))]
    channels = {str(channel.id): channel for channel in await guild.fetch_channels()}
    found = [one for place in here if (one := _in(channels.get(spot(place.ref).channel), me, place))]
    text = ngettext("I may write in {n} place of the server {name}.", "I may write in {n} places of the server {name}.",
                    well := len(here) - len(found))  # fmt: skip
    return [*([good(text.format(n=well, name=guild.name))] if well else []), *found]


def elsewhere(places: Iterable[PlaceHere], guilds: Sequence[str]) -> list[Finding]:
    """Places in servers that are not served, or no longer."""
    text = _("#{place} is in a server that discord.guilds does not name. Give another channel its purpose with /place.")
    return [look(text.format(place=place.name)) for place in places if _guild_of(place) not in ("", *guilds)]


def lacking(channel: discord.abc.GuildChannel, me: discord.Member, purpose: str) -> list[str]:
    """The rights that a place with this purpose needs and the bot has not; who can't see a channel has no other right."""
    forum = channel.type in FORUMS
    needed = ASIDE if purpose == "requests" else WRITING if forum else (*WRITING, "create_public_threads")
    given = discord.abc.GuildChannel.permissions_for(channel, me)  # each right by itself, not what follows from another
    missing = [right for right in needed if not getattr(given, right)]
    return ["view_channel"] if "view_channel" in missing else missing


def _in(channel: discord.abc.GuildChannel | None, me: discord.Member, place: PlaceHere) -> Finding | None:
    if channel is None:
        text = _("The channel of #{place} is gone. Give another channel its purpose with /place.")
        return look(text.format(place=place.name))
    missing = lacking(channel, me, place.purpose)
    if not missing:
        return None
    posts = {"send_messages": POSTS} if channel.type in FORUMS else {}
    named = ", ".join(_((NAMES | posts)[right]) for right in missing)
    text = _(
        "In #{channel}, a place of {place}, I lack: {rights}. Open the channel's settings, choose Permissions, and allow them "
        "for my role."
    )
    return look(text.format(channel=channel.name, place=place.name, rights=named))


def _guild_of(place: PlaceHere) -> str:
    try:
        return spot(place.ref).guild
    except Failed:
        return ""
