"""A show of hands: totals for all, one hand each, and raising it is being heard."""

from types import SimpleNamespace

from tests.discussions.conftest import begun, card_now


def asked(house: SimpleNamespace) -> object:
    card = begun(house)
    house.mark.presses("Show of hands…")
    house.mark.fills_in(question="Which floor?", choices="Upstairs\nDownstairs\n\nUpstairs")
    return card


def test_two_clicks_ask_and_one_click_raises_a_hand(house: SimpleNamespace) -> None:
    card = asked(house)
    house.ana.presses("Upstairs")
    house.sara.presses("Downstairs")
    thread = house.company.chats["slack"].visible("finn", f"{card.ref}/thread")[-1]
    assert "Upstairs: 1/2" in thread.message.letters()
    assert "Ana" not in thread.message.letters()
    assert "Heard: 2/3" in card_now(house, card)


def test_a_hand_moves_and_counts_once(house: SimpleNamespace) -> None:
    card = asked(house)
    for choice in ("Upstairs", "Downstairs", "Downstairs"):
        house.ana.presses(choice)
    thread = house.company.chats["slack"].visible("finn", f"{card.ref}/thread")[-1]
    assert "Downstairs: 1/1" in thread.message.letters()


def test_one_choice_is_no_choice(house: SimpleNamespace) -> None:
    begun(house)
    house.mark.presses("Show of hands…")
    house.mark.fills_in(question="Which floor?", choices="Upstairs")
    assert "2 to 5 choices" in str(house.mark.form.errors)
