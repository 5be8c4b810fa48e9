"""Answering: one tap, once, in place, and nothing of it for the eye or the database to find."""

import asyncio

import pytest
from sqlmodel import select

from bots.chat import Press, Where, Who
from core import surveys
from core.surveys.models import NamedAnswer, Participation, Tally
from tests.company import Company
from tests.surveys.conftest import MONDAY, WEDNESDAY, Asked, asked, first_tally, press, tap


def test_a_pulse_from_the_form_to_the_result(here: Asked) -> None:
    company, bas = here.company, here.people[0]
    here.starts()
    assert "It starts on Mon 23 Nov, 09:00" in here.owner.last
    company.until(MONDAY, 9)
    assert "How was your past week at work?" in bas.last
    assert "One tap and it's sent" in bas.last
    assert "Townhall keeps nothing that links you to this answer" in bas.last
    here.answers([4, 4, 4, 2, 2, 2])
    assert "Thank you." in bas.last
    assert not here.in_place()
    company.until(WEDNESDAY, 16)
    [said] = here.in_place()
    assert "The average is about 2.8 out of 5. Chosen most: 2 🙁 and 4 🙂." in said
    assert "Response: more than 28 %" in said
    assert any("This pulse has closed" in one.message.letters() for one in here.people[6].inbox)


def test_a_pulse_in_dutch_on_discord(company: Company) -> None:
    here = asked(company, ("discord",), language="nl")
    ana = here.people[0].on("discord")
    here.starts()
    company.until(MONDAY, 9)
    company.passes(hours=1)
    assert not ana.inbox
    [call] = here.in_place("discord")
    assert "Pulse of Support" in call
    ana.presses("Answer")
    assert "Hoe was je afgelopen week op het werk?" in ana.last
    assert "Townhall bewaart niets dat jou aan dit antwoord koppelt" in ana.last
    ana.presses("4 🙂")
    assert "Dank je." in ana.last
    assert len(here.in_place("discord")) == 1, "what stands there for all is the same as before"
    for person in here.people[1:]:
        person.on("discord").presses("Answer")
        person.on("discord").presses("5 😀" if person is here.people[2] else "3 😐")
    company.until(WEDNESDAY, 16)
    assert any("Chosen most: 3 😐" in said for said in here.in_place("discord"))
    [thread] = [one for one in company.chats["discord"].conversations.values() if one.kind == "thread"]
    assert thread.under == company.chats["discord"].visible("nobody", "discord:support")[0].ref


@pytest.mark.parametrize("value", [0, 1, 5])
def test_the_thanks_look_the_same_whatever_was_chosen(here: Asked, value: int) -> None:
    here.opens()
    bas, cem = here.people[:2]
    bas.presses(tap(value))
    cem.presses("3 😐")
    assert bas.inbox[-1].message == cem.inbox[-1].message
    assert tap(value) not in bas.buttons


def test_a_second_answer_is_refused_without_a_hint_of_the_first_t42(company: Company) -> None:
    here = asked(company, ("slack", "discord"))
    number = here.opens()
    bas = here.people[0]
    card = bas.inbox[-1]
    bas.presses("5 😀")
    for platform in ("slack", "discord"):
        chat = company.chats[platform]
        address = chat.dm(bas.user)
        ref = chat._post(address, "townhall", card.message).ref
        answer = company.run(chat.presses(bas.user, ref, f"surveys.answer:{number}:1"))
        assert answer.notice == "You have answered already. An anonymous answer can't be seen or changed, by anyone."
    assert company.read(lambda tx: first_tally(tx, number)) == {-1: 0, 1: 0, 2: 0, 3: 0, 4: 0, 5: 1}


def test_a_double_click_counts_once_t42(here: Asked) -> None:
    number = here.opens()
    bas = here.people[0]
    ref = bas.inbox[-1].ref

    async def twice():
        return await asyncio.gather(*(
            bas.chat.presses(bas.user, ref, f"surveys.answer:{number}:{value}") for value in (2, 2, 4)
        ))  # fmt: skip

    here.company.does(twice())
    assert sum(here.company.read(lambda tx: first_tally(tx, number)).values()) == 1


