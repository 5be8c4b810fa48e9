"""The turn of the year and the month: exactly once under late, double and broken runs; carry-over and what ends by itself."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from core import calendar, timeoff
from tests.timeoff.rules import PART, as_hr, day, dutch, grant, hire, ledger, policy


def credits(support: SimpleNamespace, when: str, *, most: int = 3, sure: bool = True) -> None:
    """Everybody in batches of so many."""
    after: int | None = 0
    while after is not None:
        after = support.company.write(
            lambda tx, at=after: timeoff.credit_batch(tx, day(when), at, sure=sure, most=most)
        )


def at(support: SimpleNamespace, moment: datetime) -> None:
    support.company.clock.set(moment)


def test_the_first_of_january_credits_everybody_once(support: SimpleNamespace) -> None:
    """T27: the night job, again by hand, in other batches: one line a pot; told by the clock, not by a person."""
    dutch(support)
    policy(support, "extra.weeks", 100)
    at(support, datetime(2027, 1, 1, 0, 0, tzinfo=UTC))
    support.company.settles()
    for most in (1, 2, 50):
        credits(support, "2027-01-01", most=most)
    lines = [line for line in ledger(support, support.ana.id) if line[2]]
    assert lines == [("grant", 9600, "statutory:2027"), ("grant", 2400, "extra:2027")]


def test_three_days_late_is_as_if_in_time(support: SimpleNamespace) -> None:
    """T27."""
    dutch(support)
    at(support, datetime(2027, 1, 4, 9, 0, tzinfo=UTC))
    support.company.settles()
    assert [line for line in ledger(support, support.ana.id) if line[2]] == [("grant", 9600, "statutory:2027")]


def test_a_month_at_a_time(support: SimpleNamespace) -> None:
    """Rule 20: twelve instalments, each once, together the year."""
    dutch(support)
    as_hr(support, lambda tx, hr: timeoff.set_policy(tx, hr, "holiday", "accrual", date(2028, 1, 1), 12))
    for month in range(1, 13):
        for _again in range(2):
            credits(support, f"2028-{month:02d}-01", most=50)
    lines = [minutes for entry, minutes, pot in ledger(support, support.ana.id) if pot == "statutory:2028"]
    assert len(lines) == 12
    assert sum(lines) == 9600


def test_another_contract_in_mid_year_and_back_again(support: SimpleNamespace) -> None:
    """T35: what is credited follows the contract, with a line of its own each time, and explains itself."""
    dutch(support)
    at(support, datetime(2027, 1, 1, 8, 0, tzinfo=UTC))
    credits(support, "2027-01-01")
    at(support, datetime(2027, 6, 15, 8, 0, tzinfo=UTC))
    for week in (PART, (480, 480, 480, 480, 480, 0, 0), PART):
        support.company.write(lambda tx, week=week: calendar.set_pattern(tx, support.ana.id, day("2027-07-01"), week))
    lines = [minutes for _entry, minutes, pot in ledger(support, support.ana.id) if pot == "statutory:2027"]
    assert lines == [9600, -2419, 2419, -2419]


def test_joiners_and_leavers_get_their_part(support: SimpleNamespace) -> None:
    """Rule 21."""
    dutch(support)
    new = hire(support, "Kim de Wit", started_on=date(2027, 7, 2))
    credits(support, "2027-08-01")
    assert ledger(support, new.id) == [("grant", 4814, "statutory:2027")]
    support.company.write(lambda tx: setattr(_person(tx, new.id), "left_on", date(2027, 9, 30)))
    credits(support, "2027-09-01")
    assert sum(minutes for _entry, minutes, _pot in ledger(support, new.id)) == 2394


def _person(tx: Any, number: int) -> Any:
    from core.people.models import Person

    return tx.get(Person, number)


def test_carry_over_stops_at_its_cap_and_the_rest_gets_an_end_of_its_own(support: SimpleNamespace) -> None:
    """Rule 17: min(unused, cap); only what is left unused of it lapses, once."""
    policy(support, "carry.cap", 2400)
    policy(support, "carry.months", 3)
    grant(support, support.ana.id, "extra:2026", 3000, "2026-01-01")
    grant(support, support.joris.id, "extra:2026", 600, "2026-01-01")
    for _again in range(2):
        credits(support, "2027-01-01")
    assert ledger(support, support.ana.id)[-3:] == [
        ("expiry", -600, "extra:2026"), ("carry", -2400, "extra:2026"), ("carry", 2400, "carried:2026"),
    ]  # fmt: skip
    assert ledger(support, support.joris.id)[-1] == ("carry", 600, "carried:2026")
    at(support, datetime(2027, 1, 4, 9, 0, tzinfo=UTC))
    support.ana.types("/timeoff 2 feb")
    support.ana.presses("Request")
    support.boss.presses("Approve")
    assert ledger(support, support.ana.id)[-1] == ("use", -480, "carried:2026")
    for _again in range(2):
        credits(support, "2027-04-01")
    assert [line for line in ledger(support, support.ana.id) if line[0] == "expiry"][-1] == (
        "expiry",
        -1920,
        "carried:2026",
    )


@pytest.mark.parametrize(("sort", "left"), [("statutory", 600), ("extra", 600), ("lieu", 0)])
def test_the_clock_never_takes_statutory_or_extra_hours(support: SimpleNamespace, sort: str, left: int) -> None:
    """Rules 28 to 30: those are flagged for HR; time in lieu ends by itself."""
    grant(support, support.ana.id, f"{sort}:2025", 600, "2025-01-01", "2026-06-30")
    credits(support, "2027-01-01")
    assert sum(minutes for _entry, minutes, pot in ledger(support, support.ana.id) if pot) == left


def test_a_clock_that_jumped_takes_nothing_away(support: SimpleNamespace) -> None:
    """T27: after a gap hours are credited, and nothing lapses without a person."""
    dutch(support)
    grant(support, support.ana.id, "lieu:2025", 600, "2025-01-01", "2026-12-31")
    at(support, datetime(2028, 1, 1, 8, 0, tzinfo=UTC))
    support.company.settles()
    lines = ledger(support, support.ana.id)
    assert ("grant", 9600, "statutory:2028") in lines
    assert not [line for line in lines if line[0] == "expiry"]


def test_what_was_brought_along_in_a_year_holds_that_year(support: SimpleNamespace) -> None:
    """An opening balance of 1 October is not credited that year again, and the next year as usual."""
    dutch(support)
    kim = hire(support, "Kim de Wit")
    support.company.write(lambda tx: timeoff.open_balance(tx, kim.id, date(2026, 10, 1), 3000))
    policy(support, "accrual", 1)
    credits(support, "2026-11-01")
    assert ledger(support, kim.id) == [("opening", 3000, "")]
    credits(support, "2027-01-01")
    assert ledger(support, kim.id)[-1] == ("grant", 9600, "statutory:2027")


def test_the_opening_of_a_span_is_the_closing_of_the_day_before(support: SimpleNamespace) -> None:
    """Rule 25."""
    grant(support, support.ana.id, "extra:2026", 600, "2026-05-01")
    lines = support.company.read(
        lambda tx: timeoff.explain(tx, support.company.app.suite.reader(tx, f"person:{support.ana.id}"), support.ana.id)
    )
    _before, _added, end = timeoff.closing(lines, day("2026-01-01"), day("2026-04-30"))
    start, added, last = timeoff.closing(lines, day("2026-05-01"), day("2026-12-31"))
    assert end == start == 6960
    assert (added[timeoff.Entry.GRANT], last) == (600, 7560)


def test_what_a_gap_left_is_shown_to_hr_and_carried_out_by_a_click(support: SimpleNamespace) -> None:
    """T27: the clock was down at the turn of the year; nothing is taken away until HR has looked."""
    policy(support, "carry.cap", 60)
    grant(support, support.ana.id, "extra:2026", 480, "2026-01-01", "2031-12-31")
    support.company.clock.set(datetime(2027, 1, 9, 8, 0, tzinfo=UTC))
    support.company.settles()
    assert ledger(support, support.ana.id)[-1] == ("grant", 480, "extra:2026")
    support.hr.types("/timeoff lapse")
    assert "1 person has carry-over" in support.hr.last
    assert "7 hours end by it" in support.hr.last
    support.hr.presses("Carry it out")
    support.hr.presses("Carry it out")
    assert ledger(support, support.ana.id)[-1] == ("expiry", -420, "extra:2026")
    assert [line[0] for line in ledger(support, support.ana.id)].count("expiry") == 1
