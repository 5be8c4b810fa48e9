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

from tests.bench.platform_bot import DAYS, SECRET
from tests.lite import FRIDAY
from tests.wire.discord import DiscordServer
from tests.wire.slack import SlackServer, payloads
from tests.wire.slack.signing import SignedPost

AIMS = {"slack": 5, "discord": 3}
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


async def discord(kind: str, many: int) -> dict[str, float]:
    """A slash command over the gateway."""
    async with DiscordServer() as server:
        people = [server.person(f"Person {number}") for number in range(64)]
        asked = {"platform": "discord", "kind": kind, "space": str(server.guild_id), "token": server.token,
                 "users": [str(one.id) for one in people], "port": server.port}  # fmt: skip
        async with bot(**asked) as (process, _port):
            await server.ready()

            async def act(number: int) -> None:
                answer = await server.command(people[number % len(people)], "timeoff", {"when": DAYS})
                assert answer.message is not None

            found = await measured(process, act, many)
        server.violations.clear()
        return found


def main(many: int = 300, rounds: int = 3) -> None:
    """Print the medians of the rounds as ratios."""
    cases: dict[str, Callable[[str], Any]] = {
        "Slack, Socket Mode": lambda kind: slack(kind, "socket", many),
        "Slack, signed HTTP": lambda kind: slack(kind, "http", many),
        "Discord": lambda kind: discord(kind, max(60, many // 3)),
    }
    print(
        f"/timeoff {DAYS} with the database in the path, against the bare library's fixed answer; medians of {rounds} rounds"
    )
    for name, case in cases.items():
        runs: dict[str, list[dict[str, float]]] = {"bare": [], "ours": []}
        for turn in range(rounds):
            for kind in ("bare", "ours") if turn % 2 else ("ours", "bare"):
                runs[kind].append(asyncio.run(case(kind)))
        ratio = {
            key: statistics.median(run[key] for run in runs["ours"])
            / statistics.median(run[key] for run in runs["bare"])
            for key in runs["bare"][0]
        }
        aim = AIMS[name.split(",")[0].lower()]
        print(f"  {name:20} CPU {ratio.pop('cpu'):.1f} x (aim at most {aim})   wait "
              + "  ".join(f"{key} {value:.1f} x" for key, value in ratio.items()))  # fmt: skip


if __name__ == "__main__":
    main()
