"""The README tells the truth: its bot is built and run, and everything it names exists."""

import importlib
import re
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from types import FunctionType

import pytest
from sqlmodel import SQLModel

import bots
import core
from bots.bot import CommandMark
from bots.registry import BOTS
from core.privacy import held as _held
from tests.company import Company
from tests.lite import template

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()
BLOCKS = dict(re.findall(r"```python\n# (\S+)\n(.*?)```", README, re.DOTALL))


@pytest.fixture
def cheers(tmp_path: Path) -> Iterator[Callable[[], Company]]:
    """Companies with the README's bot, written to files of its own as the README says."""
    template()
    for name, text in BLOCKS.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    core.__path__.append(str(tmp_path / "core"))
    bots.__path__.append(str(tmp_path / "bots"))
    bot = importlib.import_module("bots.cheers").bot
    table = SQLModel.metadata.tables["cheers_cheer"]
    companies: list[Company] = []

    def found() -> Company:
        folder = tmp_path / str(len(companies))
        folder.mkdir()
        made = Company(folder, (*BOTS, bot))
        made.run(made.db.schema(lambda connection: table.create(connection)))
        companies.append(made)
        return made

    yield found
    for made in companies:
        made.close()
    SQLModel.metadata.remove(table)
    known = sys.modules[_held.__module__]._registered
    for key in [key for key, held in known.items() if held.table.name == "cheers_cheer"]:
        known.pop(key)
    core.__path__.pop()
    bots.__path__.pop()
    for name in [name for name in sys.modules if name.startswith(("core.cheers", "bots.cheers"))]:
        del sys.modules[name]


def test_the_bot_of_the_readme_works_as_its_own_tests_say(cheers: Callable[[], Company]) -> None:
    scope: dict[str, object] = {"date": date}
    exec(compile(BLOCKS["tests/cheers/test_card.py"], "README.md", "exec"), scope)
    stories = [value for name, value in scope.items() if name.startswith("test_") and isinstance(value, FunctionType)]
    assert len(stories) == 2
    for story in stories:
        story(cheers())


def test_every_command_it_names_exists() -> None:
    known = {"/" + name for bot in BOTS for mark in bot.marks if isinstance(mark, CommandMark) for name in mark.names}
    named = set(re.findall(r"`(/[a-z]+)`", README))
    assert named
    assert named <= known, named - known


def test_every_bot_is_named() -> None:
    for bot in BOTS:
        assert f"/{bot.name}" in README or f"{bot.name}/" in README or bot.name in ("home", "surveys"), bot.name


def test_every_link_and_picture_leads_somewhere() -> None:
    for page in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")):
        for target in re.findall(r"\]\(([^)#]+?)\)", page.read_text()):
            if not target.startswith("http"):
                assert (page.parent / target).exists(), f"{page.name} → {target}"


def test_every_make_target_it_names_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"(?:^|`)make ([a-z]+)", README, re.MULTILINE)) <= targets
