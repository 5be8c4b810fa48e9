"""Direct conversations are opened once for good: a restart, a click in one, and one that Discord lost."""

from datetime import timedelta
from pathlib import Path

import pytest

from core import people
from tests.adapters.discord.conftest import Colleague, Office
from tests.adapters.discord.test_faults import told
from tests.wire.discord import DiscordServer

pytestmark = pytest.mark.wire
OPENED = "POST /users/@me/channels"


async def kept(office: Office, who: Colleague) -> str | None:
    guild, user = str(office.discord.guild_id), str(who.account.id)
    return await office.db.read(lambda tx: people.conversation_with(tx, "discord", guild, user))


async def test_after_a_restart_a_conversation_is_not_opened_again(folder: Path, discord: DiscordServer) -> None:
    """T20: after an update of Townhall thousands of openings at once would look like spam."""
    first = await Office(folder, discord).opens()
    ana = await first.hires("Ana Bakker", direct=True)
    discord.state.contacted.add(ana.account.id)
    await told(first, ana, "1")
    await first.closes()
    second = Office(folder, discord)
    await second.app.start()
    await second.chat.start()
    await told(second, ana, "2")
    assert len(discord.dms(ana.account)) == 2
    assert discord.calls.count(OPENED) == 1
    await second.closes()


async def test_who_clicks_in_their_own_conversation_never_needs_one_opened(office: Office) -> None:
    """T20"""
    ana = await office.hires("Ana Bakker", direct=True)
    here = office.discord.dm(ana.account)
    await ana.types("home", channel=here)
    await office.discord.until(lambda: not office.chat._listening._under_way)
    assert await kept(office, ana) == str(here.id)
    await told(office, ana, "1")
    assert OPENED not in office.discord.calls


async def test_a_conversation_that_discord_lost_is_opened_anew_once(office: Office) -> None:
    """T21: the message still comes; one that is lost again is told to the admins."""
    ana = await office.hires("Ana Bakker", direct=True)
    here = office.discord.dm(ana.account)
    guild, user = str(office.discord.guild_id), str(ana.account.id)
    lost = "123456789012345678"
    await office.db.write(lambda tx: people.keep_conversation(tx, "discord", guild, user, lost))
    await told(office, ana, "1")
    assert office.discord.dms(ana.account) == []
    assert await kept(office, ana) is None
    office.clock.move(timedelta(seconds=2))
    await office.worker.drain()
    assert len(office.discord.dms(ana.account)) == 1
    assert await kept(office, ana) == str(here.id)
