"""May Townhall write in each place? A line is planned there for months ahead and taken back at once: nobody ever sees it."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.findings import Finding, good, look
from adapters.slack.addresses import spot
from adapters.slack.connection import retry_after, why
from bots.trouble import OTHER, REASONS
from core.people import PlaceHere
from core.words import _, ngettext

log = structlog.get_logger()
AHEAD = timedelta(days=100)
"""Slack plans at most 120 days ahead; whatever were left behind is taken back by the next look, long before that day."""
PATIENT_SECONDS, TRIES = 60.0, 5


async def in_places(web: AsyncWebClient, space: str, places: Sequence[PlaceHere], now: datetime) -> list[Finding]:
    """What keeps Townhall from writing in each of these places, and what to do.

    Slack checks a planned message as it does one that is posted: is the app in the channel, is it archived, may it post.
    So this takes no right beyond posting, and no channel has to be listed or read.
    """
    found, well = [], 0
    try:
        await _tidy(web)
        for place in places:
            refusal = await _refusal(web, space, place, now)
            if refusal:
                found.append(look(_("Place #{place}: {reason}").format(place=place.name, reason=refusal)))
            else:
                well += 1
    except (aiohttp.ClientError, TimeoutError) as lost:
        text = _("Whether I may write in the other places could not be tried ({why}).")
        found.append(look(text.format(why=type(lost).__name__)))
    text = ngettext("I may write in {n} place on Slack.", "I may write in {n} places on Slack.", well).format(n=well)
    return [*([good(text)] if well else []), *found]


async def _refusal(web: AsyncWebClient, space: str, place: PlaceHere, now: datetime) -> str:
    """Why nothing can be posted there and what to do, in plain words; empty when it can."""
    there, at = spot(place.ref), int((now + AHEAD).timestamp())
    if there.space != space:
        return _("That channel is in a workspace that this token does not serve. Give another its purpose with /place.")
    said = _("Townhall looked whether it may write here. This line should have been taken back; you can remove it.")
    try:
        planned = await _patiently(lambda: web.chat_scheduleMessage(
            channel=there.channel, post_at=at, text=said, thread_ts=there.ts or None
        ))  # fmt: skip
        await _taken_back(web, there.channel, str(planned["scheduled_message_id"]))
    except SlackApiError as refused:
        error = why(refused)
        return _(REASONS[error]) if error in REASONS else _(OTHER).format(why=error)
    return ""


async def _tidy(web: AsyncWebClient) -> None:
    """Take back what an earlier look left behind, when it was cut short; Townhall plans nothing in Slack otherwise."""
    try:
        left = await _patiently(lambda: web.chat_scheduledMessages_list(limit=100))
        for one in left.get("scheduled_messages") or ():
            await _taken_back(web, str(one["channel_id"]), str(one["id"]))
    except SlackApiError as refused:
        log.info("what an earlier check planned could not be looked up", why=why(refused))


async def _taken_back(web: AsyncWebClient, channel: str, planned: str) -> None:
    await _patiently(lambda: web.chat_deleteScheduledMessage(channel=channel, scheduled_message_id=planned))


async def _patiently(call: Callable[[], Awaitable[Any]]) -> Any:
    """What Slack answers; where it asks to wait, it is waited for."""
    for _time in range(TRIES):
        try:
            return await call()
        except SlackApiError as refused:
            wait = retry_after(refused)
            if wait is None or wait > PATIENT_SECONDS:
                raise
            await asyncio.sleep(wait)
    return await call()
