"""SQLite's connections share one engine, and nothing else."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text

from core.groups import open_file
from core.joining import joined


def test_what_is_compiled_for_one_file_is_known_for_the_next_and_each_stays_its_own(tmp_path: Path) -> None:
    raws = [sqlite3.connect(tmp_path / name, isolation_level=None) for name in ("one", "two")]
    one, two = map(joined, raws)
    assert one.engine is two.engine
    for number, connection in enumerate((one, two)):
        connection.execute(text("CREATE TABLE word (said TEXT)"))
        connection.execute(text("INSERT INTO word VALUES (:said)"), {"said": f"number {number}"})
    assert [connection.execute(text("SELECT said FROM word")).scalar_one() for connection in (two, one)] == [
        "number 1", "number 0",
    ]  # fmt: skip
    one.close()
    with pytest.raises(sqlite3.ProgrammingError):
        raws[0].execute("SELECT 1")
    assert two.execute(text("SELECT count(*) FROM word")).scalar_one() == 1
    two.close()


def test_a_new_file_may_be_opened_from_several_sides_at_once(tmp_path: Path) -> None:
    """T61: whoever comes while it is made into one with a write-ahead log waits for that."""
    with ThreadPoolExecutor(4) as sides:
        for number in range(40):
            url = f"sqlite:///{tmp_path / str(number)}.sqlite"
            for connection in list(sides.map(open_file, [url] * 4)):
                assert connection.execute(text("PRAGMA journal_mode")).scalar_one() == "wal"
                connection.close()
