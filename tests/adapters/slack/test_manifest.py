"""The manifest fits Slack's schema, holds both languages, and asks for exactly what is used."""

import ast
import re
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from adapters.slack.manifest import RESERVED, events, manifest, scopes
from bots.bot import Asked, Bot, command
from bots.chat import Context
from bots.registry import BOTS
from bots.suite import Suite
from tests.adapters.slack.office import office
from tests.adapters.slack.small import small_bot
from tests.wire.schemas import schema
from tests.wire.slack import RESERVED_COMMANDS

MAIN_FLOW = """
auth.test chat.postEphemeral chat.postMessage chat.update conversations.history conversations.open conversations.replies
files.completeUploadExternal files.getUploadURLExternal files.info users.info users.list views.open views.publish
""".split()  # noqa: SIM905
CHECK = ["chat.scheduleMessage", "chat.deleteScheduledMessage", "chat.scheduledMessages.list"]
"""How `townhall check` tries whether it may write, without posting."""
GROUPS = ["usergroups.list", "usergroups.users.list"]
SCOPE_OF: dict[str, set[str]] = {
    "app_home_opened": set(), "app_mention": {"app_mentions:read"}, "app_uninstalled": set(), "tokens_revoked": set(),
    "message.im": {"im:history"}, "message.channels": {"channels:history"}, "message.groups": {"groups:history"},
    "reaction_added": {"reactions:read"}, "team_join": {"users:read"}, "user_change": {"users:read"},
    "subteam_created": {"usergroups:read"}, "subteam_updated": {"usergroups:read"},
}  # fmt: skip
"""What Slack wants before it sends this event."""
BESIDE = {"commands", "users:read.email"}
"""For the slash commands, and for the e-mail address in what users.list and users.info answer."""
SOURCE = Path(__file__).parents[3] / "adapters" / "slack"


def called_in_the_source() -> set[str]:
    """The Web API methods that the adapter's own code calls, as Slack writes them."""
    contract = schema("slack_methods_contract.json")["methods"]
    names = {name.replace(".", "_").lower(): name for name in contract}
    words = re.findall(r"\b[a-z]+(?:_[A-Za-z]+)+\(", "".join(path.read_text() for path in SOURCE.glob("*.py")))
    return {names[word[:-1].lower()] for word in words if word[:-1].lower() in names}


def suite(*more: Bot) -> Suite:
    return Suite([*BOTS, *more])


def test_it_fits_the_schema_and_holds_both_languages() -> None:
    made = manifest(suite())
    assert [error.message for error in Draft7Validator(schema("slack_manifest_v2.schema.json")).iter_errors(made)] == []
    names = [command["command"] for command in made["features"]["slash_commands"]]
    assert {"/timeoff", "/verlof", "/home", "/thuis", "/townhall"} <= set(names)
    assert len(names) == len(set(names))
    verlof = next(one for one in made["features"]["slash_commands"] if one["command"] == "/verlof")
    assert verlof["description"] == "Verlof aanvragen"
    assert "saldo" in verlof["usage_hint"]


def test_more_commands_than_slack_takes_keep_the_companys_own_language() -> None:
    marks: list[object] = []
    for number in range(40):

        @command(f"do{number}", f"doe{number}", help=("Do it", "Doe het"))
        def do(ctx: Context, asked: Asked) -> str:
            """Do it."""
            return "Done"

        marks.append(do)
    bot = Bot("many", "Many", [])
    bot.marks.extend(marks)  # type: ignore[arg-type]
    names = [one["command"] for one in manifest(Suite([bot], "nl"))["features"]["slash_commands"]]
    assert len(names) == 50
    assert {f"/doe{number}" for number in range(40)} < set(names)


def test_over_http_every_address_is_the_companys_own() -> None:
    made = manifest(suite(small_bot()), public_url="https://townhall.example.com/")
    assert [error.message for error in Draft7Validator(schema("slack_manifest_v2.schema.json")).iter_errors(made)] == []
    url, settings = "https://townhall.example.com/slack/events", made["settings"]
    assert settings["socket_mode_enabled"] is False
    assert settings["event_subscriptions"]["request_url"] == settings["interactivity"]["request_url"] == url
    assert {one["url"] for one in made["features"]["slash_commands"]} == {url}


