"""What goes wrong on the way: late handlers, replays, lost answers, Discord out of order, wrong settings."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web
from structlog.testing import capture_logs

from adapters.discord import NotReady
from bots.chat import Failed, Gone, Later
from bots.registry import BOTS
from bots.ui import Actions, Button, Message
from core import timeoff
from tests.adapters.discord import slow
from tests.adapters.discord.conftest import Office
from tests.lite import FRIDAY
from tests.wire.discord import DiscordServer

pytestmark = pytest.mark.wire
NOV = "24 nov - 27 nov"


@pytest_asyncio.fixture
async def hasty(folder: Path, discord: DiscordServer) -> AsyncIterator[Office]:
    """The company with a slow bot and little patience."""
    made = await Office(folder, discord, (*BOTS, slow.bot), patience=0.1, lookup_patience=0.1).opens()
    yield made
    await made.closes()


async def test_a_slow_command_is_deferred_privately_and_completed(hasty: Office) -> None:
    """T07"""
    ana = await hasty.hires("Ana Bakker")
    late = await ana.types("slow")
    assert (late.kind, late.ephemeral) == ("deferred", True)
    assert (await hasty.discord.finished(late)).text == "At last"
    word = await ana.types("slow", what="word")
    assert (await hasty.discord.finished(word)).text == "A word"
    nothing = await ana.types("slow", what="nothing")
    assert (await hasty.discord.finished(nothing)).text == "Done."
    assert hasty.discord.thinking == []


async def test_a_slow_press_shows_nothing_until_its_message_changes(hasty: Office) -> None:
    """T07"""
    ana = await hasty.hires("Ana Bakker")
    shown = await hasty.discord.finished(await ana.types("slow"))
    pressed = await ana.presses("Slow", on=shown)
    assert pressed.kind == "deferred_update"
    await hasty.discord.until(lambda: hasty.discord.refreshed(shown).text == "Changed at last")


async def test_a_form_that_comes_late_waits_behind_a_button(hasty: Office) -> None:
    """T07: Discord opens no form after a deferral."""
    ana = await hasty.hires("Ana Bakker")
    offered = await hasty.discord.finished(await ana.types("slow", what="form"))
    assert offered.text == "Your form is ready"
    form = (await ana.presses("Open form…", on=offered)).modal
    answer = await ana.sends(form, day="24 nov", size="3", words="Hello")
    assert answer.text == "2026-11-24 3 Hello"
    shown = await hasty.discord.finished(await ana.types("slow"))
    await ana.presses("Slow form", on=shown)
    await hasty.discord.until(lambda: ana.private.text == "Your form is ready")
    form = (await ana.presses("Open form…", on=ana.private)).modal
    assert form is not None
    assert form.control("words")["value"] == "Kept"


async def test_the_same_interaction_twice_has_one_effect_and_one_answer(office: Office) -> None:
    """T03"""
    boss = await office.hires("Mark Visser", direct=True)
    office.discord.dm(boss.account)
    ana = await office.hires("Ana Bakker", boss)
    await ana.types("timeoff", when=NOV)
    sent = await ana.presses("Request")
    office.discord.replay(sent, times=3)
    await asyncio.sleep(0.3)
    await office.worker.drain()
    assert len(office.discord.dms(boss.account)) == 1
    assert office.discord.refusals == []


async def test_a_replay_after_a_restart_is_known_too(folder: Path, discord: DiscordServer) -> None:
    """T03: another process gets the same interaction again."""
    first = await Office(folder, discord).opens()
    ana = await first.hires("Ana Bakker")
    await ana.types("timeoff", when=NOV)
    sent = await ana.presses("Request")
    await first.closes()
    second = Office(folder, discord)
    second.team = first.team
    await second.app.start()
    await second.chat.start()
    before = len(discord.calls)
    discord.replay(sent)
    await discord.until(lambda: discord.refusals)
    asked = await second.db.read(lambda tx: timeoff.coming(tx, ana.id, FRIDAY.date()))
    assert len(asked) == 1
    assert [one.code for one in discord.refusals] == [40060]
    assert len(discord.calls) > before
    await second.closes()


async def test_a_stale_press_answers_kindly_and_refreshes(office: Office) -> None:
    """T12: decided on another screen meanwhile."""
    boss = await office.hires("Mark Visser", direct=True)
    here = office.discord.dm(boss.account)
    ana = await office.hires("Ana Bakker", boss)
    await ana.types("timeoff", when=NOV)
    await ana.presses("Request")
    (card,) = office.discord.messages(here)
    await office.discord.press(ana.account, ana.last.message, "Withdraw")  # type: ignore[union-attr,arg-type]
    late = await boss.presses("Approve", on=card)
    assert late.kind == "update"
    assert "withdrawn" in late.text.lower()
    await office.discord.until(lambda: office.discord.private(boss.account))
    assert "lready withdrawn" in boss.private.text


async def test_a_stranger_and_another_companys_server_get_a_polite_word(office: Office) -> None:
    """T14"""
    eve = office.discord.person("Eve")
    said = await office.discord.command(eve, "timeoff", {"when": "24 nov"})
    assert said.ephemeral
    assert "I don't know you yet" in said.text
    ana = await office.hires("Ana Bakker")
    other = office.discord.elsewhere("Other company", ana.account)
    said = await office.discord.command(ana.account, "timeoff", {"when": "24 nov"}, channel=other)
    assert "I don't know you yet" in said.text


async def test_a_failure_of_ours_says_that_nothing_changed(hasty: Office) -> None:
    ana = await hasty.hires("Ana Bakker")
    with capture_logs() as logged:
        said = await ana.types("broken")
    assert "nothing was changed" in said.text
    assert [line["event"] for line in logged if line["log_level"] == "error"] == ["failed"]
    assert said.ephemeral


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

    def lost(id_: int, body: Mapping[str, Any]) -> None:
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


async def test_ten_clicks_at_once_decide_once(office: Office) -> None:
    """T12, T23"""
    boss = await office.hires("Mark Visser", direct=True)
    here = office.discord.dm(boss.account)
    ana = await office.hires("Ana Bakker", boss)
    await ana.types("timeoff", when=NOV)
    await ana.presses("Request")
    (card,) = office.discord.messages(here)
    button = card.buttons["Approve"]
    await asyncio.gather(*(office.discord.press(boss.account, card, button) for _ in range(10)))
    await office.worker.drain()
    balance = await office.db.read(lambda tx: timeoff.balance_of(tx, ana.id))
    assert balance.remaining == 84 * 60
    assert "Approved by Mark Visser" in office.discord.refreshed(card).text


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


async def test_a_wrong_token_is_said_in_a_plain_sentence(folder: Path, discord: DiscordServer) -> None:
    made = Office(folder, discord, token="MTIz.wrong.token")
    with pytest.raises(NotReady, match="copy it again"):
        await made.opens()
    await made.closes()


def address(office: Office) -> str:
    return f"discord:{office.discord.guild_id}/{office.place.id}"
