"""The Monday pulse as people live it: asked, answered with one tap, closed, shown."""

from datetime import date

from tests.surveys.conftest import Asked

MONDAY, TUESDAY, WEDNESDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25)


def test_a_pulse_from_the_form_to_the_result(here: Asked) -> None:
    company, bas = here.company, here.people[0]
    here.starts()
    assert "It starts on Mon 23 Nov, 09:00" in here.owner.last
    company.until(MONDAY, 9)
    assert "How was your past week at work?" in bas.last
    assert "One tap and it's sent" in bas.last
    assert "Townhall keeps nothing that links you to this answer" in bas.last
    for number, person in enumerate(here.people[:6]):
        person.presses("4 🙂" if number < 3 else "2 🙁")
        assert "Thank you." in person.last
    assert not here.company.chats["slack"].visible(bas.user, "slack:support")
    company.until(WEDNESDAY, 16)
    [posted] = company.chats["slack"].visible(bas.user, "slack:support")
    said = posted.message.letters()
    assert "The average is 3 out of 5. Chosen most: 2 🙁 and 4 🙂." in said
    assert "Response: more than 28 %" in said
    assert "Answers: 5 or more" in said
    assert "4 🙂: about 50 %" in said
    assert "This pulse has closed" in here.people[6].inbox[-1].message.letters()
