"""Pots: the one that ends first is used first, on the date of absence; what comes back goes where it came from."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.timeoff import Pot, came_from, entitled, spend, usable
from core.timeoff.entitlement import expected
from tests.timeoff.rules import FULL, PART, day, grant, hire, ledger, rules, schedule

OLD = Pot("statutory:2025", day("2025-01-01"), day("2026-06-30"), 600)
NEW = Pot("statutory:2026", day("2026-01-01"), day("2027-06-30"), 9600)
EXTRA = Pot("extra:2026", day("2026-01-01"), day("2031-12-31"), 2400)
JUNE = [(day("2026-06-30"), 480), (day("2026-07-01"), 480)]
TABLE = [
    ("16: the pot that ends first is used first", (NEW, OLD), [(day("2026-06-01"), 480)], [("statutory:2025", 480)], 0),
    (
        "16: after its last day the next pot pays",
        (NEW, OLD),
        JUNE,
        [("statutory:2025", 480), ("statutory:2026", 480)],
        0,
    ),
    (
        "16: one day from two pots",
        (NEW, OLD),
        [(day("2026-06-01"), 960)],
        [("statutory:2025", 600), ("statutory:2026", 360)],
        0,
    ),
    ("40: statutory before extra", (EXTRA, NEW), [(day("2026-06-01"), 480)], [("statutory:2026", 480)], 0),
    ("13: nothing of a year before it begins", (NEW,), [(day("2025-12-31"), 480)], [], 480),
    ("13: what is missing is said by date", (OLD,), JUNE, [("statutory:2025", 480)], 480),
]


@pytest.mark.parametrize(("rule", "pots", "wanted", "uses", "missing"), TABLE, ids=[row[0] for row in TABLE])
def test_dated_examples(rule: str, pots: Any, wanted: Any, uses: Any, missing: int) -> None:
    spent = spend(pots, wanted)
    assert [(pot, minutes) for pot, _day, minutes in spent.uses] == uses
    assert spent.missing == missing


EARNED = [
    ("26: four times the weekly hours", schedule(), 2026, 400, 9600),
    ("21: half a year by days", schedule(started="2026-07-02"), 2026, 400, 4814),
    ("21: a leap year has 366 days", schedule(started="2028-07-02"), 2028, 400, 4800),
    ("21: a leaver", schedule(left="2026-01-31"), 2026, 400, 816),
    ("2: a part-timer", schedule(("2026-01-01", PART)), 2026, 400, 4800),
    ("35: another contract from 1 July", schedule(("2026-01-01", FULL), ("2026-07-01", PART)), 2026, 400, 7181),
    ("21: never rounded down", schedule(left="2026-01-01"), 2026, 400, 27),
    ("26: not employed at all", schedule(started="2027-01-01"), 2026, 400, 0),
]


@pytest.mark.parametrize(("rule", "when", "year", "weeks", "minutes"), EARNED, ids=[row[0] for row in EARNED])
def test_what_is_earned_in_a_year(rule: str, when: Any, year: int, weeks: int, minutes: int) -> None:
    assert entitled(when, year, weeks) == minutes


def test_twelve_instalments_never_pass_the_year() -> None:
    """Rule 20: cumulative rounding."""
    odd, total = schedule(("2026-01-01", (457, 457, 457, 457, 457, 0, 0))), 0
    for month in range(1, 13):
        end = date(2026 + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        so_far = entitled(odd, 2026, 400, end)
        assert so_far >= total
        total = so_far
    assert total == entitled(odd, 2026, 400) == 4 * 5 * 457


def _pot(number: int, first: int, length: int, minutes: int) -> Pot:
    start = date(2026, 1, 1) + timedelta(days=first)
    return Pot(f"extra:{2000 + number}", start, start + timedelta(days=length), minutes)


pots_made = st.lists(
    st.builds(_pot, st.integers(0, 30), st.integers(0, 300), st.integers(0, 300), st.integers(0, 5000)),
    max_size=5,
    unique_by=lambda pot: pot.name,
)
dates_made = st.lists(
    st.tuples(st.integers(0, 400), st.integers(1, 480)), max_size=12, unique_by=lambda pair: pair[0]
).map(lambda pairs: sorted((date(2026, 1, 1) + timedelta(days=at), minutes) for at, minutes in pairs))


@settings(max_examples=60, deadline=None)
@given(pots_made, dates_made)
def test_nothing_is_spent_twice_and_nothing_is_lost(pots: list[Pot], wanted: list[tuple[date, int]]) -> None:
    """What dates take and what they miss add up; no pot gives more than it has; giving all back is as if nothing was."""
    spent = spend(pots, wanted)
    assert sum(minutes for _pot, _day, minutes in spent.uses) + spent.missing == sum(
        minutes for _day, minutes in wanted
    )
    for pot in pots:
        assert sum(minutes for name, _day, minutes in spent.uses if name == pot.name) <= max(0, pot.minutes)
    back = came_from([(name, minutes) for name, _day, minutes in spent.uses], wanted)
    assert sum(minutes for _day, _pot, minutes in back) == sum(minutes for _pot, _day, minutes in spent.uses)


def test_hours_past_their_day_that_nobody_let_lapse_can_still_be_used() -> None:
    """Rule 30: without HR's click statutory hours stay."""
    assert spend(usable([OLD], day("2026-09-01")), [(day("2026-09-02"), 480)]).missing == 0


def test_what_was_taken_beyond_a_pot_is_owed_by_the_others() -> None:
    assert sum(pot.minutes for pot in usable([NEW, Pot("", None, None, -600)], day("2026-09-01"))) == 9000


def test_a_request_takes_from_two_pots_and_a_cancelled_one_gives_each_its_own(support: SimpleNamespace) -> None:
    """Rules 15 and 16, as a dialogue."""
    kim = hire(support, "Kim de Wit")
    grant(support, kim.id, "statutory:2025", 600, "2025-01-01", "2027-01-31")
    grant(support, kim.id, "extra:2026", 2400, "2026-01-01", "2031-12-31")
    kim.types("/timeoff 24 nov - 25 nov")
    assert "Comes from: Statutory 2025 until 31 Jan 2027: 10 hours\nExtra 2026 until 31 Dec 2031: 6 hours" in kim.last
    kim.presses("Request")
    support.boss.presses("Approve")
    assert ledger(support, kim.id)[-2:] == [("use", -600, "statutory:2025"), ("use", -360, "extra:2026")]
    kim.types("/timeoff balance")
    assert "Extra 2026: 34" in kim.last
    kim.presses("Cancel this leave")
    assert sorted(ledger(support, kim.id)[-2:]) == [("return", 360, "extra:2026"), ("return", 600, "statutory:2025")]


def test_next_year_is_paid_by_what_next_year_will_bring() -> None:
    """Rule 13: dates of 2027 count on the hours of 2027, as far as the rules are known."""
    coming = expected(schedule(), rules(accrual=1, statutory__weeks=400, statutory__months=6), 2027)
    assert coming == [Pot("statutory:2027", day("2027-01-01"), day("2028-06-30"), 9600)]
