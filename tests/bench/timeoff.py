"""Time off: cost and balance against plain tuples, the month of a large team, and the year's end against executemany."""

import asyncio
import resource
import shutil
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import func, insert, select

from core import calendar, timeoff
from core.calendar import Schedule, WorkPattern
from core.calendar.models import Pattern
from core.clock import SetClock
from core.db import Database, Tx, table
from core.people.models import Person
from core.timeoff import Pot, costs_on, spend
from core.timeoff.cost import by_date
from core.timeoff.models import LedgerLine, Policy
from core.when import Range
from tests.lite import FRIDAY, template

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
FULL, PART = (480, 480, 480, 480, 480, 0, 0), (480, 480, 240, 0, 0, 0, 0)
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON")
_ledger = table(LedgerLine)


def cpu(work: Callable[[], object], times: int) -> float:
    """CPU microseconds for one go, the best of five rounds."""
    rounds = []
    for _turn in range(5):
        begun = time.process_time()
        for _time in range(times):
            work()
        rounds.append((time.process_time() - begun) / times * 1e6)
    return min(rounds)


def arithmetic() -> None:
    """A request of a whole year and the balance over ten years of ledger."""
    changes = [(date(2016 + year, 3, 1), FULL if year % 2 else PART) for year in range(11)]
    closed = frozenset(FIRST + timedelta(days=at) for at in range(0, 365, 33))
    known = tuple(WorkPattern(start, week, False) for start, week in reversed(changes))
    schedule = Schedule(1, "Europe/Amsterdam", None, None, known, closed)
    days = Range(FIRST, LAST)
    lines = [(f"statutory:{2017 + at // 40}", (-480 if at % 40 else 19_000)) for at in range(400)]
    ends = {f"statutory:{year}": (date(year, 1, 1), date(year + 9, 6, 30)) for year in range(2017, 2027)}

    def ours() -> int:
        totals: dict[str, int] = {}
        for name, minutes in lines:
            totals[name] = totals.get(name, 0) + minutes
        pots = [Pot(name, *ends[name], left) for name, left in totals.items()]
        costs = costs_on(schedule, days)
        return spend(pots, by_date(FIRST, costs)).missing

    def plain() -> int:
        totals: dict[str, int] = {}
        for name, minutes in lines:
            totals[name] = totals.get(name, 0) + minutes
        pots = sorted([ends[name][1], ends[name][0], left] for name, left in totals.items())
        day, one, missing = FIRST, timedelta(days=1), 0
        while day <= LAST:
            needed = 0
            if day not in closed:
                for start, week in reversed(changes):
                    if start <= day:
                        needed = week[day.weekday()]
                        break
            for pot in pots:
                if needed and pot[1] <= day <= pot[0] and pot[2] > 0:  # type: ignore[operator]
                    taken = min(needed, pot[2])  # type: ignore[call-overload]
                    pot[2] -= taken  # type: ignore[operator]
                    needed -= taken
            missing += needed
            day += one
        return missing

    assert ours() == plain()
    took, limit = cpu(ours, 200), cpu(plain, 200)
    print("a request of one year with the balance over ten years of ledger (400 lines)")
    print(f"  plain tuples, day by day     {limit:8.0f} us  1.00 x")
    print(f"  Townhall                     {took:8.0f} us  {took / limit:.2f} x   (aim at most 5)")


async def fill(url: str, size: int) -> None:
    """So many people with a pattern and last year's hours, half of them part-timers."""
    db = Database(url, SetClock(FRIDAY))
    rules = (("accrual", 1), ("statutory.weeks", 400), ("statutory.months", 6), ("extra.weeks", 100), ("extra.months", 60),
             ("carry.cap", 1200), ("carry.months", 6))  # fmt: skip
    week = dict(zip(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), FULL, strict=True))

    def unit(first: int, until: int) -> Callable[[Tx], None]:
        def rows(tx: Tx) -> None:
            numbers = range(first, until)
            tx.execute(insert(table(Person)), [
                {"id": n, "name": f"Person {n}", "language": "en", "zone": "Europe/Amsterdam", "location": "NL",
                 "started_on": date(2020, 1, 1), "erased": False} for n in numbers])  # fmt: skip
            tx.execute(insert(table(Pattern)), [
                {"person_id": n, "valid_from": date(2020, 1, 1), "assumed": False, "more_weeks": "", **week,
                 "mon": 480 if n % 2 else 0} for n in numbers])  # fmt: skip
            tx.execute(insert(_ledger), [
                {"person_id": n, "day": FIRST, "minutes": 2400, "entry": "grant", "pot": "extra:2026", "usable_from": FIRST,
                 "usable_to": date(2031, 12, 31), "reason": ""} for n in numbers])  # fmt: skip

        return rows

    for first in range(1, size + 1, 5000):
        await db.write(unit(first, min(size, first + 4999) + 1))
    policies = [
        {"kind": "holiday", "rule": rule, "valid_from": date(2010, 1, 1), "value": value, "source": ""}
        for rule, value in rules
    ]
    await db.write(lambda tx: tx.execute(insert(table(Policy)), policies))
    await db.close()


