"""News on the real discord.py: a card in its place, a tap, and questions with a name until an admin allows them without."""

import re
from datetime import timedelta

import pytest

from core import people
from core.db import Tx
from core.people.allowing import ANONYMOUS, allow_on
from core.people.models import Grant
from tests.adapters.discord.conftest import Colleague, Office
from tests.wire.discord import Answer

pytestmark = pytest.mark.wire


async def test_a_post_its_taps_and_a_question_to_the_top(office: Office) -> None:
    discord = office.discord
    mark = await office.hires("Mark Visser")
    ana = await office.hires("Ana Bakker", mark)
    noor = await office.hires("Noor de Wit", mark, locale="nl", language="nl")
    for name in ("Joris Mulder", "Tom Jansen", "Fenna Boer"):
        await office.hires(name, mark)
    form = (await mark.types("news-write")).modal
    preview = await mark.sends(
        form, line="@everyone We move", words="From March.", to="everybody", kind="must_read", at=""
    )
    assert "5 people" in preview.text
    await mark.presses("Post it")
    (card,) = [one for one in office.standing() if "We move" in one.text]
    assert "From March." in card.text
    assert office.standing() == [card], "the card is enough: nobody is knocked for"
    await ana.presses("I have read it", on=card)
    await mark.types("news")
    assert "1 of 5" in (await mark.presses("1 · Open")).text

    form = (await ana.presses("Ask a question…", on=card)).modal
    await ana.sends(form, words="Who pays the train?")
    await _desk(mark)
    await mark.presses("Show it")
    (thread,) = discord.threads(office.place)
    form = (await mark.presses("Answer…")).modal
    await mark.sends(form, words="The company does.")
    assert "The company does." in discord.messages(thread)[0].text

    def allowed(tx: Tx) -> None:
        tx.add(Grant(person_id=mark.id, role="admin"))
        tx.flush()
        allow_on(tx, people.get(tx, mark.id), "discord", ANONYMOUS, True)

    await office.db.write(allowed)
    form = (await noor.presses("Ask a question…", on=card)).modal
    told = await noor.sends(form, words="Waarom zo laat?", how="nameless")
    (slip,) = re.findall(r"Je briefje: \**((?:\w+ ){3}\w+)", told.text)
    assert "Waarom" not in (await _desk(mark)).text
    office.clock.move(timedelta(hours=4))
    await office.worker.drain()
    desk = await _desk(mark)
    assert "Waarom zo laat?" in desk.text
    assert "Noor" not in desk.text
    await mark.presses("Show it")
    form = (await mark.presses("Answer…")).modal
    await mark.sends(form, words="It took a while.")
    assert "It took a while." in discord.messages(thread)[-1].text
    form = (await noor.types("nieuws-briefje")).modal
    assert "It took a while." in (await noor.sends(form, slip=slip)).text


async def _desk(who: Colleague) -> Answer:
    await who.types("news")
    await who.presses("1 · Open")
    return await who.presses("Questions…")
