"""Beyond the main story: menus, look-ups, stacked forms, shortcuts, reactions, closing, private replies."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from slack_bolt.async_app import AsyncApp

from . import ClientRefused, SlackServer
from .tiny_bot import field, plain, running, web_client

pytestmark = pytest.mark.wire
OPTIONS = [{"text": plain(name), "value": name.lower()} for name in ("Red", "Green")]


def modal(name: str, *blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "type": "modal",
        "callback_id": name,
        "title": plain(name),
        "submit": plain("Next"),
        "blocks": blocks,
        **more,
    }


FIRST = modal(
    "first",
    field("who", "Who", {"type": "users_select"}),
    field("kind", "Kind", {"type": "radio_buttons", "options": OPTIONS}),
    field("many", "Many", {"type": "multi_static_select", "options": OPTIONS, "max_selected_items": 1}),
    field("city", "City", {"type": "external_select", "min_query_length": 1}),
    field("hours", "Hours", {"type": "number_input", "is_decimal_allowed": True, "min_value": "0", "max_value": "8"}),
    field("at", "At", {"type": "timepicker", "initial_time": "09:00"}),
    {**field("proof", "Proof", {"type": "file_input", "filetypes": ["pdf"]}), "optional": True},
    {**field("note", "Note", {"type": "plain_text_input", "initial_value": "as was"}), "optional": True},
)
SECOND = modal("second", {"type": "section", "text": plain("Sure?")}, notify_on_close=True)
PICKER = [
    {"type": "section", "text": plain("Colour"), "accessory": {**FIRST["blocks"][1]["element"], "action_id": "colour"}},
    {
        "type": "actions",
        "elements": [
            {"type": "overflow", "action_id": "more", "options": OPTIONS},
            {"type": "datepicker", "action_id": "day"},
            {"type": "button", "action_id": "hide", "text": plain("Hide")},
            {"type": "button", "action_id": "change", "text": plain("Change")},
        ],
    },
]


def busy_bot(slack: SlackServer, heard: list[dict[str, Any]]) -> AsyncApp:
    app = AsyncApp(client=web_client(slack), process_before_response=True, request_verification_enabled=False)

    @app.command("/busy")
    async def start(ack: Any, command: dict[str, Any]) -> None:
        if command["text"] == "private":
            await ack(text="Pick", blocks=PICKER)
            return
        await app.client.views_open(trigger_id=command["trigger_id"], view=FIRST)
        await ack()

    @app.options("city.it")
    async def cities(ack: Any, payload: dict[str, Any]) -> None:
        await ack(options=[{"text": plain(payload["value"].title()), "value": payload["value"]}])

    @app.view("first")
    async def first(ack: Any, body: dict[str, Any]) -> None:
        heard.append(body)
        await ack(response_action="push", view=SECOND)

    @app.view("second")
    async def second(ack: Any, body: dict[str, Any]) -> None:
        heard.append(body)
        await ack(response_action="clear")

    @app.view_closed("second")
    async def closed(ack: Any, body: dict[str, Any]) -> None:
        heard.append(body)
        await ack()

    @app.action("hide")
    async def hide(ack: Any, body: dict[str, Any], respond: Any) -> None:
        await respond(delete_original=True)
        await ack()

    @app.action("change")
    async def change(ack: Any, body: dict[str, Any], respond: Any) -> None:
        await respond(text="Changed", replace_original=True)
        await ack()

    async def hear(ack: Any, body: dict[str, Any]) -> None:
        heard.append(body)
        await ack()

    for name in ("colour", "more", "day"):
        app.action(name)(hear)
    for name in ("ask", "escalate"):
        app.shortcut(name)(hear)
    for name in ("app_mention", "reaction_added", "team_join"):
        app.event(name)(hear)

    @app.event("message")
    async def spoken() -> None:
        return None

    return app


class Company:
    def __init__(self, slack: SlackServer) -> None:
        self.slack = slack
        self.heard: list[dict[str, Any]] = []
        self.ana = slack.person("U0ANA", "Ana Vos")
        self.bo = slack.person("U0BO", "Bo Jansen")
        self.support = slack.channel("C0SUPPORT", "support", [self.ana, self.bo])


@pytest.fixture
async def company() -> AsyncIterator[Company]:
    async with SlackServer() as slack:
        here = Company(slack)
        async with running(slack, busy_bot(slack, here.heard)):
            yield here


async def fill_first(company: Company) -> None:
    slack, ana = company.slack, company.ana
    await slack.command(ana, "/busy")
    (city,) = await slack.look_up(ana, slack.modal(ana), "City", "utrecht")
    proof = slack.file(ana, "note.pdf", b"%PDF")
    answers: dict[str, Any] = {
        "proof": [proof],
        "Who": company.bo,
        "Kind": "Green",
        "many": ["red"],
        "city": city,
        "Hours": "7.5",
    }
    await slack.submit(ana, answers=answers)


async def test_every_kind_of_field_comes_through(company: Company) -> None:
    await fill_first(company)
    values = {
        name: value for row in company.heard[0]["view"]["state"]["values"].values() for name, value in row.items()
    }
    assert values["who.it"]["selected_user"] == "U0BO"
    assert values["kind.it"]["selected_option"]["value"] == "green"
    assert [option["value"] for option in values["many.it"]["selected_options"]] == ["red"]
    assert values["city.it"]["selected_option"]["text"]["text"] == "Utrecht"
    assert values["hours.it"] == {"type": "number_input", "value": "7.5"}
    assert values["at.it"]["selected_time"] == "09:00"
    assert values["note.it"]["value"] == "as was"
    address = values["proof.it"]["files"][0]["url_private_download"]
    async with aiohttp.ClientSession() as session:
        async with session.get(address, headers={"Authorization": f"Bearer {company.slack.bot_token}"}) as answer:
            assert await answer.read() == b"%PDF"
        async with session.get(address) as answer:
            assert answer.content_type == "text/html"


async def test_forms_stack_and_close(company: Company) -> None:
    slack, ana = company.slack, company.ana
    await fill_first(company)
    bottom, top = slack.views(ana)
    assert top.previous_id == bottom.id
    with pytest.raises(ClientRefused, match="on top"):
        await slack.submit(ana, bottom)
    await slack.close(ana)
    assert company.heard[-1]["type"] == "view_closed"
    assert slack.views(ana) == [bottom]
    await slack.submit(ana)
    await slack.submit(ana)
    assert slack.views(ana) == []


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("Hours", "9"),
        ("Hours", "many"),
        ("Kind", "Blue"),
        ("many", ["red", "green"]),
        ("At", "9:00"),
        ("Who", "U0NOBODY"),
    ],
)
async def test_the_client_refuses_what_no_field_takes(company: Company, name: str, answer: Any) -> None:
    await company.slack.command(company.ana, "/busy")
    with pytest.raises(ClientRefused):
        await company.slack.submit(company.ana, answers={name: answer})


async def test_menus_in_a_private_reply(company: Company) -> None:
    slack, ana = company.slack, company.ana
    await slack.command(ana, "/busy", "private", channel=company.support)
    (reply,) = slack.ephemerals(ana)
    await slack.press(ana, reply, "colour", "Red")
    await slack.press(ana, reply, "more", "green")
    await slack.press(ana, reply, "day", "2026-11-24")
    used = [body["actions"][0] for body in company.heard]
    assert used[0]["selected_option"]["value"] == "red"
    assert used[1]["selected_option"]["value"] == "green"
    assert used[2]["selected_date"] == "2026-11-24"
    assert company.heard[0]["container"]["is_ephemeral"] is True
    assert "message" not in company.heard[0]
    with pytest.raises(ClientRefused, match="takes no choice"):
        await slack.press(ana, reply, "Change", "red")


async def test_a_private_reply_changes_and_goes(company: Company) -> None:
    slack, ana = company.slack, company.ana
    for _ in range(2):
        await slack.command(ana, "/busy", "private", channel=company.support)
    first, second = slack.ephemerals(ana)
    await slack.press(ana, first, "Change")
    await slack.press(ana, second, "Hide")
    assert [m.text for m in slack.ephemerals(ana)] == ["Changed"]


async def test_shortcuts_mentions_and_reactions(company: Company) -> None:
    slack, ana = company.slack, company.ana
    said = await slack.says(ana, company.support, "A customer is stuck")
    await slack.shortcut(ana, "ask")
    await slack.message_action(ana, said, "escalate")
    await slack.mention(ana, company.support, "timeoff")
    await slack.react(company.bo, said, "ticket")
    kinds = [body["type"] if "event" not in body else body["event"]["type"] for body in company.heard]
    assert kinds == ["shortcut", "message_action", "app_mention", "reaction_added"]
    assert company.heard[1]["message"]["text"] == "A customer is stuck"
    assert company.heard[3]["event"]["item_user"] == "U0ANA"
