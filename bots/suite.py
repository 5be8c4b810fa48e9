"""The suite: all bots as one — their marks by name, their views drawn, and what happened stored with its reactions."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, TypeVar

from bots.bot import (
    Bot,
    CommandMark,
    DueMark,
    EveryMark,
    HomeMark,
    Mark,
    MessageMark,
    OnMark,
    PersonMark,
    PressMark,
    ReactionMark,
    RefreshMark,
    SaidMark,
    SubmitMark,
    ViewMark,
)
from bots.chat import Chat, Context, MayBeCutOff, Shown, TalksAside, Where
from bots.commands import Commands
from bots.ui import Caps, Message
from core import jobs, people
from core.clock import local_day
from core.db import Tx
from core.desk import inbound
from core.errors import NotAllowed
from core.people import AccountHere, Me
from core.words import speaking

M = TypeVar("M", bound=Mark)
NOBODY = Me(0, "Townhall")


class Suite:
    """The enabled bots of one company, with its own language and zone."""

    def __init__(self, bots: Iterable[Bot], language: str = "en", zone: str = "Europe/Amsterdam") -> None:
        self.bots, self.language, self.zone = list(bots), language, zone
        self.chats: dict[str, Chat] = {}
        """The platforms served, by name; the app fills this in."""
        self.public_url = ""
        """Where the web server can be reached from outside, without a slash at the end; empty where it can't."""
        self._marks: dict[type[Mark], dict[int, Mark]] = {}
        for number, mark in enumerate(mark for bot in self.bots for mark in bot.marks):
            self._marks.setdefault(type(mark), {})[number] = mark
        self.commands = Commands(self._all(CommandMark))
        self.presses, self.submits = self._named(PressMark), self._named(SubmitMark)
        self.message_actions, self.person_actions = self._named(MessageMark), self._named(PersonMark)
        self.actions: dict[str, MessageMark | PersonMark] = self._named(MessageMark, PersonMark)
        self.views, self.dues, self.rhythms = self._named(ViewMark), self._named(DueMark), self._named(EveryMark)
        self.reactions, self.refreshes = self._named(OnMark), self._named(RefreshMark)
        self._named(OnMark, RefreshMark)  # both make a job of the fact and this name, and a job's key is used once
        self.following: dict[str, list[tuple[str, str]]] = {}
        for kind, marks in (("fact", self.reactions), ("redraw", self.refreshes)):
            for name, mark in marks.items():
                self.following.setdefault(mark.fact.KIND, []).append((kind, name))
        self.listeners = list(self._named(SaidMark).values())
        self.listens_along = any(not mark.only_to_us for mark in self.listeners)
        """Whether any bot must know that people write to each other; a platform is asked for that only then."""
        shortcuts = list(self._named(ReactionMark).values())
        self.emoji = {mark.name: mark for mark in shortcuts if not mark.whichever}
        self.any_emoji = [mark for mark in shortcuts if mark.whichever]
        self.sees_emoji = bool(shortcuts)
        """Whether any bot must know of emoji on messages; a platform is asked for that only then."""
        self.home_rows = sorted(self._named(HomeMark).values(), key=lambda mark: -mark.priority)
        self.doors = sorted((bot.door for bot in self.bots if bot.door), key=lambda door: door.order)

    def has(self, bot: str) -> bool:
        """Whether this bot is switched on."""
        return any(one.name == bot for one in self.bots)

    def speaks_first(self, platform: str) -> bool:
        """Whether first contact on this platform may be a direct message."""
        chat = self.chats.get(platform)
        return chat is None or chat.caps.first_contact_by_dm

    def talks_aside(self, platform: str) -> bool:
        """Whether this platform has private threads in a place."""
        return isinstance(self.chats.get(platform), TalksAside)

    def cut_off(self, platform: str) -> bool:
        """Whether this platform lets us in no longer, as far as is known here."""
        chat = self.chats.get(platform)
        return isinstance(chat, MayBeCutOff) and bool(chat.cut_off)

    def may_write(self, account: AccountHere) -> bool:
        """Whether a direct message may go to this account: by its platform's rule, or the person's own click."""
        return account.direct or self.speaks_first(account.platform)

    def _all(self, *kinds: type[M]) -> list[M]:
        found: dict[int, Any] = {}
        for kind in kinds:
            found |= self._marks.get(kind, {})
        return [found[number] for number in sorted(found)]

    def _named(self, *kinds: type[M]) -> dict[str, M]:
        found: dict[str, M] = {}
        for mark in self._all(*kinds):
            if found.setdefault(mark.full, mark) is not mark:
                other = found[mark.full].__module__
                raise TypeError(f"{mark.full} is marked twice, in {other} and {mark.__module__}: rename one")
        return found

    def context(
        self, tx: Tx, me: Me, where: Where | None = None, caps: Caps | None = None, key: str = "", seen: object = None
    ) -> Context:
        """The context of a handler, a reaction or a view."""
        today = local_day(tx.now, me.zone)
        return Context(tx, me, tx.now, today, where or Where("", "dm"), caps, self, key, seen=seen)

    def reader(self, tx: Tx, viewer: str) -> Me:
        """Who reads: `person:3`, or `place:2` with its own language and zone."""
        kind, _sep, number = viewer.partition(":")
        if kind == "person":
            return people.get(tx, int(number))
        place = people.get_place(tx, int(number)) if kind == "place" else None
        if place is None:
            return replace(NOBODY, language=self.language, zone=self.zone)
        return replace(NOBODY, name=place.name, language=place.language, zone=place.zone, team_id=place.team_id)

    def draw(self, tx: Tx, shown: Shown, viewer: str, reader: Me | None = None) -> Message | None:
        """This view of that entity as this reader sees it now; None when it is gone or not theirs to see."""
        mark = self.views.get(shown.view)
        if mark is None:
            return None
        me = reader or self.reader(tx, viewer)
        with speaking(me.language):
            try:
                drawn: Message | None = mark(self.context(tx, me), shown.entity)
            except NotAllowed:  # what is gone or somebody else's is refused by the rule, in the same words
                return None
            return drawn

    def settle(self, tx: Tx, actor: int | None) -> None:
        """Store what happened in this unit, with one job for each reaction to it, in the same transaction."""
        rows: list[dict[str, Any]] = []
        for happened in tx.facts:
            fact = inbound.store_fact(tx, happened, actor)
            for kind, name in self.following.get(happened.KIND, ()):
                rows.append(jobs.row(f"fact:{fact}:{name}", tx.now, kind, {"fact": fact, "name": name}))
        tx.facts.clear()
        jobs.many(tx, rows)


def digest(message: Message) -> str:
    """A short mark of what a message shows; equal marks mean that nothing needs drawing."""
    return hashlib.sha1(repr(message).encode(), usedforsecurity=False).hexdigest()[:20]
