"""The practice room on the loopback, and a Chromium that looks at it."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from adapters.playground.room import Room
from adapters.sample import build
from bots.registry import BOTS
from tests.playground.serving import Served

CHROMIUM = os.environ.get("TOWNHALL_CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox", "--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture
def served(request: pytest.FixtureRequest) -> Iterator[Served]:
    """A small company; with the parameter "the sample company" the one that `townhall demo` shows."""
    sample = getattr(request, "param", "") == "the sample company"
    room = Served((lambda: Room(BOTS, build)) if sample else None)
    yield room
    room.close()


@pytest.fixture
def screen(served: Served) -> Iterator[Callable]:
    """Opens a browser context of its own for a persona: `screen("ana", "play:@ana", width=390)`."""
    if not Path(CHROMIUM).exists():
        if os.environ.get("CI"):
            pytest.fail(f"CI is set and there is no Chromium at {CHROMIUM}; set TOWNHALL_CHROMIUM")
        pytest.skip(f"NOT TESTED IN A BROWSER: no Chromium at {CHROMIUM}; set TOWNHALL_CHROMIUM")
    from playwright.sync_api import sync_playwright

    troubles: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)

        def opened(user: str, at: str = "home", width: int = 1280):
            context = browser.new_context(viewport={"width": width, "height": 800}, locale="nl-NL")
            context.set_default_timeout(15_000)
            page = context.new_page()
            page.on("pageerror", lambda error: troubles.append(str(error)))
            page.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
            page.goto(served.url)
            page.goto(f"{served.url.split('/?')[0]}/?as={user}&at={at}")
            return page

        yield opened
        browser.close()
    assert troubles == []
