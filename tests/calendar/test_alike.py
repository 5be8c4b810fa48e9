"""Those who work alike are reckoned as one, and nobody is reckoned wrong by it."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.calendar import add_holiday, exchange_holiday, minutes_on, set_pattern
from core.calendar.alike import alike_in_team
from core.db import Tx
from core.people.models import Person
from tests.calendar.conftest import FULL, THREE_DAYS, Office

MONDAY = date(2026, 11, 23)
around = st.integers(-20, 40).map(lambda ahead: MONDAY + timedelta(days=ahead))
patterns = st.dictionaries(around, st.sampled_from([(FULL, ()), (THREE_DAYS, ()), (FULL, (THREE_DAYS,))]), max_size=3)
someone = st.tuples(patterns, st.none() | around, st.none() | around, st.sampled_from(["NL", "BE"]), st.booleans())


class Undone(Exception):
    """What one example hired is forgotten before the next."""


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(someone, min_size=1, max_size=5), st.integers(0, 30))
def test_everybody_has_the_days_of_their_own_schedule(office: Office, people: list[object], span: int) -> None:
    last = MONDAY + timedelta(days=span)
    seen: list[tuple[list[int], list[int]]] = []

    def look(tx: Tx) -> None:
        add_holiday(tx, "NL", MONDAY + timedelta(days=2), "Outing")
        hired = [_hire(tx, office.team, number, some) for number, some in enumerate(people)]
        found = {number: who for who, alike in alike_in_team(tx, office.team, MONDAY, last) for number in alike}
        assert set(hired) <= found.keys()
        for number in found:
            seen.append((found[number].every_day(MONDAY, last), [*minutes_on(tx, number, MONDAY, last).values()]))
        raise Undone

    with pytest.raises(Undone):
        office.do(look)
    assert all(alike == own for alike, own in seen)


def test_a_team_that_works_alike_is_one_schedule_however_long_ago_each_began(office: Office) -> None:
    def grow(tx: Tx) -> int:
        before = len(alike_in_team(tx, office.team, MONDAY, MONDAY))
        for number in range(20):
            began = date(2020, 1, 1 + number)
            _hire(tx, office.team, number, ({began: (FULL, ())}, began, None, "NL", False))
        return len(alike_in_team(tx, office.team, MONDAY, MONDAY)) - before

    assert office.do(grow) <= 1


def _hire(tx: Tx, team: int, number: int, some: object) -> int:
    """Beside those of the office, who have the first numbers."""
    known, started, left, location, exchanges = some  # type: ignore[misc]
    person = Person(id=1000 + number, name="Somebody", team_id=team, location=location, zone="Europe/Amsterdam",
                    started_on=started, left_on=left)  # fmt: skip
    tx.add(person)
    tx.flush()
    assert person.id
    for day, (minutes, more) in sorted(known.items()):
        set_pattern(tx, person.id, day, minutes, more=more)
    if exchanges:
        exchange_holiday(tx, person.id, MONDAY + timedelta(days=2), MONDAY + timedelta(days=5))
    return person.id
