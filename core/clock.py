"""The one clock: instants are UTC, days are local dates; tests and the playground move it."""

from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from typing import Protocol
from zoneinfo import ZoneInfo, available_timezones


class Clock(Protocol):
    """What tells the time."""

    def now(self) -> datetime:
        """This instant, aware, in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """This instant, aware, in UTC."""
        return datetime.now(UTC)  # noqa: TID251


class SetClock:
    """A clock that stands still until it is moved (tests), or runs on from a chosen moment (playground)."""

    def __init__(self, at: datetime, running: bool = False) -> None:
        self._at = at.astimezone(UTC)
        self._since = SystemClock().now() if running else None

    def now(self) -> datetime:
        """The chosen instant, plus the time since when it runs."""
        return self._at if self._since is None else self._at + (SystemClock().now() - self._since)

    def move(self, by: timedelta) -> datetime:
        """Go forward (or back) and say what time it is now."""
        self._at += by
        return self.now()

    def set(self, at: datetime) -> datetime:
        """Go to this instant."""
        self._at = at.astimezone(UTC)
        self._since = None if self._since is None else SystemClock().now()
        return self.now()


@lru_cache(maxsize=256)
def local_day(at: datetime, zone: str) -> date:
    """The calendar date of this instant in this zone."""
    return at.astimezone(ZoneInfo(zone)).date()


def at_local(day: date, hour: int, minute: int, zone: str) -> datetime:
    """The instant of this wall-clock time; a time skipped by a clock change moves forward, a doubled one is the first."""
    wall = datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo(zone))
    return wall.astimezone(UTC)


@cache
def known_zones() -> frozenset[str]:
    """The names of all time zones here; looked up once, because that reads a folder of hundreds of files."""
    return frozenset(available_timezones())
