"""Calendar feeds over the web: a secret link answers with an .ics file, a wrong one with the same 404 as a revoked one."""

import asyncio
import hashlib
import re
import time
from collections import OrderedDict
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from aiohttp import web
from icalendar import Calendar, Event

from adapters.web import Part
from core import timeoff
from core.db import Database

SECRET = re.compile(r"[A-Za-z0-9_-]{32}")
A_MINUTE, KNOWN = 6, 10_000
"""How often one address may be asked for in a minute, and how many addresses are counted at a time."""
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
CONTENT = "text/calendar"


def part(db: Database, now: Callable[[], float] = time.monotonic) -> Part:
    """Serve `/calendar/<secret>.ics`. Links stand in no log: the server keeps none, and nothing here writes one."""
    asked: OrderedDict[str, list[float]] = OrderedDict()

    def too_often(secret: str) -> bool:
        mark, moment = hashlib.sha256(secret.encode()).hexdigest(), now()
        times = [one for one in asked.pop(mark, []) if one > moment - 60]
        asked[mark] = [*times[-A_MINUTE:], moment]
        if len(asked) > KNOWN:
            asked.popitem(last=False)
        return len(times) >= A_MINUTE

    async def answer(request: web.Request) -> web.Response:
        secret = request.match_info["secret"]
        if not SECRET.fullmatch(secret):
            raise web.HTTPNotFound
        if too_often(secret):
            return web.Response(status=429, headers={"Retry-After": "60"})
        found = await db.read(lambda tx: timeoff.feed_of(tx, secret))
        if found is None:
            raise web.HTTPNotFound
        content = await asyncio.to_thread(written, found)
        tag = hashlib.sha256(content).hexdigest()[:32]
        headers = {"ETag": f'"{tag}"', "Cache-Control": "private, max-age=900"}
        if any(one.value == tag for one in request.if_none_match or ()):
            return web.Response(status=304, headers=headers)
        return web.Response(body=content, content_type=CONTENT, charset="utf-8", headers=headers)

    def add(made: web.Application) -> None:
        made.router.add_get("/calendar/{secret}.ics", answer)

    return add


def written(feed: timeoff.Calendar) -> bytes:
    """The feed as an iCalendar file: whole days without a zone, the same bytes as long as nothing changed."""
    calendar = Calendar()
    calendar.add("prodid", "-//Townhall//time off//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", feed.name)
    for one in feed.events:
        event = Event()
        event.add("uid", f"{one.mark}@townhall")
        event.add("dtstamp", EPOCH)
        event.add("dtstart", one.first_day)
        event.add("dtend", one.last_day + timedelta(days=1))
        event.add("summary", one.title)
        event.add("status", "CONFIRMED" if one.sure else "TENTATIVE")
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    made: bytes = calendar.to_ical()
    return made


__all__ = ["part", "written"]
