"""Who is out, posted where a team talks; and one absence that every bot respects."""

from datetime import date
from types import SimpleNamespace

import pytest

from bots.gate import decide
from core import calendar, people, timeoff
from core.errors import NotAllowed


def posted(support: SimpleNamespace) -> list[str]:
    return [one.message.letters() for one in support.noor.seen if "away in Support this week" in one.message.summary]


def test_a_place_hears_on_its_own_days_who_is_absent_and_never_why(support: SimpleNamespace) -> None:
    """Rule 41: leave and a sick report read the same."""
    support.boss.types("/timeoff digest", "support")
    support.boss.fills_in(days="monday", hour="9")
    assert "never why" in support.boss.notice
    support.ana.types("/timeoff 24 nov")
    support.ana.presses("Request")
    support.boss.presses("Approve")
    support.joris.types("/timeoff sick")
    support.company.until(date(2026, 11, 23), 9, 30)
    (said,) = posted(support)
    assert "Mon 23 Nov: absent: Joris Mulder" in said
    assert "Tue 24 Nov: absent: Ana Bakker, Joris Mulder" in said
    assert "sick" not in said.lower()
    support.company.until(date(2026, 11, 24), 10)
    assert len(posted(support)) == 1
    support.boss.types("/timeoff digest", "support")
    support.boss.fills_in(days="off")
    support.company.until(date(2026, 11, 30), 10)
    assert len(posted(support)) == 1


def test_only_who_leads_the_team_or_hr_says_when(support: SimpleNamespace) -> None:
    support.ana.types("/timeoff digest", "support")
    assert "Only HR, or who leads this team" in support.ana.notice
    support.boss.types("/timeoff digest")
    assert "/place" in support.boss.notice
    place = support.company.read(lambda tx: people.places(tx, "team"))[0]
    with pytest.raises(NotAllowed):
        support.company.write(lambda tx: timeoff.set_digest(tx, people.get(tx, support.ana.id), place.id, "off", 9))


def test_one_absence_mutes_every_bot_for_that_person(support: SimpleNamespace) -> None:
    """Invitations and nudges are dropped, what waits for a decision waits for the first working hour back."""
    support.ana.types("/timeoff 20 nov")
    support.ana.presses("Request")
    support.boss.presses("Approve")

    def gate(person: int, topic: str, urgency: str) -> str:
        found = support.company.read(lambda tx: decide(tx, people.get(tx, person), topic, urgency))
        return f"{found.what} {found.why}".strip()

    assert gate(support.ana.id, "survey", "invite") == "drop away"
    assert gate(support.ana.id, "discussion", "nudge") == "drop away"
    assert gate(support.ana.id, "decision", "now") == "later quiet"
    assert gate(support.joris.id, "survey", "invite") == "now"


def test_what_cannot_wait_goes_to_the_deputy(support: SimpleNamespace) -> None:
    """The absence that mutes the manager sends the request to who stands in."""
    support.company.write(
        lambda tx: calendar.note_absence(tx, "test:1", support.boss.id, date(2026, 11, 20), date(2026, 11, 27))
    )
    support.ana.types("/timeoff 23 nov")
    support.ana.presses("Request")
    assert support.lien.sees("Ana Bakker asks for time off")
    assert not support.boss.sees("Ana Bakker asks for time off")


def test_a_report_that_stands_shows_that_they_are_back(support: SimpleNamespace) -> None:
    """Two functions of one name reacted to it, and the one that draws the report anew was never called."""
    support.joris.types("/timeoff sick")
    stood = next(one for one in support.boss.inbox if "Joris Mulder is absent" in one.message.letters())
    support.company.until(date(2026, 11, 24), 10)
    support.joris.types("/timeoff better")
    assert stood.ref in [one.ref for one in support.boss.inbox if "Joris Mulder is back" in one.message.letters()]
