"""Actions on a message, and options that Discord types: people, numbers, choices, days."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from adapters.discord.commands import commands
from bots.registry import BOTS
from tests.adapters.discord import slow
from tests.adapters.discord.conftest import Office
from tests.wire.discord import DiscordServer

pytestmark = pytest.mark.wire


@pytest_asyncio.fixture
async def office(folder: Path, discord: DiscordServer) -> AsyncIterator[Office]:
    """The company with a bot that acts on messages."""
    made = await Office(folder, discord, (*BOTS, slow.bot)).opens()
    yield made
    await made.closes()


async def test_an_action_on_a_message_gets_its_words_and_who_wrote_it(office: Office) -> None:
    ana, bo = await office.hires("Ana Bakker"), await office.hires("Bo Smit")
    said = office.discord.says(bo.account, office.place, "The printer burns")
    kept = await office.discord.context(ana.account, "Keep this", said)
    assert kept.ephemeral
    assert kept.text == f"Bo Smit: The printer burns  discord:{office.discord.guild_id}/{office.place.id}/{said.id}"
    noor = await office.hires("Noor Haddad", locale="nl", language="nl")
    assert "The printer burns" in (await office.discord.context(noor.account, "Bewaar dit", said)).text


async def test_an_action_may_open_a_form_about_the_message(office: Office) -> None:
    ana = await office.hires("Ana Bakker")
    said = office.discord.says(ana.account, office.place, "The printer burns")
    form = (await office.discord.context(ana.account, "Ask about this", said)).modal
    assert form is not None
    assert form.control("words")["value"] == "The printer burns"


async def test_what_a_bot_wrote_has_no_author_of_ours_and_strangers_may_point_at_nothing(office: Office) -> None:
    """T14"""
    ana, eve = await office.hires("Ana Bakker"), office.discord.person("Eve")
    await office.chat.send(f"discord:{office.discord.guild_id}/{office.place.id}", slow.drawn_figures(), "one")
    (own,) = office.standing()
    assert (await office.discord.context(ana.account, "Keep this", own)).text.startswith("nobody: Figures")
    assert "I don't know you yet" in (await office.discord.context(eve, "Keep this", own)).text


async def test_a_person_in_a_typed_command_is_ours_and_strangers_are_refused(office: Office) -> None:
    """T13, T68: nobody learns who is known."""
    ana, bo = await office.hires("Ana Bakker"), await office.hires("Bo Smit")
    said = await office.discord.command(
        ana.account, "praise", {"who": bo.account, "times": 2.0, "loud": True, "why": "say"}, channel=office.place
    )
    assert said.text == "Bo Smit 2 yes say"
    half = await office.discord.command(ana.account, "praise", {"who": bo.account, "times": 2.5}, channel=office.place)
    assert half.text.startswith("Bo Smit 2.5")
    eve = office.discord.person("Eve")
    assert "Choose a colleague" in (await ana.types("praise", who=eve)).text


async def test_days_are_suggested_in_english_too(office: Office) -> None:
    ana = await office.hires("Ana Bakker")
    found = await office.discord.types(ana.account, "praise", option="day", partial="24 nov")
    assert found[0]["name"].startswith("Tue 24 Nov")


async def test_an_action_on_a_person_in_their_menu(office: Office) -> None:
    """A user command: the kudos form knows whom, the card is private; guests and bots can't be chosen (T14)."""
    ana, bo = await office.hires("Ana Bakker"), await office.hires("Bo Smit", locale="nl", language="nl")
    form = (await office.discord.context(ana.account, "Give kudos", bo.account, channel=office.place)).modal
    assert form is not None
    assert form.control("receiver")["default_values"] == [{"id": str(bo.account.id), "type": "user"}]
    said = await ana.sends(form, words="For the quick fix")
    assert "Bo reads it" in said.text
    card = await office.discord.context(bo.account, "Wie is dit?", ana.account, channel=office.place)
    assert card.ephemeral
    assert "Ana Bakker" in card.text
    eve = office.discord.person("Eve")
    refused = await office.discord.context(ana.account, "Who is this?", eve, channel=office.place)
    assert "guests and bots" in refused.text
    mine = [one for one in commands(office.app.suite) if one["type"] != 1]
    assert max(sum(one["type"] == kind for one in mine) for kind in (2, 3)) <= 15
