"""What the app answers becomes what Discord shows: at once, or after a deferral, and never silently nothing."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import structlog

from adapters.discord import incoming, outgoing
from adapters.discord.addresses import Spot, spot
from adapters.discord.connection import Connection
from adapters.discord.files_in import Data, with_files
from adapters.discord.hooks import Stumbled
from adapters.discord.outgoing_form import modal
from adapters.discord.ticket import Ticket, whole
from bots.app import App
from bots.chat import Answer, Failed, Later, Press, Said, Submit
from bots.ui import Chart, FormNode, Message
from core.words import N_, _, speaking

log = structlog.get_logger()
Drawing = Callable[[Chart], Awaitable[bytes | None]]
Acted = incoming.Acted
Files = list[tuple[str, bytes]]
REMEMBERED = 2000
READY, OPEN = N_("Your form is ready"), N_("Open form…")


class Answering:
    """Everything that is said in Discord, in answer or of one's own accord."""

    def __init__(self, app: App, connection: Connection, patience: float, pictures: Drawing | None) -> None:
        self.app, self.connection, self._patience, self._pictures = app, connection, patience, pictures
        self._draws: OrderedDict[str, int] = OrderedDict()

    async def acted(self, event: Acted, ticket: Ticket, files: Mapping[str, Data] | None = None) -> None:
        """Somebody acted. What is answered is committed; what takes longer than 2 s is deferred (T07)."""
        draws = self._draws.get(ticket.pressed or "", 0)
        handling = asyncio.create_task(self._handled(event, files or {}))
        await asyncio.wait({handling}, timeout=self._patience)
        try:
            if not handling.done():
                await ticket.defer()
            answer = await handling
            with speaking(answer.language):
                await self._shown(event, answer, ticket, draws)
        except (Failed, Later, Stumbled) as lost:
            answered = isinstance(lost, Failed) and lost.why == "answered"
            if ticket.given or answered:
                raise
            log.warning("discord: an answer came too late and is told as a message")
            if ticket.place.direct:
                await self._posted_instead(await handling, ticket.place)
            else:
                await self.app.owe(event, await handling)

    async def _handled(self, event: Acted, files: Mapping[str, Data]) -> Answer:
        return await self.app.handle(await with_files(self.app, self.connection, event, files))

    async def said(self, said: Said) -> None:
        """Words for Townhall: answered in the conversation, unless others would look on."""
        answer = await self.app.handle(said)
        with speaking(answer.language):
            shown = await self._aside(said, answer.form) if answer.form else answer.reply or answer.replace
            if shown and said.where.kind != "dm":
                shown, words = None, _("Type this as a command with a slash, so that only you see the answer.")
            else:
                words = answer.notice
            if shown:
                await self._posted(spot(said.where.ref), shown, answer)
            elif words:
                await self.posts(spot(said.where.ref), outgoing.notice(words))

    async def posts(self, place: Spot, body: dict[str, Any], files: Sequence[tuple[str, bytes]] = ()) -> str:
        """Post a message with its files; gives its ref."""
        made = await self.connection.call(
            "POST", "/channels/{channel_id}/messages", body, files=files, channel_id=place.channel
        )
        return str(Spot(place.guild, place.channel, str(made["id"])))

    async def edits(self, place: Spot, body: dict[str, Any], files: Sequence[tuple[str, bytes]] = ()) -> None:
        """Draw a message of one's own anew."""
        await self.connection.call(
            "PATCH", "/channels/{channel_id}/messages/{message_id}", {"attachments": [], **body}, files=files,
            channel_id=place.channel, message_id=place.message,
        )  # fmt: skip
        self._drawn_again(str(place))

    async def illustrated(self, drawn: outgoing.Drawn) -> tuple[dict[str, Any], Files] | None:
        """A message with the pictures of its charts, or None where there are none."""
        if not drawn.charts or self._pictures is None:
            return None
        body, files = outgoing.with_pictures(drawn, [await self._pictures(chart) for chart in drawn.charts])
        return (body, files) if files else None

    async def _shown(self, event: Acted, answer: Answer, ticket: Ticket, draws: int) -> None:
        """One answer, in the order that Discord allows: a form alone, else the pressed message, a reply, a notice."""
        if answer.form and not ticket.answered and not isinstance(event, Submit):
            await ticket.opens(modal(answer.form, ticket.place.direct))
            return
        if answer.form:
            answer = replace(answer, form=None, reply=await self._aside(event, answer.form))
        if answer.replace and not ticket.pressed:
            answer = replace(answer, reply=answer.replace, replace=None)
        shown: list[tuple[str, outgoing.Drawn]] = []
        if answer.replace:
            shown.append(await self._changed(event, answer, answer.replace, ticket, draws))
        if answer.reply:
            drawn = outgoing.message(answer.reply)
            ref = await ticket.says(whole(drawn), not ticket.place.direct, drawn.files)
            shown.append((ref, drawn))
            if ticket.place.direct:
                await self.app.stands(ref, answer, answer.reply)
        for text in [answer.notice, *answer.errors.values()]:
            if text:
                await ticket.says(outgoing.notice(text), private=True)
        if not (shown or answer.notice or answer.errors):
            await (ticket.nothing() if ticket.pressed else ticket.says(outgoing.notice(_("Done.")), private=True))
        for ref, drawn in shown:
            found = await self.illustrated(drawn)
            if found:
                await ticket.adds(ref, *found)

    async def _changed(
        self, event: Acted, answer: Answer, message: Message, ticket: Ticket, draws: int
    ) -> tuple[str, outgoing.Drawn]:
        """The pressed message as it is now."""
        drawn = outgoing.message(message)
        ref = await ticket.redraws(whole(drawn), drawn.files)
        if isinstance(event, (Press, Submit)) and not event.private:
            await self.app.stands(ref, answer, message)
            between = self._draws.get(ref, 0) != draws
            self._drawn_again(ref)
            if between:  # somebody else's change was drawn in the meantime, and may be the newer one
                await self.app.look_again(ref)
        return ref, drawn

    async def _aside(self, event: Acted | Said, form: FormNode) -> Message | None:
        """A form that can't open now, behind a button that opens it."""
        values = {field.key: field.default for field in form.fields}
        return await self.app.aside(event.who, form.id, values, READY, OPEN)

    async def _posted(self, place: Spot, message: Message, answer: Answer) -> None:
        drawn = outgoing.message(message)
        ref = await self.posts(place, whole(drawn), drawn.files)
        await self.app.stands(ref, answer, message)
        found = await self.illustrated(drawn)
        if found:
            await self.edits(spot(ref), *found)

    async def _posted_instead(self, answer: Answer, place: Spot) -> None:
        """Discord took no answer in time: in a direct conversation what was decided is said as an ordinary message."""
        shown = answer.replace or answer.reply
        with speaking(answer.language):
            if shown:
                await self._posted(place, shown, answer)
            else:
                await self.posts(place, outgoing.notice(answer.notice or _("Done.")))

    def _drawn_again(self, ref: str) -> None:
        self._draws[ref] = self._draws.pop(ref, 0) + 1
        while len(self._draws) > REMEMBERED:
            self._draws.popitem(last=False)