async def year_end(path: Path, batch: int = 200) -> tuple[float, int]:
    """Wall seconds to credit, carry and cap everybody, and how many lines that made."""
    db = Database(f"sqlite:///{path}", SetClock(FRIDAY))
    before = await db.read(lambda tx: tx.execute(select(func.count()).select_from(_ledger)).scalar_one())
    begun, after = time.perf_counter(), 0
    while True:
        at: int | None = await db.write(
            lambda tx, after=after: timeoff.credit_batch(tx, date(2027, 1, 1), after, most=batch)  # type: ignore[misc]
        )
        if at is None:
            break
        after = at
    took = time.perf_counter() - begun
    made = await db.read(lambda tx: tx.execute(select(func.count()).select_from(_ledger)).scalar_one())
    await db.close()
    return took, made - before


def bare(source: Path, done: Path, folder: Path, batch: int) -> float:
    """Wall seconds to insert the very same lines into the same tables, in as many commits."""
    with sqlite3.connect(done) as made, sqlite3.connect(source) as old:
        newest = old.execute("SELECT max(id) FROM timeoff_ledger").fetchone()[0]
        rows = made.execute(
            "SELECT person_id, day, minutes, entry, pot, usable_from, usable_to, request_id, reason, by, key "
            "FROM timeoff_ledger WHERE id > ? ORDER BY id", (newest,)).fetchall()  # fmt: skip
    path = folder / "bare.sqlite"
    shutil.copy(source, path)
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    begun = time.perf_counter()
    for first in range(0, len(rows), batch * 5):
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(
            "INSERT INTO timeoff_ledger (person_id, day, minutes, entry, pot, usable_from, usable_to, request_id, reason, by, key) "
            "VALUES (?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT (key) DO NOTHING", rows[first : first + batch * 5])  # fmt: skip
        connection.execute("COMMIT")
    took = time.perf_counter() - begun
    connection.close()
    return took


def ends_of_year(size: int, batch: int = 200) -> None:
    """The whole company, once and once more."""
    with tempfile.TemporaryDirectory(prefix="townhall-bench-") as folder:
        source = Path(folder) / "company.sqlite"
        shutil.copy(template(), source)
        asyncio.run(fill(f"sqlite:///{source}", size))
        ours, limits = [], []
        memory = []
        for turn in range(3):
            done = Path(folder) / f"done{turn}.sqlite"
            shutil.copy(source, done)
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            took, made = asyncio.run(year_end(done, batch))
            memory.append((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)
            again = asyncio.run(year_end(done, batch))[1]
            assert again == 0, f"{again} lines twice"
            ours.append(took)
            limits.append(bare(source, done, Path(folder), batch))
            done.unlink()
    took, limit = statistics.median(ours), statistics.median(limits)
    print(f"the year's end of {size:,} people in batches of {batch:,}: {made:,} lines, run twice, written once")
    print(f"  bare executemany             {made / limit:8.0f}/s   1.00 x")
    print(f"  Townhall                     {made / took:8.0f}/s   {limit / took:.2f} x   (aim 0.3)")
    print(f"  memory that it took more     {max(memory):8.1f} MB")


async def drawn(path: Path, rounds: int) -> list[tuple[float, float]]:
    """Wall and CPU milliseconds for the month of the whole company on a reading connection, each time anew."""
    db = Database(f"sqlite:///{path}", SetClock(FRIDAY))
    took = []
    for _turn in range(rounds):
        begun, worked = time.perf_counter(), time.process_time()
        found = await db.read(lambda tx: calendar.team_days(tx, 1, date(2026, 11, 1), date(2026, 11, 30)))
        took.append(((time.perf_counter() - begun) * 1000, (time.process_time() - worked) * 1000))
        assert len(found.people) == found.days[2].scheduled // 2
    await db.close()
    return took


def team_month(size: int = 5000) -> None:
    """A month of one team with this many people, one in ten of them away for a week."""
    with tempfile.TemporaryDirectory(prefix="townhall-bench-") as folder:
        path = Path(folder) / "company.sqlite"
        shutil.copy(template(), path)
        asyncio.run(fill(f"sqlite:///{path}", size))
        with sqlite3.connect(path) as bare_hands:
            bare_hands.execute("INSERT INTO people_team (id, name) VALUES (1, 'Everybody')")
            bare_hands.execute("UPDATE people_person SET team_id = 1")
            bare_hands.executemany(
                "INSERT INTO calendar_absence (person_id, first_day, last_day, first_part, last_part, source, certain) "
                "VALUES (?, '2026-11-09', '2026-11-13', 'all', 'all', ?, 1)",
                [(one, f"timeoff:{one}") for one in range(1, size + 1, 10)])  # fmt: skip
        took = asyncio.run(drawn(path, 7))
    wall, work = (statistics.median(one[at] for one in took) for at in (0, 1))
    print(
        f"the month of a team of {size:,} people, read and drawn: {wall:.0f} ms, CPU {work:.0f} ms   (aim at most 150)"
    )


def main(size: int = 100_000) -> None:
    """Print all three."""
    arithmetic()
    team_month()
    ends_of_year(size)


if __name__ == "__main__":
    main()
