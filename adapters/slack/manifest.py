"""The app's manifest, made from the bots that are switched on: what Slack must know, ask for and send."""

import re
from collections.abc import Collection, Mapping
from typing import Any

from adapters.slack.shortcuts import shortcuts
from adapters.slack.signed import PATH
from bots.suite import Suite
from core.words import LANGUAGES

COMMAND = re.compile(r"[a-z0-9_-]{1,31}")
RESERVED = frozenset(
    """
    active apps archive away call clear collapse digest dm dnd expand feed feedback files gif help huddle invite
    invite_people join keys leave me msg mute open part people pro prefs remind rename remove search settings shortcuts
    shrug star status todo topic unarchive who workflow
    """.split()  # noqa: SIM905
)
"""Commands that Slack keeps for itself: a manifest with one of them is refused."""
SCOPES = {
    "app_mentions:read", "chat:write", "commands", "im:history", "im:write", "users:read", "users:read.email",
}  # fmt: skip
EVENTS = {
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "message.im",
    "team_join",
    "tokens_revoked",
    "user_change",
}
HEARING_SCOPES, HEARING_EVENTS = {"channels:history", "groups:history"}, {"message.channels", "message.groups"}
FILE_SCOPES, SENT_FILE_SCOPES = {"files:read", "files:write"}, {"files:read"}
GROUP_SCOPES, GROUP_EVENTS = {"usergroups:read"}, {"subteam_created", "subteam_updated"}
MOST_COMMANDS = 50
ABOUT = "Time off, surveys, customer questions and more, in the chat you already use."


def manifest(
    suite: Suite, name: str = "Townhall", pictures: bool = True, languages: Collection[str] = LANGUAGES,
    public_url: str = "", groups: bool = False,
) -> dict[str, Any]:  # fmt: skip
    """The manifest (version 2) for these bots, with commands in these languages.

    With a public address Slack posts there, signed; without one Townhall opens the connection itself. `groups`: teams
    come from Slack's user groups, where there is no file of people.

    Raises ValueError for a command that Slack would refuse.
    """
    url = public_url.rstrip("/") + PATH if public_url else ""
    short = shortcuts(suite, languages)
    return {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": {"name": name, "description": ABOUT, "background_color": "#24313a"},
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": name, "always_online": True},
            "slash_commands": [{**one, **({"url": url} if url else {})} for one in commands(suite, languages)],
            **({"shortcuts": short} if short else {}),
        },
        "oauth_config": {"scopes": {"bot": sorted(scopes(suite, pictures, groups))}},
        "settings": {
            "event_subscriptions": {"bot_events": sorted(events(suite, groups)), **_at("request_url", url)},
            "interactivity": {"is_enabled": True, **_at("request_url", url), **_at("message_menu_options_url", url)},
            "org_deploy_enabled": False,
            "socket_mode_enabled": not url,
            "token_rotation_enabled": False,
        },
    }


def _at(name: str, url: str) -> dict[str, str]:
    return {name: url} if url else {}


def commands(suite: Suite, languages: Collection[str] = LANGUAGES) -> list[dict[str, Any]]:
    """The first word of every command in these languages, with what may follow it as the hint.

    Where Slack's fifty do not hold both, the company's own language goes first; the other words still work in a mention.
    """
    found: dict[str, dict[str, Any]] = {}
    spoken = sorted(languages, key=lambda one: (one != suite.language, one))
    for tongue in (LANGUAGES.index(one) for one in spoken):
        for mark in suite.commands.marks:
            word, _space, rest = mark.names[tongue].partition(" ")
            if word in RESERVED or not COMMAND.fullmatch(word):
                raise ValueError(f"Slack takes no command /{word}: choose another name")
            if word not in found and len(found) == MOST_COMMANDS:
                if tongue == LANGUAGES.index(spoken[0]):
                    raise ValueError(f"Slack takes {MOST_COMMANDS} commands, these bots have more: switch one off")
                continue
            made = found.setdefault(word, {"about": "", "first": mark.help[tongue], "rest": []})
            if not rest:
                made["about"] = made["about"] or mark.help[tongue]
            elif rest not in made["rest"]:
                made["rest"].append(rest)
    return [_command(word, found[word]) for word in sorted(found)]


def _command(word: str, made: Mapping[str, Any]) -> dict[str, Any]:
    hint = " | ".join(made["rest"])
    drawn = {"command": f"/{word}", "description": made["about"] or made["first"], "should_escape": True}
    return {**drawn, "usage_hint": hint[:1000]} if hint else drawn


def scopes(suite: Suite, pictures: bool = True, groups: bool = False) -> set[str]:
    """What the app asks for; counting messages, shortcuts by emoji and files in forms only where a bot does that."""
    heard = HEARING_SCOPES if suite.listens_along else set()
    emoji = {"reactions:read"} if suite.sees_emoji else set()
    sent = SENT_FILE_SCOPES if any(mark.form.asks_for_files() for mark in suite.submits.values()) else set()
    return SCOPES | heard | emoji | sent | (FILE_SCOPES if pictures else set()) | (GROUP_SCOPES if groups else set())


def events(suite: Suite, groups: bool = False) -> set[str]:
    """What Slack sends."""
    heard = HEARING_EVENTS if suite.listens_along else set()
    return EVENTS | heard | ({"reaction_added"} if suite.sees_emoji else set()) | (GROUP_EVENTS if groups else set())
