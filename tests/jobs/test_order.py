"""What goes first: a card that somebody waits for overtakes invitations, and each rank has room of its own."""

from datetime import timedelta

from core import jobs
from core.db import Tx
from core.jobs import Job, Rank
from tests.lite import Lite

ROOM = {Rank.WAITED_FOR: 2, Rank.COPY: 1, Rank.BY_CLOCK: 1, Rank.TOLD: 3}


def _send(key: str, urgency: str, to: str, tx: Tx) -> dict[str, object]:
    return jobs.row(key, tx.now, "send", {"to": to, "urgency": urgency}, to)


def _claim(lite: Lite) -> list[Job]:
    return lite.write(lambda tx: jobs.claim(tx, "me", ROOM))


def _keys(found: list[Job]) -> list[str]:
    return [job.key for job in found]


def test_what_somebody_waits_for_is_taken_though_thousands_were_invited_before(lite: Lite) -> None:
    """Each rank as far as there is room for it, the oldest of each first."""

    def plan(tx: Tx) -> None:
        jobs.many(tx, [_send(f"invite{n}", "invite", f"person:{n}", tx) for n in range(50)])
        jobs.many(tx, [jobs.row(f"edit{n}", tx.now, "edit", {"live": n}, f"person:{n}") for n in range(5)])
        jobs.many(tx, [jobs.row(f"timer{n}", tx.now, "sla.breach", {}) for n in range(5)])

    lite.write(plan)
    lite.clock.move(timedelta(minutes=1))
    lite.write(lambda tx: jobs.many(tx, [_send(f"card{n}", "now", "person:7", tx) for n in range(3)]))
    assert _keys(_claim(lite)) == ["invite0", "invite1", "invite2", "edit0", "timer0", "card0", "card1"]
    assert _keys(_claim(lite)) == ["invite3", "invite4", "invite5", "edit1", "timer1"]


def test_an_invitation_that_waits_long_for_its_turn_does_not_hold_up_a_card_for_the_same_person(lite: Lite) -> None:
    """The other way round it does: a conversation's cards keep their order, and what is only told comes after them."""
    lite.write(lambda tx: jobs.many(tx, [_send("invite", "invite", "person:1", tx)]))
    (invite,) = _claim(lite)
    lite.write(lambda tx: jobs.release(tx, invite, tx.now + timedelta(minutes=10)))
    lite.clock.move(timedelta(seconds=1))
    lite.write(lambda tx: jobs.many(tx, [_send("first", "now", "person:1", tx)]))
    (first,) = _claim(lite)
    assert first.key == "first"
    lite.write(lambda tx: jobs.release(tx, first, tx.now + timedelta(minutes=5)))
    lite.clock.move(timedelta(seconds=1))
    lite.write(
        lambda tx: jobs.many(tx, [_send("second", "now", "person:1", tx), _send("late", "nudge", "person:1", tx)])
    )
    assert _claim(lite) == []
    lite.clock.move(timedelta(minutes=10))
    assert _keys(_claim(lite)) == ["invite", "first", "second", "late"]


def test_what_is_still_being_carried_out_is_nobody_elses_however_late_it_is(lite: Lite) -> None:
    """Held again before its lease ends, also when the clock leaps."""
    lite.write(lambda tx: jobs.many(tx, [_send("card", "now", "person:1", tx)]))
    (card,) = _claim(lite)
    lite.clock.move(timedelta(hours=1))

    def other(tx: Tx) -> list[Job]:
        jobs.hold(tx, [card])
        return jobs.claim(tx, "other")

    assert lite.write(other) == []
    lite.write(lambda tx: jobs.finish(tx, card))
    assert _claim(lite) == []
