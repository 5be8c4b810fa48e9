"""Three questions, one problem, a structural fix with an owner, and every asker hears the end."""

from datetime import date

from sqlmodel import select

from core import escalation
from core.clock import at_local
from core.desk import telling
from core.escalation.models import Link
from tests.escalation.conftest import Desk


def linked(desk: Desk, times: int = 3) -> None:
    """So many questions of Ana, all tied to KP-1 by Joris."""
    for number in range(1, times + 1):
        desk.asks(desk.tech, wanted="week", question=f"Charged twice, customer {number}")
        desk.joris.presses(desk.t("Known problem…"), on=desk.card("tech-desk", f"CQ-{number}"))
        if number == 1:
            desk.joris.fills_in(title="Double *debit*")
        else:
            desk.joris.fills_in(known="1")


def test_three_linked_questions_propose_a_fix_and_its_end_reaches_the_asker(desk: Desk) -> None:
    linked(desk, 2)
    assert not any("KP-1 ·" in text for text in desk.place("tech-desk"))
    linked_line = desk.t("Known problem {problem}: {title}").format(problem="KP-1", title="Double *debit*")
    assert linked_line in desk.card("tech-desk", "CQ-2").message.letters()
    desk.asks(desk.tech, wanted="week", question="Charged twice, customer 3")
    desk.joris.presses(desk.t("Known problem…"), on=desk.card("tech-desk", "CQ-3"))
    desk.joris.fills_in(known="1")
    problem = desk.card("tech-desk", "KP-1")
    assert desk.t("This keeps coming back. Plan a fix for good and give it an owner.") in problem.message.letters()
    desk.joris.presses(desk.t("Structural fix…"), on=problem)
    desk.joris.fills_in(what="Refuse the second charge", owner="kim", due_on="2026-11-27")
    assert "Kim de Wit" in desk.card("tech-desk", "KP-1").message.letters()
    assert any(one.message.summary.startswith("KP-1 · Double *debit*") for one in desk.kim.inbox)
    assert desk.t("Fixed") in [one.label for one in desk.card("tech-desk", "KP-1").message.controls()]
    desk.kim.presses(
        "Fixed", on=next(one for one in reversed(desk.kim.inbox) if one.message.summary.startswith("KP-1"))
    )
    assert desk.t("fixed, to be checked") in desk.card("tech-desk", "KP-1").message.letters()
    desk.joris.presses(desk.t("It works"), on=desk.card("tech-desk", "KP-1"))
    assert desk.card("tech-desk", "KP-1").message.tone == "good"
    assert desk.t("Known problem {problem}: {title} (solved)").format(problem="KP-1", title="Double *debit*") in \
        desk.card("tech-desk", "CQ-1").message.letters()  # fmt: skip
    assert not any("KP-1" in one.message.summary for one in desk.ana.inbox)
    desk.company.clock.set(at_local(date(2026, 11, 23), 8, 45, "Europe/Amsterdam"))
    desk.company.settles()
    assert desk.t("{problem} is solved: {title}").format(problem="KP-1", title="Double *debit*") in desk.dm(desk.ana)


def test_an_asker_with_many_questions_gets_one_line(desk: Desk) -> None:
    """T54: notices are counted by person, not by question."""
    linked(desk, 4)
    desk.company.write(
        lambda tx: escalation.plan_fix(tx, _me(tx, desk.kim.id), 1, 1, "Fix it", desk.kim.id, date(2026, 12, 1))
    )
    desk.company.write(lambda tx: escalation.mark_fixed(tx, _me(tx, desk.kim.id), 1, 2))
    desk.company.write(lambda tx: escalation.check(tx, _me(tx, desk.joris.id), 1, 3, works=True))
    told = desk.company.read(lambda tx: [one for one in telling.lately(tx) if one.view == "escalation.solved"])
    assert [(one.viewer, one.outcome) for one in told] == [(f"person:{desk.ana.id}", "digest:can_wait")]


def test_the_list_counts_and_opens(desk: Desk) -> None:
    desk.lien.types("/problems")
    assert "No known problems" in desk.lien.last
    linked(desk, 2)
    desk.lien.types("/problemen")
    assert "KP-1 Double *debit*\n2 questions · no owner yet · open" in desk.dm(desk.lien)
    desk.lien.presses("Open", on=desk.lien.inbox[-1])
    assert desk.dm(desk.lien).startswith("KP-1 · Double *debit*")


