"""The one budget over random weeks: whatever features want to say, nobody is told too much, at night, or while away."""

import random
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bots import gate
from core import calendar, people
from core.clock import at_local, local_day
from core.db import Tx
from core.desk import telling
from core.people.models import Person
from tests.lite import Lite

WEEK = timedelta(days=7)
START = date(2026, 10, 12)
"""Two weeks before the clocks go back."""
DAYS = 35
ZONES = ("Europe/Amsterdam", "America/New_York", "Asia/Tokyo")


def a_person(tx: Tx, dice: random.Random, number: int) -> int:
    """Somebody with days at work, absences, hours and choices of their own."""
    row = Person(name=f"P{number}", zone=dice.choice(ZONES), started_on=date(2020, 1, 1))
    tx.add(row)
    tx.flush()
    assert row.id is not None
    minutes = tuple(dice.choice((0, 240, 480)) for _day in range(7))
    calendar.set_pattern(tx, row.id, date(2020, 1, 1), minutes if any(minutes) else (480,) * 7)  # type: ignore[arg-type]
    for spell in range(dice.randint(0, 3)):
        first = START + timedelta(days=dice.randrange(DAYS))
        part = dice.choice(("all", "all", "morning", "afternoon"))
        last = first if part != "all" else first + timedelta(days=dice.randrange(9))
        calendar.note_absence(tx, f"t:{number}:{spell}", row.id, first, last, part, part)
    if dice.random() < 0.5:
        first_hour = dice.randint(6, 20)
        people.choose_hours(tx, row.id, first_hour, dice.randint(first_hour + 2, 22))
    if dice.random() < 0.3:
        people.choose(tx, row.id, "nudge", dice.choice(("digest", "off")))
    return row.id


def lives_through(tx: Tx, dice: random.Random, number: int) -> tuple[int, list[tuple[datetime, str, str]]]:
    """Five weeks in which many features want something of this person: what reached them, and when."""
    person = a_person(tx, dice, number)
    begin = datetime(START.year, START.month, START.day, tzinfo=UTC)
    wishes = [(begin + timedelta(minutes=dice.randrange(DAYS * 1440)), dice.choice(("nudge", "nudge", "invite", "now")))
              for _wish in range(dice.randint(5, 60))]  # fmt: skip
    waiting = sorted((at, urgency, f"{number}:{key}") for key, (at, urgency) in enumerate(wishes))
    reached = []
    while waiting:
        at, urgency, key = waiting.pop(0)
        tx.now = at
        topic = "nudge" if urgency == "nudge" else "pulse"
        said = gate.decide(tx, people.get(tx, person), topic, urgency)
        if said.what == "later":
            assert said.until is not None
            assert said.until > at, "what is put off moves on"
            waiting = sorted([*waiting, (said.until, urgency, key)])
            continue
        telling.note(tx, key, f"person:{person}", "x.y", 1, topic, urgency, "sent" if said.what == "now" else said.what)
        if said.what == "now":
            reached.append((at, urgency, topic))
    return person, reached


@pytest.mark.parametrize("seed", range(4))
def test_t57_one_budget_over_random_weeks(lite: Lite, seed: int) -> None:
    """Any seven days hold at most three unsolicited messages, of which one nudge; all at work, none while away or unwanted."""
    dice = random.Random(seed)
    told = 0

    def unit(tx: Tx) -> None:
        nonlocal told
        for number in range(12):
            person, reached = lives_through(tx, dice, number)
            me = people.get(tx, person)
            unasked = [(at, urgency) for at, urgency, _topic in reached if urgency in gate.WEEKLY]
            for at, _urgency in unasked:
                window = [urgency for other, urgency in unasked if at - WEEK < other <= at]
                assert len(window) <= 3
                assert window.count("nudge") <= 1
            assert people.choice(tx, person, "nudge") is None or "nudge" not in [urgency for _at, urgency in unasked]
            first, last = people.hours_of(tx, person)
            for at, _urgency, _topic in reached:
                day = local_day(at, me.zone)
                assert first <= at.astimezone(ZoneInfo(me.zone)).time() < last
                assert calendar.minutes_on(tx, person, day, day).get(day, 0) > 0
                assert not calendar.is_away(tx, person, day)
            told += len(reached)

    lite.write(unit)
    assert told > 50, "the weeks are full enough to prove something"


def test_what_answers_ones_own_click_comes_at_any_hour(lite: Lite) -> None:
    def unit(tx: Tx) -> None:
        person = a_person(tx, random.Random(1), 1)
        tx.now = at_local(START, 3, 0, "Europe/Amsterdam")
        for urgency in ("reply", "urgent"):
            assert gate.decide(tx, people.get(tx, person), "nudge", urgency).what == "now"

    lite.write(unit)
