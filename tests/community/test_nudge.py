"""A quiet team, a word in one's own words, and what comes back."""

from types import SimpleNamespace

from bots.ui.text import read
from core import community, people

START = "How are things? Coffee is on me this week."


def sends(sender: SimpleNamespace, words: str = START) -> None:
    sender.presses("Nudge…")
    sender.fills_in(words=words)
    sender.presses("Send")


def test_quiet_team_then_a_word_then_a_reply(town: SimpleNamespace) -> None:
    coen, (ana, bo, *_rest) = town.coen, town.crew
    coen.types("/community")
    assert "1 team is quieter than usual" in coen.last
    assert "Support is quieter than usual, for 3 weeks now" in coen.last
    coen.presses("Nudge…")
    assert "a bit quieter" in {node.key: node.default for node in coen.form.form.fields}["words"]
    coen.fills_in(words=START)
    assert "Not sent yet: a word to Support" in coen.last
    assert START in coen.last
    assert "7 people; some may be skipped" in coen.last
    assert not ana.inbox, "a preview sends nothing (decision 49)"
    coen.presses("Send")
    assert "Your word to Support is on its way" in coen.last
    assert "To 7 people. Answered: fewer than 5." in coen.last
    assert "A word from Coen Visser" in ana.last
    assert START in ana.last
    ana.presses("Reply to Coen…")
    ana.fills_in(words="Busy with the new phones. Coffee, please.")
    assert "You wrote back." in ana.last
    assert "Ana Bakker writes back" in coen.last
    assert "Coffee, please." in coen.last
    assert "Een seintje van Coen Visser" in bo.last
    bo.presses("Doe ik")
    assert "Je antwoordde: doe ik." in bo.last
    assert not coen.sees("Bo Jansen"), "who did not write back stays unnamed"
