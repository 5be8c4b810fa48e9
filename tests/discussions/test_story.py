"""Stories: asked of a group or in a place, told in one's own words, shared outside only while the teller says so."""

from types import SimpleNamespace

import pytest

from core import people, privacy


def told(house: SimpleNamespace, **more: str) -> None:
    house.hr.types("/stories ask When did you make a customer happy?")
    house.hr.fills_in(audience="sales")
    house.sara.presses("Tell your story…")
    house.sara.fills_in(words="I found their parcel", **more)


def test_asking_takes_two_clicks_and_so_does_telling(house: SimpleNamespace) -> None:
    told(house)
    assert "I found their parcel" in house.sara.last
    assert "It stays inside the company." in house.sara.last
    assert not house.ana.sees("customer happy"), "another group was not asked"


def test_in_a_place_whoever_reads_it_may_tell(house: SimpleNamespace) -> None:
    house.hr.types("/stories ask When did you laugh?", place="office")
    house.hr.fills_in()
    house.ana.presses("Tell your story…")
    house.ana.fills_in(words="On Monday", may_share="yes")
    house.noor.types("/verhalen buiten")
    assert "On Monday" in house.noor.last


def test_outside_only_with_a_yes_that_can_be_taken_back(house: SimpleNamespace) -> None:
    told(house)
    house.hr.types("/stories outside")
    assert "Nothing here" in house.hr.last
    house.sara.presses("It may be shared outside")
    house.hr.types("/stories outside")
    assert "I found their parcel" in house.hr.last
    house.sara.types("/stories")
    house.sara.presses("Yours…")
    house.sara.presses("Keep it inside")
    house.hr.types("/stories outside")
    assert "Nothing here" in house.hr.last


def test_a_story_is_its_tellers_own(house: SimpleNamespace) -> None:
    """T10: nobody else allows, forbids or removes it; its teller may do each."""
    told(house)
    house.hr.types("/stories")
    assert "Yours…" not in house.hr.buttons
    assert "It may be shared outside" not in house.hr.buttons
    file = house.company.write(lambda tx: privacy.export_person(tx, house.sara.id, asked_by=house.sara.id))
    assert "I found their parcel" in str(file)
    house.sara.presses("Remove my story")
    house.hr.types("/stories")
    assert "Nothing here" in house.hr.last


@pytest.mark.parametrize("who", ["ana", "mark"])
def test_only_some_ask_for_stories(house: SimpleNamespace, who: str) -> None:
    person = getattr(house, who)
    person.types("/stories ask Why?")
    answer = person.fills_in()
    assert "asks for stories" in (answer.notice or str(answer.errors))


def test_mentions_in_a_story_notify_nobody(house: SimpleNamespace) -> None:
    """T16: they stay letters."""
    told(house)
    house.sara.presses("Tell your story…")
    house.sara.fills_in(words="@everyone <!here> *read*")
    assert "@everyone <!here> *read*" in house.sara.last


def test_less_of_this_puts_stories_into_the_digest(house: SimpleNamespace) -> None:
    told(house)
    house.finn.presses("Less of this")
    assert house.company.read(lambda tx: people.choice(tx, house.finn.id, "starter")) == "digest"
