"""The workspace behind the loopback Slack: people, conversations, messages, modals, files, a movable clock."""

from __future__ import annotations

import itertools
import secrets
import string
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from .rules import ID, elements

ALPHABET = string.ascii_uppercase + string.digits


def new_id(kind: str) -> str:
    """An id as Slack makes them: a letter for the kind, then ten letters and digits."""
    return kind + "0" + "".join(secrets.choice(ALPHABET) for _ in range(9))


class Clock:
    """The workspace's clock: the real one, plus what a test skipped."""

    def __init__(self) -> None:
        self.skipped = 0.0
        self._last_ts = 0.0

    def now(self) -> float:
        """Seconds since 1970."""
        return time.time() + self.skipped  # noqa: TID251

    def skip(self, seconds: float) -> None:
        """Let that many seconds pass at once: trigger ids, response URLs and rate limits feel it."""
        self.skipped += seconds

    def ts(self) -> str:
        """A message timestamp, never twice the same."""
        self._last_ts = max(self.now(), self._last_ts + 0.000002)
        return f"{self._last_ts:.6f}"


@dataclass(eq=False)
class Person:
    id: str
    name: str
    email: str | None = None
    locale: str = "en-US"
    zone: str = "Europe/Amsterdam"
    bot: bool = False
    guest: bool = False
    stranger: bool = False  # from another company, in a shared channel
    deleted: bool = False
    title: str = ""
    single_channel: bool = False  # a guest of one channel
    team: str = ""  # another workspace of the organisation
    enterprise: str = ""

    @property
    def mention(self) -> str:
        return f"<@{self.id}>"


@dataclass(eq=False)
class Message:
    ts: str
    channel: str
    user: str
    text: str
    blocks: list[dict[str, Any]] = field(default_factory=list)
    metadata: dict[str, Any] | None = None
    thread_ts: str | None = None
    visible_to: str | None = None  # a person's id when ephemeral
    from_bot: bool = True
    edited: int = 0
    deleted: bool = False
    reactions: dict[str, list[str]] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    locked: bool = False  # nobody may reply under it

    @property
    def ephemeral(self) -> bool:
        return self.visible_to is not None

    def as_drawn(self) -> Message:
        """The message as it stands on somebody's screen now, whatever happens to it later."""
        return replace(self)

    @property
    def buttons(self) -> list[str]:
        """The labels of its buttons, in reading order."""
        return [part["text"]["text"] for _, part in elements(self.blocks) if part.get("type") == "button"]

    @property
    def pressable(self) -> list[str]:
        """The action ids of its buttons, in reading order; several may bear one label."""
        return [part["action_id"] for _, part in elements(self.blocks) if part.get("type") == "button"]

    @property
    def words(self) -> str:
        """All text that its blocks show (the fallback text when it has none)."""
        return "\n".join(_words(self.blocks)) if self.blocks else self.text


def _words(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("text"), str):
            yield node["text"]
        for name, value in node.items():
            if name not in ("value", "confirm"):
                yield from _words(value)
    elif isinstance(node, list):
        for part in node:
            yield from _words(part)


@dataclass(eq=False)
class Conversation:
    id: str
    name: str
    kind: str = "channel"  # channel, group (private), im
    members: list[str] = field(default_factory=list)
    archived: bool = False
    read_only: bool = False  # only some may post
    messages: list[Message] = field(default_factory=list)

    def message(self, ts: str) -> Message | None:
        """The message that stands there now; deleted and ephemeral ones do not count."""
        return next((m for m in self.messages if m.ts == ts and not m.deleted and not m.ephemeral), None)


@dataclass(eq=False)
class View:
    id: str
    owner: str
    body: dict[str, Any]
    root_id: str
    previous_id: str | None = None
    hash: str = ""
    open: bool = True
    errors: dict[str, str] = field(default_factory=dict)
    typed: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)

    @property
    def blocks(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.body["blocks"]
        return found

    @property
    def title(self) -> str:
        return str(self.body["title"]["text"]) if "title" in self.body else ""

    @property
    def words(self) -> str:
        """All text the view shows."""
        return "\n".join(_words(self.blocks))

    @property
    def buttons(self) -> list[str]:
        return [part["text"]["text"] for _, part in elements(self.blocks) if part.get("type") == "button"]


@dataclass
class Trigger:
    person: str
    born: float
    used: bool = False


@dataclass(eq=False)
class Upload:
    id: str
    name: str
    length: int
    content: bytes = b""
    received: bool = False
    complete: bool = False
    title: str = ""
    polls: int = 0
    owner: str = ""  # a person's id; empty when the app uploaded it

    @property
    def ready(self) -> bool:
        """Slack takes a moment: the type appears at the second look, and blocks may use the file from then on."""
        return self.complete and self.polls >= 2


@dataclass(eq=False)
class UserGroup:
    id: str
    handle: str
    name: str
    members: list[str]


class Workspace:
    """Everything the company has in Slack."""

    def __init__(self, team: str, name: str) -> None:
        require_id("team", team)
        self.team, self.name, self.domain = team, name, name.lower().replace(" ", "-")
        self.enterprise = ""  # the organisation that this workspace belongs to, if any
        self.clock = Clock()
        self.people: dict[str, Person] = {}
        self.conversations: dict[str, Conversation] = {}
        self.views: dict[str, View] = {}
        self.modals: dict[str, list[View]] = {}
        self.homes: dict[str, View] = {}
        self.uploads: dict[str, Upload] = {}
        self.groups: dict[str, UserGroup] = {}
        self.app_id, self.bot_id = new_id("A"), new_id("B")
        self.bot = self.add(Person(new_id("U"), "Townhall", bot=True))
        self._hashes = itertools.count(1)

    def add(self, person: Person) -> Person:
        """Let someone join the workspace."""
        self.people[person.id] = person
        return person

    def direct(self, person_id: str) -> Conversation:
        """The direct conversation between this person and the app."""
        for found in self.conversations.values():
            if found.kind == "im" and person_id in found.members:
                return found
        opened = Conversation(new_id("D"), "directmessage", "im", [person_id, self.bot.id])
        self.conversations[opened.id] = opened
        return opened

    def fresh_hash(self) -> str:
        """A view's hash: time and a counter."""
        return f"{int(self.clock.now())}.{next(self._hashes):08x}"


def require_id(kind: str, value: str) -> None:
    """Ids must look like Slack's, so that a test never proves something about an id that can't exist."""
    if not ID[kind].fullmatch(value):
        raise ValueError(f"{value!r} does not look like the id of a {kind} in Slack")


def named_parts(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The blocks as Slack keeps them: every block and every element with an id of its own."""
    kept = []
    for block in blocks:
        block = {"block_id": secrets.token_urlsafe(4), **block}
        for name in ("element", "accessory"):
            if isinstance(block.get(name), dict):
                block[name] = _named(block[name])
        if block.get("type") in ("actions", "context_actions"):
            block["elements"] = [_named(part) for part in block["elements"]]
        kept.append(block)
    return kept


def _named(part: dict[str, Any]) -> dict[str, Any]:
    return part if part.get("type") == "image" else {"action_id": secrets.token_urlsafe(4), **part}
