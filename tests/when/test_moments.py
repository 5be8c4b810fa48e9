"""A moment that people type, a day and a time in either order, on Friday 20 November 2026 at nine (T25)."""

from datetime import UTC, datetime

import pytest

from core.when import Refused, Unclear, parse_moment

NINE = datetime(2026, 11, 20, 8, tzinfo=UTC)

READS_AS = """
monday 15:00             2026-11-23 14:00
vrijdag 27 nov, 15.00    2026-11-27 14:00
maandag 9u               2026-11-23 08:00
16.00 uur morgen         2026-11-21 15:00
tomorrow at 3 pm         2026-11-21 14:00
24 nov at 9am            2026-11-24 08:00
24 nov 2026 1500         2026-11-24 14:00
15:00                    2026-11-20 14:00
om 8 uur                 2026-11-21 07:00
24-11 9u30               2026-11-24 08:30
"""


@pytest.mark.parametrize("line", READS_AS.strip().splitlines())
def test_a_day_and_a_time_in_either_order(line: str) -> None:
    typed, _space, reads_as = line.rpartition("  ")
    assert f"{parse_moment(typed.strip(), NINE, 'Europe/Amsterdam'):%Y-%m-%d %H:%M}" == reads_as


@pytest.mark.parametrize(
    ("typed", "kind"),
    [("", "moment"), ("lunch", "moment"), ("morgen 9", "moment"), ("24 nov", "time"), ("24 nov 2026", "time"),
     ("8:59 today", "past"), ("gisteren 15:00", "past"), ("20 nov 9:00", "past"), ("next week 15:00", "not_one_day"),
     ("x " * 2000 + "15:00", "too_long"), ("24 nov 2031 15:00", "too_far")],
)  # fmt: skip
def test_t25_what_is_no_moment_to_come_is_refused_with_an_example(typed: str, kind: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_moment(typed, NINE, "Europe/Amsterdam")
    assert refused.value.kind == kind
    assert "Type for example" in refused.value.text


def test_t25_which_friday_is_asked_on_a_friday() -> None:
    with pytest.raises(Unclear):
        parse_moment("friday 15:00", NINE, "Europe/Amsterdam")


def test_t26_the_wall_clock_counts_across_a_clock_change() -> None:
    before = datetime(2027, 3, 26, 8, tzinfo=UTC)
    assert parse_moment("sunday 15:00", before, "Europe/Amsterdam") == datetime(2027, 3, 28, 13, tzinfo=UTC)
