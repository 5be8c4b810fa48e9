"""Leaders who set the example: counted and shown only of who said yes, and gone with their no."""

from types import SimpleNamespace

from sqlalchemy import text

from core.db import Tx


def counted(tx: Tx) -> list[tuple[int, int, int]]:
    """Whatever is kept by person: who, messages, answers."""
    return [
        (row[0], row[1], row[2])
        for row in tx.execute(text("SELECT person_id, messages, answers FROM community_example_week ORDER BY id"))
    ]


def test_t58_only_a_leader_who_said_yes_is_shown_and_a_no_takes_everything_back(town: SimpleNamespace) -> None:
    company, mark, coen, ana = town.company, town.mark, town.coen, town.crew[0]
    lena = company.person("Lena Smit", town.office, roles=("leader",))
    mark.writes("before my yes", place="support")
    mark.types("/mysettings")
    assert "Only if you say yes" in mark.last
    mark.presses("Show my own figures")
    ana.writes("Who knows?", place="support")
    mark.writes("I do", place="support")
    mark.writes("And a good week to all", place="logistics")
    for other in (lena, ana, coen):
        other.writes("words", place="support")
    mark.types("a word to Townhall alone")
    assert company.read(counted) == [(mark.id, 2, 1)], "from the yes on, in teams' channels, and of nobody else"
    coen.types("/community")
    coen.presses("The whole")
    assert "Mark Jansen: 2 messages, of which 1 answer to a colleague" in coen.last
    assert "Lena" not in coen.last
    ana.types("/community")
    assert "Mark" not in ana.last
    mark.types("/community")
    mark.presses("Your own settings")
    assert "You chose to show your own figures" in mark.last
    mark.types("/mysettings")
    assert "Mark Jansen: 2 messages" in mark.last
    mark.presses("Show it no longer")
    assert company.read(counted) == []
    coen.types("/community")
    coen.presses("The whole")
    assert "Mark Jansen" not in coen.last


def test_t10_who_is_no_leader_is_not_asked_and_a_forged_yes_is_refused(town: SimpleNamespace) -> None:
    from core import community, people
    from core.errors import UserError

    ana = town.crew[0]
    ana.types("/mysettings")
    assert "Show my own figures" not in ana.buttons

    def unit(tx: Tx) -> str:
        try:
            community.agree(tx, people.get(tx, ana.id), True)
        except UserError as refused:
            return refused.kind
        return ""

    assert town.company.write(unit) == "not_allowed"


def test_t70_without_a_ground_nothing_is_counted_even_of_who_said_yes(town: SimpleNamespace) -> None:
    town.mark.types("/mysettings")
    town.mark.presses("Show my own figures")
    town.hanna.types("/community")
    town.hanna.presses("Stop counting")
    town.mark.writes("hello", place="support")
    assert town.company.read(counted) == []
