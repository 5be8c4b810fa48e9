"""How time passes in the practice room: to a chosen moment, hour by hour, with all that falls due on the way."""

from datetime import datetime, timedelta

from adapters.playground.client import Forged
from adapters.playground.room import ZONE, Room
from core import calendar
from core.clock import at_local, local_day


async def passes(room: Room, until: datetime) -> None:
    """Time passes until this instant; what falls due on the way happens, hour by hour."""
    clock = room.world.clock
    while (left := until - clock.now()) > timedelta(0):
        clock.move(min(timedelta(hours=1), left))
        await room.world.worker.drain()
    room.changed("clock", "", None)


async def moment(room: Room, name: str) -> datetime:
    """The instant behind a name: `hour`, `workday`, `friday` or `monday`; raises Forged for another."""
    now = room.world.clock.now()
    today = local_day(now, ZONE)
    if name == "hour":
        return now + timedelta(hours=1)
    if name == "friday":
        at = at_local(today + timedelta(days=(4 - today.weekday()) % 7), 16, 0, ZONE)
        return at if at > now else at_local(today + timedelta(days=7), 16, 0, ZONE)
    if name == "monday":
        return at_local(today + timedelta(days=7 - today.weekday()), 9, 0, ZONE)
    if name == "workday":
        day, far = today + timedelta(days=1), today + timedelta(days=15)
        free = await room.world.db.read(lambda tx: calendar.holidays_between(tx, "NL", today, far))
        while day.weekday() > 4 or day in {one.day for one in free}:
            day += timedelta(days=1)
        return at_local(day, 9, 0, ZONE)
    raise Forged(name)
