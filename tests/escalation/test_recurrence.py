"""Recurrence watch by likeness: a question like a fixed problem is proposed to its owner, and a person's word opens it again."""

import pytest

from core import escalation
from core.errors import NotAllowed, Stale
from tests.escalation.conftest import Desk
from tests.escalation.test_fixing import known, me, solve


def test_a_question_like_a_fixed_problem_asks_its_owner_and_changes_nothing_by_itself(desk: Desk) -> None:
    """domain 58: another object is no exact match, so a person says whether it came back; then it is open again."""
    known(desk)
    solve(desk)
    desk.asks(desk.tech, wanted="week", question="Customer charged twice again", about="App")
    assert desk.company.read(lambda tx: escalation.problem(tx, 1)).status == "solved"
    asked = next(one for one in reversed(desk.kim.inbox) if one.message.summary.startswith("CQ-2 resembles KP-1"))
    desk.kim.presses("It came back", on=asked)
    found = desk.company.read(lambda tx: escalation.problem(tx, 1))
    assert (found.status, found.affected) == ("open", 2)
    assert found.again_at is not None
    joris = me(desk, desk.joris)
    with pytest.raises(Stale):
        desk.company.write(lambda tx: escalation.came_back(tx, joris, 2, 1))


def test_something_else_asks_nobody_and_outsiders_open_nothing(desk: Desk) -> None:
    """T10: the same press by somebody of no department is refused."""
    known(desk)
    solve(desk)
    desk.asks(desk.tech, wanted="week", question="Where is the parcel?", about="Parcels")
    assert not any("resembles" in one.message.summary for one in desk.kim.inbox)
    lien = me(desk, desk.lien)
    with pytest.raises(NotAllowed):
        desk.company.write(lambda tx: escalation.came_back(tx, lien, 2, 1))
