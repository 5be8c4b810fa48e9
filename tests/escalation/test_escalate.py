"""Asking: the form, the words that were typed, the card that can be found again."""

from datetime import timedelta

from core import people
from core.escalation import departments
from tests.company import Company
from tests.escalation.conftest import Desk


def test_the_words_after_the_command_stand_in_the_form(desk: Desk) -> None:
    desk.ana.types("/escaleer Waarom is er twee keer afgeschreven?")
    fields = {field.key: field for field in desk.ana.form.form.fields}
    assert fields["question"].default == "Waarom is er twee keer afgeschreven?"
    assert [option.label for option in fields["departments"].options] == ["Finance", "Tech"]


def test_a_mention_in_a_channel_asks_too(desk: Desk) -> None:
    """The name, the word and the question; the form is the same."""
    desk.ana.types("@townhall escaleer Waarom twee keer afgeschreven?", "support")
    fields = {field.key: field for field in desk.ana.form.form.fields}
    assert fields["question"].default == "Waarom twee keer afgeschreven?"
    desk.ana.fills_in(departments=(str(desk.tech),))
    assert "Waarom twee keer afgeschreven?" in desk.card("tech-desk").message.letters()


def test_homes_fourth_door_leads_to_the_form(desk: Desk) -> None:
    home = desk.ana.opens_home()
    door = next(control for control in home.controls() if control.label == desk.t("Customer question"))
    desk.company.does(desk.ana.chat.presses_home("ana", door.id))
    assert desk.ana.form.form.title == desk.t("Customer question")


def test_one_to_five_departments(desk: Desk) -> None:
    desk.ana.types("/escalate")
    answer = desk.ana.fills_in(departments=(), question="Why?")
    if desk.platform == "slack":
        assert answer.errors == {"departments": "No topic fits these words. Choose at least one department."}
        answer = desk.ana.fills_in(departments=("99",), question="Why?")
        assert "takes no questions any more" in answer.errors["departments"]
    else:
        assert answer.reply is not None
        desk.ana.presses(desk.t("Change…"))
        assert desk.ana.form.form.fields[1].default == "Why?"
        assert len(desk.ana.form.form.fields[0].options) == 2
    assert not desk.place("tech-desk")


def test_asked_in_a_channel_the_card_can_be_found_again(desk: Desk) -> None:
    """A private reply is gone on reload; where direct messages may be sent, the asker's card stands there."""
    desk.ana.types("/escalate Why?", "general")
    desk.ana.fills_in(departments=(str(desk.tech),))
    assert desk.ana.sees("Tech ⏳")
    if desk.platform == "slack":
        assert "CQ-1" in desk.ana.notice
        desk.joris.presses("I'll take this", on=desk.card("tech-desk"))
        assert "Tech ✋ Joris" in desk.dm(desk.ana)


def test_without_departments_the_way_out_is_named(company: Company) -> None:
    ana = company.person("Ana Bakker")
    ana.types("/escalate Why?")
    assert "Ask your admin" in ana.notice


def test_a_department_with_two_places_is_one_department(company: Company) -> None:
    """A team on Slack and on Discord: one choice, one part in the question, a card in both places."""
    tech = company.team("Tech")
    for chat in company.chats.values():
        company.write(lambda tx, chat=chat: people.put_place(tx, chat.channel("desk"), "desk", "department", tech))
    found = company.read(departments)
    assert [(one.name, len(one.places)) for one in found] == [("Tech", 2)]
    ana = company.person("Ana Bakker")
    ana.types("/escalate Why?")
    ana.fills_in()
    for chat in company.chats.values():
        assert [one.message.summary for one in chat.visible("x", chat.channel("desk"))] == [
            "CQ-1: Ana Bakker asks for a customer"
        ]


def test_more_than_twenty_questions_an_hour_are_refused(desk: Desk) -> None:
    """T20: somebody who floods is stopped kindly, and can go on an hour later."""
    for _again in range(20):
        desk.asks(desk.tech, wanted="week")
    desk.asks(desk.tech, wanted="week")
    assert len(desk.place("tech-desk")) == 20
    desk.company.clock.move(timedelta(minutes=61))
    desk.ana.types("/escalate")
    desk.ana.fills_in(departments=(str(desk.tech),), question="Again?")
    assert len(desk.place("tech-desk")) == 21


def test_asked_from_home_as_a_message_home_stays(desk: Desk) -> None:
    """The form was opened from a message; the card comes beside it and follows what happens."""
    desk.ana.types("/home")
    desk.ana.presses(desk.t("Customer question"), on=desk.ana.inbox[-1])
    desk.ana.fills_in(departments=(str(desk.tech),), question="Why?")
    assert desk.t("Customer question") in [control.label for control in desk.ana.inbox[-2].message.controls()]
    desk.joris.presses(desk.t("I'll take this"), on=desk.card("tech-desk"))
    assert "Tech ✋ Joris" in desk.dm(desk.ana)
