"""Times of day, and how days are said and suggested."""

from datetime import date, time

import pytest

from core.when import Part, Range, Refused, parse_day, parse_range, parse_time, say_day, say_range, suggest
from core.when_words import MONTHS, WEEKDAYS

FRIDAY = date(2026, 11, 20)
WEDNESDAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9:30", time(9, 30)),
        ("09.30", time(9, 30)),
        ("930", time(9, 30)),
        ("0930", time(9, 30)),
        ("1630", time(16, 30)),
        ("16.00", time(16)),
        ("9u", time(9)),
        ("9u30", time(9, 30)),
        ("9 uur", time(9)),
        ("om 9.30 uur", time(9, 30)),
        ("at 9am", time(9)),
        ("9:15 PM", time(21, 15)),
        ("12 am", time(0)),
        ("12 p.m.", time(12)),
        ("0:00", time(0)),
        ("23:59", time(23, 59)),
    ],
)
def test_reads_times(text, expected):
    assert parse_time(text) == expected


@pytest.mark.parametrize(
    "text", ["half tien", "9", "24:00", "9:60", "13pm", "0 am", "9:5", "2500", "kwart over 9", "-9:30"]
)
def test_t25_refuses_times_it_would_have_to_guess(text):
    with pytest.raises(Refused) as refused:
        parse_time(text)
    assert refused.value.kind == "time"
    assert refused.value.text.endswith("Type for example 9:30 or 16:00.")


@pytest.mark.parametrize(
    ("iso", "nl", "en"),
    [
        ("2026-11-24", "di 24 nov", "Tue 24 Nov"),
        ("2027-03-02", "di 2 mrt 2027", "Tue 2 Mar 2027"),
        ("2026-11-24/2026-11-27", "di 24 – vr 27 nov", "Tue 24 – Fri 27 Nov"),
        ("2026-11-30/2026-12-02", "ma 30 nov – wo 2 dec", "Mon 30 Nov – Wed 2 Dec"),
        ("2026-12-28/2027-01-03", "ma 28 dec 2026 – zo 3 jan 2027", "Mon 28 Dec 2026 – Sun 3 Jan 2027"),
        ("2027-08-03/2027-08-14", "di 3 – za 14 aug 2027", "Tue 3 – Sat 14 Aug 2027"),
        ("2026-11-24 afternoon", "di 24 nov middag", "Tue 24 Nov afternoon"),
        ("2026-11-24 afternoon/2026-11-27 morning", "di 24 middag – vr 27 nov ochtend", None),
    ],
)
def test_says_days_with_weekday_and_the_year_when_it_is_another(iso, nl, en):
    days = parse_range(iso, FRIDAY)
    assert say_range(days, "nl", FRIDAY) == nl
    assert en is None or say_range(days, "en", FRIDAY) == en


def test_without_today_the_year_is_said():
    assert say_day(FRIDAY, "nl") == "vr 20 nov 2026"


def test_a_range_cannot_run_backwards_nor_have_two_parts_of_one_day():
    with pytest.raises(ValueError, match="before it starts"):
        Range(WEDNESDAY, FRIDAY)
    with pytest.raises(ValueError, match="both parts"):
        Range(FRIDAY, FRIDAY, Part.MORNING, Part.AFTERNOON)


def test_suggestions_start_with_the_near_days():
    labels = [label for label, _ in suggest("", FRIDAY, "nl")]
    assert labels[:3] == ["Vandaag: vr 20 nov", "Morgen: za 21 nov", "Volgende week: ma 23 – vr 27 nov"]
    assert ("Tomorrow: Sat 21 Nov", "2026-11-21") in suggest("tom", FRIDAY, "en")
    assert suggest("vol", FRIDAY, "nl") == [("Volgende week: ma 23 – vr 27 nov", "2026-11-23/2026-11-27")]


def test_suggestions_echo_what_was_understood_or_all_it_can_mean():
    assert suggest("24 t/m 28 nov", FRIDAY, "nl")[0] == ("di 24 – za 28 nov", "2026-11-24/2026-11-28")
    assert [iso for _, iso in suggest("03/04", FRIDAY, "nl")] == ["2027-04-03", "2027-03-04"]
    assert suggest("24 n", FRIDAY, "nl") == [("di 24 nov", "2026-11-24")]
    assert suggest("3 aug - 14 aug", FRIDAY, "en") == [("Tue 3 – Sat 14 Aug 2027", "2027-08-03/2027-08-14")]
    assert suggest("24 nov - 24 mrt", FRIDAY, "nl") == []
    assert all("/" not in iso for _, iso in suggest("", FRIDAY, "nl", days_only=True))


def test_every_name_of_day_and_month_is_understood():
    for month in range(1, 13):
        for weekday in range(7):
            day = next(d for d in (date(2027, month, n) for n in range(1, 8)) if d.weekday() == weekday)
            for language in ("nl", "en"):
                assert parse_day(say_day(day, language), date(2027, 1, 1)) == day
    assert set(WEEKDAYS.values()) == set(range(7))
    assert set(MONTHS.values()) == set(range(1, 13))
