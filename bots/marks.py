"""What marked functions become, and what arrives at them: commands, presses, forms, views, reactions and rhythms."""

from collections.abc import Callable, Iterable
from inspect import iscoroutinefunction
from typing import Any

from bots.chat import Beside, Send, Shown
from bots.ui import Form, FormNode, Message
from core.facts import Fact
from core.values import frozen

Reply = Message | FormNode | Shown | Beside | str | None
Told = Send | Iterable[Send] | None


@frozen
class Opt:
    """An option of a command; kinds are text, days, day, choice and person. The last text option takes the rest."""

    key: str
    kind: str = "text"
    names: tuple[str, str] = ("", "")
    help: tuple[str, str] = ("", "")
    required: bool = False
    choices: Callable[[], tuple[tuple[str, str], ...]] | None = None

    @property
    def name(self) -> tuple[str, str]:
        """Its name in English and Dutch."""
        return self.names if self.names[0] else (self.key, self.key)


@frozen
class Asked:
    """A command as it arrives at its handler: the words after it, and what the platform typed by option."""

    text: str
    options: dict[str, str]

    def get(self, key: str) -> str:
        """An option's text, or all the words when the platform types none; empty when left out."""
        return self.options.get(key, "") or ("" if self.options else self.text)


@frozen
class Pressed:
    """A press as it arrives: the entity, the further arguments, the version the button was drawn with, a select's value."""

    entity: int
    args: tuple[str, ...] = ()
    value: str = ""

    @property
    def version(self) -> int:
        """The last argument: the version of the entity when the button was drawn."""
        return int(self.args[-1])


@frozen
class Picked:
    """A message somebody pointed at: where it stands, its words, who of us wrote it (None: a guest or a bot), its files."""

    message: str
    text: str
    author: int | None = None
    files: tuple[str, ...] = ()


@frozen
class Colleague:
    """A colleague somebody pointed at."""

    person: int


class Mark:
    """A marked function: still a function, with its slice's name once a Bot has collected it."""

    strangers = False
    """Whether who has no account here yet may use it too: they are `ctx.who` then, and nobody of ours."""
    unseen = False
    """Whether its use leaves no trace of who used it, not even when their account was last used."""

    def __init__(self, function: Callable[..., Any], name: str, reads: bool = False) -> None:
        if iscoroutinefunction(function):
            raise TypeError(f"{function.__qualname__}: handlers are plain functions that never wait")
        if not (function.__doc__ or "").strip():
            raise TypeError(f"{function.__qualname__}: a marked function says in its docstring what happens")
        self.function, self.name, self.reads, self.slice = function, name, reads, ""
        self._full = ""
        self.__doc__, self.__name__, self.__qualname__ = function.__doc__, function.__name__, function.__qualname__
        self.__module__ = function.__module__

    @property
    def full(self) -> str:
        """`slice.name`, as it stands in ids, jobs and views."""
        if not self._full:
            raise TypeError(f"{self.__qualname__} is in no bot: name its module in Bot(parts=…)")
        return self._full

    def belong_to(self, bot: str) -> None:
        """The bot of this name has collected it."""
        self.slice, self._full = bot, f"{bot}.{self.name}"

    def __call__(self, *args: Any, **more: Any) -> Any:  # noqa: D102
        return self.function(*args, **more)


class CommandMark(Mark):
    """A command under its English and Dutch name."""

    names: tuple[str, str]
    help: tuple[str, str]
    options: tuple[Opt, ...]
    may: tuple[str, ...]
    shortcut: bool
    """Also offered where no command is typed (a Slack global shortcut)."""


class MessageMark(Mark):
    """An action on any message, under an English and a Dutch label of at most 24 letters."""

    labels: tuple[str, str]


class PersonMark(Mark):
    """An action on any colleague, under an English and a Dutch label of at most 24 letters."""

    labels: tuple[str, str]


class PressMark(Mark):
    """A button or select; `.id(entity, …)` is what the button carries."""

    look: Callable[..., Any] | None = None
    """What it looks up beside the writer first; the handler finds it in `ctx.seen`."""

    def id(self, entity: int = 0, *args: object) -> str:
        """The id of a button about this entity; put the version last where the press decides something."""
        return ":".join([self.full, str(entity), *map(str, args)])


class SubmitMark(Mark):
    """A form's handler."""

    form: type[Form]
    look: Callable[..., Any] | None
    """What it looks up beside the writer first; the handler finds it in `ctx.seen`."""


class ViewMark(Mark):
    """A view: how an entity looks to a reader, drawn from the state of the moment."""

    title: str = ""
    never: str = ""
    """Why it is never drawn: it only remembers where something stands that is not Townhall's own."""

    def of(self, entity: int) -> Shown:
        """This view of that entity."""
        return Shown(self.full, entity)


class OnMark(Mark):
    """A reaction to a fact."""

    fact: type[Fact]


class RefreshMark(Mark):
    """Which entities' views to draw again after a fact."""

    fact: type[Fact]
    views: tuple["ViewMark", ...]


class EveryMark(Mark):
    """Something that comes back, in the company's zone."""

    cron: str
    misfire: str


class HomeMark(Mark):
    """A row this bot contributes to Home; the highest priority stands on top."""

    priority: int


class DueMark(Mark):
    """What `jobs.at` or `jobs.every` planned under this name."""


class SaidMark(Mark):
    """Sees that somebody wrote: for counting. The text is only there when it was for the bot."""

    only_to_us = False
    """Called for words to Townhall itself only; a platform need not tell what people write to each other."""


class ReactionMark(Mark):
    """A shortcut by emoji, or something that heeds that there was one at all."""

    whichever = False
    """Called for any emoji: for counting, never to keep who put it."""
