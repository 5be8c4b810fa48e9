"""Every kind of payload from Slack, each field left out, null or with something new beside it: read or passed over (T72)."""

import copy
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from adapters.slack import incoming, shortcuts
from adapters.slack.directory import Colleague, colleague
from adapters.slack.incoming import Home
from bots.chat import Command, Failed, HomeOpened, Lookup, MessageAction, Press, Reacted, Said, Submit
from bots.events import PersonAction

HERE = Home("T1", "", "UBOT", "BBOT")
WHO = {"team": {"id": "T1", "domain": "t"}, "user": {"id": "U1", "username": "ana", "team_id": "T1"}, "enterprise": None,
       "is_enterprise_install": False, "api_app_id": "A1", "trigger_id": "1.2.a"}  # fmt: skip
STOOD = {**WHO, "type": "block_actions", "response_url": "http://127.0.0.1/x", "channel": {"id": "C1", "name": "support"},
         "container": {"type": "message", "message_ts": "5.5", "channel_id": "C1", "is_ephemeral": False, "thread_ts": "4.4"},
         "message": {"type": "message", "user": "UBOT", "bot_id": "BBOT", "ts": "5.5", "text": "x", "thread_ts": "4.4"},
         "state": {"values": {}}}  # fmt: skip
BUTTON = {"type": "button", "action_id": "small.count:1:0", "block_id": "b", "value": None, "action_ts": "1.1",
          "text": {"type": "plain_text", "text": "Count"}}  # fmt: skip
MENU = {"type": "static_select", "action_id": "small.chosen:0", "block_id": "b",
        "selected_option": {"text": {"type": "plain_text", "text": "One"}, "value": "v1"}}  # fmt: skip
VALUES = {
    "words": {"e": {"type": "plain_text_input", "value": "Hi"}},
    "days": {"e": {"type": "datepicker", "selected_date": "2026-11-24"}},
    "few": {
        "e": {"type": "radio_buttons", "selected_option": {"value": "v1", "text": {"type": "plain_text", "text": "1"}}}
    },
    "some": {"e": {"type": "checkboxes", "selected_options": [{"value": "v1"}, {"value": "v2"}]}},
    "who": {"e": {"type": "users_select", "selected_user": "U2"}},
    "which": {"e": {"type": "external_select", "selected_option": {"value": "7"}}},
    "file": {"e": {"type": "file_input", "files": [{"id": "F1", "name": "people.csv", "size": 10}]}},
}
VIEW = {"id": "V1", "team_id": "T1", "type": "modal", "callback_id": "small.every:0", "hash": "1.a", "blocks": [],
        "private_metadata": '{"c": "slack:T1/D1", "m": "slack:T1/D1/5.5", "p": true}', "state": {"values": VALUES}}  # fmt: skip
WROTE = {"type": "message", "user": "U1", "text": "Why is it blue?", "channel": "C1", "channel_type": "channel", "ts": "6.6",
         "event_ts": "6.6", "team": "T1", "blocks": [], "client_msg_id": "x"}  # fmt: skip
EMOJI = {"type": "reaction_added", "user": "U1", "reaction": "ticket::skin-tone-2", "item_user": "U2", "event_ts": "7.7",
         "item": {"type": "message", "channel": "C1", "ts": "5.5"}}  # fmt: skip
MEMBER = {"id": "U1", "team_id": "T1", "name": "ana", "deleted": False, "real_name": "Ana", "tz": "Europe/Amsterdam",
          "profile": {"real_name": "Ana Bakker", "display_name": "ana", "email": "Ana@example.com", "team": "T1"},
          "is_bot": False, "is_restricted": False, "is_app_user": False, "locale": "nl-NL",
          "enterprise_user": {"id": "W1", "enterprise_id": "E1"}}  # fmt: skip


def happened(event: dict[str, Any]) -> dict[str, Any]:
    """An event in its envelope."""
    return {"type": "event_callback", "team_id": "T1", "api_app_id": "A1", "event_id": "Ev1", "event_time": 1700000000,
            "context_team_id": "T1", "context_enterprise_id": None, "is_ext_shared_channel": False, "event": event,
            "authorizations": [{"enterprise_id": None, "team_id": "T1", "user_id": "UBOT", "is_bot": True}]}  # fmt: skip