def test_the_same_event_twice_counts_once_and_shows_the_thanks_t42(here: Asked) -> None:
    number = here.opens()
    bas = here.people[0]
    ref = bas.inbox[-1].ref
    event = Press(
        "once", Who("slack", "play", bas.user), Where("slack:@" + bas.user), f"surveys.answer:{number}:2", "", ref
    )
    here.company.does(here.company.app.handle(event))
    again = here.company.does(here.company.app.handle(event))
    assert again.replace is None or "Thank you." in again.replace.letters()
    assert sum(here.company.read(lambda tx: first_tally(tx, number)).values()) == 1


@pytest.mark.parametrize("wrong", ["6", "0", "-2", "11", "5.0", "4.4", "five", "٣", "", "3:4"])
def test_what_is_not_on_the_scale_is_refused_and_nothing_is_stored_t47(here: Asked, wrong: str) -> None:
    number = here.opens()
    bas = here.people[0]
    refused(here, bas, f"surveys.answer:{number}:{wrong}", "Choose a number from 1 to 5.")
    assert nothing_stored(here, number)


def test_another_round_another_teams_and_one_that_never_was_are_refused_alike_t47(here: Asked) -> None:
    number = here.opens()
    stranger = here.company.person("Zoe Zand")
    for who, round_id in ((stranger, number), (here.people[0], number + 1), (here.lead, number)):
        refused(here, who, f"surveys.answer:{round_id}:3", "This pulse is for somebody else.")
    assert nothing_stored(here, number)


def test_before_opening_and_from_the_closing_moment_on_is_too_late_t47(here: Asked) -> None:
    number, company = here.opens(), here.company
    bas = here.people[0]
    asked_ = company.read(lambda tx: surveys.find(tx, number))
    company.clock.set(asked_.closes_at)
    refused(here, bas, f"surveys.answer:{number}:3", "This pulse has closed.")
    company.clock.move(asked_.opened_at - asked_.closes_at - (asked_.closes_at - asked_.opened_at) / 100)
    refused(here, bas, f"surveys.answer:{number}:3", "This pulse has closed.")
    assert nothing_stored(here, number)
    company.clock.set(asked_.closes_at - (asked_.closes_at - asked_.opened_at) / 10**6)
    press(here, bas, f"surveys.answer:{number}:3")
    assert sum(company.read(lambda tx: first_tally(tx, number)).values()) == 1


def refused(here: Asked, who, id_: str, says: str) -> None:
    assert says in press(here, who, id_).notice


def nothing_stored(here: Asked, number: int) -> bool:
    def look(tx):
        parts = tx.exec(select(Participation).where(Participation.answered_on.is_not(None))).all()
        return not (parts or tx.exec(select(NamedAnswer)).all() or tx.exec(select(Tally)).all())

    return here.company.read(look)


def test_sixty_people_answer_at_the_same_moment_t20(company: Company) -> None:
    here = asked(company, heads=60)
    number = here.opens()
    answers = here.answer_at_once([n % 5 + 1 for n in range(60)])
    assert all("Thank you." in answer.replace.letters() for answer in answers)
    assert company.read(lambda tx: first_tally(tx, number)) == {-1: 0, 1: 12, 2: 12, 3: 12, 4: 12, 5: 12}
    here.closes()
    [said] = here.in_place()
    assert "Answers: 60" in said
    assert "Response: 100 %" in said


def test_in_a_public_round_an_answer_has_a_name_and_can_be_changed(here: Asked) -> None:
    here.opens("public")
    bas, cem = here.people[:2]
    assert "Public: your name stands beside your answer" in bas.last
    bas.presses("2 🙁")
    assert "You answered 2 🙁; you can change it" in bas.last
    bas.presses("4 🙂")
    cem.presses("4 🙂")
    cem.presses("Skip")
    assert "You skipped this one" in cem.last
    here.closes()
    [said] = here.in_place()
    assert "4 🙂: Bas0 Jansen" in said
    assert "Answers: 1" in said
    assert "Response: 14 %" in said


def test_why_me_says_who_asks_and_what_is_seen(here: Asked) -> None:
    here.opens()
    here.people[0].presses("Why me?")
    assert "Wil de Wit asks everybody in your team the same question." in here.people[0].last
    here.people[0].presses("Less of this")
    assert "no more messages about pulses" in here.people[0].notice
