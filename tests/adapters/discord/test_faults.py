"""What Discord and people do wrong, each with what must follow: nothing acknowledged is lost, nothing comes twice."""

import asyncio
import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import discord
import pytest
from simcord.backend import serializers

from adapters import health
from adapters.discord import incoming
from adapters.discord.directory import Company
from adapters.status import look
from adapters.status import told as told_status
from bots.chat import Command, MessageAction, Press, Send, Submit
from bots.registry import BOTS
from bots.sending import plan
from bots.suite import Suite
from core import people
from core.desk import lines
from core.people import linking
from core.people.models import Grant
from tests.adapters.discord.conftest import Colleague, Office

pytestmark = pytest.mark.wire
NOV = "24 nov - 27 nov"
SENT = "POST /channels/*/messages"


async def told(office: Office, to: Colleague, key: str) -> None:
    """Somebody waits on this person: they get the code of a link, a message with one line."""

    def unit(tx: Any) -> None:
        email = f"{to.account.name.lower().replace(' ', '.')}@example.com"
        number = linking.ask(tx, "discord", str(office.discord.guild_id), f"9{key}", email)
        tx.facts.clear()
        plan(tx, Send(f"person:{to.id}", "home.link_code_card", number, "security", "reply", key), key)

    await office.db.write(unit)
    await office.worker.drain()


async def admin(office: Office) -> Colleague:
    """An admin who allowed direct messages."""
    ada = await office.hires("Ada Admin", direct=True)
    office.discord.dm(ada.account)
    await office.db.write(lambda tx: tx.add(Grant(person_id=ada.id, role="admin")))
    return ada


async def test_closed_direct_messages_are_remembered_and_a_card_in_the_place_comes_instead(office: Office) -> None:
    """T21: 50007, once; from then on nobody tries again."""
    ana = await office.hires("Ana Bakker", direct=True)
    office.discord.dm(ana.account)
    office.discord.close_dms(ana.account)
    await told(office, ana, "1")
    assert [one.text for one in office.standing()] == ["Something waits for a colleague here"]
    await told(office, ana, "2")
    assert len(office.standing()) == 2
    assert [one.code for one in office.discord.refusals] == [50007]
    (account,) = await office.db.read(lambda tx: people.accounts(tx, ana.id))
    assert not account.direct
    opened = await ana.presses("Open", on=office.standing()[0])
    assert "A code for Discord" in opened.text
    assert "Send me these by DM" in (opened.message.buttons if opened.message else {})


async def test_who_left_the_server_is_written_to_no_more(office: Office) -> None:
    """T72, T21: Discord refuses a member who left as if the door were closed."""
    ana = await office.hires("Ana Bakker", direct=True)
    office.discord.dm(ana.account)
    office.discord.leaves(ana.account)
    await told(office, ana, "1")
    assert len(office.standing()) == 1
    (account,) = await office.db.read(lambda tx: people.accounts(tx, ana.id))
    assert not account.direct


@pytest.mark.parametrize(
    ("code", "status", "said"),
    [(50013, 403, "may not write"), (50001, 403, "not in that channel"), (10003, 404, "gone"),
     (160005, 400, "archived or locked"), (200000, 400, "automatic moderation")],
)  # fmt: skip
async def test_a_place_that_refuses_is_told_to_the_admin_once(
    office: Office, code: int, status: int, said: str
) -> None:
    """T21: missing permission, missing access, channel gone, thread locked, stopped by the server's own moderation."""
    ada, ana = await admin(office), await office.hires("Ana Bakker")
    office.discord.fail_next(f"POST /channels/{office.place.id}/messages", status, code=code, times=2)
    await told(office, ana, "1")
    await told(office, ana, "2")
    (only,) = office.discord.dms(ada.account)
    assert said in only.text
    assert "code" not in only.text