Reader = Callable[[Any, Home], object]
KINDS: dict[str, tuple[Reader, dict[str, Any], type]] = {
    "command": (incoming.command, {
        "command": "/timeoff", "text": "24 nov &amp; <@UBOT>", "user_id": "U1", "user_name": "ana", "team_id": "T1",
        "channel_id": "C1", "channel_name": "x", "trigger_id": "1.2.a", "response_url": "http://127.0.0.1/x", "enterprise_id": "",
        "is_enterprise_install": "false", "api_app_id": "A1", "token": "t"}, Command),
    "press": (incoming.press, {**STOOD, "actions": [BUTTON]}, Press),
    "press on Home": (incoming.press, {**WHO, "type": "block_actions", "container": {"type": "view", "view_id": "V1"},
                                       "view": VIEW, "actions": [BUTTON]}, Press),
    "select": (incoming.press, {**STOOD, "actions": [MENU]}, Press),
    "a link": (incoming.press, {**STOOD, "actions": [{**BUTTON, "action_id": "link:0"}]}, type(None)),
    "form": (incoming.submit, {**WHO, "type": "view_submission", "response_urls": [], "view": VIEW}, Submit),
    "typing": (incoming.typing, {**WHO, "type": "block_suggestion", "action_id": "which", "block_id": "which", "value": "ap",
                                 "view": VIEW}, Lookup),
    "action on a message": (shortcuts.pointed, {
        **WHO, "type": "message_action", "callback_id": "small.tell.en", "message_ts": "5.5", "channel": {"id": "C1", "name": "x"},
        "message": {"ts": "5.5", "user": "U2", "text": "Hi", "thread_ts": "4.4", "files": [{"id": "F1", "name": "a.pdf"}]}},
        MessageAction),
    "command from the menu": (shortcuts.chosen, {**WHO, "type": "shortcut", "callback_id": "command.jot.en"}, Command),
    "action on a person": (shortcuts.chosen, {**WHO, "type": "shortcut", "callback_id": "person.small.greet.en"}, PersonAction),
    "message": (incoming.said, happened(WROTE), Said),
    "message in a private channel": (incoming.said, happened({**WROTE, "channel_type": "group"}), Said),
    "message in a direct conversation": (incoming.said, happened({**WROTE, "channel": "D1", "channel_type": "im"}), Said),
    "reply with a file": (incoming.said, happened({**WROTE, "subtype": "file_share", "thread_ts": "4.4",
                                                   "files": [{"id": "F1"}]}), Said),
    "mention": (incoming.said, happened({**WROTE, "type": "app_mention", "text": "<@UBOT>: home <https://a.example|x>"}), Said),
    "of somebody elsewhere": (incoming.said, happened({**WROTE, "user_team": "T9", "source_team": "T9"}), Said),
    "edited": (incoming.said, happened({"type": "message", "subtype": "message_changed", "channel": "C1", "ts": "6.7",
                                        "message": WROTE, "previous_message": WROTE}), type(None)),
    "of another app": (incoming.said, happened({**WROTE, "bot_id": "B9", "app_id": "A9", "bot_profile": {"id": "B9"}}), type(None)),
    "reaction": (incoming.reacted, happened(EMOJI), Reacted),
    "reaction to a file": (incoming.reacted, happened({**EMOJI, "item": {"type": "file", "file": "F1"}}), type(None)),
    "Home": (incoming.home_opened, happened({"type": "app_home_opened", "user": "U1", "channel": "D1", "tab": "home",
                                             "event_ts": "1.1", "view": VIEW}), HomeOpened),
    "somebody changed": (colleague, MEMBER, Colleague),
    "somebody was switched off": (colleague, {**MEMBER, "deleted": True, "profile": {"real_name": None, "email": None}}, Colleague),
}  # fmt: skip


def lacking(payload: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """As it is; and each field left out, null, a number, and with something new beside it."""
    yield "as it is", payload
    for path in paths(payload):
        for how in ("left out", "null", "a number", "new"):
            if how == "new" and "values" in path[-3:-1]:
                continue  # a new field of a form is an answer, not something new beside one
            changed = copy.deepcopy(payload)
            node: Any = changed
            for step in path[:-1]:
                node = node[step]
            if how == "new":
                node["brand_new"] = {"deep": [None, {"x": 1}]}
            elif how == "left out":
                del node[path[-1]]
            else:
                node[path[-1]] = None if how == "null" else 7
            yield f"{'.'.join(map(str, path))} {how}", changed


def paths(node: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where each field stands."""
    for name, value in node.items() if isinstance(node, dict) else enumerate(node):
        if isinstance(node, dict):
            yield (*above, name)
        if isinstance(value, (dict, list)):
            yield from paths(value, (*above, name))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_payload_is_read_whatever_it_lacks(kind: str) -> None:
    """T72: and what is new beside it changes nothing of what is read."""
    reader, payload, what = KINDS[kind]
    whole, wrong = reader(payload, HERE), []
    assert isinstance(whole, what)
    for change, changed in lacking(payload):
        try:
            found = reader(changed, HERE)
        except Failed:
            continue
        except Exception as error:
            wrong.append(f"{change}: {error!r}")
            continue
        if change.endswith(" new"):
            assert found == whole, change
    assert wrong == []
