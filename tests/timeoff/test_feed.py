"""The calendar link in chat: shown once to one person, replaced and ended, and honest where there is no address."""

import re
from types import SimpleNamespace

from core import people, timeoff


def test_without_a_public_address_it_says_so(support: SimpleNamespace) -> None:
    support.ana.types("/timeoff feed")
    assert "no public address" in support.ana.last
    assert "Link to my leave" not in support.ana.buttons


def test_a_link_is_shown_once_replaced_and_ended(support: SimpleNamespace) -> None:
    """T37: rotated and revoked by the person."""
    support.company.app.suite.public_url = "https://hall.example.com"
    support.ana.types("/timeoff feed")
    support.ana.presses("Link to my leave")
    first = re.search(r"https://hall\.example\.com/calendar/([\w-]+)\.ics", support.ana.last)
    assert first
    shown = support.company.read(lambda tx: timeoff.feed_of(tx, first[1]))
    assert (shown.name, shown.events) == ("My time off", ())
    support.ana.types("/timeoff feed")
    assert "you have a link" in support.ana.last
    assert first[1] not in support.ana.last
    support.ana.presses("Link to my leave")
    assert support.company.read(lambda tx: timeoff.feed_of(tx, first[1])) is None
    support.ana.presses("End my links")
    assert support.company.read(lambda tx: timeoff.feeds_of(tx, people.get(tx, support.ana.id))) == []
