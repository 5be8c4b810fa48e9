"""A small office: Ana full time, Bo on three days, Cas in another location, and a team above theirs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import pytest

from core.calendar import evenly, seed_holidays, set_pattern
from core.db import Tx
from core.people.models import Person, Team
from tests.lite import Lite

T = TypeVar("T")
LONG_AGO = date(2020, 1, 1)
FULL, THREE_DAYS = evenly(40 * 60), (480, 480, 480, 0, 0, 0, 0)


@dataclass
class Office:
    lite: Lite
    department: int = 1
    team: int = 2
    ana: int = 1
    bo: int = 2
    cas: int = 3
    unknown: int = 4
    """Somebody of whom no pattern is known."""

    def do(self, unit: Callable[[Tx], T]) -> T:
        return self.lite.write(unit)


@pytest.fixture
def office(lite: Lite) -> Office:
    def move_in(tx: Tx) -> None:
        tx.add_all([Team(id=1, name="Service")])
        tx.flush()
        tx.add_all([Team(id=2, name="Phones", parent_id=1)])
        tx.flush()
        tx.add_all(
            [
                Person(id=1, name="Ana", team_id=2),
                Person(id=2, name="Bo", team_id=2),
                Person(id=3, name="Cas", team_id=1, location="BE", zone="America/New_York"),
                Person(id=4, name="Dee", team_id=None, email="dee@example.org"),
            ]
        )
        tx.flush()
        set_pattern(tx, 1, LONG_AGO, FULL)
        set_pattern(tx, 2, LONG_AGO, THREE_DAYS)
        set_pattern(tx, 3, LONG_AGO, FULL)
        for location in ("NL", "BE"):
            for year in (2026, 2027):
                seed_holidays(tx, location, year)

    lite.write(move_in)
    return Office(lite)
