"""Commands as Discord registers them: flat names, typed options, English and Dutch; sent only when they changed."""

from collections.abc import Mapping
from typing import Any

import discord
import structlog

from adapters.discord.connection import Connection, NotReady
from bots.bot import CommandMark, MessageMark, Opt, PersonMark
from bots.chat import Failed
from bots.suite import Suite
from core.words import _, speaking

log = structlog.get_logger()
Part = dict[str, Any]
SLASH, ON_PERSON, ON_MESSAGE = 1, 2, 3
TYPES = {"person": 6, "number": 10, "toggle": 5}
TEXT, MANAGES_SERVER = 3, str(1 << 5)
INSTALLED_IN_SERVERS, IN_SERVER, IN_DIRECT = 0, 0, 1
MOST_CHOICES, MOST_HELP, MOST_COMMANDS, MOST_ACTIONS = 25, 100, 100, 15
PATH = "/applications/{application_id}/commands"


def commands(suite: Suite) -> list[Part]:
    """Every command and every action on a message or a person of the enabled bots, in English with the Dutch name beside it.

    Raises NotReady when they are more than Discord takes.
    """
    marks, actions, persons = suite.commands.marks, suite.message_actions.values(), suite.person_actions.values()
    if len(marks) > MOST_COMMANDS or max(len(actions), len(persons)) > MOST_ACTIONS:
        text = _(
            "Discord takes {most} commands, and {actions} actions on messages or on people. Switch some bots off in the settings."
        )
        raise NotReady(text.format(most=MOST_COMMANDS, actions=MOST_ACTIONS))
    pointed = [*(_action(mark, ON_MESSAGE) for mark in actions), *(_action(mark, ON_PERSON) for mark in persons)]
    return [*(_command(mark) for mark in marks), *pointed]


def action_named(suite: Suite, name: str, kind: int = ON_MESSAGE) -> str:
    """The full name of the action that Discord calls by its English label; empty when there is none."""
    known: Mapping[str, MessageMark | PersonMark] = suite.person_actions if kind == ON_PERSON else suite.message_actions
    return next((full for full, mark in known.items() if mark.labels[0] == name), "")


async def register(connection: Connection, suite: Suite) -> bool:
    """Make Discord know these commands and no others; says whether anything had changed."""
    wanted, application = commands(suite), connection.application
    try:
        known = await connection.call("GET", PATH, query={"with_localizations": "true"}, application_id=application)
        if same(wanted, known or []):
            return False
        await connection.call("PUT", PATH, wanted, application_id=application)
    except discord.HTTPException as refused:
        if refused.status >= 500:
            raise
        log.exception("discord: the commands were not taken; the old ones stay")
        return False
    except Failed as failed:
        log.error("discord: the commands were not taken; the old ones stay", why=failed.why)
        return False
    return True


def same(wanted: list[Part], known: list[Part]) -> bool:
    """Whether Discord already knows exactly these; what Discord adds on its own does not count."""
    ours, theirs = ({(one.get("type", SLASH), one["name"]): one for one in some} for some in (wanted, known))
    return ours.keys() == theirs.keys() and all(_holds(theirs[name], one) for name, one in ours.items())


def _holds(known: Any, wanted: Any) -> bool:
    if isinstance(wanted, dict):
        return isinstance(known, dict) and all(_holds(known.get(key), value) for key, value in wanted.items())
    if isinstance(wanted, list):
        pairs = zip(known or [], wanted, strict=False)
        return len(known or []) == len(wanted) and all(_holds(one, other) for one, other in pairs)
    return known == wanted or (not known and not wanted)


def _action(mark: MessageMark | PersonMark, kind: int) -> Part:
    english, dutch = mark.labels
    return {
        "type": kind, "name": english, "name_localizations": {"nl": dutch},
        "contexts": [IN_SERVER, IN_DIRECT], "integration_types": [INSTALLED_IN_SERVERS],
    }  # fmt: skip


def _command(mark: CommandMark) -> Part:
    english, dutch = (name.replace(" ", "-") for name in mark.names)
    ordered = sorted(mark.options, key=lambda opt: not opt.required)
    return {
        "type": SLASH, **_said(english, dutch, *mark.help), "options": [_option(opt) for opt in ordered],
        "contexts": [IN_SERVER, IN_DIRECT], "integration_types": [INSTALLED_IN_SERVERS], **_hint(mark),
    }  # fmt: skip


def _hint(mark: CommandMark) -> Part:
    """Who sees it in Discord's list at first. Only tidiness: server admins change it at will, and the rule decides."""
    return {"default_member_permissions": MANAGES_SERVER} if mark.may == ("admin",) else {}


def _option(opt: Opt) -> Part:
    english, dutch = opt.name
    about = opt.help if opt.help[0] else opt.name
    part: Part = {"type": TYPES.get(opt.kind, TEXT), **_said(english, dutch, *about)}
    part["required"] = opt.required
    if opt.kind in ("day", "days"):
        part["autocomplete"] = True
    elif opt.choices:
        part |= _choices(opt)
    return part


def _choices(opt: Opt) -> Part:
    """A short list stands in the command itself; a long one is suggested while people type."""
    assert opt.choices is not None
    with speaking("en"):
        english = opt.choices()
    with speaking("nl"):
        dutch = opt.choices()
    if len(english) > MOST_CHOICES:
        return {"autocomplete": True}
    return {"choices": [
        {"name": label[:MOST_HELP], "value": value, "name_localizations": {"nl": said[:MOST_HELP]}}
        for (label, value), (said, _value) in zip(english, dutch, strict=True)
    ]}  # fmt: skip


def _said(name: str, dutch_name: str, about: str, dutch_about: str) -> Part:
    part: Part = {"name": name, "description": about[:MOST_HELP]}
    if dutch_name and dutch_name != name:
        part["name_localizations"] = {"nl": dutch_name}
    if dutch_about:
        part["description_localizations"] = {"nl": dutch_about[:MOST_HELP]}
    return part
