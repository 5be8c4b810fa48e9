"""A bot of sixty lines on the real slack_bolt: command, form, receipt, card with a button, home."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from .acting import SlackServer


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def field(block_id: str, label: str, element: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(label),
        "element": {"action_id": f"{block_id}.it", **element},
    }


FORM: dict[str, Any] = {
    "type": "modal",
    "callback_id": "timeoff.request",
    "title": plain("Time off"),
    "submit": plain("Send"),
    "blocks": [
        field("first_day", "First day", {"type": "datepicker"}),
        field("why", "Why", {"type": "plain_text_input", "max_length": 100}),
    ],
}


def card(*, open_: bool) -> list[dict[str, Any]]:
    shown: list[dict[str, Any]] = [{"type": "section", "text": plain("Ana asks for a day")}]
    if open_:
        button = {"type": "button", "action_id": "timeoff.approve:1", "text": plain("Approve"), "value": "1"}
        shown.append({"type": "actions", "elements": [button]})
    return shown


def tiny_bot(
    client: AsyncWebClient,
    *,
    heard: list[str] | None = None,
    secret: str | None = None,
    gate: asyncio.Event | None = None,
) -> AsyncApp:
    """The bot; heard collects the ids of home openings and the texts of messages, gate holds up a "wait"."""
    app = AsyncApp(
        client=client, process_before_response=True, signing_secret=secret, request_verification_enabled=bool(secret)
    )

    @app.command("/timeoff")
    async def ask(ack: Any, command: dict[str, Any], client: AsyncWebClient, respond: Any) -> None:
        if command["text"] == "balance":
            await ack(text="12 days")
        elif command["text"] == "flood":
            for number in range(6):
                await respond(text=f"line {number}")
            await ack()
        elif command["text"] == "silence":
            return
        else:
            await client.views_open(trigger_id=command["trigger_id"], view=FORM)
            await ack()

    @app.view("timeoff.request")
    async def sent(ack: Any, view: dict[str, Any], client: AsyncWebClient) -> None:
        values = view["state"]["values"]
        if values["first_day"]["first_day.it"]["selected_date"] < "2026-11-20":
            await ack(response_action="errors", errors={"first_day": "That day is over"})
            return
        about = {"event_type": "townhall", "event_payload": {"key": "request:1"}}
        await client.chat_postMessage(channel="C0SUPPORT", text="Ana asks", blocks=card(open_=True), metadata=about)
        await ack()

    @app.action("timeoff.approve:1")
    async def approve(ack: Any, body: dict[str, Any], client: AsyncWebClient) -> None:
        where = body["container"]
        await client.chat_update(
            channel=where["channel_id"], ts=where["message_ts"], text="Approved", blocks=card(open_=False)
        )
        await ack()

    @app.event("app_home_opened")
    async def home(event: dict[str, Any], body: dict[str, Any], client: AsyncWebClient) -> None:
        if heard is not None:
            heard.append(body["event_id"])
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": card(open_=False)})

    @app.event("message")
    async def spoken(body: dict[str, Any]) -> None:
        if heard is not None:
            heard.append(body["event"]["text"])
        if gate is not None and body["event"]["text"] == "wait":
            await gate.wait()

    return app


def web_client(slack: SlackServer) -> AsyncWebClient:
    """The real client, turned to the loopback Slack."""
    return AsyncWebClient(slack.bot_token, base_url=slack.base_url)


@asynccontextmanager
async def running(slack: SlackServer, app: AsyncApp) -> AsyncIterator[None]:
    """The bot, connected through the real Socket Mode handler."""
    handler = AsyncSocketModeHandler(app, slack.app_token)
    await handler.connect_async()  # type: ignore[no-untyped-call]
    await slack.socket_mode.connected()
    try:
        yield
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]
