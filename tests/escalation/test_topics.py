"""Topics: their words choose the department, and who follows one reads of new questions."""

from datetime import date

from core import escalation
from core.clock import at_local
from tests.escalation.conftest import Desk


def topic(desk: Desk) -> None:
    """Kim of Tech names a topic, in three clicks."""
    desk.kim.types("/topics")
    desk.kim.presses("New topic…", on=desk.kim.inbox[-1])
    desk.kim.fills_in(name="Double debit", words="charged, incasso, afgeschreven", team=str(desk.tech))


def test_topic_words_choose_the_department(desk: Desk) -> None:
    topic(desk)
    desk.ana.types("/escalate Why was this customer charged again?")
    assert desk.ana.form.form.fields[0].default == (str(desk.tech),)
    desk.ana.fills_in(departments=())
    assert desk.t("Topic") in desk.card("tech-desk").message.letters()
    assert not desk.place("finance-desk")


def test_who_follows_a_topic_reads_of_new_questions(desk: Desk) -> None:
    topic(desk)
    desk.fatima.types("/topics")
    desk.fatima.presses("Follow", on=desk.fatima.inbox[-1])
    desk.asks(desk.tech, question="Why was this customer charged again?")
    desk.company.clock.set(at_local(date(2026, 11, 23), 8, 45, "Europe/Amsterdam"))
    desk.company.settles()
    assert "CQ-1 is about Double debit" in desk.dm(desk.fatima)


def test_only_departments_name_topics(desk: Desk) -> None:
    """T10."""
    desk.ana.types("/topics")
    desk.ana.presses(desk.t("New topic…"), on=desk.ana.inbox[-1])
    desk.ana.fills_in(name="Mine")
    assert desk.company.read(escalation.topics) == []