def test_a_question_belongs_to_one_problem_and_its_past_is_kept(desk: Desk) -> None:
    """T54: two at once tie it once; taken off, the row stays; another may follow."""
    linked(desk, 1)
    stale = desk.card("tech-desk")
    assert desk.t("Known problem…") not in [one.label for one in stale.message.controls()]
    desk.joris.presses(desk.t("Not this problem"), on=stale)
    assert "KP-1" not in desk.card("tech-desk").message.letters()
    desk.joris.presses(desk.t("Known problem…"), on=desk.card("tech-desk"))
    desk.kim.presses(desk.t("Known problem…"), on=desk.card("tech-desk"))
    desk.joris.fills_in(title="Slow refunds")
    answer = desk.kim.fills_in(known="1")
    assert answer.errors or answer.reply
    rows = desk.company.read(
        lambda tx: [(one.problem_id, one.unlinked_at is None) for one in tx.exec(select(Link).order_by(Link.id))]
    )
    assert rows == [(1, False), (2, True)]


def test_a_fixed_problem_takes_no_more_questions(desk: Desk) -> None:
    """T54: somebody's form still offers the problem that was solved meanwhile."""
    linked(desk, 1)
    desk.asks(desk.tech, wanted="week")
    desk.joris.presses(desk.t("Known problem…"), on=desk.card("tech-desk", "CQ-2"))
    desk.company.write(
        lambda tx: escalation.plan_fix(tx, _me(tx, desk.kim.id), 1, 1, "Fix it", desk.kim.id, date(2026, 12, 1))
    )
    desk.company.write(lambda tx: escalation.mark_fixed(tx, _me(tx, desk.kim.id), 1, 2))
    desk.company.write(lambda tx: escalation.check(tx, _me(tx, desk.joris.id), 1, 3, works=True))
    answer = desk.joris.fills_in(known="1")
    assert answer.errors or answer.reply
    assert desk.company.read(lambda tx: escalation.problem_of(tx, 2)) is None


def test_only_the_owner_says_it_is_fixed_and_only_departments_plan(desk: Desk) -> None:
    """T10: Ana sees the card, Joris may plan, Kim owns it."""
    linked(desk, 3)
    assert "planned by the departments" in _english(
        desk, desk.refused(desk.ana, "Structural fix…", desk.card("tech-desk", "KP-1"))
    )
    desk.joris.presses(desk.t("Structural fix…"), on=desk.card("tech-desk", "KP-1"))
    desk.joris.fills_in(what="Refuse the second charge", owner="kim", due_on="2026-11-27")
    desk.refused(desk.joris, "Fixed", desk.card("tech-desk", "KP-1"))
    assert desk.card("tech-desk", "KP-1").message.tone != "good"
    desk.kim.presses(desk.t("Fixed"), on=desk.card("tech-desk", "KP-1"))
    assert (
        "colleague check" in desk.refused(desk.kim, "It works", desk.card("tech-desk", "KP-1")) or desk.tongue == "nl"
    )
    desk.joris.presses(desk.t("It works"), on=desk.card("tech-desk", "KP-1"))
    assert desk.card("tech-desk", "KP-1").message.tone == "good"


def test_outsiders_cannot_tie_a_question(desk: Desk) -> None:
    """T10, T11: neither by the button nor by the rule."""
    desk.asks(desk.tech, wanted="week")
    assert "not for you" in desk.refused(desk.fatima, "Known problem…", desk.card("tech-desk"))
    assert desk.fatima.form is None


def test_a_fix_in_the_past_or_without_a_title_is_refused_at_its_field(desk: Desk) -> None:
    linked(desk, 3)
    desk.joris.presses(desk.t("Structural fix…"), on=desk.card("tech-desk", "KP-1"))
    answer = desk.joris.fills_in(what="Fix", owner="kim", due_on="2026-11-19")
    if desk.platform == "slack":
        assert list(answer.errors) == ["due_on"]
    assert desk.company.read(lambda tx: escalation.problem(tx, 1)).owner_id is None


def _me(tx, person: int):
    from core import people

    return people.get(tx, person)


def _english(desk: Desk, said: str) -> str:
    text = "Structural fixes are planned by the departments and the leaders. Ask one of them."
    return text if said == desk.t(text) else said


def test_known_problems_stand_on_the_problem_board_as_live_cards(desk: Desk) -> None:
    """The board is a purpose of a place, given in chat; the card there is drawn anew with every question."""
    boss = desk.company.person(
        "Boss Baas", desk.company.team("Board"), roles=("admin",), platforms=(desk.platform,)
    ).on(desk.platform)
    boss.types("/place", "all-problems")
    boss.fills_in(purpose="board", team="Board", language=desk.tongue)
    linked(desk, 1)
    assert len(desk.place("all-problems")) == 1
    linked_again = desk.card("all-problems", "KP-1")
    desk.asks(desk.tech, wanted="week", question="Charged twice, customer 2")
    desk.joris.presses(desk.t("Known problem…"), on=desk.card("tech-desk", "CQ-2"))
    desk.joris.fills_in(known="1")
    assert [text.count("CQ-2") for text in desk.place("all-problems")] == [1]
    assert linked_again.ref == desk.card("all-problems", "KP-1").ref
