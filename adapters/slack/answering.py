"""What the person who acted gets to see after the acknowledgement: the reply, the message drawn anew, a form, a notice."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import aiohttp

from adapters.slack.addresses import spot
from adapters.slack.connection import Expired, asked
from adapters.slack.incoming import origin, text_at
from adapters.slack.outgoing import escape, text_blocks
from adapters.slack.outgoing_form import modal
from bots.chat import Answer, Command, Event, Failed, Gone, Later, Press, Submit, Where, Who
from bots.ui import FormNode, Message
from bots.ui.text import letters
from core.words import N_

if TYPE_CHECKING:
    from adapters.slack.client import SlackChat

READY, OPEN = N_("Your form is ready"), N_("Open form…")
NOT_SENT, CHANGE = N_("Not sent yet: something has to change"), N_("Change…")
TRIES, LONGEST_WAIT = 4, 60.0
T = TypeVar("T")
Payload = Mapping[str, Any]
Task = asyncio.Task[Answer]
QUIET: dict[str, Any] = {"unfurl_links": False, "unfurl_media": False}


class Answering:
    """Answers over one chat. `answer` is None where the unit came too late for the acknowledgement; its task goes on."""

    def __init__(self, chat: "SlackChat") -> None:
        self.chat = chat

    def at_once(self, event: Command, answer: Answer) -> dict[str, Any]:
        """What the acknowledgement of a command carries; in a direct conversation a reply is posted, so that it lives."""
        if answer.reply and event.where.kind != "dm":
            return {**self.chat.body(answer.reply), **QUIET, "response_type": "ephemeral"}
        return {**_note(answer.notice), **QUIET, "response_type": "ephemeral"} if answer.notice else {}

    async def command(self, event: Command, body: Payload, answer: Answer | None, task: Task) -> None:
        """After a command: its form, its reply in a direct conversation, and all of it when it was late."""
        late, answer, url = answer is None, answer or await task, text_at(body, "response_url")
        if answer.form:
            await self._form(event, body, answer.form, answer.language, url, late)
        if answer.reply and (late or event.where.kind == "dm"):
            await self._privately(event, event.where, url, answer.reply, answer)
        if answer.notice and late:
            await self._notice(event, event.where, url, answer.notice)

    async def press(self, event: Press, body: Payload, answer: Answer | None, task: Task) -> None:
        """After a press: the message drawn anew, a form, something beside it, or a notice."""
        late, answer, url = answer is None, answer or await task, text_at(body, "response_url")
        if answer.form:
            await self._form(event, body, answer.form, answer.language, url, late)
        await self._shown(event, event.where, url, answer)

    async def submit(self, event: Submit, body: Payload, answer: Answer | None, task: Task) -> None:
        """After a form; a late one has closed, so that its errors and next forms come by direct message."""
        late, answer = answer is None, answer or await task
        if not late:
            await self._shown(event, event.where, str(origin(body["view"]).get("u") or ""), answer)
            return
        there = Where(self.chat.known_direct(event.who.user), "dm")
        if answer.errors:
            wrong = "\n".join(f"- {text}" for text in answer.errors.values())
            await self._aside(event, there, "", event.id, event.values, NOT_SENT, CHANGE)
            await self._notice(event, there, "", wrong)
        elif answer.form:
            values = {field.key: field.default for field in answer.form.fields}
            await self._aside(event, there, "", answer.form.id, values, READY, OPEN)
        await self._shown(event, there, "", answer)

    async def event(self, event: Event, body: Payload, answer: Answer | None, task: Task) -> None:
        """After words to Townhall or a look at Home; no form can open from words, so a button to it is given."""
        answer = answer or await task
        if answer.home:
            drawn = answer.home
            await trying(lambda again: self.chat.home(event.who.space, event.who.user, drawn))
        where = getattr(event, "where", Where("", "dm"))
        if answer.form:
            values = {field.key: field.default for field in answer.form.fields}
            await self._aside(event, where, "", answer.form.id, values, READY, OPEN)
        await self._shown(event, where, "", answer)

    async def _shown(self, event: Event, where: Where, url: str, answer: Answer) -> None:
        if answer.replace:
            await self._drawn_anew(event, where, url, answer.replace, answer)
        if answer.reply:
            await self._privately(event, where, url, answer.reply, answer)
        if answer.notice:
            await self._notice(event, where, url, answer.notice)

    async def _drawn_anew(self, event: Event, where: Where, url: str, message: Message, answer: Answer) -> None:
        """The pressed message as it is now; what only one person sees can be changed over that click's own URL only."""
        ref = getattr(event, "message", None)
        if ref is None:
            await self._privately(event, where, url, message, answer)
        elif getattr(event, "private", False):
            body = {**self.chat.body(message), "replace_original": True}
            try:
                await trying(lambda again: self.chat.connection.respond(url, body))
            except (Expired, ValueError):
                await self._privately(event, Where("", "dm"), "", message, answer)
        else:
            try:
                await trying(lambda again: self.chat.edit(ref, message))
            except Gone:
                await self._privately(event, where, url, message, answer)
                return
            await self.chat.app.stands(ref, answer, message)

    async def _privately(self, event: Event, where: Where, url: str, message: Message, answer: Answer | None) -> None:
        """Something new for this person only: a lasting message in a direct conversation, a passing one elsewhere."""
        if where.kind != "dm" and await self._passing(event.who, where, url, self.chat.body(message)):
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
        await trying(lambda again: asked(
            web.chat_postMessage(channel=place.channel, thread_ts=place.ts or None, **_note(text), **QUIET)
        ))  # fmt: skip

    async def _passing(self, who: Who, where: Where, url: str, body: dict[str, Any]) -> bool:
        """Show this to one person where they are; says whether it could be done."""
        try:
            if url:
                said = {**body, **QUIET, "response_type": "ephemeral", "replace_original": False}
                await trying(lambda again: self.chat.connection.respond(url, said))
            else:
                place = spot(where.ref)
                await trying(lambda again: asked(self.chat.web.chat_postEphemeral(
                    channel=place.channel, user=who.user, thread_ts=place.ts or None, **body
                )))  # fmt: skip
        except (Expired, Failed):
            return False
        return True

    async def _form(
        self, event: Command | Press, body: Payload, form: FormNode, tongue: str, url: str, late: bool
    ) -> None:
        """Open it; where that is no longer possible, give a button that does (T07)."""
        view = modal(form, {
            "c": event.where.ref, "m": getattr(event, "message", None), "p": getattr(event, "private", False), "u": url,
        }, tongue)  # fmt: skip
        if not late:
            try:
                await asked(self.chat.web.views_open(trigger_id=text_at(body, "trigger_id"), view=view))
                return
            except (Failed, Later, OSError, TimeoutError, aiohttp.ClientError):
                late = True
        values = {field.key: field.default for field in form.fields}
        await self._aside(event, event.where, url, form.id, values, READY, OPEN)

    async def _aside(
        self, event: Event, where: Where, url: str, form: str, values: Mapping[str, str | tuple[str, ...]],
        summary: str, label: str,
    ) -> None:  # fmt: skip
        message = await self.chat.app.aside(event.who, form, values, summary, label)
        if message:
            await self._privately(event, where, url, message, None)

    async def _posted(self, event: Event, where: Where, message: Message) -> str:
        address = await self._direct(event.who, where)
        return await trying(lambda again: self.chat.send(address, message, f"{event.key}/reply", again))

    async def _direct(self, who: Who, where: Where) -> str:
        if where.ref:
            return where.ref
        return await trying(lambda again: self.chat.direct(who.space, who.user))


async def trying(doing: Callable[[bool], Awaitable[T]]) -> T:
    """Do it, and again after a pause where Slack asks to wait or gives no answer; the value says "not the first time"."""
    for number in range(1, TRIES):
        try:
            return await doing(number > 1)
        except Later as later:
            await asyncio.sleep(min(later.seconds, LONGEST_WAIT))
        except (OSError, TimeoutError, aiohttp.ClientError):
            await asyncio.sleep(number / 2)
    return await doing(True)


def _note(text: str) -> dict[str, Any]:
    return {"text": escape(letters(text)), "blocks": text_blocks(text)}
