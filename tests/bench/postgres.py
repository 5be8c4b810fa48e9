"""The full command path on PostgreSQL against bare asyncpg with the same statements; passed over where there is no server."""

import asyncio
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import asyncpg

from bots.app import App
from bots.chat import Press
from bots.registry import BOTS
from core.clock import SetClock
from core.db import Database
from tests.bench.command_path import Statement, fill, presses, recorded
from tests.lite import FRIDAY

IN_FLIGHT, POOL = 32, 8


async def in_flight(items: list[Any], do: Callable[[Any], Any]) -> float:
    """Seconds for all of them, 32 at a time."""
    queue = iter(items)

    async def one() -> None:
        for item in queue:
            await do(item)

    started = time.perf_counter()
    await asyncio.gather(*(one() for _ in range(IN_FLIGHT)))
    return time.perf_counter() - started


async def ours(url: str, events: list[Press]) -> float:
    """Seconds through the app."""
    db = Database(url, SetClock(FRIDAY))
    app = App(db, BOTS)

    async def press(event: Press) -> None:
        assert (await app.handle(event)).replace is not None

    took = await in_flight(events, press)
    await db.close()
    return took


async def raw(url: str, groups: list[list[Statement]]) -> float:
    """Seconds for the same statements on a pool of bare connections, a transaction each."""
    pool = await asyncpg.create_pool(url.replace("+asyncpg", ""), min_size=POOL, max_size=POOL)

    async def run(statements: list[Statement]) -> None:
        async with pool.acquire() as connection, connection.transaction():
            for text, arguments in statements:
                await connection.fetch(text, *arguments)

    took = await in_flight(groups, run)
    await pool.close()
    return took


def main(size: int = 320, rounds: int = 3) -> None:
    """Print the medians and their ratio."""
    if not (list(Path("/usr/lib/postgresql").glob("*/bin/initdb"))):
        print("PostgreSQL: no server on this machine, passed over")
        return
    from tests.postgres import Server

    server = Server("start")
    events = presses(size)
    found: dict[str, list[float]] = {"raw": [], "ours": []}
    try:
        first = server.make()
        asyncio.run(fill(first, size))
        groups = asyncio.run(recorded(first, events))
        for turn in range(rounds):
            for case in ("raw", "ours") if turn % 2 else ("ours", "raw"):
                url = server.make()
                asyncio.run(fill(url, size))
                found[case].append(asyncio.run(raw(url, groups) if case == "raw" else ours(url, events)))
    finally:
        server.stop()
    rate = {case: size / statistics.median(took) for case, took in found.items()}
    print(f"command path on PostgreSQL, 32 in flight, pool of {POOL}, medians of {rounds} rounds")
    print(f"  bare asyncpg                 {rate['raw']:8.0f}/s   1.00 x")
    print(f"  Townhall                     {rate['ours']:8.0f}/s   {rate['ours'] / rate['raw']:.2f} x   (aim 0.4)")
