"""Proof of the clock and the state: answers once and in time, tokens that die, closed doors, limits, the socket."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
import discord as dpy
import pytest

from . import DiscordServer
from .raw import Raw
from .sample import CARD, FORM, Bot, running

pytestmark = pytest.mark.wire


async def test_one_first_answer_and_follow_ups_only_after_it(raw: Raw) -> None:
    waiting = await raw.asks()
    follow_up = f"/webhooks/{raw.server.application_id}/{raw.token()}"
    assert (await raw.ask("POST", follow_up, {"content": "Too early"}))[1]["code"] == 10015
    assert (await raw.ask("PATCH", f"{follow_up}/messages/@original", {"content": "."}))[1]["code"] == 10015
    raw.refused(10015, times=2)
    assert (await raw.answer(5, {"flags": 64}))[0] == 204
    answer = await waiting
    assert (answer.kind, answer.ephemeral, answer.message) == ("deferred", True, None)
    assert [one.interaction_id for one in raw.server.thinking] == [answer.interaction_id]
    assert (await raw.answer(4, {"content": "Again"}))[1]["code"] == 40060
    raw.refused(40060)
    status, completed = await raw.ask("POST", follow_up, {"content": "Done"})
    assert (status, completed["flags"] & 64) == (200, 64)
    assert (await raw.server.finished(answer)).id == int(completed["id"])
    assert raw.server.thinking == []
    raw.server.passes(15 * 60)
    assert (await raw.ask("PATCH", f"{follow_up}/messages/@original", {"content": "Late"}))[1]["code"] == 10015
    raw.refused(10015)


async def test_an_answer_after_three_seconds_finds_no_interaction(raw: Raw) -> None:
    raw.server.acts.patience = 0.05
    waiting = await raw.asks()
    with pytest.raises(AssertionError, match="did not respond"):
        await waiting
    raw.server.passes(3)
    assert (await raw.answer(4, {"content": "Sorry"}))[1]["code"] == 10062
    raw.refused(10062)


async def test_the_same_nonce_is_the_same_message(raw: Raw) -> None:
    body = {"content": "Once", "nonce": "job-12", "enforce_nonce": True}
    first, second = await raw.post(body), await raw.post(body)
    assert first[1]["id"] == second[1]["id"]
    assert [m.content for m in raw.server.messages(raw.place)] == ["Once"]


async def test_direct_messages_open_slowly_and_never_to_strangers(raw: Raw) -> None:
    people = [raw.server.person(f"Person {n}") for n in range(11)]
    answers = [await raw.ask("POST", "/users/@me/channels", {"recipient_id": str(p.id)}) for p in people]
    assert [status for status, _ in answers] == [200] * 10 + [400]
    assert answers[-1][1]["code"] == 40003
    raw.refused(40003)
    raw.server.says(people[0], raw.server.dm(people[0]), "Hello")
    assert (await raw.post({"content": "Hello"}, raw.server.dm(people[0])))[0] == 200
    status, stranger = await raw.ask("POST", f"/channels/{answers[1][1]['id']}/messages", {"content": "Hello"})
    assert (status, stranger["code"]) == (403, 50007)


async def test_threads_that_are_locked_or_already_there(raw: Raw) -> None:
    _, message = await raw.post({"content": "Case"})
    address = f"/channels/{raw.place.id}/messages/{message['id']}/threads"
    assert (await raw.ask("POST", address, {"name": "x" * 101}))[1]["code"] == 50035
    assert (await raw.ask("POST", address, {"name": "Case", "auto_archive_duration": 61}))[1]["code"] == 50035
    raw.refused(50035, times=2)
    assert (await raw.ask("POST", address, {"name": "Case"}))[0] == 201
    assert (await raw.ask("POST", address, {"name": "Case"}))[1]["code"] == 160004
    (thread,) = raw.server.threads(raw.place)
    raw.server.archives(thread)
    assert (await raw.post({"content": "Wakes it"}, thread))[0] == 200
    raw.server.archives(thread, locked=True)
    assert (await raw.post({"content": "Cannot"}, thread))[1]["code"] == 50083


async def test_a_button_is_pressed_by_who_sees_it_as_it_stands(raw: Raw) -> None:
    secret = raw.server.channel("hr", members=[raw.ana])
    await raw.post(CARD, secret)
    (card,) = raw.server.messages(secret)
    with pytest.raises(AssertionError, match="Bo does not see"):
        await raw.server.press(raw.bo, card, "Approve")
    await raw.ask("PATCH", f"/channels/{secret.id}/messages/{card.id}", {"components": []})
    with pytest.raises(AssertionError, match="Approve"):
        await raw.server.press(raw.ana, card, "Approve")


async def test_a_form_takes_what_its_fields_take(raw: Raw) -> None:
    waiting = await raw.asks()
    await raw.answer(9, FORM)
    modal = (await waiting).modal
    assert modal is not None
    for wrong in (
        {},
        {"when": ""},
        {"when": "x", "kind": ["sick"]},
        {"when": "x" * 101, "kind": ["care"]},
        {"other": "x"},
    ):
        with pytest.raises(AssertionError):
            await raw.server.submit(raw.ana, modal, wrong)
    with pytest.raises(AssertionError, match="did not open for Bo"):
        await raw.server.submit(raw.bo, modal, {"when": "x", "kind": ["care"]})


async def test_a_form_takes_files_that_the_bot_can_fetch(raw: Raw) -> None:
    upload = {"type": 18, "label": "Receipt", "component": {"type": 19, "custom_id": "receipt", "max_values": 2}}
    waiting = await raw.asks()
    assert (await raw.answer(9, {"custom_id": "claim", "title": "Claim", "components": [upload]}))[0] == 204
    modal = (await waiting).modal
    assert modal is not None
    sending = asyncio.create_task(raw.server.submit(raw.ana, modal, {"receipt": [("bill.pdf", b"%PDF")]}))
    await asyncio.sleep(0)
    (sent,) = list(raw.server.acts.payloads.values())[-1]["data"]["resolved"]["attachments"].values()
    assert await (await raw.session.get(sent["url"])).read() == b"%PDF"
    assert (await raw.answer(4, {"content": "Received"}))[0] == 204
    assert (await sending).text == "Received"


async def test_too_many_requests_carry_what_a_client_needs_to_wait(raw: Raw) -> None:
    raw.server.limits.rate = 2
    answers = [await raw.post({"content": str(n)}) for n in range(3)]
    assert [status for status, _ in answers] == [200, 200, 429]
    assert 0 < answers[-1][1]["retry_after"] <= raw.server.limits.per
    assert raw.server.rest.invalid == 1


async def test_unknown_routes_tokens_and_hosts(raw: Raw) -> None:
    assert (await raw.ask("GET", "/channels/1/secrets"))[0] == 404
    raw.refused(0)
    raw.server.token = "other"
    assert (await raw.ask("GET", "/users/@me"))[0] == 401
    with pytest.raises(aiohttp.ClientConnectorError):
        await raw.session.get("https://example.org/")
    (looked,) = raw.server.take_violations()
    assert "example.org" in looked.message


async def test_leaving_with_a_violation_fails_the_test() -> None:
    with pytest.raises(AssertionError, match="Must be 2000 or fewer"):
        async with DiscordServer() as server, aiohttp.ClientSession(connector=server.connector()) as session:
            await Raw(server, session).post({"content": "x" * 2001})


async def test_a_wrong_token_and_an_intent_that_was_not_approved() -> None:
    async with DiscordServer() as discord:
        wrong = Bot(discord, [])
        with pytest.raises(dpy.LoginFailure):
            await wrong.start("wrong")
        await wrong.close()
        with pytest.raises(dpy.PrivilegedIntentsRequired):
            async with running(discord, members=True):
                pass


async def test_members_arrive_in_chunks_and_join_and_leave() -> None:
    async with DiscordServer(privileged={"members"}) as discord:
        ana = discord.person("Ana", roles=["Lead"])
        async with running(discord, members=True) as bot:
            guild = bot.get_guild(discord.guild_id)
            assert guild is not None
            assert {"ana", "townhall"} <= {member.name.lower() for member in guild.members}
            assert [role.name for role in guild.get_member(ana.id).roles[1:]] == ["Lead"]  # type: ignore[union-attr]
            cas = discord.joins("Cas")
            await discord.until(lambda: guild.get_member(cas.id))
            discord.leaves(cas)
            await discord.until(lambda: guild.get_member(cas.id) is None)
            assert [member.id async for member in guild.fetch_members(limit=5)]
            assert [m.id for m in await guild.query_members("an")] == [ana.id]


async def test_words_of_others_stay_hidden_without_the_content_intent() -> None:
    async with DiscordServer() as discord:
        ana = discord.person("Ana")
        async with running(discord) as bot:
            discord.says(ana, discord.general, "Between us")
            discord.says(ana, discord.general, f"Hello <@{discord.bot_id}>")
            await discord.until(lambda: len(bot.heard) == 2)
            assert [m.content for m in bot.heard] == ["", f"Hello <@{discord.bot_id}>"]


async def test_the_client_waits_out_ordered_failures() -> None:
    async with DiscordServer() as discord:
        async with running(discord) as bot:
            channel: Any = bot.get_channel(discord.general.id)
            discord.fail_next("POST /channels/*/messages", 429, times=2, retry_after=0.05, scope="shared")
            await channel.send("Once")
            discord.fail_next("POST /channels/*/messages", 403, code=50013)
            with pytest.raises(dpy.Forbidden):
                await channel.send("Twice")
            await asyncio.gather(*(channel.send(str(n)) for n in range(30)))
        assert len(discord.messages(discord.general)) == 31
        assert not discord.rest.drift.keys() & {"POST /channels/{channel_id}/messages"}
