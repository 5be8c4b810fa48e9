"""The shape of the project: slices that match, files one can read, names that say something, nothing of one machine."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

from bots.registry import BOTS
from tests.rules.sources import GROUND_FLOOR, ROOT, kept, modules, name_of, slices, text, tree

LONGEST = 250
FORBIDDEN_NAMES = {"helper", "helpers", "util", "utils", "common", "base", "data", "process", "handle_stuff", "misc"}
NOT_SLICES = {"ui", "locale", "migrations"}
TEXT = {".py", ".md", ".toml", ".txt", ".po", ".js", ".css", ".html", ".yml", ".yaml", ".json", ".mako", ".cfg", ""}
MACHINE = re.compile(
    # Spelt so that this file does not find itself.
    r"pypi[.]org|python[h]osted[.]org|npm[j]s[.]|registry[.]npm|index[-]url|(?<![\w.])/(?:wor[k]|roo[t]|hom[e]/\w+|Use[r]s/\w+)/",
    re.IGNORECASE,
)


def test_every_slice_has_a_rule_a_conversation_and_a_proof_of_one_name() -> None:
    rules = slices("core") - GROUND_FLOOR - NOT_SLICES
    conversations = slices("bots") - NOT_SLICES
    registered = {bot.name for bot in BOTS} - {"home"}
    assert rules == conversations == registered
    assert rules <= slices("tests")


def test_a_conversation_is_named_after_its_rule() -> None:
    """*Approval* is always `approval.py`: a bot's file has a namesake among the rules, or draws what several share."""
    rules = {path.relative_to(ROOT / "core").as_posix() for path in modules("core")}
    shared = {"drawing.py", "words.py"}
    lonely = [
        name_of(path)
        for path in modules("bots")
        if len(parts := path.relative_to(ROOT / "bots").parts) == 2
        and parts[0] not in NOT_SLICES
        and "/".join(parts) not in rules
        and parts[1] not in shared
        and "/".join(parts) not in CONVERSATION_ONLY
    ]
    assert lonely == []


CONVERSATION_ONLY = {
    "community/own.py", "community/word.py", "escalation/board.py", "escalation/origin.py",
    "escalation/passing.py", "escalation/saying.py",
    "surveys/export.py", "surveys/focus.py", "surveys/mine.py", "surveys/opener.py", "timeoff/away.py", "timeoff/mine.py",
}  # fmt: skip
"""Conversations that show what several rules made, or whose rule lives on the ground floor."""


