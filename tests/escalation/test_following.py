"""Following a question from where it was asked, and asking by a mention."""

from datetime import date

import pytest

from core import escalation, people
from core.clock import at_local
from core.errors import NotAllowed
from tests.escalation.conftest import Desk


def test_who_follows_a_question_reads_how_it_went_without_the_customers_words(desk: Desk) -> None:
    """One press under the message; a line of the digest once it is answered and closed, and none after another press."""
    said = desk.ana.writes("A customer was charged twice", "support")
    desk.ana.chooses(desk.t("Escalate"), on=said)
    desk.ana.fills_in(departments=(str(desk.tech),))
    chat = desk.company.chats[desk.platform]
    here = next(one for one in chat.posted.values() if one.address.startswith(said.ref))
    for who in (desk.fatima, desk.kim, desk.kim):
        who.presses(desk.t("Follow"), on=here)
    desk.answers(desk.joris, "tech-desk", "It is a hold.")
    desk.ana.presses(desk.t("Customer helped"))
    desk.company.clock.set(at_local(date(2026, 11, 23), 8, 45, "Europe/Amsterdam"))
    desk.company.settles()
    digest = desk.dm(desk.fatima)
    assert "CQ-1 ✅ customer helped" in digest
    assert "charged twice" not in digest
    assert not desk.kim.sees("which you follow")


def test_a_question_asked_in_private_is_followed_by_those_it_concerns_only(desk: Desk) -> None:
    """T11: a forged press finds nothing out."""
    desk.asks(desk.tech, wanted="week")
    fatima, kim = (desk.company.read(lambda tx, one=one: people.get(tx, one.id)) for one in (desk.fatima, desk.kim))
    for number in (1, 2):
        with pytest.raises(NotAllowed):
            desk.company.write(lambda tx, n=number: escalation.follow_case(tx, fatima, n))
    assert desk.company.write(lambda tx: escalation.follow_case(tx, kim, 1))
