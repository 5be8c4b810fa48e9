"""A bot and its marks: decorators only mark, the Bot collects, and nothing is registered by importing."""

from collections.abc import Callable, Iterable
from types import ModuleType
from typing import Any, TypeVar

from bots.chat import Context, Reacted, Said, Shown
from bots.marks import (
    Asked,
    Colleague,
    CommandMark,
    DueMark,
    EveryMark,
    HomeMark,
    Mark,
    MessageMark,
    OnMark,
    Opt,
    PersonMark,
    Picked,
    Pressed,
    PressMark,
    ReactionMark,
    RefreshMark,
    Reply,
    SaidMark,
    SubmitMark,
    Told,
    ViewMark,
)
from bots.ui import Form, Message, Row
from core.facts import Fact
from core.values import frozen

FormT = TypeVar("FormT", bound=Form)
FactT = TypeVar("FactT", bound=Fact)


@frozen
class Door:
    """One of Home's four doors: a button that leads into a command."""

    label: str
    command: str
    order: int


def command(
    *names: str, help: tuple[str, str], options: tuple[Opt, ...] = (), reads: bool = False, may: tuple[str, ...] = (),
    shortcut: bool = False, strangers: bool = False,
) -> Callable[[Callable[[Context, Asked], Reply]], CommandMark]:  # fmt: skip
    """A command by its English and (if different) Dutch name; `may` names the roles that see it in help."""

    def mark(function: Callable[[Context, Asked], Reply]) -> CommandMark:
        made = CommandMark(function, function.__name__, reads)
        made.names, made.help, made.options, made.may = (names[0], names[-1]), help, options, may
        made.shortcut, made.strangers = shortcut, strangers
        return made

    return mark


def message_action(
    name: str, english: str, dutch: str, *, reads: bool = False
) -> Callable[[Callable[[Context, Picked], Reply]], MessageMark]:
    """An action people choose on any message, under these labels; the handler gets the message they pointed at."""

    def mark(function: Callable[[Context, Picked], Reply]) -> MessageMark:
        made = MessageMark(function, name, reads)
        made.labels = (english, dutch)
        if not all(1 <= len(label) <= 24 for label in made.labels):
            raise TypeError(f"{name}: the labels of an action on a message have 1 to 24 letters")
        return made

    return mark


def person_action(
    name: str, english: str, dutch: str, *, reads: bool = False
) -> Callable[[Callable[[Context, Colleague], Reply]], PersonMark]:
    """An action people choose on a colleague, under these labels; where a platform can't point at people, a form asks whom."""

    def mark(function: Callable[[Context, Colleague], Reply]) -> PersonMark:
        made = PersonMark(function, name, reads)
        made.labels = (english, dutch)
        if not all(1 <= len(label) <= 24 for label in made.labels):
            raise TypeError(f"{name}: the labels of an action on a colleague have 1 to 24 letters")
        return made

    return mark


def press(
    name: str, *, reads: bool = False, strangers: bool = False, unseen: bool = False,
    look: Callable[[Context, Pressed], object] | None = None,
) -> Callable[[Callable[[Context, Pressed], Reply]], PressMark]:  # fmt: skip
    """A button's or select's handler, under a stable name that old messages carry.

    `unseen`: that somebody pressed leaves no trace, not even when their account was last used. `look`: as for a form.
    """

    def mark(function: Callable[[Context, Pressed], Reply]) -> PressMark:
        made = PressMark(function, name, reads)
        made.strangers, made.unseen, made.look = strangers, unseen, look
        return made

    return mark


def submit(
    name: str, form: type[FormT], *, look: Callable[[Context, FormT], object] | None = None, strangers: bool = False,
    unseen: bool = False,
) -> Callable[[Callable[[Context, FormT], Reply]], SubmitMark]:  # fmt: skip
    """A form's handler; the form's values arrive checked and typed.

    `look` runs first, on a reader: what takes its time and only finds things, so that the writer waits for nobody.
    What it gave stands in `ctx.seen`; it may be a moment old, so a rule decides on what it reads itself.
    """

    def mark(function: Callable[[Context, FormT], Reply]) -> SubmitMark:
        made = SubmitMark(function, name)
        made.form, made.look, made.strangers, made.unseen = form, look, strangers, unseen
        return made

    return mark


def view(name: str, title: str = "", never: str = "") -> Callable[[Callable[[Context, int], Message | None]], ViewMark]:
    """How an entity looks to a reader; None when it is gone or not theirs to see. `never` says why it is never drawn."""

    def mark(function: Callable[[Context, int], Message | None]) -> ViewMark:
        made = ViewMark(function, name, True)
        made.title, made.never = title, never
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


def due(name: str) -> Callable[[Callable[[Context, dict[str, Any]], Told]], DueMark]:
    """Handles what was planned under `slice.name`; the value is the job's payload."""
    return lambda function: DueMark(function, name)


def heard(function: Callable[[Context, Said], Told | Message | Shown]) -> SaidMark:
    """Called for every message people write where the bot can see it; words for the bot it may answer on the spot."""
    return SaidMark(function, function.__name__)


def addressed(function: Callable[[Context, Said], Told | Message | Shown]) -> SaidMark:
    """Called for words to Townhall itself only: in a direct conversation, or after its name. No platform is asked for more."""
    made = SaidMark(function, function.__name__)
    made.only_to_us = True
    return made


def reaction(emoji: str) -> Callable[[Callable[[Context, Reacted], Told]], ReactionMark]:
    """Called when somebody puts this emoji on a message; every such shortcut has a button twin."""
    return lambda function: ReactionMark(function, emoji)


def reacted(function: Callable[[Context, Reacted], Told]) -> ReactionMark:
    """Called when somebody puts an emoji on a message, whichever: for counting, never to keep who put it."""
    made = ReactionMark(function, function.__name__)
    made.whichever = True
    return made


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
                    value.belong_to(name)
                    if isinstance(value, SubmitMark):
                        value.form.ID = value.full
                    self.marks.append(value)


__all__ = [
    "Asked", "Bot", "Colleague", "CommandMark", "Door", "DueMark", "EveryMark", "HomeMark", "Mark", "MessageMark", "OnMark",
    "Opt", "PersonMark", "Picked", "PressMark", "Pressed", "ReactionMark", "RefreshMark", "Reply", "SaidMark", "SubmitMark",
    "Told", "ViewMark", "addressed", "command", "due", "every", "heard", "home", "message_action", "on", "person_action", "press",
    "reacted",
    "reaction", "refresh", "submit", "view",
]  # fmt: skip
