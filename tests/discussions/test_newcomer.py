"""Newcomers: a buddy who said yes beforehand, and a card in the team's place on the first day."""

from datetime import date
from types import SimpleNamespace

from core.people.models import Person


def coming(house: SimpleNamespace) -> object:
    return house.company.person("Eva Prins", house.support, house.mark, started_on=date(2026, 11, 26))


def test_the_buddy_is_asked_first_and_the_team_says_hello(house: SimpleNamespace) -> None:
    coming(house)
    house.company.until(date(2026, 11, 23), 9)
    assert house.mark.sees("Eva Prins starts on Thu 26 Nov")
    house.mark.presses("Choose a buddy…")
    house.mark.fills_in(buddy="ana", words="Eva sailed round the world")
    assert "Will you be the buddy of Eva Prins?" in house.ana.last
    house.ana.presses("Yes, I will")
    assert any("said yes" in one.message.letters() for one in house.mark.inbox)
    house.company.until(date(2026, 11, 26), 9)
    chat = house.company.chats["slack"]
    posted = [one.message.letters() for one in chat.visible("finn", chat.channel("support"))]
    assert len(posted) == 1
    for said in ("Welcome Eva Prins", "Eva sailed round the world", "Ana Bakker is the buddy"):
        assert said in posted[0]


def test_a_no_needs_no_reason_and_another_is_chosen(house: SimpleNamespace) -> None:
    coming(house)
    house.company.until(date(2026, 11, 23), 9)
    house.mark.presses("Choose a buddy…")
    house.mark.fills_in(buddy="ana")
    house.ana.presses("Not this time")
    assert "That is fine" in house.ana.last
    assert "Choose somebody else" in house.mark.last
    house.company.until(date(2026, 11, 26), 9)
    chat = house.company.chats["slack"]
    assert "is the buddy" not in chat.visible("finn", chat.channel("support"))[-1].message.letters()


def test_a_first_day_that_moves_is_followed(house: SimpleNamespace) -> None:
    eva = coming(house)
    house.company.until(date(2026, 11, 23), 9)
    house.company.write(lambda tx: setattr(tx.get(Person, eva.id), "started_on", date(2026, 11, 30)))
    house.company.until(date(2026, 11, 26), 10)
    chat = house.company.chats["slack"]
    assert not chat.visible("finn", chat.channel("support"))
    house.company.until(date(2026, 11, 30), 10)
    assert "Welcome Eva Prins" in chat.visible("finn", chat.channel("support"))[-1].message.summary


def test_nobody_else_answers_for_the_buddy(house: SimpleNamespace) -> None:
    """T10: the question was for one colleague."""
    coming(house)
    house.company.until(date(2026, 11, 23), 9)
    house.mark.presses("Choose a buddy…")
    house.mark.fills_in(buddy="ana")
    chat = house.company.chats["slack"]
    forwarded = house.company.run(chat.send(chat.dm("joris"), house.ana.inbox[-1].message, "forwarded"))
    house.joris.presses("Yes, I will", on=chat.posted[forwarded])
    assert "Somebody else was asked" in house.joris.notice
