"""Trouble: stale and double clicks, late units, lost answers, rate limits, cut connections, refusals."""

import asyncio

import pytest

from adapters.slack import NotReady, SlackChat
from bots.chat import Failed, Gone, Send
from bots.load import Load
from bots.sending import plan
from core.desk import live, telling
from tests.adapters.slack.office import Office
from tests.adapters.slack.small import SEEN, card
from tests.wire.slack import payloads

pytestmark = pytest.mark.wire


async def test_a_stale_click_shows_what_is_and_does_nothing(here: Office) -> None:
    """T12: the second of two clicks on one card."""
    ana = here.ana
    await here.types(ana, "/smallcard")
    stood = here.last(ana)
    old = stood.as_drawn()
    await here.presses(ana, stood, "Count")
    await here.presses(ana, old, "Count")
    assert "counted to 1" in stood.words
    assert here.passing(ana).text == "It is 1 already."


async def test_a_stale_click_on_a_private_message(here: Office) -> None:
    """T12: what only one person sees answers kindly too, and stays as it is."""
    ana = here.ana
    await here.types(ana, "/timeoff 24 nov", here.support)
    preview = here.passing(ana)
    old = preview.as_drawn()
    await here.presses(ana, preview, "Request")
    drawn = preview.words
    await here.presses(ana, old, "Request")
    assert preview.words == drawn
    assert len(here.slack.messages(here.mark)) == 1
    assert len(here.slack.ephemerals(ana)) == 2


async def test_the_same_click_delivered_twice_counts_once(here: Office) -> None:
    """T03: one trigger id, two deliveries."""
    slack, ana = here.slack, here.ana
    await here.types(ana, "/smallcard")
    stood = here.last(ana)
    block = next(b for b in stood.blocks if b["type"] == "actions")
    payload = payloads.interaction(slack, ana, "block_actions") | payloads.in_message(slack, ana, stood)
    payload |= {"actions": [payloads.action(slack, block, block["elements"][0], {})], "state": {"values": {}}}
    for _time in range(2):
        await slack.send("interactive", payload)
        await here.settles()
    assert "counted to 1" in stood.words


async def test_a_late_message_comes_after_the_acknowledgement(here: Office) -> None:
    """T07: work that takes longer than may be waited is acknowledged in time, and what it gave comes all the same."""
    here.chat.wait_seconds, SEEN.slow = 0.05, 0.3
    ack = await here.types(here.ana, "/slow", here.support)
    assert ack.payload == {}
    assert not ack.late
    assert "At last" in here.passing(here.ana).words


async def test_a_late_form_becomes_a_button(here: Office) -> None:
    """T07: a trigger that has gone cold opens nothing; a button does, with what was filled in."""
    here.chat.wait_seconds, SEEN.slow = 0.05, 0.3
    ana = here.ana
    await here.types(ana, "/slow form", here.support)
    assert here.slack.views(ana) == []
    await here.presses(ana, here.passing(ana), "Open form…")
    assert here.slack.modal(ana).blocks[0]["element"]["initial_value"] == "begun"


async def test_a_late_press_and_a_late_form_answer_afterwards(here: Office) -> None:
    """T07: the notice comes over the response URL; a form that was late has closed, its errors come by DM."""
    ana = here.ana
    await here.types(ana, "/figures")
    await here.types(ana, "/smallcard")
    figures, stood = here.slack.messages(ana)
    here.chat.wait_seconds, SEEN.slow = 0.05, 0.3
    await here.presses(ana, figures, "Slow")
    assert here.passing(ana).text == "At last a notice"
    await here.presses(ana, stood, "Say…")
    await here.submits(ana, text="no")
    assert here.slack.views(ana) == []
    assert "Not that." in here.last(ana).text
    SEEN.slow = 0.0
    here.chat.wait_seconds = 2.0
    await here.presses(ana, here.slack.messages(ana)[-2], "Change…")
    assert here.slack.modal(ana).blocks[0]["element"]["initial_value"] == "no"


