"""Any text is read or refused in words, and what Townhall says reads back (T25)."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.when import Part, Range, Refused, Unclear, parse_day, parse_range, parse_time, say_day, say_range, suggest
from core.when_words import MONTHS, WEEKDAYS

TODAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
WORDS = """
    24 31 29 2026 2026-11-24 t/m tot to van from next this week volgende deze hele a.s. over een morgen middag ochtend
    halve dag <t: :D> <t:1795478400:D> 's - / . , ' ٢
"""
PIECES = st.sampled_from([*WEEKDAYS, *MONTHS, *"0123456789", *WORDS.split(), " ", " - "])


def answered(parse):
    """What was read, or None after a refusal that has a text; anything else fails the test."""
    try:
        return parse()
    except (Refused, Unclear) as refusal:
        return None if refusal.text and refusal.kind else pytest.fail("a refusal without words")


@settings(deadline=None)
@given(
    text=st.one_of(
        st.text(max_size=110), st.lists(PIECES, max_size=9).map("".join), st.lists(PIECES, max_size=6).map(" ".join)
    ),
    today=TODAYS,
)
@example(text="29 feb", today=date(2028, 2, 29))
@example(text="29 feb", today=date(2028, 3, 1))
@example(text="hele week", today=date(2026, 11, 22))
@example(text="deze week", today=date(2026, 11, 22))
def test_t25_any_text_is_read_or_refused_kindly_and_never_guessed_beyond_the_limits(text, today):
    for language in ("nl", "en"):
        for iso in (iso for _, iso in suggest(text, today, language)):
            assert parse_range(iso, today).iso == iso
    for parse in (parse_range, parse_day):
        answered(lambda parse=parse: parse(text, today))
    answered(lambda: parse_time(text))
    days = answered(lambda: parse_range(text, today))
    if days is not None:
        assert days.days <= 45
        assert abs((days.first_day - today).days) <= 366
        assert parse_range(days.iso, today) == days
        assert parse_range(say_range(days, "nl"), today) == days


@settings(deadline=None)
@given(today=TODAYS, ahead=st.integers(0, 45), length=st.integers(0, 44), language=st.sampled_from(["nl", "en"]))
def test_t25_every_near_range_reads_back_from_how_people_write_it(today, ahead, length, language):
    first = today + timedelta(days=ahead)
    last = first + timedelta(days=length)

    def plain(day: date) -> str:
        return say_day(day, language, day).split(" ", 1)[1]

    assert parse_range(f"{plain(first)} - {plain(last)}", today) == Range(first, last)
    assert parse_range(f"{say_day(first, language)} t/m {say_day(last, language)}", today) == Range(first, last)
    assert parse_range(say_range(Range(first, last), language), today) == Range(first, last)


@settings(deadline=None)
@given(first=TODAYS, length=st.integers(0, 44), start=st.sampled_from(Part), end=st.sampled_from(Part))
def test_t25_said_and_iso_texts_read_back_with_their_halves(first, length, start, end):
    days = Range(first, first + timedelta(days=length), start, end if length else start)
    assert parse_range(days.iso, first) == days
    for language in ("nl", "en"):
        assert parse_range(say_range(days, language), first) == days
