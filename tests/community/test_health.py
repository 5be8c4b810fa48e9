"""The whole: one trend, quiet channels, answers to posts, and one click to how it is counted."""

from datetime import date, timedelta
from types import SimpleNamespace

from bots.ui import Chart
from core import community, people
from tests.community.conftest import write_history

MONDAY = date(2026, 11, 16)


def third_team(town: SimpleNamespace) -> int:
    team = town.company.team("Sales")
    for number in range(5):
        town.company.person(f"Sal{number} Es", team)
    town.company.write(lambda tx: write_history(tx, team, MONDAY, [50] * 20))
    return team


def test_the_whole_is_shown_from_three_teams_on_in_words_and_picture(town: SimpleNamespace) -> None:
    coen = town.coen
    coen.types("/community")
    coen.presses("The whole")
    assert "There are not yet three teams" in coen.last
    assert "Quieter than usual: 1 of 2 teams." in coen.last
    third_team(town)
    coen.presses("The whole")
    assert "messages per member per working day in a typical team" in coen.last
    newest = max(coen.seen, key=lambda one: int(one.ref.rsplit("/", 1)[1])).message
    drawn = next(node for node in newest.body if isinstance(node, Chart))
    assert len(drawn.values) == 8
    coen.presses("How is this counted?")
    for said in ("leave, part-time and size drop out", "Not known: what people read", "No day of the last eight weeks",
                 "Recorded by Hanna Vos", "A post waits when", "by 40 %"):  # fmt: skip
        assert said in coen.last


def test_a_channel_silent_for_three_weeks_is_named_until_it_is_meant_to_be(town: SimpleNamespace) -> None:
    def unit(tx: object) -> None:
        here = people.put_place(tx, "slack:old", "old-news", "team", town.support)  # type: ignore[arg-type]
        community.add(tx, here, MONDAY - timedelta(days=30), 4)  # type: ignore[arg-type]

    town.company.write(unit)
    town.coen.types("/community")
    town.coen.presses("The whole")
    assert "old-news: no message since Sat 17 Oct" in town.coen.last
    town.coen.presses("Meant to be quiet")
    assert "old-news" not in town.coen.last


def test_t58_a_leader_does_not_see_the_whole(town: SimpleNamespace) -> None:
    town.mark.types("/community")
    assert "The whole" not in town.mark.buttons
    assert "Posts waiting: 0" not in town.mark.buttons


def test_t70_without_a_ground_the_whole_says_why(town: SimpleNamespace) -> None:
    town.hanna.types("/community")
    town.hanna.presses("Stop counting")
    town.coen.types("/community")
    assert "Posts waiting: 0" in town.coen.buttons, "posts without an answer need no ground (46)"
    town.coen.presses("The whole")
    assert "nobody has recorded on what ground" in town.coen.last


def test_support_is_back_after_your_note(town: SimpleNamespace) -> None:
    coen = town.coen
    town.company.write(lambda tx: community.check_all(tx))
    coen.types("/nudge support")
    coen.fills_in(words="How are things?")
    coen.presses("Send")
    town.company.write(lambda tx: write_history(tx, town.support, date(2026, 12, 7), [38, 40, 100]))
    town.company.until(date(2026, 12, 8), 9)
    told = [one.message.letters() for one in coen.inbox]
    assert sum("Support is back, 3 weeks after your note" in one for one in told) == 1


def test_four_weeks_later_the_sender_reads_the_effect(town: SimpleNamespace) -> None:
    coen = town.coen
    coen.types("/nudge support")
    coen.fills_in(words="How are things?")
    coen.presses("Send")
    town.company.write(lambda tx: write_history(tx, town.support, date(2026, 12, 21), [100, 101, 99, 98]))
    town.company.until(date(2026, 12, 21), 9)
    assert coen.sees("Four weeks after your word to Support")
    coen.presses("Open", value="")
    found = [one.message.letters() for one in coen.seen if "in the four weeks after" in one.message.letters()]
    assert found
    assert "This says what happened, not why." in found[-1]
