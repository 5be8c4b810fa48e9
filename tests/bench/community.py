"""Counting and looking: ingest in batches beside bare upserts, and quiet detection over a year for many teams."""

import asyncio
import gc
import resource
import shutil
import sqlite3
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import insert

from core import community, people
from core.clock import SetClock
from core.community.models import TeamWeek
from core.db import Database, Query, Tx, table
from core.people.models import Person, Place, Team
from tests.lite import FRIDAY, template

ROWS, BATCH, YEAR = 20_000, 500, 52
TODAY = date(2026, 11, 20)
UPSERT = (
    "INSERT INTO community_count (place_id, team_id, day, messages) VALUES (?, ?, ?, ?) "
    "ON CONFLICT (place_id, day, team_id) DO UPDATE SET messages = messages + excluded.messages"
)
_TEAM, _PLACE = Query(insert(table(Team)), "id", "name"), Query(
    insert(table(Place)), "id", "ref", "name", "purpose", "team_id", "language", "zone")  # fmt: skip
_PERSON = Query(insert(table(Person)), "name", "team_id", "language", "zone", "location", "erased", "started_on")
_WEEK = Query(insert(table(TeamWeek)), "team_id", "monday", "scheduled", "present", "members", "holiday")


def empty(folder: Path) -> Path:
    """A fresh database file."""
    path = folder / f"{time.perf_counter_ns()}.sqlite"
    shutil.copy(template(), path)
    return path


def found(tx: Tx, teams: int, size: int) -> None:
    """So many teams of this size, with a place each."""
    tx.many(_TEAM, [{"id": one, "name": f"Team {one}"} for one in range(1, teams + 1)])
    tx.many(_PLACE, [{"id": one, "ref": f"slack:{one}", "name": f"team-{one}", "purpose": "team", "team_id": one,
                      "language": "en", "zone": "Europe/Amsterdam"} for one in range(1, teams + 1)])  # fmt: skip
    shared = {
        "language": "en",
        "zone": "Europe/Amsterdam",
        "location": "NL",
        "erased": False,
        "started_on": TODAY.replace(year=2020),
    }
    tx.many(_PERSON, [{"name": f"P{one}", "team_id": one % teams + 1, **shared} for one in range(teams * size)])


def rows(teams: int) -> list[dict[str, object]]:
    """Counts as they come: places over and over, a few days."""
    return [{"place_id": n % teams + 1, "team_id": n % teams + 1, "day": TODAY - timedelta(days=n % 7), "messages": 1}
            for n in range(ROWS)]  # fmt: skip


async def ingest(folder: Path) -> tuple[float, float]:
    """Seconds for Townhall's way and for bare upserts, the same batches, each committed in full."""
    wanted = rows(250)
    batches = [wanted[at : at + BATCH] for at in range(0, ROWS, BATCH)]
    path = empty(folder)
    db = Database(f"sqlite:///{path}", SetClock(FRIDAY))
    await db.write(lambda tx: found(tx, 250, 1))
    start = time.perf_counter()
    for batch in batches:
        await db.write(lambda tx, batch=batch: community.add_many(tx, batch))  # type: ignore[misc]
    ours = time.perf_counter() - start
    await db.close()
    bare = sqlite3.connect(empty(folder))
    bare.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=OFF")
    raw = [[(one["place_id"], one["team_id"], str(one["day"]), one["messages"]) for one in batch] for batch in batches]
    start = time.perf_counter()
    for lines in raw:
        with bare:
            bare.executemany(UPSERT, lines)
    theirs = time.perf_counter() - start
    bare.close()
    return ours, theirs


async def detect(folder: Path, persons: int, teams: int) -> tuple[float, float]:
    """Seconds (by the clock, and of work) to judge every team by a year of weeks and counts, on the writer."""
    db = Database(f"sqlite:///{empty(folder)}", SetClock(FRIDAY))
    size, last = persons // teams, community.monday(TODAY)

    def fill(tx: Tx) -> None:
        found(tx, teams, size)
        mondays = [last - timedelta(weeks=back) for back in range(YEAR, 0, -1)]
        for monday in mondays:
            tx.many(_WEEK, [{"team_id": team, "monday": monday, "scheduled": size * 10, "present": size * 9,
                             "members": size, "holiday": False} for team in range(1, teams + 1)])  # fmt: skip
            community.add_many(tx, [
                {"place_id": team, "team_id": team, "day": monday + timedelta(days=day),
                 "messages": 20 + (team + day) % 7}
                for team in range(1, teams + 1) for day in range(5)
            ])  # fmt: skip

    await db.write(fill)
    start, worked = time.perf_counter(), time.process_time()
    judged = await db.write(lambda tx: len(community.trends(tx, people.teams(tx), TODAY, looked_at=YEAR)))
    took = time.perf_counter() - start, time.process_time() - worked
    assert judged == teams
    await db.close()
    return took


def main() -> None:
    """Print the ratio and the curve."""
    template()
    gc.collect()
    gc.freeze()  # as a running Townhall does
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours, theirs = asyncio.run(ingest(folder))
        print(f"counting {ROWS} messages in batches of {BATCH}, committed in full (aim at least 0.3 x bare upserts)")
        print(f"  Townhall {ours:6.2f} s   bare {theirs:6.2f} s   {theirs / ours:5.2f} x")
        print("quiet teams, judged by a whole year (aim at most 1 s for 5,000 people in 250 teams)")
        for persons, teams in ((500, 25), (5_000, 250), (20_000, 1_000), (100_000, 5_000)):
            took, worked = asyncio.run(detect(folder, persons, teams))
            held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
            said = f"{took:7.2f} s ({worked:.2f} s of work)   {held:5.0f} MB at the highest so far"
            print(f"  {persons:7,} people {teams:6,} teams {said}")


if __name__ == "__main__":
    main()
