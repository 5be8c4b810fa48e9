"""The `townhall` command inside the test's own process, as somebody types it in a folder."""

import asyncio
import logging
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import structlog
from click.testing import Result
from typer.testing import CliRunner

from adapters.cli import app
from adapters.migrating import prepare


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database as the first command makes it, which takes most of a second."""
    made = tmp_path_factory.mktemp("migrated") / "townhall.sqlite"
    asyncio.run(prepare(f"sqlite:///{made}"))
    return made


@pytest.fixture
def begun(tmp_path: Path, migrated: Path) -> Path:
    """The test's folder, in which some command has made the database already."""
    shutil.copy(migrated, tmp_path)
    return tmp_path


@pytest.fixture
def settled_log() -> Iterator[None]:
    """The log is afterwards what it was before."""
    before, root = structlog.get_config(), logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    structlog.configure(**before)
    root.handlers[:], root.level = handlers, level


@pytest.fixture
def types(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settled_log: None) -> Callable[..., Result]:
    """Type `townhall …` in the test's folder."""
    monkeypatch.chdir(tmp_path)

    def run(*words: str, **environment: str) -> Result:
        return CliRunner().invoke(app, list(words), env=environment)

    return run
