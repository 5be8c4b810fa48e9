"""What comes in from a platform: what people typed, pressed, filled in, chose, wrote and looked at, as plain values."""

import re
from collections.abc import Mapping
from dataclasses import field
from datetime import datetime

from core.values import frozen

LINK = re.compile(r"https?://\S+")
QUESTION = re.compile(r"[?？؟]")


def asks(words: str) -> bool | None:
    """Whether a question mark stands in these words, links aside; None when there are no words to see."""
    return bool(QUESTION.search(LINK.sub("", words))) if words.strip() else None


@frozen
class Who:
    """The platform's own word for who did it: the only identity that counts (T11). Guests and outsiders are marked."""

    platform: str
    space: str
    user: str
    language: str | None = None
    outsider: bool = False


@frozen
class Where:
    """A conversation: its address as the platform's opaque text, and whether it is a DM, a channel or a thread."""

    ref: str
    kind: str = "dm"
    within: str = ""
    """For a thread: the address of the channel it hangs in."""
    private: bool = False
    """Whether only those let in can read it, as far as the platform says so with what came in."""


@frozen
class Command:
    """Somebody typed a command; `options` are filled in where the platform types them, `text` where it does not."""

    key: str
    who: Who
    where: Where
    name: str
    text: str = ""
    options: Mapping[str, str] = field(default_factory=dict)


@frozen
class Submit:
    """Somebody sent a form. `message` is the message whose button opened it, if any."""

    key: str
    who: Who
    where: Where
    id: str
    values: Mapping[str, str | tuple[str, ...]]
    message: str | None = None
    private: bool = False


@frozen
class Press:
    """Somebody pressed a button or chose from a select. `message` is where it stood; `private` when only they see it."""

    key: str
    who: Who
    where: Where
    id: str
    value: str = ""
    message: str | None = None
    private: bool = False


@frozen
class MessageAction:
    """Somebody chose an action on a message (a Slack message shortcut, a Discord message command, the page's "…").

    `text` is the message's own words, shown to the handler because the person pointed at it; `author` is the platform's
    user who wrote it, empty for a bot; `files` are the names of what hangs on it. A form that it opens is about no
    message: its Submit has none, so the message pointed at is never drawn over.
    """

    key: str
    who: Who
    where: Where
    id: str
    message: str
    text: str = ""
    author: str = ""
    files: tuple[str, ...] = ()


@frozen
class PersonAction:
    """Somebody chose an action on a colleague (a Discord user command, the page's "…", Slack's own menu).

    `user` is the platform's user pointed at; empty where a platform can't point at people: then a form asks whom.
    """

    key: str
    who: Who
    where: Where
    id: str
    user: str = ""


@frozen
class Lookup:
    """Somebody is typing an option of a command; answered with suggestions, never counted.

    For a field of kind `lookup`, `command` is the id of its form and `option` the field's key.
    """

    who: Who
    command: str
    option: str
    partial: str


@frozen
class Said:
    """Somebody wrote a message. `text` is only there when it was for the bot (a DM or a mention)."""

    key: str
    who: Who
    where: Where
    message: str
    at: datetime
    text: str | None = None
    reply_to: str | None = None
    asks: bool | None = None
    """Whether a question mark stands in it; None where the platform doesn't show the words to Townhall."""


@frozen
class Reacted:
    """Somebody put an emoji on a message."""

    key: str
    who: Who
    where: Where
    message: str
    emoji: str


@frozen
class HomeOpened:
    """Somebody looks at Home."""

    key: str
    who: Who


Pointed = MessageAction | PersonAction
Event = Command | Submit | Press | MessageAction | PersonAction | Said | Reacted | HomeOpened
