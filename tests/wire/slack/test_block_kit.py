"""What Slack refuses about blocks and views is refused, over the wire, and good ones pass (T19)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from . import Person, SlackServer
from .tiny_bot import FORM, card, field, plain, web_client

pytestmark = pytest.mark.wire


def marked(text: str) -> dict[str, Any]:
    return {"type": "mrkdwn", "text": text}


def section(text: str = "Fine") -> dict[str, Any]:
    return {"type": "section", "text": marked(text)}


def button(action_id: str = "slice.verb:1", **more: Any) -> dict[str, Any]:
    return {"type": "button", "action_id": action_id, "text": plain("Go"), **more}


def actions(*parts: dict[str, Any]) -> dict[str, Any]:
    return {"type": "actions", "elements": list(parts)}


def menu(count: int, **more: Any) -> dict[str, Any]:
    options = [{"text": plain(f"Option {n}"), "value": f"{n}"} for n in range(count)]
    return {"type": "static_select", "action_id": "pick", "options": options, **more}


GOOD_MESSAGES: dict[str, list[dict[str, Any]]] = {
    "a card": card(open_=True),
    "fields": [{"type": "section", "fields": [marked("*Days*\n3"), marked("*Left*\n12")]}],
    "header, divider, context": [
        {"type": "header", "text": plain("Time off")},
        {"type": "divider"},
        {"type": "context", "elements": [marked("small")]},
    ],
    "a menu beside text": [{**section(), "accessory": menu(25)}],
    "a confirmed button": [
        actions(
            button(
                confirm={
                    "title": plain("Sure"),
                    "text": plain("It goes to all"),
                    "confirm": plain("Post"),
                    "deny": plain("Back"),
                }
            )
        )
    ],
    "a link": [actions(button(url="https://example.com/feed"))],
    "an image by address": [{"type": "image", "image_url": "https://example.com/a.png", "alt_text": "A chart"}],
    "fifty blocks": [section(str(n)) for n in range(50)],
}
BAD_MESSAGES: dict[str, list[dict[str, Any]]] = {
    "51 blocks": [section(str(n)) for n in range(51)],
    "an unknown block": [{"type": "paragraph", "text": plain("no")}],
    "an unknown property": [{**section(), "colour": "red"}],
    "a section over 3,000 characters": [section("x" * 3001)],
    "an empty text": [section("")],
    "a section without text and fields": [{"type": "section"}],
    "eleven fields": [{"type": "section", "fields": [marked("x")] * 11}],
    "a header over 150 characters": [{"type": "header", "text": plain("x" * 151)}],
    "a header in mrkdwn": [{"type": "header", "text": marked("*no*")}],
    "a button label over 75 characters": [actions({**button(), "text": plain("x" * 76)})],
    "a button value over 2,000 characters": [actions(button(value="x" * 2001))],
    "a button in mrkdwn": [actions({**button(), "text": marked("no")})],
    "26 elements": [actions(*(button(f"a:{n}") for n in range(26)))],
    "an input inside actions": [actions({"type": "plain_text_input", "action_id": "a"})],
    "an input in a message": [field("why", "Why", {"type": "plain_text_input"})],
    "101 options": [actions(menu(101))],
    "a menu without options": [actions({"type": "static_select", "action_id": "pick"})],
    "an option twice": [actions({**menu(1), "options": menu(1)["options"] * 2})],
    "an initial option from elsewhere": [actions(menu(2, initial_option=menu(3)["options"][2]))],
    "eleven radio buttons": [actions({**menu(11), "type": "radio_buttons"})],
    "a block id twice": [{**section("a"), "block_id": "same"}, {**section("b"), "block_id": "same"}],
    "an action id twice": [actions(button("same")), actions(button("same"))],
    "an action id over 255 characters": [actions(button("x" * 256))],
    "an image without alt text": [{"type": "image", "image_url": "https://example.com/a.png"}],
    "an alert in a message": [{"type": "alert", "text": plain("no")}],
    "a day that is none": [actions({"type": "datepicker", "action_id": "day", "initial_date": "24-11-2026"})],
    "a file nobody uploaded": [{"type": "image", "slack_file": {"id": "F0NOWHERE"}, "alt_text": "A chart"}],
}
BAD_VIEWS: dict[str, dict[str, Any]] = {
    "a title over 24 characters": {**FORM, "title": plain("x" * 25)},
    "inputs without submit": {name: value for name, value in FORM.items() if name != "submit"},
    "101 blocks": {**FORM, "blocks": [section(str(n)) for n in range(101)]},
    "private metadata over 3,000 characters": {**FORM, "private_metadata": "x" * 3001},
    "a home where a modal belongs": {"type": "home", "blocks": [section()]},
    "an unknown block": {**FORM, "blocks": [{"type": "paragraph", "text": plain("no")}]},
    "a field id twice": {**FORM, "blocks": [FORM["blocks"][0], FORM["blocks"][0]]},
    "eleven checkboxes": {**FORM, "blocks": [field("x", "X", {**menu(11), "type": "checkboxes"})]},
}


class Place:
    def __init__(self, slack: SlackServer) -> None:
        self.slack = slack
        self.client = web_client(slack)
        self.ana: Person = slack.person("U0ANA", "Ana Vos")
        slack.channel("C0SUPPORT", "support", [self.ana])


@pytest.fixture
async def place() -> AsyncIterator[Place]:
    async with SlackServer() as slack:
        yield Place(slack)


async def test_good_messages_pass(place: Place) -> None:
    for name, blocks in GOOD_MESSAGES.items():
        await place.client.chat_postMessage(channel="C0SUPPORT", text=name, blocks=blocks)
    assert len(place.slack.messages(place.slack.workspace.conversations["C0SUPPORT"])) == len(GOOD_MESSAGES)


@pytest.mark.parametrize("blocks", BAD_MESSAGES.values(), ids=BAD_MESSAGES.keys())
async def test_bad_messages_are_refused(place: Place, blocks: list[dict[str, Any]]) -> None:
    with pytest.raises(SlackApiError) as refused:
        await place.client.chat_postMessage(channel="C0SUPPORT", text="Bad", blocks=blocks)
    assert refused.value.response["error"] == "invalid_blocks"
    place.slack.forgive("^chat.postMessage: invalid_blocks")
    assert place.slack.messages(place.slack.workspace.conversations["C0SUPPORT"]) == []


@pytest.mark.parametrize("view", BAD_VIEWS.values(), ids=BAD_VIEWS.keys())
async def test_bad_views_are_refused(place: Place, view: dict[str, Any]) -> None:
    trigger = place.slack.new_trigger(place.ana)
    with pytest.raises(SlackApiError) as refused:
        await place.client.views_open(trigger_id=trigger, view=view)
    assert refused.value.response["error"] == "invalid_arguments"
    place.slack.forgive("^views.open: invalid_arguments")
    await place.client.views_open(trigger_id=trigger, view=FORM)


async def test_blocks_need_words_beside_them(place: Place) -> None:
    with pytest.raises(SlackApiError):
        await place.client.api_call("chat.postMessage", json={"channel": "C0SUPPORT", "blocks": [section()]})
    place.slack.forgive("no text beside the blocks")
    with pytest.raises(SlackApiError):
        await place.client.api_call("chat.postMessage", json={"channel": "C0SUPPORT", "text": ""})
    place.slack.forgive("no_text")