async def test_a_cold_trigger_becomes_a_button_too(here: Office) -> None:
    ana = here.ana
    here.slack.fail_next("views.open", error="expired_trigger_id")
    await here.types(ana, "/timeoff", here.support)
    await here.presses(ana, here.passing(ana), "Open form…")
    assert here.slack.modal(ana).title == "Time off"


async def test_who_clicks_while_it_is_too_busy_reads_so_at_once_and_can_do_it_again(here: Office) -> None:
    """T20: a command in a channel and a press are turned away in a private line; a form that was filled in is not."""
    ana, busy = here.ana, "It is very busy at this moment. Nothing was done yet"
    await here.types(ana, "/smallcard")
    stood = here.last(ana)
    await here.presses(ana, stood, "Say…")
    here.app.load = Load(late_seconds=-1, many=0)
    ack = await here.types(ana, "/timeoff 24 nov", here.support)
    assert busy in ack.text
    assert len(here.slack.ephemerals(ana)) == 1
    assert "Het is nu heel druk" in (await here.types(here.noor, "/verlof 24 nov", here.support)).text
    await here.presses(ana, stood, "Count")
    assert busy in here.passing(ana).text
    assert "counted to 0" in stood.words
    await here.submits(ana, text="said")
    assert "said" in stood.words
    here.app.load = Load()
    await here.types(ana, "/timeoff 24 nov", here.support)
    assert "24" in here.passing(ana).words


async def tell(here: Office, to: str, key: str) -> None:
    await here.db.write(lambda tx: plan(tx, Send(to, card.full, here.ids["U0ANA"], "small", "urgent", key), key))
    await here.settles()


@pytest.mark.parametrize("trouble", [{"reset": True}, {"status": 500}, {"status": 503}])
async def test_a_lost_answer_makes_no_second_message(here: Office, trouble: dict[str, int]) -> None:
    """T22: the post was carried out and its answer lost; the second attempt finds it by its mark."""
    here.slack.fail_next("chat.postMessage", effect=True, **trouble)  # type: ignore[arg-type]
    await tell(here, f"person:{here.ids['U0MARK']}", "lost")
    await here.passes(seconds=30)
    assert len(here.slack.messages(here.mark)) == 1
    assert len(here.slack.calls("conversations.history")) >= 1
    assert [told.outcome for told in await here.db.read(telling.lately)] == ["sent"]


async def test_a_reply_whose_answer_was_lost_stands_once(here: Office) -> None:
    """T22: the same for a reply to one's own command."""
    here.slack.fail_next("chat.postMessage", effect=True, reset=True)
    await here.types(here.ana, "/smallcard")
    assert len(here.slack.messages(here.ana)) == 1
    await here.presses(here.ana, here.last(here.ana), "Count")
    assert "counted to 1" in here.last(here.ana).words


async def test_a_rate_limit_is_obeyed(here: Office) -> None:
    """T20, T21: a 429 puts the message off for as long as Slack says."""
    here.slack.fail_next("chat.postMessage", retry_after=30)
    await tell(here, f"person:{here.ids['U0MARK']}", "limited")
    assert here.slack.messages(here.mark) == []
    await here.passes(seconds=20)
    assert here.slack.messages(here.mark) == []
    await here.passes(seconds=20)
    assert len(here.slack.messages(here.mark)) == 1


async def test_a_drawing_that_was_held_up_does_not_hide_a_newer_one(here: Office) -> None:
    """T09: one's own click is drawn late, after a colleague's newer one; the newest state is what stays."""
    slack, ana, mark = here.slack, here.ana, here.mark
    await here.types(ana, "/smallcard")
    await here.presses(ana, here.last(ana), "Count")
    mine, theirs = here.last(ana), here.last(mark)
    slack.fail_next("chat.update", retry_after=1)
    await slack.press(ana, mine, "Count")
    while slack.web_api.faults[-1].times:
        await asyncio.sleep(0.01)
    await here.worker.drain()
    await slack.press(mark, theirs, "Count")
    await here.worker.drain()
    await here.settles()
    assert "counted to 3" in mine.words


