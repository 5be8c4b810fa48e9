"""The app: one event in, one transaction, one answer. Never raises for what people do; what it answers is committed."""

import asyncio
import secrets
from collections.abc import Iterable
from dataclasses import replace

from bots import answering, events, excuses, owed
from bots.bot import Bot, Mark, PressMark, SubmitMark
from bots.chat import (
    Answer,
    Chat,
    Command,
    Event,
    HomeOpened,
    Lookup,
    MessageAction,
    Press,
    Reacted,
    Said,
    Shown,
    Submit,
    Where,
    Who,
)
from bots.heard import CLICKS, Heard
from bots.home import compose
from bots.load import Load
from bots.pace import Pace
from bots.suite import NOBODY, Suite, digest
from bots.ui import Actions, Button, Message
from bots.ui.fields import Values
from core import jobs, people, words
from core.db import Database, Tx
from core.desk import drafts, inbound, live, telling
from core.errors import Stale, UserError
from core.words import _, speaking


class Duplicate(Exception):
    """This event came in before."""


class App:
    """Everything between a platform's event and its answer."""

    def __init__(self, db: Database, bots: Iterable[Bot], language: str = "en", zone: str = "Europe/Amsterdam") -> None:
        self.db, self.suite = db, Suite(bots, language, zone)
        self.chats = self.suite.chats
        self.woken, self.load, self.heard, self.pace = asyncio.Event(), Load(), Heard(), Pace()

    def add_chat(self, chat: Chat) -> None:
        """Serve this platform too."""
        self.chats[chat.platform] = chat

    async def start(self) -> None:
        """Plan what comes back, end what no code wants any more, and take back what a dead process was doing."""
        suite = self.suite

        def plan(tx: Tx) -> None:
            jobs.take_back_leases(tx)
            for name, mark in suite.rhythms.items():
                jobs.every(tx, f"every:{name}", mark.cron, suite.zone, "every", {"name": name}, mark.misfire)
            jobs.keep_only(tx, "every:", {f"every:{name}" for name in suite.rhythms})

        await self.db.write(plan)
        self.woken.set()

    async def handle(self, event: Event) -> Answer:
        """What the person who acted gets to see."""
        if self.load.too_much(event):
            return excuses.busy(event, self.suite.language)
        with self.load.one():
            return await self._handled(event)

    async def _handled(self, event: Event) -> Answer:
        if isinstance(event, Said) and event.text is not None:
            event = answering.said_as_command(self.suite, event) or event
        mark = self._mark(event)
        reads = mark.reads if mark else False
        try:
            if not reads and isinstance(event, CLICKS) and not self.heard.first_time(event.key):
                raise Duplicate
            seen = await self._look(event, mark)
            write = self.db.quick if self.pace.quick(event, mark) else self.db.write
            run, unit = (self.db.read, self._unit) if reads else (write, self._once)
            answer, left_work = await run(lambda tx: (unit(tx, event, mark, reads, seen), tx.left_work))
        except Duplicate:
            return await self._as_it_is(event, "")
        except UserError as refusal:
            if not await self._remember(event):
                return await self._as_it_is(event, "")
            if isinstance(refusal, Stale):
                return await self._as_it_is(event, refusal.text)
            return await self._refused(event, mark, refusal)
        except Exception:
            self.heard.forget(event.key)
            return excuses.failed(event, mark.full if mark else "?", self.suite.language)
        if left_work:
            self.woken.set()
        return answer

    async def suggest(self, lookup: Lookup) -> list[tuple[str, str]]:
        """At most 25 suggestions (label, value) for an option that somebody is typing."""

        def look(tx: Tx) -> list[tuple[str, str]]:
            found = people.find(tx, lookup.who.platform, lookup.who.space, lookup.who.user)
            if found is None or lookup.who.outsider:
                return []
            with speaking(found[0].language):
                ctx = self.suite.context(tx, found[0])
                return answering.suggest(self.suite, ctx, lookup.command, lookup.option, lookup.partial)

        return await self.db.read(look)

    async def stands(self, ref: str, answer: Answer, message: Message) -> None:
        """An adapter says where an answer stands, so that it is drawn again when its entity changes."""
        if answer.shown:
            shown, viewer, mark = answer.shown, answer.viewer, digest(message)
            await self.db.quick(lambda tx: live.stands(tx, ref, shown.view, shown.entity, viewer, mark))

    async def look_again(self, ref: str) -> None:
        """What stands there may have been drawn out of turn: plan to draw it once more if it shows something older."""

        def unit(tx: Tx) -> None:
            stood = live.standing_at(tx, ref)
            if stood:
                key = f"again:{stood.id}:{secrets.token_hex(8)}"
                jobs.many(tx, [jobs.row(key, tx.now, "edit", {"live": stood.id}, stood.viewer)])

        await self.db.write(unit)
        self.woken.set()

    async def aside(self, who: Who, form: str, values: Values, summary: str, label: str) -> Message | None:
        """A message with a button that opens this form as it was filled in, for when no form can open now.

        Summary and label are marked with N_() and said in the person's language; None for a stranger.
        """

        def unit(tx: Tx) -> Message | None:
            found = None if who.outsider else people.find(tx, who.platform, who.space, who.user)
            if found is None:
                return None
            kept = {key: list(value) if isinstance(value, tuple) else value for key, value in values.items()}
            draft = drafts.keep(tx, found[0].id, drafts.FORM, {"id": form, "values": kept})
            with speaking(found[0].language):
                return Message(_(summary), (Actions((Button(_(label), f"home.again:{draft}", "primary"),)),))

        return await self.db.write(unit)

    async def owe(self, event: Event, answer: Answer) -> None:
        """A platform takes this answer no more: it is told as a message, unless its giver must leave no trace."""
        mark = self._mark(event)
        if mark is None or not mark.unseen:
            await self.db.write(lambda tx: owed.owe(self.suite, tx, event, answer))
            self.woken.set()

    def _mark(self, event: Event) -> Mark | None:
        name = event.id.partition(":")[0] if isinstance(event, (Press, Submit)) else ""
        match event:
            case Command():
                return self.suite.commands.find(event.name, event.text)[0]
            case Press():
                return self.suite.presses.get(name)
            case Submit():
                return self.suite.submits.get(name)
            case MessageAction() | events.PersonAction():
                return self.suite.actions.get(event.id)
            case _:
                return None

    async def _look(self, event: Event, mark: Mark | None) -> object:
        looks = mark if isinstance(mark, (SubmitMark, PressMark)) and mark.look else None
        return await self.db.read(lambda tx: answering.look(self.suite, tx, event, looks)) if looks else None

    def _once(self, tx: Tx, event: Event, mark: Mark | None, reads: bool, seen: object) -> Answer:
        """The event's unit, unless it came in before; a click that changes nothing is known in memory only."""
        at_the_end = isinstance(event, CLICKS) and not tx.postgres
        with self.pace.measured(event, mark):
            if not at_the_end and not inbound.first_time(tx, event.key):
                raise Duplicate
            answer = self._unit(tx, event, mark, reads, seen)
            if at_the_end and not inbound.keep(tx, event.key):
                raise Duplicate
            return answer

    def _unit(self, tx: Tx, event: Event, mark: Mark | None, reads: bool, seen: object) -> Answer:
        who = event.who
        found = None if who.outsider else people.find(tx, who.platform, who.space, who.user)
        if found is None and mark and mark.strangers and not who.outsider:
            return self._stranger_acts(tx, event, mark)
        if found is None or (found[0].left_on and found[0].left_on < tx.now.date()):
            return excuses.unknown(event, self.suite.language)
        me, account, fresh = found
        words.language.set(me.language)
        chat = self.chats.get(who.platform)
        where = Where("", "home") if isinstance(event, HomeOpened) else event.where
        ctx = self.suite.context(tx, me, where, chat.caps if chat else None, event.key, seen)
        if isinstance(event, HomeOpened):
            drawn = compose(self.suite, ctx)
            telling.home_opened(tx, me.id, account, digest(drawn))
            return Answer(home=drawn)
        if isinstance(event, (Said, Reacted)):
            return answering.overheard(self.suite, ctx, event)
        if not (reads or fresh or (mark is not None and mark.unseen)):
            people.note_use(tx, account)
        answer = answering.carry_out(self.suite, ctx, event, mark)
        self.suite.settle(tx, me.id)
        return answer if answer.language == me.language else replace(answer, language=me.language)

    def _stranger_acts(self, tx: Tx, event: Event, mark: Mark) -> Answer:
        """Somebody without an account here does one of the few things that strangers may: showing who they are."""
        tongue = event.who.language if event.who.language in words.LANGUAGES else self.suite.language
        words.language.set(tongue)
        ctx = self.suite.context(tx, replace(NOBODY, language=tongue), Where("", "dm"), None, event.key)
        answer = answering.carry_out(self.suite, replace(ctx, who=event.who), event, mark)
        self.suite.settle(tx, None)
        return replace(answer, language=tongue)

    async def _remember(self, event: Event) -> bool:
        """A refused event is known too, so that its replay cannot succeed later. False where it came in before."""
        return await self.db.quick(lambda tx: inbound.first_time(tx, event.key))

    async def _as_it_is(self, event: Event, notice: str) -> Answer:
        """The pressed message as it is now, beside a notice."""
        ref = event.message if isinstance(event, Press) else None
        if ref is None:
            return Answer(notice=notice)

        def now(tx: Tx) -> Answer:
            stood = live.standing_at(tx, ref)
            drawn = self.suite.draw(tx, Shown(stood.view, stood.entity), stood.viewer) if stood else None
            return Answer(replace=drawn, notice=notice)

        return await self.db.read(now)

    async def _refused(self, event: Event, mark: Mark | None, refusal: UserError) -> Answer:
        if not (isinstance(event, Submit) and isinstance(mark, SubmitMark)):
            return Answer(notice=refusal.text)
        chat = self.chats.get(event.who.platform)

        def unit(tx: Tx) -> Answer:
            found = people.find(tx, event.who.platform, event.who.space, event.who.user)
            if found is None:
                return Answer(notice=refusal.text)
            with speaking(found[0].language):
                ctx = self.suite.context(tx, found[0], event.where, chat.caps if chat else None)
                return answering.refused_form(tx, ctx, event, mark, refusal)

        return await self.db.quick(unit)
