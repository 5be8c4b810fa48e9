"""What a running Townhall holds when nothing happens: with Slack's library, with Discord's, beside bare Python."""

import subprocess
import sys

CHILD = """
import asyncio, shutil, sys, tempfile
from pathlib import Path
import psutil
from bots.app import App
from bots.registry import BOTS
from bots.work import Worker
from core.clock import SystemClock
from core.db import Database
from tests.lite import template

def rest(platform):
    path = Path(tempfile.mkdtemp()) / "townhall.sqlite"
    shutil.copy(template(), path)
    return path

async def main(platform, path):
    if platform == "slack":
        from adapters.slack.client import SlackChat
    if platform == "discord":
        from adapters.discord.client import DiscordChat
    db = Database(f"sqlite:///{path}", SystemClock())
    app = App(db, BOTS)
    await app.start()
    worker = Worker(app)
    await worker.start()
    await asyncio.sleep(2)
    print(psutil.Process().memory_info().rss / 1e6)
    await worker.stop()
    await db.close()

platform = sys.argv[1]
asyncio.run(main(platform, rest(platform)))
"""


def held(*command: str) -> float:
    """Megabytes at rest, as this child says."""
    return float(
        subprocess.run([sys.executable, "-c", *command], check=True, capture_output=True, text=True).stdout.split()[-1]
    )


def main() -> None:
    """Print them."""
    bare = held("import psutil; print(psutil.Process().memory_info().rss / 1e6)")
    print(f"memory at rest (bare Python: {bare:.0f} MB; aim at most 160 with one platform)")
    for platform in ("slack", "discord"):
        resident = held(CHILD, platform)
        print(f"  with {platform:8s}              {resident:6.0f} MB   {resident / bare:.1f} x")
