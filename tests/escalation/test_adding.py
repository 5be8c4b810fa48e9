"""What the asker adds: topics are looked at again, another department is proposed, and one press asks it too."""

from datetime import date

import pytest

from adapters.playground.client import SPACE
from bots.chat import Press, Where, Who
from core import escalation, people
from core.clock import at_local
from core.errors import NotAllowed, Stale
from tests.escalation.conftest import Desk


def topics(desk: Desk) -> None:
    """Tech answers for charges, Finance for invoices; Lien follows invoices."""
    kim, lien = (desk.company.read(lambda tx, one=one: people.get(tx, one.id)) for one in (desk.kim, desk.lien))
    desk.company.write(lambda tx: escalation.put_topic(tx, kim, "Charges", "charged", desk.tech))
    number = desk.company.write(lambda tx: escalation.put_topic(tx, kim, "Invoices", "invoice, refund", desk.finance))
    desk.company.write(lambda tx: escalation.follow(tx, lien, "topic", number))


def asked(desk: Desk) -> list[int]:
    return list(desk.company.read(lambda tx: escalation.asks_of(tx, 1)))


def test_words_added_later_bring_in_the_department_of_their_topic(desk: Desk) -> None:
    """Not good enough yet, with words of another topic: one more click asks those who answer for it."""
    topics(desk)
    desk.asks(desk.tech, wanted="week")
    desk.answers(desk.joris, "tech-desk", "It is a hold.")
    desk.ana.presses(desk.t("Not good enough yet…"))
    desk.ana.fills_in(more="She wants a refund on the invoice.")
    case = desk.company.read(lambda tx: escalation.find(tx, 1))
    assert desk.company.read(lambda tx: escalation.topic(tx, case.topic_id)).name == "Invoices"
    assert desk.ana.sees("Invoices")
    assert asked(desk) == [desk.tech], "nobody is asked by itself"
    desk.ana.presses(desk.t("Ask them too"))
    assert set(asked(desk)) == {desk.tech, desk.finance}
    ask = desk.company.read(lambda tx: escalation.asks_of(tx, 1))[desk.finance]
    assert (ask.step, ask.due_at is not None) == ("waiting", True)
    assert "She wants a refund" in desk.card("finance-desk").message.letters()
    assert "Finance" in desk.card("tech-desk").message.letters()
    assert len(desk.place("tech-desk")) == 1
    desk.company.clock.set(at_local(date(2026, 11, 23), 8, 45, "Europe/Amsterdam"))
    desk.company.settles()
    assert any("CQ-1 is about Invoices" in one.message.letters() for one in desk.lien.inbox)


def test_a_reply_is_looked_at_too_and_words_of_the_same_topic_change_nothing(desk: Desk) -> None:
    topics(desk)
    desk.asks(desk.tech, wanted="week")
    for number, (said, found) in enumerate((("Charged on Monday", []), ("A refund is wanted", [desk.finance]))):
        desk.joris.presses(desk.t("Ask back…"), on=desk.card("tech-desk"))
        desk.joris.fills_in(text=f"Which day, {number}?")
        desk.ana.presses(desk.t("Reply…"))
        desk.ana.fills_in(text=said)
        assert [one.team_id for one in desk.company.read(lambda tx: escalation.missing(tx, 1))] == found
    case = desk.company.read(lambda tx: escalation.find(tx, 1))
    assert desk.company.read(lambda tx: escalation.topic(tx, case.topic_id)).name == "Charges", "as many words for both"


def test_only_the_asker_asks_one_more_and_once(desk: Desk) -> None:
    """T10, T13: a forged press, a second one, and a team that takes no questions are refused."""
    topics(desk)
    desk.asks(desk.tech, wanted="week", question="Charged twice, refund on the invoice?")
    ana, joris = (desk.company.read(lambda tx, one=one: people.get(tx, one.id)) for one in (desk.ana, desk.joris))
    with pytest.raises(NotAllowed):
        desk.company.write(lambda tx: escalation.ask_too(tx, joris, 1, desk.finance))
    sales = desk.company.read(lambda tx: people.get(tx, desk.ana.id)).team_id
    for team in (desk.tech, sales, 0, 99):
        with pytest.raises(Stale):
            desk.company.write(lambda tx, team=team: escalation.ask_too(tx, ana, 1, team))
    here = Who(desk.platform, SPACE, "ana")
    for key in ("one", "two"):
        desk.company.does(
            desk.company.app.handle(Press(key, here, Where("", "dm"), f"escalation.too:1:{desk.finance}"))
        )
    assert set(asked(desk)) == {desk.tech, desk.finance}
