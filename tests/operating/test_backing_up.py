"""Export, erasure, backup and restore: whole copies, a way back that resurrects nobody and repeats nothing (T61, T63, T69)."""

import asyncio
import json
import shutil
import sqlite3
import stat
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from adapters import erasure_list
from adapters.backing_up import back_up, restore
from core import jobs
from core.clock import SetClock
from core.db import Database, Tx
from core.people.models import Person
from core.privacy import LoggedErasure
from tests.lite import FRIDAY
from tests.operating.files import DUTCH

Types = Callable[..., Result]


@pytest.fixture
def folder(begun: Path, types: Types) -> Path:
    """A company of two, imported."""
    (begun / "people.csv").write_text(DUTCH, encoding="utf-8")
    assert types("import", "people.csv").exit_code == 0
    return begun


def rows(folder: Path, query: str) -> list[Any]:
    """What the database of this folder holds."""
    with sqlite3.connect(folder / "townhall.sqlite") as raw:
        return raw.execute(query).fetchall()


def saved(result: Result) -> Path:
    """The file that a backup names."""
    assert result.exit_code == 0, result.stderr
    return Path(result.stdout.strip().removeprefix("The backup is ").removesuffix("."))


def test_everybody_may_have_their_own_and_hr_needs_a_reason(folder: Path, types: Types) -> None:
    """T69: somebody else's only for a lawful reason; the file is for this user only and never written over."""
    own = types("export", "rene@example.com", "--by", "rene@example.com", "--to", "own.json")
    assert own.exit_code == 0
    assert json.loads((folder / "own.json").read_text())["Person"] == "René de Boer"
    assert stat.S_IMODE((folder / "own.json").stat().st_mode) == 0o600
    other = ("export", "rene@example.com", "--by", "zoe@example.com", "--to", "other.json")
    assert (types(*other).exit_code, (folder / "other.json").exists()) == (1, False)
    assert types(*other, "--reason", "access_request").exit_code == 0
    again = types(*other, "--reason", "access_request")
    assert (again.exit_code, "can't be written" in again.stderr) == (1, True)
    nosy = types("export", "zoe@example.com", "--by", "rene@example.com", "--to", "n.json", "--reason", "legal_claim")
    assert (nosy.exit_code, (folder / "n.json").exists()) == (1, False)


def test_erasing_is_for_hr_asks_first_and_is_kept_beside_the_backups(folder: Path, types: Types) -> None:
    refused = types("erase", "zoe@example.com", "--by", "rene@example.com", "--yes")
    assert (refused.exit_code, "Only HR or an admin" in refused.stderr) == (1, True)
    assert types("erase", "rene@example.com", "--by", "zoe@example.com").exit_code == 1, "nobody confirmed"
    assert rows(folder, "SELECT count(*) FROM people_person WHERE erased") == [(0,)]
    assert types("erase", "rene@example.com", "--by", "zoe@example.com", "--yes").exit_code == 0
    assert rows(folder, "SELECT id, erased FROM people_person ORDER BY id") == [(1, 0), (2, 1)]
    (line,) = erasure_list.read_list(folder / "backups")
    assert (line.person_id, line.asked_by) == (2, 1)
    assert stat.S_IMODE((folder / "backups" / erasure_list.NAME).stat().st_mode) == 0o600
    for file in folder.glob("townhall.sqlite*"):
        assert b"rene@example.com" not in file.read_bytes(), file.name


@pytest.mark.parametrize("lost", ["nothing", "the database", "the list"])
def test_who_was_erased_since_the_backup_stays_erased(folder: Path, types: Types, lost: str) -> None:
    """T63: from the list beside the backups, or from the database that is replaced; one of them is enough."""
    backup = saved(types("backup"))
    assert types("erase", "rene@example.com", "--by", "zoe@example.com", "--yes").exit_code == 0
    if lost == "the database":
        (folder / "townhall.sqlite").write_bytes(b"\0" * 4096)
    if lost == "the list":
        (folder / "backups" / erasure_list.NAME).unlink()
    back = types("restore", str(backup))
    assert (back.exit_code, "Erased again: 1." in back.stdout) == (0, True), back.stderr
    assert ("can't be read" in back.stdout) == (lost == "the database")
    assert rows(folder, "SELECT name, erased FROM people_person WHERE id = 2") == [("former employee", 1)]
    assert (folder / "townhall.sqlite.before").exists()
    assert [line.person_id for line in erasure_list.read_list(folder / "backups")] == [2]


