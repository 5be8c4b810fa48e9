"""`townhall check` and `townhall status`: what an operator reads before and while Townhall runs."""

import re
import tomllib
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import Result
from pydantic import SecretStr

from adapters import checking, findings, status
from adapters.cli import app
from adapters.discord import checking as discord_checking
from adapters.findings import State
from adapters.slack import checking as slack_checking
from bots.chat import Failed
from bots.registry import BOTS
from bots.suite import Suite
from core import jobs, people
from core.config import Config, Slack, load
from core.db import Tx
from core.desk import telling
from core.people import PlaceHere
from tests.company import Company
from tests.wire.discord import DiscordServer
from tests.wire.slack import SlackServer

SUITE = Suite(BOTS)


@pytest.fixture
async def slack() -> AsyncIterator[SlackServer]:
    """A workspace that granted what the bots ask for."""
    async with SlackServer() as server:
        yield server


def named(server: SlackServer, mode: str = "socket") -> Slack:
    """The settings of this workspace."""
    return Slack(mode=mode, bot_token=SecretStr(server.bot_token), app_token=SecretStr(server.app_token))


async def test_slack_knows_the_token_and_the_scopes_that_lack_are_named(slack: SlackServer) -> None:
    slack.scopes = set(slack_checking.scopes(SUITE))
    found = await slack_checking.check(named(slack), SUITE, slack.base_url)
    assert [one.text for one in found if one.state is State.WRONG] == []
    assert any("Socket Mode can connect" in one.text for one in found)
    slack.scopes -= {"im:write", "commands"}
    found = await slack_checking.check(named(slack), SUITE, slack.base_url)
    assert [one.text for one in found if one.state is State.WRONG] == [
        "The app lacks commands, im:write. Paste `townhall manifest` at the app's page, then install the app again."
    ]
    slack.scopes |= {"im:write", "commands", "admin"}
    found = await slack_checking.check(named(slack), SUITE, slack.base_url)
    assert any("more than the bots need: admin" in one.text for one in found if one.state is State.LOOK)


async def test_slack_says_which_token_is_wrong_and_nothing_is_posted(slack: SlackServer) -> None:
    slack.fail_next("auth.test", error="invalid_auth")
    (found,) = await slack_checking.check(named(slack), SUITE, slack.base_url)
    assert found.state is State.WRONG
    assert "does not know the bot token" in found.text
    slack.scopes = set(slack_checking.scopes(SUITE))
    slack.fail_next("apps.connections.open", error="not_allowed_token_type")
    found_all = await slack_checking.check(named(slack), SUITE, slack.base_url)
    assert any("app token (not_allowed_token_type)" in one.text for one in found_all if one.state is State.WRONG)
    assert slack.calls("chat.postMessage") == []


async def test_discord_knows_the_token_the_server_and_other_commands() -> None:
    async with DiscordServer() as server:
        ask = discord_checking.check
        found = await ask(server.token, [str(server.guild_id)], SUITE, server.connector)
        assert [one.text for one in found if one.state is State.WRONG] == []
        assert any("The bot is in the server" in one.text for one in found)
        assert any("other commands" in one.text for one in found if one.state is State.LOOK)
        found = await ask(server.token, ["1"], SUITE, server.connector)
        (wrong,) = [one.text for one in found if one.state is State.WRONG]
        assert wrong.startswith(
            "The bot is not in the server 1. Invite it: https://discord.com/oauth2/authorize?client_id="
        )


async def test_discord_does_not_know_a_token_of_elsewhere() -> None:
    async with DiscordServer() as server:
        (found,) = await discord_checking.check("no.such.token", [], SUITE, server.connector)
        assert (found.state, "does not know the bot token" in found.text) == (State.WRONG, True)
        server.forgive("401") if hasattr(server, "forgive") else server.violations.clear()


@pytest.mark.parametrize(
    ("seconds", "state"), [(0, "good"), (59, "good"), (-60, "look"), (120, "look"), (121, "wrong"), (-301, "wrong")]
)
def test_a_clock_that_differs_two_minutes_is_wrong_t03_t71(seconds: float, state: str) -> None:
    """T03, T71: from two minutes on deadlines wait, from five on Slack's signatures are refused."""
    assert findings.clock("Slack", seconds).state == state


def test_a_new_installation_is_told_what_to_do_first(tmp_path: Path, types: Callable[..., Result]) -> None:
    (tmp_path / "config.toml").write_text("")
    (tmp_path / "config.toml").chmod(0o600)
    said = types("check")
    assert said.exit_code == 0, said.output
    assert "There is no database yet. Run: townhall migrate" in said.output
    assert "No platform is on" in said.output
    assert not (tmp_path / "townhall.sqlite").exists()
    types("migrate")
    said = types("check", "--language", "nl")
    assert "De database heeft versie" in said.output
    assert "Er zijn nog geen mensen." in said.output


def test_an_unknown_key_and_an_empty_token_are_wrong(tmp_path: Path, types: Callable[..., Result]) -> None:
    file = tmp_path / "config.toml"
    file.write_text("[slak]\nmode = 'socket'\n")
    file.chmod(0o600)
    assert types("check").exit_code == 1
    file.write_text("[discord]\nmode = 'gateway'\n")
    said = types("check")
    assert said.exit_code == 1
    assert "discord.token is empty" in said.output


