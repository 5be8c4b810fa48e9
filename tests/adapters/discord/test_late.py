"""What comes too late or gets lost half way: answers after a quarter of an hour, resets, lost acknowledgements, new sessions."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio
from structlog.testing import capture_logs

from bots.registry import BOTS
from bots.ui import Actions, Button, Message
from tests.adapters.discord import slow
from tests.adapters.discord.conftest import Office
from tests.adapters.discord.test_faults import told
from tests.wire.discord import DiscordServer

pytestmark = pytest.mark.wire


@pytest_asyncio.fixture
async def hasty(folder: Path, discord: DiscordServer) -> AsyncIterator[Office]:
    """The company with a slow bot and little patience."""
    made = await Office(folder, discord, (*BOTS, slow.bot), patience=0.1).opens()
    yield made
    await made.closes()


async def too_late(office: Office) -> None:
    """The answer is refused, which this Discord holds against the bot unless a test means it."""
    await office.discord.until(lambda: office.discord.violations)
    assert [one.code for one in office.discord.take_violations()] == [10015]
    await office.discord.until(lambda: not office.chat._listening._under_way)
    await office.worker.drain()


@pytest.mark.parametrize("direct", [True, False])
async def test_an_answer_after_fifteen_minutes_is_told_as_a_message(hasty: Office, direct: bool) -> None:
    """T07: the token is dead (10015); by direct message where that is allowed, else by a neutral card in the place."""
    ana = await hasty.hires("Ana Bakker", direct=direct)
    here = hasty.discord.dm(ana.account)
    await hasty.discord.command(ana.account, "slow", {"what": "word"}, channel=hasty.place)
    hasty.discord.passes(901)
    await too_late(hasty)
    if direct:
        (sent,) = hasty.discord.messages(here)
        assert "A word" in sent.text
        assert hasty.standing() == []
    else:
        (card,) = hasty.standing()
        assert card.text == "Something waits for a colleague here"
        assert "A word" in (await ana.presses("Open", on=card)).text


async def test_the_form_that_nobody_can_open_any_more_is_said_in_words(hasty: Office) -> None:
    """T07"""
    ana = await hasty.hires("Ana Bakker", direct=True)
    here = hasty.discord.dm(ana.account)
    await hasty.discord.command(ana.account, "slow", {"what": "form"}, channel=hasty.place)
    hasty.discord.passes(901)
    await too_late(hasty)
    (sent,) = hasty.discord.messages(here)
    assert "Give the command again" in sent.text


async def test_a_session_that_may_not_be_resumed_begins_anew(folder: Path, discord: DiscordServer) -> None:
    """Operation 9 with `false`: a new IDENTIFY, after the pause that Discord asks for, and everything is heard again."""
    office = await Office(folder, discord, identify_pause=0.05).opens()
    ana = await office.hires("Ana Bakker")
    await discord.gateway.order(9, False)
    await discord.until(lambda: discord.gateway.identified == 2)
    await discord.ready()
    assert (await ana.types("home")).text.startswith("Good day")
    assert discord.gateway.resumed == 0
    await office.closes()


async def test_a_connection_reset_during_an_edit_leaves_the_newest_state(office: Office) -> None:
    """T22: whether or not the edit had arrived, the card ends as it must be."""
    card = Message("Card", (Actions((Button("Look", "home.refresh:0"),)),))
    ref = await office.chat.send(f"discord:{office.discord.guild_id}/{office.place.id}", card, "one")
    office.discord.lose_next("PATCH /channels/*/messages/*")
    with pytest.raises(aiohttp.ClientError):
        await office.chat.edit(ref, Message("Changed"))
    await office.chat.edit(ref, Message("Changed again"))
    assert [one.text for one in office.standing()] == ["Changed again"]


@pytest.mark.parametrize("status", [0, 502])
async def test_a_post_whose_acknowledgement_is_lost_stands_once(office: Office, status: int) -> None:
    """T22: carried out, and only the answer lost; the nonce keeps the second try from standing twice."""
    ana = await office.hires("Ana Bakker", direct=True)
    office.discord.dm(ana.account)
    office.discord.lose_next("POST /channels/*/messages", status)
    with capture_logs() as logged:
        await told(office, ana, "1")
    for _try in range(3):
        office.clock.move(timedelta(seconds=30))
        await office.worker.drain()
    assert len(office.discord.dms(ana.account)) == 1
    assert [line["event"] for line in logged] == ["delivery failed"] * (status == 0)
