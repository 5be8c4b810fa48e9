"""A property of domain.md 10: granting and cancelling leaves every pot as it was, whatever the pots and the days."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import people, timeoff
from core.db import Tx
from core.timeoff import Pot, Wish
from core.when import Part, Range
from tests.timeoff.rules import grant, hire

FIRST = date(2026, 11, 23)


class Undone(Exception):
    """Each example leaves the database as it was."""


def pots(tx: Tx, person: int) -> list[Pot]:
    """Every pot with what is left in it."""
    return sorted(timeoff.balance_of(tx, person).pots)


def test_granting_shortening_and_cancelling_is_as_if_nothing_was(support: SimpleNamespace) -> None:
    """Rules 1, 15 and 16: half days, several pots with ends in between, shortened on the way or not."""
    company, boss = support.company, support.boss.id
    kim = hire(support, "Kim de Wit").id
    for sort, minutes, last in (("lieu:2025", 700, "2026-11-26"), ("statutory:2026", 1500, "2026-12-04"),
                                ("extra:2026", 9000, "2031-12-31")):  # fmt: skip
        grant(support, kim, sort, minutes, "2026-01-01", last)

    @settings(max_examples=25, deadline=None)
    @given(st.integers(0, 25), st.integers(0, 14), st.sampled_from(Part), st.integers(-1, 14))
    def nothing_was(ahead: int, longer: int, part: Part, shorter: int) -> None:
        first = FIRST + timedelta(days=ahead)
        days = Range(first, first + timedelta(days=longer), part if longer == 0 or part is not Part.MORNING else Part.ALL,
                     part if longer == 0 else Part.ALL)  # fmt: skip

        def unit(tx: Tx) -> None:
            me, before = people.get(tx, kim), pots(tx, kim)
            cost = timeoff.cost_of(tx, kim, days).minutes
            if not cost:
                raise Undone
            number = timeoff.ask(tx, me, Wish(days))
            asked = timeoff.decide(tx, people.get(tx, boss), number, 1, approve=True)
            granted = pots(tx, kim)
            assert sum(pot.minutes for pot in before) - sum(pot.minutes for pot in granted) == cost
            if 0 <= shorter < longer:
                timeoff.shorten(tx, me, number, asked.version, first + timedelta(days=shorter))
            timeoff.take_back(tx, me, number)
            assert pots(tx, kim) == before
            raise Undone

        with pytest.raises(Undone):
            company.run(company.db.write(unit))

    nothing_was()
