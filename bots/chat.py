"""What goes out to a platform, as plain values, and a platform as the app uses it; what comes in is beside, in events."""

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from bots.events import (
    Command,
    Event,
    HomeOpened,
    Lookup,
    MessageAction,
    PersonAction,
    Pointed,
    Press,
    Reacted,
    Said,
    Submit,
    Where,
    Who,
    asks,
)
from bots.ui import Caps, FormNode, Message
from core import people
from core.db import Tx
from core.people import Me
from core.values import frozen

if TYPE_CHECKING:
    from bots.suite import Suite


@frozen
class Shown:
    """A view of an entity, to be drawn for whoever sees it, and drawn again when the entity changes."""

    view: str
    entity: int


@frozen
class Beside:
    """A private reply beside the pressed message, which stays as it is; drawn again if it names what it shows."""

    message: Message
    shown: Shown | None = None


@frozen
class Answer:
    """What the person who acted gets to see, at once.

    At most one of `reply` (a new message, private where others look on), `replace` (of the pressed message), `form`
    and `errors` (by field); a `notice` may come beside `replace`. `shown` names the view that `reply` or `replace` draws:
    an adapter that knows the message's address gives both to `App.stands`.
    """

    reply: Message | None = None
    replace: Message | None = None
    form: FormNode | None = None
    errors: Mapping[str, str] = field(default_factory=dict)
    notice: str = ""
    home: Message | None = None
    shown: Shown | None = None
    viewer: str = ""
    language: str = "en"
    """The reader's, for the few words that an adapter adds itself."""


@frozen
class Send:
    """Something to tell a person, a place or an audience: the name of a view, drawn at delivery in the reader's language.

    `to` is `person:3`, `place:2`, or an audience such as `team:5`. Urgency: `now` (somebody waits on you),
    `reply` (to one's own click: no quiet hours), `urgent` (given by role), `digest`, or `nudge`. The key makes it once.
    """

    to: str
    view: str
    entity: int
    topic: str
    urgency: str = "now"
    key: str = ""
    thread: Shown | None = None
    """Post it in the thread of the message that shows this."""
    under: str = ""
    """Post it in the thread of the message at this address, whoever wrote it."""
    between: tuple[int, ...] = ()
    """To a person: where their company has a place for it, in a private thread with these persons too; else as always."""


DIRECT = Where("", "dm")


@frozen
class Context:
    """Who acts, when and where; made anew for each try of a unit."""

    tx: Tx
    me: Me
    now: datetime
    today: date
    where: Where = DIRECT
    caps: Caps | None = None
    suite: "Suite | None" = None
    key: str = ""
    """The event's own key, for who must drop it (`core.desk.inbound.forget`)."""
    who: Who | None = None
    """The account that acts, where nobody of ours is known to be behind it yet."""
    seen: Any = None
    """What the form's look found on a reader, a moment ago."""

    def user_of(self, person: int | None) -> str:
        """This colleague as the chat being used knows them, to stand chosen in a form; empty where it does not."""
        platform = self.where.ref.partition(":")[0]
        known = people.accounts(self.tx, person) if person else []
        return next((one.user for one in known if one.platform == platform), "")


class Failed(Exception):
    """A platform refused for good (channel gone, DM closed): `why` is a kind."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Later(Exception):
    """A platform asks to wait so many seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"{seconds} s")
        self.seconds = seconds


class Gone(Exception):
    """The message to be edited is no longer there."""


class Chat(Protocol):
    """A platform as the app uses it. Refs and addresses are the platform's opaque text.

    A message whose body holds File nodes is delivered with those files attached. Where a private reply can hold no
    files (Slack), the adapter posts the message in the person's direct conversation, and says so in the private reply.
    """

    platform: str
    caps: Caps

    async def direct(self, space: str, user: str) -> str:
        """The address of the direct conversation with this user."""
        ...

    async def send(self, address: str, message: Message, mark: str, again: bool = False) -> str:
        """Post it and say where it stands. With `again`, look first whether `mark` is there already.

        Raises Later, or Failed when it can never arrive.
        """
        ...

    async def edit(self, ref: str, message: Message) -> None:
        """Draw this message anew; raises Gone when it no longer stands."""
        ...

    async def thread(self, ref: str, title: str) -> str:
        """The address of the thread under this message, opened if need be."""
        ...

    async def home(self, space: str, user: str, message: Message) -> None:
        """Draw Home for this user, where the platform has one."""
        ...


@runtime_checkable
class MayBeCutOff(Protocol):
    """A platform that knows when it no longer lets Townhall in; whoever has another account is told there meanwhile."""

    @property
    def cut_off(self) -> str:
        """The platform's own word for why; empty while all is well."""
        ...


@runtime_checkable
class TalksAside(Protocol):
    """A platform with conversations inside a place that only some people see. Slack has none; a DM serves there."""

    async def between(
        self, address: str, users: Sequence[str], message: Message, mark: str, again: bool = False
    ) -> str:  # fmt: skip
        """Post it in a conversation of its own in this place, let these users in, and say where it stands."""
        ...


__all__ = [
    "Answer", "Beside", "Chat", "Command", "Context", "Event", "Failed", "Gone", "HomeOpened", "Later", "Lookup", "MayBeCutOff",
    "MessageAction", "PersonAction", "Pointed", "Press", "Reacted", "Said", "Send", "Shown", "Submit", "TalksAside", "Where", "Who",
    "asks",
]  # fmt: skip
