"""What Slack says about this installation: the tokens, what the app may do, and whether the clocks agree."""

from collections.abc import Sequence
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.findings import Finding, clock, good, look, wrong
from adapters.slack import rights
from adapters.slack.connection import SECONDS, START, why
from adapters.slack.manifest import scopes
from bots.suite import Suite
from core.clock import SystemClock
from core.config import Slack
from core.people import PlaceHere
from core.words import _


async def check(
    settings: Slack, suite: Suite, base_url: str = AsyncWebClient.BASE_URL, places: Sequence[PlaceHere] = ()
) -> list[Finding]:
    """Ask Slack; nothing is posted, and nothing stays changed. `places` are those in which writing is tried."""
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=SECONDS)) as session:
        web = AsyncWebClient(
            settings.bot_token.get_secret_value().strip(), base_url, session=session, retry_handlers=[]
        )
        try:
            answer = await web.auth_test()
        except SlackApiError as refused:
            error = why(refused)
            return [wrong(_("Slack: ") + START.get(error, error))]
        except (aiohttp.ClientError, TimeoutError) as lost:
            text = _("Slack can't be reached from here ({why}). Check the network and the proxy.")
            return [wrong(text.format(why=type(lost).__name__))]
        headers = {name.lower(): value for name, value in answer.headers.items()}
        found = [
            good(_("Slack knows the bot token: it belongs to {workspace}.").format(workspace=answer.get("team", "?")))
        ]
        found += _allowed(headers, suite, settings.everybody)
        if settings.mode == "socket":
            found.append(await _line(web, settings.app_token.get_secret_value().strip()))
        found += _skew(headers)
        if places:
            space = str(answer.get("enterprise_id") or answer.get("team_id") or "")
            found += await rights.in_places(web, space, places, SystemClock().now())
    found.append(
        look(_("Slack does not tell which commands it knows. After an update, paste `townhall manifest` again."))
    )
    return found


def _allowed(headers: dict[str, Any], suite: Suite, groups: bool) -> list[Finding]:
    granted = {one.strip() for one in str(headers.get("x-oauth-scopes", "")).split(",") if one.strip()}
    needed = scopes(suite, groups=groups)
    if not granted:
        return [look(_("Slack does not say what the app may do."))]
    lacking = sorted(needed - granted)
    if lacking:
        text = _("The app lacks {scopes}. Paste `townhall manifest` at the app's page, then install the app again.")
        return [wrong(text.format(scopes=", ".join(lacking)))]
    more = sorted(granted - needed)
    found = [good(_("The app may do all that the bots need."))]
    if more:
        text = _("The app may do more than the bots need: {scopes}. Paste `townhall manifest` again to end that.")
        found.append(look(text.format(scopes=", ".join(more))))
    return found


async def _line(web: AsyncWebClient, app_token: str) -> Finding:
    try:
        await web.apps_connections_open(app_token=app_token)
    except SlackApiError as refused:
        text = _(
            "Slack does not take the app token ({error}). Make one with connections:write, under Basic Information."
        )
        return wrong(text.format(error=why(refused)))
    return good(_("Slack takes the app token: Socket Mode can connect."))


def _skew(headers: dict[str, Any]) -> list[Finding]:
    try:
        theirs: datetime = parsedate_to_datetime(str(headers.get("date", "")))
    except (TypeError, ValueError):
        return []
    return [clock("Slack", (SystemClock().now() - theirs).total_seconds())]