@pytest.mark.parametrize("scope", ["user", "global", "shared"])
async def test_a_429_is_waited_out_and_the_message_comes_once(office: Office, scope: str) -> None:
    """T20: per route, global and shared."""
    ana = await office.hires("Ana Bakker", direct=True)
    office.discord.dm(ana.account)
    office.discord.fail_next(SENT, 429, retry_after=0.1, scope=scope)
    await told(office, ana, "1")
    assert len(office.discord.dms(ana.account)) == 1


async def test_an_hour_of_429_gives_nothing_up(office: Office) -> None:
    """T20, T21: waiting is no try; ten long waits later the message still comes, once."""
    ana = await office.hires("Ana Bakker", direct=True)
    office.discord.dm(ana.account)
    office.discord.fail_next(SENT, 429, retry_after=360, times=10)
    await told(office, ana, "1")
    for _wait in range(10):
        assert office.discord.dms(ana.account) == []
        office.clock.move(timedelta(seconds=361))
        await office.worker.drain()
    assert len(office.discord.dms(ana.account)) == 1


async def test_a_burst_of_5xx_and_a_lost_acknowledgement_make_no_second_message(office: Office) -> None:
    """T22"""
    ana = await office.hires("Ana Bakker", direct=True)
    office.discord.dm(ana.account)
    office.discord.fail_next(SENT, 503, times=2)
    await told(office, ana, "1")
    for _try in range(4):
        office.clock.move(timedelta(seconds=30))
        await office.worker.drain()
    assert len(office.discord.dms(ana.account)) == 1


async def test_opening_direct_messages_too_fast_makes_all_openings_wait(office: Office) -> None:
    """T20: 40003."""
    ana, bo = await office.hires("Ana Bakker", direct=True), await office.hires("Bo Smit", direct=True)
    for one in (ana, bo):
        office.discord.dm(one.account)
    office.discord.fail_next("POST /users/@me/channels", 400, code=40003)
    await told(office, ana, "1")
    await told(office, bo, "2")
    assert office.discord.calls.count("POST /users/@me/channels") == 1
    assert office.discord.dms(ana.account) == office.discord.dms(bo.account) == []


async def test_a_deleted_card_is_let_go_and_the_rest_goes_on(office: Office) -> None:
    """T21: 10008 while a card is drawn anew."""
    ana = await office.hires("Ana Bakker", direct=True)
    office.discord.dm(ana.account)
    eve = office.discord.person("Eve")
    form = (await office.discord.command(eve, "townhall-link", channel=office.place)).modal
    assert form is not None
    asked = await office.discord.submit(eve, form, {"email": "ana.bakker@example.com"})
    await office.worker.drain()
    (card,) = office.discord.dms(ana.account)
    code = re.search(r"\d{4} \d{4}", card.text)
    office.discord.deletes(card)
    assert code is not None
    assert asked.message is not None
    form = (await office.discord.press(eve, asked.message, "Fill in the code…")).modal
    assert form is not None
    assert "From now on I know you" in (await office.discord.submit(eve, form, {"code": code[0]})).text
    await office.worker.drain()
    assert [one.text.split("\n")[0] for one in office.discord.dms(ana.account)] == ["An account was linked to you"]
    assert [one.code for one in office.discord.refusals] == [10008]


@pytest.mark.parametrize("op", [7, 9])
async def test_discord_asks_for_a_new_connection_and_nothing_is_missed(office: Office, op: int) -> None:
    """Operation 7, and operation 9 that allows to resume."""
    ana = await office.hires("Ana Bakker")
    await office.discord.gateway.order(op, op == 9)
    await office.discord.until(lambda: office.discord.gateway.resumed, within=9)
    assert (await ana.types("home")).text.startswith("Good day")


