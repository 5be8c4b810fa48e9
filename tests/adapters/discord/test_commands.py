"""Commands: flat names in two languages, typed options, sent to Discord only when they changed."""

import sys
from pathlib import Path

import pytest

from adapters.discord import NotReady, commands
from adapters.discord.commands import same
from bots.bot import Asked, Bot, Opt, command
from bots.chat import Context
from bots.registry import BOTS
from bots.suite import Suite
from core.words import _
from tests.adapters.discord import slow
from tests.adapters.discord.conftest import Office
from tests.wire.discord import DiscordServer
from tests.wire.discord.commands import check_commands
from tests.wire.discord.openapi import gatekeeper

pytestmark = pytest.mark.wire
PUT = "PUT /applications/{application_id}/commands"


def test_every_command_of_every_bot_is_one_that_discord_takes() -> None:
    made = commands(Suite(BOTS))
    check_commands(made)
    operation = gatekeeper().operation("PUT", "/applications/1/commands")
    assert operation is not None
    assert gatekeeper().faults(operation, {}, made, sent=True) == []
    assert len({(one["type"], one["name"]) for one in made}) == len(made)


def test_names_are_flat_and_dutch_stands_beside_them() -> None:
    made = {one["name"]: one for one in commands(Suite(BOTS))}
    assert made["timeoff-balance"]["name_localizations"] == {"nl": "verlof-saldo"}
    assert made["timeoff-balance"]["description_localizations"] == {"nl": "Je saldo, regel voor regel"}
    (when,) = made["timeoff"]["options"]
    assert (when["type"], when["autocomplete"], when["name_localizations"]) == (3, True, {"nl": "wanneer"})
    assert made["timeoff"]["contexts"] == [0, 1]


@command(
    "thing", help=("A thing", "Een ding"),
    options=(
        Opt("note"), Opt("who", "person", ("who", "wie"), required=True),
        Opt("part", "choice", ("part", "deel"), choices=lambda: ((_("Nothing waits for you."), "none"),)),
        Opt("many", "choice", choices=lambda: tuple((f"Thing {n}", str(n)) for n in range(30))),
    ),
)  # fmt: skip
def thing(ctx: Context, asked: Asked) -> str:
    """What was given."""
    return f"{asked.get('part')} {asked.get('who')} {asked.get('note')}"


def test_options_are_typed_and_required_ones_come_first() -> None:
    (made,) = commands(Suite([Bot("thing", "", [sys.modules[__name__]])]))
    check_commands([made])
    assert [(one["name"], one["type"]) for one in made["options"]] == [
        ("who", 6),
        ("note", 3),
        ("part", 3),
        ("many", 3),
    ]
    assert made["options"][2]["choices"][0]["name_localizations"] == {"nl": "Er wacht niets op je."}
    assert made["options"][3]["autocomplete"] is True


async def test_commands_are_sent_when_they_changed_and_only_then(folder: Path, discord: DiscordServer) -> None:
    first = await Office(folder, discord).opens()
    await first.closes()
    assert discord.calls.count(PUT) == 1
    assert discord.commands["timeoff-balance"]
    again = Office(folder, discord)
    await again.chat.start()
    await again.closes()
    assert discord.calls.count(PUT) == 1
    fewer = Office(folder, discord, [one for one in BOTS if one.name != "timeoff"])
    await fewer.chat.start()
    await fewer.closes()
    assert discord.calls.count(PUT) == 2
    assert "timeoff" not in discord.commands


async def test_commands_that_cannot_be_registered_leave_the_old_ones(folder: Path, discord: DiscordServer) -> None:
    discord.fail_next(PUT.replace("{application_id}", "*"), 403, code=50001)
    made = await Office(folder, discord).opens()
    assert discord.commands == {}
    await made.closes()


def test_what_discord_adds_on_its_own_is_no_change() -> None:
    wanted = commands(Suite(BOTS))
    known = [{"default_member_permissions": None, **one, "id": "1", "version": "1", "nsfw": False} for one in wanted]
    assert same(wanted, known)
    assert not same(wanted, known[1:])
    known[0]["description"] = "Other"
    assert not same(wanted, known)


def test_more_than_discord_takes_is_refused_before_anything_is_sent() -> None:
    """T04: Discord takes 100 commands and 15 actions on messages; more is a setting to be changed."""
    actions = {f"much.a{n}": one for n, one in enumerate([slow.keep] * 16)}
    many = Suite([slow.bot])
    many.message_actions = actions
    with pytest.raises(NotReady, match="Switch some bots off"):
        commands(many)


def test_a_command_for_admins_only_is_hidden_from_others_and_nothing_more() -> None:
    """A hint: who may is decided at the moment of the click."""
    made = {one["name"]: one for one in commands(Suite([slow.bot]))}
    assert made["sweep"]["default_member_permissions"] == "32"
    assert "default_member_permissions" not in made["slow"]
    assert [one["type"] for one in made["praise"]["options"]] == [6, 10, 5, 3, 3]
