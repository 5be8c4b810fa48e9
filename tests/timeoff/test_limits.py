"""What stands in the way: every refusal has its own kind, and success and refusal share their set-up."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from core import people, timeoff
from core.errors import UserError
from core.timeoff import Wish
from core.when import Range, parse_range
from tests.timeoff.rules import as_hr, dutch, grant, hire, ledger, policy


def asks(support: SimpleNamespace, person: Any, days: str, kind: str = "holiday", hours: int = 0) -> str:
    """Ask for these days; gives the kind of the refusal, or "yes"."""
    meant = parse_range(days, date(2026, 11, 20), sure=True)
    try:
        support.company.write(lambda tx: timeoff.ask(tx, people.get(tx, person.id), Wish(meant, kind, hours)))
    except UserError as refusal:
        return refusal.kind
    return "yes"


def _notice(support: SimpleNamespace) -> None:
    policy(support, "notice", 14)


def _longest(support: SimpleNamespace) -> None:
    policy(support, "longest", 5)
    asks(support, support.ana, "30 nov 2026 - 4 dec 2026")


def _asked_before(support: SimpleNamespace) -> None:
    asks(support, support.ana, "25 nov 2026")


def _new(support: SimpleNamespace) -> None:
    policy(support, "eligible", 30)
    support.company.write(lambda tx: setattr(_row(tx, support.ana.id), "started_on", date(2026, 11, 2)))


def _row(tx: Any, person: int) -> Any:
    from core.people.models import Person

    return tx.get(Person, person)


TABLE: list[tuple[str, Callable[[SimpleNamespace], None], str, str]] = [
    ("nothing_to_deduct", lambda support: None, "28 nov 2026", "27 nov 2026"),
    ("already_past", lambda support: None, "2 nov 2026", "23 nov 2026"),
    ("overlap", _asked_before, "24 nov 2026 - 26 nov 2026", "26 nov 2026 - 27 nov 2026"),
    ("insufficient_balance", lambda support: None, "30 nov 2026 - 24 dec 2026", "30 nov 2026 - 4 dec 2026"),
    ("short_notice", _notice, "25 nov 2026", "7 dec 2026"),
    ("longest_run", _longest, "7 dec 2026", "8 dec 2026"),
    ("not_yet_eligible", _new, "25 nov 2026", "7 dec 2026"),
]


@pytest.mark.parametrize(("kind", "before", "refused", "taken"), TABLE, ids=[row[0] for row in TABLE])
def test_each_refusal_has_its_kind(
    support: SimpleNamespace, kind: str, before: Callable[[SimpleNamespace], None], refused: str, taken: str
) -> None:
    before(support)
    assert asks(support, support.ana, refused) == kind
    assert asks(support, support.ana, taken) == "yes"


def test_hours_that_end_before_the_day_are_outside_their_time(support: SimpleNamespace) -> None:
    """Rules 11 and 16: enough hours, none that can be used then."""
    kim = hire(support, "Kim de Wit")
    grant(support, kim.id, "statutory:2025", 4800, "2025-01-01", "2026-11-30")
    assert asks(support, kim, "1 dec 2026") == "outside_allocation"
    assert asks(support, kim, "30 nov 2026") == "yes"


def test_the_part_in_the_next_year_is_checked_against_that_year(support: SimpleNamespace) -> None:
    """Rule 13: each part against its own period."""
    kim = hire(support, "Kim de Wit")
    grant(support, kim.id, "lieu:2026", 4800, "2026-01-01", "2026-12-31")
    grant(support, kim.id, "lieu:2027", 480, "2027-01-01", "2027-12-31")
    assert asks(support, kim, "28 dec 2026 - 5 jan 2027") == "across_periods"
    assert asks(support, kim, "28 dec 2026 - 1 jan 2027") == "yes"


def test_a_floor_lets_people_go_below_nothing_and_no_further(support: SimpleNamespace) -> None:
    """Rule 14, and the same at the decision."""
    policy(support, "floor", -960)
    kim = hire(support, "Kim de Wit")
    grant(support, kim.id, "extra:2026", 480, "2026-01-01")
    assert asks(support, kim, "24 nov 2026 - 27 nov 2026") == "insufficient_balance"
    assert asks(support, kim, "24 nov 2026 - 26 nov 2026") == "yes"
    support.boss.presses("Approve")
    assert sum(minutes for _entry, minutes, _pot in ledger(support, kim.id)) == -960


def test_care_leave_is_told_and_stops_at_twice_the_weekly_hours(support: SimpleNamespace) -> None:
    """Rule 34: short-term care leave, 2 × weekly hours in 12 months; a notice, so nobody can decline it."""
    dutch(support)
    assert asks(support, support.ana, "23 nov 2026 - 4 dec 2026", "care_short") == "yes"
    assert support.boss.sees("Ana Bakker will be away")
    assert "Decline…" not in support.boss.buttons
    assert asks(support, support.ana, "7 dec 2026", "care_short") == "type_limit"
    assert asks(support, support.ana, "7 dec 2026") == "yes"
    assert not [line for line in ledger(support, support.ana.id) if line[0] == "use"]


def test_hours_and_halves_share_a_day_as_long_as_it_has_them(support: SimpleNamespace) -> None:
    """Rule 6, with hours."""
    assert asks(support, support.ana, "24 nov 2026 morning") == "yes"
    assert asks(support, support.ana, "24 nov 2026", hours=240) == "yes"
    assert asks(support, support.ana, "24 nov 2026", hours=60) == "overlap"
    assert asks(support, support.ana, "25 nov 2026", hours=600) == "too_many_hours"


def test_no_policy_goes_below_the_law(support: SimpleNamespace) -> None:
    """Rule 27."""
    dutch(support)
    with pytest.raises(timeoff.BelowTheLaw):
        policy(support, "statutory.weeks", 399)
    with pytest.raises(timeoff.BelowTheLaw):
        policy(support, "statutory.months", 5)
    policy(support, "statutory.weeks", 500)


def test_a_policy_counts_from_its_day(support: SimpleNamespace) -> None:
    as_hr(support, lambda tx, hr: timeoff.set_policy(tx, hr, "holiday", "notice", date(2026, 12, 1), 30))
    assert asks(support, support.ana, "25 nov 2026") == "yes"
    assert asks(support, support.ana, "2 dec 2026") == "short_notice"


def test_what_a_person_may_take_is_what_is_left_and_what_waits_counts(support: SimpleNamespace) -> None:
    """Rule 8: remaining and available are two numbers."""
    asks(support, support.ana, "30 nov 2026 - 4 dec 2026")
    balance = support.company.read(lambda tx: timeoff.balance_of(tx, support.ana.id))
    assert (balance.remaining, balance.available) == (116 * 60, 76 * 60)
    assert asks(support, support.ana, "7 dec 2026 - 18 dec 2026") == "insufficient_balance"
    with pytest.raises(ValueError, match="end before"):
        Range(date(2026, 12, 2), date(2026, 12, 1))
