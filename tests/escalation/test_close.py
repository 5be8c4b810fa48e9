"""How a question ends: helped, not good enough yet, or taken back; by its asker only."""

from datetime import timedelta

import pytest

from core import people
from core.escalation import answers_of, find
from tests.escalation.conftest import Desk


def test_the_asker_can_judge_once_every_department_has_answered(desk: Desk) -> None:
    desk.asks(desk.finance, desk.tech, wanted="today")
    desk.answers(desk.joris, "tech-desk", "It is a hold.")
    assert desk.t("Customer helped") not in desk.ana.buttons
    desk.answers(desk.fatima, "finance-desk", "Paid back.")
    assert desk.ana.buttons.count(desk.t("Customer helped")) == 2
    desk.ana.presses(desk.t("Customer helped"))
    assert desk.t("Customer helped") not in desk.ana.buttons


def test_not_good_enough_asks_every_department_again(desk: Desk) -> None:
    desk.asks(desk.tech, wanted="today")
    desk.answers(desk.joris, "tech-desk", "It is a hold.")
    desk.ana.presses(desk.t("Not good enough yet…"))
    desk.ana.fills_in(more="Which day exactly? Mail me at ana@shop.example")
    assert "Which day exactly?" in desk.thread("tech-desk")[-1]
    assert "ana@shop.example" not in desk.thread("tech-desk")[-1]
    assert "Tech ⏳" in desk.card("tech-desk").message.letters()
    assert "Which day exactly?" in desk.card("tech-desk").message.letters()
    desk.answers(desk.kim, "tech-desk", "On Monday.")
    assert "On Monday." in desk.dm(desk.ana)
    desk.ana.presses(desk.t("Customer helped"))
    assert desk.card("tech-desk").message.tone == "good"


def test_resolved_by_mistake_it_can_be_reopened(desk: Desk) -> None:
    desk.asks(desk.tech, wanted="today")
    desk.answers(desk.joris, "tech-desk", "It is a hold.")
    desk.ana.presses(desk.t("Customer helped"))
    desk.ana.presses(desk.t("Not good enough yet…"))
    desk.ana.fills_in(more="Charged again.")
    assert desk.t("I'll take this") in [one.label for one in desk.card("tech-desk").message.controls()]


def test_an_old_judgement_changes_nothing(desk: Desk) -> None:
    """T12: "customer helped" on a card from before the question was reopened."""
    desk.asks(desk.tech, wanted="today")
    desk.answers(desk.joris, "tech-desk", "It is a hold.")
    stale = desk.ana.inbox[-1]
    desk.ana.presses(desk.t("Not good enough yet…"), on=stale)
    desk.ana.fills_in(more="Which day?")
    desk.answers(desk.joris, "tech-desk", "On Monday.")
    answer = desk.presses_late(desk.ana, stale)
    assert answer.notice == desk.t("This question has changed. Look again.")
    assert desk.company.read(lambda tx: find(tx, 1)).status == "open"


def test_an_answer_to_an_older_question_is_held_back(desk: Desk) -> None:
    """T12: the form was opened before the asker added something."""
    desk.asks(desk.tech, wanted="today")
    desk.kim.presses(desk.t("Answer…"), on=desk.card("tech-desk"))
    desk.answers(desk.joris, "tech-desk", "It is a hold.")
    desk.ana.presses(desk.t("Not good enough yet…"))
    desk.ana.fills_in(more="Which day?")
    desk.kim.fills_in(text="It is a hold, too")
    assert "Tech ⏳" in desk.card("tech-desk").message.letters()


def test_withdrawn_a_neutral_stub_stays_everywhere(desk: Desk) -> None:
    """T55: the words go from cards, threads and tables; nobody is warned about it any more."""
    desk.asks(desk.tech, wanted="today", question="Why was mister Jansen charged?")
    desk.answers(desk.joris, "tech-desk", "It is a hold.")
    desk.ana.presses(desk.t("Not good enough yet…"))
    desk.ana.fills_in(more="Jansen says no")
    desk.ana.presses(desk.t("Withdraw"))
    assert not any("Jansen" in text for text in desk.place("tech-desk") + desk.thread("tech-desk"))
    assert desk.t("This text was withdrawn.") in desk.thread("tech-desk")[-1]
    assert desk.place("tech-desk") == [desk.t("{case} was withdrawn").format(case="CQ-1")]
    case = desk.company.read(lambda tx: find(tx, 1))
    assert (case.status, case.question) == ("withdrawn", "")
    desk.company.clock.move(timedelta(days=4))
    desk.company.settles()
    assert len(desk.place("tech-desk")) == 1


def test_withdrawn_while_somebody_types_an_answer(desk: Desk) -> None:
    """T55: the answer goes to nobody, whoever wrote it is told why, and the question stays withdrawn."""
    desk.asks(desk.tech, desk.finance, wanted="today")
    desk.joris.presses(desk.t("Answer…"), on=desk.card("tech-desk"))
    desk.ana.presses(desk.t("Withdraw"))
    before = len(desk.ana.inbox)
    answer = desk.joris.fills_in(text="It is a hold.")
    assert answer.errors or answer.reply or answer.notice
    assert "CQ-1" in str(answer)
    assert len(desk.ana.inbox) == before
    assert desk.company.read(lambda tx: (find(tx, 1).status, answers_of(tx, 1))) == ("withdrawn", [])


def test_only_the_asker_judges_and_sees_the_card(desk: Desk) -> None:
    """T11: a forged press about somebody else's question is refused; Ana's own press succeeds."""
    desk.asks(desk.tech, wanted="today")
    desk.answers(desk.joris, "tech-desk", "It is a hold.")
    answer = desk.presses_late(desk.lien, desk.ana.inbox[-1])
    assert "not for you" in answer.notice
    desk.ana.presses(desk.t("Customer helped"))
    assert desk.company.read(lambda tx: find(tx, 1)).status == "resolved"


@pytest.mark.parametrize("desk", ["discord"], indirect=True)
def test_where_no_direct_message_may_be_sent_the_answer_knocks(desk: Desk) -> None:
    """Discord: Ana allowed no direct messages; a neutral card in her team's channel opens for her only (T18)."""
    account = desk.company.read(lambda tx: people.accounts(tx, desk.ana.id)[0])
    desk.company.write(lambda tx: people.allow_direct(tx, account.id, False))
    desk.asks(desk.tech, wanted="today")
    desk.answers(desk.joris, "tech-desk", "It is a hold.")
    knock = desk.card("sales", "Something waits")
    assert "It is a hold." not in knock.message.letters()
    desk.kim.presses("Open", on=knock)
    assert desk.kim.notice == "This is for somebody else."
    desk.ana.presses("Open", on=knock)
    assert "It is a hold." in desk.ana.last
    desk.ana.presses(desk.t("Customer helped"))
    assert desk.card("tech-desk").message.tone == "good"