def test_contracts_name_every_slice_and_every_shared_file() -> None:
    """A new slice that no contract names would be free to import anything."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    by_name = {contract["name"]: contract for contract in contracts}
    rules = {f"core.{name}" for name in slices("core") - GROUND_FLOOR - NOT_SLICES}
    talks = {f"bots.{name}" for name in slices("bots") - NOT_SLICES}
    plain = {f"bots.{path.stem}" for path in modules("bots") if path.parent == ROOT / "bots"} - {
        "bots.__init__",
        "bots.registry",
    }
    platforms = {f"adapters.{name}" for name in slices("adapters")}
    assert set(by_name["Rules of one slice know no other slice"]["modules"]) == rules
    assert set(by_name["Conversations of one slice know no other slice's"]["modules"]) == talks
    assert set(by_name["The ground floor stands on no slice"]["forbidden_modules"]) == rules
    assert set(by_name["Conversations ask a slice's package, not its insides"]["forbidden_modules"]) == {
        f"{one}.*" for one in rules
    }
    shared = by_name["What all bots share knows no slice; only the registry does"]
    assert set(shared["source_modules"]) == plain | {"bots.ui"}
    assert set(shared["forbidden_modules"]) == rules | talks
    assert set(by_name["Platforms know no other platform"]["modules"]) == platforms
    assert set(by_name["Platforms know no slice"]["forbidden_modules"]) == rules | talks | {"bots.registry"}


def test_no_file_is_longer_than_one_can_read() -> None:
    long = {
        name_of(path): count for path in modules() if (count := lines(path)) > LONGEST and "versions" not in path.parts
    }
    assert long == {}


def lines(path: Path) -> int:
    """How many lines a file has."""
    return len(path.read_text(encoding="utf-8").splitlines())


MADE = re.compile(r"^\s*(?:async def|def|class) (\w+)", re.MULTILINE)


def test_names_say_what_people_do() -> None:
    wrong = []
    for path in modules("core", "bots", "adapters", "tests"):
        named = {path.stem, path.parent.name}
        named |= set(MADE.findall(text(path)))
        wrong += [f"{name_of(path)}: {name}" for name in named if name.lower().strip("_") in FORBIDDEN_NAMES]
    assert wrong == []


SAYING = re.compile(r'(?:#.*\n|\s)*"""\s*[^\s"]')


def test_every_module_says_which_rule_or_conversation_lives_in_it() -> None:
    wrong = [
        name_of(path)
        for path in modules()
        if "versions" not in path.parts and text(path) and not SAYING.match(text(path))
    ]
    assert wrong == []


def test_nothing_is_left_to_do() -> None:
    marks = re.compile(r"\b(?:TO[D]O|FIXM[E]|XX[X]|HAC[K])\b|NotImplementedErro[r]\(|raise NotImplementedErro[r]")
    wrong = [f"{name_of(path)}:{number}" for path in modules() for number, line in numbered(path) if marks.search(line)]
    assert wrong == []


SWALLOWING = re.compile(r"except(?: \(?(?:Base)?Exception.*)?:\s*(?:#.*)?\s*(?:pass|continue)\b")
"""Where it is worth looking closer."""


def test_no_error_is_swallowed() -> None:
    """`except Exception` with nothing but `pass` or `continue` hides what went wrong."""
    wrong = [
        f"{name_of(path)}:{node.lineno}"
        for path in modules()
        if SWALLOWING.search(text(path))
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id in ("Exception", "BaseException")))
        and all(isinstance(step, (ast.Pass, ast.Continue)) for step in node.body)
    ]
    assert wrong == []


@pytest.mark.parametrize("module", ["unittest.mock", "mock", "pytest_mock"])
def test_nothing_is_mocked(module: str) -> None:
    """Fakes are the chat in memory, the clock that stands still, and servers on the loopback."""
    wrong = [
        name_of(path)
        for path in modules("core", "bots", "adapters", "tests")
        if "mock" in text(path)
        for node in ast.walk(tree(path))
        if (isinstance(node, ast.ImportFrom) and node.module and f"{node.module}.".startswith(f"{module}."))
        or (
            isinstance(node, ast.ImportFrom)
            and node.module == "unittest"
            and any(one.name == "mock" for one in node.names)
        )
        or (isinstance(node, ast.Import) and any(f"{one.name}.".startswith(f"{module}.") for one in node.names))
    ]
    assert wrong == []


def test_nothing_kept_names_a_registry_or_a_path_of_one_machine() -> None:
    wrong = [
        f"{name_of(path)}:{number}: {line.strip()[:120]}"
        for path in kept()
        if path.suffix in TEXT and path.name not in ("run", "test_shape.py")
        for number, line in numbered(path)
        if MACHINE.search(line)
    ]
    assert wrong == []


def numbered(path: Path) -> list[tuple[int, str]]:
    """A file's lines with their numbers; nothing of what is no text."""
    try:
        return list(enumerate(path.read_text(encoding="utf-8").splitlines(), 1))
    except UnicodeDecodeError:
        return []


def test_the_rules_find_what_they_look_for() -> None:
    """A rule that can't fail proves nothing."""
    for bad in (
        "https://py" + "pi.org/simple",
        "/ro" + "ot/x",
        "/wo" + "rk/x",
        "/ho" + "me/ana/x",
        "--index" + "-url x",
    ):
        assert MACHINE.search(bad), bad
    assert not MACHINE.search("the /work of people")
