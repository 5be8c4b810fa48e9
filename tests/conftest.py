"""What every test may ask for: an empty database, later a company whose people type and press."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.company import Company
from tests.lite import Lite


@pytest.fixture
def lite(tmp_path: Path) -> Iterator[Lite]:
    """An empty database on the frozen clock, Friday 20 November 2026, 09:00 in Amsterdam."""
    database = Lite(tmp_path)
    yield database
    database.close()


@pytest.fixture
def company(tmp_path: Path) -> Iterator[Company]:
    """An empty company at work: Friday 20 November 2026, 09:00 in Amsterdam."""
    made = Company(tmp_path)
    yield made
    made.close()
