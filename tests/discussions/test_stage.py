"""An idea's course: stages with words, who looks after it, labels, and who hears of it."""

from datetime import date
from types import SimpleNamespace

from core import discussions
from core.discussions import Backing
from tests.discussions.conftest import begun, card_now


def supported(house: SimpleNamespace) -> object:
    """Mark's idea, supported by Ana and, in Dutch, by Noor; Hans of HR looks at it."""
    card = begun(house, parties=False, topic="idea")
    house.ana.presses("I support this · 0")
    house.noor.presses("Ik steun dit · 1" if "Ik steun dit · 1" in house.noor.buttons else "I support this · 1")
    return card


def test_each_step_is_on_the_card_and_in_the_digest_of_who_supports_it(house: SimpleNamespace) -> None:
    """T57: in the one digest, never on its own; and only to who stands behind it."""
    card = supported(house)
    house.hr.presses("For whoever leads")
    house.hr.presses("How far it is…")
    house.hr.fills_in(
        stage="tried_out", words="Three desks by the window, for a month", keeper="kim", labels="office, light"
    )
    assert "Tried out · Kim Bos looks after it" in house.hr.last
    said = card_now(house, card)
    assert "Tried out · Kim Bos looks after it · office, light" in said
    assert "Three desks by the window" in said
    assert not house.ana.sees("A new office: tried out")
    house.company.until(date(2026, 11, 23), 9)
    assert "A new office: tried out" in house.ana.last
    assert "A new office: wordt uitgeprobeerd" in house.noor.last
    assert not any("tried out" in one.message.letters() for one in house.joris.inbox)
    house.ana.presses("Open")
    assert "Hans Vermeer, Fri 20 Nov:" in house.ana.last
    assert "because you stand behind this idea" in house.ana.last


def test_whoever_looks_after_it_ends_it_and_the_words_are_the_decision(house: SimpleNamespace) -> None:
    card = supported(house)
    house.hr.presses("For whoever leads", on=card)
    house.hr.presses("How far it is…")
    house.hr.fills_in(stage="looked_at", words="Kim looks", keeper="kim")
    house.kim.presses("For whoever leads", on=card)
    assert "You look after this idea" in house.kim.last
    house.kim.presses("How far it is…")
    house.kim.fills_in(stage="done", words="The window desks stay")
    assert "Done" in card_now(house, card)
    assert "The window desks stay" in card_now(house, card)
    decided = [one for one in house.ana.inbox if one.message.summary == "Decided: A new office"]
    assert len(decided) == 1, "the last step is told once, as the decision"
    house.company.until(date(2026, 11, 23), 9)
    assert not any(one.message.summary.endswith(": done") for one in house.ana.inbox)
    house.ana.types("/decisions")
    assert "The window desks stay" in house.ana.last


def test_t10_others_take_no_idea_further_and_a_step_needs_words(house: SimpleNamespace) -> None:
    card = supported(house)
    house.ana.presses("For whoever leads", on=card)
    assert "Only whoever started this" in house.ana.notice
    assert "How far it is…" not in house.mark.buttons, "having an idea is not looking after it"
    house.hr.presses("For whoever leads", on=card)
    house.hr.presses("How far it is…")
    answer = house.hr.fills_in(stage="not_now", words="")
    assert "words" in answer.errors
    assert "labels" in house.hr.fills_in(words="", labels="a, b, c, d").errors


def test_the_same_idea_twice_becomes_one_with_each_vote_once(house: SimpleNamespace) -> None:
    first = supported(house)
    house.sara.types("/discuss Move to the window", place="office")
    house.sara.fills_in(about="It is lighter there", due_on="2026-12-04", topic="idea")
    house.ana.presses("I support this · 0")
    house.finn.presses("I support this · 1")
    house.sara.presses("The same as another…")
    house.sara.fills_in(into="a new office")
    behind = house.company.read(lambda tx: discussions.backers(tx, 1, Backing.SUPPORT))
    assert sorted(behind) == sorted([house.ana.id, house.noor.id, house.finn.id, house.sara.id]), "Ana counts once"
    assert "I support this · 4" in card_now(house, first) or "I support this · 4" in house.joris.buttons
    chat = house.company.chats["slack"]
    other = next(
        one for one in chat.posted.values() if one.message.summary == "Discussion: Move to the window" and not one.only
    )
    assert "the same idea as A new office" in other.message.letters()
    house.company.until(date(2026, 11, 23), 9)
    assert "Move to the window goes on as another idea" in house.finn.last
    assert not any("another idea" in one.message.letters() for one in house.noor.inbox), "nothing changed for her vote"
    house.finn.types("/decisions")
    assert "Move to the window" not in house.finn.last
    house.finn.types("/discussions ideas")
    house.finn.presses("My votes")
    assert house.finn.last.count("A new office") == 1
    assert "4 votes" in house.finn.last


def test_an_idea_is_not_the_same_as_itself_nor_as_a_closed_one(house: SimpleNamespace) -> None:
    supported(house)
    house.mark.presses("The same as another…")
    assert "into" in house.mark.fills_in(into="a new office").errors


def test_new_ideas_are_one_line_in_mondays_digest_and_a_label_finds_them(house: SimpleNamespace) -> None:
    card = supported(house)
    house.hr.presses("For whoever leads", on=card)
    house.hr.presses("How far it is…")
    house.hr.fills_in(stage="new", words="", labels="Light")
    assert house.company.read(lambda tx: discussions.steps(tx, 1)) == [], "a label alone is no step"
    house.company.until(date(2026, 11, 23), 9)
    assert house.joris.last.count("1 new idea last week") == 1
    assert "1 nieuw idee vorige week" in house.noor.last
    house.joris.types("/discussions ideas light")
    assert "A new office" in house.joris.last
    house.joris.types("/discussions ideas heavy")
    assert "No ideas here yet" in house.joris.last
    house.joris.presses("Have an idea…")
    assert house.joris.form.form.fields[2].default == "idea"
    house.company.until(date(2026, 11, 30), 9)
    told = [one for one in house.joris.inbox if "new idea last week" in one.message.letters()]
    assert len(told) == 1, "a second Monday has nothing new"
