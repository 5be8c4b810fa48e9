"""Calendar feeds over the wire: T37 — secret links, hashes only, 404 alike, an ETag, a limit, and nobody's reasons."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from icalendar import Calendar
from sqlalchemy import select, text, update

from adapters import feeds
from adapters.web import application, listen
from core import calendar, people, timeoff
from core.clock import SetClock
from core.db import Database, Tx, table
from core.people.models import Person, Team
from core.timeoff.passed_on import Feed
from tests.lite import FRIDAY, lite_url

Ask = Callable[..., Awaitable[tuple[int, bytes, Any]]]
DAY = date(2026, 11, 24)


class House:
    """A small company with a feed server on the loopback."""

    def __init__(self, folder: Path) -> None:
        self.db, self.moment = Database(lite_url(folder), SetClock(FRIDAY)), 0.0

    def fill(self, tx: Tx) -> None:
        tx.add(Team(id=1, name="Support"))
        tx.flush()
        tx.add_all([Person(id=1, name="Ana Bakker", team_id=1), Person(id=2, name="Joris Mulder", team_id=1)])
        tx.flush()
        me = people.get(tx, 1)
        timeoff.request(tx, me, timeoff_days(), note="burn-out")
        calendar.note_absence(tx, "timeoff.absent:9", 2, DAY, DAY)
        tx.facts.clear()

    async def link(self, what: str, person: int = 1) -> str:
        return await self.db.write(lambda tx: timeoff.make_feed(tx, people.get(tx, person), what))


def timeoff_days() -> Any:
    from core.when import Range

    return Range(DAY, DAY)


def at_the_door(folder: Path, visit: Callable[[House, Ask], Awaitable[None]]) -> None:
    """Open the house and its server, visit, and close."""

    async def stay() -> None:
        house = House(folder)
        await house.db.write(house.fill)
        runner, port = await listen(application(feeds.part(house.db, lambda: house.moment)), 0)
        async with aiohttp.ClientSession() as session:

            async def ask(secret: str, **headers: str) -> tuple[int, bytes, Any]:
                async with session.get(f"http://127.0.0.1:{port}/calendar/{secret}.ics", headers=headers) as answer:
                    return answer.status, await answer.read(), answer.headers

            await visit(house, ask)
        await runner.cleanup()
        await house.db.close()

    asyncio.run(stay())


def test_ones_own_leave_in_full_and_the_team_only_absent(tmp_path: Path) -> None:
    async def visit(house: House, ask: Ask) -> None:
        _status, own, headers = await ask(await house.link("own"))
        (event,) = Calendar.from_ical(own).walk("VEVENT")
        assert str(event["summary"]) == "Holiday, asked"
        assert (event["dtstart"].dt, event["dtend"].dt) == (DAY, date(2026, 11, 25))
        assert headers["Content-Type"].startswith("text/calendar")
        assert headers["Referrer-Policy"] == "no-referrer"
        _status, team, _headers = await ask(await house.link("team"))
        assert [str(one["summary"]) for one in Calendar.from_ical(team).walk("VEVENT")] == ["Joris Mulder: absent"]
        assert b"burn-out" not in own + team
        assert b"timeoff" not in team

    at_the_door(tmp_path, visit)


def test_wrong_revoked_replaced_and_left_are_the_same_404(tmp_path: Path) -> None:
    async def visit(house: House, ask: Ask) -> None:
        wrong = await ask("A" * 32)
        first, second = await house.link("own"), await house.link("own")
        replaced = await ask(first)
        assert (await ask(second))[0] == 200
        await house.db.write(lambda tx: timeoff.end_feeds(tx, people.get(tx, 1)))
        revoked = await ask(second)
        theirs = await house.link("own", 2)
        await house.db.write(
            lambda tx: tx.execute(
                update(table(Person)).where(table(Person).c.id == 2).values(left_on=date(2026, 11, 19))
            )
        )
        left = await ask(theirs)
        odd = await ask("..%2f..%2fetc")
        assert {(status, body) for status, body, _headers in (wrong, replaced, revoked, left, odd)} == {wrong[:2]}
        assert wrong[0] == 404

    at_the_door(tmp_path, visit)


def test_only_the_hash_is_kept_and_a_secret_is_long(tmp_path: Path) -> None:
    async def visit(house: House, ask: Ask) -> None:
        secret = await house.link("own")
        assert len(secret) * 6 >= 128
        kept = await house.db.read(lambda tx: tx.execute(select(table(Feed).c.hash)).scalars().all())
        assert secret not in kept
        await house.db.read(lambda tx: tx.execute(text("SELECT 1")))
        assert not any(secret.encode() in path.read_bytes() for path in tmp_path.iterdir() if path.is_file())

    at_the_door(tmp_path, visit)


def test_an_etag_spares_the_body_and_asking_too_often_waits(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    async def visit(house: House, ask: Ask) -> None:
        secret = await house.link("own")
        _status, _body, headers = await ask(secret)
        again, body, _headers = await ask(secret, **{"If-None-Match": headers["ETag"]})
        assert (again, body) == (304, b"")
        for _time in range(feeds.A_MINUTE):
            last = (await ask(secret))[0]
        assert last == 429
        house.moment += 61
        assert (await ask(secret))[0] == 200
        said = capsys.readouterr()
        assert secret not in said.out + said.err

    at_the_door(tmp_path, visit)
