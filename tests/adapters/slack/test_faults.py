"""What goes wrong between Slack and us: nothing acknowledged is lost, nothing happens twice, and people are told."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from adapters import health
from adapters.slack.client import SlackChat
from adapters.status import look
from adapters.status import told as told_status
from bots.chat import Send
from bots.sending import plan
from core.desk import lines, telling
from core.people.models import Grant
from tests.adapters.slack.office import Office, office
from tests.adapters.slack.small import SEEN, card
from tests.lite import FRIDAY
from tests.wire.slack import payloads

pytestmark = pytest.mark.wire
ZONE = "Europe/Amsterdam"


async def tell(here: Office, to: str, key: str) -> None:
    await here.db.write(lambda tx: plan(tx, Send(to, card.full, here.ids["U0ANA"], "small", "urgent", key), key))
    await here.settles()


@pytest.mark.parametrize("first_arrived", [True, False])
async def test_an_event_sent_four_times_has_its_effect_once(here: Office, first_arrived: bool) -> None:
    """T08: whether the first delivery was lost or not, and whatever the retry header says."""
    slack = here.slack
    body = {
        "type": "message", "user": here.ana.id, "text": "Hello", "channel": here.support.id, "channel_type": "channel",
        "ts": "1700000000.000100", "event_ts": "1700000000.000100", "team": "T0TOWNHALL",
    }  # fmt: skip
    event = payloads.event(slack, body)
    for attempt in range(0 if first_arrived else 1, 4):
        ack = await slack.send("events_api", event, attempt=attempt, reason="timeout" if attempt else "")
        assert not ack.late
        await here.settles()
    assert [said.message for said in SEEN.said] == [f"slack:T0TOWNHALL/{here.support.id}/1700000000.000100"]


async def test_a_form_sent_twice_counts_once(here: Office) -> None:
    """T03: the same submission delivered again closes the form and changes nothing."""
    slack, ana = here.slack, here.ana
    await here.types(ana, "/smallcard")
    await here.presses(ana, here.last(ana), "Say…")
    view = slack.modal(ana)
    await here.submits(ana, text="once")
    count = len(slack.messages(ana)) + len(slack.ephemerals(ana))
    payload = payloads.interaction(slack, ana, "view_submission")
    shape = payloads.in_view(slack, view)["view"]
    for _time in range(2):
        assert (await slack.send("interactive", {**payload, "response_urls": [], "view": shape})).errors == {}
        await here.settles()
    assert len(slack.messages(ana)) + len(slack.ephemerals(ana)) <= count + 1
    assert "once" in slack.messages(ana)[0].words


async def test_what_is_acknowledged_is_kept_though_telling_it_fails(here: Office) -> None:
    """T21: everything after the acknowledgement goes wrong; the click has counted, and the card says so later."""
    ana = here.ana
    await here.types(ana, "/smallcard")
    stood = here.last(ana)
    for method in ("chat.update", "chat.postMessage", "response_url"):
        if method != "response_url":
            here.slack.fail_next(method, error="fatal_error", times=4)
    await here.presses(ana, stood, "Count")
    for _time in range(4):
        await here.passes(minutes=10)
    assert "counted to 1" in stood.words
    assert len(here.slack.messages(here.mark)) == 1


@pytest.mark.parametrize(
    "trouble", [{"status": 500, "times": 3}, {"status": 503, "times": 3}, {"reset": True, "times": 2}]
)
async def test_a_burst_of_failures_during_an_edit_ends_in_the_newest_state(
    here: Office, trouble: dict[str, Any]
) -> None:
    """T21, T09: 5xx and cut connections in the middle of an edit, with the effect or without it."""
    ana = here.ana
    await here.types(ana, "/smallcard")
    stood = here.last(ana)
    for effect in (False, True):
        here.slack.fail_next("chat.update", effect=effect, **trouble)
        await here.presses(ana, stood, "Count")
        await here.passes(minutes=2)
        await here.passes(minutes=5)
    assert "counted to 2" in stood.words
    assert len(here.slack.messages(ana)) == 1


async def test_an_hour_of_rate_limits_loses_nothing_and_gives_nothing_up(on_socket: Office) -> None:
    """T20, T21: asked to wait twenty times, each message still arrives, once and in order."""
    here = on_socket
    here.slack.fail_next("chat.postMessage", retry_after=120, times=20)
    for number in range(3):
        await tell(here, f"person:{here.ids['U0MARK']}", f"limited{number}")
    for _time in range(25):
        await here.passes(seconds=121)
    assert len(here.slack.messages(here.mark)) == 3
    outcomes = [told.outcome for told in await here.db.read(telling.lately)]
    assert outcomes == ["sent"] * 3


@pytest.mark.parametrize("error", ["token_revoked", "account_inactive", "invalid_auth"])
async def test_a_revoked_token_stops_the_calls_and_everything_waits_for_a_new_one(
    on_socket: Office, error: str
) -> None:
    """T21: no call while it is known to be useless, nothing given up, and all of it arrives when Slack takes it again."""
    here = on_socket
    here.slack.revoked = error
    for number in range(4):
        await tell(here, f"person:{here.ids['U0MARK']}", f"cut{number}")
    assert len([refused for refused in here.slack.refusals if refused == ("chat.postMessage", error)]) == 1
    (line,) = await here.db.read(lines.cut_off)
    assert (line.platform, line.why, line.since) == ("slack", error, FRIDAY)
    assert "Slack lets Townhall in no longer since Fri 20 Nov 09:00" in told_status(await here.db.read(look), ZONE)[0]
    assert (await here.db.read(health.look))["cut_off"] == 1
    for _time in range(3):
        await here.passes(minutes=11)
    here.slack.revoked = None
    await here.passes(minutes=11)
    await here.passes(minutes=11)
    assert len(here.slack.messages(here.mark)) == 4
    assert here.chat.connection.web.cut_off == ""
    assert await here.db.read(lines.cut_off) == []


async def test_an_app_that_is_removed_goes_silent_at_once(on_socket: Office) -> None:
    """T21: Slack says so itself."""
    here = on_socket
    await here.slack.delivery.deliver("events_api", payloads.event(here.slack, {"type": "app_uninstalled"}))
    await here.settles()
    await tell(here, f"person:{here.ids['U0MARK']}", "silent")
    assert here.slack.calls("chat.postMessage") == []
    revoked = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": ["U0"]}, "event_ts": "1.1"}
    await here.slack.delivery.deliver("events_api", payloads.event(here.slack, revoked))
    await here.passes(minutes=11)
    assert len(here.slack.messages(here.mark)) == 1


async def test_an_answer_that_was_under_way_when_slack_cut_us_off_does_not_say_that_it_takes_us_again(
    on_socket: Office,
) -> None:
    """T21: the call had been carried out before; its answer comes after Slack has said that the app was removed."""
    here, web_api = on_socket, on_socket.slack.web_api
    web_api.held["chat.postMessage"] = asyncio.Event()
    told = asyncio.create_task(tell(here, f"person:{here.ids['U0MARK']}", "under_way"))
    while not here.slack.messages(here.mark):
        await asyncio.sleep(0.01)
    await here.slack.delivery.deliver("events_api", payloads.event(here.slack, {"type": "app_uninstalled"}))
    web_api.held.pop("chat.postMessage").set()
    await told
    assert here.chat.connection.web.cut_off == "account_inactive"
    assert [line.why for line in await here.db.read(lines.cut_off)] == ["account_inactive"]


async def test_a_person_who_was_switched_off_in_slack_is_no_ones_trouble_twice(on_socket: Office) -> None:
    """T21, T72: the account is closed; what was for them is given up, and the admin hears it once."""
    here = on_socket
    await here.db.write(lambda tx: tx.add(Grant(person_id=here.ids["U0MARK"], role="admin")))
    here.noor.deleted = True
    for number in range(3):
        await tell(here, f"person:{here.ids['U0NOOR']}", f"gone{number}")
    await here.passes(hours=2)
    assert len([one for one in here.slack.messages(here.mark) if "could not be delivered" in one.words]) == 1


async def test_an_error_of_ours_is_told_with_a_reference_and_changes_nothing(here: Office) -> None:
    """The person hears it at once; the reference leads to the log."""
    SEEN.slow = "no number"
    ack = await here.types(here.ana, "/slow", here.support)
    assert "Something went wrong on our side" in ack.text
    SEEN.slow = 0.0


@pytest.mark.parametrize("reason", ["warning", "refresh_requested"])
async def test_slack_asks_for_a_new_connection_in_the_middle_of_the_work(on_socket: Office, reason: str) -> None:
    """What Slack sends again because its acknowledgement got lost in the exchange has its effect once (T08)."""
    here, line = on_socket, on_socket.slack.socket_mode
    opened = line.opened
    await line.disconnect(reason)
    for _time in range(3):
        await here.slack.says(here.ana, here.slack.dm(here.ana), "smallcard")
        await here.settles()
    while line.opened == opened:
        await asyncio.sleep(0.02)
    await here.types(here.ana, "/smallcard")
    assert sum(bool(message.blocks) for message in here.slack.messages(here.ana)) == 4


async def test_two_connections_share_the_work_and_do_it_once(tmp_path: Path) -> None:
    """T03, T08: Slack sends each thing to one of them, and now and then to both."""
    async with office(tmp_path) as here:
        slack = here.slack
        second = SlackChat(here.app, slack.bot_token, slack.app_token, base_url=slack.base_url)
        await second.start()
        try:
            while len(slack.socket_mode.connections) < 2:
                await asyncio.sleep(0.01)
            for _time in range(6):
                await slack.command(here.ana, "/smallcard")
            payload = payloads.command(slack, here.ana, "/smallcard", "", slack.dm(here.ana))
            for _time in range(4):
                await slack.send("slash_commands", payload)
            await second.settled()
            await here.settles()
            assert len(slack.messages(here.ana)) == 7
        finally:
            await second.stop()
