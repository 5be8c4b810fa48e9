"""The loopback Web API keeps state and rules: tokens, scopes, membership, pages, files, hashes, limits, faults."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from . import Person, SlackServer
from .tiny_bot import FORM, card, web_client

pytestmark = pytest.mark.wire


class Place:
    def __init__(self, slack: SlackServer) -> None:
        self.slack, self.client = slack, web_client(slack)
        self.ana: Person = slack.person("U0ANA", "Ana Vos", "ana@example.com", "nl-NL")
        self.support = slack.channel("C0SUPPORT", "support", [self.ana])


@pytest.fixture
async def place() -> AsyncIterator[Place]:
    async with SlackServer() as slack:
        yield Place(slack)


def error_of(refused: pytest.ExceptionInfo[SlackApiError]) -> str:
    return str(refused.value.response["error"])


async def test_tokens(place: Place) -> None:
    async def asks(token: str, method: str) -> str:
        with pytest.raises(SlackApiError) as refused:
            await AsyncWebClient(token, base_url=place.slack.base_url).api_call(method)
        return error_of(refused)

    assert await asks("xoxb-stranger", "auth.test") == "invalid_auth"
    assert await asks(place.slack.bot_token, "apps.connections.open") == "not_allowed_token_type"
    assert await asks(place.slack.app_token, "auth.test") == "not_allowed_token_type"
    assert await asks(place.slack.bot_token, "chat.postmessage") == "unknown_method"
    place.slack.violations.clear()
    place.slack.revoked = "account_inactive"
    assert await asks(place.slack.bot_token, "auth.test") == "account_inactive"


async def test_scopes() -> None:
    async with SlackServer(scopes={"chat:write"}) as slack:
        slack.person("U0ANA", "Ana Vos", "ana@example.com")
        with pytest.raises(SlackApiError) as refused:
            await web_client(slack).users_lookupByEmail(email="ana@example.com")
        assert error_of(refused) == "missing_scope"
        assert refused.value.response["needed"] == "users:read.email"
        with pytest.raises(SlackApiError, match="missing_scope"):
            await web_client(slack).conversations_open(users="U0ANA")
        assert len(slack.forgive("missing_scope")) == 2


async def test_arguments(place: Place) -> None:
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        await place.client.api_call("chat.postMessage", json={"channel": "C0SUPPORT", "text": "x", "colour": "red"})
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        await place.client.api_call("users.info", json={"user": "U0ANA"})
    place.slack.violations.clear()


async def test_where_the_app_may_post(place: Place) -> None:
    place.slack.channel("C0OTHER", "other", [place.ana], app=False)
    place.slack.channel("G0SECRET", "secret", [place.ana], private=True, app=False)
    for channel, error in {"C0OTHER": "not_in_channel", "G0SECRET": "channel_not_found"}.items():
        with pytest.raises(SlackApiError) as refused:
            await place.client.chat_postMessage(channel=channel, text="Hello")
        assert error_of(refused) == error
    assert place.slack.violations == []
    await place.client.conversations_join(channel="C0OTHER")
    await place.client.chat_postMessage(channel="C0OTHER", text="Hello")
    opened = await place.client.conversations_open(users="U0ANA")
    await place.client.chat_postMessage(channel=opened["channel"]["id"], text="Hello Ana")
    assert [m.text for m in place.slack.messages(place.ana)] == ["Hello Ana"]


async def test_history_returns_the_mark_of_a_message(place: Place) -> None:
    mark = {"event_type": "townhall", "event_payload": {"key": "request:1"}}
    root = await place.client.chat_postMessage(channel="C0SUPPORT", text="One", metadata=mark)
    await place.client.chat_postMessage(channel="C0SUPPORT", text="Reply", thread_ts=root["ts"])
    await place.client.chat_postEphemeral(channel="C0SUPPORT", user="U0ANA", text="Only you")
    found = await place.client.conversations_history(channel="C0SUPPORT", include_all_metadata=True)
    assert [(m["text"], m["metadata"]) for m in found["messages"]] == [("One", mark)]
    plain = await place.client.conversations_history(channel="C0SUPPORT")
    assert "metadata" not in plain["messages"][0]
    thread = await place.client.conversations_replies(channel="C0SUPPORT", ts=root["ts"])
    assert [m["text"] for m in thread["messages"]] == ["One", "Reply"]
    await place.client.chat_delete(channel="C0SUPPORT", ts=root["ts"])
    with pytest.raises(SlackApiError, match="message_not_found"):
        await place.client.chat_update(channel="C0SUPPORT", ts=root["ts"], text="Two")


async def test_people_come_in_short_pages(place: Place) -> None:
    for number in range(7):
        place.slack.person(f"U0P{number}", f"Person {number}", guest=number == 3)
    people: list[dict[str, Any]] = []
    sizes = []
    async for page in await place.client.users_list(limit=200, include_locale=True):
        sizes.append(len(page["members"]))
        people += page["members"]
    assert sizes == [3, 6]
    assert {member["id"] for member in people} == set(place.slack.workspace.people)
    assert [m["locale"] for m in people if m["id"] == "U0ANA"] == ["nl-NL"]
    with pytest.raises(SlackApiError, match="limit_required"):
        await place.client.users_list()
    place.slack.forgive("limit_required")
    group = place.slack.group("support", "Support", [place.ana])
    listed = await place.client.usergroups_list(include_users=True)
    assert listed["usergroups"][0]["users"] == ["U0ANA"]
    assert (await place.client.usergroups_users_list(usergroup=group.id))["users"] == ["U0ANA"]
    for answer in (
        await place.client.team_info(),
        await place.client.bots_info(bot=place.slack.workspace.bot_id),
        await place.client.users_info(user="U0ANA"),
        await place.client.users_conversations(user="U0ANA", limit=100),
        await place.client.conversations_list(limit=100),
        await place.client.conversations_members(channel="C0SUPPORT"),
        await place.client.conversations_info(channel="C0SUPPORT", include_num_members=True),
    ):
        assert answer["ok"]


async def test_a_trigger_opens_one_view_within_three_seconds(place: Place) -> None:
    trigger = place.slack.new_trigger(place.ana)
    await place.client.views_open(trigger_id=trigger, view=FORM)
    late = place.slack.new_trigger(place.ana)
    place.slack.clock.skip(4)
    for name, error in {trigger: "exchanged", late: "expired", "1.2.3": "invalid"}.items():
        with pytest.raises(SlackApiError) as refused:
            await place.client.views_open(trigger_id=name, view=FORM)
        assert error_of(refused) == f"{error}_trigger_id"
    assert len(place.slack.forgive("trigger_id")) == 2


async def test_a_response_url_lives_thirty_minutes(place: Place) -> None:
    url = place.slack.response_urls.new("U0ANA", "C0SUPPORT", None)
    async with aiohttp.ClientSession() as session:
        for seconds, status in ((1790, 200), (20, 404)):
            place.slack.clock.skip(seconds)
            async with session.post(url, json={"text": "Done"}) as answer:
                assert answer.status == status
    place.slack.forgive("expired_url")
    assert [m.text for m in place.slack.ephemerals(place.ana)] == ["Done"]


async def test_three_views_on_a_stack_and_a_hash_against_races(place: Place) -> None:
    opened = await place.client.views_open(trigger_id=place.slack.new_trigger(place.ana), view=FORM)
    for _ in range(2):
        await place.client.views_push(trigger_id=place.slack.new_trigger(place.ana), view=FORM)
    with pytest.raises(SlackApiError, match="push_limit_reached"):
        await place.client.views_push(trigger_id=place.slack.new_trigger(place.ana), view=FORM)
    place.slack.forgive("push_limit_reached")
    known = {"view_id": opened["view"]["id"], "hash": opened["view"]["hash"]}
    await place.client.views_update(view=FORM, **known)
    with pytest.raises(SlackApiError, match="hash_conflict"):
        await place.client.views_update(view=FORM, **known)
    await place.client.views_publish(user_id="U0ANA", view={"type": "home", "blocks": card(open_=True)})
    home = place.slack.home(place.ana)
    assert home is not None
    assert home.buttons == ["Approve"]


async def test_a_picture_can_be_shown_after_its_type_is_known(place: Place) -> None:
    done = await place.client.files_upload_v2(content=b"\x89PNG....", filename="chart.png", title="Chart")
    shown = [{"type": "image", "slack_file": {"id": done["file"]["id"]}, "alt_text": "A chart"}]
    assert place.slack.uploads[0].content == b"\x89PNG...."
    first = await place.client.files_info(file=done["file"]["id"])
    with pytest.raises(SlackApiError, match="invalid_blocks"):
        await place.client.chat_postMessage(channel="C0SUPPORT", text="Chart", blocks=shown)
    place.slack.forgive("before files.info")
    second = await place.client.files_info(file=done["file"]["id"])
    assert (first["file"]["mimetype"], second["file"]["mimetype"]) == ("", "image/png")
    await place.client.chat_postMessage(channel="C0SUPPORT", text="Chart", blocks=shown)
    await place.client.files_upload_v2(content=b"x", filename="notes.txt", channel="C0SUPPORT", initial_comment="Notes")
    assert [m.text for m in place.slack.messages(place.support)] == ["Chart", "Notes"]


async def test_reactions_and_links(place: Place) -> None:
    said = await place.client.chat_postMessage(channel="C0SUPPORT", text="Vote")
    await place.client.reactions_add(channel="C0SUPPORT", timestamp=said["ts"], name="eyes")
    with pytest.raises(SlackApiError, match="already_reacted"):
        await place.client.reactions_add(channel="C0SUPPORT", timestamp=said["ts"], name="eyes")
    seen = await place.client.reactions_get(channel="C0SUPPORT", timestamp=said["ts"])
    assert seen["message"]["reactions"][0]["count"] == 1
    link = await place.client.chat_getPermalink(channel="C0SUPPORT", message_ts=said["ts"])
    assert said["ts"].replace(".", "") in link["permalink"]


async def test_one_post_a_second_after_a_burst() -> None:
    async with SlackServer(burst=2) as slack:
        slack.channel("C0SUPPORT", "support")
        client = web_client(slack)
        for _ in range(2):
            await client.chat_postMessage(channel="C0SUPPORT", text="x")
        with pytest.raises(SlackApiError) as refused:
            await client.chat_postMessage(channel="C0SUPPORT", text="x")
        assert refused.value.response.status_code == 429
        assert int(refused.value.response.headers["Retry-After"]) >= 1
        slack.clock.skip(1)
        await client.chat_postMessage(channel="C0SUPPORT", text="x")


async def test_faults_on_demand(place: Place) -> None:
    slack, client = place.slack, place.client
    slack.fail_next("chat.postMessage", error="internal_error")
    slack.fail_next("chat.postMessage", status=500)
    slack.fail_next("chat.postMessage", status=500, effect=True)
    for _ in range(3):
        with pytest.raises(SlackApiError):
            await client.chat_postMessage(channel="C0SUPPORT", text="Lost answer")
    assert [m.text for m in slack.messages(place.support)] == ["Lost answer"]
    client.retry_handlers.append(AsyncRateLimitErrorRetryHandler(max_retry_count=2))
    slack.fail_next("chat.postMessage", retry_after=0, times=2)
    await client.chat_postMessage(channel="C0SUPPORT", text="At last")
    slack.fail_next("chat.update", reset=True)
    last = slack.messages(place.support)[-1]
    await client.chat_update(channel="C0SUPPORT", ts=last.ts, text="Again")
    assert [m.text for m in slack.messages(place.support)] == ["Lost answer", "Again"]
