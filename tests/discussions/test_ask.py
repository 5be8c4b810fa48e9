"""Asking a department: its contact card, the question in its place, and the answer that comes back."""

from types import SimpleNamespace

from bots.ui import Actions, Button, Message
from core import calendar


def test_a_name_leads_to_the_card_and_the_answer_comes_back(house: SimpleNamespace) -> None:
    """Clicks: /ask, button, form; the colleague: button, form."""
    house.company.write(lambda tx: calendar.set_duty_order(tx, house.support, [house.joris.id]))
    house.sara.types("/ask support")
    assert "On duty today: Joris Mulder" in house.sara.last
    assert "Usual answer time" not in house.sara.last, "too few answers to say"
    house.sara.presses("Ask…")
    house.sara.fills_in(words="Where is parcel 12?")
    chat = house.company.chats["slack"]
    posted = chat.visible("joris", chat.channel("support"))[-1]
    assert "Joris Mulder is on duty." in posted.message.letters()
    house.joris.presses("Answer…", on=posted)
    house.joris.fills_in(words="In the van")
    assert "Joris Mulder answers:" in house.sara.last
    assert "In the van" in house.sara.last
    assert "Answer…" not in [c.label for c in chat.posted[posted.ref].message.controls()]


def test_without_a_name_one_chooses(house: SimpleNamespace) -> None:
    house.noor.types("/vraag")
    house.noor.presses("Kies een afdeling", value=str(house.sales))
    assert house.noor.last.startswith("Sales")


def test_a_department_without_a_place_is_asked_in_person(house: SimpleNamespace) -> None:
    from core.people.models import Team

    def lab(tx: object) -> int:
        team = Team(name="Lab")
        tx.add(team)  # type: ignore[attr-defined]
        tx.flush()  # type: ignore[attr-defined]
        return int(team.id or 0)

    number = house.company.write(lab)
    olga = house.company.person("Olga Post", number)
    house.sara.types("/ask lab")
    house.sara.presses("Ask…")
    house.sara.fills_in(words="Does it glow?")
    olga.presses("Answer…")
    olga.fills_in(words="Yes")
    assert "Olga Post answers:" in house.sara.last


def test_only_the_department_answers_and_once(house: SimpleNamespace) -> None:
    """T10, T12: the rule asks at the click."""
    house.sara.types("/ask support")
    house.sara.presses("Ask…")
    house.sara.fills_in(words="@channel where?")
    chat = house.company.chats["slack"]
    for person, words, told in (
        (house.finn, "Here", "colleague of the department"),
        (house.ana, "There", ""),
        (house.joris, "No", "already"),
    ):
        drawn = Message("Card", (Actions((Button("Answer", "discussions.answer:1"),)),))
        forged = house.company.run(chat.send(chat.dm(person.user), drawn, f"forged {person.user}"))
        person.presses("Answer", on=chat.posted[forged])
        answer = person.fills_in(words=words)
        assert told in (answer.notice or str(answer.errors))
    assert "There" in house.sara.last


def test_words_in_the_thread_travel_back(house: SimpleNamespace) -> None:
    """The asker hears once that colleagues write about it; one click on a message sends its words."""
    house.finn.types("/ask Support")
    house.finn.presses("Ask…")
    house.finn.fills_in(words="Where are the spare keys?")
    chat = house.company.chats["slack"]
    card = chat.visible("ana", chat.channel("support"))[-1]
    house.ana.writes("I think in the drawer", under=card)
    said = house.joris.writes("In the blue cupboard", under=card)
    told = [one for one in house.finn.inbox if "Colleagues write about it in #support" in one.message.letters()]
    assert len(told) == 1
    assert "drawer" not in told[0].message.letters()
    house.sara.chooses("Answer a colleague", said)
    assert "Only a colleague of the department" in house.sara.notice
    house.joris.chooses("Answer a colleague", said)
    assert "Sent." in house.joris.notice
    assert house.finn.sees("In the blue cupboard")
    house.joris.chooses("Answer a colleague", house.ana.writes("Lunch?", place="support"))
    assert "in the thread of a colleague's question" in house.joris.notice
