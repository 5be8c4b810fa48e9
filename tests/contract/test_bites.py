"""The judges bite: one thing wrong in a message or form that was drawn well, and the judge of that platform names it."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from adapters.discord import outgoing as discord_outgoing
from adapters.discord import outgoing_form as discord_form
from adapters.playground import outgoing as page_outgoing
from adapters.slack import outgoing as slack_outgoing
from adapters.slack import outgoing_form as slack_form
from bots.ui import SLACK, Actions, Button, FormNode, Message, Option, Select, Text
from bots.ui.fields import FieldNode
from tests.contract import discord, page, slack
from tests.contract.reading import wrong_words

ANA, BO = Option("1", "Ana"), Option("2", "Bo")
CARD = Message("Ana asks for a day off", (
    Text("Friday **11 December**"),
    Actions((Button("Approve", "timeoff.approve:1:2", "primary"), Button("Decline…", "timeoff.decline:1:2"))),
    Actions((Select("timeoff.cover:1", "Who covers", (ANA, BO)),)),
))  # fmt: skip
FORM = FormNode("timeoff.draft:1", "Time off", "Look at it", (
    FieldNode("days", "text", "Which days", True, "For example 24 nov"),
    FieldNode("cover", "choice", "Who covers", False, "", options=(ANA, BO)),
))  # fmt: skip
Part = Any
LONG = "a" * 4097


def of_kind(node: Part, name: str, value: object) -> Part:
    """The first part with this value under this name, wherever it stands."""
    if isinstance(node, dict):
        if node.get(name) == value:
            return node
        node = list(node.values())
    found = (of_kind(one, name, value) for one in node) if isinstance(node, list) else iter(())
    return next((one for one in found if one is not None), None)


def section(kind: str, words: str) -> Part:
    return {"type": "section", "text": {"type": kind, "text": words}}


def slack_twice(body: Part) -> None:
    elements = next(block for block in body["blocks"] if block["type"] == "actions")["elements"]
    elements[1]["action_id"] = elements[0]["action_id"]


def discord_twice(body: Part) -> None:
    row = body["components"][0]["components"]
    row[1]["custom_id"] = row[0]["custom_id"]


SLACK_MESSAGES: list[tuple[str, Callable[[Part], Any], str]] = [
    ("a block over its limit", lambda body: body["blocks"].append(section("mrkdwn", LONG)), "3000"),
    ("a long id", lambda body: of_kind(body, "type", "button").update(action_id="a" * 256), "action_id"),
    ("an id that stands twice", slack_twice, "twice"),
    ("a long label", lambda body: of_kind(body, "type", "button")["text"].update(text="a" * 76), "75"),
    ("51 blocks", lambda body: body["blocks"].extend([{"type": "divider"}] * 51), "blocks"),
    ("an empty select", lambda body: of_kind(body, "type", "static_select").update(options=[]), "options"),
    ("a block of no kind", lambda body: body["blocks"].append({"type": "secton"}), "secton"),
    ("everybody mentioned", lambda body: body["blocks"].append(section("mrkdwn", "<!channel>")), "obeys"),
    ("nothing for who listens", lambda body: body.update(text=" "), "screen reader"),
]
SLACK_FORMS: list[tuple[str, Callable[[Part], Any], str]] = [
    ("a long title", lambda modal: modal["title"].update(text="a" * 25), "24"),
    ("a long label", lambda modal: modal["blocks"][0]["label"].update(text="a" * 2001), "2000"),
    ("two fields of one id", lambda modal: [one.update(block_id="x") for one in modal["blocks"]], "block_id"),
    ("no way to send", lambda modal: modal.pop("submit"), "submit"),
]
DISCORD_MESSAGES: list[tuple[str, Callable[[Part], Any], str]] = [
    ("an embed over its limit", lambda body: body["embeds"][0].update(description=LONG), "embeds.0.description"),
    ("words over their limit", lambda body: body.update(content="a" * 2001), "2000"),
    ("a long id", lambda body: body["components"][0]["components"][0].update(custom_id="a" * 101), "custom_id"),
    ("an id that stands twice", discord_twice, "custom_id"),
    ("a long label", lambda body: body["components"][0]["components"][0].update(label="a" * 81), "label"),
    ("six rows", lambda body: body.update(components=body["components"][:1] * 6), "components"),
    ("an empty select", lambda body: body["components"][1]["components"][0].update(options=[]), "options"),
    ("somebody mentioned", lambda body: body.update(allowed_mentions={"parse": ["everyone"]}), "mentioned"),
    ("a turned direction", lambda body: body["embeds"][0].update(description="\u202egnp.exe"), "direction"),
]
DISCORD_FORMS: list[tuple[str, Callable[[Part], Any], str]] = [
    ("a long title", lambda modal: modal.update(title="a" * 46), "title"),
    ("a long label", lambda modal: modal["components"][0].update(label="a" * 46), "label"),
    ("a long hint", lambda modal: modal["components"][0].update(description="a" * 101), "description"),
    ("six fields", lambda modal: modal.update(components=modal["components"] * 3), "components"),
    ("two fields of one id", lambda modal: modal["components"][1]["component"].update(custom_id="days"), "custom_id"),
]
SHEETS: dict[str, tuple[Callable[[], Part], Callable[[Part], Any], list[tuple[str, Callable[[Part], Any], str]]]] = {
    "Slack's message": (lambda: slack_outgoing.message(CARD).body, slack.posted, SLACK_MESSAGES),
    "Slack's modal": (lambda: slack_form.modal(FORM, {}, "en"), slack.opened, SLACK_FORMS),
    "Discord's message": (lambda: discord_outgoing.message(CARD, "0" * 12).body, discord.posted, DISCORD_MESSAGES),
    "Discord's modal": (lambda: discord_form.modal(FORM, False), discord.opened, DISCORD_FORMS),
}


@pytest.mark.parametrize("sheet", SHEETS)
def test_each_judge_names_what_was_planted(sheet: str) -> None:
    draws, judge, planted = SHEETS[sheet]
    assert list(judge(copy.deepcopy(draws()))) == [], "well drawn, before anything is planted"
    for what, plant, named in planted:
        body = copy.deepcopy(draws())
        plant(body)
        said = [str(one) for one in judge(body)]
        assert any(named in one for one in said), (what, [one[-200:] for one in said])


def test_the_page_is_missed_a_button_and_the_reader_stumbles() -> None:
    html = page_outgoing.content(CARD, page_outgoing.Look(SLACK), CARD.summary)
    assert list(page.unlike(CARD, html)) == []
    assert list(page.unlike(CARD, html.replace("timeoff.approve", "timeoff.improve"))) == [
        'data-id="timeoff.approve:1:2"'
    ]
    for said, named in (("1 days left", "odd"), ("Ask {name}", "odd"), ("None", "odd"), ("Fine\nFine", "twice")):
        summary = said.partition("\n")[0]
        assert [one for one in wrong_words(Message(summary, (Text(said),)), said) if named in one], said
    assert list(wrong_words(CARD, CARD.letters())) == []
