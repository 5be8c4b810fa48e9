"""Work that comes back: once per local date and time, through clock changes, nights without power and edits (T26, T27)."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import jobs
from core.clock import at_local
from core.jobs import next_time
from tests.lite import Lite

AMSTERDAM = "Europe/Amsterdam"
ZONES = [AMSTERDAM, "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"]
CRONS = ["30 2 * * *", "*/30 * * * *", "0 * * * *", "30 1-3 * * mon-fri", "0 9 1 * *", "15 2,3 * * sun"]


def _plan(
    lite: Lite, cron: str, zone: str = AMSTERDAM, misfire: str = "latest", kind: str = "pulse.ask", **load: Any
) -> None:
    lite.write(lambda tx: jobs.every(tx, "every:x", cron, zone, kind, load, misfire))


def _wake(lite: Lite) -> list[str]:
    """The local dates and times for which work came up now."""
    lite.write(jobs.wake_rhythms)
    due = lite.write(lambda tx: jobs.claim(tx, "w", 1000))
    for job in due:
        lite.write(lambda tx, job=job: jobs.finish(tx, job))
    return [job.payload["slot"] for job in due]


def _through(lite: Lite, hours: int, minutes: int = 15) -> list[str]:
    found = []
    for _step in range(hours * 60 // minutes):
        lite.clock.move(timedelta(minutes=minutes))
        found += _wake(lite)
    return found


@pytest.mark.parametrize("misfire", ["latest", "all", "skip"])
@pytest.mark.parametrize(
    ("day", "cron", "slots"),
    [
        (date(2026, 10, 25), "30 2 * * *", ["2026-10-25T02:30"]),
        (date(2026, 10, 25), "0 9 * * *", ["2026-10-25T09:00"]),
        (date(2026, 10, 25), "0 * * * *", [f"2026-10-25T{hour:02}:00" for hour in range(1, 24)] + ["2026-10-26T00:00"]),
        (date(2027, 3, 28), "30 2 * * *", ["2027-03-28T03:30"]),
        (date(2027, 3, 28), "0 9 * * *", ["2027-03-28T09:00"]),
        (date(2027, 3, 28), "30 2,3 * * *", ["2027-03-28T03:30"]),
    ],
)
def test_on_the_days_of_a_clock_change_each_comes_once(
    lite: Lite, day: date, cron: str, slots: list[str], misfire: str
) -> None:
    """T26: 02:30 is there twice in October and not at all in March: it comes once, in both."""
    lite.clock.set(at_local(day, 0, 0, AMSTERDAM))
    _plan(lite, cron, misfire=misfire)
    end = at_local(day + timedelta(days=1), 0, 0, AMSTERDAM)
    assert _through(lite, round((end - lite.clock.now()).total_seconds() / 3600)) == slots


def test_a_clock_that_goes_back_brings_nothing_twice(lite: Lite) -> None:
    """T27: an hour back on the machine's own clock is no second Monday."""
    _plan(lite, "30 9 * * *")
    assert _through(lite, 2) == ["2026-11-20T09:30"]
    lite.clock.move(timedelta(hours=-3))
    assert _through(lite, 6) == []
    assert _through(lite, 24) == ["2026-11-21T09:30"]


DOWN = {"latest": ["2026-11-23T09:30"], "all": [f"2026-11-{day}T09:30" for day in (20, 21, 22, 23)], "skip": []}


@pytest.mark.parametrize("misfire", list(DOWN))
def test_three_days_down(lite: Lite, misfire: str) -> None:
    """T27: the last one, each of them, or none, as the rhythm says; then it goes on as before."""
    _plan(lite, "30 9 * * *", misfire=misfire)
    lite.clock.move(timedelta(days=3, hours=4))
    assert _wake(lite) == DOWN[misfire]
    assert _wake(lite) == []
    assert _through(lite, 24, 5) == ["2026-11-24T09:30"]


@pytest.mark.parametrize("misfire", ["latest", "skip"])
def test_a_year_away_ends_with_the_last_minute(lite: Lite, misfire: str) -> None:
    """T27: the clock jumps a year: one occurrence, found at once, and the next is a minute away."""
    _plan(lite, "* * * * *", misfire=misfire)
    lite.clock.move(timedelta(days=365, seconds=30))
    assert _wake(lite) == ["2027-11-20T09:00"]
    lite.clock.move(timedelta(minutes=1))
    assert _wake(lite) == ["2027-11-20T09:01"]


