"""The balance: a ledger that explains itself, and who may see it."""

from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import timeoff
from core.errors import NotAllowed
from core.timeoff import Entry, GrantInUse, Line
from core.when import Range
from tests.timeoff.rules import as_hr, grant


def test_every_line_is_explained(support: SimpleNamespace) -> None:
    support.ana.types("/timeoff 24 nov")
    support.ana.presses("Request")
    support.boss.presses("Approve")
    support.ana.types("/timeoff balance")
    assert "Left: 108 hours" in support.ana.last
    assert "Entitlement · +116 → 116" in support.ana.last
    assert "Taken · −8 → 108" in support.ana.last


def test_who_is_away_is_told_but_never_why(support: SimpleNamespace) -> None:
    support.ana.types("/timeoff 24 nov")
    support.ana.presses("Request")
    support.joris.types("/timeoff away")
    assert "Ana" not in support.joris.last
    support.boss.presses("Approve")
    support.joris.types("/timeoff away")
    assert "Tue 24 Nov: absent: Ana Bakker" in support.joris.last


def test_a_colleague_cannot_see_somebody_elses_ledger(support: SimpleNamespace) -> None:
    """T13: the same answer as for somebody who does not exist."""

    def look(tx: object, whose: int) -> object:
        return timeoff.explain(tx, support.company.app.suite.reader(tx, f"person:{support.joris.id}"), whose)

    with pytest.raises(NotAllowed) as refused:
        support.company.read(lambda tx: look(tx, support.ana.id))
    with pytest.raises(NotAllowed) as unknown:
        support.company.read(lambda tx: look(tx, 9999))
    assert refused.value.text == unknown.value.text


def test_a_correction_is_a_line_of_its_own_by_hr_and_never_ones_own(support: SimpleNamespace) -> None:
    suite = support.company.app.suite
    support.company.write(
        lambda tx: timeoff.correct(
            tx, suite.reader(tx, f"person:{support.hr.id}"), support.ana.id, -60, "Counted twice"
        )
    )
    support.ana.types("/timeoff balance")
    assert "Correction · −1 → 115 · Counted twice" in support.ana.last
    with pytest.raises(NotAllowed):
        support.company.write(
            lambda tx: timeoff.correct(tx, suite.reader(tx, f"person:{support.hr.id}"), support.hr.id, 60, "Me")
        )


def test_an_opening_balance_is_written_once(support: SimpleNamespace) -> None:
    def write() -> bool:
        return bool(support.company.write(lambda tx: timeoff.open_balance(tx, support.boss.id, date(2026, 1, 1), 6000)))

    assert write()
    assert not write()
    assert support.company.read(lambda tx: timeoff.balance_of(tx, support.boss.id)).remaining == 6000


def test_the_cost_of_a_range_is_the_cost_of_its_parts(support: SimpleNamespace) -> None:
    """Additive over a split at any date, over Christmas and the new year."""
    company = support.company

    @settings(max_examples=40, deadline=None)
    @given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
    def additive(start: int, one: int, two: int) -> None:
        first = date.fromordinal(date(2026, 11, 23).toordinal() + start)
        middle = date.fromordinal(first.toordinal() + one)
        last = date.fromordinal(middle.toordinal() + 1 + two)
        after = date.fromordinal(middle.toordinal() + 1)

        def cost(begin: date, end: date) -> int:
            return company.read(lambda tx: timeoff.cost_of(tx, support.ana.id, Range(begin, end))).minutes

        assert cost(first, last) == cost(first, middle) + cost(after, last)

    additive()


def test_the_ledger_always_adds_up_to_the_balance(support: SimpleNamespace) -> None:
    for entry, minutes in ((Entry.CORRECTION, -30), (Entry.GRANT, 600)):
        support.company.write(
            lambda tx, entry=entry, minutes=minutes: timeoff.write_line(
                tx, support.ana.id, date(2026, 6, 1), minutes, entry
            )
        )
    me = support.company.read(lambda tx: support.company.app.suite.reader(tx, f"person:{support.ana.id}"))
    lines = support.company.read(lambda tx: timeoff.explain(tx, me, support.ana.id))
    assert lines[-1].total == sum(line.minutes for line in lines)
    assert lines[-1].total == support.company.read(lambda tx: timeoff.balance_of(tx, support.ana.id)).remaining


def test_a_grant_is_not_lowered_below_what_granted_leave_uses(support: SimpleNamespace) -> None:
    """Rule 18."""
    grant(support, support.ana.id, "extra:2026", 480, "2026-01-01", "2031-12-31")
    support.ana.types("/timeoff 24 nov")
    support.ana.presses("Request")
    support.boss.presses("Approve")
    with pytest.raises(GrantInUse):
        as_hr(support, lambda tx, hr: timeoff.correct(tx, hr, support.ana.id, -60, "Counted twice", "extra:2026"))
    as_hr(support, lambda tx, hr: timeoff.correct(tx, hr, support.ana.id, -116 * 60, "Counted twice", ""))
    with pytest.raises(GrantInUse):
        as_hr(support, lambda tx, hr: timeoff.correct(tx, hr, support.ana.id, -60, "Counted twice"))


BESIDE = [
    ("2026-11-20", (8, 24, 40)),
    ("2026-03-01", (0, 8, 40)),
    ("2025-12-31", (40, 0, 0)),
    ("2028-02-29", (0, 0, 0)),
]


@pytest.mark.parametrize(("today", "hours"), BESIDE)
def test_this_year_beside_the_last(today: str, hours: tuple[int, int, int]) -> None:
    """Leave by the day it begins, what came back taken off, grants left out; 29 February beside the 28th."""
    rows = [("2025-01-01", 9600, Entry.GRANT), ("2025-02-10", -480, Entry.USE), ("2025-11-20", -1440, Entry.USE),
            ("2025-11-20", 480, Entry.RETURN), ("2025-12-22", -960, Entry.USE), ("2026-05-04", -480, Entry.USE)]  # fmt: skip
    lines = [Line(date.fromisoformat(at), minutes, entry, None, "", 0) for at, minutes, entry in rows]
    assert tuple(some // 60 for some in timeoff.beside(lines, date.fromisoformat(today))) == hours


def test_the_balance_says_what_was_taken_this_year_and_the_last(support: SimpleNamespace) -> None:
    support.ana.types("/timeoff 24 nov - 25 nov")
    support.ana.presses("Request")
    support.boss.presses("Approve")
    support.company.until(date(2026, 11, 25), 10)
    support.ana.types("/timeoff balance")
    assert "Taken in 2026 so far: 16 hours. By this day in 2025: 0, in all of 2025: 0." in support.ana.last
