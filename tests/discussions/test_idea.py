"""An idea: support with a click that can be taken back, write along, and improve the text together."""

from types import SimpleNamespace

from tests.discussions.conftest import begun, card_now


def test_support_is_one_click_and_a_second_takes_it_back(house: SimpleNamespace) -> None:
    card = begun(house, topic="idea")
    house.ana.presses("I support this · 0")
    assert "I support this · 1" in house.joris.buttons
    assert "Heard: 1/3" in card_now(house, card)
    house.ana.presses("I support this · 1")
    assert "I support this · 0" in house.joris.buttons


def test_who_writes_along_may_improve_the_text(house: SimpleNamespace) -> None:
    card = begun(house, topic="idea")
    house.ana.presses("Improve the text…", on=card)
    assert "I write along" in house.ana.notice
    house.ana.presses("I write along")
    house.ana.presses("Improve the text…")
    house.ana.fills_in(words="Where shall we sit, and who decides?")
    said = card_now(house, card)
    assert "Where shall we sit, and who decides?" in said
    assert "Written along by Ana Bakker" in said


def test_two_who_write_at_once_lose_nothing(house: SimpleNamespace) -> None:
    """T12: the second reads what the first wrote before changing it."""
    card = begun(house, topic="idea")
    house.ana.presses("I write along")
    house.ana.presses("Improve the text…")
    house.mark.presses("Improve the text…")
    house.mark.fills_in(words="The first")
    answer = house.ana.fills_in(words="The second")
    assert "meanwhile" in (answer.notice or str(answer.errors))
    assert "The first" in card_now(house, card)


def test_what_is_no_idea_has_no_votes(house: SimpleNamespace) -> None:
    begun(house)
    assert "I write along" not in house.ana.buttons
