"""What every test may ask for: an empty database, and a company whose people type and press, on every database asked for."""

import gc
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import structlog

from tests import postgres
from tests.db_folders import DB_FOLDERS
from tests.lite import MEMORY, Lite, lite_url, room_in_memory

if TYPE_CHECKING:
    from tests.company import Company

HERE = Path(__file__).parent
LONGEST = {"test_crash.py", "test_storyboards.py", "test_contract.py", "test_browser.py", "test_long_send.py"}
"""Each takes half a minute or more; at the end one of two processes would be waiting for it."""
if room_in_memory():
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
    os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)
# Errors that tests provoke are logged without drawings of every variable, which take seconds.
*_before, _drawn = structlog.get_config()["processors"]
_plain = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
structlog.configure(processors=[*_before, _plain])
LOG = structlog.get_config()


def _on_both(path: Path) -> bool:
    inside = path.relative_to(HERE).parts if path.is_relative_to(HERE) else ("",)
    return inside[0] in DB_FOLDERS


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test marked `db`, or in a folder that is, runs once more on PostgreSQL when that is asked for.

    What `make test` ran on SQLite already is marked `again` there.
    """
    marked = metafunc.definition.get_closest_marker("db") or _on_both(metafunc.definition.path)
    if postgres.WANTED and marked and "database_url" in metafunc.fixturenames:
        lite = pytest.param("sqlite", marks=pytest.mark.again)
        metafunc.parametrize("database_url", [lite, "postgres"], indirect=True)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """`-m db` finds every test that uses a database in the folders listed; the files that take longest go first."""
    items.sort(key=lambda item: item.path.name not in LONGEST)
    for item in items:
        if _on_both(item.path) and "database_url" in getattr(item, "fixturenames", ()):
            item.add_marker("db")


def pytest_collection_finish() -> None:
    """What thousands of tests and the product are made of is no garbage: looking through it again and again takes long."""
    gc.collect()
    gc.freeze()


def pytest_sessionfinish() -> None:
    """The server that was started ends with the run."""
    postgres.stop()


@pytest.fixture(autouse=True)
def log_as_before() -> Iterator[None]:
    """What a test, or the product that it started, makes of the log ends with the test."""
    yield
    structlog.configure(**LOG)


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database for this test alone: a SQLite file, or in a second run one on PostgreSQL."""
    if getattr(request, "param", "sqlite") == "sqlite":
        yield lite_url(tmp_path)
    else:
        url = postgres.server().make()
        yield url
        postgres.server().drop(url)


@pytest.fixture
def lite(tmp_path: Path, database_url: str) -> Iterator[Lite]:
    """An empty database on the frozen clock, Friday 20 November 2026, 09:00 in Amsterdam."""
    database = Lite(tmp_path, database_url)
    yield database
    database.close()


@pytest.fixture
def company(tmp_path: Path, database_url: str) -> Iterator["Company"]:
    """An empty company at work: Friday 20 November 2026, 09:00 in Amsterdam."""
    from tests.company import Company  # all the bots: whoever only hands out the tests needs none of them

    made = Company(tmp_path, url=database_url)
    yield made
    made.close()