def test_a_backup_is_whole_for_this_user_only_and_a_database_of_its_own(folder: Path, types: Types) -> None:
    backup = folder / saved(types("backup"))
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert [file.name for file in (folder / "backups").iterdir()] == [backup.name], (
        "no log beside it that one could forget"
    )
    (folder / "elsewhere").mkdir()
    shutil.copy(backup, folder / "elsewhere" / "townhall.sqlite")
    assert len(rows(folder / "elsewhere", "SELECT * FROM people_person")) == 2


def test_a_backup_may_be_named_but_never_takes_the_place_of_a_file(folder: Path, types: Types) -> None:
    """Least of all of the database itself."""
    assert saved(types("backup", "copy.sqlite")) == Path("copy.sqlite")
    for name in ("copy.sqlite", "townhall.sqlite"):
        refused = types("backup", name)
        assert (refused.exit_code, f"{name} is there already." in refused.stderr) == (1, True)
    assert len(rows(folder, "SELECT * FROM people_person")) == 2


@pytest.mark.parametrize("damage", ["cut off", "scribbled on", "another program's", "no database", "newer"])
def test_a_bad_backup_changes_nothing(folder: Path, types: Types, damage: str) -> None:
    """T61, T63, T64."""
    backup = folder / saved(types("backup"))
    content = backup.read_bytes()
    if damage == "cut off":
        backup.write_bytes(content[: len(content) // 2])
    elif damage == "scribbled on":
        backup.write_bytes(content[:8192] + b"\xff" * 16384 + content[24576:])
    elif damage == "no database":
        backup.write_text(DUTCH)
    else:
        with sqlite3.connect(backup) as raw:
            change = (
                "UPDATE alembic_version SET version_num = '9999'" if damage == "newer" else "DROP TABLE alembic_version"
            )
            raw.execute(change)
    before = (folder / "townhall.sqlite").read_bytes()
    refused = types("restore", str(backup))
    assert refused.exit_code == 1
    assert ("newer Townhall" if damage == "newer" else "is damaged, or is no Townhall database") in refused.stderr
    assert (folder / "townhall.sqlite").read_bytes() == before
    assert not list(folder.glob("*.restoring*"))


def test_a_damaged_list_stops_a_restore_rather_than_forget_somebody(folder: Path, types: Types) -> None:
    backup = saved(types("backup"))
    (folder / "backups" / erasure_list.NAME).write_text("[{")
    refused = types("restore", str(backup))
    assert (refused.exit_code, "nobody knows who was erased" in refused.stderr) == (1, True)


def test_after_a_restore_no_message_goes_out_twice_and_no_timer_is_lost(tmp_path: Path) -> None:
    """T63: what was due when the backup was made has been sent since; a reminder of tomorrow still comes."""
    clock = SetClock(FRIDAY)
    url = f"sqlite:///{tmp_path / 'townhall.sqlite'}"

    async def story() -> dict[str, bool]:
        from adapters.migrating import prepare

        await prepare(url)
        database = Database(url, clock)

        def fill(tx: Tx) -> None:
            tx.add(Person(name="Ana", email="ana@example.com"))
            for kind in ("send", "audience", "every", "timeoff.remind"):
                jobs.at(tx, f"{kind}:past", tx.now + timedelta(hours=1), kind, {})
                jobs.at(tx, f"{kind}:coming", tx.now + timedelta(days=3), kind, {})
            jobs.every(tx, "every:digest", "45 8 * * mon-fri", "Europe/Amsterdam", "every", {})

        await database.write(fill)
        await database.close()
        backup = await back_up(url, tmp_path / "backups", clock.now())
        clock.move(timedelta(days=1))
        await restore(url, backup, tmp_path / "backups", clock, print)
        database = Database(url, clock)

        def look(tx: Tx) -> dict[str, bool]:
            jobs.wake_rhythms(tx)
            claimed = {job.key for job in jobs.claim(tx, "me")}
            return {"claimed": claimed == {"timeoff.remind:past"}, "open": jobs.open_jobs(tx) == 5}

        seen = await database.write(look)
        await database.close()
        return seen

    assert asyncio.run(story()) == {"claimed": True, "open": True}


def test_the_list_is_written_whole_and_only_when_it_changed(tmp_path: Path) -> None:
    erasure_list.write_list(tmp_path / "backups", [])
    assert not (tmp_path / "backups").exists(), "no folder for an empty list"
    log = [LoggedErasure(3, 1, FRIDAY)]
    erasure_list.write_list(tmp_path / "backups", log)
    assert erasure_list.read_list(tmp_path / "backups") == log
    erasure_list.write_list(tmp_path / "backups", log)
    assert [file.name for file in (tmp_path / "backups").iterdir()] == [erasure_list.NAME]
