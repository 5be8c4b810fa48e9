"""A campaign: its aim, its period and its posts on one page, and what its teams did meanwhile, in totals."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from core import community, people
from core.db import Tx
from core.errors import NotAllowed
from tests.community.conftest import write_history


def begun(town: SimpleNamespace) -> None:
    coen = town.coen
    coen.types("/community")
    coen.presses("Calendar")
    coen.presses("Campaigns")
    assert "There is no campaign yet" in coen.last
    coen.presses("New campaign…")
    coen.fills_in(
        title="Ask more", aim="Nobody sits with a question alone", first_day="2026-11-23", last_day="2026-12-11"
    )


def test_a_campaign_holds_its_posts_and_tells_what_happened_in_totals(town: SimpleNamespace) -> None:
    company, coen = town.company, town.coen
    begun(town)
    assert "Nobody sits with a question alone" in coen.last
    assert "No posts yet" in coen.last
    assert "once something was posted" in coen.last
    coen.presses("Plan a post…")
    coen.fills_in(place="logistics", day="2026-11-23", words="What did you ask last week?")
    assert "Mon 23 Nov, #logistics, planned: What did you ask" in coen.last
    company.until(date(2026, 11, 23), 9)
    coen.presses("Post it")
    assert town.others[0].sees("What did you ask last week?")
    company.write(lambda tx: write_history(tx, town.logistics, date(2026, 12, 14), [60, 90, 90, 90]))
    company.until(date(2026, 12, 14), 9)
    coen.types("/community")
    coen.presses("Calendar")
    coen.presses("Campaigns")
    coen.presses("Look")
    assert "Ask more" in coen.last
    assert "#logistics, posted" in coen.last
    assert "in 1 team: 2 in the four weeks before, 3" in coen.last
    assert "whether it comes from the campaign, nobody knows" in coen.last


def test_t10_others_see_and_begin_none(town: SimpleNamespace) -> None:
    begun(town)

    def unit(tx: Tx) -> None:
        ana = people.get(tx, town.crew[0].id)
        for act in (lambda: community.campaigns(tx, ana), lambda: community.campaign(tx, ana, 1),
                    lambda: community.begin_campaign(tx, ana, "a", "b", date(2026, 11, 23), date(2026, 11, 24))):  # fmt: skip
            with pytest.raises(NotAllowed):
                act()

    town.company.read(unit)


def test_a_small_team_is_in_no_total_and_the_days_are_checked(town: SimpleNamespace) -> None:
    """T58: of a team under the minimum nothing shows, not even as a total of one."""
    company, coen = town.company, town.coen
    small = company.team("Garage")
    for name in ("Ria Bos", "Tom Bos"):
        company.person(name, small)
    company.write(lambda tx: write_history(tx, small, date(2026, 12, 7), [20] * 12))
    begun(town)
    coen.presses("Plan a post…")
    coen.fills_in(place="garage", day="2026-11-23", words="What did you ask?")
    company.until(date(2026, 11, 23), 9)
    coen.presses("Post it")
    found = company.read(lambda tx: community.campaign(tx, people.get(tx, coen.id), 1))
    assert company.read(lambda tx: community.meanwhile(tx, found, found.last_day + timedelta(days=7))) is None
    coen.types("/community")
    coen.presses("Calendar")
    coen.presses("Campaigns")
    coen.presses("New campaign…")
    errors = coen.fills_in(title="x", aim="y", first_day="2026-12-11", last_day="2026-12-01").errors
    assert "last_day" in errors
