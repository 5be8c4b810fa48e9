"""docs/coverage.md tells the truth: every test it names exists, and every threat the house answers has one."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "coverage.md").read_text()
ANSWERED = {3, *range(7, 14), *range(15, 20), *range(22, 27), 33, 36, 47, 61, *range(64, 69)}


def sentences(short: str) -> set[str]:
    """The names of the tests in a file, written as sentences."""
    folder, _, name = short.rpartition("/")
    tree = ast.parse((ROOT / "tests" / folder / f"test_{name}.py").read_text())
    nodes = [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))]
    return {node.name.removeprefix("test_").replace("_", " ") for node in nodes}


def test_every_test_it_names_exists() -> None:
    named = re.findall(r"`([a-z_0-9/]+)` ([^;|]+?)(?=;| \|)", PAGE)
    assert len(named) > 80
    for short, sentence in named:
        assert sentence.strip() in sentences(short), f"{short}: {sentence}"


def test_every_threat_the_house_answers_has_a_test() -> None:
    rows = {int(number) for number in re.findall(r"^\| T(\d\d) \|", PAGE, re.MULTILINE)}
    assert rows >= ANSWERED, ANSWERED - rows
