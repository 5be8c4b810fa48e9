"""The rules of time off over the real discord.py: types, holidays, working weeks, exchanged holidays, children and turns."""

from datetime import date

import pytest

from core import calendar, people, timeoff
from core.db import Tx
from tests.adapters.discord.conftest import Office
from tests.adapters.discord.test_flow_timeoff import pushed, rules

pytestmark = pytest.mark.wire


async def test_hr_adds_a_type_limits_it_and_somebody_tells_it(office: Office) -> None:
    mark = await office.hires("Mark Visser", direct=True)
    noor = await office.hires("Noor de Wit", mark, locale="nl", language="nl")
    here = office.discord.dm(mark.account)
    await rules(office, mark)
    await mark.types("timeoff-types", channel=here)
    form = (await mark.presses("Add a type…")).modal
    added = await mark.sends(
        form, name_en="Moving day", name_nl="Verhuisdag", needs="notice", takes="paid", unit="days"
    )
    assert "Moving day is on offer from today" in added.text
    limited = await mark.sends((await mark.presses("Limits…")).modal, most="1", notice="2", start="20 nov 2026")
    assert "Most days in 12 months" in limited.text
    preview = await noor.sends((await noor.types("timeoff")).modal, kind="moving_day", when="24 nov", half="all")
    assert "Verhuisdag" in preview.text
    await noor.presses("Melden")
    told = office.discord.dms(mark.account)[-1]
    assert "Noor de Wit will be away" in told.text
    assert "Moving" not in pushed(told)
    assert "0 uur over" in (await noor.types("timeoff", when="verhuisdag 27 nov")).text


async def test_hr_moves_a_holiday_and_changes_a_week_and_leave_follows(office: Office) -> None:
    mark = await office.hires("Mark Visser", direct=True)
    ana = await office.hires("Ana Bakker", mark, direct=True)
    here = office.discord.dm(mark.account)
    office.discord.dm(ana.account)
    await rules(office, mark)
    await office.db.write(lambda tx: calendar.seed_holidays(tx, "NL", 2026))
    await ana.types("timeoff", when="24 nov - 27 nov")
    await ana.presses("Request")
    await mark.presses("Approve", on=office.discord.dms(mark.account)[-1])
    await mark.types("timeoff-holidays", channel=here)
    added = await mark.sends(
        (await mark.presses("Add a day off…")).modal, location="NL", day="25 nov 2026", name="Founders' day"
    )
    assert "is a day off now" in added.text
    assert any("This leave now takes 24 hours." in one.text for one in office.discord.dms(ana.account))
    await mark.types("timeoff-holidays", channel=here)
    moved = await mark.sends((await mark.presses("Move one…")).modal, holiday="NL 2026-11-25", day="2 dec 2026")
    assert "Moved to Wed 2 Dec 2026" in moved.text
    await mark.types("timeoff-hours")
    changed = await mark.sends(
        (await mark.presses("Change somebody's…")).modal, person=[ana.account], start="26 nov 2026", week="8 8 8 8 0"
    )
    assert "another working week from 26 Nov 2026" in changed.text


async def test_a_holiday_for_another_day_and_leave_for_a_child(office: Office) -> None:
    mark = await office.hires("Mark Visser", direct=True)
    ana = await office.hires("Ana Bakker", mark)
    office.discord.dm(mark.account)
    await rules(office, mark)

    def allow(tx: Tx) -> None:
        calendar.seed_holidays(tx, "NL", 2026)
        timeoff.set_policy(tx, people.get(tx, mark.id), "holiday", "exchange", date(2020, 1, 1), 1)

    await office.db.write(allow)
    form = (await ana.types("timeoff-exchange")).modal
    exchanged = await ana.sends(form, holiday="2026-12-25", free="24 dec 2026")
    assert "You work on Christmas Day" in exchanged.text
    assert "off on the public holiday again" in (await ana.presses("Undo")).text
    counted = await ana.sends((await ana.types("timeoff-child")).modal, born="10 nov 2026")
    assert "Birth leave: **40** of 40 hours left" in counted.text
    await ana.types("timeoff", when="birth leave 23 nov - 27 nov")
    await ana.presses("Tell")
    assert "Ana Bakker will be away" in office.discord.dms(mark.account)[-1].text


async def test_a_turn_on_duty_is_offered_in_the_teams_place(office: Office) -> None:
    ana = await office.hires("Ana Bakker")
    noor = await office.hires("Noor de Wit", locale="nl", language="nl")
    await office.db.write(lambda tx: calendar.set_duty_order(tx, office.team, [ana.id]))
    await ana.types("timeoff-duty")
    offered = await ana.sends((await ana.presses("Give a turn away…")).modal, when="24 nov - 25 nov")
    assert "The whole team is asked" in offered.text
    posted = office.standing()[-1]
    assert "Could take it: Noor de Wit" in posted.text
    await noor.presses("I take it", on=posted)
    assert any("Noor de Wit is on duty" in one.text for one in office.standing())
    assert await office.db.read(lambda tx: calendar.on_duty(tx, office.team, date(2026, 11, 25))) == noor.id
