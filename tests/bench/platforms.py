"""One command over the real libraries against the bare library: CPU in the bot's own process, and how long people wait."""

import asyncio
import json
import statistics
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from typing import Any

import psutil

from tests.bench.light_discord import LightDiscord
from tests.bench.platform_bot import DAYS, SECRET
from tests.lite import FRIDAY
from tests.wire.slack import SlackServer, payloads
from tests.wire.slack.signing import SignedPost

AIMS = {"slack": 5, "discord": 3}
STORM_A_SECOND = 500
Act = Callable[[int], Awaitable[None]]


@asynccontextmanager
async def bot(**asked: Any) -> Any:
    """The bot in its own process, and the port where it listens."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bench.platform_bot", stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        stderr=sys.stderr,
    )  # fmt: skip
    assert process.stdin
    assert process.stdout
    process.stdin.write(json.dumps(asked).encode() + b"\n")
    told = await asyncio.wait_for(process.stdout.readline(), 60)
    try:
        yield psutil.Process(process.pid), json.loads(told)["port"]
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()


async def timed(act: Act, many: int, in_flight: int) -> list[float]:
    """Seconds that each of so many actions took."""
    numbers: Iterator[int] = iter(range(many))
    took: list[float] = []

    async def one() -> None:
        for number in numbers:
            began = time.perf_counter()
            await act(number)
            took.append(time.perf_counter() - began)

    await asyncio.gather(*(one() for _ in range(in_flight)))
    return took


async def measured(process: psutil.Process, act: Act, many: int) -> dict[str, float]:
    """CPU microseconds an action, and the median and 95th percentile of the wait at 1, 16 and 64 in flight."""
    await timed(act, 50, 4)
    found: dict[str, float] = {}
    spent = 0.0
    for in_flight in (1, 16, 64):
        before = sum(process.cpu_times()[:2])
        took = sorted(await timed(act, many, in_flight))
        spent += sum(process.cpu_times()[:2]) - before
        found[f"p50@{in_flight}"] = took[len(took) // 2]
        found[f"p95@{in_flight}"] = took[int(len(took) * 0.95)]
    return {"cpu": spent / (3 * many) * 1e6, **found}


async def slack(kind: str, over: str, many: int) -> dict[str, float]:
    """A slash command, over Socket Mode or signed HTTP."""
    async with SlackServer(rate_limits=False) as server:
        people = [
            server.person(f"U{number:03d}", f"Person {number}", f"u{number:03d}@example.com") for number in range(64)
        ]
        place = server.channel("C0BENCH", "bench", people)
        asked = {"platform": "slack", "kind": kind, "over": over, "space": server.workspace.team,
                 "users": [one.id for one in people], "bot_token": server.bot_token, "app_token": server.app_token,
                 "base_url": server.base_url}  # fmt: skip
        async with bot(**asked) as (process, port):
            if over == "http":
                now = FRIDAY.timestamp if kind == "ours" else time.time  # noqa: TID251
                server.delivery = SignedPost(f"http://127.0.0.1:{port}/slack/events", SECRET, 30, now=now)
            else:
                await server.socket_mode.connected()
            server.ack_seconds = 30

            async def act(number: int) -> None:
                payload = payloads.command(server, people[number % len(people)], "/timeoff", DAYS, place)
                ack = await server.delivery.deliver("slash_commands", payload)
                assert ack.payload.get("blocks"), ack

            found = await measured(process, act, many)
        server.violations.clear()
        return found


@asynccontextmanager
async def on_discord(kind: str, **more: Any) -> Any:
    """A Discord that only answers, with the bot on it: its process, who types the command, and that Discord."""
    async with LightDiscord() as server:
        users = [str(200000000000000000 + number) for number in range(64)]
        asked = {"platform": "discord", "kind": kind, "space": str(server.guild_id), "token": server.token,
                 "users": users, "port": server.port, **more}  # fmt: skip
        async with bot(**asked) as (process, _port):
            await server.ready()

            async def act(number: int) -> None:
                await asyncio.wait_for(server.command(users[number % len(users)], "timeoff", {"when": DAYS}), 30)

            yield process, act, server


async def discord(kind: str, many: int) -> dict[str, float]:
    """A slash command over the gateway."""
    async with on_discord(kind) as (process, act, _server):
        return await measured(process, act, many)


async def storm(seconds: float, a_second: int = STORM_A_SECOND) -> None:
    """Ten times Discord's ceiling of 50 calls a second, whether or not the bot keeps up: waits, and memory by fifths."""
    async with on_discord("ours", patience=2.0) as (process, act, server):
        await timed(act, 50, 4)
        took: list[float] = []
        late = 0

        async def one(number: int) -> None:
            nonlocal late
            began = time.perf_counter()
            try:
                await act(number)
            except TimeoutError:
                late += 1
            took.append(time.perf_counter() - began)

        loop, begin, acts, memory = asyncio.get_running_loop(), time.perf_counter(), set[asyncio.Task[None]](), []
        for number in range(int(seconds * a_second)):
            await asyncio.sleep(max(0.0, begin + number / a_second - time.perf_counter()))
            task = loop.create_task(one(number))
            acts.add(task)
            task.add_done_callback(acts.discard)
            if number % max(1, int(seconds * a_second / 5)) == 0:
                memory.append(process.memory_info().rss / 1e6)
        given = time.perf_counter() - begin
        if acts:
            await asyncio.wait(acts)
        memory.append(process.memory_info().rss / 1e6)
        took.sort()
        print(f"  Discord, storm of {len(took)} commands at {len(took) / given:.0f} a second:"
              f" first answer p50 {took[len(took) // 2]:.3f} s, p99 {took[int(len(took) * 0.99)]:.3f} s (aim under 1 s),"
              f" turned away {server.turned_away}, never {late};"
              " memory " + " ".join(f"{one:.0f}" for one in memory) + " MB (aim flat)")  # fmt: skip


def main(many: int = 300, rounds: int = 3, storm_seconds: float = 60, only: str = "") -> None:
    """Print the medians of the rounds as ratios, and what a storm does."""
    cases: dict[str, Callable[[str], Any]] = {
        "Slack, Socket Mode": lambda kind: slack(kind, "socket", many),
        "Slack, signed HTTP": lambda kind: slack(kind, "http", many),
        "Discord": lambda kind: discord(kind, many),
    }
    print(
        f"/timeoff {DAYS} with the database in the path, against the bare library's fixed answer; medians of {rounds} rounds"
    )
    for name, case in cases.items():
        if only not in name:
            continue
        runs: dict[str, list[dict[str, float]]] = {"bare": [], "ours": []}
        for turn in range(rounds):
            for kind in ("bare", "ours") if turn % 2 else ("ours", "bare"):
                runs[kind].append(asyncio.run(case(kind)))
        spent = {kind: [round(run["cpu"]) for run in found] for kind, found in runs.items()}
        ratio = {
            key: statistics.median(run[key] for run in runs["ours"])
            / statistics.median(run[key] for run in runs["bare"])
            for key in runs["bare"][0]
        }
        aim = AIMS[name.split(",")[0].lower()]
        print(f"  {name:20} CPU {ratio.pop('cpu'):.1f} x (aim at most {aim}; µs {spent})   wait "
              + "  ".join(f"{key} {value:.1f} x" for key, value in ratio.items()))  # fmt: skip
    if only in "Discord":
        asyncio.run(storm(storm_seconds))


if __name__ == "__main__":
    main()
