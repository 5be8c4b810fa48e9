"""docs/coverage.md tells the truth: what it names exists, what is not built says why, and threats have tests that name them."""

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8")
LEAST = {
    "2.1": 21, "2.2": 8, "2.5": 20, "2.6": 20, "2.7": 17, "2.8": 11, "2.10": 6, "2.11": 6, "2.12": 7, "2.14": 5, "2.15": 8,
    "2.16": 4, "2.17": 5, "2.18": 5, **{f"3.{number}": 1 for number in range(1, 21)},
}  # fmt: skip
"""How many promises each section has; a promise that is kept in part has two rows."""
THREATS = range(1, 73)
ANSWERED = {*THREATS} - {6, 31, 34}
CITED = re.compile(r"`((?:[a-z_0-9]+/)+[a-z_0-9]+)` ([^;`]+)")
ROWS = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in PAGE.splitlines() if line.startswith("| ")]
PROMISES = [(row[0], row[-1]) for row in ROWS if re.match(r"[23]\.\d", row[0])]
FAULTS = {int(row[0][1:]): row[-1] for row in ROWS if re.fullmatch(r"T\d\d", row[0])}


def section(title: str) -> str:
    """The number that a promise's title begins with."""
    return title.split()[0]


@cache
def sentences(short: str) -> dict[str, str]:
    """The tests of a file, their names written as sentences, each with its name and what is said of it and of its file."""
    folder, _, name = short.rpartition("/")
    file = ROOT / "tests" / folder / f"test_{name}.py"
    tree = ast.parse(file.read_text(encoding="utf-8") if file.exists() else "")
    nodes = [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
    return {
        node.name.removeprefix("test_").replace("_", " "): f"{node.name.replace('_', ' ')} {ast.get_docstring(node)} "
        f"{ast.get_docstring(tree)}"
        for node in nodes
        if node.name.startswith("test_")
    }


def cited(cell: str) -> list[tuple[str, str]]:
    """Every test that a cell names: its file and its sentence."""
    return [(short, sentence.strip()) for short, sentence in CITED.findall(cell)]


def test_every_test_it_names_exists() -> None:
    named = [one for _title, cell in PROMISES for one in cited(cell)] + [
        one for cell in FAULTS.values() for one in cited(cell)
    ]
    assert len(named) > 250
    assert sorted({f"{short}: {sentence}" for short, sentence in named if sentence not in sentences(short)}) == []


def test_every_promise_is_shown_or_says_why_not() -> None:
    for title, cell in PROMISES:
        shown = cited(cell)
        if cell.startswith("not built"):
            assert re.fullmatch(r"not built: \S.{4,}", cell), f"{title} needs a reason"
        else:
            assert cell.startswith("`"), title
            assert 1 <= len(shown) == cell.count("; ") + 1 <= 3, title


def test_no_promise_is_left_out_or_made_twice() -> None:
    assert [title for title, count in Counter(title for title, _cell in PROMISES).items() if count > 1] == []
    found = Counter(section(title) for title, _cell in PROMISES)
    assert set(found) == set(LEAST)
    assert {number: found[number] for number, least in LEAST.items() if found[number] < least} == {}


def test_exactly_the_threats_that_are_answered_have_tests_that_name_them() -> None:
    assert list(FAULTS) == list(THREATS)
    assert {number for number, cell in FAULTS.items() if cited(cell)} == ANSWERED
    for number, cell in FAULTS.items():
        if number not in ANSWERED:
            assert re.fullmatch(r"(not answered yet|does not apply): \S.{4,}", cell), f"T{number:02}"
            continue
        assert len(cited(cell)) <= 3, f"T{number:02}"
        said = " ".join(sentences(short).get(sentence, "") for short, sentence in cited(cell))
        assert re.search(rf"\bt{number:02}\b", said, re.IGNORECASE), f"T{number:02} is named by none of its tests"
