"""The practice room: one sample company at work, its people, its clock, and everything that changed since it opened."""

import asyncio
import shutil
import tempfile
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from adapters.charts import Pictures, available, key
from adapters.migrating import prepare
from adapters.playground.client import SPACE, Forged, Playground
from bots.app import App
from bots.bot import Bot
from bots.ui import CAPS, Chart, Message
from bots.work import Worker
from core import people
from core.clock import SetClock, local_day
from core.db import Database, Tx
from core.values import frozen
from core.words import N_

OPENS = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
"""Friday 20 November 2026, 09:00 in Amsterdam: where every practice begins."""
ZONE, FILE = "Europe/Amsterdam", "practice.sqlite"
KEPT = 2000
"""So many changes are kept for browsers that lost their line for a moment."""
MOVES = {
    "hour": N_("One hour later"), "workday": N_("Next working day, 09:00"), "friday": N_("Friday, 16:00"),
    "monday": N_("Monday, 09:00"),
}  # fmt: skip
"""The moments one can let time pass to."""
Fill = Callable[[App, Playground, date], Awaitable[None]]
Renderers = Mapping[str, Callable[[Message], dict[str, Any]]]


@frozen
class Persona:
    """Somebody one can be."""

    user: str
    me: people.Me
    team: str
    roles: frozenset[str]
    reports: int


@frozen
class Change:
    """Something that changed in the chat: what kind of thing, about whom or where, and the thing."""

    number: int
    kind: str
    about: str
    what: object


@dataclass
class World:
    """A sample company: its database, its app and its chat. A reset makes a new one."""

    folder: tempfile.TemporaryDirectory[str]
    clock: SetClock
    db: Database
    app: App
    chat: Playground
    worker: Worker
    cast: dict[str, Persona] = field(default_factory=dict)
    seen: dict[tuple[str, str], int] = field(default_factory=dict)
    toured: int = -1
    """The step of the tour that comes now; -1 when there is none."""
    stood: dict[str, int] | None = None
    """What stood in the chat when that step began."""


