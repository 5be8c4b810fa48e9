"""Must be read: a tap that the author sees by name, as was said before; two kind words to who is missing, none to who is away."""

from datetime import date
from types import SimpleNamespace

from core import calendar
from tests.news.conftest import own_page, posts, stands_in


def test_read_by_name_as_was_said_and_reminded_twice_at_most(house: SimpleNamespace) -> None:
    first, last = date(2026, 11, 23), date(2026, 12, 31)
    house.company.write(lambda tx: calendar.note_absence(tx, "test:1", house.crew[5].id, first, last))
    posts(house, "mark", kind="must_read", to="Support")
    ana, mark = house.ana, house.mark
    assert "Mark Visser sees by name who tapped" in ana.last
    assert "Must be read: We move" in ana.opens_home().letters()
    ana.presses("I have read it", on=ana.inbox[-1])
    assert "You tapped that you read this on Fri 20 Nov." in ana.inbox[-1].message.letters()
    assert mark.sees("Read: 1 of 6")
    house.crew[1].presses("I have read it")
    mark.presses("Who is missing")
    assert "Ana" not in mark.last
    assert "Noor Haddad" in mark.last
    house.company.until(date(2026, 12, 14), 12)
    lines = [one.message.letters() for one in house.crew[2].inbox if "Still to be read" in one.message.letters()]
    assert len(lines) == 2, "twice, and never a third time"
    assert not ana.sees("Still to be read")
    assert not house.crew[5].sees("Still to be read"), "who is away is never chased"


def test_a_tap_of_somebody_else_is_not_kept(house: SimpleNamespace) -> None:
    posts(house, "mark", "support", kind="must_read", to="Support")
    house.hanna.presses("I have read it")
    assert "nothing is kept" in house.hanna.notice


def test_useful_counts_people_and_shows_from_five_on(house: SimpleNamespace) -> None:
    """T46: no small number, no names; an emoji is enough."""
    posts(house, place="general")
    chat = house.company.chats["slack"]
    (card,) = stands_in(house, "general")
    for one in house.crew[:3]:
        one.presses("Useful", on=card)
    assert "Useful to: not yet visible" in own_page(house)
    for one in house.crew[2:5]:
        house.company.does(chat.reacts(one.user, card.ref, "tada"))
    assert "Useful to: 5 people" in own_page(house)
    assert "Useful · 5" in [control.label for control in chat.posted[card.ref].message.controls()]
    house.ana.presses("Useful · 5", on=chat.posted[card.ref])
    assert "Useful to: not yet visible" in own_page(house)
