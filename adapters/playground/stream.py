"""What one browser sees, kept up to date: its messages by id, and every region around them whose words changed."""

from collections.abc import Mapping
from html import escape
from typing import Any

from adapters.playground import article, inspector, surroundings, tour
from adapters.playground.client import BOT, Posted
from adapters.playground.outgoing import Look
from adapters.playground.room import Change, Room
from bots.bot import CommandMark
from core import people
from core.words import _, speaking

REDRAWS = {"profile", "language", "reset"}


class Stream:
    """One persona looking at one conversation (or Home)."""

    def __init__(self, room: Room, user: str, at: str) -> None:
        self.room, self.user, self.at = room, user, at
        self._sent: dict[str, str] = {}

    @property
    def _look(self) -> Look:
        room = self.room
        return Look(room.chat.caps, room.persona(self.user).me.zone, room.picture if room.draws else None,
                    self.user)  # fmt: skip

    async def whole(self) -> dict[str, Any]:
        """Everything, for a browser that has nothing yet."""
        self._sent.clear()
        with speaking(self.room.persona(self.user).me.language):
            if self.at == "home":
                message = self.room.chat.homes.get(self.user)
                messages = [{"id": "m-home", "html": article.home(message, self._look)}] if message else []
            else:
                messages = [self._drawn(one) for one in self.room.chat.visible(self.user, self.at)]
            event = await self._around(messages)
            return {**event, "clear": True, "commands": await self._commands(), "words": self._words()}

    async def next(self, changes: list[Change]) -> dict[str, Any] | None:
        """What is new for this browser after these changes, or None."""
        if any(change.kind == "reset" for change in changes):
            return {"reload": True}
        if any(change.kind in REDRAWS and change.about in ("", self.user) for change in changes):
            return await self.whole()
        with speaking(self.room.persona(self.user).me.language):
            messages: dict[str, dict[str, Any]] = {}
            gone, toasts = [], []
            for change in changes:
                stood = change.what
                if change.kind == "home" and change.about == self.user and self.at == "home":
                    message = self.room.chat.homes[self.user]
                    messages["home"] = {"id": "m-home", "html": article.home(message, self._look)}
                if isinstance(stood, Posted) and stood.only in ("", self.user):
                    if change.kind == "gone" and stood.address == self.at:
                        gone.append(f"m-{stood.number}")
                    now = self.room.chat.posted.get(stood.ref)
                    if change.kind == "message" and now in self.room.chat.visible(self.user, self.at) and now:
                        messages[stood.ref] = self._drawn(now, fresh=True)
                    parent = self.room.chat.posted.get(stood.address.removesuffix("/thread"))
                    if parent and parent.address == self.at and parent.ref not in messages:
                        messages[parent.ref] = self._drawn(parent)
                    if self._buzzes(stood):
                        toasts.append(stood.message.summary)
            event = await self._around(list(messages.values()))
            if gone:
                event["gone"] = gone
            if toasts:
                event["toasts"] = [f"<strong>Townhall</strong> {escape(text)}" for text in toasts]
            return event if any(event.values()) else None

    def _buzzes(self, stood: Posted) -> bool:
        """Whether the persona's phone would show it: a direct message of Townhall's own accord, not before their eyes."""
        direct = self.room.chat.dm(self.user)
        return bool(stood.mark) and not stood.edits and stood.address == direct and direct != self.at

    def _drawn(self, stood: Posted, fresh: bool = False) -> dict[str, Any]:
        chat = self.room.chat
        thread = f"{stood.ref}/thread"
        replies = len(chat.visible(self.user, thread)) if thread in chat.conversations else None
        html = article.posted(
            stood, surroundings.author(self.room, stood.author), self._look, replies, bool(self.room.renderers),
            self._actions(), [] if stood.author == BOT else self._on_persons(),
        )  # fmt: skip
        return {"id": f"m-{stood.number}", "html": html, "fresh": fresh}

    def _actions(self) -> list[tuple[str, str]]:
        """What can be done with a message, in the persona's language."""
        tongue = 1 if self.room.persona(self.user).me.language == "nl" else 0
        return [(name, mark.labels[tongue]) for name, mark in self.room.world.app.suite.message_actions.items()]

    def _on_persons(self) -> list[tuple[str, str]]:
        """What can be done with who wrote a message, in the persona's language."""
        tongue = 1 if self.room.persona(self.user).me.language == "nl" else 0
        return [(name, mark.labels[tongue]) for name, mark in self.room.world.app.suite.person_actions.items()]

    async def _around(self, messages: list[dict[str, Any]]) -> dict[str, Any]:
        """The regions around the messages whose words changed."""
        room, user, at = self.room, self.user, self.at
        tour.advance(room)
        drawn = {
            "top": surroundings.top(room, user),
            "clock": surroundings.clock(room),
            "side": surroundings.side(room, user, at),
            "place": surroundings.place(room, user, at),
            "foot": surroundings.foot(room, user, at),
            "empty": surroundings.empty(room, user, at),
            "behind": await inspector.panel(room),
            "tour": tour.panel(room, user, at),
        }
        changed = {name: html for name, html in drawn.items() if self._sent.get(name) != html}
        self._sent.update(changed)
        if "top" in changed:
            changed["clock"] = drawn["clock"]
        return {"regions": changed, "messages": messages}

    async def _commands(self) -> list[Mapping[str, Any]]:
        """Every command this persona may use, as it is typed, with its options."""
        persona = self.room.persona(self.user)
        tongue = 1 if persona.me.language == "nl" else 0
        roles = await self.room.world.db.read(lambda tx: people.roles(tx, persona.me.id))
        marks: list[CommandMark] = self.room.world.app.suite.commands.marks
        return [
            {
                "name": "/" + mark.names[tongue],
                "about": mark.help[tongue],
                "options": [
                    {"key": opt.key, "name": opt.name[tongue], "kind": opt.kind, "required": opt.required}
                    for opt in mark.options
                ],
            }
            for mark in sorted(marks, key=lambda mark: mark.names[tongue])
            if not mark.may or roles & set(mark.may)
        ]

    def _words(self) -> dict[str, str]:
        """The few words that the page's script and empty frame need."""
        caps = self.room.chat.caps
        return {
            "lang": self.room.persona(self.user).me.language,
            "profile": caps.name,
            "title": _("Townhall: the practice room"),
            "log": _("Conversation"),
            "say": _("Say something, or type / for what Townhall can do"),
            "tour": _("Tour"),
            "send": _("Send"),
            "only": _("Only you see this"),
            "dismiss": _("Dismiss"),
            "lost": _("The line to the practice room is gone. It is tried again."),
            "stopped": _("The practice room has stopped. Start it again and open the new address."),
            "again": _("Start again with a fresh company? Everything you did here goes."),
            "skip": _("Skip to the message line"),
        }
