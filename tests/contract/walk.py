"""One company at work: its people type every command, fill in every form and press every button they come to see."""

import asyncio
from collections import Counter
from collections.abc import Callable, Coroutine, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import delete, update
from sqlmodel import select
from structlog.testing import capture_logs

from adapters import sample
from adapters.playground.client import BOT, SPACE, Playground, Posted
from bots.app import App
from bots.chat import Answer, Lookup, Who
from bots.registry import BOTS
from bots.ui import DISCORD, FREE, Button, FormNode, Message, Select
from bots.work import Worker
from core import people
from core.clock import SetClock, local_day
from core.db import Database, Tx
from core.people import Me
from core.people.models import Account, Person, Place, Segment, Team
from tests.contract.typist import Typist
from tests.lite import FRIDAY, lite_url

CAST = (
    "mark", "ana", "hans", "roos", "ingrid", "noor", "amira", "lars", "priya", "kees", "lotte", "lien", "fenna",
)  # fmt: skip
"""Of every team somebody, who leads it and who works there, with every role that there is."""
TRIES = 6
"""A button is pressed with success once, and tried so often at most."""
ZONE = "Europe/Amsterdam"


@dataclass
class Walk:
    """What came of it: every message and form that anybody saw, and what went wrong meanwhile."""

    folder: Path
    typist: Typist
    language: str
    messages: dict[Message, str] = field(default_factory=dict)
    """What was shown, in the language of who saw it first."""
    forms: dict[FormNode, str] = field(default_factory=dict)
    pressed: Counter[str] = field(default_factory=Counter)
    accepted: Counter[str] = field(default_factory=Counter)
    refused: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    answered: Counter[str] = field(default_factory=Counter)
    notices: Counter[tuple[str, str]] = field(default_factory=Counter)
    tries: Counter[str] = field(default_factory=Counter)
    done: set[tuple[str, str]] = field(default_factory=set)
    shown: set[tuple[str, int, str]] = field(default_factory=set)
    turn: int = 0

    def __post_init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.clock = SetClock(FRIDAY)
        self.db = Database(lite_url(self.folder), self.clock)
        self.logged: list[Any] = []

    def does(self, walking: Coroutine[Any, Any, Any]) -> Any:
        """Walk, and remember what was logged as a mistake of ours."""
        with capture_logs() as logged:
            result = self.loop.run_until_complete(walking)
        self.logged += [one for one in logged if one["log_level"] in ("error", "critical")]
        return result

    def close(self) -> None:
        """Everybody goes home."""
        self.loop.run_until_complete(self.db.close())
        self.loop.close()

    async def open(self) -> None:
        """The sample company as it stands on Friday morning."""
        self.app = App(self.db, BOTS, self.language, ZONE)
        await self.app.start()
        self.chat, self.worker = Playground(self.app, "play", FREE), Worker(self.app)
        self.chat.listeners.append(self._seen)
        await sample.build(self.app, self.chat, local_day(FRIDAY, ZONE))
        self.team_of = {sample.user_of(one.name): one.team for one in sample.PEOPLE}
        self.clock.set(FRIDAY)
        await self.worker.drain()
        await self.db.write(self._named)
        self.other = Playground(self.app, "discord", DISCORD)
        self.other.listeners.append(self._seen)
        await self.db.write(self._moved)

    def _named(self, tx: Tx) -> None:
        """Who is who; in the spiteful company people, teams and channels have the worst of names."""
        self.ids = {one.user: one.person_id for one in tx.exec(select(Account)).all()}
        self.places = {one.ref.partition(":")[2]: one.id for one in tx.exec(select(Place)).all()}
        self.teams = {one.name: one.id for one in people.teams(tx)}
        if self.typist.spiteful:
            for table in (Person, Team, Place, Segment):
                for number in tx.exec(select(table.id)).all():
                    tx.execute(update(table).where(table.id == number).values(name=self.typist.name(number)))

    def _moved(self, tx: Tx) -> None:
        """Three of Product are on a platform where nobody is written to before they allowed it."""
        for user in ("bram", "mila", "ruben"):
            tx.execute(delete(Account).where(Account.person_id == self.ids[user]))
            people.link(tx, self.ids[user], "discord", SPACE, user, direct=False)
            self.other.dm(user)
        address = self.other.channel("product")
        people.put_place(tx, address, self.typist.name(95), "team", self.teams["Product"], "en")

    def me(self, tx: Tx, user: str) -> Me:
        """Somebody, by the name in the chat."""
        return people.get(tx, self.ids[user])

    def _seen(self, kind: str, about: str, what: object) -> None:
        if kind in ("message", "home") and isinstance(what, (Posted, Message)):
            message = what.message if isinstance(what, Posted) else what
            if not isinstance(what, Posted) or what.author == BOT:
                self.messages.setdefault(message, "")

    async def types(self, user: str, text: str, place: str = "") -> None:
        """Somebody types, and everything that follows from it happens."""
        address = self.chat.channel(place) if place else self.chat.dm(user)
        await self.follows(user, text.split(" ")[0], await self.chat.types(user, address, text))

    async def types_everything(self, users: Iterable[str]) -> None:
        """These people type every command, in their own language, without a word behind it."""
        for user in users:
            for mark in self.app.suite.commands.marks:
                await self.types(user, f"/{mark.names[0]}")

    async def chooses_everything(self, user: str, ref: str) -> None:
        """Somebody chooses every action on this message."""
        for name in self.app.suite.message_actions:
            await self.follows(user, name, await self.chat.picks(user, ref, name))

    async def writes(self, user: str, text: str, place: str) -> str:
        """Somebody writes to colleagues; gives the message."""
        address = place if place in self.chat.conversations else self.chat.channel(place)
        before = set(self.chat.posted)
        await self.chat.types(user, address, text)
        await self.worker.drain()
        return next(ref for ref in self.chat.posted if ref not in before)

    async def happens(self, unit: Callable[[Tx], Any]) -> Any:
        """A rule decides something, and everything that follows from it happens."""

        def settled(tx: Tx) -> Any:
            result = unit(tx)
            self.app.suite.settle(tx, None)
            return result

        result = await self.db.write(settled)
        await self.worker.drain()
        return result

    async def presses_all(self) -> None:
        """Who it is for presses everything that stands and was not pressed often enough, the newest first."""
        for user in ("hans", "priya"):
            home = await self.chat.opens_home(user)
            for control in home.controls():
                if control.id and self._wanted(user, control.id):
                    self.tries[name := control.id.partition(":")[0]] += 1
                    answer = await self.chat.presses_home(user, control.id, self._value(control))
                    self.pressed[name] += not answer.notice
                    await self.follows(user, name, answer)
                    await self.chat.opens_home(user)
                    break
        for stood in reversed([one for one in self.chat.posted.values() if one.author == BOT]):
            for user in self._readers(stood):
                await self._presses_on(user, stood)

    def _readers(self, stood: Posted) -> list[str]:
        """Who may press on this: the one it is for, else two of the team whose place it is and two others."""
        if stood.only:
            return [stood.only] if stood.only in CAST else []
        found = self.chat.conversations[stood.address]
        if found.members:
            return [one for one in found.members if one in CAST]
        near = [one for one in CAST if self.team_of[one].lower() in stood.address]
        return [*near, *(one for one in CAST if one not in near)][:4]

    def _wanted(self, user: str, id_: str) -> bool:
        name = id_.partition(":")[0]
        return (user, id_) not in self.done and not self.pressed[name] and self.tries[name] < TRIES

    async def _presses_on(self, user: str, stood: Posted) -> None:
        for control in stood.message.controls():
            name, now = control.id.partition(":")[0], self.chat.posted.get(stood.ref)
            if not control.id or not self._wanted(user, control.id):
                continue
            if now is None or control.id not in {one.id for one in now.message.controls()}:
                continue
            self.done.add((user, control.id))
            self.tries[name] += 1
            answer = await self.chat.presses(user, stood.ref, control.id, self._value(control))
            self.pressed[name] += not answer.notice
            await self.follows(user, name, answer)

    def _value(self, control: Button | Select) -> str:
        if not isinstance(control, Select):
            return ""
        self.turn += 1
        return control.options[self.turn % len(control.options)].value

    async def follows(self, user: str, name: str, answer: Answer) -> None:
        """They do what they were answered: fill in the form, and everything that follows from it happens."""
        if answer.shown:
            self.shown.add((answer.shown.view, answer.shown.entity, f"person:{self.ids[user]}"))
        if answer.notice:
            self.notices[name, answer.notice] += 1
        if answer.reply or answer.form or answer.notice:
            self.answered[name] += 1
        for _again in range(3):
            opened = self.chat.forms.get(user)
            if opened is None:
                break
            await self._fills_in(user, opened.form)
        self.chat.leaves_form(user)
        await self.worker.drain()

    async def _fills_in(self, user: str, form: FormNode) -> None:
        self.forms.setdefault(form, "")
        self.turn += 1
        values = dict(self.typist.fills_in(form, self.turn))
        for one in form.fields:
            if one.kind == "lookup" and not values[one.key]:
                who = Who(self.chat.platform, "play", user)
                found = await self.app.suggest(Lookup(who, form.id, one.key, ""))
                values[one.key] = (found[self.turn % len(found)][0],) if found else ""
        answer = await self.chat.submits(user, values)
        name = form.id.partition(":")[0]
        for key, text in answer.errors.items():
            self.refused[name, key, text] += 1
        if not answer.errors:
            self.accepted[name] += 1
            if answer.notice:
                self.notices[name, answer.notice] += 1

    async def passes(self, hours: int, step: int = 1) -> None:
        """Time passes; what falls due on the way happens."""
        for _hour in range(0, hours, step):
            self.clock.move(timedelta(hours=step))
            await self.worker.drain()

    @property
    def today(self) -> date:
        """The day at which the company is now."""
        return local_day(self.clock.now(), ZONE)
