"""Who decides is looked at anew, at the click and for what waits: a new manager, a deputy, an ended stand-in, a second account."""

from datetime import date
from types import SimpleNamespace
from typing import Any

from sqlalchemy import update

from adapters.playground.client import SPACE
from bots.chat import Answer, Press, Where, Who
from core import calendar, timeoff
from core.db import Tx, table
from core.people.models import Deputy, Person


def clicks(support: SimpleNamespace, who: Any, platform: str = "slack") -> Answer:
    """Approve request 1 as this person, whatever they can see."""
    event = Press(f"{platform}:{who.user}:1", Who(platform, SPACE, who.on(platform).user), Where(f"{platform}:T1/D1"),
                  "timeoff.approve:1:1", "", None, True)  # fmt: skip
    return support.company.does(support.company.app.handle(event))  # type: ignore[no-any-return]


def asked(support: SimpleNamespace, when: str = "7 dec - 8 dec") -> None:
    support.ana.types(f"/timeoff {when}")
    support.ana.presses("Request")


def status(support: SimpleNamespace) -> str:
    return str(support.company.read(lambda tx: timeoff.find(tx, 1)).status)


def cards(who: Any) -> int:
    return sum("asks for time off" in one.message.summary for one in who.inbox)


def test_a_new_manager_gets_what_waits_and_the_old_one_decides_no_more(support: SimpleNamespace) -> None:
    """T35, T24, rule 46: moved in mid-approval; who has the card already gets it no second time."""
    asked(support)
    person = table(Person)

    def move(tx: Tx) -> None:
        tx.execute(update(person).where(person.c.id == support.ana.id).values(manager_id=support.lien.id))

    support.company.write(move)
    assert "may not decide" in clicks(support, support.boss).notice
    support.company.until(date(2026, 11, 23), 8, 45)
    assert (cards(support.lien), cards(support.boss)) == (1, 1)
    assert "Lien Smit decides. You hear it here." in support.ana.last, "the receipt that stands follows"
    support.lien.presses("Approve")
    assert status(support) == "approved"


def test_a_manager_who_falls_ill_after_the_card_came_is_stood_in_for_the_next_morning(support: SimpleNamespace) -> None:
    """What can't wait goes to the deputy, also when the absence begins later."""
    asked(support)
    assert not cards(support.lien)
    support.company.until(date(2026, 11, 21), 12)
    support.company.write(
        lambda tx: calendar.note_absence(tx, "sick:9", support.boss.id, date(2026, 11, 23), date(2026, 11, 27))
    )
    support.company.until(date(2026, 11, 23), 8, 45)
    assert cards(support.lien) == 1
    support.lien.presses("Approve")
    assert status(support) == "approved"


def test_a_manager_who_reports_sick_is_stood_in_for_at_once(support: SimpleNamespace) -> None:
    """The deputy has the card, the receipt says so; back again it is the manager's, and nobody gets a second card."""
    asked(support)
    assert "Mark Visser decides" in support.ana.last
    support.boss.types("/timeoff sick")
    assert cards(support.lien) == 1
    assert "Lien Smit decides" in support.ana.last
    support.boss.types("/timeoff better")
    assert "Mark Visser decides" in support.ana.last
    assert (cards(support.lien), cards(support.boss)) == (1, 1)


def test_neither_an_ended_stand_in_nor_ones_second_account_decides(support: SimpleNamespace) -> None:
    """T24: a delegation that ended yesterday; the asker's own account elsewhere; two who would decide for each other."""
    asked(support)
    deputy, person = table(Deputy), table(Person)

    def end(tx: Tx) -> None:
        tx.execute(update(deputy).values(last_day=date(2026, 11, 19)))
        tx.execute(update(person).where(person.c.id == support.boss.id).values(manager_id=support.ana.id))

    support.company.write(
        lambda tx: calendar.note_absence(tx, "test:1", support.boss.id, date(2026, 11, 20), date(2026, 11, 27))
    )
    support.company.write(end)
    assert "may not decide" in clicks(support, support.lien).notice
    assert "can decide on this" in clicks(support, support.ana, "discord").notice
    assert status(support) == "pending"
    assert "Approved" in clicks(support, support.hr).replace.letters()
