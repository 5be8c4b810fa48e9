"""Every kind of field, list, picture, thread and word, over the wire."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bots.registry import BOTS
from bots.ui import Chart
from core import jobs
from tests.adapters.discord import slow
from tests.adapters.discord.conftest import Office
from tests.wire.discord import DiscordServer

pytestmark = pytest.mark.wire


@pytest_asyncio.fixture
async def office(folder: Path, discord: DiscordServer) -> AsyncIterator[Office]:
    """The company with a bot that shows everything."""
    made = await Office(folder, discord, (*BOTS, slow.bot), pictures=picture).opens()
    slow.heard_said.clear()
    slow.heard_reactions.clear()
    yield made
    await made.closes()


async def picture(chart: Chart) -> bytes | None:
    return b"\x89PNG " + chart.title.encode()


async def test_every_kind_of_field_is_filled_in_and_read(office: Office) -> None:
    ana = await office.hires("Ana Bakker")
    joris = await office.hires("Joris Mulder")
    form = (await ana.types("everything")).modal
    assert form is not None
    assert [form.control(key)["type"] for key in form.labels] == [5, 21, 22, 4, 23]
    answer = await ana.sends(form, who=[joris.account], colour="blue", many=["a", "b"], hours="12,5", sure=True)
    assert answer.text == "Got it\nJoris Mulder blue a b 12.5 True 7"


async def test_a_guest_is_refused_and_the_way_back_keeps_what_was_filled_in(office: Office) -> None:
    ana = await office.hires("Ana Bakker")
    eve = office.discord.person("Eve")
    form = (await ana.types("everything")).modal
    refused = await ana.sends(form, who=[eve], colour="red", many=["a"], hours="1")
    assert "guests and bots" in refused.text
    again = (await ana.presses("Change…")).modal
    assert again is not None
    assert again.control("who")["default_values"] == [{"id": str(eve.id), "type": "user"}]
    assert [one["value"] for one in again.control("colour")["options"] if one.get("default")] == ["red"]


async def test_in_a_direct_conversation_people_are_typed(office: Office) -> None:
    ana = await office.hires("Ana Bakker")
    form = (await ana.types("everything", channel=office.discord.dm(ana.account))).modal
    assert form is not None
    assert form.control("who")["type"] == 4
    answer = await ana.sends(form, who=f"<@{ana.account.id}>", colour="red", hours="1")
    assert answer.text == "Got it\nAna Bakker red b 1 False 7"


async def test_rows_carry_numbers_and_a_choice_is_sent_at_once(office: Office) -> None:
    ana = await office.hires("Ana Bakker")
    lists = await ana.types("lists")
    assert "1. Thing 1" in lists.text.replace("*", "")
    assert lists.message is not None
    assert list(lists.message.buttons) == ["1 · Look", "2 · Look", "3 · Look"]
    assert lists.message.embeds[0]["color"]
    beside = await ana.presses("2 · Look")
    assert (beside.kind, beside.text) == ("message", "Thing 2")
    chosen = await ana.presses("slow.choose:0", on=lists.message, values=["blue"])
    assert chosen.text == "You chose blue"


async def test_numbers_stand_as_text_and_the_picture_follows(office: Office) -> None:
    ana = await office.hires("Ana Bakker")
    figures = await ana.types("figures")
    assert "May: 3.5%" in figures.text
    assert "June: –" in figures.text
    shown = await office.discord.until(lambda: ana.private.attachments)
    assert shown[0]["description"] == "It rose"
    assert ana.private.embeds[0]["image"]
    ref = await office.chat.send(f"discord:{office.discord.guild_id}/{office.place.id}", slow.drawn_figures(), "one")
    await office.discord.until(lambda: office.standing()[0].attachments)
    await office.chat.edit(ref, slow.drawn_figures())
    await office.discord.until(lambda: office.standing()[0].attachments)


async def test_a_thread_hangs_under_its_card_once_and_its_buttons_answer_there(office: Office) -> None:
    ana = await office.hires("Ana Bakker")

    def plan(tx: object) -> None:
        place = {"place": 1}
        jobs.at(tx, "post", tx.now, "slow.post", place)  # type: ignore[arg-type,attr-defined]

    await office.db.write(plan)
    await office.worker.drain()
    await office.db.write(lambda tx: jobs.at(tx, "discuss", tx.now, "slow.discuss", {"place": 1}))
    await office.worker.drain()
    (card,) = office.standing()
    (thread,) = office.discord.threads(office.place)
    assert [one.text for one in office.discord.messages(thread)] == ["Note 1", "Note 2"]
    looked = await ana.presses("Look", on=card)
    assert (looked.text, looked.ephemeral) == ("Thing 5", True)


async def test_words_are_for_townhall_in_a_direct_conversation_or_when_named(office: Office) -> None:
    ana = await office.hires("Ana Bakker")
    here = office.discord.dm(ana.account)
    office.discord.says(ana.account, here, "home")
    await office.discord.until(lambda: len(office.discord.messages(here)) == 2)
    assert office.discord.messages(here)[1].text.startswith("Good day, Ana")
    office.discord.says(ana.account, office.place, f"<@{office.discord.bot_id}> timeoff balance")
    await office.discord.until(lambda: len(office.standing()) == 2)
    assert office.standing()[1].text == "Type this as a command with a slash, so that only you see the answer."
    office.discord.says(ana.account, office.place, "Just among colleagues")
    await office.discord.until(lambda: slow.heard_said)
    assert slow.heard_said[-1].text is None
    assert slow.heard_said[-1].where.kind == "channel"
    assert len(office.standing()) == 3


async def test_a_reaction_is_heard_with_its_message(office: Office) -> None:
    ana = await office.hires("Ana Bakker")
    said = office.discord.says(ana.account, office.place, "The printer is broken")
    office.discord.reacts(ana.account, said, "🎫")
    (heard,) = await office.discord.until(lambda: slow.heard_reactions)
    assert heard.message == f"discord:{office.discord.guild_id}/{office.place.id}/{said.id}"
