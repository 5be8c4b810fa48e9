"""Reminders go to who is missing only, twice at most, and the owner is asked to close when the day has passed."""

from datetime import date
from types import SimpleNamespace

from core import discussions, people
from tests.discussions.conftest import begun
from tests.discussions.test_start import invitations


def test_only_who_is_missing_is_reminded_and_twice_at_most(house: SimpleNamespace) -> None:
    card = begun(house)
    house.ana.writes("Upstairs", under=card)
    house.mark.presses("For whoever leads", on=card)
    house.mark.presses("Remind who is missing")
    assert invitations(house.sara) == 2
    assert invitations(house.joris) == 1, "his department was heard"
    house.mark.presses("Remind who is missing")
    assert invitations(house.sara) == 2, "the second one is a line in the digest"
    house.mark.presses("For whoever leads", on=card)
    assert "Remind who is missing" not in [control.label for control in house.mark.seen[-1].message.controls()]
    turn = house.company.write(lambda tx: discussions.remind(tx, 1))
    assert turn == 0


def test_it_reminds_by_itself_before_the_day(house: SimpleNamespace) -> None:
    begun(house)
    house.company.until(date(2026, 12, 1), 10)
    assert invitations(house.sara) == 2
    assert house.company.read(lambda tx: discussions.find(tx, 1)).reminders == 1
    house.company.until(date(2026, 12, 3), 10)
    assert house.company.read(lambda tx: discussions.find(tx, 1)).reminders == 2


def test_nobody_missing_reminds_nobody(house: SimpleNamespace) -> None:
    card = begun(house)
    for one in (house.ana, house.sara, house.hr):
        one.presses("Nothing to add", on=card)
    house.company.until(date(2026, 12, 3), 10)
    assert house.company.read(lambda tx: discussions.find(tx, 1)).reminders == 0


def test_the_day_after_the_owner_is_asked_to_close(house: SimpleNamespace) -> None:
    begun(house)
    before = invitations(house.mark)
    house.company.until(date(2026, 12, 7), 10)
    assert invitations(house.mark) == before + 1
    assert "Close with a decision…" in house.mark.buttons


def test_less_of_this_means_the_digest(house: SimpleNamespace) -> None:
    begun(house)
    house.sara.presses("Less of this")
    assert house.company.read(lambda tx: people.choice(tx, house.sara.id, "discussion")) == "digest"
    house.mark.presses("Remind who is missing")
    assert invitations(house.sara) == 1
