"""A program that runs Townhall with the chat in memory as its platform, for a test that starts and ends it."""

import asyncio
import sys
from pathlib import Path

from adapters.playground.client import Playground
from adapters.running import Drawing, Line, run
from bots.app import App
from core.config import Config, ConfigError, load


class Quiet(Playground):
    """A platform nobody talks to."""

    async def start(self) -> None:
        """Nothing to connect to."""

    async def stop(self) -> None:
        """Say that the end was orderly."""
        print("the platform rests", flush=True)


def connect(app: App, config: Config, drawing: Drawing) -> list[Line]:
    """One quiet platform."""
    return [Line("slack", Quiet(app, "slack"), ConnectionError, lambda: "T1")]


if __name__ == "__main__":
    try:
        asyncio.run(run(load(Path(sys.argv[1])), connect))
    except ConfigError as refusal:
        sys.exit(str(refusal))
