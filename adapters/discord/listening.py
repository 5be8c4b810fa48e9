"""What Discord tells becomes an event for the app, and the app's answer the interaction's: at once, or deferred after 2 s."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import replace
from typing import Any

import discord
import structlog

from adapters.discord import incoming, outgoing
from adapters.discord.addresses import Spot, spot
from adapters.discord.connection import Connection
from adapters.discord.directory import Company
from adapters.discord.hooks import Stumbled
from adapters.discord.outgoing_form import modal
from adapters.discord.ticket import Ticket, whole
from bots.app import App
from bots.chat import Answer, Command, Failed, Later, Press, Said, Submit
from bots.ui import Chart, FormNode, Message
from core.words import N_, _, speaking

log = structlog.get_logger()
Drawing = Callable[[Chart], Awaitable[bytes | None]]
KNOWN, GRACE_SECONDS = 2000, 3.0
READY, OPEN = N_("Your form is ready"), N_("Open form…")


class Listening:
    """Between Discord's events and the app."""

    def __init__(
        self, app: App, company: Company, patience: float, lookup_patience: float, pictures: Drawing | None
    ) -> None:
        self.app, self.company, self.pictures = app, company, pictures
        self._patience, self._lookup_patience = patience, lookup_patience
        self.connection: Connection
        self._seen: OrderedDict[int, None] = OrderedDict()
        self._drawn: OrderedDict[str, int] = OrderedDict()
        self._under_way: set[asyncio.Task[Any]] = set()

    async def rest(self) -> None:
        """Let what is under way be answered."""
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=GRACE_SECONDS)

    async def interaction(self, told: discord.Interaction) -> None:
        """A command, a press, a form, or somebody typing. One that comes in twice is answered once (T03)."""
        if told.id in self._seen:
            return
        self._seen[told.id] = None
        while len(self._seen) > KNOWN:
            self._seen.popitem(last=False)
        await self._guarded(self._hears(told))

    async def message(self, heard: discord.Message) -> None:
        """Somebody wrote."""
        await self._guarded(self._talks(heard))

    async def reaction(self, told: discord.RawReactionActionEvent) -> None:
        """Somebody put an emoji on a message."""
        await self._guarded(self._notes(told))

    async def _guarded(self, doing: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(doing)
        self._under_way.add(task)
        try:
            await task
        except Failed as failed:
            log.warning("discord: the answer was not taken", why=failed.why)
        except Exception:
            log.exception("discord: the answer was not given")
        finally:
            self._under_way.discard(task)

    async def _hears(self, told: discord.Interaction) -> None:
        place = spot(incoming.where(told).ref)
        ticket = Ticket(self.connection, told.id, told.token, place, incoming.pressed(told)[0])
        if told.type is discord.InteractionType.autocomplete:
            await self._suggests(told, ticket)
            return
        event = incoming.event(told, self.company, self.app.suite)
        if event:
            await self._answers(event, ticket)

    async def _suggests(self, told: discord.Interaction, ticket: Ticket) -> None:
        """People type on: late suggestions are none."""
        lookup = incoming.lookup(told, self.company, self.app.suite)
        try:
            found = await asyncio.wait_for(self.app.suggest(lookup), self._lookup_patience)
        except TimeoutError:
            found = []
        except Exception:
            log.exception("discord: no suggestions")
            found = []
        await ticket.choices(found)

    async def _notes(self, told: discord.RawReactionActionEvent) -> None:
        channel = self.connection.client.get_channel(told.channel_id) if self.connection.client else None
        reacted = incoming.reacted(told, self.company, self.connection.me, channel)
        if reacted:
            await self.app.handle(reacted)

    async def _answers(self, event: Command | Press | Submit, ticket: Ticket) -> None:
        stood = self._drawn.get(ticket.pressed or "", 0)
        handling = asyncio.create_task(self.app.handle(event))
        self._under_way.add(handling)
        handling.add_done_callback(self._under_way.discard)
        await asyncio.wait({handling}, timeout=self._patience)
        if not handling.done():
            await ticket.defer()
        answer = await handling
        with speaking(answer.language):
            try:
                await self._shows(event, answer, ticket, stood)
            except (Failed, Later, Stumbled) as lost:
                if not ticket.place.direct or (isinstance(lost, Failed) and lost.why == "answered"):
                    raise
                await self._posts_instead(answer, ticket.place)

    async def _posts_instead(self, answer: Answer, place: Spot) -> None:
        """Discord took no answer in time: in a direct conversation what was decided is said as an ordinary message."""
        log.warning("discord: an answer came too late and is posted instead")
        shown = answer.replace or answer.reply
        body = whole(outgoing.message(shown)) if shown else outgoing.notice(answer.notice or _("Done."))
        ref = await self.posts(place, body)
        if shown:
            await self.app.stands(ref, answer, shown)

    async def _shows(self, event: Command | Press | Submit, answer: Answer, ticket: Ticket, stood: int) -> None:
        """One answer, in the order that Discord allows: a form alone, else the pressed message, a reply, a notice."""
        if answer.form and not ticket.answered and not isinstance(event, Submit):
            await ticket.opens(modal(answer.form, ticket.place.direct))
            return
        if answer.form:
            answer = replace(answer, form=None, reply=await self._aside(event, answer.form))
        if answer.replace and ticket.pressed:
            drawn = outgoing.message(answer.replace)
            ref = await ticket.redraws(whole(drawn))
            if not isinstance(event, Command) and not event.private:
                await self.app.stands(ref, answer, answer.replace)
                if (
                    self._drawn.get(ref, 0) != stood
                ):  # somebody else's change was drawn meanwhile, and may be the newer one
                    await self.app.look_again(ref)
                self._redrawn(ref)
            await self._illustrates(ticket, ref, drawn)
        elif answer.replace:
            answer = replace(answer, reply=answer.replace, replace=None)
        if answer.reply:
            drawn = outgoing.message(answer.reply)
            ref = await ticket.says(whole(drawn), private=not ticket.place.direct)
            if ticket.place.direct:
                await self.app.stands(ref, answer, answer.reply)
            await self._illustrates(ticket, ref, drawn)
        for text in [answer.notice, *answer.errors.values()]:
            if text:
                await ticket.says(outgoing.notice(text), private=True)
        if ticket.pressed:
            await ticket.nothing()
        elif not (answer.reply or answer.replace or answer.notice or answer.errors):
            await ticket.says(outgoing.notice(_("Done.")), private=True)

    async def _aside(self, event: Command | Press | Submit | Said, form: FormNode) -> Message | None:
        """A form that can't open now, behind a button that opens it."""
        values = {field.key: field.default for field in form.fields}
        return await self.app.aside(event.who, form.id, values, READY, OPEN)

    async def _illustrates(self, ticket: Ticket, ref: str, drawn: outgoing.Drawn) -> None:
        """The pictures of its charts, edited in when they are drawn."""
        found = await self.drawn(drawn)
        if found:
            body, files = found
            await ticket.adds(ref, body, files)

    async def drawn(self, drawn: outgoing.Drawn) -> tuple[dict[str, Any], list[tuple[str, bytes]]] | None:
        """A message with its pictures, or None where there are none."""
        if not drawn.charts or self.pictures is None:
            return None
        body, files = outgoing.with_pictures(drawn, [await self.pictures(chart) for chart in drawn.charts])
        return (body, files) if files else None

    async def _talks(self, heard: discord.Message) -> None:
        """Words for Townhall: answered in the conversation, unless others would look on."""
        said = incoming.said(heard, self.company, self.connection.me)
        if said is None:
            return
        answer = await self.app.handle(said)
        with speaking(answer.language):
            shown = answer.reply or answer.replace
            if answer.form:
                shown = await self._aside(said, answer.form)
            if shown and said.where.kind != "dm":
                body = outgoing.notice(_("Type this as a command with a slash, so that only you see the answer."))
            elif shown:
                drawn = outgoing.message(shown)
                body = whole(drawn)
            elif answer.notice:
                body = outgoing.notice(answer.notice)
            else:
                return
        try:
            ref = await self.posts(spot(said.where.ref), body)
        except Later:
            log.warning("discord: words were not answered: too many at once")
            return
        if shown and said.where.kind == "dm":
            await self.app.stands(ref, answer, shown)
            found = await self.drawn(outgoing.message(shown))
            if found:
                await self.edits(spot(ref), *found)

    async def posts(self, place: Spot, body: dict[str, Any]) -> str:
        """Post a message; gives its ref."""
        made = await self.connection.call("POST", "/channels/{channel_id}/messages", body, channel_id=place.channel)
        return f"{Spot(place.guild, place.channel)}/{made['id']}"

    async def edits(self, place: Spot, body: dict[str, Any], files: list[tuple[str, bytes]] | None = None) -> None:
        """Draw a message of one's own anew."""
        await self.connection.call(
            "PATCH", "/channels/{channel_id}/messages/{message_id}", {"attachments": [], **body}, files=files or (),
            channel_id=place.channel, message_id=place.message,
        )  # fmt: skip
        self._redrawn(str(place))

    def _redrawn(self, ref: str) -> None:
        self._drawn[ref] = self._drawn.pop(ref, 0) + 1
        while len(self._drawn) > KNOWN:
            self._drawn.popitem(last=False)
