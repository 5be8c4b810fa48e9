"""A department's hours and targets: what can't work is refused, and open questions are counted anew."""

from datetime import UTC, date, datetime

import pytest

from core import calendar, escalation, people
from core.errors import FieldError
from core.escalation.queue import read_special, read_week, say_week
from tests.escalation.conftest import Desk


@pytest.mark.parametrize(
    "week",
    ["", "mon", "sat-mon 09:00-17:00", "mon-fri", "mon 09:00-09:00", "mon 17:00-09:00", "mon 09:00-13:00 12:00-15:00",
     "noday 09:00-17:00", "mon 25:00-26:00", "mon-fri 09:00"],
)  # fmt: skip
def test_a_calendar_that_never_opens_is_refused_at_its_field(desk: Desk, week: str) -> None:
    """T50: at once, never an endless loop."""
    if desk.platform == "discord":
        pytest.skip("a rule, not a dialogue")
    lien = desk.company.read(lambda tx: people.get(tx, desk.lien.id))
    with pytest.raises(FieldError) as refused:
        desk.company.write(lambda tx: escalation.set_hours(tx, lien, desk.tech, week, ""))
    assert refused.value.field == "week"


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


def test_only_the_lead_an_admin_or_hr_sets_it(desk: Desk) -> None:
    """T10."""
    desk.ana.types("/queues")
    before = len(desk.ana.chat.notices.get("ana", []))
    desk.ana.presses(desk.t("Hours…"), on=desk.ana.inbox[-1])
    assert desk.ana.form is None
    assert len(desk.ana.chat.notices["ana"]) == before + 1
