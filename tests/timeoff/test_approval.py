"""Deciding on time off: who may, once, and who hears of it."""

import asyncio
from datetime import date
from types import SimpleNamespace

from sqlalchemy import text

from bots.ui import Actions, Button, Message
from core import calendar, people, timeoff
from core.db import Tx


def asked(support: SimpleNamespace, when: str = "24 nov - 27 nov") -> None:
    support.ana.types(f"/timeoff {when}")
    support.ana.presses("Request")


def test_one_click_approves_and_every_copy_changes(support: SimpleNamespace) -> None:
    asked(support)
    support.boss.presses("Approve")
    assert "Approved by Mark Visser, Fri 20 Nov 09:00" in support.boss.last
    assert "Approve" not in support.boss.buttons
    assert "Approved: Tue 24 – Fri 27 Nov" in support.ana.last
    assert "Sent: Tue 24 – Fri 27 Nov" not in [one.message.summary for one in support.ana.inbox]
    receipt, word = (one.message for one in support.ana.inbox[-2:])
    assert receipt.summary == word.summary
    assert "Approved by Mark Visser, Fri 20 Nov 09:00" in receipt.letters()
    assert word.body == (), "the receipt says it all: what comes is one line"


def test_declining_asks_why_and_the_person_reads_it(support: SimpleNamespace) -> None:
    asked(support)
    support.boss.presses("Decline…")
    support.boss.fills_in(reason="We open the new shop that week")
    assert "We open the new shop that week" in support.ana.last
    assert "Declined" in support.ana.last


def test_only_who_decides_may_decide_whoever_sees_the_card(support: SimpleNamespace) -> None:
    """T10, T11, T24: a colleague, and the person themselves, press a forwarded card."""
    asked(support)
    stood = support.boss.inbox[-1]
    chat = support.company.chats["slack"]
    for somebody, told in ((support.joris, "you may not decide on it"), (support.ana, "Only Mark Visser can decide")):
        forwarded = support.company.run(chat.send(chat.dm(somebody.user), stood.message, "forwarded"))
        somebody.presses("Approve", on=chat.posted[forwarded])
        assert told in somebody.notice
    assert support.company.read(lambda tx: timeoff.find(tx, 1)).status == "pending"


def test_hr_may_decide_but_never_on_their_own(support: SimpleNamespace) -> None:
    support.hr.types("/timeoff 24 nov")
    support.hr.presses("Request")
    allowed = support.company.read(lambda tx: timeoff.deciders_of(tx, timeoff.find(tx, 1)).allowed)
    assert support.hr.id not in allowed


def test_the_second_click_sees_what_the_first_decided(support: SimpleNamespace) -> None:
    """T12, T23: fifty clicks at once on two screens, one decision, one use of the hours."""
    asked(support)
    boss, chat = support.boss, support.company.chats["slack"]
    stood = boss.inbox[-1]
    button = next(control for control in stood.message.controls() if control.label == "Approve")

    async def storm() -> None:
        await asyncio.gather(
            *(chat.presses(boss.user, stood.ref, button.id) for _ in range(50)), return_exceptions=True
        )

    support.company.does(storm())
    assert support.company.read(lambda tx: timeoff.balance_of(tx, support.ana.id)).remaining == 84 * 60
    assert any("Already approved" in notice for notice in chat.notices[boss.user])


def test_a_late_no_changes_nothing(support: SimpleNamespace) -> None:
    asked(support)
    support.boss.presses("Decline…")
    support.ana.presses("Withdraw")
    answer = support.boss.fills_in(reason="No")
    assert "already withdrawn" in (answer.notice or str(answer.errors))


def test_a_manager_who_is_away_is_answered_for_by_the_deputy(support: SimpleNamespace) -> None:
    support.company.write(
        lambda tx: calendar.note_absence(tx, "test:1", support.boss.id, date(2026, 11, 20), date(2026, 11, 27))
    )
    asked(support)
    assert "Ana Bakker asks for time off" in support.lien.last
    support.lien.presses("Approve")
    assert "Approved" in support.ana.last


def test_after_one_day_a_reminder_after_two_the_deputy(support: SimpleNamespace) -> None:
    asked(support, "7 dec - 8 dec")

    def cards() -> int:
        return sum("asks for time off" in one.message.summary for one in support.boss.inbox)

    before = cards()
    support.company.until(date(2026, 11, 23), 10)
    assert cards() == before + 1
    assert not support.lien.sees("Ana Bakker asks")
    support.company.until(date(2026, 11, 24), 10)
    assert support.lien.sees("Ana Bakker asks for time off")
    support.lien.presses("Approve")
    assert "Approved" in support.ana.last


