"""Procedures: out of a fix, announced, read with a tap, found before a question goes out, and looked at again in time."""

from datetime import date, timedelta

import pytest

from core import escalation, people
from core.errors import FieldError, NotAllowed, Stale
from tests.escalation.conftest import Desk
from tests.escalation.test_fixing import known, me, solve


def made(desk: Desk, text: str = "Refund the second charge from the ledger screen") -> None:
    """PR-1 out of KP-1, written by Joris, owned by Kim."""
    known(desk)
    solve(desk)
    desk.joris.presses(desk.t("Make it a procedure…"), on=desk.card("tech-desk", "KP-1"))
    desk.joris.fills_in(name="Double charges", text=text, owner="kim", review_on="2027-05-03")


def test_a_fix_ends_in_a_procedure_that_its_departments_read(desk: Desk) -> None:
    """The solved problem's fix is prefilled; the announcement is one live card with a tap."""
    known(desk)
    solve(desk)
    desk.joris.presses(desk.t("Make it a procedure…"), on=desk.card("tech-desk", "KP-1"))
    assert next(one for one in desk.joris.form.form.fields if one.key == "text").default == "Refuse it"
    desk.joris.fills_in(name="Double charges", owner="kim", review_on="2027-05-03")
    card = desk.card("tech-desk", "PR-1")
    assert "Refuse it" in card.message.letters()
    assert "Kim de Wit" in card.message.letters()
    assert not any("PR-1" in text for text in desk.place("finance-desk")), "Finance was not asked about it"
    desk.kim.presses(desk.t("I have read this"), on=card)
    desk.kim.presses(desk.t("I have read this"), on=desk.card("tech-desk", "PR-1"))
    desk.joris.presses(desk.t("I have read this"), on=desk.card("tech-desk", "PR-1"))
    assert desk.company.read(lambda tx: escalation.readers(tx, 1, 1)) == 2
    desk.lien.types("/procedures double")
    assert "PR-1 Double charges" in desk.lien.last
    desk.lien.types("/werkwijzen")
    desk.lien.presses("Open", on=desk.lien.inbox[-1])
    assert "Refuse it" in desk.lien.last
    desk.lien.types("/procedures weather")
    assert "No procedure like this" in desk.lien.last


def test_a_question_that_resembles_a_procedure_shows_it_before_it_goes_out(desk: Desk) -> None:
    """Nothing is posted; one press and the question is kept as answered by it."""
    made(desk)
    before = len(desk.place("tech-desk"))
    desk.ana.types("/escalate")
    desk.ana.fills_in(
        departments=(str(desk.tech),), question="How do I refund a second charge in the ledger?", wanted="today"
    )
    assert "PR-1" in desk.ana.last
    assert "Refund the second charge" in desk.ana.last
    desk.ana.presses(desk.t("This answers it"))
    assert len(desk.place("tech-desk")) == before
    assert desk.company.read(lambda tx: escalation.find(tx, 2)).status == "resolved"


def test_another_text_is_another_version_and_the_first_is_kept(desk: Desk) -> None:
    made(desk)
    old = desk.card("tech-desk", "PR-1")
    desk.joris.presses(desk.t("Change…"), on=old)
    desk.kim.presses(desk.t("Change…"), on=old)
    sent = desk.joris.fills_in(text="Call the bank first")
    assert not sent.errors, sent
    assert not sent.notice, sent
    texts = desk.company.read(lambda tx: escalation.texts_of(tx, 1))
    assert [(version, words[:6]) for version, words, _at in texts] == [(2, "Call t"), (1, "Refund")]
    answer = desk.kim.fills_in(text="Something else")
    assert answer.errors or answer.reply, "Kim's form was opened on the first text"
    found = desk.company.read(lambda tx: escalation.procedure(tx, 1))
    assert (found.version, found.text, found.owner_id) == (2, "Call the bank first", desk.kim.id)
    assert desk.company.read(lambda tx: escalation.readers(tx, 1, 2)) == 0
    joris = me(desk, desk.joris)
    with pytest.raises(Stale):
        desk.company.write(lambda tx: escalation.note_read(tx, joris, 1, 1))
    desk.joris.presses(desk.t("Earlier texts"), on=desk.card("tech-desk", "PR-1"))
    assert "Refund the second charge" in desk.joris.last


def test_the_owner_looks_at_it_again_on_the_day_and_only_then(desk: Desk) -> None:
    made(desk)
    desk.company.clock.set(desk.company.clock.now().replace(year=2027, month=5, day=2, hour=12))
    desk.company.settles()
    assert not any("PR-1" in one.message.letters() for one in desk.kim.inbox)
    desk.company.clock.move(timedelta(days=1))
    desk.company.settles()
    desk.company.clock.move(timedelta(days=1))
    desk.company.settles()
    assert any("PR-1 · Double charges" in one.message.letters() for one in desk.kim.inbox)
    kim, lien = me(desk, desk.kim), me(desk, desk.lien)
    with pytest.raises(NotAllowed):
        desk.company.write(lambda tx: escalation.still_right(tx, lien, 1, 1))
    day = desk.company.write(lambda tx: escalation.still_right(tx, kim, 1, 1))
    assert day == date(2027, 11, 2)
    assert desk.company.read(lambda tx: escalation.to_review(tx, 1, "2027-05-03")) is None
    desk.company.write(lambda tx: escalation.end_procedure(tx, kim, 1, 1))
    assert desk.t("This is no longer followed.") in desk.card("tech-desk", "PR-1").message.letters()
    assert desk.company.read(lambda tx: escalation.procedures(tx, "double charges")) == []


def test_outsiders_write_none_and_an_unsolved_problem_makes_none(desk: Desk) -> None:
    """T10; and a day in the past is refused at its field."""
    known(desk)
    joris = me(desk, desk.joris)
    ana = desk.company.read(lambda tx: people.get(tx, desk.ana.id))
    later, today = date(2027, 1, 1), date(2026, 11, 20)
    for who, day, problem, wrong in (
        (ana, later, 0, NotAllowed),
        (joris, later, 1, Stale),
        (joris, today, 0, FieldError),
    ):
        with pytest.raises(wrong):
            desk.company.write(
                lambda tx, w=who, d=day, p=problem: escalation.write_procedure(tx, w, "T", "x", None, d, known=p)
            )
