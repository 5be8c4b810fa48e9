"""A company whose people type, fill in and press: dialogues as tests, on the real app, database and worker."""

import math
from collections.abc import Coroutine, Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import bindparam, case, func, select

from adapters.playground.client import SPACE, Playground, Posted
from bots.app import App
from bots.bot import Bot
from bots.chat import Answer
from bots.registry import BOTS
from bots.ui import DISCORD, SLACK, Button, Caps, File, Message, Select
from bots.work import Worker
from core import calendar, community, people
from core.clock import SetClock, at_local
from core.db import Query, Tx, table
from core.due import due, unfinished
from core.people.models import Deputy, Grant, Person, Team
from core.rhythms import Rhythm
from tests.lite import FRIDAY, line, lite_url

T = TypeVar("T")
SIGN_OF_LIFE = "every:community.still_listening"
_rhythm = table(Rhythm)
_soonest = case((due.c.lease_until > due.c.due_at, due.c.lease_until), else_=due.c.due_at)
_work = Query(select(func.min(_soonest).label("at")).where(unfinished, _soonest > bindparam("now")))
_struck = Query(select(func.min(_rhythm.c.next_at).label("at")).where(_rhythm.c.key != bindparam("but")))
PROFILES: dict[str, Caps] = {"slack": SLACK, "discord": DISCORD}


class Member:
    """Somebody of the company, at one of their screens (Slack unless said otherwise)."""

    def __init__(self, company: "Company", id_: int, name: str, platform: str = "slack") -> None:
        self.company, self.id, self.name, self.platform = company, id_, name, platform
        self.user = name.lower().split(" ")[0]

    @property
    def chat(self) -> Playground:
        """The platform this person looks at."""
        return self.company.chats[self.platform]

    def on(self, platform: str) -> "Member":
        """The same person at another platform."""
        return Member(self.company, self.id, self.name, platform)

    def types(self, text: str, place: str = "") -> Answer:
        """Type a line, in the direct conversation with Townhall or in this channel."""
        address = self.chat.channel(place) if place else self.chat.dm(self.user)
        return self.company.does(self.chat.types(self.user, address, text))

    def presses(self, label: str, on: Posted | None = None, value: str = "") -> Answer:
        """Press the newest button with this label that this person can see, or choose this value of a select."""
        for stood in [on] if on else reversed(self.seen):
            for control in stood.message.controls():
                if (control.label if isinstance(control, Button) else control.placeholder) == label:
                    return self.company.does(self.chat.presses(self.user, stood.ref, control.id, value))
        raise AssertionError(f"{self.name} sees no button {label!r}; sees {self.buttons}")

    def writes(self, text: str, place: str = "", under: Posted | None = None) -> Posted:
        """Write a message to colleagues in this channel, or in the thread under this message; gives the message."""
        chat = self.chat
        if under:
            address = self.company.run(chat.thread(under.ref, ""))
        else:
            address = chat.channel(place) if place else chat.dm(self.user)
        before = {one.ref for one in chat.visible(self.user, address)}
        self.company.does(chat.types(self.user, address, text))
        return next(one for one in chat.visible(self.user, address) if one.ref not in before)

    def chooses(self, label: str, on: Posted | str) -> Answer:
        """Choose this action, in either language, from the menu of a message."""
        actions = self.company.app.suite.message_actions
        found = next((name for name, mark in actions.items() if label in mark.labels), None)
        assert found, f"no action {label!r} on a message; there are {[mark.labels for mark in actions.values()]}"
        return self.company.does(self.chat.picks(self.user, on if isinstance(on, str) else on.ref, found))

    def file(self, name: str) -> bytes:
        """The content of the newest file with this name that this person can see."""
        for stood in reversed(self.seen):
            for node in stood.message.body:
                if isinstance(node, File) and node.name == name:
                    return node.content
        raise AssertionError(f"{self.name} sees no file {name!r}")

    def fills_in(self, **values: str | tuple[str, ...]) -> Answer:
        """Fill in the form before them (defaults stay) and send it."""
        form = self.chat.forms[self.user].form
        filled = {node.key: node.default for node in form.fields} | values
        unknown = set(values) - {node.key for node in form.fields}
        assert not unknown, f"the form has no {unknown}"
        return self.company.does(self.chat.submits(self.user, filled))

    def opens_home(self) -> Message:
        """Look at Home."""
        return self.company.does(self.chat.opens_home(self.user))

    @property
    def form(self) -> Any:
        """The form before them, or None."""
        return self.chat.forms.get(self.user)

    @property
    def seen(self) -> list[Posted]:
        """Everything from Townhall this person can see, the newest last."""
        return [one for address in self.chat.conversations for one in self.chat.visible(self.user, address)
                if one.author == "townhall"]  # fmt: skip

    @property
    def inbox(self) -> list[Posted]:
        """Their direct conversation with Townhall: its own messages."""
        return [one for one in self.chat.visible(self.user, self.chat.dm(self.user)) if one.author == "townhall"]

    @property
    def last(self) -> str:
        """The newest message they can see, as text."""
        newest = max(self.seen, key=lambda one: int(one.ref.rsplit("/", 1)[1]), default=None)
        return newest.message.letters() if newest else ""

    @property
    def notice(self) -> str:
        """The last short notice they got."""
        return next(reversed(self.chat.notices.get(self.user, [])), "")

    @property
    def buttons(self) -> list[str]:
        """Labels of every button they can see."""
        return [control.label if isinstance(control, Button) else control.placeholder
                for one in self.seen for control in one.message.controls()]  # fmt: skip

    def sees(self, text: str) -> bool:
        """Whether some message from Townhall that they can see holds this text."""
        return any(text in one.message.letters() for one in self.seen)


