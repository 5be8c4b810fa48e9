"""A question about a request in a private thread: only the two people see it, once, and without such a place nothing changes."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bots.ui import Actions, Button, Message
from core import people
from tests.adapters.discord.conftest import Colleague, Office
from tests.wire.discord import Channel

pytestmark = pytest.mark.wire
NOV = "24 nov - 27 nov"


@pytest_asyncio.fixture
async def requests(office: Office) -> AsyncIterator[Channel]:
    """A channel whose purpose is questions about requests."""
    made = office.discord.channel("requests")
    ref = f"discord:{office.discord.guild_id}/{made.id}"
    await office.db.write(lambda tx: people.put_place(tx, ref, "requests", "requests", office.team))
    yield made


async def asks(office: Office) -> tuple[Colleague, Colleague]:
    """Ana asked for days, and Mark asks her something about them."""
    boss = await office.hires("Mark Visser", direct=True)
    here = office.discord.dm(boss.account)
    ana = await office.hires("Ana Bakker", boss)
    await ana.types("timeoff", when=NOV)
    await ana.presses("Request")
    (card,) = office.discord.messages(here)
    await boss.presses("Ask…", on=card)
    await boss.sends(boss.last.modal if boss.last else None, text="Who takes your shift?")
    return ana, boss


async def test_a_question_opens_a_private_thread_with_only_the_two_of_them(office: Office, requests: Channel) -> None:
    """decisions.md 24; nobody who looks on learns who asked for what."""
    ana, boss = await asks(office)
    (thread,) = office.discord.threads(requests)
    assert thread.name == "About a request"
    assert office.discord.in_thread(thread) - {office.discord.bot_id} == {ana.account.id, boss.account.id}
    (said,) = office.discord.messages(thread)
    assert "Who takes your shift?" in said.text
    assert office.discord.dms(ana.account) == []
    assert office.standing() == []
    refused = await boss.presses("Answer…", on=said)
    if refused.modal:
        refused = await boss.sends(refused.modal, text="I do")
    assert "not for you" in refused.text
    await ana.presses("Answer…", on=said)
    await ana.sends(ana.last.modal if ana.last else None, text="Bo does")
    assert "Answered" in office.discord.refreshed(said).text
    (card,) = [one for one in office.discord.dms(boss.account) if "Ask…" in one.buttons][-1:]
    await boss.presses("Ask…", on=card)
    await boss.sends(boss.last.modal if boss.last else None, text="And on Friday?")
    assert "And on Friday?" in office.discord.messages(thread)[-1].text
    assert len(office.discord.threads(requests)) == 1


async def test_without_such_a_place_it_comes_as_all_messages_do(office: Office) -> None:
    ana, _boss = await asks(office)
    assert [one.text for one in office.standing()] == ["Something waits for a colleague here"]
    assert "Who takes your shift?" in (await ana.presses("Open", on=office.standing()[0])).text


async def test_a_thread_whose_answer_was_lost_is_found_again(office: Office, requests: Channel) -> None:
    """T22: the second try neither opens nor writes a second one, and lets in who was not in yet."""
    ana, bo = await office.hires("Ana Bakker"), await office.hires("Bo Smit")
    card = Message("A question", (Actions((Button("Look", "home.refresh:0"),)),))
    address = f"discord:{office.discord.guild_id}/{requests.id}"
    first = await office.chat.between(address, [str(ana.account.id)], card, "job-1")
    users = [str(ana.account.id), str(bo.account.id)]
    assert await office.chat.between(address, users, card, "job-1", again=True) == first
    (thread,) = office.discord.threads(requests)
    assert {ana.account.id, bo.account.id} <= office.discord.in_thread(thread)
    assert await office.chat.between(address, users, card, "job-2", again=True) != first
