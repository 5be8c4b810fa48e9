"""When a location is closed."""

from datetime import date

import pytest

from core.calendar import (
    NamelessHoliday,
    UnknownLocation,
    add_holiday,
    holidays_between,
    remove_holiday,
    seed_everywhere,
    seed_holidays,
)
from core.calendar.facts import HolidayChanged, YearSeeded
from core.calendar.holidays import DayOff
from core.db import Tx
from core.people.models import Person
from core.words import speaking
from tests.calendar.conftest import Office
from tests.lite import Lite


def in_year(tx: Tx, location: str, year: int) -> list[DayOff]:
    return holidays_between(tx, location, date(year, 1, 1), date(year, 12, 31))


def dates(tx: Tx, location: str, year: int) -> set[date]:
    return {holiday.day for holiday in in_year(tx, location, year)}


EASTER = {2024: (3, 31), 2025: (4, 20), 2026: (4, 5), 2027: (3, 28), 2028: (4, 16), 2029: (4, 1), 2030: (4, 21)}


@pytest.mark.parametrize("year", EASTER)
def test_the_dutch_list_follows_dutch_practice(lite: Lite, year: int) -> None:
    lite.write(lambda tx: seed_holidays(tx, "NL", year))
    days = lite.write(lambda tx: dates(tx, "NL", year))
    easter = date(year, *EASTER[year]).toordinal()
    at = date.fromordinal
    assert at(easter - 2) not in days, "Good Friday is no day off by default"
    assert {at(easter + 1), at(easter + 39), at(easter + 50)} <= days
    assert (date(year, 5, 5) in days) == (year in (2025, 2030)) or at(easter + 39) == date(year, 5, 5)
    king = date(year, 4, 26 if year == 2025 else 27)
    assert king in days
    assert (date(year, 4, 26) in days) == (year == 2025)
    assert {date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)} <= days


def test_other_locations_and_regions_come_as_they_are(lite: Lite) -> None:
    lite.write(lambda tx: [seed_holidays(tx, location, 2026) for location in ("DE", "DE-BY", "BE")])
    epiphany = date(2026, 1, 6)
    assert epiphany not in lite.write(lambda tx: dates(tx, "DE", 2026))
    assert epiphany in lite.write(lambda tx: dates(tx, "DE-BY", 2026))
    assert date(2026, 7, 21) in lite.write(lambda tx: dates(tx, "BE", 2026))


@pytest.mark.parametrize("location", ["Mars", "", "NL-Mars", "-", "nl"])
def test_an_unknown_location_is_refused_with_a_way_out(lite: Lite, location: str) -> None:
    with pytest.raises(UnknownLocation, match="one by one"):
        lite.write(lambda tx: seed_holidays(tx, location, 2026))
    lite.write(lambda tx: add_holiday(tx, location, date(2026, 7, 20), "Landing day"))
    assert lite.write(lambda tx: in_year(tx, location, 2026)) == [DayOff(date(2026, 7, 20), "Landing day")]


def test_filling_a_year_again_keeps_every_edit(lite: Lite) -> None:
    christmas, friday, whit = date(2026, 12, 25), date(2026, 4, 3), date(2026, 5, 25)
    before = lite.write(lambda tx: seed_holidays(tx, "NL", 2026))
    lite.write(lambda tx: add_holiday(tx, "NL", friday, "Good Friday"))
    lite.write(lambda tx: add_holiday(tx, "NL", christmas, "Winter party"))
    assert lite.write(lambda tx: remove_holiday(tx, "NL", whit))
    edited = lite.write(lambda tx: in_year(tx, "NL", 2026))
    assert lite.write(lambda tx: seed_holidays(tx, "NL", 2026)) == 0
    assert lite.write(lambda tx: in_year(tx, "NL", 2026)) == edited
    assert len(edited) == before
    assert DayOff(christmas, "Winter party") in edited
    assert whit not in {holiday.day for holiday in edited}


def test_a_day_taken_off_before_the_year_is_filled_stays_off(lite: Lite) -> None:
    king = date(2027, 4, 27)
    assert not lite.write(lambda tx: remove_holiday(tx, "NL", king))
    lite.write(lambda tx: seed_holidays(tx, "NL", 2027))
    assert king not in lite.write(lambda tx: dates(tx, "NL", 2027))
    lite.write(lambda tx: add_holiday(tx, "NL", king, "King's Day"))
    assert king in lite.write(lambda tx: dates(tx, "NL", 2027))


def test_names_come_in_the_language_of_the_reader(lite: Lite) -> None:
    king = date(2026, 4, 27)
    lite.write(lambda tx: seed_holidays(tx, "NL", 2026))
    names = {}
    for tongue in ("nl", "en"):
        with speaking(tongue):
            names[tongue] = lite.write(lambda tx: holidays_between(tx, "NL", king, king))[0].name
    assert names == {"nl": "Koningsdag", "en": "King's Day"}
    lite.write(lambda tx: add_holiday(tx, "NL", king, "Oranjefeest"))
    with speaking("en"):
        assert lite.write(lambda tx: holidays_between(tx, "NL", king, king))[0].name == "Oranjefeest"


def test_changes_are_recorded_once(lite: Lite) -> None:
    day = date(2026, 11, 11)

    def change(tx: Tx) -> list[object]:
        seed_holidays(tx, "NL", 2026)
        seed_holidays(tx, "NL", 2026)
        add_holiday(tx, "NL", day, "Sint-Maarten")
        add_holiday(tx, "NL", day, "Saint Martin")
        remove_holiday(tx, "NL", day)
        remove_holiday(tx, "NL", day)
        return list(tx.facts)

    assert lite.write(change) == [
        YearSeeded("NL", 2026),
        HolidayChanged("NL", day, closed=True),
        HolidayChanged("NL", day, closed=False),
    ]


@pytest.mark.parametrize("name", ["", "  \n", "x" * 81])
def test_a_day_off_needs_a_name(lite: Lite, name: str) -> None:
    with pytest.raises(NamelessHoliday):
        lite.write(lambda tx: add_holiday(tx, "NL", date(2026, 7, 1), name))


def test_a_year_is_filled_wherever_somebody_works(office: Office) -> None:
    def land(tx: Tx) -> list[str]:
        tx.add(Person(id=9, name="Eli", location="Mars"))
        tx.flush()
        return seed_everywhere(tx, 2028)

    assert office.do(land) == ["Mars"]
    for location in ("NL", "BE"):
        assert date(2028, 12, 25) in office.do(lambda tx: dates(tx, location, 2028))  # noqa: B023
