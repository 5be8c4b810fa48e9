"""`townhall import`: real files, looked at first, then taken over whole or not at all (T33, T36)."""

import asyncio
import json
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from adapters.alone import alone
from adapters.importing import LARGE, TooLargeNow, import_people
from adapters.opening import open_hall
from core.config import Config, Store
from tests.operating.files import DUTCH, townhall

Types = Callable[..., Result]


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A folder with a file of people in Windows-1252 and nothing else."""
    (tmp_path / "people.csv").write_bytes(DUTCH.encode("cp1252"))
    return tmp_path


@pytest.fixture
def folder(bare: Path, begun: Path) -> Path:
    """The same, with a database in which nobody is yet."""
    return bare


def rows(folder: Path, query: str) -> list[Any]:
    """What the database of this folder holds."""
    with sqlite3.connect(folder / "townhall.sqlite") as raw:
        return raw.execute(query).fetchall()


def take_over(folder: Path, name: str = "people.csv", **more: Any) -> tuple[bool, str]:
    """Import this file within the test's own process; gives whether it worked, and what was said."""
    said: list[str] = []
    config = Config(database=Store(url=f"sqlite:///{folder / 'townhall.sqlite'}"))  # type: ignore[arg-type]

    async def doing() -> bool:
        async with open_hall(config) as hall:
            return await import_people(hall, folder / name, said.append, **more)

    return asyncio.run(doing()), "\n".join(said)


def test_a_dutch_file_in_windows_1252_is_told_and_taken_over(bare: Path, types: Types) -> None:
    """T33: semicolons, Windows-1252, Dutch headings; the dry run changes nothing, the second import neither."""
    looked = types("import", "people.csv", "--dry-run", "--language", "nl")
    assert (looked.exit_code, looked.stderr) == (0, "")
    assert "people.csv: 2 mensen, gelezen als windows-1252, gescheiden door puntkomma." in looked.stdout
    assert "Nieuw: 2. Gewijzigd: 0. Hetzelfde: 0." in looked.stdout
    assert "Dit was een proef. Er is niets gewijzigd." in looked.stdout
    assert rows(bare, "SELECT * FROM people_person") == []

    done = townhall(bare, "import", "people.csv")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("Everything in the file was imported.\n")
    assert rows(bare, "SELECT name FROM people_person ORDER BY id") == [("Zoë Bakker",), ("René de Boer",)]
    assert rows(bare, "SELECT person_id, day, minutes, entry FROM timeoff_ledger") == [
        (2, "2026-01-01", 750, "opening")
    ]
    (counted,) = rows(bare, "SELECT count(DISTINCT substr(day, 1, 4)) FROM calendar_holiday")
    assert counted == (2,), "this year's and the next year's public holidays"

    worked, said = take_over(bare)
    assert worked
    assert "New: 0. Changed: 0. The same: 2." in said
    assert "1 opening balance was there already and stayed as it is." in said
    assert len(rows(bare, "SELECT * FROM timeoff_ledger")) == 1


def test_the_database_is_for_this_user_only(bare: Path, types: Types) -> None:
    """T66."""
    types("import", "people.csv")
    assert stat.S_IMODE((bare / "townhall.sqlite").stat().st_mode) == 0o600


def test_a_file_with_problems_changes_nothing_and_names_every_row(folder: Path, types: Types) -> None:
    """T33, T36: all or nothing, rows as a spreadsheet counts, an organisation chart without circles."""
    bad = DUTCH.replace(";zoe@example.com;1-3", ";rene@example.com;1-3") + "Bo;geen adres;Verkoop;;;;;;\r\n"
    (folder / "bad.csv").write_text(bad, encoding="utf-8-sig")
    refused = types("import", "bad.csv", "--language", "nl")
    assert refused.exit_code == 1
    assert "gelezen als utf-8" in refused.stdout
    assert "  rij 3" in refused.stdout
    assert "  rij 4, E-mail: " in refused.stdout
    assert rows(folder, "SELECT * FROM people_person") == []


def test_nothing_of_a_file_stays_when_its_last_step_fails(folder: Path) -> None:
    """T33: people, balances and holidays are one unit; a balance that cannot be written takes the people with it."""
    take_over(folder, dry_run=True)
    with sqlite3.connect(folder / "townhall.sqlite") as raw:
        raw.execute("CREATE TRIGGER full BEFORE INSERT ON timeoff_ledger BEGIN SELECT RAISE(ABORT, 'full'); END")
    with pytest.raises(sqlite3.IntegrityError, match="full"):
        take_over(folder)
    assert rows(folder, "SELECT * FROM people_person") == []
    assert rows(folder, "SELECT * FROM calendar_holiday") == []


