"""The Dutch law in the product: the two-week term, notices and lapse, sickness without a cause."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from sqlalchemy import text

from core import people, timeoff
from core.errors import NotAllowed
from core.timeoff import NotLapsedYet
from tests.timeoff.rules import as_hr, dutch, grant, ledger

JANUARY, APRIL, JUNE = (datetime(2027, month, 10, 8, 30, tzinfo=UTC) for month in (1, 4, 6))


def asked(support: SimpleNamespace) -> None:
    support.ana.types("/timeoff 14 dec - 15 dec")
    support.ana.presses("Request")


def test_deputy_and_hr_are_warned_and_then_the_term_has_passed(support: SimpleNamespace) -> None:
    """T29, rule 31: asked on 20 November, the last day to answer is 4 December."""
    dutch(support)
    asked(support)
    assert "Answer by: Fri 4 Dec" in support.boss.last
    support.company.clock.set(datetime(2026, 11, 30, 8, 30, tzinfo=UTC))
    support.company.settles()
    assert support.hr.sees("Ana Bakker asks for time off")
    assert support.lien.sees("Ana Bakker asks for time off")
    support.company.clock.set(datetime(2026, 12, 4, 12, 0, tzinfo=UTC))
    support.company.settles()
    assert support.company.read(lambda tx: timeoff.find(tx, 1)).status == "pending"
    support.company.clock.set(datetime(2026, 12, 7, 9, 0, tzinfo=UTC))
    support.company.settles()
    found = support.company.read(lambda tx: timeoff.find(tx, 1))
    assert (found.status, found.term_on) == ("approved", date(2026, 12, 4))
    assert found.decided_at == datetime(2026, 12, 4, 23, 0, tzinfo=UTC), "the moment of the law, not of the restart"
    assert support.ana.sees("Term passed on Fri 4 Dec")
    assert ledger(support, support.ana.id)[-1][:2] == ("use", -960)


def test_hr_can_record_an_exception_and_nobody_else(support: SimpleNamespace) -> None:
    dutch(support)
    asked(support)
    support.company.clock.set(datetime(2026, 12, 7, 9, 0, tzinfo=UTC))
    support.company.settles()
    version = support.company.read(lambda tx: timeoff.find(tx, 1)).version
    with pytest.raises(NotAllowed):
        support.company.write(
            lambda tx: timeoff.record_exception(tx, people.get(tx, support.boss.id), 1, version, "Too busy")
        )
    support.hr.presses("Record an exception…")
    support.hr.fills_in(reason="A serious reason, written to you on 1 December")
    assert support.company.read(lambda tx: timeoff.find(tx, 1)).status == "declined"
    assert support.company.read(lambda tx: timeoff.balance_of(tx, support.ana.id)).remaining == 116 * 60
    assert support.ana.sees("A serious reason")


def test_an_answer_in_time_ends_the_term(support: SimpleNamespace) -> None:
    dutch(support)
    asked(support)
    support.boss.presses("Decline…")
    support.boss.fills_in(reason="We open the shop")
    support.company.clock.set(datetime(2026, 12, 7, 9, 0, tzinfo=UTC))
    support.company.settles()
    assert support.company.read(lambda tx: timeoff.find(tx, 1)).status == "declined"


@pytest.mark.parametrize("kind", ["unpaid", "special"])
def test_the_term_counts_for_holiday_only(support: SimpleNamespace, kind: str) -> None:
    dutch(support)
    support.ana.types(f"/timeoff {kind} leave 14 dec")
    support.ana.presses("Request")
    support.company.clock.set(datetime(2026, 12, 7, 9, 0, tzinfo=UTC))
    support.company.settles()
    assert support.company.read(lambda tx: timeoff.find(tx, 1)).status == "pending"


def told_three_times(support: SimpleNamespace) -> None:
    """January, April and June pass, with their notices, for those who have hours of 2026."""
    for one in (support.ana, support.joris):
        grant(support, one.id, "statutory:2026", 600, "2026-01-01", "2027-06-30")
    for moment in (JANUARY, APRIL, JUNE):
        support.company.clock.set(moment)
        support.company.settles()
        support.company.passes(days=2)
        if support.ana.sees("They lapse after 30 June 2027"):
            support.ana.presses("Read")


def test_nothing_lapses_without_the_click_of_hr_and_the_record(support: SimpleNamespace) -> None:
    """Rules 28 and 30: the record says who read, whom to call; before the day nothing lapses; after it on a click, once."""
    told_three_times(support)
    assert "You have 10 hours of statutory holiday from 2026" in support.joris.inbox[-1].message.letters()
    support.hr.types("/timeoff lapse")
    assert "1 of 2 read the notice" in support.hr.last
    assert "Call these: Joris Mulder" in support.hr.last
    with pytest.raises(NotLapsedYet):
        as_hr(support, lambda tx, hr: timeoff.let_lapse(tx, hr, "statutory:2026"))
    support.company.clock.set(datetime(2027, 7, 1, 8, 0, tzinfo=UTC))
    support.company.settles()
    assert ledger(support, support.ana.id)[-1][0] == "grant"
    support.hr.types("/timeoff lapse")
    support.hr.presses("Let these hours lapse")
    assert "2 people lost these hours" in support.hr.notice
    assert as_hr(support, lambda tx, hr: timeoff.overview(tx, hr, "statutory:2026")).people == 0
    assert ledger(support, support.joris.id)[-1] == ("expiry", -600, "statutory:2026")


def test_who_was_not_told_keeps_the_hours(support: SimpleNamespace) -> None:
    """T28: the message can't be delivered, so nothing lapses and HR sees a flag."""
    for chat in support.company.chats.values():
        chat.closed.add(chat.dm(support.joris.user))
    told_three_times(support)
    support.company.clock.set(datetime(2027, 7, 2, 8, 0, tzinfo=UTC))
    support.company.settles()
    assert support.hr.sees("Hours past their last day: you decide")
    support.hr.types("/timeoff lapse")
    assert "Who was not told in time keeps the hours" in support.hr.last
    support.hr.presses("Let these hours lapse")
    assert "1 person lost these hours. 1 person keeps theirs" in support.hr.notice
    assert ledger(support, support.joris.id)[-1][0] == "grant"
    with pytest.raises(NotAllowed):
        support.company.write(lambda tx: timeoff.let_lapse(tx, people.get(tx, support.boss.id), "statutory:2026"))


