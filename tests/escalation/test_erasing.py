"""What is held about people in escalation is registered, exported, erased and swept."""

from datetime import timedelta

from sqlmodel import select

from core import privacy
from core.escalation import find
from core.escalation.models import Ask, Case, Line, Problem
from core.people.models import Grant
from tests.escalation.conftest import Desk


def test_an_erased_asker_leaves_neutral_stubs_also_in_the_channels(desk: Desk) -> None:
    """T55: erasure respected while departments answer."""
    desk.asks(desk.tech, wanted="week", question="Why was mister Jansen charged?")
    desk.company.write(lambda tx: tx.add(Grant(person_id=desk.lien.id, role="hr")))
    desk.company.write(lambda tx: privacy.erase_person(tx, desk.ana.id, desk.lien.id))
    case = desk.company.read(lambda tx: find(tx, 1))
    assert (case.asker_id, case.question, case.status) == (None, "", "withdrawn")
    assert not any("Jansen" in text or "Ana" in text for text in desk.place("tech-desk"))


def test_an_erased_colleague_is_unlinked_and_the_answer_stays(desk: Desk) -> None:
    desk.asks(desk.tech, wanted="week")
    desk.joris.presses(desk.t("Known problem…"), on=desk.card("tech-desk"))
    desk.joris.fills_in(title="Double debit")
    desk.answers(desk.joris, "tech-desk", "It is a hold.")
    desk.company.write(lambda tx: tx.add(Grant(person_id=desk.lien.id, role="hr")))
    desk.company.write(lambda tx: privacy.erase_person(tx, desk.joris.id, desk.lien.id))
    ask, line, problem = desk.company.read(
        lambda tx: (tx.exec(select(Ask)).one(), tx.exec(select(Line)).one(), tx.exec(select(Problem)).one())
    )
    assert (ask.claimed_by, ask.answered_by, line.written_by, problem.started_by) == (None, None, None, None)
    assert line.text == "It is a hold."
    desk.ana.presses(desk.t("Customer helped"))
    assert desk.card("tech-desk").message.tone == "good"


def test_people_can_have_what_is_held_about_them(desk: Desk) -> None:
    desk.asks(desk.tech, wanted="week", question="Why was it charged?")
    desk.answers(desk.joris, "tech-desk", "It is a hold.")
    asked = desk.company.write(lambda tx: privacy.export_person(tx, desk.ana.id, desk.ana.id))
    answered = desk.company.write(lambda tx: privacy.export_person(tx, desk.joris.id, desk.joris.id))
    assert "Why was it charged?" in str(asked)
    assert "It is a hold." in str(answered)


def test_a_year_later_the_question_and_all_that_hangs_on_it_are_gone(desk: Desk) -> None:
    """T53: kept for a year and a day, not longer; an answer of last week does not hold back an old question."""
    desk.asks(desk.tech, wanted="week")
    desk.company.clock.move(timedelta(days=366))
    desk.company.write(lambda tx: tx.add(Line(case_id=1, team_id=desk.tech, text="Late", at=tx.now)))
    desk.company.clock.move(timedelta(days=1))
    desk.company.write(privacy.sweep)
    assert desk.company.read(lambda tx: [tx.exec(select(model)).all() for model in (Case, Ask, Line)]) == [[], [], []]
