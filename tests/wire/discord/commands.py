"""Which commands Discord registers: names, descriptions, nesting and counts that the document leaves open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from .violations import bad_form

_NAME = re.compile(r"^[-_'\w]{1,32}$")
_LIMITS = {1: (100, "slash commands"), 2: (15, "user commands"), 3: (15, "message commands")}
_GROUP, _SUB = 2, 1
_EUROPE = [
    "da",
    "de",
    "en-GB",
    "es-ES",
    "fr",
    "hr",
    "it",
    "lt",
    "hu",
    "nl",
    "no",
    "pl",
    "ro",
    "fi",
    "sv-SE",
    "cs",
    "el",
]
LOCALES = {
    *_EUROPE,
    "en-US",
    "es-419",
    "pt-BR",
    "id",
    "vi",
    "tr",
    "bg",
    "ru",
    "uk",
    "hi",
    "th",
    "zh-CN",
    "ja",
    "zh-TW",
    "ko",
}


def check_commands(commands: Iterable[Mapping[str, Any]]) -> None:
    """Refuses a whole registration when one command, or their number, breaks a rule."""
    commands = list(commands)
    seen: set[tuple[int, str]] = set()
    for index, command in enumerate(commands):
        check_command(command, str(index))
        key = (command.get("type") or 1, command["name"])
        if key in seen:
            raise bad_form(
                f"{index}.name", "Application command names must be unique", "APPLICATION_COMMANDS_DUPLICATE_NAME"
            )
        seen.add(key)
    for kind, (most, what) in _LIMITS.items():
        if sum(key[0] == kind for key in seen) > most:
            raise bad_form("", f"Maximum number of {what} reached ({most})", "APPLICATION_COMMANDS_LIMIT")


def check_command(command: Mapping[str, Any], at: str = "") -> None:
    """Refuses one command that breaks a rule."""
    kind = command.get("type") or 1
    if kind == 1:
        _check_node(command, at)
        _check_options(command.get("options") or (), at, depth=0)
    else:
        if not 1 <= len(command["name"]) <= 32:
            raise bad_form(f"{at}.name", "Must be between 1 and 32 in length")
        if command.get("description") or command.get("options"):
            raise bad_form(at, "Context menu commands have no description and no options")
    total = _length(command)
    if total > 8000:
        raise bad_form(at, f"Command exceeds maximum size (8000): {total}", "APPLICATION_COMMAND_TOO_LARGE")


def _check_node(node: Mapping[str, Any], at: str) -> None:
    for name in (node["name"], *(node.get("name_localizations") or {}).values()):
        if not _NAME.match(name) or name != name.lower():
            raise bad_form(f"{at}.name", f"Command name is invalid: {name!r}", "APPLICATION_COMMAND_INVALID_NAME")
    for text in (node.get("description") or "", *(node.get("description_localizations") or {}).values()):
        if not 1 <= len(text) <= 100:
            raise bad_form(f"{at}.description", "Must be between 1 and 100 in length", "BASE_TYPE_BAD_LENGTH")
    for which in ("name_localizations", "description_localizations"):
        _check_locales(node, which, at)


def _check_locales(node: Mapping[str, Any], which: str, at: str) -> None:
    unknown = set(node.get(which) or {}) - LOCALES
    if unknown:
        raise bad_form(f"{at}.{which}", f"Unknown locales {sorted(unknown)}", "BASE_TYPE_CHOICES")


def _check_options(options: Iterable[Mapping[str, Any]], at: str, depth: int) -> None:
    options = list(options)
    if len(options) > 25:
        raise bad_form(f"{at}.options", "Must be 25 or fewer in length", "BASE_TYPE_BAD_LENGTH")
    names: set[str] = set()
    optional = False
    nested = {option["type"] in (_SUB, _GROUP) for option in options}
    if len(nested) > 1:
        raise bad_form(
            f"{at}.options", "Sub-commands and plain options do not mix", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID"
        )
    for index, option in enumerate(options):
        here = f"{at}.options.{index}"
        _check_node(option, here)
        if option["name"] in names:
            raise bad_form(
                f"{here}.name", "Option names must be unique", "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS"
            )
        names.add(option["name"])
        if option["type"] in (_SUB, _GROUP):
            if depth + (option["type"] == _SUB) > 2 or (option["type"] == _GROUP and depth > 0):
                raise bad_form(
                    f"{here}.type",
                    "Sub-command groups hold sub-commands only",
                    "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
                )
            _check_options(option.get("options") or (), here, depth + 1)
            continue
        if option.get("required") and optional:
            raise bad_form(
                here, "Required options must come before optional ones", "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID"
            )
        optional = optional or not option.get("required")
        _check_choices(option, here)


def _check_choices(option: Mapping[str, Any], at: str) -> None:
    choices = option.get("choices") or ()
    if choices and option.get("autocomplete"):
        raise bad_form(f"{at}.autocomplete", "An option has choices or autocomplete, not both")
    if len(choices) > 25:
        raise bad_form(f"{at}.choices", "Must be 25 or fewer in length", "BASE_TYPE_BAD_LENGTH")
    if len({choice["name"] for choice in choices}) < len(choices):
        raise bad_form(f"{at}.choices", "Choice names must be unique")
    for index, choice in enumerate(choices):
        for text in (choice["name"], *(choice.get("name_localizations") or {}).values(), str(choice["value"])):
            if not 1 <= len(text) <= 100:
                raise bad_form(f"{at}.choices.{index}", "Must be between 1 and 100 in length", "BASE_TYPE_BAD_LENGTH")
        _check_locales(choice, "name_localizations", at)


def _length(node: Mapping[str, Any]) -> int:
    """Characters that count towards the 8,000: names, descriptions and values, the longest localisation of each."""
    total = 0
    for which in ("name", "description"):
        total += max(map(len, [node.get(which) or "", *(node.get(f"{which}_localizations") or {}).values()]))
    if "value" in node:
        total += len(str(node["value"]))
    return total + sum(_length(child) for child in [*(node.get("options") or ()), *(node.get("choices") or ())])
