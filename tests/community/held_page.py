"""The page of everything that is held, written from the registrations beside the tables: `python -m tests.community.held_page`."""

from datetime import timedelta
from pathlib import Path

from core.privacy import registered
from core.privacy.held import Held
from tests.lite import tables

PAGE = Path(__file__).parents[2] / "docs" / "held.md"
HEAD = "| table | what it holds | names a person | in their own export | kept | when somebody is erased |"
PARTS = {
    "people": "People", "calendar": "Calendar", "privacy": "Privacy", "desk": "Messages and their delivery",
    "timeoff": "Time off", "surveys": "Surveys", "escalation": "Customer questions", "community": "Community",
    "discussions": "Discussions", "promises": "Promises",
}  # fmt: skip
INTRO = """# What is held

Every table that says something about people, from the registrations beside the tables themselves: what it holds,
which columns name a person, what of it a person gets in their own export (`townhall export`), how long it is kept,
and what happens when somebody is erased. A test compares this page with the code (`python -m
tests.community.held_page` writes it), and another one finds a table that names a person and is not registered. Titles
are the words that people read in their export. The [privacy pack](privacy.md) says why, and for whom.
"""
"""What stands above the tables."""


def how_long(entry: Held) -> str:
    """How long a row is kept, in words."""
    if entry.keep == timedelta():
        return "until it expires"
    if isinstance(entry.keep, timedelta):
        return f"{entry.keep.days} days"
    return entry.keep or "as long as the person or the group is there"


def when_erased(entry: Held) -> str:
    """What erasing somebody does to it, with the reason why something stays."""
    words = {"keep": "stays", "delete": "goes", "unlink": "the name goes"}.get(str(entry.erase), "by a rule of its own")
    reason = " ".join(part for part in (entry.reason, f"({entry.law})" if entry.law else "") if part)
    return f"{words}: {reason}" if reason else words


def exported(entry: Held) -> str:
    """What of it stands in one's own export."""
    if not entry.person:
        return "–"
    if isinstance(entry.export, tuple):
        return ", ".join(entry.export)
    return "in words" if entry.export else f"no: {entry.left_out}"


def rows(part: str) -> list[str]:
    """The lines of one part of the product."""
    return [
        f"| {entry.table.name} | {entry.title} | {', '.join(entry.person) or 'no'} | {exported(entry)} "
        f"| {how_long(entry)} | {when_erased(entry)} |"
        for entry in sorted(registered(), key=lambda one: (one.table.name, one.person))
        if part_of(entry) == part
    ]


def part_of(entry: Held) -> str:
    """The part of the product that a table belongs to: its name's first word, or where its rows are made."""
    first = entry.table.name.partition("_")[0]
    return PARTS.get(first, "Jobs and facts")


def as_page() -> str:
    """The whole page."""
    tables()
    parts = [*dict.fromkeys([*PARTS.values(), *sorted({part_of(entry) for entry in registered()})])]
    body = [f"## {part}\n\n{HEAD}\n|---|---|---|---|---|---|\n" + "\n".join(rows(part)) for part in parts if rows(part)]
    return INTRO + "\n" + "\n\n".join(body) + "\n"


if __name__ == "__main__":
    PAGE.write_text(as_page(), encoding="utf-8")
