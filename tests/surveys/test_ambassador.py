"""Ambassadors and the lead's opener: a list apart from answers, and one question beside the numbers."""

from core import people
from core.surveys.questions import ENPS
from tests.company import Company
from tests.surveys.conftest import WEDNESDAY, Asked, asked


def test_the_button_is_the_same_for_everybody_and_comes_after_closing(company: Company) -> None:
    here = asked(company, heads=10)
    here.opens(question=str(ENPS))
    for person, value in zip(here.people, (10, 10, 9, 9, 10, 8, 7, 3, 6, 0), strict=True):
        person.presses(str(value))
        assert "Join the ambassadors" not in person.buttons, "beside an answer it would tell"
    here.closes()
    for person in (here.people[9], here.people[0], here.people[0]):
        person.types("/pulse results")
        person.presses("Join the ambassadors")
    assert here.people[0].notice == "You are on the list already."
    [group] = company.read(lambda tx: [one for one in people.segments(tx) if one.name == "Ambassadors"])
    on_it = company.read(lambda tx: people.segment_people(tx, group.id))
    assert on_it == sorted([here.people[0].id, here.people[9].id])


def test_the_lead_gets_one_question_to_start_with_and_the_team_does_not(here: Asked) -> None:
    here.opens()
    here.answers([1, 2, 3, 4, 5, 5, 2])
    here.company.until(WEDNESDAY, 9)
    assert here.lead.sees("What gave you energy last week, and what took it?")
    assert not here.people[0].sees("What gave you energy")


def test_no_opener_where_nothing_may_be_shown_t39(here: Asked) -> None:
    here.opens()
    here.answers([1, 2])
    here.company.until(WEDNESDAY, 9)
    assert not here.lead.sees("To ask your team")
