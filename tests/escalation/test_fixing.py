"""A problem's end: its cause, its tasks, the check, the weeks before and after, and what happens when it comes back."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, insert
from sqlmodel import select

from core import escalation, people, promises
from core.db import table
from core.desk.models import DigestLine, FactRow
from core.errors import FieldError
from core.escalation.models import Case, Link, Problem
from core.jobs import Due
from tests.escalation.conftest import Desk


def me(desk: Desk, who) -> people.Me:
    return desk.company.read(lambda tx: people.get(tx, who.id))


def known(desk: Desk, title: str = "Charged twice") -> None:
    """KP-1 about invoices, on a topic, with Kim as its owner."""
    kim = me(desk, desk.kim)
    desk.company.write(lambda tx: escalation.put_topic(tx, kim, "Debit", "charged", desk.tech))
    desk.asks(desk.tech, wanted="week", question="Why was the customer charged twice?", about="Invoices")
    desk.company.write(lambda tx: escalation.start_problem(tx, kim, 1, title))
    desk.company.write(lambda tx: escalation.plan_fix(tx, kim, 1, 1, "Refuse it", desk.kim.id, date(2026, 12, 1)))


def solve(desk: Desk) -> None:
    kim, joris = me(desk, desk.kim), me(desk, desk.joris)
    desk.company.write(lambda tx: escalation.mark_fixed(tx, kim, 1, 2))
    desk.company.write(lambda tx: escalation.check(tx, joris, 1, 3, works=True))


def test_the_same_topic_and_object_is_linked_and_another_object_is_not(desk: Desk) -> None:
    """domain 58: exact matches link by themselves, the rest waits for a person."""
    known(desk)
    desk.asks(desk.tech, wanted="week", question="Charged again, why?", about="invoices ")
    desk.asks(desk.tech, wanted="week", question="Charged for the app?", about="App")
    found = desk.company.read(lambda tx: [escalation.problem_of(tx, number) for number in (2, 3)])
    assert [one.id if one else None for one in found] == [1, None]
    assert desk.company.read(lambda tx: escalation.ask_at(tx, 2)).due_at is not None


def test_a_solved_problem_that_comes_back_is_open_again_and_counts_the_weeks(desk: Desk) -> None:
    """Recurrence watch: the owner hears, and questions per week stand before and after."""
    known(desk)
    desk.company.clock.move(timedelta(days=3))
    solve(desk)
    desk.company.clock.move(timedelta(days=15))
    weeks = desk.company.read(lambda tx: escalation.weeks(tx, 1))
    assert (weeks.before, weeks.after) == ((0, 0, 0, 1), (0, 0))
    desk.asks(desk.tech, wanted="week", question="Charged once more", about="Invoices")
    problem = desk.company.read(lambda tx: escalation.problem(tx, 1))
    assert (problem.status, problem.affected) == ("open", 2)
    assert problem.again_at is not None


def test_the_fix_and_its_tasks_stand_on_the_list_of_promises(desk: Desk) -> None:
    known(desk)
    desk.asks(desk.tech, wanted="week", question="Charged again?", about="Invoices")
    desk.asks(desk.tech, wanted="week", question="Charged and again?", about="Invoices")
    desk.joris.types("/problems")
    desk.joris.presses(desk.t("Open"), on=desk.joris.inbox[-1])
    desk.joris.presses(desk.t("Task…"))
    desk.joris.fills_in(words="Write the migration", owner="kim", due_on="2026-11-27")
    given = desk.company.read(lambda tx: promises.of_origin(tx, "problem:1"))
    assert [(one.owner_id, one.due_on) for one in given] == [(desk.kim.id, date(2026, 11, 27))]
    desk.joris.types("/problems charged twice")
    assert "KP-1" in desk.dm(desk.joris)
    desk.joris.types("/problems weather")
    assert "KP-1" not in desk.dm(desk.joris)


@pytest.mark.parametrize("desk", ["slack"], indirect=True)
def test_problems_put_together_never_make_a_circle_and_keep_their_past(desk: Desk) -> None:
    """T54: A into B, then B into A is refused; so is a solved one; ten thousand links move at once."""
    known(desk)
    kim = me(desk, desk.kim)

    def many(tx) -> None:
        now = tx.now
        rows = [{"asker_id": desk.ana.id, "question": "", "customer": "", "masked": 0, "wanted": "week", "status": "open",
                 "version": 1, "asked_at": now, "due_at": now, "about": "", "origin": "", "files": ""}] * 10_000  # fmt: skip
        tx.execute(insert(table(Case)), rows)
        tx.add(Problem(title="Other", started_at=now))
        tx.flush()
        numbers = tx.execute(select(table(Case).c.id).where(table(Case).c.id > 1)).scalars().all()
        tx.execute(insert(table(Link)), [{"case_id": one, "problem_id": 2, "linked_at": now} for one in numbers])

    desk.company.write(many)
    desk.company.write(lambda tx: escalation.merge(tx, kim, 2, 1))
    assert desk.company.read(lambda tx: escalation.problem(tx, 1)).affected == 10_001
    for number, into in ((1, 2), (1, 1), (2, 1), (1, 99)):
        with pytest.raises(FieldError):
            desk.company.write(lambda tx, n=number, i=into: escalation.merge(tx, kim, n, i))
    closed = desk.company.read(lambda tx: tx.execute(
        select(table(Link).c.id).where(table(Link).c.problem_id == 2, table(Link).c.unlinked_at.is_not(None))).all())  # fmt: skip
    assert len(closed) == 10_000
    assert desk.company.read(lambda tx: escalation.askers_of(tx, 1)) == [desk.ana.id]


@pytest.mark.parametrize("desk", ["slack"], indirect=True)
def test_the_end_of_a_problem_of_many_questions_is_told_some_at_a_time(desk: Desk) -> None:
    """T54: no unit is long however many are linked; each open question hears once, each asker reads one line."""
    known(desk)

    def many(tx) -> None:
        row = {"customer": "", "masked": 0, "wanted": "week", "version": 1, "asked_at": tx.now, "due_at": tx.now,
               "question": "", "about": "", "origin": "", "files": ""}  # fmt: skip
        whose = (desk.ana.id, desk.lien.id)
        tx.execute(insert(table(Case)), [
            {**row, "asker_id": whose[n % 2], "status": "open" if n % 5 else "resolved"} for n in range(250)])  # fmt: skip
        numbers = tx.execute(select(table(Case).c.id).where(table(Case).c.id > 1)).scalars().all()
        tx.execute(insert(table(Link)), [{"case_id": one, "problem_id": 1, "linked_at": tx.now} for one in numbers])

    desk.company.write(many)
    solve(desk)
    desk.company.settles()
    counted = desk.company.read(lambda tx: [
        tx.execute(select(func.count()).select_from(table(rows)).where(where)).scalar_one() for rows, where in (
            (FactRow, table(FactRow).c.kind == "escalation.cause_gone"), (Due, table(Due).c.key.like("escalation.tell:%")),
            (DigestLine, table(DigestLine).c.view == "escalation.solved"))])  # fmt: skip
    assert counted == [201, 5, 2], "fifty at a time"


def test_not_working_yet_it_is_open_again(desk: Desk) -> None:
    known(desk)
    kim, joris = me(desk, desk.kim), me(desk, desk.joris)
    desk.company.write(lambda tx: escalation.mark_fixed(tx, kim, 1, 2))
    desk.company.write(lambda tx: escalation.check(tx, joris, 1, 3, works=False))
    assert desk.company.read(lambda tx: escalation.problem(tx, 1)).status == "open"


def test_the_cause_is_named_then_fixed_then_checked_and_comes_back(desk: Desk) -> None:
    """Cause → fix → check → recurrence, by clicks: the cause stands on the card, is found by its words, and is looked at again."""
    known(desk)
    desk.joris.types("/problems")
    desk.joris.presses(desk.t("Open"), on=desk.joris.inbox[-1])
    desk.joris.presses(desk.t("Cause…"))
    desk.joris.fills_in(cause="The payment service retries a timeout")
    assert "The payment service retries a timeout" in desk.joris.last
    desk.kim.types("/problems timeout")
    assert "KP-1" in desk.dm(desk.kim)
    desk.kim.presses("Open", on=desk.kim.inbox[-1])
    desk.kim.presses("Cause…")
    assert [one.default for one in desk.kim.form.form.fields] == ["The payment service retries a timeout"]
    desk.kim.fills_in(cause="The payment service retries a timeout without a key")
    desk.kim.presses("Fixed")
    desk.joris.types("/problems charged")
    desk.joris.presses(desk.t("Open"), on=desk.joris.inbox[-1])
    assert "without a key" in desk.joris.last
    desk.joris.presses(desk.t("It works"))
    assert desk.company.read(lambda tx: escalation.problem(tx, 1)).status == "solved"
    desk.asks(desk.tech, wanted="week", question="Charged once more", about="Invoices")
    desk.kim.types("/problems charged")
    desk.kim.presses("Open", on=desk.kim.inbox[-1])
    assert "Look at the cause again" in desk.kim.last
    assert "without a key" in desk.kim.last
