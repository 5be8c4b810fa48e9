"""Who is away, and when they are back."""

from datetime import date

import pytest

from core.calendar import (
    Away,
    NoWorkingDay,
    away_between,
    back_on,
    clear_absence,
    is_away,
    next_working_day,
    note_absence,
    set_pattern,
)
from core.calendar.absences import AFTERNOON, MORNING, WHOLE_DAY, halves_away
from tests.calendar.conftest import LONG_AGO, Office

MONDAY, TUESDAY, WEDNESDAY, THURSDAY = (date(2026, 11, day) for day in (23, 24, 25, 26))


def test_an_absence_is_noted_changed_and_cleared(office: Office) -> None:
    office.do(lambda tx: note_absence(tx, "timeoff:1", office.ana, MONDAY, TUESDAY, certain=False))
    assert not office.do(lambda tx: is_away(tx, office.ana, MONDAY)), "a wish is not an absence"
    office.do(lambda tx: note_absence(tx, "timeoff:1", office.ana, TUESDAY, WEDNESDAY))
    assert [office.do(lambda tx, day=day: is_away(tx, office.ana, day)) for day in (MONDAY, TUESDAY, WEDNESDAY)] == [
        False, True, True,
    ]  # fmt: skip
    assert office.do(lambda tx: clear_absence(tx, "timeoff:1"))
    assert not office.do(lambda tx: clear_absence(tx, "timeoff:1"))
    assert not office.do(lambda tx: is_away(tx, office.ana, TUESDAY))


def test_two_halves_of_one_day_are_a_whole_day(office: Office) -> None:
    office.do(lambda tx: note_absence(tx, "timeoff:1", office.ana, MONDAY, MONDAY, "morning", "morning"))
    assert not office.do(lambda tx: is_away(tx, office.ana, MONDAY))
    office.do(lambda tx: note_absence(tx, "timeoff:2", office.ana, MONDAY, MONDAY, "morning", "morning"))
    assert office.do(lambda tx: halves_away(tx, office.ana, MONDAY, MONDAY)) == {MONDAY: MORNING}
    office.do(lambda tx: note_absence(tx, "sick:1", office.ana, MONDAY, MONDAY, "afternoon", "afternoon"))
    assert office.do(lambda tx: is_away(tx, office.ana, MONDAY))


def test_only_the_first_and_the_last_day_of_a_range_can_be_half(office: Office) -> None:
    office.do(lambda tx: note_absence(tx, "timeoff:1", office.ana, MONDAY, WEDNESDAY, "afternoon", "morning"))
    found = office.do(lambda tx: halves_away(tx, office.ana, date(2026, 11, 1), date(2026, 11, 30)))
    assert found == {MONDAY: AFTERNOON, TUESDAY: WHOLE_DAY, WEDNESDAY: MORNING}


@pytest.mark.parametrize(
    ("last", "parts"),
    [(MONDAY, ("all", "all")), (TUESDAY, ("morning", "all")), (WEDNESDAY, ("evening", "all"))],
)
def test_an_absence_that_can_not_be_is_refused(office: Office, last: date, parts: tuple[str, str]) -> None:
    """T25: reversed days and parts that don't fit are never guessed at."""
    with pytest.raises(ValueError, match=r"absence|parts"):
        office.do(lambda tx: note_absence(tx, "timeoff:1", office.ana, TUESDAY, last, *parts))


def test_who_is_away_by_team_and_by_people(office: Office) -> None:
    def leave(tx: object) -> None:
        note_absence(tx, "timeoff:1", office.ana, TUESDAY, WEDNESDAY, "afternoon")  # type: ignore[arg-type]
        note_absence(tx, "timeoff:2", office.bo, MONDAY, MONDAY, certain=False)  # type: ignore[arg-type]
        note_absence(tx, "timeoff:3", office.cas, THURSDAY, THURSDAY)  # type: ignore[arg-type]

    office.do(leave)
    ana = Away(office.ana, TUESDAY, WEDNESDAY, ("afternoon", "all"), True)
    bo = Away(office.bo, MONDAY, MONDAY, ("all", "all"), False)
    cas = Away(office.cas, THURSDAY, THURSDAY, ("all", "all"), True)
    assert office.do(lambda tx: away_between(tx, office.team, MONDAY, THURSDAY)) == [bo, ana]
    assert office.do(lambda tx: away_between(tx, office.department, MONDAY, THURSDAY)) == [bo, ana, cas]
    assert office.do(lambda tx: away_between(tx, [office.cas, office.ana], TUESDAY, TUESDAY)) == [ana]
    assert office.do(lambda tx: away_between(tx, [], MONDAY, THURSDAY)) == []


def test_the_next_working_day_passes_free_days_and_holidays_but_not_absences(office: Office) -> None:
    friday, christmas_eve = date(2026, 11, 20), date(2026, 12, 24)
    office.do(lambda tx: note_absence(tx, "timeoff:1", office.ana, MONDAY, MONDAY))
    assert office.do(lambda tx: next_working_day(tx, office.ana, friday)) == MONDAY
    assert office.do(lambda tx: next_working_day(tx, office.bo, WEDNESDAY)) == date(2026, 11, 30)
    assert office.do(lambda tx: next_working_day(tx, office.ana, christmas_eve)) == date(2026, 12, 28)


def test_back_on_is_the_first_scheduled_day_with_half_a_day_left(office: Office) -> None:
    office.do(lambda tx: note_absence(tx, "timeoff:1", office.ana, MONDAY, THURSDAY, last_part="morning"))
    office.do(lambda tx: note_absence(tx, "timeoff:2", office.bo, MONDAY, WEDNESDAY))
    assert office.do(lambda tx: back_on(tx, office.ana, MONDAY)) == THURSDAY
    assert office.do(lambda tx: back_on(tx, office.bo, MONDAY)) == date(2026, 11, 30)


def test_somebody_who_never_works_again_has_no_next_day(office: Office) -> None:
    office.do(lambda tx: set_pattern(tx, office.bo, LONG_AGO, (0,) * 7))  # type: ignore[arg-type]
    assert office.do(lambda tx: back_on(tx, office.bo, MONDAY)) is None
    with pytest.raises(NoWorkingDay):
        office.do(lambda tx: next_working_day(tx, office.bo, MONDAY))
