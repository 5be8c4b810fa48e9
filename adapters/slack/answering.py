"""What the person who acted gets to see after the acknowledgement: the reply, the message drawn anew, a form, a notice."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import aiohttp
import structlog

from adapters.slack.addresses import spot
from adapters.slack.connection import Expired, asked
from adapters.slack.files import files_of
from adapters.slack.incoming import origin, text_at
from adapters.slack.outgoing_form import modal
from adapters.slack.outgoing_text import escape, text_blocks
from bots.chat import Answer, Command, Event, Failed, Gone, Later, Pointed, Press, Submit, Where, Who
from bots.ui import FormNode, Message
from bots.ui.text import letters
from core.values import frozen
from core.words import N_

if TYPE_CHECKING:
    from adapters.slack.client import SlackChat

log = structlog.get_logger()
READY, OPEN = N_("Your form is ready"), N_("Open form…")
NOT_SENT, CHANGE = N_("Not sent yet: something has to change"), N_("Change…")
TRIES, PAUSE_SECONDS, LONGEST_WAIT = 4, 0.5, 60.0
"""The pause before the second try; before the third it is twice as long, and so on."""
T = TypeVar("T")
Payload = Mapping[str, Any]
QUIET: dict[str, Any] = {"unfurl_links": False, "unfurl_media": False}


@frozen
class Handled:
    """A unit at work: its answer, None while it is too late for the acknowledgement, and how often the message was drawn before."""

    unit: asyncio.Task[Answer]
    in_time: Answer | None
    stood: int = 0

    @property
    def late(self) -> bool:
        """Whether the acknowledgement went out without it."""
        return self.in_time is None

    async def answer(self) -> Answer:
        """The answer, when it is there."""
        return self.in_time or await self.unit


class Answering:
    """Answers over one chat."""

    def __init__(self, chat: "SlackChat", pause_seconds: float) -> None:
        self.chat, self.pause_seconds = chat, pause_seconds

    async def trying(self, doing: Callable[[bool], Awaitable[T]]) -> T:
        """Do it, and again after a pause where Slack asks to wait or gives no answer; the value says "not the first time"."""
        for number in range(1, TRIES):
            try:
                return await doing(number > 1)
            except Later as later:
                if later.seconds > LONGEST_WAIT:
                    raise
                await asyncio.sleep(later.seconds)
            except (OSError, TimeoutError, aiohttp.ClientError):
                await asyncio.sleep(number * self.pause_seconds)
        return await doing(True)

    def at_once(self, event: Command, answer: Answer) -> dict[str, Any]:
        """What the acknowledgement of a command carries; in a direct conversation a reply is posted, so that it lives."""
        if answer.reply and event.where.kind != "dm":
            return {**self.chat.body(answer.reply, answer.language), **QUIET, "response_type": "ephemeral"}
        return {**_note(answer.notice), **QUIET, "response_type": "ephemeral"} if answer.notice else {}

    def all_said(self, event: Command, answer: Answer | None) -> bool:
        """Whether the acknowledgement said it all: in time, no form, and no reply or file that goes another way."""
        reply = answer and answer.reply
        return bool(answer and not answer.form) and (not reply or (event.where.kind != "dm" and not files_of(reply)))

    async def command(self, event: Command, body: Payload, handled: Handled) -> None:
        """After a command: its form, its reply in a direct conversation, and all of it when it was late."""
        answer, late, url = await handled.answer(), handled.late, text_at(body, "response_url")
        if answer.form:
            await self._form(event, body, answer.form, answer.language, url, late)
        if answer.reply and (late or event.where.kind == "dm"):
            await self._privately(event, event.where, url, answer.reply, answer)
        elif answer.reply:
            await self.chat.hand_over(event.who.user, answer.reply)
        if answer.notice and late:
            await self._notice(event, event.where, url, answer.notice)

    async def press(self, event: Press, body: Payload, handled: Handled) -> None:
        """After a press: the message drawn anew, a form, something beside it, or a notice."""
        answer, url = await handled.answer(), text_at(body, "response_url")
        if answer.form:
            await self._form(event, body, answer.form, answer.language, url, handled.late)
        await self._shown(event, event.where, url, answer, handled.stood)

    async def shortcut(self, event: Pointed | Command, body: Payload, handled: Handled) -> None:
        """After an action on a message or a command chosen from Slack's menu: the message pointed at stays as it is."""
        answer, url = await handled.answer(), text_at(body, "response_url")
        if answer.form:
            await self._form(event, body, answer.form, answer.language, url, handled.late)
        await self._shown(event, event.where, url, answer)

    async def submit(self, event: Submit, body: Payload, handled: Handled) -> None:
        """After a form; a late one has closed, so that its errors and next forms come by direct message."""
        answer = await handled.answer()
        if not handled.late:
            await self._shown(event, event.where, str(origin(body["view"]).get("u") or ""), answer, handled.stood)
            return
        there = Where(self.chat.known_direct(event.who.user), "dm")
        if answer.errors:
            wrong = "\n".join(f"- {text}" for text in answer.errors.values())
            await self._aside(event, there, "", event.id, event.values, NOT_SENT, CHANGE)
            await self._notice(event, there, "", wrong)
        elif answer.form:
            await self._ready(event, there, "", answer.form)
        await self._shown(event, there, "", answer, handled.stood)

    async def event(self, event: Event, body: Payload, handled: Handled) -> None:
        """After words to Townhall or a look at Home; no form can open from words, so a button to it is given."""
        answer = await handled.answer()
        if answer.home:
            drawn = answer.home
            await self.trying(lambda again: self.chat.home(event.who.space, event.who.user, drawn))
        where = getattr(event, "where", Where("", "dm"))
        if answer.form:
            await self._ready(event, where, "", answer.form)
        await self._shown(event, where, "", answer)

    async def _shown(self, event: Event, where: Where, url: str, answer: Answer, stood: int = 0) -> None:
        if answer.replace:
            await self._drawn_anew(event, where, url, answer, answer.replace, stood)
        if answer.reply:
            await self._privately(event, where, url, answer.reply, answer)
        if answer.notice:
            await self._notice(event, where, url, answer.notice)

    async def _drawn_anew(
        self, event: Event, where: Where, url: str, answer: Answer, message: Message, stood: int
    ) -> None:
        """The pressed message as it is now; what only one person sees can be changed over that click's own URL only."""
        ref = getattr(event, "message", None)
        if ref is None:
            await self._privately(event, where, url, message, answer)
        elif getattr(event, "private", False):
            body = {**self.chat.body(message, answer.language), **QUIET, "replace_original": True}
            if url and await self._over(url, body):
                await self.chat.hand_over(event.who.user, message)
            else:
                await self._privately(event, Where("", "dm"), "", message, answer)
        else:
            try:
                await self.trying(lambda again: self.chat.edit(ref, message))
            except Gone:
                await self._privately(event, where, url, message, answer)
                return
            await self.chat.app.stands(ref, answer, message)
            await self.chat.hand_over(event.who.user, message)
            if self.chat.times_drawn(ref) != stood + 1:  # somebody's change was drawn meanwhile, and may be newer
                await self.chat.app.look_again(ref)

    async def _over(self, url: str, body: dict[str, Any]) -> bool:
        """Answer over a response URL; says whether it still took one."""
        try:
            await self.trying(lambda again: self.chat.connection.respond(url, body))
        except Expired:
            return False
        return True

    async def _privately(self, event: Event, where: Where, url: str, message: Message, answer: Answer | None) -> None:
        """Something new for this person only: a lasting message in a direct conversation, a passing one elsewhere."""
        body = self.chat.body(message, answer.language if answer else "en")
        if where.kind != "dm" and await self._passing(event.who, where, url, body):
            await self.chat.hand_over(event.who.user, message)
            return
        ref = await self._posted(event, where if where.kind == "dm" else Where("", "dm"), message)
        if answer:
            await self.chat.app.stands(ref, answer, message)

    async def _notice(self, event: Event, where: Where, url: str, text: str) -> None:
        """A short private notice that replaces nothing."""
        if (url or where.kind != "dm") and await self._passing(event.who, where, url, _note(text)):
            return
        web, address = self.chat.web, await self._direct(event.who, where if where.kind == "dm" else Where("", "dm"))
        place = spot(address)
        await self.trying(lambda again: asked(
            web.chat_postMessage(channel=place.channel, thread_ts=place.ts or None, **_note(text), **QUIET)
        ))  # fmt: skip

    async def _passing(self, who: Who, where: Where, url: str, body: dict[str, Any]) -> bool:
        """Show this to one person where they are; says whether it could be done."""
        if url:
            said = {**body, **QUIET, "response_type": "ephemeral", "replace_original": False}
            return await self._over(url, said)
        to = spot(where.ref)
        there: dict[str, Any] = {"channel": to.channel, "user": who.user, "thread_ts": to.ts or None}
        try:
            await self.trying(lambda again: asked(self.chat.web.chat_postEphemeral(**there, **body)))
        except Failed:
            return False
        return True

    async def _form(
        self, event: Command | Press | Pointed, body: Payload, form: FormNode, tongue: str, url: str, late: bool
    ) -> None:
        """Open it; where that is no longer possible, give a button that does (T07)."""
        pressed = event if isinstance(event, Press) else None
        view = modal(form, {
            "c": event.where.ref, "m": pressed and pressed.message, "p": bool(pressed and pressed.private), "u": url,
        }, tongue)  # fmt: skip
        if late or not await self._opened(text_at(body, "trigger_id"), view):
            await self._ready(event, event.where, url, form)

    async def _opened(self, trigger: str, view: dict[str, Any]) -> bool:
        """Open this modal; says whether the trigger was still warm."""
        try:
            await asked(self.chat.web.views_open(trigger_id=trigger, view=view))
        except (Failed, Later, OSError, TimeoutError, aiohttp.ClientError) as lost:
            log.info("a form could not open, a button to it is given", why=str(lost))
            return False
        return True

    async def _ready(self, event: Event, where: Where, url: str, form: FormNode) -> None:
        await self._aside(event, where, url, form.id, {one.key: one.default for one in form.fields}, READY, OPEN)

    async def _aside(
        self, event: Event, where: Where, url: str, form: str, values: Mapping[str, str | tuple[str, ...]],
        summary: str, label: str,
    ) -> None:  # fmt: skip
        message = await self.chat.app.aside(event.who, form, values, summary, label)
        if message:
            await self._privately(event, where, url, message, None)

    async def _posted(self, event: Event, where: Where, message: Message) -> str:
        address = await self._direct(event.who, where)
        return await self.trying(lambda again: self.chat.send(address, message, f"{event.key}/reply", again))

    async def _direct(self, who: Who, where: Where) -> str:
        if where.ref:
            return where.ref
        return await self.trying(lambda again: self.chat.direct(who.space, who.user))


def _note(text: str) -> dict[str, Any]:
    return {"text": escape(letters(text)), "blocks": text_blocks(text)}
