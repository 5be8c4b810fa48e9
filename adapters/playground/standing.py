"""What stands where in the chat in memory: conversations, messages as they are now, and forms before people's eyes."""

import itertools
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import field
from datetime import datetime

from bots.chat import Where
from bots.ui import FormNode, Message
from core.clock import Clock
from core.values import frozen

Listener = Callable[[str, str, object], None]
SPACE = "play"
BOT = "townhall"
LONGEST = 1500
"""How many characters people may type at once; escaped they still fit in a message."""


class Forged(Exception):
    """Somebody pressed or sent what was never shown to them."""


@frozen
class Conversation:
    """A channel, a direct conversation or a thread; no members means everybody."""

    address: str
    kind: str
    title: str
    members: tuple[str, ...] = ()
    under: str = ""
    """For a thread: the message it hangs under."""


@frozen
class Posted:
    """A message as it stands. `only` is the one person who sees it, when it is private."""

    ref: str
    address: str
    author: str
    message: Message
    at: datetime
    only: str = ""
    mark: str = ""
    edits: int = 0

    @property
    def number(self) -> int:
        """Its place in the order of everything said here."""
        return int(self.ref.rsplit("/", 1)[1])


@frozen
class OpenForm:
    """A form before a person's eyes."""

    form: FormNode
    where: Where
    message: str | None
    private: bool
    errors: Mapping[str, str] = field(default_factory=dict)
    filled: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    """What they had filled in, once something in it was refused."""


class Place:
    """Where messages stand and who may see them; `listeners` hear of everything that changes."""

    def __init__(self, platform: str, clock: Clock) -> None:
        self.platform, self.clock = platform, clock
        self.conversations: dict[str, Conversation] = {}
        self.posted: dict[str, Posted] = {}
        self.listeners: list[Listener] = []
        self._numbers = itertools.count(1)

    def channel(self, name: str, members: tuple[str, ...] = ()) -> str:
        """A channel with this name; gives its address."""
        address = f"{self.platform}:{name}"
        if address not in self.conversations:
            self._open(Conversation(address, "channel", name, members))
        return address

    def dm(self, user: str) -> str:
        """The direct conversation of this user with Townhall."""
        address = f"{self.platform}:@{user}"
        if address not in self.conversations:
            self._open(Conversation(address, "dm", user, (user,)))
        return address

    def become(self, other: "Place") -> None:
        """Everything stands here as it stands there; from then on each goes its own way."""
        self.conversations, self.posted = dict(other.conversations), dict(other.posted)
        self._numbers = copy(other._numbers)

    def visible(self, user: str, address: str) -> list[Posted]:
        """What this user sees in this conversation, in order."""
        conversation = self.conversations.get(address)
        if conversation is None or (conversation.members and user not in conversation.members):
            return []
        return [one for one in self.posted.values() if one.address == address and one.only in ("", user)]

    def _post(self, address: str, author: str, message: Message, only: str = "", mark: str = "") -> Posted:
        ref = f"{address}/{next(self._numbers)}"
        stood = Posted(ref, address, author, message, self.clock.now(), only, mark)
        self._put(stood)
        return stood

    def _put(self, stood: Posted) -> None:
        self.posted[stood.ref] = stood
        self._tell("message", stood.address, stood)

    def _open(self, conversation: Conversation) -> None:
        self.conversations[conversation.address] = conversation
        self._tell("conversation", conversation.address, conversation)

    def _tell(self, kind: str, about: str, what: object) -> None:
        for listener in self.listeners:
            listener(kind, about, what)
