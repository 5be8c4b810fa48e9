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


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Office]:
    """A company at work in the loopback Slack."""
    async with office(tmp_path) as made:
        yield made