def test_a_sick_report_has_no_field_for_a_cause_and_is_seen_by_the_line_only(support: SimpleNamespace) -> None:
    """T30: what is typed behind it is read as a day or refused, and stands nowhere."""
    support.ana.types("/timeoff sick burn-out")
    assert not support.boss.sees("Ana Bakker is absent")
    support.ana.types("/timeoff sick")
    assert "Reported: you are absent" in support.ana.last
    assert support.boss.sees("Ana Bakker is absent")
    assert support.hr.sees("Ana Bakker is absent")
    assert not support.joris.sees("Ana Bakker")
    support.joris.types("/timeoff away")
    assert "absent: Ana Bakker" in support.joris.last
    assert "sick" not in support.joris.last
    for table in ("due", "desk_fact", "desk_told", "desk_draft", "timeoff_sick", "calendar_absence"):
        rows = support.company.read(
            lambda tx, table=table: [str(row) for row in tx.execute(text(f"SELECT * FROM {table}"))]
        )
        assert not any("burn" in row for row in rows)
    with pytest.raises(NotAllowed):
        support.company.read(lambda tx: timeoff.see_report(tx, people.get(tx, support.joris.id), 1))


def test_on_discord_it_is_off_until_an_admin_switches_it_on(support: SimpleNamespace) -> None:
    ana = support.ana.on("discord")
    ana.types("/timeoff sick")
    assert "Reporting sick is not offered here" in ana.notice
    admin = support.company.person("Ada Post", support.team, roles=("admin",))
    admin.types("/townhall discord")
    admin.fills_in(sick="yes")
    ana.types("/timeoff sick")
    assert "Reported: you are absent" in ana.last


def test_sick_during_leave_gives_the_hours_back_and_only_the_person_can_say_otherwise(support: SimpleNamespace) -> None:
    """Rule 32."""
    support.ana.types("/timeoff 23 nov - 27 nov")
    support.ana.presses("Request")
    support.boss.presses("Approve")
    support.company.until(date(2026, 11, 24), 9)
    support.ana.types("/timeoff sick")
    support.company.until(date(2026, 11, 26), 9)
    support.ana.types("/timeoff better")
    assert "those hours are back" in support.ana.last
    assert support.company.read(lambda tx: timeoff.balance_of(tx, support.ana.id)).remaining == (116 - 40 + 16) * 60
    with pytest.raises(NotAllowed):
        support.company.write(lambda tx: timeoff.count_as_holiday(tx, people.get(tx, support.boss.id), 1, 1))
    support.ana.presses("Count them as holiday")
    assert support.company.read(lambda tx: timeoff.balance_of(tx, support.ana.id)).remaining == (116 - 40) * 60
    assert support.boss.sees("Ana Bakker is back")
