from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import structlog

from tests.adapters.slack.office import Office, office


@pytest.fixture(autouse=True)
def short_tracebacks() -> Iterator[None]:
    """Errors that tests provoke are logged without drawings of every variable, which take seconds."""
    before = structlog.get_config()
    structlog.configure(processors=[structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)])
    yield
    structlog.configure(**before)


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
