"""The playbook and hand-over notes: shown where they help, never sent by themselves."""

from datetime import date
from types import SimpleNamespace

from tests.community.conftest import write_history


def test_pages_and_notes_are_written_and_read_by_who_looks_after_the_community(town: SimpleNamespace) -> None:
    coen, hanna = town.coen, town.hanna
    coen.types("/community")
    coen.presses("Playbook")
    assert "The playbook is empty" in coen.last
    coen.presses("New page…")
    coen.fills_in(moment="quiet_team", words="Walk past with coffee")
    assert "A team has gone quiet: Walk past with coffee" in coen.last
    coen.presses("Hand-over note…")
    coen.fills_in(words="Support moves in January")
    hanna.types("/community")
    hanna.presses("Playbook")
    assert "Support moves in January" in hanna.last
    assert "— Coen Visser, Fri 20 Nov" in hanna.last
    hanna.presses("Take out")
    assert "Walk past" not in hanna.last


def test_what_the_playbook_says_stands_beside_the_finding(town: SimpleNamespace) -> None:
    town.coen.types("/community")
    town.coen.presses("Playbook")
    town.coen.presses("New page…")
    town.coen.fills_in(moment="quiet_team", words="Walk past with coffee")
    town.company.write(lambda tx: write_history(tx, town.support, date(2026, 11, 23), [37]))
    town.company.until(date(2026, 11, 23), 8, 31)
    town.company.until(date(2026, 11, 23), 9)
    town.coen.presses("Open")
    assert "Walk past with coffee" in town.coen.last
    assert not town.crew[0].inbox, "nobody of the team hears anything by itself"