def _next_moment(tx: Tx) -> datetime | None:
    """When something falls due next; a sign of life that nobody asked for does not count."""
    idle = community.ground(tx, tx.now.date()) is None
    moments = tx.one(_work, now=tx.now).at, tx.one(_struck, but=SIGN_OF_LIFE if idle else "").at
    return min((at for at in moments if at), default=None)


class Company:
    """A small company in memory, at one frozen moment: Friday 20 November 2026, 09:00 in Amsterdam."""

    def __init__(self, folder: Path, bots: Iterable[Bot] = BOTS, url: str = "") -> None:
        self._clock, self._behind = SetClock(FRIDAY), False
        self._line = line(url or lite_url(folder, "company.sqlite"), self._clock)
        self.loop, self.db = self._line.loop, self._line.database
        self.app, self._chats = self.loop.run_until_complete(self._build(bots))
        self.worker = self.loop.run_until_complete(self._worker())

    @property
    def clock(self) -> SetClock:
        """What time it is; before anybody moves it, all that is due has happened."""
        self._catches_up()
        return self._clock

    @property
    def chats(self) -> dict[str, Playground]:
        """Every platform; before anybody looks, all that is due has happened."""
        self._catches_up()
        return self._chats

    async def _build(self, bots: Iterable[Bot]) -> tuple[App, dict[str, Playground]]:
        app = App(self.db, bots)
        await app.start()
        return app, {name: Playground(app, name, caps) for name, caps in PROFILES.items()}

    async def _worker(self) -> Worker:
        return Worker(self.app)

    def run(self, doing: Coroutine[Any, Any, T]) -> T:
        """Wait for this."""
        self._catches_up()
        return self.loop.run_until_complete(doing)

    def does(self, doing: Coroutine[Any, Any, T]) -> T:
        """Somebody acts, and everything that follows from it happens."""
        result = self.run(doing)
        self.settles()
        return result

    def settles(self) -> int:
        """Everything that is due now happens."""
        self._behind = False
        return self.loop.run_until_complete(self.worker.drain())

    def write(self, unit: Any) -> Any:
        """Run a rule directly."""
        result = self._arranges(unit)
        self.settles()
        return result

    def _arranges(self, unit: Any) -> Any:
        """Run a rule; what follows from it happens before anybody acts or looks, at once for many."""

        def settled(tx: Tx) -> Any:
            result = unit(tx)
            self.app.suite.settle(tx, None)
            return result

        result = self.loop.run_until_complete(self.db.quick(settled))
        self._behind = True
        return result

    def _catches_up(self) -> None:
        if self._behind:
            self.settles()

    def read(self, unit: Any) -> Any:
        """Look something up directly."""
        return self.run(self.db.read(unit))

    def passes(self, **by: float) -> None:
        """Time passes: `hours=2`, `days=1`; what falls due on the way happens, hour by hour."""
        end = self.clock.now() + timedelta(**by)
        while (now := self.clock.now()) < end:
            idle = (self.read(_next_moment) or end) - now
            self.clock.move(min(timedelta(hours=max(1, math.ceil(idle / timedelta(hours=1)))), end - now))
            self.settles()

    def until(self, day: date, hour: int, minute: int = 0) -> None:
        """Time passes until this moment in Amsterdam."""
        target: datetime = at_local(day, hour, minute, "Europe/Amsterdam")
        self.passes(seconds=(target - self.clock.now()).total_seconds())

    def team(self, name: str, parent: int | None = None) -> int:
        """A team, with a channel of its own on every platform that is its place."""

        def unit(tx: Tx) -> int:
            team = Team(name=name, parent_id=parent)
            tx.add(team)
            tx.flush()
            assert team.id is not None
            for chat in self._chats.values():
                people.put_place(tx, chat.channel(name.lower()), name.lower(), "team", team.id)
            return team.id

        team: int = self._arranges(unit)
        return team

    def person(
        self, name: str, team: int | None = None, manager: Member | None = None, *, language: str = "en",
        roles: tuple[str, ...] = (), minutes: tuple[int, ...] = (480, 480, 480, 480, 480, 0, 0),
        started_on: date = date(2020, 1, 1), platforms: tuple[str, ...] = ("slack", "discord"), **more: Any,
    ) -> Member:  # fmt: skip
        """Somebody who works here, with accounts on the platforms and a work pattern."""

        def unit(tx: Tx) -> int:
            row = Person(name=name, email=f"{name.lower().replace(' ', '.')}@example.com", team_id=team,
                         manager_id=manager.id if manager else None, language=language, started_on=started_on, **more)  # fmt: skip
            tx.add(row)
            tx.flush()
            assert row.id is not None
            for role in roles:
                tx.add(Grant(person_id=row.id, role=role))
            for platform in reversed(platforms):
                people.link(
                    tx,
                    row.id,
                    platform,
                    SPACE,
                    name.lower().split(" ")[0],
                    direct=self._chats[platform].caps.first_contact_by_dm,
                )
            calendar.set_pattern(tx, row.id, started_on, minutes)  # type: ignore[arg-type]
            return row.id

        member = Member(self, self._arranges(unit), name)
        for chat in self._chats.values():
            chat.dm(member.user)
        return member

    def deputises(self, deputy: Member, for_: Member) -> None:
        """This person decides for that one when they are away."""
        self._arranges(lambda tx: tx.add(Deputy(person_id=for_.id, deputy_id=deputy.id)))

    def close(self) -> None:
        """Everybody goes home."""
        self._line.hang_up()


__all__ = ["Company", "Member", "Select"]
