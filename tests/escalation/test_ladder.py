"""Silence climbs: lead, owner, management, each once, through a restart, two workers and a clock that jumped."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bots.work import Worker
from core import escalation, people
from core.errors import FieldError
from core.escalation import hops_of
from core.people.models import Grant, Person
from tests.escalation.conftest import Desk

FRIDAY = date(2026, 11, 20)


def ladder_of(desk: Desk) -> None:
    """Lien leads Tech, Fatima owns its service, Kim is management; an hour between the steps."""

    def unit(tx) -> None:
        tx.add(Grant(person_id=desk.lien.id, role="hr"))
        tx.add(Grant(person_id=desk.kim.id, role="leader"))
        tx.flush()
        escalation.set_ladder(tx, people.get(tx, desk.lien.id), desk.tech, desk.lien.id, desk.fatima.id, None, 60)

    desk.company.write(unit)


def hops(desk: Desk):
    return desk.company.read(lambda tx: [(one.why, one.told_id, one.deadline) for one in hops_of(tx, 1)])


def test_each_rung_once_with_an_hour_between(desk: Desk) -> None:
    ladder_of(desk)
    desk.asks(desk.tech, wanted="today")
    due = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)
    desk.company.until(FRIDAY, 17, 40)
    assert hops(desk) == [("lead", desk.lien.id, due)]
    desk.company.until(date(2026, 11, 23), 10, 10)
    assert hops(desk) == [("lead", desk.lien.id, due), ("owner", desk.fatima.id, due)]
    desk.company.until(date(2026, 11, 24), 12)
    assert [one[0] for one in hops(desk)] == ["lead", "owner", "management"]
    assert sum("CQ-1" in one.message.summary for one in desk.fatima.inbox) == 1


def test_after_five_hours_down_the_breach_is_at_the_deadline_and_each_level_once(desk: Desk) -> None:
    """T51: two workers wake at once after the whole ladder is due."""
    ladder_of(desk)
    desk.asks(desk.tech, wanted="today")
    desk.company.clock.set(datetime(2026, 11, 23, 14, 0, tzinfo=UTC))
    other = Worker(desk.company.app)

    async def both() -> None:
        import asyncio

        await asyncio.gather(desk.company.worker.drain(), other.drain())

    desk.company.run(both())
    desk.company.settles()
    due = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)
    assert hops(desk) == [("lead", desk.lien.id, due), ("owner", desk.fatima.id, due), ("management", desk.kim.id, due)]


def test_a_retry_of_the_same_timer_changes_nothing(desk: Desk) -> None:
    """T51: a worker that died after the effect; its job comes again."""
    ladder_of(desk)
    desk.asks(desk.tech, wanted="today")
    timer = desk.company.read(lambda tx: escalation.ask_at(tx, 1)).timer
    desk.company.clock.set(datetime(2026, 11, 20, 16, 31, tzinfo=UTC))
    assert desk.company.write(lambda tx: escalation.breach(tx, 1, timer, 1))
    assert not desk.company.write(lambda tx: escalation.breach(tx, 1, timer, 1))
    assert not desk.company.write(lambda tx: escalation.breach(tx, 1, timer - 1, 1))
    assert len(hops(desk)) == 1


def test_a_lead_who_left_is_passed_over_and_the_owner_hears_first(desk: Desk) -> None:
    """T52: whoever no longer works here is told nothing; the next rung comes at the deadline, not an hour later."""
    ladder_of(desk)
    desk.asks(desk.tech, wanted="today")

    def leaves(tx) -> None:
        tx.get(Person, desk.lien.id).left_on = date(2026, 11, 19)

    desk.company.write(leaves)
    desk.company.until(FRIDAY, 17, 40)
    assert [one[:2] for one in hops(desk)] == [("owner", desk.fatima.id)]
    assert sum("CQ-1" in one.message.summary for one in desk.fatima.inbox) == 1
    assert not any("CQ-1" in one.message.summary for one in desk.lien.inbox)


def test_departments_that_would_pass_questions_round_are_refused(desk: Desk) -> None:
    """T52: a loop in the ladder is refused when it is saved."""
    ladder_of(desk)
    lien = desk.company.read(lambda tx: people.get(tx, desk.lien.id))
    desk.company.write(lambda tx: escalation.set_ladder(tx, lien, desk.tech, None, None, desk.finance, 60))
    for backup in (desk.tech, desk.finance):
        with pytest.raises(FieldError) as refused:
            desk.company.write(
                lambda tx, over=backup: escalation.set_ladder(tx, lien, desk.finance, None, None, over, 60)
            )
        assert refused.value.field == "backup"


def test_reopened_the_ladder_starts_anew(desk: Desk) -> None:
    """domain 49: the next answer counts from the message that is not answered; what was missed stays missed."""
    ladder_of(desk)
    lien = desk.company.read(lambda tx: people.get(tx, desk.lien.id))
    desk.company.write(lambda tx: escalation.set_targets(tx, lien, desk.tech, False, 0, 60, 0))
    desk.asks(desk.tech, wanted="today")
    desk.answers(desk.joris, "tech-desk", "It is a hold.")
    desk.ana.presses(desk.t("Not good enough yet…"))
    desk.ana.fills_in(more="Which day?")
    assert desk.company.read(lambda tx: escalation.ask_at(tx, 1)).due_at == datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    desk.company.clock.move(timedelta(minutes=61))
    desk.company.settles()
    assert [one[0] for one in hops(desk)] == ["lead"]


def test_the_form_names_nobody_any_more_where_that_is_chosen(desk: Desk) -> None:
    """An empty person field keeps who is named; the choice takes them off."""
    lien = desk.company.read(lambda tx: people.get(tx, desk.lien.id))
    desk.company.write(lambda tx: escalation.set_ladder(tx, lien, desk.tech, desk.kim.id, desk.fatima.id, None, 60))
    for nobody, left in (
        ((), (desk.kim.id, desk.fatima.id)),
        (("lead",), (None, desk.fatima.id)),
        (("owner",), (None, None)),
    ):
        desk.lien.types("/queues")
        card = desk.lien.inbox[-1]
        tap = [one for one in card.message.controls() if one.label == "Ladder…"][-1]
        desk.company.does(desk.lien.chat.presses(desk.lien.user, card.ref, tap.id, ""))
        desk.lien.fills_in(nobody=nobody)
        queue = desk.company.read(lambda tx: escalation.queue_of(tx, desk.tech))
        assert (queue.lead_id, queue.owner_id) == left