@command("leave", help=("Gone", "Weg"))
def leave(ctx: Context, asked: Asked) -> str:
    """A name that Slack keeps for itself."""
    return "no"


@command("crème", help=("Gone", "Weg"))
def sweet(ctx: Context, asked: Asked) -> str:
    """A name with a letter that Slack does not take."""
    return "no"


@pytest.mark.parametrize("mark", [leave, sweet])
def test_a_name_that_slack_would_refuse_is_refused_here(mark: object) -> None:
    bot = Bot("odd", "Odd", [])
    bot.marks.append(mark)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="choose another name"):
        manifest(suite(bot))


def test_the_reserved_names_are_those_of_slack() -> None:
    assert {f"/{name}" for name in RESERVED} == RESERVED_COMMANDS


def test_scopes_are_what_the_called_methods_need() -> None:
    """Each called method is allowed by the manifest, and counting messages is asked for only where a bot counts."""
    contract = schema("slack_methods_contract.json")["methods"]
    asked = scopes(suite(small_bot()), groups=True)
    assert called_in_the_source() == {*MAIN_FLOW, *CHECK, *GROUPS, "apps.connections.open"}
    for name in (*MAIN_FLOW, *CHECK, *GROUPS):
        needed = contract[name]["bot_scopes"]
        assert not needed or asked & set(needed), (name, needed)
    assert not scopes(suite(small_bot())) & {"usergroups:read"}
    used = {scope for name in (*MAIN_FLOW, *GROUPS) for scope in contract[name]["bot_scopes"] or ()}
    sent = {"app_mentions:read", "commands", "reactions:read", "users:read.email", "channels:history", "groups:history"}
    assert asked <= used | sent, "a scope that no call and no event needs"
    quiet = Suite([bot for bot in BOTS if bot.name in ("home", "promises", "timeoff")])
    assert not scopes(quiet) & {"channels:history", "groups:history", "reactions:read"}
    assert scopes(quiet, pictures=False) & {"files:write", "files:read"} == {"files:read"}
    assert "files:read" not in scopes(Suite([bot for bot in BOTS if bot.name == "promises"]), pictures=False)
    assert "message.channels" not in events(quiet)
    assert "reaction_added" in events(suite(small_bot()))


def heard_in_the_source() -> set[str]:
    """The kinds of event that the adapter's own code tells apart."""
    compared = [
        node for node in ast.walk(ast.parse((SOURCE / "listening.py").read_text()))
        if isinstance(node, ast.Compare) and isinstance(node.left, ast.Name) and node.left.id == "kind"
    ]  # fmt: skip
    said = [one for node in compared for one in ast.walk(node) if isinstance(one, ast.Constant)]
    return {one.value for one in said if isinstance(one.value, str)}


def test_scopes_and_events_are_those_of_what_is_called_and_heard_by_all_bots() -> None:
    """Nothing is asked for that no call and no event needs, and nothing that one needs is left out."""
    asked, heard = scopes(Suite(BOTS), groups=True), events(Suite(BOTS), groups=True)
    assert {one.partition(".")[0] for one in heard} == heard_in_the_source()
    contract = schema("slack_methods_contract.json")["methods"]
    needs = {name: set(contract[name]["bot_scopes"] or ()) for name in called_in_the_source()}
    assert [name for name, any_of in needs.items() if any_of and not any_of & asked] == []
    assert {scope for one in heard for scope in SCOPE_OF[one]} <= asked
    assert asked <= set().union(*needs.values(), *(SCOPE_OF[one] for one in heard), BESIDE)


@pytest.mark.wire
async def test_the_whole_flow_runs_on_the_scopes_of_the_manifest(tmp_path: object) -> None:
    granted = frozenset(scopes(suite(small_bot())))
    async with office(tmp_path, server={"scopes": granted}) as here:  # type: ignore[arg-type]
        await here.types(here.ana, "/timeoff 24 nov", here.support)
        await here.presses(here.ana, here.passing(here.ana), "Request")
        await here.presses(here.mark, here.last(here.mark), "Approve")
        await here.slack.home_opened(here.ana)
        await here.slack.mention(here.ana, here.support, "echo hi")
        await here.settles()
        await here.types(here.ana, "/export")
        called = {name for name, _arguments in here.slack.web_api.calls}
        assert called <= {*MAIN_FLOW, "apps.connections.open"}
