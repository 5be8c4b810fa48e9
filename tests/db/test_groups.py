"""Many units to one commit on SQLite: neighbours survive a lost group, a full disk, a caller who left, and the end."""

import asyncio
import sqlite3
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from core.clock import SetClock
from core.db import Database, Tx
from core.groups import GROUP
from core.people.models import Team
from tests.db.rows import all_at_once, mapped, names, prepared
from tests.lite import FRIDAY, Lite, lite_url


@pytest.fixture
def lite(tmp_path: Path) -> Iterator[Lite]:
    """SQLite only: PostgreSQL has no groups."""
    database = Lite(tmp_path)
    yield database
    database.close()


def _raw(tx: Tx) -> sqlite3.Connection:
    assert tx._raw is not None
    return tx._raw


class Held:
    """The writer is busy with somebody's unit, so that what follows comes together."""

    def __init__(self) -> None:
        self.begun, self.let_go = threading.Event(), threading.Event()

    def unit(self, tx: Tx) -> None:
        self.begun.set()
        assert self.let_go.wait(10)


async def together(
    lite: Lite, units: list[Callable[[Tx], Any]], meanwhile: Callable[[], None] = lambda: None
) -> list[Any]:
    """Run these after the writer was held up, all of them waiting by then."""
    held = Held()
    first = asyncio.create_task(lite.database.write(held.unit))
    await asyncio.to_thread(held.begun.wait, 10)
    rest = asyncio.create_task(all_at_once(lite.database, units))
    await asyncio.sleep(0.02)
    meanwhile()
    held.let_go.set()
    await first
    return await rest


def _statements(lite: Lite) -> list[str]:
    seen: list[str] = []
    lite.write(lambda tx: _raw(tx).set_trace_callback(seen.append))
    seen.clear()
    return seen


def test_who_waits_together_is_saved_together(lite: Lite) -> None:
    seen = _statements(lite)
    lite.loop.run_until_complete(together(lite, [prepared(f"team {number}") for number in range(200)]))
    assert len(lite.read(names)) == 200
    commits = sum(line == "COMMIT" for line in seen)
    assert 200 // GROUP <= commits < 100


def test_who_fails_after_a_change_is_undone_and_nobody_else(lite: Lite) -> None:
    """T61: the first culprit sends its whole group back to run again without it; those after it have savepoints for a while."""
    runs: list[str] = []

    def counted(name: str, then: Exception | None = None, changes: bool = True) -> Callable[[Tx], str]:
        def unit(tx: Tx) -> str:
            runs.append(name)
            if changes:
                prepared(name)(tx)
            if then:
                raise then
            return f"{name}, run {runs.count(name)}"

        return unit

    refused, culprit, second = ValueError("refused"), ValueError("culprit"), ValueError("second")
    units = [
        counted("one"), counted("asks", refused, changes=False), counted("two"), counted("culprit", culprit),
        counted("three"), counted("second", second), counted("four"),
    ]  # fmt: skip
    seen = _statements(lite)
    results = lite.loop.run_until_complete(together(lite, units))
    assert results == ["one, run 2", refused, "two, run 2", culprit, "three, run 1", second, "four, run 1"]
    assert lite.read(names) == ["one", "two", "three", "four"]
    assert [line for line in seen if line.startswith(("ROLLBACK", "SAVEPOINT", "COMMIT"))][-8:] == [
        "ROLLBACK", "SAVEPOINT unit", "SAVEPOINT unit", "SAVEPOINT unit", "SAVEPOINT unit", "ROLLBACK TO unit",
        "SAVEPOINT unit", "COMMIT",
    ]  # fmt: skip


KINDS = ("stands", "refuses", "fails", "loses", "refuses", "stands", "stands")


def _unit(name: str, kind: str) -> Callable[[Tx], str]:
    """It writes its name and stands, refuses before it writes, fails after it has, or loses the whole transaction."""

    def unit(tx: Tx) -> str:
        if kind == "refuses":
            raise ValueError(name)
        (mapped if kind == "fails" else prepared)(name)(tx)
        if kind == "loses":
            _raw(tx).execute("ROLLBACK")
        if kind != "stands":
            raise ValueError(name)
        return name

    return unit


@settings(max_examples=60, deadline=None)
@given(kinds=st.lists(st.sampled_from(KINDS), max_size=40))
def test_whatever_fails_in_a_group_only_what_stands_is_there(kinds: list[str]) -> None:
    """T61: as if each had been alone, in the order in which they came."""
    with tempfile.TemporaryDirectory() as folder:
        lite = Lite(Path(folder))
        results = lite.loop.run_until_complete(
            together(lite, [_unit(f"team {number}", kind) for number, kind in enumerate(kinds)])
        )
        stand = [f"team {number}" for number, kind in enumerate(kinds) if kind == "stands"]
        assert [one for one in results if not isinstance(one, ValueError)] == stand
        assert [str(one) for one in results] == [f"team {number}" for number in range(len(kinds))]
        assert lite.read(names) == stand
        lite.close()


