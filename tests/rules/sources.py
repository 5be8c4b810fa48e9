"""What the rules look at: the files that are kept, the modules among them, and the words in their code."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PARTS = ("core", "bots", "adapters")
GROUND_FLOOR = {"people", "calendar", "privacy", "desk"}
"""Packages of core that every slice may stand on; they have no conversation of their own."""


@cache
def kept() -> tuple[Path, ...]:
    """Every file that git keeps or would keep, without what it ignores."""
    listed = subprocess.run(
        ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    return tuple(path for name in sorted(set(listed.split("\0"))) if name and (path := ROOT / name).is_file())


def modules(*parts: str) -> list[Path]:
    """The Python files of these top folders."""
    return [path for path in kept() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in (parts or PARTS)]


def name_of(path: Path) -> str:
    """The file as the project calls it."""
    return path.relative_to(ROOT).as_posix()


def slices(part: str) -> set[str]:
    """The folders in this top folder that hold Python."""
    found = {path.relative_to(ROOT).parts for path in modules(part)}
    return {parts[1] for parts in found if len(parts) > 2 and parts[2] != "__pycache__"}


@cache
def text(path: Path) -> str:
    """What stands in the file."""
    return path.read_text(encoding="utf-8")


@cache
def tree(path: Path) -> ast.Module:
    """The file's code."""
    return ast.parse(text(path), str(path))


def literal(node: ast.expr) -> str | None:
    """The text of a literal, also one that is written in pieces."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def words_in(path: Path) -> Iterator[tuple[int, str | tuple[str, str] | None]]:
    """Each `_()`, `N_()` and `ngettext()` of a file: its line, and its words or None when they are no literal."""
    for node in ast.walk(tree(path)):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if (called == "N_" and node.args) or (called == "_" and node.args):
            yield node.lineno, literal(node.args[0])
        elif called == "ngettext" and len(node.args) > 1:
            one, many = literal(node.args[0]), literal(node.args[1])
            yield node.lineno, (one, many) if one is not None and many is not None else None
