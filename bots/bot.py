"""A bot and its marks: decorators only mark, the Bot collects, and nothing is registered by importing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from inspect import iscoroutinefunction
from types import ModuleType
from typing import Any, TypeVar

from bots.chat import Beside, Context, Reacted, Said, Send, Shown
from bots.ui import Form, FormNode, Message, Row
from core.facts import Fact

FormT = TypeVar("FormT", bound=Form)
FactT = TypeVar("FactT", bound=Fact)
Reply = Message | FormNode | Shown | Beside | str | None
Told = Send | Iterable[Send] | None


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Asked:
    """A command as it arrives at its handler: the words after it, and what the platform typed by option."""

    text: str
    options: dict[str, str]

    def get(self, key: str) -> str:
        """An option's text, or all the words when the platform types none; empty when left out."""
        return self.options.get(key, "") or ("" if self.options else self.text)


@dataclass(frozen=True, slots=True)
class Pressed:
    """A press as it arrives: the entity, the further arguments, the version the button was drawn with, a select's value."""

    entity: int
    args: tuple[str, ...] = ()
    value: str = ""

    @property
    def version(self) -> int:
        """The last argument: the version of the entity when the button was drawn."""
        return int(self.args[-1])


class Mark:
    """A marked function: still a function, with its slice's name once a Bot has collected it."""

    def __init__(self, function: Callable[..., Any], name: str, reads: bool = False) -> None:
        if iscoroutinefunction(function):
            raise TypeError(f"{function.__qualname__}: handlers are plain functions that never wait")
        if not (function.__doc__ or "").strip():
            raise TypeError(f"{function.__qualname__}: a marked function says in its docstring what happens")
        self.function, self.name, self.reads, self.slice = function, name, reads, ""
        self.__doc__, self.__name__, self.__qualname__ = function.__doc__, function.__name__, function.__qualname__
        self.__module__ = function.__module__

    @property
    def full(self) -> str:
        """`slice.name`, as it stands in ids, jobs and views."""
        if not self.slice:
            raise TypeError(f"{self.__qualname__} is in no bot: name its module in Bot(parts=…)")
        return f"{self.slice}.{self.name}"

    def __call__(self, *args: Any, **more: Any) -> Any:
        return self.function(*args, **more)


class CommandMark(Mark):
    """A command under its English and Dutch name."""

    names: tuple[str, str]
    help: tuple[str, str]
    options: tuple[Opt, ...]
    may: tuple[str, ...]


class PressMark(Mark):
    """A button or select; `.id(entity, …)` is what the button carries."""

    def id(self, entity: int = 0, *args: object) -> str:
        """The id of a button about this entity; put the version last where the press decides something."""
        return ":".join([self.full, str(entity), *map(str, args)])


class SubmitMark(Mark):
    """A form's handler."""

    form: type[Form]


class ViewMark(Mark):
    """A view: how an entity looks to a reader, drawn from the state of the moment."""

    title: str = ""

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


@dataclass(frozen=True, slots=True)
class Door:
    """One of Home's four doors: a button that leads into a command."""

    label: str
    command: str
    order: int


def command(
    *names: str, help: tuple[str, str], options: tuple[Opt, ...] = (), reads: bool = False, may: tuple[str, ...] = ()
) -> Callable[[Callable[[Context, Asked], Reply]], CommandMark]:
    """A command by its English and (if different) Dutch name; `may` names the roles that see it in help."""

    def mark(function: Callable[[Context, Asked], Reply]) -> CommandMark:
        made = CommandMark(function, function.__name__, reads)
        made.names, made.help, made.options, made.may = (names[0], names[-1]), help, options, may
        return made

    return mark


def press(name: str, *, reads: bool = False) -> Callable[[Callable[[Context, Pressed], Reply]], PressMark]:
    """A button's or select's handler, under a stable name that old messages carry."""
    return lambda function: PressMark(function, name, reads)


def submit(name: str, form: type[FormT]) -> Callable[[Callable[[Context, FormT], Reply]], SubmitMark]:
    """A form's handler; the form's values arrive checked and typed."""

    def mark(function: Callable[[Context, FormT], Reply]) -> SubmitMark:
        made = SubmitMark(function, name)
        made.form = form
        return made

    return mark


def view(name: str, title: str = "") -> Callable[[Callable[[Context, int], Message | None]], ViewMark]:
    """How an entity looks to a reader; None when it is gone or not theirs to see."""

    def mark(function: Callable[[Context, int], Message | None]) -> ViewMark:
        made = ViewMark(function, name, True)
        made.title = title
        return made

    return mark


def on(fact: type[FactT]) -> Callable[[Callable[[Context, FactT], Told]], OnMark]:
    """A reaction to a fact: its own job after the commit; it may change things by key and returns what to tell whom."""

    def mark(function: Callable[[Context, FactT], Told]) -> OnMark:
        made = OnMark(function, function.__name__)
        made.fact = fact
        return made

    return mark


def refresh(fact: type[FactT], *views: ViewMark) -> Callable[[Callable[[FactT], int]], RefreshMark]:
    """After this fact, draw these views of the entity that the function names, wherever they stand."""

    def mark(function: Callable[[FactT], int]) -> RefreshMark:
        made = RefreshMark(function, function.__name__)
        made.fact, made.views = fact, views
        return made

    return mark


def every(cron: str, misfire: str = "latest") -> Callable[[Callable[[Context, str], Told]], EveryMark]:
    """Comes back at this cron in the company's zone; the value is the local date and time, `2026-11-23T09:00`."""

    def mark(function: Callable[[Context, str], Told]) -> EveryMark:
        made = EveryMark(function, function.__name__)
        made.cron, made.misfire = cron, misfire
        return made

    return mark


class DueMark(Mark):
    """What `jobs.at` or `jobs.every` planned under this name."""


def due(name: str) -> Callable[[Callable[[Context, dict[str, Any]], Told]], DueMark]:
    """Handles what was planned under `slice.name`; the value is the job's payload."""
    return lambda function: DueMark(function, name)


class SaidMark(Mark):
    """Sees that somebody wrote: for counting. The text is only there when it was for the bot."""


def heard(function: Callable[[Context, Said], Told]) -> SaidMark:
    """Called for every message people write where the bot can see it."""
    return SaidMark(function, function.__name__)


class ReactionMark(Mark):
    """A shortcut by emoji."""


def reaction(emoji: str) -> Callable[[Callable[[Context, Reacted], Told]], ReactionMark]:
    """Called when somebody puts this emoji on a message; every such shortcut has a button twin."""
    return lambda function: ReactionMark(function, emoji)


def home(priority: int) -> Callable[[Callable[[Context], Row | None]], HomeMark]:
    """One row on Home, or None."""

    def mark(function: Callable[[Context], Row | None]) -> HomeMark:
        made = HomeMark(function, function.__name__, True)
        made.priority = priority
        return made

    return mark


class Bot:
    """A bot: its name (the slice's), what it is for, and the modules whose marked functions it collects."""

    def __init__(self, name: str, about: str | None, parts: Iterable[ModuleType], door: Door | None = None) -> None:
        self.name, self.about, self.door = name, (about or "").strip(), door
        self.marks: list[Mark] = []
        for part in parts:
            for value in vars(part).values():
                if isinstance(value, Mark) and value.__module__ == part.__name__:
                    value.slice = name
                    if isinstance(value, SubmitMark):
                        value.form.ID = value.full
                    self.marks.append(value)