def test_a_lost_transaction_is_done_again_unit_by_unit(lite: Lite) -> None:
    """T61: SQLite may drop a whole transaction; every neighbour's work is there once, the culprit's is not."""
    tries = []

    def loses(tx: Tx) -> None:
        tries.append(1)
        tx.add(Team(name="culprit"))
        tx.flush()
        _raw(tx).execute("ROLLBACK")
        raise RuntimeError("gone")

    units = [*[mapped(f"before {n}") for n in range(5)], loses, *[prepared(f"after {n}") for n in range(5)]]
    results = lite.loop.run_until_complete(together(lite, units))
    assert [result is None for result in results] == [True] * 5 + [False] + [True] * 5
    assert lite.read(names) == [*[f"before {n}" for n in range(5)], *[f"after {n}" for n in range(5)]]
    assert len(tries) == 2


def test_a_commit_that_fails_costs_only_its_culprit(lite: Lite) -> None:
    """T61: what is only refused at COMMIT is found by running each unit alone."""

    def dangling(tx: Tx) -> None:
        _raw(tx).execute("PRAGMA defer_foreign_keys=ON")
        tx.execute(text("INSERT INTO people_team (name, parent_id) VALUES ('orphan', 4711)"))

    units = [prepared("one"), dangling, mapped("two")]
    one, wrong, two = lite.loop.run_until_complete(together(lite, units))
    assert (one, two) == (None, None)
    assert isinstance(wrong, sqlite3.IntegrityError)
    assert lite.read(names) == ["one", "two"]


@pytest.mark.parametrize("make", [prepared, mapped], ids=["prepared", "mapped"])
def test_a_full_disk_loses_nothing_that_was_answered(lite: Lite, make: Callable[[str], Callable[[Tx], None]]) -> None:
    """T61: what was answered stays, the others get an error, the file is whole, and with room again all goes on."""

    def limit(pages: int) -> Callable[[Tx], None]:
        def unit(tx: Tx) -> None:
            size = _raw(tx).execute("PRAGMA page_count").fetchone()[0]
            _raw(tx).execute(f"PRAGMA max_page_count={size + pages}")

        return unit

    lite.write(limit(90))
    labels = [f"{number:03}{'x' * 3000}" for number in range(120)]
    results = lite.loop.run_until_complete(together(lite, [make(label) for label in labels]))
    answered = [label for label, result in zip(labels, results, strict=True) if result is None]
    assert 0 < len(answered) < len(labels)
    assert sorted(lite.read(names)) == sorted(answered)
    assert lite.read(lambda tx: tx.execute(text("PRAGMA integrity_check")).scalar_one()) == "ok"
    lite.write(limit(1000))
    lite.write(make("room again"))
    assert lite.read(names)[-1] == "room again"


def test_a_caller_who_left_before_the_turn_leaves_nothing(lite: Lite) -> None:
    """T07: a cancelled wait is no half of anything: it is not begun."""

    async def leave() -> None:
        held = Held()
        first = asyncio.create_task(lite.database.write(held.unit))
        await asyncio.to_thread(held.begun.wait, 10)
        gone, stays = (asyncio.create_task(lite.database.write(prepared(name))) for name in ("gone", "stays"))
        await asyncio.sleep(0.02)
        gone.cancel()
        await asyncio.sleep(0.02)
        held.let_go.set()
        await asyncio.gather(first, stays)
        assert gone.cancelled()

    lite.loop.run_until_complete(leave())
    assert lite.read(names) == ["stays"]


def test_closing_answers_everybody_who_waits(tmp_path: Path) -> None:
    """T61: the end of the programme is no reason to forget what was asked before it."""

    async def evening() -> tuple[list[Any], list[str]]:
        database = Database(lite_url(tmp_path), SetClock(FRIDAY))
        waiting = asyncio.create_task(all_at_once(database, [prepared(f"team {number}") for number in range(300)]))
        await asyncio.sleep(0)
        await asyncio.gather(database.close(), waiting)
        again = Database(database.url, SetClock(FRIDAY))
        found = await again.read(names)
        await again.close()
        return waiting.result(), found

    results, found = asyncio.run(asyncio.wait_for(evening(), 30))
    assert results == [None] * 300
    assert len(found) == 300


def test_after_the_end_a_unit_is_refused_not_forgotten(tmp_path: Path) -> None:
    """T61: whoever comes after closing hears so, and does not wait for ever."""

    async def evening() -> None:
        database = Database(lite_url(tmp_path), SetClock(FRIDAY))
        await database.close()
        with pytest.raises(RuntimeError, match="closed"):
            await asyncio.wait_for(database.write(prepared("late")), 5)

    asyncio.run(evening())


def test_another_writer_is_waited_for(lite: Lite) -> None:
    """T61: somebody else who holds the file for a moment (an import, a backup) costs time, not work."""
    other = sqlite3.connect(lite.database.url.removeprefix("sqlite:///"), isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    other.execute("INSERT INTO people_team (name) VALUES ('foreign')")
    release = threading.Timer(0.3, lambda: other.execute("COMMIT"))
    release.start()
    lite.write(prepared("own"))
    release.join()
    other.close()
    assert lite.read(names) == ["foreign", "own"]


def test_a_file_that_cannot_be_opened_is_told_to_who_waits(tmp_path: Path) -> None:
    """T61: nobody waits for a writer that never began."""
    (tmp_path / "townhall.sqlite").write_bytes(b"no database at all, and long enough to be read as one" * 40)
    database = Database(f"sqlite:///{tmp_path / 'townhall.sqlite'}", SetClock(FRIDAY))

    async def ask() -> None:
        with pytest.raises(Exception, match="not a database"):
            await asyncio.wait_for(database.write(lambda tx: None), 20)
        await database.close()

    asyncio.run(ask())
