"""What stands where in the chat in memory: conversations, messages as they are now, and forms before people's eyes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bots.chat import Where
from bots.ui import FormNode, Message

SPACE = "play"
BOT = "townhall"
LONGEST = 1500
"""How many characters people may type at once; escaped they still fit in a message."""


class Forged(Exception):
    """Somebody pressed or sent what was never shown to them."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """A channel, a direct conversation or a thread; no members means everybody."""

    address: str
    kind: str
    title: str
    members: tuple[str, ...] = ()
    under: str = ""
    """For a thread: the message it hangs under."""


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class OpenForm:
    """A form before a person's eyes."""

    form: FormNode
    where: Where
    message: str | None
    private: bool
    errors: Mapping[str, str] = field(default_factory=dict)
    filled: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    """What they had filled in, once something in it was refused."""
