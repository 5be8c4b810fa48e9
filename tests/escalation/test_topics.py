"""Topics: their words choose the department, and who follows one reads of new questions."""

from datetime import date

import pytest

from core import escalation, people
from core.clock import at_local
from core.errors import FieldError, NotAllowed
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


def test_words_that_mean_the_same_here_find_each_other(desk: Desk) -> None:
    """The company's own words, set in chat; one word alone, several in one part, and outsiders are refused."""
    desk.asks(desk.tech, wanted="week", question="Where does the giro slip of the subscription stay?")
    desk.answers(desk.joris, "tech-desk", "In the archive.")
    desk.ana.presses(desk.t("Customer helped"))
    look = "Acceptgiro of the abonnement"
    assert desk.company.read(lambda tx: escalation.similar(tx, look)) == []
    for words in ("abonnement, subscription", "acceptgiro, giro"):
        desk.joris.types("/topics")
        desk.joris.presses(desk.t("The same word…"), on=desk.joris.inbox[-1])
        assert not desk.joris.fills_in(words=words).errors
    assert [one.entity for one in desk.company.read(lambda tx: escalation.similar(tx, look))] == [1]
    joris, ana = (desk.company.read(lambda tx, w=w: people.get(tx, w.id)) for w in (desk.joris, desk.ana))
    for who, words, wrong in (
        (joris, "giro", FieldError),
        (joris, "two words, one", FieldError),
        (ana, "a1, b2", NotAllowed),
    ):
        with pytest.raises(wrong):
            desk.company.write(lambda tx, w=who, t=words: escalation.set_same_words(tx, w, t))
