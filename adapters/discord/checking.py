"""What Discord says about this installation: the token, the servers, the commands, and whether the clocks agree."""

from collections.abc import Callable, Sequence
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp
import discord
from discord.http import Route

from adapters.discord import rights
from adapters.discord.commands import commands, same
from adapters.discord.connection import NotReady
from adapters.discord.gateway import dates_heard
from adapters.findings import Finding, clock, good, look, wrong
from bots.suite import Suite
from core.clock import SystemClock
from core.people import PlaceHere
from core.words import _

INVITED = "https://discord.com/oauth2/authorize?client_id={application}&scope=bot+applications.commands"


async def check(
    token: str, guilds: Sequence[str], suite: Suite, connector: Callable[[], aiohttp.BaseConnector] | None = None,
    members: bool = False, places: Sequence[PlaceHere] = (),
) -> list[Finding]:  # fmt: skip
    """Ask Discord; nothing is posted, registered or changed. `places` are those in which Townhall's rights are looked up."""
    heard: list[str | None] = []
    options: dict[str, Any] = {"connector": connector()} if connector else {}
    client = discord.Client(
        intents=discord.Intents(guilds=True), http_trace=dates_heard(heard.append), max_ratelimit_timeout=30, **options
    )
    try:
        await client.login(token.strip())
        found = [good(_("Discord knows the bot token: it belongs to {name}.").format(name=client.user))]
        for guild in guilds:
            found += await _server(client, guild, places)
        found += rights.elsewhere(places, guilds)
        found.append(await _commands(client, suite))
        found.append(_intents(client.application_flags, members))
    except discord.LoginFailure:
        return [wrong(_("Discord does not know the bot token: copy it again from the app's page, under Bot."))]
    except (discord.HTTPException, aiohttp.ClientError, TimeoutError) as lost:
        text = _("Discord can't be reached from here ({why}). Check the network and the proxy.")
        return [wrong(text.format(why=type(lost).__name__))]
    finally:
        await client.close()
    return [*found, *_skew(heard)]


def _intents(flags: discord.ApplicationFlags, members: bool) -> Finding:
    if not members:
        return good(_("No privileged intent is needed: Townhall does not read what people write."))
    if flags.gateway_guild_members or flags.gateway_guild_members_limited:
        return good(_("Discord tells who leaves the server. Townhall does not read what people write."))
    return wrong(
        _(
            "discord.members is on: switch on the Server Members Intent at the app's page, under Bot, or set it to false."
        )
    )


async def _server(client: discord.Client, guild: str, places: Sequence[PlaceHere]) -> list[Finding]:
    try:
        server = await client.fetch_guild(int(guild) if guild.isdecimal() else 0, with_counts=False)
    except (discord.Forbidden, discord.NotFound):
        link = INVITED.format(application=client.application_id)
        return [wrong(_("The bot is not in the server {guild}. Invite it: {link}").format(guild=guild, link=link))]
    found = good(_("The bot is in the server {name}.").format(name=server.name))
    return [found, *await rights.in_server(client, server, places)]


async def _commands(client: discord.Client, suite: Suite) -> Finding:
    try:
        wanted = commands(suite)
    except NotReady as too_many:
        return wrong(str(too_many))
    route = Route("GET", "/applications/{application_id}/commands", application_id=client.application_id)
    known = await client.http.request(route, params={"with_localizations": "true"})
    if same(wanted, known or []):
        return good(_("Discord knows all {n} commands.").format(n=len(wanted)))
    return look(_("Discord knows other commands than these bots have. They are sent when Townhall starts."))


def _skew(heard: list[str | None]) -> list[Finding]:
    try:
        theirs = parsedate_to_datetime((heard[-1] if heard else None) or "")
    except (TypeError, ValueError):
        return []
    return [clock("Discord", (SystemClock().now() - theirs).total_seconds())]
