"""What `make bench` holds Townhall against: the statements that it really runs, each as often as it does."""

import asyncio
import shutil
import sqlite3
from pathlib import Path

from tests.bench.command_path import fill, presses, raw, recorded
from tests.lite import template


def test_the_bare_database_is_given_what_townhall_runs_and_ends_up_with_the_same_rows(tmp_path: Path) -> None:
    company, theirs = tmp_path / "company.sqlite", tmp_path / "theirs.sqlite"
    shutil.copy(template(), company)
    asyncio.run(fill(f"sqlite:///{company}", 4))
    shutil.copy(company, theirs)
    groups = asyncio.run(recorded(f"sqlite:///{company}", presses(4)))
    assert len({tuple(text for text, _values in group) for group in groups[1:]}) == 1
    raw(theirs, groups, to_a_commit=1)
    found = []
    for path in (company, theirs):
        with sqlite3.connect(path) as connection:
            found.append([
                connection.execute(f"SELECT * FROM {name} ORDER BY id").fetchall()
                for name in ("timeoff_request", "calendar_absence", "desk_fact", "due")
            ])  # fmt: skip
        connection.close()
    assert [len(rows) for rows in found[0]] == [4, 4, 4, 4]
    assert found[0] == found[1]
