"""Before a question goes out: what is known already stands there, and one press is enough."""

from datetime import date

from adapters.playground.client import SPACE
from bots.chat import Press, Where, Who
from core import escalation
from core.clock import at_local
from tests.escalation.conftest import Desk

ASKED = "Why was the customer charged twice for one order?"


def helped(desk: Desk) -> None:
    """One question that was answered, and whose customer was helped."""
    desk.asks(desk.tech, wanted="week", question=ASKED)
    desk.answers(desk.joris, "tech-desk", "The second charge is a hold. It is gone within a day.")
    desk.ana.presses(desk.t("Customer helped"))


def test_an_earlier_answer_is_shown_before_posting_and_one_press_is_enough(desk: Desk) -> None:
    """Two clicks from the words to the answer; nobody is disturbed, and who answered is thanked."""
    helped(desk)
    cards = len(desk.place("tech-desk"))
    desk.fatima.types("/escalate Customer was charged twice for an order")
    answer = desk.fatima.fills_in(departments=(str(desk.tech),))
    assert "The second charge is a hold" in answer.reply.letters()
    desk.fatima.presses("This answers it")
    assert len(desk.place("tech-desk")) == cards
    case = desk.company.read(lambda tx: escalation.find(tx, 2))
    assert (case.status, case.helped_by_case) == ("resolved", 1)
    desk.company.clock.set(at_local(date(2026, 11, 23), 8, 45, "Europe/Amsterdam"))
    desk.company.settles()
    thanks = (
        "Je antwoord op CQ-1 hielp nog 1 klant" if desk.tongue == "nl" else "Your answer to CQ-1 helped 1 more customer"
    )
    assert thanks in desk.dm(desk.joris)
    helped_others = (
        "Je vraag CQ-1 hielp nog 1 klant" if desk.tongue == "nl" else "Your question CQ-1 helped 1 more customer"
    )
    assert helped_others in desk.dm(desk.ana)


def test_sent_anyway_it_goes_out_once(desk: Desk) -> None:
    helped(desk)
    desk.fatima.types("/escalate Customer was charged twice for an order")
    desk.fatima.fills_in(departments=(str(desk.tech),))
    preview = next(one for one in desk.fatima.seen if "Not sent yet" in one.message.summary)
    sending = next(control.id for control in preview.message.controls() if control.label == "Send anyway")
    desk.fatima.presses("Send anyway")
    assert "CQ-2" in desk.card("tech-desk", "CQ-2").message.summary
    desk.company.does(desk.company.app.handle(Press(
        "again:1", Who(desk.platform, SPACE, "fatima"), Where(preview.address, "dm"), sending, message=preview.ref)))  # fmt: skip
    assert desk.company.read(lambda tx: escalation.find(tx, 3)) is None


def test_a_known_problem_takes_one_more_customer(desk: Desk) -> None:
    desk.asks(desk.tech, wanted="week", question=ASKED)
    desk.joris.presses(desk.t("Known problem…"), on=desk.card("tech-desk"))
    desk.joris.fills_in(title="Customers charged twice for one order")
    desk.fatima.types("/escalate charged twice for one order")
    desk.fatima.fills_in(departments=(str(desk.tech),))
    desk.fatima.presses("My customer too")
    assert desk.company.read(lambda tx: escalation.problem(tx, 1)).affected == 2
    assert desk.company.read(lambda tx: escalation.asks_of(tx, 2)) == {}


def test_other_words_go_out_at_once(desk: Desk) -> None:
    helped(desk)
    desk.ana.types("/escalate When is the parcel delivered?")
    desk.ana.fills_in(departments=(str(desk.tech),))
    assert desk.card("tech-desk", "CQ-2")
