"""The loopback Slack proves itself: a tiny Bolt bot lives in it, and what Slack refuses is refused."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from . import ClientRefused, Conversation, Person, SlackServer
from .tiny_bot import running, tiny_bot, web_client

pytestmark = pytest.mark.wire


class Company:
    """A workspace with Ana, Bo, a channel, and the tiny bot."""

    def __init__(self, slack: SlackServer) -> None:
        self.slack = slack
        self.heard: list[str] = []
        self.gate = asyncio.Event()
        self.ana: Person = slack.person("U0ANA", "Ana Vos", "ana@example.com", "nl-NL")
        self.bo: Person = slack.person("U0BO", "Bo Jansen", "bo@example.com")
        self.support: Conversation = slack.channel("C0SUPPORT", "support", [self.ana, self.bo])


@pytest.fixture
async def company() -> AsyncIterator[Company]:
    async with SlackServer("T0EXAMPLE") as slack:
        here = Company(slack)
        async with running(slack, tiny_bot(web_client(slack), heard=here.heard, gate=here.gate)):
            yield here


async def test_a_request_from_command_to_approval(company: Company) -> None:
    slack, ana, bo = company.slack, company.ana, company.bo
    ack = await slack.command(ana, "/timeoff", "24 nov", channel=company.support)
    assert (ack.late, ack.payload) == (False, {})
    assert slack.modal(ana).title == "Time off"

    ack = await slack.submit(ana, answers={"First day": "2026-11-01", "why": "rest"})
    assert ack.errors == {"first_day": "That day is over"}
    assert slack.modal(ana).errors == ack.errors

    await slack.submit(ana, answers={"first_day": "2026-11-24"})
    assert slack.views(ana) == []
    (card,) = slack.messages(company.support)
    assert card.buttons == ["Approve"]

    await slack.press(bo, card, "Approve")
    assert (card.text, card.buttons) == ("Approved", [])
    with pytest.raises(ClientRefused):
        await slack.press(bo, card, "Approve")


async def test_a_click_on_an_old_screen_still_arrives(company: Company) -> None:
    slack = company.slack
    await slack.command(company.ana, "/timeoff")
    await slack.submit(company.ana, answers={"first_day": "2026-11-24", "why": "rest"})
    (card,) = slack.messages(company.support)
    old = card.as_drawn()
    await slack.press(company.bo, card, "timeoff.approve:1")
    await slack.press(company.bo, old, "timeoff.approve:1")
    assert len(slack.calls("chat.update")) == 2


async def test_the_client_keeps_an_incomplete_form(company: Company) -> None:
    await company.slack.command(company.ana, "/timeoff")
    with pytest.raises(ClientRefused, match="required"):
        await company.slack.submit(company.ana, answers={"first_day": "2026-11-24"})
    with pytest.raises(ClientRefused, match="does not have this view"):
        await company.slack.submit(company.bo, company.slack.modal(company.ana))


async def test_an_answer_in_the_acknowledgement_is_for_one_person(company: Company) -> None:
    slack = company.slack
    ack = await slack.command(company.ana, "/timeoff", "balance", channel=company.support)
    assert ack.text == "12 days"
    (seen,) = slack.ephemerals(company.ana)
    assert seen.text == "12 days"
    assert slack.ephemerals(company.bo) == []
    assert slack.messages(company.support) == []
    with pytest.raises(ClientRefused, match="somebody else's"):
        await slack.press(company.bo, seen, "anything")


async def test_a_response_url_takes_five_uses(company: Company) -> None:
    await company.slack.command(company.ana, "/timeoff", "flood")
    assert [m.text for m in company.slack.ephemerals(company.ana)] == [f"line {n}" for n in range(5)]
    company.slack.forgive("used_url")


async def test_silence_is_noticed(company: Company) -> None:
    company.slack.ack_seconds = 0.2
    ack = await company.slack.command(company.ana, "/timeoff", "silence")
    assert ack.late
    company.slack.forgive("/timeoff was not acknowledged")


async def test_home_and_the_same_event_twice(company: Company) -> None:
    slack = company.slack
    first = await slack.home_opened(company.ana)
    home = slack.home(company.ana)
    assert home is not None
    assert "Ana asks" in home.words
    again = await slack.redeliver(first.event_id)
    assert (again.late, again.attempts) == (False, 2)
    assert company.heard == [first.event_id] * 2


async def test_events_survive_a_cut_connection(company: Company) -> None:
    slack = company.slack
    for cut in (slack.drop_connection, lambda: slack.socket_mode.disconnect("refresh_requested")):
        opened = slack.socket_mode.opened
        await cut()
        await slack.says(company.ana, slack.dm(company.ana), "hello?")
        assert slack.socket_mode.opened >= opened
    assert company.heard == ["hello?", "hello?"]


async def test_an_event_whose_acknowledgement_is_lost_comes_again(company: Company) -> None:
    slack = company.slack
    saying = asyncio.create_task(slack.says(company.ana, slack.dm(company.ana), "wait"))
    while not company.heard:
        await asyncio.sleep(0.01)
    await slack.drop_connection()
    company.gate.set()
    await saying
    assert company.heard == ["wait", "wait"]


async def test_a_message_in_a_channel_is_heard_only_with_its_scope() -> None:
    async with SlackServer(scopes={"chat:write", "im:history"}) as slack:
        ana = slack.person("U0ANA", "Ana Vos")
        support = slack.channel("C0SUPPORT", "support", [ana])
        heard: list[str] = []
        async with running(slack, tiny_bot(web_client(slack), heard=heard)):
            await slack.says(ana, support, "not for the bot")
            await slack.says(ana, slack.dm(ana), "for the bot")
            with pytest.raises(ClientRefused, match="app_mentions:read"):
                await slack.mention(ana, support, "hello")
        assert heard == ["for the bot"]


@pytest.mark.parametrize("name", ["/leave", "/who", "/status"])
async def test_slacks_own_commands_belong_to_slack(company: Company, name: str) -> None:
    assert (await company.slack.command(company.ana, name)).late
    company.slack.forgive("belongs to Slack itself")


async def test_a_broken_rule_fails_the_test_that_broke_it() -> None:
    with pytest.raises(AssertionError, match="belongs to Slack itself"):
        async with SlackServer() as slack:
            await slack.command(slack.person("U0ANA", "Ana Vos"), "/leave")


def test_ids_must_look_like_slacks() -> None:
    with pytest.raises(ValueError, match="does not look like"):
        SlackServer().person("ana", "Ana Vos")
