"""A process that dies at any commit: nothing answered is lost, nothing happens twice, every message goes out (T61, T22)."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from core import calendar, people, timeoff
from core.db import Tx
from core.people.models import Grant, Person
from core.timeoff import Entry
from tests.crash.invariants import half_done
from tests.crash.morning import ANA, BOSS, HR, JORIS, SPACE, USERS
from tests.lite import FRIDAY, Lite

EVERY_WHICH = 1 if os.environ.get("CI") else 4
"""Every commit in CI, every fourth elsewhere."""
SAME = {
    "requests": "SELECT id, person_id, first_day, last_day, status, version, decided_by, minutes FROM timeoff_request ORDER BY id",
    "ledger": "SELECT person_id, day, minutes, entry, request_id, by FROM timeoff_ledger ORDER BY id",
    "absences": "SELECT person_id, first_day, last_day, source, certain FROM calendar_absence ORDER BY source",
    "facts": "SELECT kind, payload FROM desk_fact ORDER BY kind, payload",
    "jobs": """SELECT key, kind, done_at IS NOT NULL, failed_at IS NULL FROM due
               WHERE kind NOT IN ('edit', 'home') ORDER BY key""",
    "told": "SELECT key, viewer, view, entity, urgency, outcome FROM desk_told ORDER BY key",
    "rhythms": "SELECT key, next_at FROM rhythm ORDER BY key",
    "copies": "SELECT view, entity, viewer, count(*) FROM desk_live GROUP BY 1, 2, 3 ORDER BY 1, 2, 3",
    "open work": "SELECT count(*) FROM due WHERE done_at IS NULL AND failed_at IS NULL AND kind <> 'x' AND key NOT LIKE '%:2'",
}


def _staff(tx: Tx) -> None:
    for number in (BOSS, HR, ANA, JORIS):
        tx.add(Person(id=number, name=USERS[number].title(), manager_id=BOSS if number in (ANA, JORIS) else None))
        tx.flush()
        calendar.set_pattern(tx, number, date(2020, 1, 1), (480, 480, 480, 480, 480, 0, 0))
        people.link(tx, number, "slack", SPACE, USERS[number])
        timeoff.write_line(tx, number, FRIDAY.date(), 100 * 60, Entry.GRANT)
    tx.add(Grant(person_id=HR, role="hr"))


def _state(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    with sqlite3.connect(folder / "company.sqlite") as database:
        found = {name: database.execute(query).fetchall() for name, query in SAME.items()}
    database.close()
    return found


def _messages(folder: Path) -> dict[str, list[list[str]]]:
    """What went out, by mark."""
    sent: dict[str, list[list[str]]] = defaultdict(list)
    for line in (folder / "chat").read_text().splitlines():
        mark, *rest = line.split("\t")
        sent[mark].append(rest)
    return sent


@pytest.fixture(scope="module")
def mornings() -> Iterator[Path]:
    """A folder for each morning: the undisturbed one, and one for each death. In memory where there is a disk for that."""
    memory = Path("/dev/shm")
    place = Path(tempfile.mkdtemp(prefix="townhall-mornings-", dir=memory if os.access(memory, os.W_OK) else None))
    lite = Lite(place)
    lite.write(_staff)
    lite.close()
    (place / "townhall.sqlite").rename(place / "company.sqlite")
    ran = subprocess.run(
        [sys.executable, "-m", "tests.crash.runner", str(place), str(EVERY_WHICH)],
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout[-2000:] + ran.stderr[-4000:]
    yield place
    shutil.rmtree(place)


def _deaths(mornings: Path) -> list[Path]:
    found = sorted(folder for folder in mornings.iterdir() if folder.is_dir() and (folder / "wrong").exists())
    assert len(found) >= 12
    return found


def test_the_undisturbed_morning_is_the_one_that_was_meant(mornings: Path) -> None:
    whole = mornings / "undisturbed"
    assert half_done(whole) == []
    state = _state(whole)
    assert [row[4] for row in state["requests"]] == ["cancelled", "approved"]
    assert [row[0] for row in state["facts"] if str(row[0]).startswith("greeted")] == [
        "greeted 2026-11-20T09:30", "greeted 2026-11-22T09:30", "greeted 2026-11-24T09:30",
    ]  # fmt: skip
    assert any("remind" in str(row[0]) for row in state["jobs"])
    assert all(len(copies) == 1 for copies in _messages(whole).values())


def test_at_no_death_is_anything_half_done_or_lost(mornings: Path) -> None:
    """T61: no half-approved leave, the file whole, and everything that was answered is there, at the moment of death."""
    assert {folder.name: wrong for folder in _deaths(mornings) if (wrong := (folder / "wrong").read_text())} == {}


def test_after_each_death_the_day_ends_as_if_nothing_had_happened(mornings: Path) -> None:
    """T61, T03, T08: same requests, ledger, facts and jobs, each job once, whatever was sent again."""
    meant = _state(mornings / "undisturbed")
    for folder in _deaths(mornings):
        assert _state(folder) == meant, folder.name
        assert half_done(folder) == []


def test_every_message_goes_out_and_a_second_copy_carries_the_same_mark(mornings: Path) -> None:
    """T22: at least once; again only with its mark, to the same conversation, and said to be again."""
    meant = _messages(mornings / "undisturbed")
    twice = 0
    for folder in _deaths(mornings):
        sent = _messages(folder)
        assert sent.keys() == meant.keys(), folder.name
        for mark, copies in sent.items():
            assert {copy[0] for copy in copies} == {meant[mark][0][0]}
            assert {copy[1] for copy in copies[1:]} <= {"again"}, (folder.name, mark)
            twice += len(copies) > 1
    assert twice, "no death fell between sending and noting it: the test has lost its point"
