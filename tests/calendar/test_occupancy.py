"""How many of a team are there."""

from datetime import date, timedelta

import pytest

from core.calendar import DayOccupancy, ImpossibleMinimum, add_holiday, in_people, note_absence, occupancy, set_minimum
from core.calendar import set_pattern as set_hours
from core.db import Tx
from core.people.models import Person, Team
from core.prepared import Query
from core.words import speaking
from tests.calendar.conftest import FULL, LONG_AGO, Office

MONDAY, TUESDAY, THURSDAY, SATURDAY = (date(2026, 11, day) for day in (23, 24, 26, 28))


def on(office: Office, day: date, team: int | None = None, granted: set[str] | None = None) -> DayOccupancy:
    return office.do(lambda tx: occupancy(tx, team or office.team, day, day, granted))[0]


def test_only_people_scheduled_that_date_count(office: Office) -> None:
    assert on(office, MONDAY) == DayOccupancy(MONDAY, 4, 4, 4, None)
    assert on(office, THURSDAY) == DayOccupancy(THURSDAY, 2, 2, 2, None)
    office.do(lambda tx: note_absence(tx, "timeoff:1", office.bo, THURSDAY, THURSDAY))
    assert on(office, THURSDAY).value == 100, "Bo does not work on Thursdays"


def test_a_day_without_anybody_scheduled_has_no_value(office: Office) -> None:
    office.do(lambda tx: set_minimum(tx, office.team, LONG_AGO, 2))
    office.do(lambda tx: add_holiday(tx, "NL", TUESDAY, "Outing"))
    for day in (SATURDAY, TUESDAY):
        found = on(office, day)
        assert (found.scheduled, found.value, found.short, found.short_if_granted) == (0, None, False, False)


def test_halves_are_half_persons_and_the_same_half_counts_once(office: Office) -> None:
    office.do(lambda tx: note_absence(tx, "timeoff:1", office.ana, MONDAY, MONDAY, "morning", "morning"))
    office.do(lambda tx: note_absence(tx, "sick:1", office.ana, MONDAY, MONDAY, "morning", "morning"))
    assert (on(office, MONDAY).present, on(office, MONDAY).value) == (3, 75)
    office.do(lambda tx: note_absence(tx, "sick:1", office.ana, MONDAY, TUESDAY))
    assert on(office, MONDAY).present == 2
    for tongue, said in (("en", "1.5"), ("nl", "1,5")):
        with speaking(tongue):
            assert (in_people(3), in_people(4)) == (said, "2")


def test_wishes_show_as_if_granted_all_or_only_those_named(office: Office) -> None:
    office.do(lambda tx: note_absence(tx, "timeoff:1", office.ana, MONDAY, MONDAY, certain=False))
    office.do(lambda tx: note_absence(tx, "timeoff:2", office.bo, MONDAY, MONDAY, certain=False))
    assert on(office, MONDAY) == DayOccupancy(MONDAY, 4, 4, 0, None)
    assert on(office, MONDAY, granted={"timeoff:2"}) == DayOccupancy(MONDAY, 4, 4, 2, None)
    assert on(office, MONDAY, granted=set()) == DayOccupancy(MONDAY, 4, 4, 4, None)


def test_the_minimum_of_that_date_warns(office: Office) -> None:
    office.do(lambda tx: set_minimum(tx, office.team, LONG_AGO, 1))
    office.do(lambda tx: set_minimum(tx, office.team, TUESDAY, 2))
    office.do(lambda tx: note_absence(tx, "timeoff:1", office.bo, MONDAY, TUESDAY, certain=False))
    monday, tuesday = office.do(lambda tx: occupancy(tx, office.team, MONDAY, TUESDAY))
    assert (monday.minimum, monday.short_if_granted) == (2, False)
    assert (tuesday.minimum, tuesday.short, tuesday.short_if_granted) == (4, False, True)
    office.do(lambda tx: set_minimum(tx, office.team, TUESDAY, 0))
    assert on(office, TUESDAY).minimum is None
    with pytest.raises(ImpossibleMinimum):
        office.do(lambda tx: set_minimum(tx, office.team, TUESDAY, -1))


def test_a_share_of_the_scheduled_is_rounded_up_by_half_persons(office: Office) -> None:
    """Rule 43: Monday has two people, Thursday one; 75 % of them is one and a half, and one."""
    office.do(lambda tx: set_minimum(tx, office.team, LONG_AGO, percent=75))
    assert (on(office, MONDAY).minimum, on(office, THURSDAY).minimum, on(office, SATURDAY).minimum) == (3, 2, None)
    for people, percent in ((1, 50), (0, 101), (0, -1)):
        with pytest.raises(ImpossibleMinimum):
            office.do(lambda tx, one=people, share=percent: set_minimum(tx, office.team, TUESDAY, one, percent=share))
    office.do(lambda tx: set_minimum(tx, office.team, TUESDAY, 2))
    assert on(office, TUESDAY).minimum == 4, "a number of people again"


def test_a_team_counts_the_teams_below_it_each_on_their_own_holidays(office: Office) -> None:
    assert on(office, MONDAY, office.department).scheduled == 6
    assert on(office, date(2026, 11, 11), office.department).scheduled == 4, "the Belgian colleague is free"


def test_teams_that_contain_each_other_and_erased_people_do_no_harm(office: Office) -> None:
    def muddle(tx: Tx) -> None:
        tx.get_one(Team, office.department).parent_id = office.team
        tx.get_one(Person, office.bo).erased = True

    office.do(muddle)
    assert on(office, MONDAY).scheduled == 4


def test_a_large_team_takes_as_many_questions_as_a_small_one(office: Office) -> None:
    def grow(tx: Tx) -> None:
        tx.add_all([Person(id=number, name=f"P{number}", team_id=office.team) for number in range(100, 220)])
        tx.flush()
        for number in range(100, 220):
            set_hours(tx, number, LONG_AGO, FULL)
            note_absence(tx, f"timeoff:{number}", number, MONDAY, MONDAY + timedelta(days=number % 20))

    class Counting:
        """Passes every question on to the real unit and counts it; there is no other way to ask."""

        def __init__(self, tx: Tx) -> None:
            self.tx, self.asked = tx, 0

        def all(self, query: Query, /, **values: object) -> list[object]:
            self.asked += 1
            return self.tx.all(query, **values)

        def alike(self, query: Query, /, **values: object) -> list[object]:
            self.asked += 1
            return list(self.tx.alike(query, **values))

    def ask(tx: Tx) -> tuple[int, list[DayOccupancy]]:
        counting = Counting(tx)
        found = occupancy(counting, office.team, MONDAY, MONDAY + timedelta(days=59))  # type: ignore[arg-type]
        return counting.asked, found

    office.do(grow)
    questions, days = office.do(ask)
    assert len(days) == 60
    assert days[0].scheduled == 2 * 122
    assert days[0].present == 4
    assert questions == 5
