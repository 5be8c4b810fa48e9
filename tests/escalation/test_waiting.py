"""Home: what waits for one's department, or how far one's own question is."""

from tests.escalation.conftest import Desk


def _row(desk: Desk, who) -> str:
    return "\n".join(node.markdown for node in who.opens_home().body if hasattr(node, "markdown"))


def test_a_department_sees_how_many_questions_wait_and_opens_one(desk: Desk) -> None:
    desk.asks(desk.tech, wanted="week", question="Later")
    desk.asks(desk.tech, desk.finance, wanted="today", question="Sooner")
    assert "2 questions wait for Tech" in _row(desk, desk.kim)
    home = desk.kim.chat.homes["kim"]
    opening = next(control for control in home.controls() if control.label == "Open")
    desk.company.does(desk.kim.chat.presses_home("kim", opening.id))
    assert desk.dm(desk.kim).startswith("Questions that wait")
    desk.kim.presses("Open", on=desk.kim.inbox[-1])
    assert "asks for a customer" in desk.dm(desk.kim)
    desk.kim.presses("I'll take this", on=desk.kim.inbox[-1])
    assert any("Tech ✋ Kim" in text for text in desk.place("tech-desk"))


def test_the_asker_sees_how_far_it_is(desk: Desk) -> None:
    desk.asks(desk.tech, desk.finance, wanted="today")
    desk.answers(desk.joris, "tech-desk", "It is a hold.")
    assert desk.t("{case}: {done} of {total} answered").format(case="CQ-1", done=1, total=2) in _row(desk, desk.ana)
    home = desk.ana.chat.homes["ana"]
    opening = next(control for control in home.controls() if control.label == desk.t("Open"))
    desk.company.does(desk.ana.chat.presses_home("ana", opening.id))
    assert desk.dm(desk.ana).startswith(desk.t("Your question {case}").format(case="CQ-1"))


def test_nobody_else_has_a_row(desk: Desk) -> None:
    desk.asks(desk.tech, wanted="today")
    assert "CQ-1" not in _row(desk, desk.lien)
    assert "Tech" not in _row(desk, desk.fatima)
