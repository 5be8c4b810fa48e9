"""Who leaves the server: unlinked at once where the setting asks Discord to tell, and looked up after a silence."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from adapters.discord import NotReady
from adapters.discord.checking import check
from adapters.findings import State
from core import people
from tests.adapters.discord.conftest import Colleague, Office
from tests.wire.discord import DiscordServer

pytestmark = pytest.mark.wire


@pytest_asyncio.fixture
async def approved() -> AsyncIterator[DiscordServer]:
    """A Discord that approved the members intent."""
    async with DiscordServer(privileged=["members"]) as server:
        yield server


async def linked(office: Office, who: Colleague) -> bool:
    return bool(await office.db.read(lambda tx: people.accounts(tx, who.id)))


async def test_who_leaves_is_unlinked_at_once_and_coming_back_proves_nothing(
    folder: Path, approved: DiscordServer
) -> None:
    """T72, T68: an account that left acts no more; under the same name it is a stranger until it is linked again."""
    office = await Office(folder, approved, members=True).opens()
    ana, bo = await office.hires("Ana Bakker"), await office.hires("Bo Smit")
    approved.leaves(ana.account)
    for _turn in range(300):
        if not await linked(office, ana):
            break
    assert not await linked(office, ana)
    assert await linked(office, bo)
    approved.state.add_member(approved.guild_id, ana.account.id, announce=True)
    assert "I don't know you yet" in (await ana.types("home")).text
    assert (await bo.types("home")).text.startswith("Good day")
    await office.closes()


async def test_who_left_while_nobody_listened_is_looked_up(folder: Path, approved: DiscordServer) -> None:
    """T72: the gateway never tells what happened before."""
    first = await Office(folder, approved, members=True).opens()
    ana, bo = await first.hires("Ana Bakker"), await first.hires("Bo Smit")
    await first.closes()
    approved.leaves(ana.account)
    second = Office(folder, approved, members=True)
    await second.chat.start()
    await approved.until(lambda: "GET /guilds/{guild_id}/members/{user_id}" in approved.calls)
    await approved.until(lambda: not second.chat._listening._under_way)
    assert not await linked(second, ana)
    assert await linked(second, bo)
    assert [one.code for one in approved.refusals] == [10007]
    await second.closes()


async def test_without_the_setting_leaving_is_not_told_and_no_privileged_intent_is_asked(office: Office) -> None:
    ana = await office.hires("Ana Bakker")
    office.discord.leaves(ana.account)
    bo = await office.hires("Bo Smit")
    await bo.types("home")
    assert await linked(office, ana)


async def test_an_intent_that_the_page_has_not_on_is_said_at_the_start_and_by_check(
    folder: Path, discord: DiscordServer, approved: DiscordServer
) -> None:
    """Both name what to switch on."""
    office = Office(folder, discord, members=True)
    with pytest.raises(NotReady, match="intent"):
        await office.opens()
    guild = [str(discord.guild_id)]
    found = await check(discord.token, guild, office.app.suite, discord.connector, members=True)
    assert [one.text for one in found if one.state is State.WRONG and "Server Members Intent" in one.text]
    good = await check(approved.token, guild, office.app.suite, approved.connector, members=True)
    assert [one.text for one in good if "tells who leaves" in one.text and one.state is State.GOOD]
    await office.closes()
