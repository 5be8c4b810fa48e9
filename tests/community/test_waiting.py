"""How long a post may wait: chosen for all channels and for one, and everything that speaks of it follows."""

import random
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete

from core import calendar, community, people
from core.community.models import Post
from core.db import Tx, table
from core.errors import FieldError
from core.people.models import Grant, Person
from tests.community.test_posts import desk, waiting
from tests.lite import Lite

__all__ = ["desk"]
MONDAY = date(2026, 11, 23)
ZONE = ZoneInfo("Europe/Amsterdam")


def test_other_hours_hold_in_the_list_the_card_the_figure_and_the_definition(desk: SimpleNamespace) -> None:
    """Three clicks and a number; a channel may have its own; the one who looks in Dutch reads the same."""
    company, coen, ana = desk.company, desk.coen, desk.ana
    coen.types("/community")
    coen.presses("Settings for all channels")
    assert "A post may wait 8 working hours before it stands on the list." in coen.last
    coen.presses("Change…")
    assert {node.key: node.default for node in coen.form.form.fields} == {"hours": "8"}
    for wrong in ("0", "81", "2,5"):
        assert "hours" in coen.fills_in(hours=wrong).errors
    coen.fills_in(hours="16")
    assert "A post may wait 16 working hours" in coen.last
    coen.presses("In one channel…")
    coen.fills_in(place="office", hours="4")
    assert "In office: 4 working hours" in coen.last
    ana.writes("Who knows how the new phones work?", place="support")
    ana.writes("Who has the key?", place="office")
    company.until(date(2026, 11, 20), 13)
    assert waiting(desk) == 1, "four working hours in the office"
    coen.types("/community")
    coen.presses("Posts waiting: 1")
    assert "16 working hours; but in office 4 working hours" in coen.last
    coen.presses("Look")
    assert "No answer within 4 working hours." in coen.last
    company.until(MONDAY, 16, 59)
    assert waiting(desk) == 1
    company.until(MONDAY, 17)
    assert waiting(desk) == 2, "two working days in support"
    coen.types("/community settings")
    coen.presses("As everywhere")
    assert "office" not in coen.last
    coen.presses("How is this counted?")
    assert "16 working hours. What asks nothing" in coen.last
    company.write(lambda tx: people.speak(tx, coen.id, "nl"))
    coen.types("/community instellingen")
    assert "Een bericht mag 16 werkuren wachten voor het op de lijst staat." in coen.last


def test_t10_only_who_looks_after_the_whole_changes_it_and_a_place_must_be_there(desk: SimpleNamespace) -> None:
    desk.ana.types("/community instellingen")
    assert "Alleen" in desk.ana.notice
    for hours, place, wrong in ((8, 999, "place"), (0, None, "hours"), (81, None, "hours")):
        with pytest.raises(FieldError) as refused:
            desk.company.write(
                lambda tx, hours=hours, place=place: community.set_wait(tx, people.get(tx, desk.coen.id), hours, place)
            )
        assert refused.value.field == wrong


def test_a_channel_that_was_meant_to_be_quiet_is_looked_at_again(desk: SimpleNamespace) -> None:
    coen = desk.coen
    place = desk.company.read(lambda tx: next(one.id for one in people.places(tx, "team") if one.name == "support"))
    desk.company.write(lambda tx: community.leave_out(tx, people.get(tx, coen.id), place, True))
    coen.types("/community settings")
    assert "support is meant to be quiet" in coen.last
    coen.presses("No longer")
    assert "support" not in coen.last
    assert desk.company.read(community.left_out) == set()


def over_at(posted_at: datetime, minutes: int, closed: set[date]) -> datetime:
    """When so many working minutes are over, counted in quarters of an hour: Monday to Friday from nine to five."""
    at = posted_at
    while minutes > 0:
        here = at.astimezone(ZONE)
        minutes -= 15 * (here.weekday() < 5 and 9 <= here.hour < 17 and here.date() not in closed)
        at += timedelta(minutes=15)
    return at


def test_a_post_is_listed_once_its_hours_are_over_and_for_two_weeks(lite: Lite) -> None:
    """Over a clock change and Christmas, with every kind of hours, against minutes counted one by one."""
    dice = random.Random(4)

    def unit(tx: Tx) -> None:
        coen, ana = Person(name="Coen"), Person(name="Ana", started_on=date(2020, 1, 1))
        tx.add(coen)
        tx.add(ana)
        tx.flush()
        tx.add(Grant(person_id=coen.id, role="community"))
        tx.flush()
        for year in (2026, 2027):
            calendar.seed_holidays(tx, "NL", year)
        closed = {off.day for off in calendar.holidays_between(tx, "NL", date(2026, 10, 1), date(2027, 2, 1))}
        keeper, author = people.get(tx, coen.id), people.get(tx, ana.id)
        for number in range(40):
            hours = dice.choice((1, 4, 8, 16, 40, 80))
            place = people.put_place(tx, f"slack:{number}", f"n{number}", "team", None)
            community.set_wait(tx, keeper, hours, place)
            at = datetime(2026, 10, 20, tzinfo=UTC) + timedelta(minutes=15 * dice.randrange(65 * 96))
            tx.now = at
            community.note_post(tx, author, f"slack:{number}", f"m{number}", at, None)
            late_at = over_at(at, 60 * hours, closed)
            for moment in (late_at - timedelta(minutes=15), late_at, late_at + timedelta(days=13, hours=23),
                           late_at + timedelta(days=14)):  # fmt: skip
                tx.now = moment
                listed = any(one.place_id == place for one in community.unanswered(tx, keeper))
                assert listed == (late_at <= moment < late_at + timedelta(days=14)), (hours, at, moment)
            tx.execute(delete(table(Post)))

    lite.write(unit)
