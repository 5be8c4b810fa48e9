"""What docs/community.md says is what the code does: the rates of the simulated year, and what each table holds."""

from datetime import timedelta
from pathlib import Path

from core.privacy import registered
from core.privacy.held import Held
from tests.community.year import SEED, TEAMS, as_table, simulate

PAGE = Path(__file__).parents[2] / "docs" / "community.md"


def how_long(entry: Held) -> str:
    """How long a row is kept, in words."""
    if isinstance(entry.keep, timedelta):
        return f"{entry.keep.days} days"
    return entry.keep or "as long as the person or the group is there"


def as_held() -> str:
    """Every table of the community slice, from its own registration."""
    lines = ["| table | what it holds | names a person | kept | when somebody is erased |", "|---|---|---|---|---|"]
    for entry in sorted(registered(), key=lambda one: (one.table.name, one.person)):
        if entry.table.name.startswith("community_"):
            erase = {"keep": "stays", "delete": "goes", "unlink": "the name goes"}[str(entry.erase)]
            names = ", ".join(entry.person) or "no"
            lines.append(f"| {entry.table.name} | {entry.title} | {names} | {how_long(entry)} | {erase} |")
    return "\n".join(lines)


def test_t56_the_page_states_the_rates_of_the_simulated_year() -> None:
    found = simulate()
    page = PAGE.read_text(encoding="utf-8")
    assert as_table(found) in page
    assert f"seed {SEED}" in page
    ordinary = [one for one in found if one.kind != "falls quiet"]
    false, years = sum(one.false_alarms for one in found), TEAMS * len(found)
    assert false <= years * 0.06, "an alarm that is none, for at most six teams of a hundred in a year"
    assert f"{false} of {years}" in page
    assert next(one for one in found if one.kind == "falls quiet").missed <= TEAMS * 0.2
    assert all(one.missed == 0 for one in ordinary)


def test_the_page_lists_what_every_table_holds() -> None:
    assert as_held() in PAGE.read_text(encoding="utf-8")
