"""Dates that are asked about or refused, and what is offered instead; dates beside clock changes (T25, T26)."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from core.when import Range, Refused, Unclear, parse_day, parse_range, parse_time, say_day
from core.words import speaking

FRIDAY = date(2026, 11, 20)
WEDNESDAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", "empty"),
        (" \t\n", "empty"),
        ("\u200b", "empty"),
        ("24 nov" + " " * 95, "too_long"),
        ("24\x00 nov", "characters"),
        ("24\x1b nov", "characters"),
        ("\u202e24 nov", "characters"),
        ("24\ud800 nov", "characters"),
        ("24\u2028nov", "characters"),
    ],
)
def test_t25_refuses_empty_long_and_invisible_text(text, kind):
    for parse in (lambda: parse_range(text, FRIDAY), lambda: parse_day(text, FRIDAY), lambda: parse_time(text)):
        with pytest.raises(Refused) as refused:
            parse()
        assert refused.value.kind == kind
        assert "Type for example" in refused.value.text


def test_harmless_invisible_marks_are_left_out():
    assert parse_day("\ufeff24\u00a0nov\u200b", FRIDAY) == date(2026, 11, 24)


def test_t25_on_the_day_after_it_asks_which_year():
    with pytest.raises(Unclear) as asked:
        parse_day("24 nov", WEDNESDAY)
    assert asked.value.choices == (date(2026, 11, 24), date(2027, 11, 24))
    assert asked.value.text == "Which do you mean: Tue 24 Nov 2026 or Wed 24 Nov 2027? Type it like that."
    assert parse_day("di 24 nov", WEDNESDAY) == date(2026, 11, 24)
    assert parse_day("24 nov 2026", WEDNESDAY) == date(2026, 11, 24)


def test_t25_a_confirmed_answer_is_not_asked_again():
    assert parse_day("5 okt", FRIDAY, sure=True) == date(2027, 10, 5)
    assert parse_range("24 nov - 24 jan", FRIDAY, sure=True).iso == "2026-11-24/2027-01-24"
    with pytest.raises(Unclear):
        parse_range("03/04", FRIDAY, sure=True)


def test_t25_forty_five_days_is_the_last_that_is_not_asked():
    assert parse_range("24 nov 2026 - 7 jan 2027", FRIDAY).days == 45
    assert parse_day("4 jan", FRIDAY) - FRIDAY == timedelta(days=45)
    with pytest.raises(Unclear) as asked:
        parse_day("5 jan", FRIDAY)
    assert asked.value.choices == (date(2027, 1, 5),)


def test_t25_the_29th_of_february_exists_in_a_leap_year_only():
    assert parse_day("29 feb", date(2028, 2, 1)) == date(2028, 2, 29)
    assert parse_day("29-02-2028", date(2028, 2, 1)) == date(2028, 2, 29)
    assert parse_range("27 feb t/m 1 mrt", date(2028, 2, 1)).days == 4


def test_t25_the_wrong_weekday_is_answered_with_what_it_is():
    with speaking("nl"), pytest.raises(Refused) as refused:
        parse_day("ma 24 nov", FRIDAY)
    assert refused.value.choices == (date(2026, 11, 24),)
    assert refused.value.text == ("De weekdag klopt niet, want die datum is di 24 nov 2026. Typ bijvoorbeeld 24 nov.")


def test_t25_a_reversed_range_is_offered_the_right_way_round():
    with pytest.raises(Refused) as refused:
        parse_range("28 nov - 24 nov", FRIDAY)
    assert refused.value.choices == (Range(date(2026, 11, 24), date(2026, 11, 28)),)


def test_t25_any_year_reaches_further_but_not_everywhere():
    assert parse_day("1 maart 2019", FRIDAY, any_year=True) == date(2019, 3, 1)
    with pytest.raises(Refused):
        parse_day("1-1-0001", FRIDAY, any_year=True)


@pytest.mark.parametrize("phrase", ["24 nov - 27 nov", "24 nov middag", "volgende week"])
def test_one_day_is_one_whole_day(phrase):
    with pytest.raises(Refused) as refused:
        parse_day(phrase, FRIDAY)
    assert refused.value.kind == "not_one_day"


def test_t26_no_zone_and_no_clock_change_moves_a_typed_date():
    changes = [date(2026, 3, 29), date(2026, 10, 25), date(2027, 3, 28)]
    for zone in (ZoneInfo("Europe/Amsterdam"), ZoneInfo("Pacific/Kiritimati"), ZoneInfo("UTC")):
        for day in changes:
            assert parse_day(say_day(day, "nl"), FRIDAY, zone=zone) == day
            days = Range(day - timedelta(days=1), day + timedelta(days=1))
            assert parse_range(days.iso, FRIDAY, zone=zone) == days
            assert parse_day("morgen", day, zone=zone) == day + timedelta(days=1)


def test_t26_a_discord_instant_is_placed_in_the_zone_of_the_contract():
    before_midnight_utc = "<t:1795476600:D>"  # 23 Nov 23:30 UTC
    assert parse_day(before_midnight_utc, FRIDAY) == date(2026, 11, 24)
    assert parse_day(before_midnight_utc, FRIDAY, zone=ZoneInfo("UTC")) == date(2026, 11, 23)
    assert parse_day(before_midnight_utc, FRIDAY, zone=ZoneInfo("America/New_York")) == date(2026, 11, 23)