def test_an_answer_ends_the_reminders(support: SimpleNamespace) -> None:
    asked(support, "7 dec - 8 dec")
    support.boss.presses("Approve")
    before = len(support.boss.inbox)
    support.company.until(date(2026, 11, 25), 10)
    assert len(support.boss.inbox) == before


def test_a_request_in_the_evening_waits_for_the_next_working_hour(support: SimpleNamespace) -> None:
    support.company.until(date(2026, 11, 20), 20)
    asked(support, "7 dec - 8 dec")
    assert not support.boss.inbox
    support.company.until(date(2026, 11, 23), 8, 5)
    assert support.boss.sees("Ana Bakker asks for time off")


def test_somebody_who_left_decides_no_more(support: SimpleNamespace) -> None:
    """T24: an approver who left has no say; HR is asked instead."""
    from core.people.models import Person

    asked(support)

    def leave(tx: object) -> None:
        tx.get(Person, support.boss.id).left_on = date(2026, 11, 19)  # type: ignore[attr-defined]

    support.company.write(leave)
    support.boss.presses("Approve")
    assert "I don't know you" in support.boss.notice
    assert support.company.read(lambda tx: timeoff.deciders_of(tx, timeoff.find(tx, 1)).asked) == (support.hr.id,)


def test_no_names_or_words_travel_in_facts_or_jobs(support: SimpleNamespace) -> None:
    """T65: what is stored to be told later holds ids only."""
    support.ana.types("/timeoff")
    support.ana.fills_in(when="2026-11-24/2026-11-25", half="all", note="marker-word")
    support.ana.presses("Request")
    for query in ("SELECT payload FROM due", "SELECT payload FROM desk_fact"):
        rows = support.company.read(lambda tx, query=query: [str(row) for row in tx.execute(text(query)).all()])
        assert not any("marker-word" in row or "Ana" in row for row in rows)


def test_a_stranger_to_the_request_learns_nothing_of_it(support: SimpleNamespace) -> None:
    """T68: a request that is not yours to decide and one that does not exist are answered in the same words."""
    asked(support)
    stood = support.boss.inbox[-1]
    chat, said = support.company.chats["slack"], []
    for number in (1, 4711):
        card = Message("Card", (Actions((Button("Approve", f"timeoff.approve:{number}:1"),)),))
        forged = support.company.run(chat.send(chat.dm(support.joris.user), card, f"forged {number}"))
        support.joris.presses("Approve", on=chat.posted[forged])
        said.append(support.joris.notice)
    assert said[0] == said[1]
    assert stood.message.summary not in said[0]


def test_a_card_that_comes_after_the_decision_shows_the_decision(support: SimpleNamespace) -> None:
    """T09: HR decides in the evening; the manager's card, waiting for the morning, arrives as things are by then."""
    support.company.until(date(2026, 11, 20), 20)
    asked(support, "7 dec - 8 dec")
    assert not support.boss.inbox

    def by_hr(tx: Tx) -> None:
        timeoff.decide(tx, people.get(tx, support.hr.id), 1, 1, approve=True)

    support.company.write(by_hr)
    support.company.until(date(2026, 11, 23), 9)
    assert "Approved by Hans Vermeer" in support.boss.last
    assert "Approve" not in support.boss.buttons


def test_an_edit_of_a_message_that_is_gone_harms_nothing(support: SimpleNamespace) -> None:
    """T09: deleted before it was edited; the other copies still change."""
    asked(support)
    chat = support.company.chats["slack"]
    support.ana.types("/timeoff mine")
    support.ana.presses("Look")
    chat.posted.pop(support.ana.inbox[-1].ref)
    support.boss.presses("Approve")
    assert "Approved" in support.boss.last
    assert (
        support.company.read(
            lambda tx: tx.execute(text("SELECT COUNT(*) FROM due WHERE failed_at IS NOT NULL")).scalar()
        )
        == 0
    )


def test_the_answer_has_its_button_once(support: SimpleNamespace) -> None:
    """Where one's own copy stands and changes along, the answer that comes beside it is only told."""
    asked(support)
    support.boss.presses("Approve")
    assert support.ana.buttons.count("Cancel this leave") == 1
    support.ana.presses("Cancel this leave")
    assert [one.message.summary for one in support.ana.inbox] == ["Cancelled: Tue 24 – Fri 27 Nov"] * 2
    support.joris.types("/timeoff 24 nov", place="support")
    support.joris.presses("Request")
    support.boss.presses("Approve")
    assert "Cancel this leave" in support.joris.buttons, "what stood in the channel was private and does not stay"
