"""The working week: seen by the person, changed by HR from a day on, with leave, balance and occupancy following."""

from datetime import date
from types import SimpleNamespace

import pytest

from core import people, timeoff
from core.errors import FieldError, NotAllowed
from tests.timeoff.rules import dutch, ledger
from tests.timeoff.test_occupancy import grid

READ = [
    ("8 8 8 8 8", [(480, 480, 480, 480, 480, 0, 0)]),
    ("7,6 7.6 7,6 7,6 0", [(456, 456, 456, 456, 0, 0, 0)]),
    ("0 0 0 0 0 8 8", [(0, 0, 0, 0, 0, 480, 480)]),
    ("8 8 8 8 8 / 8 8 8 8 0", [(480, 480, 480, 480, 480, 0, 0), (480, 480, 480, 480, 0, 0, 0)]),
    ("8;8;4;0;0", [(480, 480, 240, 0, 0, 0, 0)]),
]
WRONG = ["", "40", "8 8 8 8", "8 8 8 8 25", "8 8 8 8 -8", "0 0 0 0 0", "nan 8 8 8 8", "1e308 8 8 8 8", "8 8 8 8 8 /",
         "een twee drie vier vijf", " / ".join(["8 8 8 8 8"] * 9)]  # fmt: skip


@pytest.mark.parametrize(("typed", "weeks"), READ)
def test_hours_as_people_type_them(typed: str, weeks: list[tuple[int, ...]]) -> None:
    assert timeoff.read_weeks(typed) == weeks


@pytest.mark.parametrize("typed", WRONG)
def test_hours_that_cannot_be_are_refused_at_their_field(typed: str) -> None:
    with pytest.raises(FieldError):
        timeoff.read_weeks(typed)


def test_another_contract_in_mid_year_is_one_form_and_everything_follows(support: SimpleNamespace) -> None:
    """T35, rules 3 and 21: leave from that day on, the year's hours, and the month of the team."""
    dutch(support)
    support.ana.types("/timeoff hours")
    assert "Mon 8 · Tue 8 · Wed 8 · Thu 8 · Fri 8" in support.ana.last
    assert "Change somebody's…" not in support.ana.buttons
    support.ana.types("/timeoff 23 nov - 27 nov")
    support.ana.presses("Request")
    support.boss.presses("Approve")
    support.boss.types("/occupancy")
    support.hr.types("/timeoff hours")
    support.hr.presses("Change somebody's…")
    answer = support.hr.fills_in(person="ana", start="2026-11-25", week="40")
    assert "each day from Monday on" in " ".join(answer.errors.values())
    support.hr.fills_in(person="ana", start="2026-11-25", week="8 8 4 0 0")
    assert "Ana Bakker: another working week from 25 Nov 2026" in support.hr.last
    assert support.company.read(lambda tx: timeoff.find(tx, 1)).minutes == 1200
    assert sum(minutes for _entry, minutes, _pot in ledger(support, support.ana.id)) == 96 * 60
    assert support.ana.sees("This leave now takes 20 hours.")
    assert "□□□··" in grid(support.boss, "Ana")
    support.company.until(date(2026, 11, 25), 9)
    support.ana.types("/timeoff hours")
    assert "20 hours a week" in support.ana.last
    assert "Mon 8 · Tue 8 · Wed 4" in support.ana.last
    assert "Since 25 Nov 2026" in support.ana.last


def test_only_hr_and_never_their_own(support: SimpleNamespace) -> None:
    for who, whom in ((support.ana, support.ana), (support.boss, support.ana), (support.hr, support.hr)):
        with pytest.raises(NotAllowed):
            support.company.write(
                lambda tx, who=who, whom=whom: timeoff.set_contract(
                    tx, people.get(tx, who.id), whom.id, date(2026, 12, 1), "8 8 8 8 0"
                )
            )
    with pytest.raises(FieldError):
        support.company.write(
            lambda tx: timeoff.set_contract(
                tx, people.get(tx, support.hr.id), support.ana.id, date(2025, 12, 31), "8 8 8 8 0"
            )
        )