async def test_what_slack_refuses_for_good_is_not_tried_again(here: Office) -> None:
    """T21: archived, not in the channel, gone."""
    here.support.archived = True
    for error in ("is_archived", "not_in_channel", "channel_not_found"):
        if error != "is_archived":
            here.slack.fail_next("chat.postMessage", error=error)
        address = f"slack:T0TOWNHALL/{here.support.id}"
        drawn = await here.db.read(lambda tx: here.app.suite.draw(tx, card.of(here.ids["U0ANA"]), "person:1"))
        assert drawn
        with pytest.raises(Failed, match=error):
            await here.chat.send(address, drawn, "a mark")
    with pytest.raises(Failed, match="channel_not_found"):
        await here.chat.send(await here.chat.direct("T0TOWNHALL", "U0NOBODY"), drawn, "a mark")
    with pytest.raises(Failed, match="user_not_found"):
        await here.chat.opened("U0NOBODY")
    with pytest.raises(Failed):
        await here.chat.direct("T0OTHER", "U0ANA")
    with pytest.raises(Gone):
        await here.chat.edit(f"slack:T0TOWNHALL/{here.slack.dm(here.ana).id}/1.1", drawn)


async def test_a_removed_message_is_forgotten(here: Office) -> None:
    ana = here.ana
    await here.types(ana, "/smallcard")
    stood = here.last(ana)
    ref = f"slack:T0TOWNHALL/{stood.channel}/{stood.ts}"
    assert await here.db.read(lambda tx: live.standing_at(tx, ref))
    await here.types(ana, "/smallcard")
    stood.deleted = True
    await here.presses(ana, here.last(ana), "Count")
    assert await here.db.read(lambda tx: live.standing_at(tx, ref)) is None


async def test_a_cut_connection_comes_back_by_itself(on_socket: Office) -> None:
    here = on_socket
    line = here.slack.socket_mode
    await here.slack.drop_connection()
    await line.connected()
    await here.types(here.ana, "/smallcard")
    opened = line.opened
    await line.disconnect("refresh_requested")
    while line.opened == opened or len(line.connections) != 1:
        await asyncio.sleep(0.02)
    await here.presses(here.ana, here.last(here.ana), "Count")
    assert "counted to 1" in here.last(here.ana).words


@pytest.mark.parametrize(("bot", "app", "said"), [
    ("", "xapp-1", "bot_token"), ("  ", "xapp-1", "bot_token"), ("xoxb-1", "", "app_token"), ("xapp-1", "xoxb-1", "bot_token"),
])  # fmt: skip
async def test_a_missing_token_is_named_at_the_start(on_socket: Office, bot: str, app: str, said: str) -> None:
    """T04: which setting, in a plain sentence."""
    with pytest.raises(NotReady, match=f"the setting {said}"):
        SlackChat(on_socket.app, bot, app)


async def test_a_wrong_token_is_explained_at_the_start(on_socket: Office) -> None:
    here = on_socket
    slack = here.slack
    for bot, app, said in (
        ("xoxb-wrong", slack.app_token, "copy it again"),
        (slack.bot_token, "xapp-wrong", "connections:write"),
    ):
        chat = SlackChat(here.app, bot, app, base_url=slack.base_url)
        with pytest.raises(NotReady, match=said):
            await chat.start()
    slack.revoked = "account_inactive"
    chat = SlackChat(here.app, slack.bot_token, slack.app_token, base_url=slack.base_url)
    with pytest.raises(NotReady, match="removed"):
        await chat.start()
    slack.revoked = None
    slack.forgive("invalid_auth")


async def test_events_of_an_unknown_kind_are_acknowledged(here: Office) -> None:
    """T72: a kind that no code knows, and fields that no code knows."""
    ack = await here.slack.event({"type": "brand_new_thing", "event_ts": "1.1", "what": {"deep": None}})
    assert not ack.late
