"""The rules of time off over the real Bolt: types, holidays, working weeks, exchanged holidays, children and turns on duty."""

from datetime import date

import pytest

from core import calendar, people, timeoff
from core.db import Tx
from tests.adapters.slack.office import Office
from tests.adapters.slack.test_flow_timeoff import grants

pytestmark = pytest.mark.wire


async def test_hr_adds_a_type_limits_it_and_somebody_tells_it(here: Office) -> None:
    mark, noor = here.mark, here.noor
    await grants(here)
    await here.types(mark, "/timeoff types")
    await here.presses(mark, here.last(mark), "Add a type…")
    await here.submits(mark, name_en="Moving day", name_nl="Verhuisdag", needs="notice", takes="paid", unit="days")
    assert "Moving day is on offer from today" in here.last(mark).words
    await here.presses(mark, here.last(mark), "Limits…")
    await here.submits(mark, most="1", notice="2", start="2026-11-20")
    assert "Most days in 12 months" in here.last(mark).words
    await here.types(noor, "/verlof")
    await here.submits(noor, kind="moving_day", when="2026-11-24", half="all")
    await here.presses(noor, here.last(noor), "Melden")
    assert "Verhuisdag" not in here.last(noor).text, "no type of leave on a lock screen"
    assert "Noor de Wit will be away" in here.last(mark).words
    await here.types(noor, "/verlof verhuisdag 27 nov")
    assert any("0 uur over" in one.words for one in (here.last(noor), *here.slack.ephemerals(noor)))


async def test_hr_moves_a_holiday_and_changes_a_week_and_leave_follows(here: Office) -> None:
    ana, mark = here.ana, here.mark
    await grants(here)
    await here.db.write(lambda tx: calendar.seed_holidays(tx, "NL", 2026))
    await here.types(ana, "/timeoff 24 nov - 27 nov")
    await here.presses(ana, here.last(ana), "Request")
    await here.presses(mark, here.last(mark), "Approve")
    await here.types(mark, "/timeoff holidays")
    await here.presses(mark, here.last(mark), "Add a day off…")
    await here.submits(mark, location="NL", day="2026-11-25", name="Founders' day")
    assert any("This leave now takes 24 hours." in one.words for one in here.slack.messages(ana))
    await here.types(mark, "/timeoff holidays")
    await here.presses(mark, here.last(mark), "Move one…")
    await here.submits(mark, holiday="NL 2026-11-25", day="2026-12-02")
    assert "Moved to Wed 2 Dec 2026" in here.last(mark).words
    await here.types(mark, "/timeoff hours")
    await here.presses(mark, here.last(mark), "Change somebody's…")
    await here.submits(mark, person=ana, start="2026-11-26", week="8 8 8 8 0")
    assert "another working week from 26 Nov 2026" in here.last(mark).words
    assert any("This leave now takes 24 hours." in one.words for one in here.slack.messages(ana)[-2:])
    await here.types(ana, "/timeoff hours")
    assert "Mon 8" in here.last(ana).words


async def test_a_holiday_for_another_day_and_leave_for_a_child(here: Office) -> None:
    ana, mark = here.ana, here.mark
    await grants(here)

    def allow(tx: Tx) -> None:
        calendar.seed_holidays(tx, "NL", 2026)
        timeoff.set_policy(tx, people.get(tx, here.ids["U0MARK"]), "holiday", "exchange", date(2020, 1, 1), 1)

    await here.db.write(allow)
    await here.types(ana, "/timeoff exchange")
    await here.submits(ana, holiday="2026-12-25", free="2026-12-24")
    assert "You work on Christmas Day" in here.last(ana).words
    await here.presses(ana, here.last(ana), "Undo")
    assert "You are off on the public holiday again." in here.last(ana).words
    await here.types(ana, "/timeoff child")
    await here.submits(ana, born="2026-11-10")
    assert "Birth leave: *40* of 40 hours left" in here.last(ana).words
    await here.types(ana, "/timeoff birth leave 23 nov - 27 nov")
    await here.presses(ana, here.last(ana), "Tell")
    assert "Ana Bakker will be away" in here.last(mark).words


async def test_a_turn_on_duty_is_given_to_a_colleague(here: Office) -> None:
    ana, noor = here.ana, here.noor

    def order(tx: Tx) -> int:
        team = people.get(tx, here.ids["U0ANA"]).team_id or 0
        calendar.set_duty_order(tx, team, [here.ids["U0ANA"]])
        return team

    team = await here.db.write(order)
    await here.types(ana, "/timeoff duty")
    await here.presses(ana, here.last(ana), "Give a turn away…")
    await here.submits(ana, colleague=noor, **{"when": "2026-11-24", "when.last": "2026-11-25"})
    asked = here.last(noor)
    assert "vraagt of je een dienst overneemt" in asked.words
    await here.presses(noor, asked, "Ik neem hem")
    assert "Je hebt dienst" in here.last(noor).words
    assert "Noor de Wit is on duty" in here.last(ana).words
    assert await here.db.read(lambda tx: calendar.on_duty(tx, team, date(2026, 11, 25))) == here.ids["U0NOOR"]
