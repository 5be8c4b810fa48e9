"""Every bot fits the platforms: names that Slack and Discord take, in both languages, and nothing that clashes."""

import re
from collections import Counter

import pytest

from bots.bot import Bot, CommandMark, Mark
from bots.registry import BOTS
from bots.suite import Suite

RESERVED = {
    "apps", "archive", "away", "call", "collapse", "dm", "dnd", "expand", "feed", "feedback", "help", "invite", "join",
    "keys", "leave", "list", "me", "msg", "mute", "open", "pro", "prefs", "remind", "remove", "rename", "search",
    "settings", "shortcuts", "shrug", "star", "status", "topic", "unarchive", "who",
}  # fmt: skip
"""Slack's own commands: an app that asks for one of them is refused as a whole (ui.md §2.5 names the source)."""
COMMANDS = [mark for bot in BOTS for mark in bot.marks if isinstance(mark, CommandMark)]
NAME = re.compile(r"[a-z0-9_-]{1,32}")
MOST_ON_SLACK, MOST_ON_DISCORD = 50, 100


def names(mark: CommandMark) -> list[str]:
    """The command as Slack and Discord register it."""
    return sorted({name.replace(" ", "-") for name in mark.names})


@pytest.mark.parametrize("mark", COMMANDS, ids=lambda mark: mark.full)
def test_a_command_has_names_and_help_that_both_platforms_take(mark: CommandMark) -> None:
    for name in names(mark):
        assert NAME.fullmatch(name), name
        assert name not in RESERVED, f"Slack keeps /{name} for itself"
        assert name.split("-")[0] not in RESERVED, f"on Slack this is /{name.split('-')[0]} with words after it"
    english, dutch = mark.help
    assert english, "help in English is missing"
    assert dutch, "help in Dutch is missing"
    assert english != dutch, "help is the same in both languages"
    assert max(len(english), len(dutch)) <= 100, "Discord takes 100 characters"


@pytest.mark.parametrize("mark", COMMANDS, ids=lambda mark: mark.full)
def test_options_have_names_and_help_in_both_languages(mark: CommandMark) -> None:
    assert len(mark.options) <= 25
    for place in (0, 1):
        known = [option.name[place] for option in mark.options]
        assert len(known) == len(set(known)), "two options have one name"
    for option in mark.options:
        assert all(NAME.fullmatch(name) for name in option.name), option.name
        assert all(1 <= len(text) <= 100 for text in option.help), f"{option.key} lacks help in a language"
    required = [option.required for option in mark.options]
    assert required == sorted(required, reverse=True), "Discord wants what is required first"


def test_no_two_commands_have_one_name() -> None:
    counted = Counter(name for mark in COMMANDS for name in names(mark))
    assert [name for name, count in counted.items() if count > 1] == []


def test_there_are_no_more_commands_than_platforms_take() -> None:
    first_words = {name.split("-")[0] for mark in COMMANDS for name in names(mark)}
    assert len(first_words) <= MOST_ON_SLACK
    assert len(COMMANDS) <= MOST_ON_DISCORD


@pytest.mark.parametrize("bot", BOTS, ids=lambda bot: bot.name)
def test_a_bot_says_what_it_is_for_and_its_ids_fit(bot: Bot) -> None:
    assert bot.about
    for mark in bot.marks:
        assert len(mark.full) <= 60, "an id holds the entity and arguments too, within 100 characters"
        assert mark.full.isascii()
        assert mark.slice == bot.name


def test_no_two_marks_of_a_kind_have_one_name() -> None:
    """A second function under one name would silently take the place of the first."""
    found: dict[tuple[type[Mark], str], list[str]] = {}
    for mark in (mark for bot in BOTS for mark in bot.marks):
        found.setdefault((type(mark), mark.full), []).append(f"{mark.__module__}.{mark.__qualname__}")
    assert [twice for twice in found.values() if len(twice) > 1] == []


def test_a_bot_that_is_spoken_to_only_hears_nothing_else() -> None:
    """Time off understands words to Townhall; for that alone no platform is asked what colleagues write to each other."""
    assert [bot.name for bot in BOTS if Suite([bot]).listens_along] == ["community", "discussions"]
    assert Suite([bot for bot in BOTS if bot.name == "timeoff"]).listeners


def test_doors_lead_somewhere() -> None:
    known = {name for mark in COMMANDS for name in mark.names}
    assert [bot.name for bot in BOTS if bot.door and bot.door.command not in known] == []
