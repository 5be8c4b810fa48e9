"""Shortcuts: actions on a message, and the commands that are also offered where none can be typed (threads, search)."""

from collections.abc import Collection, Mapping
from typing import Any

from adapters.slack.addresses import Spot, where
from adapters.slack.incoming import Home, Payload, actor, key, part, spoken, text_at
from bots.bot import CommandMark
from bots.chat import Command, MessageAction, Where
from bots.events import PersonAction
from bots.suite import Suite
from core.words import LANGUAGES

MOST, LABEL, ABOUT = 10, 24, 150
TYPED, ON_PERSON = "command.", "person."


def shortcuts(suite: Suite, languages: Collection[str] = LANGUAGES) -> list[dict[str, Any]]:
    """The manifest's shortcuts: in each of these languages while Slack's ten allow it, else in the company's own only.

    What still does not fit is left to its command, with the actions on a message going first.
    """
    wanted = [one for one in LANGUAGES if one in languages]
    made = _in(suite, wanted)
    if len(made) > MOST:
        made = _in(suite, [suite.language if suite.language in wanted else wanted[0]])
    return made[:MOST]


def _in(suite: Suite, languages: Collection[str]) -> list[dict[str, Any]]:
    made: dict[tuple[str, str], dict[str, Any]] = {}
    for language in languages:
        tongue = LANGUAGES.index(language)
        for full, mark in suite.message_actions.items():
            label, about = mark.labels[tongue], (mark.__doc__ or mark.labels[tongue]).strip().splitlines()[0]
            made.setdefault(("message", label), _one("message", label, about, f"{full}.{language}"))
        for typed in suite.commands.marks:
            if typed.shortcut:
                label = _label(typed, tongue)
                callback = f"{TYPED}{typed.names[0].replace(' ', '-')}.{language}"
                made.setdefault(("global", label), _one("global", label, typed.help[tongue], callback))
        for full, one in suite.person_actions.items():
            label, about = one.labels[tongue], (one.__doc__ or one.labels[tongue]).strip().splitlines()[0]
            if ("message", label) not in made:  # Slack has no menu on people: the action on a message means its author
                made.setdefault(("global", label), _one("global", label, about, f"{ON_PERSON}{full}.{language}"))
    return sorted(made.values(), key=lambda one: one["type"] == "global")


def _label(mark: CommandMark, tongue: int) -> str:
    said = mark.help[tongue]
    return said if len(said) <= LABEL else mark.names[tongue].capitalize()[:LABEL]


def _one(kind: str, label: str, about: str, callback: str) -> dict[str, Any]:
    return {"name": label, "type": kind, "callback_id": callback, "description": about[:ABOUT]}


def pointed(payload: Payload, home: Home) -> MessageAction | None:
    """Somebody chose an action on a message; None where Slack does not say on which."""
    message = part(payload, "message")
    channel, ts = text_at(payload, "channel", "id"), text_at(payload, "message_ts") or text_at(message, "ts")
    if not channel or not ts:
        return None
    root = text_at(message, "thread_ts")
    there = Spot(home.space, channel, root if root and root != ts else "")
    by_app = bool(text_at(message, "bot_id")) or text_at(message, "user") == home.user
    files = message.get("files")
    names = [text_at(one, "name") for one in files if isinstance(one, Mapping)] if isinstance(files, list) else []
    return MessageAction(
        key(payload), actor(payload, home), where(str(there)), _meant(payload),
        str(Spot(home.space, channel, ts)), spoken(text_at(message, "text"), home),
        "" if by_app else text_at(message, "user"), tuple(name for name in names if name),
    )  # fmt: skip


def chosen(payload: Payload, home: Home) -> Command | PersonAction | None:
    """Somebody chose a command, or an action on a colleague, from Slack's own menu; None for what nobody offers."""
    name = _meant(payload)
    if name.startswith(ON_PERSON):
        return PersonAction(key(payload), actor(payload, home), Where("", "dm"), name.removeprefix(ON_PERSON))
    if not name.startswith(TYPED):
        return None
    words = name.removeprefix(TYPED).replace("-", " ")
    return Command(key(payload), actor(payload, home), Where("", "dm"), words)


def _meant(payload: Payload) -> str:
    """The callback id without the language in which its label is written."""
    callback = text_at(payload, "callback_id")
    front, _dot, language = callback.rpartition(".")
    return front if language in LANGUAGES and front else callback
