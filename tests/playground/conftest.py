"""The practice room on the loopback, and a Chromium that looks at it."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.playground.people import Rooms, Screens
from tests.playground.serving import Served

CHROMIUM = os.environ.get("TOWNHALL_CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox", "--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session")
def rooms() -> Iterator[Rooms]:
    """The companies, served once for all tests."""
    made = Rooms()
    yield made
    made.close()


@pytest.fixture
def served(request: pytest.FixtureRequest, rooms: Rooms) -> Served:
    """A small company; with the parameter "the sample company" the one that `townhall demo` shows."""
    sample = getattr(request, "param", "") == "the sample company"
    return rooms.fresh(company="sample" if sample else "small")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One Chromium for all tests of a file."""
    if not Path(CHROMIUM).exists():
        if os.environ.get("CI"):
            pytest.fail(f"CI is set and there is no Chromium at {CHROMIUM}; set TOWNHALL_CHROMIUM")
        pytest.skip(f"NOT TESTED IN A BROWSER: no Chromium at {CHROMIUM}; set TOWNHALL_CHROMIUM")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def windows() -> list[Any]:
    """Windows that nobody sits at."""
    return []


@pytest.fixture
def screens(browser: Any, windows: list[Any]) -> Iterator[Screens]:
    """Windows that are left after the test, which fails when anything went wrong in one of them."""
    made = Screens(browser, windows)
    yield made
    made.close()
    assert made.troubles == []


@pytest.fixture
def screen(served: Served, screens: Screens) -> Callable:
    """Opens a window for a persona: `screen("ana", "play:@ana", width=390)`."""
    return lambda user, at="home", width=1280: screens.opens(served, user, at, width)