class Room:
    """What the browser talks to. `fill` makes the sample company; `renderers` show a message as other platforms' JSON."""

    def __init__(
        self, bots: Iterable[Bot], fill: Fill, renderers: Renderers | None = None, language: str = "en"
    ) -> None:
        self.bots, self.fill, self.renderers, self.language = tuple(bots), fill, renderers or {}, language
        self.pictures, self.charts = Pictures(), dict[str, Chart]()
        self.changes: list[Change] = []
        self.number, self.generation = 0, 0
        self.news = asyncio.Condition()
        self.world: World
        self._first: World | None = None

    async def open(self) -> None:
        """Build the company the first time, and let it work; everything before this moment counts as read."""
        if self._first is None:
            self._first = await self._built()
        folder = tempfile.TemporaryDirectory(prefix="townhall-practice-")
        shutil.copy(Path(self._first.folder.name) / FILE, folder.name)
        world = self._world(folder)
        try:
            world.chat.become(self._first.chat)
            world.clock.set(OPENS)
            await world.app.start()
            world.cast = await self._met(world)
        except BaseException:
            await world.db.close()
            folder.cleanup()
            raise
        last = max((stood.number for stood in world.chat.posted.values()), default=0)
        world.seen = {(user, address): last for user in world.cast for address in world.chat.conversations}
        self.world = world
        world.chat.listeners.append(self.changed)
        await world.worker.start()
        self.changed("reset", "", None)

    async def _built(self) -> World:
        """The company at the first moment, put aside: whoever starts again gets a copy."""
        folder = tempfile.TemporaryDirectory(prefix="townhall-practice-")
        await prepare(f"sqlite:///{Path(folder.name) / FILE}")  # before anybody writes: the two lock each other out
        world = self._world(folder)
        try:
            await world.app.start()
            await self.fill(world.app, world.chat, local_day(OPENS, ZONE))
            world.clock.set(OPENS)
            await world.worker.drain()
        except BaseException:
            world.folder.cleanup()
            raise
        finally:
            await world.db.close()
        return world

    def _world(self, folder: tempfile.TemporaryDirectory[str]) -> World:
        clock = SetClock(OPENS, running=True)
        db = Database(f"sqlite:///{Path(folder.name) / FILE}", clock)
        app = App(db, self.bots, self.language, ZONE)
        return World(folder, clock, db, app, Playground(app), Worker(app))

    async def close(self) -> None:
        """Everybody goes home, and nothing is kept."""
        await self.pictures.close()
        await self._end(self.world)
        if self._first:
            self._first.folder.cleanup()

    async def _end(self, world: World) -> None:
        await world.worker.stop()
        await world.db.close()
        world.folder.cleanup()

    async def reset(self) -> None:
        """Start again with a fresh company at the first moment."""
        old, profile, self.generation = self.world, self.world.chat.caps, self.generation + 1
        old.chat.listeners.clear()
        await self.open()
        self.world.chat.caps = profile
        await self._end(old)

    async def _met(self, world: World) -> dict[str, Persona]:
        """Who works here, and in which language they are addressed."""

        def look(tx: Tx) -> dict[str, Persona]:
            teams, cast = {team.id: team.name for team in people.teams(tx)}, {}
            for me in people.everybody(tx):
                here = [one.user for one in people.accounts(tx, me.id) if one.platform == world.chat.platform]
                user = here[0] if here else None
                if user:
                    cast[user] = Persona(user, me, teams.get(me.team_id or 0, ""), frozenset(people.roles(tx, me.id)),
                                         len(people.reports(tx, me.id)))  # fmt: skip
            return cast

        return await world.db.read(look)

    @property
    def chat(self) -> Playground:
        """The chat of the present company."""
        return self.world.chat

    def persona(self, user: str) -> Persona:
        """This persona; raises Forged for one that nobody can be."""
        found = self.world.cast.get(user)
        if found is None:
            raise Forged(user)
        return found

    def picture(self, chart: Chart) -> str:
        """Where the picture of this chart will be."""
        name = key(chart)
        self.charts[name] = chart
        return f"/chart/{name}.png"

    @property
    def draws(self) -> bool:
        """Whether charts have pictures here."""
        return available()

    def unread(self, user: str, address: str) -> int:
        """How many messages by others this persona has not looked at yet."""
        last = self.world.seen.get((user, address), 0)
        return sum(stood.number > last and stood.author != user for stood in self.chat.visible(user, address))

    def look(self, user: str, address: str) -> None:
        """This persona has seen all that stands here."""
        last = max((stood.number for stood in self.chat.visible(user, address)), default=0)
        if last > self.world.seen.get((user, address), -1):
            self.world.seen[user, address] = last
            self.changed("seen", user, address)

    def tour(self, step: int) -> None:
        """Begin the tour at this step, or put it away with -1."""
        self.world.toured, self.world.stood = step, None
        self.changed("tour", "", step)

    async def speak(self, user: str, tongue: str) -> None:
        """From now on this persona is addressed in that language, and what they see is drawn anew."""
        await self.world.db.write(lambda tx: people.speak(tx, self.persona(user).me.id, tongue))
        self.world.cast = await self._met(self.world)
        if user in self.chat.homes:
            await self.chat.opens_home(user)
        self.changed("language", user, tongue)

    def profile(self, name: str) -> None:
        """From now on the chat has the abilities of this platform."""
        self.chat.caps = CAPS[name]
        self.changed("profile", "", name)

    async def after(self, number: int, patience: float) -> list[Change] | None:
        """What changed after this number, once something did or patience (seconds) ran out; None when too much was missed."""
        async with self.news:
            if self.number <= number:
                try:
                    await asyncio.wait_for(self.news.wait(), patience)
                except TimeoutError:
                    return []
            if number < self.number - len(self.changes):
                return None
            return [change for change in self.changes if change.number > number]

    def changed(self, kind: str, about: str, what: object) -> None:
        """Something changed; every browser hears of it."""
        self.number += 1
        self.changes.append(Change(self.number, kind, about, what))
        del self.changes[:-KEPT]
        self._ring = asyncio.ensure_future(self._wake())

    async def _wake(self) -> None:
        async with self.news:
            self.news.notify_all()


__all__ = ["OPENS", "SPACE", "ZONE", "Change", "Persona", "Room", "World"]
