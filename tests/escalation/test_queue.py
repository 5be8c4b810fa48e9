"""A department's hours and targets: what can't work is refused, and open questions are counted anew."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, insert, select

from core import calendar, escalation, people
from core.db import table
from core.errors import FieldError
from core.escalation.models import Ask, Case
from core.escalation.queue import read_special, read_week, say_week
from core.jobs import Due
from core.words import speaking
from tests.escalation.conftest import Desk

NEVER_OPEN = (
    "", "mon", "sat-mon 09:00-17:00", "mon-fri", "mon 09:00-09:00", "mon 17:00-09:00", "mon 09:00-13:00 12:00-15:00",
    "noday 09:00-17:00", "mon 25:00-26:00", "mon-fri 09:00",
)  # fmt: skip


@pytest.mark.parametrize("desk", ["slack"], indirect=True)
def test_a_calendar_that_never_opens_is_refused_at_its_field(desk: Desk) -> None:
    """T50: at once, never an endless loop."""
    lien = desk.company.read(lambda tx: people.get(tx, desk.lien.id))
    for week in NEVER_OPEN:
        with pytest.raises(FieldError) as refused:
            desk.company.write(lambda tx, week=week: escalation.set_hours(tx, lien, desk.tech, week, ""))
        assert refused.value.field == "week", week


def test_an_unknown_zone_and_a_wrong_date_are_refused_at_their_fields(desk: Desk) -> None:
    """T50."""
    lien = desk.company.read(lambda tx: people.get(tx, desk.lien.id))
    for special, zone, field in (
        ("", "Europe/Nowhere", "zone"),
        ("2026-13-01 09:00-10:00", "Europe/Amsterdam", "special"),
    ):
        with pytest.raises(FieldError) as refused:
            desk.company.write(lambda tx, s=special, z=zone: escalation.set_hours(tx, lien, desk.tech, "24/7", s, z))
        assert refused.value.field == field


@pytest.mark.parametrize(
    "text",
    [
        "24/7",
        "mon-fri 09:00-17:30",
        "mon-thu 09:00-12:30 13:00-17:30; fri 09:00-12:30",
        "mon 09:00-17:00; sat-sun 10:00-24:00",
    ],
)
def test_a_week_is_said_as_it_was_read(text: str) -> None:
    assert say_week(read_week(text)) == text
    with speaking("nl"):
        dutch = say_week(read_week(text))
        assert read_week(dutch) == read_week(text)
        assert dutch == "24/7" or dutch[:2] == "ma"


def test_dutch_days_and_dashes_are_read_too() -> None:
    assert read_week("ma–vr 09:00–12:30, 13:00–17:30")[4] == ("09:00-12:30", "13:00-17:30")
    assert read_special("2026-12-24 09:00-13:00\n2026-12-31") == (("2026-12-24", ("09:00-13:00",)), ("2026-12-31", ()))


def test_other_hours_targets_and_holidays_count_open_questions_anew(desk: Desk) -> None:
    """domain 55, T50; through the forms of the lead."""
    desk.asks(desk.tech, wanted="tomorrow")

    def due() -> datetime:
        return desk.company.read(lambda tx: escalation.ask_at(tx, 1)).due_at

    assert due() == datetime(2026, 11, 23, 16, 30, tzinfo=UTC)
    desk.lien.types("/queues")
    desk.lien.presses("Targets…", on=desk.lien.inbox[-1])
    desk.lien.fills_in(first="60")
    assert (
        desk.company.read(
            lambda tx: [one.first for one in [escalation.targets_of(tx, t, False) for t in (desk.tech, desk.finance)]]
        ).count(60)
        == 1
    )
    lien = desk.company.read(lambda tx: people.get(tx, desk.lien.id))
    desk.company.write(lambda tx: escalation.set_targets(tx, lien, desk.tech, False, 60, 0, 0))
    assert due() == datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    desk.company.write(lambda tx: escalation.set_hours(tx, lien, desk.tech, "mon-fri 10:00-17:30", ""))
    assert due() == datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
    desk.company.write(lambda tx: calendar.add_holiday(tx, "NL", date(2026, 11, 20), "Closed"))
    assert due() == datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
    desk.company.write(lambda tx: escalation.set_targets(tx, lien, desk.tech, False, 0, 0, 0))
    assert due() == datetime(2026, 11, 23, 16, 30, tzinfo=UTC)


def test_many_open_questions_are_counted_anew_some_at_a_time(desk: Desk) -> None:
    """domain 55: units stay short, however many are open, and none is left out."""
    lien, ana = (desk.company.read(lambda tx, one=one: people.get(tx, one.id)) for one in (desk.lien, desk.ana))
    fields = {"asker_id": ana.id, "customer": "", "masked": 0, "wanted": "week", "about": "", "origin": "", "files": "",
              "version": 1, "status": "open"}  # fmt: skip

    def fill(tx) -> None:
        rows = [
            {**fields, "question": str(n), "asked_at": tx.now, "due_at": tx.now + timedelta(days=2)} for n in range(50)
        ]
        tx.execute(insert(table(Case)), rows)
        tx.execute(insert(table(Ask)), [
            {"case_id": n + 1, "team_id": desk.tech, "step": "waiting", "version": 1, "timer": 0, "level": 0,
             "since_at": tx.now} for n in range(50)])  # fmt: skip

    desk.company.write(fill)
    desk.company.write(lambda tx: escalation.set_targets(tx, lien, desk.tech, False, 60, 0, 0))
    due = desk.company.read(lambda tx: {escalation.ask_at(tx, n + 1).due_at for n in range(50)})
    assert due == {datetime(2026, 11, 20, 9, 0, tzinfo=UTC)}
    further = select(func.count()).select_from(table(Due)).where(table(Due).c.key.like("recount:%"))
    assert desk.company.read(lambda tx: tx.execute(further).scalar_one()) == 2, "twenty, twenty, and the last ten"


def test_only_the_lead_an_admin_or_hr_sets_it(desk: Desk) -> None:
    """T10."""
    desk.ana.types("/queues")
    before = len(desk.ana.chat.notices.get("ana", []))
    desk.ana.presses(desk.t("Hours…"), on=desk.ana.inbox[-1])
    assert desk.ana.form is None
    assert len(desk.ana.chat.notices["ana"]) == before + 1
