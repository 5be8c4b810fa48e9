"""What docs/community.md says is what the code does: the rates of the simulated year, and what each table holds."""

from pathlib import Path

from core.privacy import registered
from tests.community import held_page
from tests.community.held_page import how_long
from tests.community.year import SEED, TEAMS, as_table, simulate

PAGE = Path(__file__).parents[2] / "docs" / "community.md"


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


def test_one_page_lists_what_every_table_of_every_part_holds() -> None:
    """After a change of tables: `python -m tests.community.held_page` writes it anew."""
    assert held_page.PAGE.read_text(encoding="utf-8") == held_page.as_page()
