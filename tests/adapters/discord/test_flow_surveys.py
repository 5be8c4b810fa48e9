"""Asking people over the real discord.py: a pulse by one card in the place to its result with a picture, comments, polls."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bots.ui import Chart
from core.people.models import Grant
from tests.adapters.discord.conftest import Office
from tests.wire.discord import DiscordServer

pytestmark = pytest.mark.wire
FACES = {1: "1 😟", 2: "2 🙁", 3: "3 😐", 4: "4 🙂", 5: "5 😀"}


async def picture(chart: Chart) -> bytes | None:
    return b"\x89PNG " + chart.title.encode()


@pytest_asyncio.fixture
async def drawing(folder: Path, discord: DiscordServer) -> AsyncIterator[Office]:
    """The company where charts are drawn."""
    made = await Office(folder, discord, pictures=picture).opens()
    yield made
    await made.closes()


async def test_a_pulse_from_the_plan_to_the_result_with_a_comment_and_the_way_back(drawing: Office) -> None:
    office, discord = drawing, drawing.discord
    mark = await office.hires("Mark Visser")
    await office.db.write(lambda tx: tx.add(Grant(person_id=mark.id, role="survey_owner")))
    crew = [await office.hires(f"Crew{n} Jansen", mark) for n in range(10)]
    form = (await mark.types("pulse")).modal
    preview = await mark.sends(form, question="1", teams=[str(office.team)], mode="anonymous")
    assert "Your pulse, before it goes out" in preview.text
    await mark.presses("Start")
    (card,) = office.standing()
    assert "Pulse of Support" in card.text
    for one, value in zip(crew, (1, 2, 3, 4, 5) * 2, strict=True):
        question = await one.presses("Answer", on=card)
        assert question.ephemeral
        thanked = await one.presses(FACES[value])
        assert (thanked.kind, thanked.ephemeral) == ("update", True)
        assert "Thank you." in thanked.text
    assert [discord.dms(one.account) for one in crew] == [[]] * 10, "nobody is written to by themselves"
    comment = (await crew[0].presses("Add a comment…")).modal
    kept = await crew[0].sends(comment, text="The coffee is cold.")
    (slip,) = re.findall(r"Your slip: \**((?:\w+ ){3}\w+)", kept.text)
    office.clock.move(timedelta(days=5))
    await office.worker.drain()
    assert "This pulse has closed." in office.standing()[0].text
    (thread,) = discord.threads(office.place)
    (result,) = discord.messages(thread)
    assert "Result of the pulse of Support" in result.text
    await discord.until(lambda: discord.refreshed(result).attachments)
    said = await mark.presses("Comments", on=discord.refreshed(result))
    assert "The coffee is cold." in said.text
    await mark.sends((await mark.presses("Write back…")).modal, text="We bought a new machine.")
    slips = (await crew[0].types("pulse-slip")).modal
    assert "We bought a new machine." in (await crew[0].sends(slips, slip=slip)).text


async def test_a_poll_in_a_channel_and_in_a_thread(office: Office) -> None:
    discord = office.discord
    ana = await office.hires("Ana Bakker")
    noor = await office.hires("Noor de Wit", ana, locale="nl", language="nl")
    form = (await ana.types("poll")).modal
    assert "comes here in a moment" in (await ana.sends(form, question="Lunch?", choices="Soup\nSandwiches")).text
    (card,) = office.standing()
    voted = await noor.presses("1. Soup", on=card)
    assert voted.ephemeral
    assert "Je koos: Soup" in voted.text
    (card,) = office.standing()
    assert "- Soup: 1\n" in card.text
    assert "- Soup: Noor de Wit" in card.text
    thread = discord.opens_thread(ana.account, office.place, "Party")
    form = (await ana.types("poll", channel=thread)).modal
    await ana.sends(form, question="Boat or beach?", choices="Boat\nBeach")
    (card,) = discord.messages(thread)
    await noor.presses("2. Beach", on=card)
    assert "- Beach: Noor de Wit" in discord.refreshed(card).text
    assert len(office.standing()) == 1
    await ana.presses("Close the poll", on=discord.refreshed(card))
    assert discord.refreshed(card).buttons == {}
