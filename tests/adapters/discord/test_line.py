"""The line to Discord: what it refuses, what gets lost on the way, and settings that are wrong."""

from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from structlog.testing import capture_logs

from adapters.discord import NotReady
from bots.chat import Failed, Gone, Later
from bots.ui import Actions, Button, Message
from tests.adapters.discord.conftest import Office
from tests.wire.discord import DiscordServer

pytestmark = pytest.mark.wire
NOV = "24 nov - 27 nov"


@pytest.mark.parametrize("status", [500, 502, 503])
async def test_discord_stumbles_once_and_the_answer_still_comes(office: Office, status: int) -> None:
    ana = await office.hires("Ana Bakker")
    office.discord.fail_next("POST /interactions/*", status)
    assert (await ana.types("home")).text.startswith("Good day, Ana")


async def test_too_many_requests_are_waited_out(office: Office) -> None:
    ana = await office.hires("Ana Bakker")
    office.discord.fail_next("POST /interactions/*", 429, retry_after=0.2)
    assert (await ana.types("home")).text.startswith("Good day, Ana")


async def test_a_long_wait_is_handed_back_to_the_job(office: Office) -> None:
    office.discord.fail_next("POST /channels/*/messages", 429, retry_after=120)
    with pytest.raises(Later) as later:
        await office.chat.send(address(office), Message("Hello"), "one")
    assert later.value.seconds == pytest.approx(120, abs=1)


async def test_a_lost_answer_makes_no_second_message(office: Office) -> None:
    """T22: by the nonce while Discord remembers it, later by the mark that hides in the buttons."""
    card = Message("Card", (Actions((Button("Look", "home.refresh:0"),)),))
    first = await office.chat.send(address(office), card, "job-12")
    assert await office.chat.send(address(office), card, "job-12") == first
    assert await office.chat.send(address(office), card, "job-12", again=True) == first
    office.discord.rest._nonces.clear()
    assert await office.chat.send(address(office), card, "job-12", again=True) == first
    other = await office.chat.send(address(office), card, "job-13", again=True)
    assert other != first
    assert len(office.standing()) == 2


async def test_a_lost_acknowledgement_of_an_answer_makes_no_second_one(office: Office) -> None:
    """T22: Discord took the answer, and only its own answer to that got lost."""
    ana = await office.hires("Ana Bakker")
    here, told = office.discord.dm(ana.account), office.discord.rest.answered

    def lost(id_: int, body: dict[str, Any]) -> None:
        office.discord.rest.answered = told
        office.discord.rest.replayed.add(id_)
        told(id_, body)
        raise web.HTTPBadGateway

    office.discord.rest.answered = lost
    said = await ana.types("timeoff", channel=here, when=NOV)
    assert "Time off Tue 24" in said.text
    await ana.presses("Request", on=office.discord.messages(here)[-1])
    assert len(office.discord.messages(here)) == 1


async def test_in_a_direct_conversation_an_answer_that_came_too_late_is_posted(office: Office) -> None:
    """The unit is committed: whoever asked must not be left without a word."""
    ana = await office.hires("Ana Bakker")
    here = office.discord.dm(ana.account)
    office.discord.fail_next("POST /interactions/*", 503, times=4)
    office.discord.acts.patience = 0.1
    with pytest.raises(AssertionError, match="did not respond"):
        await ana.types("timeoff", channel=here, when=NOV)
    (posted,) = await office.discord.until(lambda: office.discord.messages(here), within=5)
    office.discord.acts.patience = 3.0
    assert "Time off Tue 24" in posted.text
    assert "Mark" not in (await ana.presses("Request", on=posted)).text


async def test_refusals_have_a_kind_and_what_is_gone_is_gone(office: Office) -> None:
    ana = await office.hires("Ana Bakker")
    secret = office.discord.channel("secret", members=[ana.account])
    guild = office.discord.guild_id
    ref = await office.chat.send(address(office), Message("Hello"), "one")
    office.discord.deletes(office.standing()[0])
    with pytest.raises(Gone):
        await office.chat.edit(ref, Message("Changed"))
    with pytest.raises(Failed, match="gone"):
        await office.chat.thread(ref, "Title")
    with pytest.raises(Failed, match="no_such_conversation"):
        await office.chat.send(f"discord:{guild}/123456789012345678", Message("Hello"), "two")
    with pytest.raises(Failed, match="no_such_conversation"):
        await office.chat.send("discord:nowhere", Message("Hello"), "three")
    office.discord.dm(ana.account)
    office.discord.close_dms(ana.account)
    with pytest.raises(Failed, match="dm_closed"):
        await office.chat.send(await office.chat.direct("", str(ana.account.id)), Message("Hello"), "four")
    assert await office.chat.send(f"discord:{guild}/{secret.id}", Message("Hello"), "five")


async def test_a_refused_first_handshake_is_tried_again(folder: Path, discord: DiscordServer) -> None:
    """discord.py gives up with an AttributeError where its first connection fails."""
    discord.gateway.refuse_handshakes = 1
    made = Office(folder, discord)
    await made.opens()
    ana = await made.hires("Ana Bakker")
    assert (await ana.types("home")).text.startswith("Good day")
    await made.closes()


async def test_a_dropped_connection_is_resumed_and_nothing_is_missed(office: Office) -> None:
    ana = await office.hires("Ana Bakker")
    await office.discord.drop_socket()
    assert (await ana.types("home")).text.startswith("Good day")
    assert office.discord.gateway.resumed == 1


@pytest.mark.parametrize(("code", "said"), [(4014, "intent approved"), (4004, "token was reset")])
async def test_a_setting_that_is_changed_at_discord_ends_it_with_a_plain_sentence(
    office: Office, code: int, said: str
) -> None:
    with capture_logs() as logged:
        await office.discord.drop_socket(code)
        assert said in await office.discord.until(lambda: office.chat.connection.trouble)
    assert [line["event"] for line in logged if line["log_level"] == "error"] == ["discord: not ready"]


async def test_a_thread_is_opened_once_and_direct_conversations_have_none(office: Office) -> None:
    ana = await office.hires("Ana Bakker")
    ref = await office.chat.send(address(office), Message("Card"), "one")
    thread = await office.chat.thread(ref, "A" * 150)
    assert await office.chat.thread(ref, "Again") == thread
    inside = await office.chat.send(thread, Message("Inside"), "two")
    assert await office.chat.thread(inside, "Deeper") == thread
    here = office.discord.dm(ana.account)
    direct = await office.chat.direct("", str(ana.account.id))
    assert direct == f"discord:@me/{here.id}"
    assert await office.chat.thread(f"{direct}/123456789012345678", "None") == direct


async def test_a_server_that_the_bot_is_not_in_is_named_in_the_log(folder: Path, discord: DiscordServer) -> None:
    made = Office(folder, discord, guilds=(str(discord.guild_id), "123456789012345678"))
    with capture_logs() as logged:
        await made.opens()
    assert [line["guilds"] for line in logged if line["log_level"] == "error"] == [["123456789012345678"]]
    await made.closes()


async def test_a_wrong_token_is_said_in_a_plain_sentence(folder: Path, discord: DiscordServer) -> None:
    made = Office(folder, discord, token="MTIz.wrong.token")
    with pytest.raises(NotReady, match="copy it again"):
        await made.opens()
    await made.closes()


def address(office: Office) -> str:
    return f"discord:{office.discord.guild_id}/{office.place.id}"
