from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.adapters.slack.office import Office, office


@pytest.fixture(params=["socket", "http"])
async def here(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Office]:
    """A company at work in the loopback Slack: every dialogue over Socket Mode and over signed HTTP."""
    async with office(tmp_path, over=request.param) as made:
        yield made


@pytest.fixture
async def on_socket(tmp_path: Path) -> AsyncIterator[Office]:
    """The company where only the Socket Mode line is at stake, or where the way in does not matter."""
    async with office(tmp_path) as made:
        yield made


@pytest.fixture
async def on_http(tmp_path: Path) -> AsyncIterator[Office]:
    """The company where Slack posts to us."""
    async with office(tmp_path, over="http") as made:
        yield made
