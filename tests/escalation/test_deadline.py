"""Deadlines in business hours: one warning, one breach at the deadline, and somebody who hears about it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import select

from core import calendar, people
from core.calendar import Hours, span
from core.escalation import deadline, halfway, ladder
from core.escalation.models import Ask
from core.people.models import Grant
from tests.escalation.conftest import Desk

OFFICE = Hours("Europe/Amsterdam", ((span("09:00-17:30"),),) * 5 + ((), ()), frozenset({date(2026, 12, 25)}))
FRIDAY = date(2026, 11, 20)


def at(text: str) -> datetime:
    """Wall-clock time in Amsterdam in winter."""
    return datetime.fromisoformat(text + "+01:00").astimezone(UTC)


@pytest.mark.parametrize(
    ("asked", "wanted", "due"),
    [
        ("2026-11-20T09:00", "today", "2026-11-20T17:30"),
        ("2026-11-20T17:29", "today", "2026-11-20T17:30"),
        ("2026-11-20T17:30", "today", "2026-11-23T17:30"),
        ("2026-11-21T12:00", "today", "2026-11-23T17:30"),
        ("2026-11-19T09:00", "tomorrow", "2026-11-20T17:30"),
        ("2026-11-20T09:00", "tomorrow", "2026-11-23T17:30"),
        ("2026-11-20T20:00", "tomorrow", "2026-11-23T17:30"),
        ("2026-11-16T09:00", "week", "2026-11-20T17:30"),
        ("2026-11-20T20:00", "week", "2026-11-27T17:30"),
        ("2026-12-21T09:00", "week", "2026-12-24T17:30"),
        ("2026-12-24T18:00", "today", "2026-12-28T17:30"),
    ],
)
def test_wanted_by_means_closing_time(asked: str, wanted: str, due: str) -> None:
    assert deadline(OFFICE, at(asked), wanted) == at(due)


def test_a_deadline_over_a_clock_change_stays_on_the_wall_clock() -> None:
    """T26: the night of 29 March 2026 is an hour shorter."""
    asked = datetime(2026, 3, 27, 17, 0, tzinfo=UTC)
    assert deadline(OFFICE, asked, "today") == datetime(2026, 3, 30, 15, 30, tzinfo=UTC)


def test_halfway_counts_open_time_only() -> None:
    assert halfway(OFFICE, at("2026-11-20T16:30"), at("2026-11-23T17:30")) == at("2026-11-23T12:45")


def test_the_place_is_warned_once_halfway_and_the_lead_hears_once_at_the_deadline(desk: Desk) -> None:
    desk.asks(desk.tech, desk.finance, wanted="today")
    desk.company.until(FRIDAY, 13, 10)
    assert len(desk.place("tech-desk")) == 1
    desk.company.until(FRIDAY, 13, 20)
    assert desk.place("tech-desk")[1].startswith(
        "1 vraag wacht op Tech" if desk.tongue == "nl" else "1 question waits for Tech"
    )
    desk.answers(desk.fatima, "finance-desk", "Paid back.")
    assert "Finance" in desk.place("finance-desk")[1]
    desk.company.until(FRIDAY, 17, 40)
    assert [one.message.summary for one in desk.lien.inbox] == ["CQ-1: Tech missed the deadline"]
    assert len(desk.place("tech-desk")) == 2
    assert desk.card("tech-desk").message.tone == "warning"
    desk.company.clock.set(at("2026-11-21T12:00"))
    desk.company.settles()
    assert len(desk.lien.inbox) == 1
    desk.answers(desk.joris, "tech-desk", "It is a hold.")
    assert desk.card("tech-desk").message.tone == "none"


def test_two_that_wait_are_one_reminder(desk: Desk) -> None:
    """One line for all that waits, not a ping for each."""
    for question in ("Why twice?", "Where is the parcel?"):
        desk.asks(desk.tech, wanted="today", question=question)
    desk.company.until(FRIDAY, 13, 30)
    warned = [text for text in desk.place("tech-desk") if "wacht" in text[:40] or "wait" in text[:40]]
    assert [text[:10] for text in warned] == ["2 vragen w" if desk.tongue == "nl" else "2 question"]


def test_the_warning_can_be_acted_on(desk: Desk) -> None:
    desk.asks(desk.tech, wanted="today")
    desk.company.until(FRIDAY, 14)
    desk.joris.presses(desk.t("Open"), on=_warning(desk))
    desk.joris.presses(desk.t("I'll take this"))
    assert "Tech ✋ Joris" in _warning(desk).message.letters()
    assert "Tech ✋ Joris" in desk.card("tech-desk").message.letters()


def _warning(desk: Desk):
    chat = desk.company.chats[desk.platform]
    return [one for one in chat.posted.values() if one.address == chat.channel("tech-desk")][1]


def test_after_downtime_the_breach_is_at_the_deadline_and_nobody_is_warned_late(desk: Desk) -> None:
    """T51, T29: everything was down from Friday noon until Monday; one breach, of Friday 17:30, and no warning."""
    desk.asks(desk.tech, wanted="today")
    desk.company.clock.set(at("2026-11-23T10:00"))
    for _turn in range(3):
        desk.company.settles()
    ask = desk.company.read(lambda tx: tx.exec(select(Ask)).one())
    assert ask.breached_at == at("2026-11-20T17:30")
    assert len(desk.place("tech-desk")) == 1
    assert len([one for one in desk.lien.inbox if "CQ-1" in one.message.summary]) == 1


def test_an_answer_after_the_deadline_is_late_for_good(desk: Desk) -> None:
    """T51: also when the answer comes before anybody noticed that the deadline had passed."""
    desk.asks(desk.tech, wanted="today")
    desk.joris.presses(desk.t("Answer…"), on=desk.card("tech-desk"))
    desk.company.clock.set(at("2026-11-20T17:45"))
    desk.company.run(desk.joris.chat.submits("joris", {"text": "It is a hold."}))
    desk.company.settles()
    assert desk.company.read(lambda tx: tx.exec(select(Ask)).one()).breached_at == at("2026-11-20T17:30")
    assert not desk.lien.inbox


def test_who_is_away_is_not_told(desk: Desk) -> None:
    """T52: the manager, a deputy, a leader, HR; when nobody is there, the place."""
    week = (date(2026, 11, 16), date(2026, 11, 27))

    def told() -> list[list[int]]:
        return desk.company.read(lambda tx: ladder(tx, desk.tech))

    assert told() == [[desk.lien.id], [], []]
    desk.company.write(lambda tx: calendar.note_absence(tx, "timeoff:1", desk.lien.id, *week))
    assert told() == [[], [], []]
    desk.asks(desk.tech, wanted="today")
    desk.company.until(FRIDAY, 17, 40)
    assert (
        desk.t("{case}: {department} missed the deadline").format(case="CQ-1", department="Tech")
        in desk.place("tech-desk")[2]
    )
    desk.company.write(lambda tx: tx.add(Grant(person_id=desk.fatima.id, role=people.Role.LEADER)))
    assert told() == [[], [], [desk.fatima.id]]
    desk.company.deputises(desk.kim, for_=desk.lien)
    assert told() == [[desk.kim.id], [], [desk.fatima.id]]


def test_answered_in_time_nobody_hears_anything(desk: Desk) -> None:
    desk.asks(desk.tech, wanted="today")
    desk.answers(desk.joris, "tech-desk", "It is a hold.")
    before = len(desk.place("tech-desk"))
    desk.company.clock.move(timedelta(days=3))
    desk.company.settles()
    assert len(desk.place("tech-desk")) == before
    assert not any("CQ-1" in one.message.letters() for one in desk.lien.inbox)