async def test_removed_from_the_server_everything_waits_and_comes_once_it_is_back(office: Office) -> None:
    """T21: status and health say so, nothing is tried or given up, no consent is lost; a server of others is nobody's trouble."""
    ana, discord = await office.hires("Ana Bakker", direct=True), office.discord
    discord.dm(ana.account)
    discord.state.emit("GUILD_DELETE", {"id": "123456789012345678"})
    discord.state.emit("GUILD_DELETE", {"id": str(discord.guild_id), "unavailable": True})
    assert (await ana.types("home")).text.startswith("Good day")
    assert await office.db.read(lines.cut_off) == []
    discord.state.emit("GUILD_DELETE", {"id": str(discord.guild_id)})
    await office.comes(lambda: office.chat.cut_off)
    await told(office, ana, "1")
    (line,) = await office.db.read(lines.cut_off)
    assert (line.platform, line.why) == ("discord", "removed_from_server")
    said = told_status(await office.db.read(look), "Europe/Amsterdam")[0]
    assert "not in a server of the company on Discord. What is for it waits. Invite me again" in said
    assert (await office.db.read(health.look))["cut_off"] == 1
    assert (discord.dms(ana.account), office.standing(), discord.refusals) == ([], [], [])
    discord.state.emit("GUILD_CREATE", serializers.guild_create_payload(discord.state, discord.state.home))
    await office.comes(lambda: not office.chat.cut_off)
    office.clock.move(timedelta(minutes=11))
    await office.worker.drain()
    assert len(discord.dms(ana.account)) == 1
    assert await office.db.read(lines.cut_off) == []


async def test_ten_sends_of_one_form_have_one_effect(office: Office) -> None:
    """T03, T08: the same interaction delivered again and again."""
    eve = office.discord.person("Eve")
    form = (await office.discord.command(eve, "townhall-link", channel=office.place)).modal
    assert form is not None
    sent = await office.discord.submit(eve, form, {"email": "ana@example.com"})
    assert "One more step" in sent.text
    office.discord.replay(sent, times=10)
    await asyncio.sleep(0.1)
    first = await office.db.read(lambda tx: linking.request_of(tx, 1))
    assert first is not None
    assert await office.db.read(lambda tx: linking.request_of(tx, 2)) is None


@pytest.mark.parametrize("guild", [None, 1])
def test_payloads_with_nulls_and_unknown_fields_are_taken_as_they_come(guild: int | None) -> None:
    """T72, T05: a direct message has no member; what Discord adds tomorrow is passed over."""
    suite, company = Suite(BOTS), Company(("1",))
    for kind, data in SHAPES:
        told_ = Told(kind, data, guild)
        event = incoming.event(told_, company, suite)  # type: ignore[arg-type]
        assert event is None or isinstance(event, (Command, MessageAction, Press, Submit))


class Told:
    """An interaction as discord.py would hand it on."""

    def __init__(self, kind: discord.InteractionType, data: Mapping[str, Any] | None, guild: int | None) -> None:
        self.type, self.data, self.guild_id, self.id = kind, data, guild, 5
        self.channel_id, self.channel, self.message = 7, None, None
        self.user = discord.Object(9)
        self.user.bot = False  # type: ignore[attr-defined]
        self.locale = discord.Locale.dutch


K = discord.InteractionType
SHAPES: list[tuple[discord.InteractionType, Mapping[str, Any] | None]] = [
    (K.application_command, None),
    (K.application_command, {"name": "home", "options": None, "new": {"a": 1}}),
    (K.application_command, {"name": "nobody", "type": 3, "target_id": "1", "resolved": None}),
    (
        K.application_command,
        {"name": "x", "type": 3, "target_id": "1", "resolved": {"messages": {"1": {"author": None}}}},
    ),
    (K.application_command, {"name": "x", "type": 99}),
    (K.component, {"custom_id": "home.refresh:0", "values": None}),
    (K.component, {"custom_id": None, "component_type": 77}),
    (K.modal_submit, {"custom_id": "a.b:0", "components": None}),
    (K.modal_submit, {"custom_id": "a.b:0", "components": [{"type": 18, "component": None}, {"type": 99}]}),
    (K.ping, None),
]