def test_people_who_are_missing_stay_unless_it_is_said(folder: Path) -> None:
    """Decision 38."""
    take_over(folder)
    (folder / "less.csv").write_text("\r\n".join(DUTCH.split("\r\n")[:2]), encoding="utf-8")
    _worked, said = take_over(folder, "less.csv")
    assert "Not in the file: 1 person, who stays." in said
    assert rows(folder, "SELECT left_on FROM people_person") == [(None,), (None,)]
    _worked, said = take_over(folder, "less.csv", leavers=True)
    assert "Not in the file: 1 person, whose last day is today." in said
    assert [bool(day) for (day,) in rows(folder, "SELECT left_on FROM people_person ORDER BY id")] == [False, True]


def test_a_large_file_waits_until_townhall_does_not_run(folder: Path) -> None:
    """Decision 39: one unit of thousands of rows would keep people waiting; the refusal says what to do."""
    lines = [f"Person {n};p{n}@example.com;Team;" for n in range(LARGE + 1)]
    (folder / "large.csv").write_text("\n".join(["Naam;E-mail;Team;Manager", *lines]))
    take_over(folder, dry_run=True)

    async def beside() -> None:
        async with alone(f"sqlite:///{folder / 'townhall.sqlite'}"):
            with pytest.raises(TooLargeNow, match="Stop it, import"):
                await asyncio.to_thread(take_over, folder, "large.csv")

    asyncio.run(beside())
    assert rows(folder, "SELECT count(*) FROM people_person") == [(0,)]
    assert take_over(folder, "large.csv")[0]
    assert rows(folder, "SELECT count(*) FROM people_person") == [(LARGE + 1,)]


def test_a_small_file_goes_in_beside_a_running_townhall(folder: Path) -> None:
    take_over(folder, dry_run=True)

    async def beside() -> None:
        async with alone(f"sqlite:///{folder / 'townhall.sqlite'}"):
            assert (await asyncio.to_thread(take_over, folder))[0]

    asyncio.run(beside())


def test_what_happened_leaves_facts_with_their_reactions(folder: Path) -> None:
    """The bots hear of an import as of anything else: through facts, saved in the same unit."""
    take_over(folder)
    assert ("calendar.year_seeded",) in rows(folder, "SELECT DISTINCT kind FROM desk_fact")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("import", "nobody.csv"), "nobody.csv kan niet worden geopend"),
        (("import", "people.csv", "--config", "none.toml"), "Het bestand none.toml bestaat niet."),
        (("restore", "nothing.sqlite"), "Er is geen database in nothing.sqlite."),
        (("run",), "Er staat geen platform aan."),
        (
            ("erase", "x@example.com", "--by", "y@example.com", "--yes"),
            "Niemand hier heeft het e-mailadres x@example.com.",
        ),
    ],
)
def test_a_refusal_is_one_sentence_and_no_traceback(
    folder: Path, types: Types, words: tuple[str, ...], said: str
) -> None:
    refused = types(*words, "--language", "nl")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert said in refused.stderr
    assert "Traceback" not in refused.stderr


def test_settings_in_the_file_speak_dutch(folder: Path, types: Types) -> None:
    (folder / "config.toml").write_text('[company]\nlanguage = "nl"\n')
    assert "Dit was een proef." in types("import", "people.csv", "--dry-run").stdout


def test_admins_of_the_settings_become_admins(folder: Path, types: Types) -> None:
    types("import", "people.csv", TOWNHALL__ADMINS=json.dumps(["Rene@example.com", "gone@example.com"]))
    assert rows(folder, "SELECT person_id, role FROM people_role ORDER BY id") == [(1, "hr"), (2, "admin")]


def test_names_from_a_file_are_shown_and_never_run(folder: Path) -> None:
    """T33, T67: a formula is refused by its row; braces and SQL in cells are only text."""
    head, odd = "Naam;E-mail;Team;Manager\n", '"x\'); DROP TABLE people_person;--";b@example.com;{0};\n'
    (folder / "odd.csv").write_text(head + odd)
    (folder / "formula.csv").write_text(head + odd + "=1+1;a@example.com;{team};\n")
    worked, said = take_over(folder, "formula.csv")
    assert not worked
    assert "  row 3, Naam: This starts like a formula." in said
    worked, said = take_over(folder, "odd.csv")
    assert worked
    assert "New teams (1): {0}." in said
    assert rows(folder, "SELECT name FROM people_person") == [("x'); DROP TABLE people_person;--",)]


@pytest.mark.parametrize("url", ["sqlite:////nowhere/at/all.sqlite", "postgresql+asyncpg://nobody@127.0.0.1:9/none"])
def test_a_database_that_cannot_be_reached_is_said_in_one_sentence(folder: Path, types: Types, url: str) -> None:
    """T61."""
    refused = types("import", "people.csv", TOWNHALL__DATABASE__URL=url)
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "The database can't be used now: " in refused.stderr
    assert len(refused.stderr.splitlines()) == 1
    assert "people_person" not in refused.stderr
