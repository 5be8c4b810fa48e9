"""Slack over HTTP: the real verifier believes our signatures and nobody else's; the same story runs there (T01)."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_sdk.signature import SignatureVerifier

from . import SignedPost, SlackServer, signature, signed_headers
from .state import Clock
from .tiny_bot import tiny_bot, web_client

pytestmark = pytest.mark.wire
SECRET = "a-signing-secret-of-the-tests"


@pytest.fixture
async def slack() -> AsyncIterator[SlackServer]:
    """The bot behind a URL of its own, and Slack posting to it."""
    async with SlackServer() as slack:
        bolt = tiny_bot(web_client(slack), secret=SECRET)

        async def events(request: web.Request) -> web.Response:
            return await to_aiohttp_response(await bolt.async_dispatch(await to_bolt_request(request)))

        app = web.Application()
        app.router.add_post("/slack/events", events)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        slack.delivery = SignedPost(f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events", SECRET)
        yield slack
        await runner.cleanup()


def test_a_signature_convinces_the_real_verifier() -> None:
    body, at = b"token=t&text=24+nov", int(Clock().now())
    verifier = SignatureVerifier(SECRET)
    assert verifier.is_valid(body, str(at), signature(SECRET, body, at))
    assert not verifier.is_valid(body + b"x", str(at), signature(SECRET, body, at))
    assert not verifier.is_valid(body, str(at), signature(SECRET + "x", body, at))


@pytest.mark.parametrize("seconds", [-301, 301])
async def test_a_signature_lives_five_minutes(slack: SlackServer, seconds: int) -> None:
    assert isinstance(slack.delivery, SignedPost)
    body = b"command=%2Ftimeoff"
    old = signed_headers(SECRET, body, int(Clock().now()) + seconds)
    assert (await slack.delivery.post(body, old))[0] == 401
    assert (await slack.delivery.post(body, {}))[0] == 401


async def test_the_same_story_over_http(slack: SlackServer) -> None:
    ana = slack.person("U0ANA", "Ana Vos")
    support = slack.channel("C0SUPPORT", "support", [ana])
    await slack.command(ana, "/timeoff", channel=support)
    ack = await slack.submit(ana, answers={"first_day": "2026-11-01", "why": "rest"})
    assert list(ack.errors) == ["first_day"]
    await slack.submit(ana, answers={"first_day": "2026-11-24"})
    (card,) = slack.messages(support)
    await slack.press(ana, card, "Approve")
    assert card.text == "Approved"
    assert (await slack.command(ana, "/timeoff", "balance")).text == "12 days"
    first = await slack.home_opened(ana)
    assert not (await slack.redeliver(first.event_id)).late


async def test_silence_over_http_is_noticed(slack: SlackServer) -> None:
    """Bolt answers 404 at once when no listener acknowledged."""
    assert (await slack.command(slack.person("U0ANA", "Ana Vos"), "/timeoff", "silence")).late
    slack.forgive("was not acknowledged")
