"""What people do at the wrong moment: late handlers, replays, stale and simultaneous clicks, strangers."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from structlog.testing import capture_logs

from bots.load import Load
from bots.registry import BOTS
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


async def test_who_clicks_while_it_is_too_busy_reads_so_in_private(office: Office) -> None:
    """T20: nothing is deferred, nothing is done, and the same command counts once there is room."""
    ana = await office.hires("Ana Bakker")
    office.app.load = Load(late_seconds=-1, many=0)
    answer = await ana.types("timeoff", when=NOV)
    assert ("It is very busy at this moment" in answer.text, answer.ephemeral) == (True, True)
    office.app.load = Load()
    assert "24" in (await ana.types("timeoff", when=NOV)).text


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