def test_what_comes_seldom_is_found_after_a_year_too(lite: Lite) -> None:
    """T27: the first of the month, missed twelve times: the last of them."""
    _plan(lite, "0 9 1 * *")
    lite.clock.move(timedelta(days=369))
    assert _wake(lite) == ["2027-11-01T09:00"]


def test_a_restart_does_not_skip_what_is_due(lite: Lite) -> None:
    """T27: planned again at every start; what fell due while stopped still comes."""
    _plan(lite, "30 9 * * *", ask="old")
    lite.clock.move(timedelta(hours=2))
    _plan(lite, "30 9 * * *", ask="new")
    lite.write(jobs.wake_rhythms)
    (job,) = lite.write(lambda tx: jobs.claim(tx, "w"))
    assert job.payload == {"ask": "new", "slot": "2026-11-20T09:30"}


@pytest.mark.parametrize("change", [{"cron": "30 10 * * *"}, {"zone": "Europe/Helsinki"}, {"kind": "pulse.other"}])
def test_an_edit_while_stopped_starts_anew(lite: Lite, change: dict[str, str]) -> None:
    """T27: with another cron, zone or kind the old occurrence is nobody's wish any more."""
    plan = {"cron": "30 9 * * *", "zone": AMSTERDAM, "kind": "pulse.ask"}
    _plan(lite, **plan)
    lite.clock.move(timedelta(hours=2))
    _plan(lite, **{**plan, **change})
    assert _wake(lite) == []
    assert len(_through(lite, 24)) == 1


def test_a_policy_can_be_edited(lite: Lite) -> None:
    """A new policy counts for what is due already."""
    _plan(lite, "30 9 * * *", misfire="latest")
    lite.clock.move(timedelta(days=2, hours=2))
    _plan(lite, "30 9 * * *", misfire="all")
    assert len(_wake(lite)) == 3


def test_what_no_code_wants_any_more_ends(lite: Lite) -> None:
    def plan(tx: Any) -> None:
        for key in ("every:kept", "every:dropped", "team:own"):
            jobs.every(tx, key, "30 9 * * *", AMSTERDAM, "x", {})
        jobs.keep_only(tx, "every:", {"every:kept"})

    lite.write(plan)
    lite.clock.move(timedelta(hours=2))
    lite.write(jobs.wake_rhythms)
    found = {job.key for job in lite.write(lambda tx: jobs.claim(tx, "w"))}
    assert found == {"every:kept@2026-11-20T09:30", "team:own@2026-11-20T09:30"}


@pytest.mark.parametrize(
    "cron", ["0 9 * * 1", "0 9 * * 1-5", "0 9 * * mon,3", "0 9 * *", "0 9 * * mon 2026", "x 9 * * *"]
)
def test_numbered_weekdays_and_nonsense_are_refused(lite: Lite, cron: str) -> None:
    """T26: Monday is 0 to one scheduler and 1 to another: it has a name."""
    with pytest.raises(ValueError, match=r"weekday|fields|expression|Wrong number"):
        _plan(lite, cron)


@settings(max_examples=60, deadline=None)
@given(
    cron=st.sampled_from(CRONS), zone=st.sampled_from(ZONES),
    start=st.datetimes(datetime(2026, 3, 20), datetime(2027, 4, 10), timezones=st.just(UTC)),
)  # fmt: skip
def test_time_only_goes_forward_and_no_wall_clock_time_comes_twice(cron: str, zone: str, start: datetime) -> None:
    """T26: forty occurrences from anywhere in a year, in zones with whole, half and no clock changes."""
    local, after, seen = ZoneInfo(zone), start, []
    for _number in range(40):
        after, before = next_time(cron, zone, after), after
        assert after > before
        assert next_time(cron, zone, after - timedelta(microseconds=1)) == after
        assert next_time(cron, zone, before + (after - before) / 2) == after
        seen.append(f"{after.astimezone(local):%Y-%m-%dT%H:%M}")
    assert len(set(seen)) == 40
