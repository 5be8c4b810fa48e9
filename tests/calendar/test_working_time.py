"""Business hours: what is refused, when it opens, and how much open time passes."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.calendar import (
    EmptyWeek,
    Hours,
    HoursError,
    NeverOpen,
    NoSuchTime,
    OverlappingSpans,
    ReversedSpan,
    Span,
    UnknownZone,
    add_minutes,
    minutes_between,
    next_open,
    open_time,
    span,
)

ZONE = "Europe/Amsterdam"
DAY = (span("09:00-12:30"), span("13:00-17:00"))
OFFICE = Hours(ZONE, (DAY,) * 5 + ((), ()), closed=frozenset({date(2026, 12, 25)}),
               special={date(2026, 11, 28): (span("10:00-12:00"),), date(2026, 11, 27): ()})  # fmt: skip
NIGHTS = Hours(ZONE, ((span("00:00-06:00"), span("22:00-24:00")),) * 7)
ALWAYS = Hours(ZONE, ((span("00:00-24:00"),),) * 7)


def here(month: int, day: int, hour: int, minute: int = 0, year: int = 2026, fold: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=ZoneInfo(ZONE), fold=fold).astimezone(UTC)


@pytest.mark.parametrize(
    "text", ["9-17", "25:00-26:00", "09:60-10:00", "24:01-24:02", "", "٠٩:00-17:00", "09:00", "-1:00-2:00"]
)
def test_times_no_clock_shows(text: str) -> None:
    """T50."""
    with pytest.raises(NoSuchTime):
        span(text)


@pytest.mark.parametrize("text", ["17:00-09:00", "09:00-00:00", "22:00-06:00", "10:00-10:00"])
def test_spans_that_end_before_they_begin(text: str) -> None:
    """T50."""
    with pytest.raises(ReversedSpan):
        span(text)


@pytest.mark.parametrize(
    ("error", "zone", "monday", "special"),
    [
        (OverlappingSpans, ZONE, (span("09:00-12:00"), span("11:59-17:00")), {}),
        (OverlappingSpans, ZONE, (span("13:00-17:00"), span("09:00-14:00")), {}),
        (OverlappingSpans, ZONE, DAY, {date(2026, 12, 1): (span("09:00-12:00"), span("09:00-12:00"))}),
        (EmptyWeek, ZONE, (), {}),
        (EmptyWeek, ZONE, (), {date(2026, 12, 1): DAY}),
        *((UnknownZone, zone, DAY, {}) for zone in ("Europe/Atlantis", "", "../etc/passwd", "Europe", "/etc", "x\0y")),
    ],
)
def test_hours_that_can_not_work_are_refused_when_made(
    error: type[HoursError], zone: str, monday: tuple[Span, ...], special: dict[date, tuple[Span, ...]]
) -> None:
    """T50."""
    with pytest.raises(error):
        Hours(zone, (monday, (), (), (), (), (), ()), special=special)


def test_each_refusal_has_its_own_kind() -> None:
    kinds = [error.kind for error in HoursError.__subclasses__()]
    assert len(set(kinds)) == len(kinds) == 6


def test_a_calendar_closed_for_more_than_a_year_is_an_error_and_no_endless_loop() -> None:
    """T50."""
    start = date(2026, 11, 20)
    shut = Hours(ZONE, (DAY,) * 7, closed=frozenset(start + timedelta(days=ahead) for ahead in range(800)))
    with pytest.raises(NeverOpen):
        next_open(shut, here(11, 20, 9))
    with pytest.raises(NeverOpen):
        add_minutes(shut, here(11, 20, 9), 1)
    assert minutes_between(shut, here(11, 20, 9), here(1, 1, 9, year=2029)) == 0
    with pytest.raises(NeverOpen):
        add_minutes(OFFICE, here(11, 20, 9), 10**9)
    with pytest.raises(NeverOpen):
        minutes_between(OFFICE, here(11, 20, 9), here(11, 20, 9, year=2237))
    with pytest.raises(NeverOpen):
        next_open(Hours(ZONE, (DAY, *((),) * 6)), datetime(9999, 12, 30, tzinfo=UTC))


@pytest.mark.parametrize(
    ("at", "opens"),
    [
        (here(11, 20, 8), here(11, 20, 9)),
        (here(11, 20, 9), here(11, 20, 9)),
        (here(11, 20, 10, 7), here(11, 20, 10, 7)),
        (here(11, 20, 12, 30), here(11, 20, 13)),
        (here(11, 20, 17), here(11, 23, 9)),
        (here(11, 26, 17), here(11, 28, 10)),
        (here(12, 24, 17), here(12, 28, 9)),
        (here(10, 24, 12), here(10, 26, 9)),
        (here(3, 27, 12, year=2027), here(3, 29, 9, year=2027)),
    ],
)
def test_when_it_opens(at: datetime, opens: datetime) -> None:
    assert next_open(OFFICE, at) == opens


@pytest.mark.parametrize(
    ("hours", "at", "minutes", "until"),
    [
        (OFFICE, here(11, 20, 9), 0, here(11, 20, 9)),
        (OFFICE, here(11, 21, 9), 0, here(11, 21, 9)),
        (OFFICE, here(11, 20, 9), 210, here(11, 20, 12, 30)),
        (OFFICE, here(11, 20, 9), 211, here(11, 20, 13, 1)),
        (OFFICE, here(11, 20, 9), 450, here(11, 20, 17)),
        (OFFICE, here(11, 20, 16), 61, here(11, 23, 9, 1)),
        (OFFICE, here(11, 26, 16), 120, here(11, 28, 11)),
        (NIGHTS, here(10, 24, 22), 9 * 60, here(10, 25, 6)),
        (NIGHTS, here(3, 27, 22, year=2027), 7 * 60, here(3, 28, 6, year=2027)),
        (ALWAYS, here(10, 24, 12), 24 * 60, here(10, 25, 11)),
        (ALWAYS, here(3, 27, 12, year=2027), 24 * 60, here(3, 28, 13, year=2027)),
    ],
)
def test_open_time_added_and_counted(hours: Hours, at: datetime, minutes: int, until: datetime) -> None:
    """Over the clock changes of 25 October 2026 (a night of nine real hours) and 28 March 2027 (one of seven)."""
    assert add_minutes(hours, at, minutes) == until
    assert minutes_between(hours, at, until) == minutes
    assert minutes_between(hours, until, at) == -minutes


def test_until_one_minute_to_midnight_is_round_the_clock() -> None:
    nearly = Hours(ZONE, ((span("00:00-23:59"),),) * 7)
    assert nearly == ALWAYS
    assert minutes_between(nearly, here(11, 20, 12), here(11, 23, 12)) == 3 * 24 * 60


def test_hours_within_a_clock_change() -> None:
    """T26: a skipped time moves forward, a doubled one is its first; time that spans then share counts once."""
    early = Hours(ZONE, ((span("01:00-02:30"), span("03:00-04:00")),) * 7)
    spring, autumn = here(3, 28, 0, year=2027), here(10, 25, 0)
    assert minutes_between(early, spring, spring + timedelta(hours=6)) == 120
    assert minutes_between(early, autumn, autumn + timedelta(hours=6)) == 150
    gone = Hours(ZONE, ((span("02:00-03:00"),),) * 7)
    assert next_open(gone, spring) == here(3, 29, 2, year=2027)
    doubled = Hours(ZONE, ((span("02:00-03:00"),),) * 7)
    assert minutes_between(doubled, autumn, autumn + timedelta(hours=6)) == 120


def test_a_missed_deadline_is_judged_to_the_second() -> None:
    at = here(11, 20, 9)
    late = at + timedelta(minutes=60, seconds=30)
    assert minutes_between(OFFICE, at, late) == 60
    assert open_time(OFFICE, at, late) > timedelta(minutes=60)
    with pytest.raises(ValueError, match="forward"):
        add_minutes(OFFICE, at, -1)


def test_spans_may_touch() -> None:
    touching = Hours(ZONE, ((span("12:00-17:00"), span("09:00-12:00")), *((),) * 6))
    assert minutes_between(touching, here(11, 23, 0), here(11, 24, 0)) == 8 * 60


def test_long_work_takes_years_of_short_openings() -> None:
    weekly = Hours(ZONE, ((span("09:00-10:00"),), *((),) * 6))
    assert add_minutes(weekly, here(11, 23, 9), 105 * 60) == here(11, 20, 10, year=2028)


def test_a_date_that_an_island_skipped_adds_up() -> None:
    """T26: Samoa had no 30 December 2011; what was open then is counted once, from wherever one looks."""
    apia = Hours("Pacific/Apia", ((), (), (), (), (span("01:00-05:00"),), (), ()))
    start = datetime(2011, 12, 29, 12, tzinfo=UTC)
    whole = open_time(apia, start, start + timedelta(days=2))
    for hours in range(0, 48, 3):
        middle = start + timedelta(hours=hours)
        assert open_time(apia, start, middle) + open_time(apia, middle, start + timedelta(days=2)) == whole


def spans() -> st.SearchStrategy[tuple[Span, ...]]:
    marks = st.lists(st.integers(0, 1440), max_size=6, unique=True).map(sorted)
    return marks.map(lambda found: tuple(Span(a, b) for a, b in zip(found[::2], found[1::2], strict=False)))


dates = st.dates(date(2026, 10, 20), date(2027, 4, 5))
weeks = (
    st.builds(
        Hours,
        st.sampled_from([ZONE, "America/New_York", "Africa/Cairo", "Australia/Lord_Howe", "Pacific/Apia", "UTC"]),
        st.lists(spans(), min_size=7, max_size=7).map(tuple).filter(any),
        st.frozensets(dates, max_size=4),
        st.dictionaries(dates, spans(), max_size=3),
    )
)  # fmt: skip
instants = st.datetimes(datetime(2026, 10, 18), datetime(2027, 4, 5), timezones=st.just(UTC))


@given(weeks, instants, instants, instants)
def test_open_time_over_adjoining_spans_adds_up(hours: Hours, a: datetime, b: datetime, c: datetime) -> None:
    assert open_time(hours, a, b) + open_time(hours, b, c) == open_time(hours, a, c)


@given(weeks, instants, st.integers(1, 5000))
def test_adding_and_counting_undo_each_other(hours: Hours, at: datetime, minutes: int) -> None:
    try:
        until = add_minutes(hours, at, minutes)
    except NeverOpen:
        return
    assert minutes_between(hours, at, until) == minutes
    assert open_time(hours, at, until - timedelta(microseconds=1)) < timedelta(minutes=minutes)


@given(weeks, instants)
def test_nothing_is_open_before_it_opens(hours: Hours, at: datetime) -> None:
    opens = next_open(hours, at)
    assert opens >= at
    assert not open_time(hours, at, opens)
    assert open_time(hours, opens, opens + timedelta(microseconds=1))
