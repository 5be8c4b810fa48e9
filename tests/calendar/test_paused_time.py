"""Dated examples of deadlines: breaks, pauses across closing time, both clock changes, a holiday on a Monday, round the clock."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from core.calendar import Hours, due_after, span, time_used

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
WEEKDAY = (span("09:00-12:30"), span("13:00-17:30"))
DESK = Hours("Europe/Amsterdam", (WEEKDAY,) * 5 + ((), ()), frozenset({date(2026, 4, 6), date(2026, 12, 25)}),
             {date(2026, 12, 24): (span("09:00-13:00"),)})  # fmt: skip
ALWAYS = Hours("Europe/Amsterdam", ((span("00:00-24:00"),),) * 7)
NEARLY = Hours("Europe/Amsterdam", ((span("00:00-23:59"),),) * 7)
NIGHTS = Hours("Europe/Amsterdam", ((span("00:00-06:00"), span("22:00-24:00")),) * 7)


def at(text: str) -> datetime:
    """A time on the wall in Amsterdam, the first where it comes twice."""
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM).astimezone(UTC)


EXAMPLES = [
    # hours, from, minutes, pauses, due
    (DESK, "2026-11-20T09:00", 60, [], "2026-11-20T10:00"),
    (DESK, "2026-11-20T12:00", 60, [], "2026-11-20T13:30"),  # over lunch
    (DESK, "2026-11-20T12:40", 10, [], "2026-11-20T13:10"),  # asked during lunch
    (DESK, "2026-11-20T17:00", 30, [], "2026-11-20T17:30"),  # exactly at closing time
    (DESK, "2026-11-20T17:00", 31, [], "2026-11-23T09:01"),
    (DESK, "2026-11-21T12:00", 60, [], "2026-11-23T10:00"),  # on a Saturday
    (DESK, "2026-04-03T17:00", 60, [], "2026-04-07T09:30"),  # Easter Monday
    (DESK, "2026-12-23T17:00", 300, [], "2026-12-28T09:30"),  # a short Christmas Eve, then Christmas on a Friday
    (DESK, "2026-03-27T17:00", 60, [], "2026-03-30T09:30"),  # the short night lies in the weekend
    (ALWAYS, "2026-03-28T20:00", 720, [], "2026-03-29T09:00"),  # twelve real hours over the short night
    (ALWAYS, "2026-10-24T20:00", 720, [], "2026-10-25T07:00"),  # and over the long one
    (NEARLY, "2026-03-28T20:00", 720, [], "2026-03-29T09:00"),
    (NIGHTS, "2026-03-28T22:00", 420, [], "2026-03-29T06:00"),  # seven hours in the short night
    (NIGHTS, "2026-10-24T22:00", 540, [], "2026-10-25T06:00"),  # nine hours in the long night
    (DESK, "2026-11-20T09:00", 60, [("2026-11-20T09:30", "2026-11-20T11:00")], "2026-11-20T11:30"),
    (DESK, "2026-11-20T17:00", 60, [("2026-11-20T17:10", "2026-11-23T09:20")], "2026-11-23T10:10"),  # across closing time
    (DESK, "2026-11-20T17:00", 60, [("2026-11-20T18:00", "2026-11-23T08:00")], "2026-11-23T09:30"),  # outside: costs nothing
    (DESK, "2026-11-20T09:00", 60, [("2026-11-20T09:10", "2026-11-20T10:00"), ("2026-11-20T09:40", "2026-11-20T10:30")],
     "2026-11-20T11:20"),  # two that overlap count once
    (DESK, "2026-11-20T09:00", 60, [("2026-11-20T12:00", "2026-11-20T14:00")], "2026-11-20T10:00"),  # after it is due
    (DESK, "2026-11-20T10:00", 60, [("2026-11-20T08:00", "2026-11-20T09:30")], "2026-11-20T11:00"),  # before it began
    (DESK, "2026-11-20T10:00", 60, [("2026-11-20T09:30", "2026-11-20T10:30")], "2026-11-20T11:30"),  # already paused
]  # fmt: skip


@pytest.mark.parametrize(("hours", "start", "minutes", "pauses", "due"), EXAMPLES)
def test_dated_examples(hours: Hours, start: str, minutes: int, pauses: list[tuple[str, str]], due: str) -> None:
    """T26, T50: and what was used up to the deadline is the budget again."""
    stretches = [(at(began), at(ended)) for began, ended in pauses]
    found = due_after(hours, at(start), timedelta(minutes=minutes), stretches)
    assert found.astimezone(AMSTERDAM).replace(tzinfo=None) == datetime.fromisoformat(due)
    assert time_used(hours, at(start), found, stretches) == timedelta(minutes=minutes)


def test_time_never_runs_backwards() -> None:
    assert time_used(DESK, at("2026-11-20T12:00"), at("2026-11-20T10:00")) == timedelta(0)
    assert time_used(DESK, at("2026-11-20T10:00"), at("2026-11-20T11:00"), [(at("2026-11-20T09:00"), at("2026-11-20T12:00"))]) \
        == timedelta(0)  # fmt: skip


def test_a_pause_that_ends_before_it_begins_is_none() -> None:
    turned = [(at("2026-11-20T11:00"), at("2026-11-20T10:00"))]
    assert due_after(DESK, at("2026-11-20T09:00"), timedelta(hours=2), turned) == at("2026-11-20T11:00")
