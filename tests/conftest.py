"""What every test may ask for: an empty database, later a company whose people type and press."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.lite import Lite


@pytest.fixture
def lite(tmp_path: Path) -> Iterator[Lite]:
    """An empty database on the frozen clock, Friday 20 November 2026, 09:00 in Amsterdam."""
    database = Lite(tmp_path)
    yield database
    database.close()
