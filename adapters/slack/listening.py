"""What Bolt hears: one listener per kind, acknowledged within two seconds with what the unit returned."""

import asyncio
import logging
import re
from typing import TYPE_CHECKING, Any

import structlog
from slack_bolt.async_app import AsyncApp

from adapters.slack import incoming, shortcuts
from adapters.slack.answering import Handled
from adapters.slack.files_in import with_files
from adapters.slack.outgoing import option
from adapters.slack.outgoing_form import at_fields, modal
from bots.chat import Answer, Command, Event, Pointed, Submit

if TYPE_CHECKING:
    from adapters.slack.client import SlackChat

log = structlog.get_logger()
WAIT_SECONDS = 2.0
ANY = re.compile("")
PEOPLE = ("user_change", "team_join", "subteam_created", "subteam_updated", "tokens_revoked", "app_uninstalled")
Payload = dict[str, Any]


def bolt_app(chat: "SlackChat") -> AsyncApp:
    """The Bolt app of this chat. What it acknowledges is committed; what is late is told as soon as it is done."""
    quiet = logging.getLogger("townhall.slack")
    quiet.setLevel(max(logging.WARNING, quiet.level))
    bolt = AsyncApp(
        # Without a name Bolt looks through the whole stack for one.
        name="townhall", client=chat.web, logger=quiet, process_before_response=True, request_verification_enabled=False,
    )  # fmt: skip

    @bolt.command(ANY)
    async def command(ack: Any, body: Payload) -> None:
        event = incoming.command(body, chat.connection.home)
        handled = await _within(chat, event)
        await ack(**(chat.answering.at_once(event, handled.in_time) if handled.in_time else {}))
        if not chat.answering.all_said(event, handled.in_time):
            chat.later(chat.answering.command(event, body, handled))

    @bolt.action(ANY)
    async def press(ack: Any, body: Payload) -> None:
        event = incoming.press(body, chat.connection.home)
        if event is None:
            await ack()
            return
        handled = await _within(chat, event)
        await ack()
        chat.later(chat.answering.press(event, body, handled))

    @bolt.message_shortcut(ANY)
    async def point(ack: Any, body: Payload) -> None:
        await _chosen(shortcuts.pointed(body, chat.connection.home), ack, body)

    @bolt.global_shortcut(ANY)
    async def choose(ack: Any, body: Payload) -> None:
        await _chosen(shortcuts.chosen(body, chat.connection.home), ack, body)

    async def _chosen(event: Pointed | Command | None, ack: Any, body: Payload) -> None:
        handled = await _within(chat, event) if event else None
        await ack()
        if event and handled:
            chat.later(chat.answering.shortcut(event, body, handled))

    @bolt.view(ANY)
    async def submit(ack: Any, body: Payload) -> None:
        event = incoming.submit(body, chat.connection.home)
        handled = await _within(chat, event, body["view"])
        await ack(**_to_form(handled.in_time, body["view"]))
        chat.later(chat.answering.submit(event, body, handled))

    @bolt.options(ANY)
    async def suggest(ack: Any, body: Payload) -> None:
        found = await chat.app.suggest(incoming.typing(body, chat.connection.home))
        await ack(options=[option(value, label[:75]) for label, value in found])

    @bolt.event(ANY)
    async def happened(ack: Any, body: Payload) -> None:
        kind = incoming.text_at(body, "event", "type")
        _whose(kind, body, chat)
        event = _event(kind, body, chat)
        if event is None:
            await ack()
            return
        handled = await _within(chat, event)
        await ack()
        chat.later(chat.answering.event(event, body, handled))

    return bolt


def _whose(kind: str, body: Payload, chat: "SlackChat") -> None:
    """Somebody joined, changed or left; a user group did; or the app itself was shown the door."""
    about = incoming.part(body, "event")
    if kind in ("user_change", "team_join"):
        chat.later(chat.directory.changed(incoming.part(about, "user")))
    elif kind in ("tokens_revoked", "app_uninstalled"):
        chat.connection.web.silent("account_inactive" if kind == "app_uninstalled" else "token_revoked")
    elif kind in ("subteam_created", "subteam_updated") and chat.directory.groups:
        chat.later(chat.directory.groups.changed(incoming.part(about, "subteam")))


def _event(kind: str, body: Payload, chat: "SlackChat") -> Event | None:
    home = chat.connection.home
    if kind in ("message", "app_mention"):
        return incoming.said(body, home)
    if kind == "reaction_added":
        return incoming.reacted(body, home)
    if kind == "app_home_opened":
        user, channel = incoming.text_at(body, "event", "user"), incoming.text_at(body, "event", "channel")
        if user and channel.startswith("D"):
            chat.met(user, channel)
        return incoming.home_opened(body, home)
    if kind not in PEOPLE:
        log.info("an event of a kind that nobody listens to", kind=kind)
    return None


async def _within(chat: "SlackChat", event: Event, view: Payload | None = None) -> Handled:
    """The unit, with its answer if that came within the time that may be waited; it goes on all the same (T07)."""
    stood = chat.times_drawn(getattr(event, "message", None) or "")

    async def unit() -> Answer:
        known = await chat.directory.recognised(event)
        if view is not None and isinstance(known, Submit):
            known = await with_files(chat, known, view)
        return await chat.app.handle(known)

    task = asyncio.create_task(unit(), name="slack unit")
    done, _rest = await asyncio.wait({task}, timeout=chat.wait_seconds)
    return Handled(task, task.result() if done else None, stood)


def _to_form(answer: Answer | None, view: Payload) -> dict[str, Any]:
    """What happens to the form: errors at its fields, another form in its place, or it closes."""
    if answer is not None and answer.errors:
        return {"response_action": "errors", "errors": at_fields(answer.errors, view)}
    if answer is not None and answer.form:
        return {
            "response_action": "update",
            "view": modal(answer.form, incoming.origin(view), answer.language),
        }
    return {}