def test_a_company_is_told_what_still_lacks(company: Company) -> None:
    company.team("Support")
    company.person("Ana Jansen")
    company.person("Bo Visser", platforms=())
    found = {one.text: one.state for one in company.read(checking._company)}
    assert found["2 people work here."] is State.GOOD
    assert found["Nobody is an admin yet. Name one in the setting admins."] is State.LOOK
    assert any(text.startswith("1 person has no chat account yet") for text in found)
    assert any("Nobody has the role hr" in text for text in found)
    assert any(text.startswith("Places for team: #support") for text in found)


async def test_every_platform_that_is_on_is_asked(tmp_path: Path) -> None:
    asked: list[str] = []

    def asks(name: str) -> checking.Ask:
        async def ask(config: Config, suite: Suite, places: Sequence[PlaceHere]) -> list[findings.Finding]:
            asked.append(name)
            return [findings.wrong("It is not there.")]

        return ask

    file = tmp_path / "config.toml"
    file.write_text(f"[database]\nurl = 'sqlite:///{tmp_path}/t.sqlite'\n[slack]\nmode = 'socket'\n"
                    "bot_token = 'xoxb-1'\napp_token = 'xapp-1'\n")  # fmt: skip
    file.chmod(0o600)
    said: list[str] = []
    well = await checking.check(load(file), file, said.append, {"slack": asks("slack"), "discord": asks("discord")})
    assert (well, asked) == (False, ["slack"])
    assert "wrong  It is not there." in said
    assert "ok     Discord is switched off." in said


def test_status_counts_what_waits_what_went_and_what_was_given_up(company: Company) -> None:
    ana = company.person("Ana Jansen")
    ana.types("/townhall")
    at = company.clock.now()
    for number in range(30):
        company.run(company.db.write(lambda tx, n=number: jobs.at(tx, f"send:t/{n}", at, "send", {}, f"person:{n}")))
    company.run(company.db.write(lambda tx: jobs.at(tx, "later", at + timedelta(days=1), "send", {})))
    claimed = company.run(company.db.write(lambda tx: jobs.claim(tx, "me", 20)))
    for job in claimed[:10]:
        company.run(company.db.write(lambda tx, job=job: jobs.finish(tx, job)))
    company.run(company.db.write(lambda tx: jobs.fail(tx, claimed[10], Failed("is_archived").why, None, True)))
    seen = company.read(status.look)
    assert (seen.waiting["send"], seen.planned >= 1, seen.given_up) == (19, True, {("is_archived", "person:10"): 1})
    assert seen.done_by == at + timedelta(minutes=19)
    lines = status.told(seen, "Europe/Amsterdam")
    assert "At the pace of the last ten minutes all of it is out by 09:19." in lines
    assert "Given up in the last seven days: 1 message" in lines
    assert any(line.startswith("  1 × person:10: That conversation is archived or locked. Open it,") for line in lines)


def test_status_says_in_plain_words_what_was_held_back_and_where_it_was_refused(company: Company) -> None:
    """No word of ours for it is shown, and a channel is called by its name."""
    team = company.team("Tech")
    place = company.write(lambda tx: people.put_place(tx, "slack:T1/C1", "tech-desk", "department", team))
    outcomes = (
        "sent",
        "later:quiet",
        "digest:can_wait",
        "digest:budget",
        "knocked",
        "drop:own_choice",
        "failed:no_access",
    )

    def note(tx: Tx) -> None:
        for number, outcome in enumerate(outcomes):
            telling.note(tx, f"t{number}", "person:1", "v", 1, "t", "now", outcome)
        jobs.at(tx, "send:x", tx.now, "send", {}, f"place:{place}")
        (job,) = (one for one in jobs.claim(tx, "me", 50) if one.key == "send:x")
        jobs.fail(tx, job, "no_access", None, True)

    company.run(company.db.write(note))
    lines = status.told(company.read(status.look), "Europe/Amsterdam")
    assert "Not sent (goes along with the reader's digest): 2" in lines
    assert "Not sent (the platform refused it): 1" in lines
    assert any(line.startswith("  1 × #tech-desk: I am not in that channel.") for line in lines)
    assert not any(":own_choice" in line or "can_wait" in line or "no_access" in line for line in lines)


HERE = Path(__file__).parents[2]


def test_the_unit_and_the_container_run_commands_that_exist() -> None:
    known = {
        command.name or (command.callback.__name__ if command.callback else "") for command in app.registered_commands
    }
    for group in app.registered_groups:
        for one in group.typer_instance.registered_commands if group.typer_instance else ():
            known.add(one.name or (one.callback.__name__ if one.callback else ""))
    unit, container = ((HERE / "deploy" / name).read_text() for name in ("townhall.service", "Containerfile"))
    used = set(re.findall(r"townhall (check|run|status|import|migrate|backup)\b", unit + container))
    used |= set(re.findall(r'"townhall", "(\w+)"', container))
    assert {"check", "run", "status", "import"} <= used <= known
    copied = {word for line in container.splitlines() if line.startswith("COPY ") and "--from" not in line
              for word in line.split()[1:-1]}  # fmt: skip
    assert all((HERE / name).exists() for name in copied)
    extras = set(re.findall(r"'\.\[([a-z,]+)\]'", unit + container))
    declared = tomllib.loads((HERE / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    assert {name for one in extras for name in one.split(",")} <= set(declared)
