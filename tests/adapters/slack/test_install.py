"""The page about installing on Slack, followed step by step to the letter: from a fresh workspace to the first `/timeoff`."""

import asyncio
import json
import re
import shutil
import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest
from jsonschema import Draft7Validator
from typer.testing import CliRunner

from adapters import checking, running
from adapters.cli import app
from adapters.findings import Finding
from adapters.running import Drawing, Line
from adapters.slack import checking as slack_checking
from adapters.slack.client import SlackChat
from adapters.slack.connection import NotReady
from bots.app import App
from bots.suite import Suite
from core.clock import SetClock
from core.config import Config, load
from core.people import PlaceHere
from tests.lite import FRIDAY
from tests.wire.schemas import schema
from tests.wire.slack import SlackServer

pytestmark = pytest.mark.wire
ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "install-slack.md").read_text()
STEPS = dict(re.findall(r"^\d+\. \*\*(.+?)\*\*(.*?)(?=^\d+\. |^\S)", PAGE, re.DOTALL | re.MULTILINE))
"""What the page asks for, by the words it is called by."""


def block(step: str, language: str) -> str:
    """What somebody copies out of this step."""
    found = re.search(rf"```{language}\n(.*?)```", STEPS[step], re.DOTALL)
    assert found, step
    return re.sub(r"^ {3}", "", found[1], flags=re.MULTILINE)


def fills_in(file: Path, step: str, **found: str) -> None:
    """Change the lines that the step names where they stand in the file, as somebody does who reads the page."""
    section, lines = "", file.read_text().splitlines()
    wanted = {(section, key): value
              for section, inside in [("", tomllib.loads(block(step, "toml"))), *tomllib.loads(block(step, "toml")).items()]
              if isinstance(inside, dict) for key, value in inside.items() if not isinstance(value, dict)}  # fmt: skip
    for number, line in enumerate(lines):
        section = line.strip("[]") if line.startswith("[") else section
        key = line.partition(" = ")[0]
        if (section, key) in wanted:
            value = wanted.pop((section, key))
            lines[number] = f"{key} = {json.dumps(found.get(key, value))}"
    assert wanted == {}, "the settings hold no such line"
    file.write_text("\n".join(lines) + "\n")


class Fresh:
    """Somebody with a fresh workspace, the source, and nothing but the page."""

    def __init__(self, folder: Path, slack: SlackServer) -> None:
        self.folder, self.slack, self.settings = folder, slack, folder / "config.toml"
        self.you = slack.person("U0YOU", "Your Name", "you@yourcompany.example")
        self.clock = SetClock(FRIDAY)
        self.commands: set[str] = set()

    def make_ready(self) -> None:
        """The second line; the first is what the pipeline does with the wheel."""
        first, second = block("Make Townhall ready", "sh").splitlines()
        assert first == "python3 -m venv .venv && .venv/bin/pip install -c constraints.txt '.[charts]'"
        assert (ROOT / "constraints.txt").exists()
        assert second == "install -m 600 config.example.toml config.toml"
        shutil.copy(ROOT / "config.example.toml", self.settings)
        self.settings.chmod(0o600)

    def write_manifest(self) -> None:
        """What the command prints goes to the file."""
        assert block("Write the manifest.", "sh").strip() == ".venv/bin/townhall manifest > manifest.json"
        done = CliRunner().invoke(app, ["manifest"])
        assert done.exit_code == 0, done.output
        (self.folder / "manifest.json").write_text(done.output)

    def make_app(self) -> None:
        """Slack reads the manifest, and grants what stands in it and nothing else."""
        manifest = json.loads((self.folder / "manifest.json").read_text())
        faults = Draft7Validator(schema("slack_manifest_v2.schema.json")).iter_errors(manifest)
        assert [error.message for error in faults] == []
        self.slack.scopes = frozenset(manifest["oauth_config"]["scopes"]["bot"])
        self.commands = {one["command"] for one in manifest["features"]["slash_commands"]}
        assert manifest["settings"]["socket_mode_enabled"]

    async def look(self) -> list[str]:
        """`townhall check`, with this workspace in the place of Slack."""
        said: list[str] = []

        async def ask(config: Config, suite: Suite, places: Sequence[PlaceHere]) -> list[Finding]:
            return await slack_checking.check(config.slack, suite, self.slack.base_url, places)

        assert block("Look whether all is well.", "sh").strip() == ".venv/bin/townhall check"
        self.slack.dated.now = None  # the check goes by the real clock, the day in the office does not
        assert await checking.check(load(self.settings), self.settings, said.append, {"slack": ask}), said
        self.slack.dated.now = self.clock.now
        return said

    def connect(self, app: App, config: Config, drawing: Drawing) -> list[Line]:
        here, tokens = config.slack, (config.slack.bot_token, config.slack.app_token)
        chat = SlackChat(
            app, *(one.get_secret_value() for one in tokens), base_url=self.slack.base_url, create=here.everybody
        )
        home = chat.connection
        return [Line("slack", chat, NotReady, lambda: home.home.space, chat.web_part, home)]


async def test_following_only_the_page_leads_to_the_first_request(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with SlackServer() as slack:
        fresh = Fresh(tmp_path, slack)
        team = slack.channel("C0TEAM", "team", [fresh.you])
        slack.group("office", "Office", [fresh.you])
        steps = iter(STEPS)
        assert next(steps) == "Make Townhall ready"
        fresh.make_ready()
        assert next(steps) == "Say who you are"
        fills_in(fresh.settings, "Say who you are")
        assert next(steps) == "Write the manifest."
        fresh.write_manifest()
        assert next(steps) == "Make the app."
        fresh.make_app()
        for step, starts, token in (("Take the app-level token.", "xapp-", slack.app_token),
                                    ("Install the app", "xoxb-", slack.bot_token)):  # fmt: skip
            assert next(steps) == step
            assert starts in STEPS[step]
            assert token.startswith(starts)
        assert next(steps) == "Fill in both tokens"
        fills_in(fresh.settings, "Fill in both tokens", bot_token=slack.bot_token, app_token=slack.app_token)
        assert next(steps) == "Look whether all is well."
        assert any("may do all that the bots need" in line for line in await fresh.look())
        assert next(steps) == "Start"
        assert list(steps) == []
        task = asyncio.create_task(running.run(load(fresh.settings), fresh.connect, fresh.clock))
        while not (task.done() or slack.socket_mode.connections):
            await asyncio.sleep(0.02)
        if task.done():
            task.result()
        typed = re.findall(r"`(/\w+) (24 nov)`", STEPS["Start"])
        assert {word for word, _rest in typed} <= fresh.commands
        for word, rest in typed:
            await slack.command(fresh.you, word, rest, channel=team)
            shown = slack.ephemerals(fresh.you)[-1]
            assert "Time off Tue 24 Nov" in shown.words
            assert "Request" in shown.buttons
        assert "/place" in fresh.commands
        await slack.command(fresh.you, "/place", channel=team)
        while not slack.views(fresh.you):
            await asyncio.sleep(0.02)
        (office,) = await slack.look_up(fresh.you, slack.modal(fresh.you), "team", "")
        await slack.submit(fresh.you, answers={"purpose": "team", "team": office, "language": "en"})
        assert any("I may write in 1 place on Slack." in line for line in await fresh.look())
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
