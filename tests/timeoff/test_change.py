"""Other days, fewer days, and schedules or holidays that change under a request: hours go both ways, pot by pot."""

from datetime import date
from types import SimpleNamespace

from hypothesis import given, settings
from hypothesis import strategies as st

from core import calendar, timeoff
from tests.timeoff.rules import PART, grant, hire, ledger


def left(support: SimpleNamespace, person: int) -> int:
    """Hours that remain."""
    return int(support.company.read(lambda tx: timeoff.balance_of(tx, person)).remaining) // 60


def granted(support: SimpleNamespace, days: str = "24 nov - 27 nov") -> None:
    support.ana.types(f"/timeoff {days}")
    support.ana.presses("Request")
    support.boss.presses("Approve")


def test_other_days_while_it_waits(support: SimpleNamespace) -> None:
    support.ana.types("/timeoff 24 nov - 27 nov")
    support.ana.presses("Request")
    support.ana.presses("Other days…")
    support.ana.fills_in(when="2026-12-01/2026-12-02")
    assert "Sent: Tue 1 – Wed 2 Dec" in support.ana.last
    assert "2 working days · 16 hours" in support.boss.last
    support.boss.presses("Approve")
    assert left(support, support.ana.id) == 100


def test_fewer_days_of_granted_leave_stay_granted_and_the_rest_comes_back(support: SimpleNamespace) -> None:
    granted(support)
    support.ana.presses("Other days…")
    support.ana.fills_in(when="2026-11-24/2026-11-25")
    assert "Approved: Tue 24 – Wed 25 Nov" in support.ana.last
    assert left(support, support.ana.id) == 100
    assert not support.company.read(lambda tx: calendar.is_away(tx, support.ana.id, date(2026, 11, 27)))


def test_other_days_of_granted_leave_are_asked_anew(support: SimpleNamespace) -> None:
    granted(support)
    support.ana.presses("Other days…")
    support.ana.fills_in(when="2026-12-01/2026-12-02")
    assert "Sent: Tue 1 – Wed 2 Dec" in support.ana.last
    assert left(support, support.ana.id) == 116
    support.boss.presses("Approve")
    assert left(support, support.ana.id) == 100


def test_back_earlier_from_leave_that_has_begun(support: SimpleNamespace) -> None:
    granted(support)
    support.company.until(date(2026, 11, 25), 10)
    support.ana.types("/timeoff mine")
    support.ana.presses("Look")
    support.ana.presses("Back earlier…")
    assert "within this leave" in " ".join(support.ana.fills_in(last="2026-11-27").errors.values())
    support.ana.fills_in(last="2026-11-25")
    assert left(support, support.ana.id) == 100
    assert "Approved: Tue 24 – Wed 25 Nov" in support.ana.last


def test_a_holiday_added_gives_hours_back_and_one_removed_takes_them(support: SimpleNamespace) -> None:
    """T35, rule 10: both ways, told to the person, and back again leaves everything as it was."""
    granted(support)
    day = date(2026, 11, 25)
    support.company.write(lambda tx: calendar.add_holiday(tx, "NL", day, "Founders' day"))
    assert left(support, support.ana.id) == 92
    assert support.ana.sees("This leave now takes 24 hours.")
    support.company.write(lambda tx: calendar.remove_holiday(tx, "NL", day))
    assert left(support, support.ana.id) == 84
    assert support.company.read(lambda tx: timeoff.find(tx, 1)).costs == "480,480,480,480"


def test_leave_of_which_every_day_became_free_is_cancelled(support: SimpleNamespace) -> None:
    """Rule 10."""
    granted(support, "25 nov")
    support.company.write(lambda tx: calendar.add_holiday(tx, "NL", date(2026, 11, 25), "Founders' day"))
    assert support.company.read(lambda tx: timeoff.find(tx, 1)).status == "cancelled"
    assert left(support, support.ana.id) == 116
    assert support.ana.sees("All hours are back.")


def test_a_contract_that_changes_in_the_middle_recosts_from_that_day(support: SimpleNamespace) -> None:
    """T35, rule 3."""
    granted(support, "23 nov - 27 nov")
    support.company.write(lambda tx: calendar.set_pattern(tx, support.ana.id, date(2026, 11, 25), PART))
    assert support.company.read(lambda tx: timeoff.find(tx, 1)).minutes == 1200
    assert left(support, support.ana.id) == 96


def test_each_hour_comes_back_to_its_own_pot(support: SimpleNamespace) -> None:
    """Rule 15: the middle day came from the old pot, so that pot gets it back, with its own end."""
    kim = hire(support, "Kim de Wit")
    grant(support, kim.id, "lieu:2025", 960, "2025-01-01", "2026-11-30")
    grant(support, kim.id, "extra:2026", 4800, "2026-01-01", "2031-12-31")
    kim.types("/timeoff 24 nov - 27 nov")
    kim.presses("Request")
    support.boss.presses("Approve")
    support.company.write(lambda tx: calendar.add_holiday(tx, "NL", date(2026, 11, 25), "Founders' day"))
    assert ledger(support, kim.id)[-1] == ("return", 480, "lieu:2025")


def test_adding_a_holiday_and_taking_it_away_is_as_if_nothing_was(support: SimpleNamespace) -> None:
    """A property of domain.md 10, over any day of granted leave that runs over the new year."""
    kim = hire(support, "Kim de Wit")
    grant(support, kim.id, "lieu:2025", 960, "2025-01-01", "2026-12-23")
    grant(support, kim.id, "extra:2026", 9600, "2026-01-01", "2031-12-31")
    kim.types("/timeoff 21 dec 2026 - 8 jan 2027")
    kim.presses("Request")
    support.boss.presses("Approve")
    before = left(support, kim.id)

    @settings(max_examples=8, deadline=None)
    @given(st.integers(0, 18))
    def nothing_was(ahead: int) -> None:
        day = date.fromordinal(date(2026, 12, 21).toordinal() + ahead)
        support.company.write(lambda tx: calendar.add_holiday(tx, "NL", day, "A day"))
        support.company.write(lambda tx: calendar.remove_holiday(tx, "NL", day))
        assert left(support, kim.id) == before

    nothing_was()
