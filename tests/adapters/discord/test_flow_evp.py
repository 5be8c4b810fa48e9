"""The yearly survey over the real discord.py: six taps, and its gaps and groups as pictures and numbers."""

from datetime import timedelta
from pathlib import Path

import pytest

from bots.ui import Chart
from core import surveys
from core.people.models import Grant, Person, Team
from tests.adapters.discord.conftest import Office
from tests.adapters.evp_year import announced, answered
from tests.wire.discord import DiscordServer

pytestmark = pytest.mark.wire


async def picture(chart: Chart) -> bytes | None:
    return b"\x89PNG " + chart.title.encode()


async def test_the_yearly_survey_from_asking_to_a_picture_of_groups(folder: Path, discord: DiscordServer) -> None:
    office = await Office(folder, discord, pictures=picture).opens()
    mark, bas = await office.hires("Mark Visser"), await office.hires("Bas Bakker")

    def crew(tx) -> list[int]:
        tx.add(Grant(person_id=mark.id, role="survey_owner"))
        sales = Team(name="Sales")
        tx.add(sales)
        tx.flush()
        rows = [Person(name=f"Crew{n}", team_id=(office.team, sales.id)[n % 2]) for n in range(24)]
        for row in rows:
            tx.add(row)
        tx.flush()
        announced(tx, mark.id)
        return [int(row.id or 0) for row in rows]

    others = await office.db.write(crew)
    await mark.types("evp")
    look = await mark.sends((await mark.presses("Ask everybody…")).modal, question="903", mode="anonymous", by="team")
    assert "26 people" in look.text
    await mark.presses("Ask everybody")
    await bas.types("pulse-mine")
    await bas.presses("1 · Answer")
    for tap in range(6):
        assert bas.last is not None
        if tap == 2:
            assert "A day a month to learn." in bas.last.text
        await bas.presses(f"{4 - tap % 3} {surveys.FACES[4 - tap % 3]}")
    assert bas.last is not None
    assert "Thank you." in bas.last.text
    await office.db.write(lambda tx: answered(tx, others))
    office.clock.move(timedelta(days=17))
    await office.worker.drain()
    await mark.types("evp")
    await mark.sends((await mark.presses("Share it…")).modal, words="Thank you. Pay comes first.")
    result = await bas.types("pulse-results")
    assert "Thank you. Pay comes first." in result.text
    assert "The largest gap between what matters and what is there: Training (+2" in result.text
    await discord.until(lambda: bas.private.attachments)
    groups = await bas.presses("By group")
    assert "Sales: Training 2 · Growth " in groups.text
    await discord.until(lambda: bas.private.attachments)
    await office.closes()
