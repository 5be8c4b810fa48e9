"""Payloads as Slack sends them, and as it may send them one day: nothing that is left out or new breaks anything."""

import copy
import random
from typing import Any

import pytest

from adapters.slack import incoming
from adapters.slack.incoming import Home
from bots.chat import Failed
from tests.adapters.slack.office import Office

HERE = Home("T1", "", "UBOT", "BBOT")
COMMAND = {"command": "/timeoff", "text": "24 nov &amp; <@UBOT>", "user_id": "U1", "team_id": "T1", "channel_id": "C1",
           "trigger_id": "1.2.a", "response_url": "http://127.0.0.1/x", "enterprise_id": "", "api_app_id": "A1"}  # fmt: skip
PRESS: dict[str, Any] = {
    "type": "block_actions", "team": {"id": "T1"}, "user": {"id": "U1", "team_id": "T1"}, "trigger_id": "1.2.b",
    "container": {"type": "message", "message_ts": "5.5", "channel_id": "C1", "is_ephemeral": False},
    "channel": {"id": "C1"}, "message": {"ts": "5.5", "thread_ts": "4.4"}, "enterprise": None,
    "actions": [{"type": "button", "action_id": "small.count:1:0", "block_id": "b", "value": None}],
}  # fmt: skip
SUBMIT: dict[str, Any] = {
    "type": "view_submission", "team": {"id": "T1"}, "user": {"id": "U1", "team_id": "T1"}, "trigger_id": "1.2.c",
    "view": {"id": "V1", "callback_id": "small.said:1",
             "private_metadata": '{"c": "slack:T1/D1", "m": "slack:T1/D1/5.5", "p": true}',
             "state": {"values": {"text": {"text": {"type": "plain_text_input", "value": "Hi"}}}}, "blocks": []},
}  # fmt: skip
SAID: dict[str, Any] = {
    "type": "event_callback", "team_id": "T1", "event_id": "Ev1",
    "event": {"type": "app_mention", "user": "U1", "text": "<@UBOT>: timeoff <https://a.example/?x&amp;y|24 nov>", "channel": "C1",
              "ts": "6.6", "thread_ts": "5.5", "team": "T1"},
}  # fmt: skip
OPENED: dict[str, Any] = {
    "type": "event_callback", "team_id": "T1", "event_id": "Ev2",
    "event": {"type": "app_home_opened", "user": "U1", "channel": "D1", "tab": "home"},
}  # fmt: skip
REACTED: dict[str, Any] = {
    "type": "event_callback", "team_id": "T1", "event_id": "Ev3",
    "event": {"type": "reaction_added", "user": "U1", "reaction": "ticket::skin-tone-2",
              "item": {"type": "message", "channel": "C1", "ts": "5.5"}},
}  # fmt: skip
READERS = [(incoming.command, COMMAND), (incoming.press, PRESS), (incoming.submit, SUBMIT), (incoming.said, SAID),
           (incoming.home_opened, OPENED), (incoming.reacted, REACTED)]  # fmt: skip


def test_each_kind_is_read() -> None:
    command = incoming.command(COMMAND, HERE)
    assert (command.key, command.name, command.text) == ("slack:1.2.a", "timeoff", "24 nov & <@UBOT>")
    assert (command.where.ref, command.where.kind) == ("slack:T1/C1", "channel")
    press = incoming.press(PRESS, HERE)
    assert press
    assert (press.message, press.where.ref, press.where.kind) == ("slack:T1/C1/5.5", "slack:T1/C1/4.4", "thread")
    submit = incoming.submit(SUBMIT, HERE)
    assert (submit.where.kind, submit.message, submit.private, dict(submit.values)) == (
        "dm",
        "slack:T1/D1/5.5",
        True,
        {"text": "Hi"},
    )
    said = incoming.said(SAID, HERE)
    assert said
    assert (said.text, said.reply_to, said.where.kind, said.key) == (
        "timeoff 24 nov",
        "slack:T1/C1/5.5",
        "thread",
        "slack:Ev1",
    )
    reacted = incoming.reacted(REACTED, HERE)
    assert reacted
    assert (reacted.emoji, reacted.message) == ("ticket", "slack:T1/C1/5.5")


def test_who_is_from_elsewhere() -> None:
    """T14: another workspace, Slack Connect, and an organisation with many workspaces."""
    assert not incoming.command(COMMAND, HERE).who.outsider
    assert incoming.command({**COMMAND, "team_id": "T2"}, HERE).who.outsider
    event = {**SAID, "event": {**SAID["event"], "user_team": "T2"}}
    assert incoming.said(event, HERE).who.outsider  # type: ignore[union-attr]
    grid = Home("T1", "E1", "UBOT")
    inside = incoming.command({**COMMAND, "team_id": "T2", "enterprise_id": "E1"}, grid)
    assert (inside.who.space, inside.who.outsider) == ("E1", False)
    assert incoming.command({**COMMAND, "team_id": "T2", "enterprise_id": "E2"}, grid).who.outsider


def test_a_key_is_there_even_where_slack_leaves_its_own_out() -> None:
    first = incoming.press({**PRESS, "trigger_id": None}, HERE)
    again = incoming.press({**PRESS, "trigger_id": None}, HERE)
    assert first
    assert again
    assert first.key == again.key != "slack:"


def mutated(payload: dict[str, Any], dice: random.Random) -> dict[str, Any]:
    """The payload with something left out, null, new or of another type."""
    changed = copy.deepcopy(payload)
    nodes: list[dict[str, Any]] = []
    stack: list[Any] = [changed]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            nodes.append(node)
            stack.extend(node.values())
        elif isinstance(node, list):
            stack.extend(node)
    node = dice.choice([one for one in nodes if one])
    name = dice.choice(sorted(node))
    what = dice.randrange(4)
    if what == 0:
        del node[name]
    elif what == 1:
        node[name] = None
    elif what == 2:
        node["brand_new"] = {"deep": [None, {"x": 1}]}
    else:
        node[name] = 7
    return changed


@pytest.mark.parametrize(("reader", "payload"), READERS)
def test_changed_payloads_break_nothing(reader: Any, payload: dict[str, Any]) -> None:
    """T72: a field renamed, null, new, or a number where text was."""
    dice, read = random.Random(7), []
    for _turn in range(400):
        changed = mutated(payload, dice)
        try:
            read.append(reader(changed, HERE))
        except Failed:
            continue
    assert any(one is not None for one in read), "most changes leave something to read"


@pytest.mark.wire
async def test_a_forged_form_reaches_nothing_of_another(here: Office) -> None:
    """T11: private metadata, ids and entities of others are decided on by the rule, for the signed user only."""
    from tests.wire.slack import payloads

    slack, ana, noor = here.slack, here.ana, here.noor
    await here.types(ana, "/timeoff 24 nov")
    await here.presses(ana, here.last(ana), "Request")
    card = here.last(here.mark)
    block = next(block for block in card.blocks if block["type"] == "actions")
    payload = payloads.interaction(slack, noor, "block_actions") | payloads.in_message(slack, noor, here.last(ana))
    payload |= {"actions": [payloads.action(slack, block, block["elements"][0], {})], "state": {"values": {}}}
    await slack.send("interactive", payload)
    await here.settles()
    assert "Approve" in card.buttons
    assert "Approved" not in here.last(ana).words
