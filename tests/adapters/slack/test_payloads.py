"""Payloads over the wire as Slack may send them one day: something new, null or left out is acknowledged all the same."""

import copy
import random
from typing import Any

import pytest

from adapters.slack import incoming, shortcuts
from adapters.slack.incoming import Home
from bots.chat import Failed
from tests.adapters.slack.office import Office
from tests.adapters.slack.test_incoming import mutated
from tests.wire.slack import SignedPost, payloads

KEPT = {"type", "command", "callback_id", "action_id"}
"""What Bolt finds its listener by; without it nothing of a payload can be known."""
POINTED: dict[str, Any] = {
    "type": "message_action", "callback_id": "small.tell.en", "trigger_id": "1.2.d", "message_ts": "5.5",
    "team": {"id": "T1"}, "user": {"id": "U1", "team_id": "T1"}, "channel": {"id": "C1"}, "enterprise": None,
    "message": {"ts": "5.5", "user": "U2", "text": "Hi", "thread_ts": "4.4", "files": [{"id": "F1", "name": "a.pdf"}]},
}  # fmt: skip
CHOSEN = {
    "type": "shortcut",
    "callback_id": "command.jot.en",
    "trigger_id": "1.2.e",
    "user": {"id": "U1"},
    "team": None,
}


@pytest.mark.parametrize(("reader", "payload"), [(shortcuts.pointed, POINTED), (shortcuts.chosen, CHOSEN)])
def test_changed_shortcuts_break_nothing(reader: Any, payload: dict[str, Any]) -> None:
    """T72: a field renamed, null, new, or a number where text was."""
    dice, read = random.Random(11), []
    for _turn in range(400):
        try:
            read.append(reader(mutated(payload, dice), Home("T1", "", "UBOT", "BBOT")))
        except Failed:
            continue
    assert any(one is not None for one in read), "most changes leave something to read"


def test_what_was_pointed_at_in_a_thread_is_read() -> None:
    found = shortcuts.pointed(POINTED, Home("T1", "", "UBOT", "BBOT"))
    assert found
    assert (found.where.ref, found.message, found.author, found.files) == (
        "slack:T1/C1/4.4", "slack:T1/C1/5.5", "U2", ("a.pdf",),
    )  # fmt: skip
    by_bot = {**POINTED, "message": {**POINTED["message"], "bot_id": "B9"}}
    assert shortcuts.pointed(by_bot, Home("T1", "", "UBOT", "BBOT")).author == ""  # type: ignore[union-attr]


def _routed(changed: Any, original: Any) -> Any:
    """The changed payload, with what routes it as it was."""
    if isinstance(original, dict):
        found = changed if isinstance(changed, dict) else copy.deepcopy(original)
        for name, value in original.items():
            if name in KEPT:
                found[name] = value
            elif isinstance(value, dict | list) and any(route in str(value) for route in KEPT):
                found[name] = _routed(found.get(name), value)
        return found
    if isinstance(original, list) and original:
        found = changed if isinstance(changed, list) and changed else copy.deepcopy(original)
        return [_routed(found[0], original[0]), *found[1:]]
    return changed


@pytest.mark.wire
async def test_what_bolt_hands_on_is_acknowledged_whatever_it_lacks(on_http: Office) -> None:
    """T72: recorded payloads of every kind, changed at random; each is acknowledged in time and the app goes on."""
    here, slack, dice = on_http, on_http.slack, random.Random(5)
    await here.types(here.ana, "/smallcard")
    stood = here.last(here.ana)
    await here.presses(here.ana, stood, "Say…")
    block = next(block for block in stood.blocks if block["type"] == "actions")
    press = payloads.interaction(slack, here.ana, "block_actions") | payloads.in_message(slack, here.ana, stood)
    press |= {"actions": [payloads.action(slack, block, block["elements"][0], {})], "state": {"values": {}}}
    view = payloads.in_view(slack, slack.modal(here.ana))["view"]
    said = {"type": "message", "user": here.ana.id, "text": "hi", "channel": here.support.id, "ts": "1.1", "team": "T0"}
    recorded: list[tuple[str, dict[str, Any]]] = [
        ("slash_commands", payloads.command(slack, here.ana, "/echo", "hi", here.support)),
        ("interactive", press),
        (
            "interactive",
            {**payloads.interaction(slack, here.ana, "view_submission"), "response_urls": [], "view": view},
        ),
        ("interactive", {**payloads.interaction(slack, here.ana, "message_action"), **POINTED}),
        ("interactive", {**payloads.interaction(slack, here.ana, "shortcut"), **CHOSEN}),
        ("events_api", payloads.event(slack, said)),
        ("events_api", payloads.event(slack, {"type": "app_home_opened", "user": here.ana.id, "tab": "home"})),
        ("events_api", payloads.event(slack, {"type": "user_change", "user": {"id": "U0ANA", "profile": {}}})),
    ]
    assert isinstance(slack.delivery, SignedPost)
    refused = 0
    for kind, payload in recorded:
        for _turn in range(12):
            changed = _routed(mutated(payload, dice), payload)
            if kind == "slash_commands":
                changed = {name: str(value) for name, value in changed.items() if value is not None}
            ack = await slack.delivery.deliver(kind, changed)
            assert not ack.late or slack.delivery.status == 400, (kind, changed)
            refused += ack.late
    assert refused < 8, "only where Bolt itself can't read a number in the place of an object"
    await here.settles()
    assert incoming.text_at({"a": None}, "a", "b") == ""
    assert "You said" in (await here.types(here.mark, "/echo still here", here.support)).text
