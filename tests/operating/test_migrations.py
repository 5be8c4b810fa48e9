"""Migrations: they make exactly what the models say, whole or not at all, and other versions are refused (T64)."""

import asyncio
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine

from adapters import migrating
from adapters.alone import AlreadyRunning, alone, is_running
from core import migrations
from core.migrations import TooNew, TooOld, newest
from core.migrations.__main__ import following


async def look(url: str, unit: Callable[[Connection], Any]) -> Any:
    """Look something up in this database."""
    return await migrating.on_database(url, unit)


@pytest.fixture
def nothing(database_url: str) -> str:
    """A database with nothing in it, not even tables."""
    if database_url.startswith("sqlite"):
        Path(database_url.removeprefix("sqlite:///")).unlink(missing_ok=True)
        return database_url

    async def empty() -> None:
        engine = create_async_engine(database_url)
        async with engine.begin() as connection:
            await connection.execute(text("DROP SCHEMA public CASCADE"))
            await connection.execute(text("CREATE SCHEMA public"))
        await engine.dispose()

    asyncio.run(empty())
    return database_url


@pytest.fixture
def later(tmp_path: Path) -> Callable[[str], str]:
    """Our migrations with one more behind them, whose body this is; gives the folder."""

    def write(body: str) -> str:
        folder = tmp_path / "migrations"
        shutil.copytree(migrations.HERE, folder, ignore=shutil.ignore_patterns("__pycache__"))
        code = f"revision = '9999'\ndown_revision = '{newest()}'\n\n\ndef upgrade():\n    {body}\n"
        (folder / "versions" / "9999_later.py").write_text(
            f"import os\nimport signal\nimport sqlalchemy as sa\nfrom alembic import op\n{code}"
        )
        return str(folder)

    return write


@pytest.mark.db
def test_the_migrations_make_exactly_what_the_models_say(nothing: str) -> None:
    """When this fails, run `make revision m="what changed"`. In a process of its own, where no test declared a table."""
    program = (
        "import asyncio, sys; from adapters import migrating; from core import migrations; from core.migrations import drawing\n"
        "migrations.every_table(); asyncio.run(migrating.migrate(sys.argv[1]))\n"
        "print(asyncio.run(migrating.on_database(sys.argv[1], drawing.differences)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, nothing], check=True, timeout=120, capture_output=True, text=True
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.db
def test_an_empty_database_is_made_ready_and_a_ready_one_left_alone(nothing: str) -> None:
    asyncio.run(migrating.prepare(nothing))
    assert asyncio.run(migrating.migrate(nothing)) == (newest(), newest())
    asyncio.run(migrating.prepare(nothing))


@pytest.mark.db
def test_a_newer_database_is_refused_and_says_what_to_do(nothing: str) -> None:
    """T64: downgrade."""
    asyncio.run(migrating.migrate(nothing))
    asyncio.run(migrating.check_version(nothing))
    asyncio.run(
        look(nothing, lambda connection: connection.execute(text("UPDATE alembic_version SET version_num='9999'")))
    )
    for way in (migrating.check_version, migrating.migrate, migrating.prepare):
        with pytest.raises(TooNew, match="newer Townhall"):
            asyncio.run(way(nothing))


@pytest.mark.db
def test_an_older_database_is_refused_until_it_is_migrated(nothing: str, later: Callable[[str], str]) -> None:
    """T64: the new version does not run on the old tables."""
    asyncio.run(migrating.migrate(nothing))
    place = later("op.create_table('later', sa.Column('id', sa.Integer(), primary_key=True))")
    with pytest.raises(TooOld, match="townhall migrate"):
        asyncio.run(look(nothing, lambda connection: migrations.check(connection, place)))
    assert asyncio.run(look(nothing, lambda connection: migrations.migrate(connection, place))) == (newest(), "9999")
    asyncio.run(look(nothing, lambda connection: migrations.check(connection, place)))


@pytest.mark.db
def test_a_migration_that_fails_leaves_nothing_behind(nothing: str, later: Callable[[str], str]) -> None:
    """T64."""
    asyncio.run(migrating.migrate(nothing))
    place = later("op.execute('CREATE TABLE half (id INTEGER)'); op.execute('CREATE TABLE half (id INTEGER)')")
    with pytest.raises(Exception, match="half"):
        asyncio.run(look(nothing, lambda connection: migrations.migrate(connection, place)))
    assert asyncio.run(look(nothing, migrations.version_of)) == newest()
    with pytest.raises(Exception, match="half"):
        asyncio.run(look(nothing, lambda connection: connection.execute(text("SELECT * FROM half"))))
    asyncio.run(migrating.check_version(nothing))


@pytest.mark.db
def test_a_migration_killed_half_way_leaves_nothing_behind(nothing: str, later: Callable[[str], str]) -> None:
    """T64: kill -9 between two statements of one revision; afterwards the same migration succeeds."""
    asyncio.run(migrating.migrate(nothing))
    one, other = "op.execute('CREATE TABLE half (id INTEGER)')", "op.execute('CREATE TABLE rest (id INTEGER)')"
    place = later(f"{one}; os.environ.get('SURVIVE') or os.kill(os.getpid(), signal.SIGKILL); {other}")
    program = (
        "import asyncio, sys; from adapters import migrating; from core import migrations; url, place = sys.argv[1:]; "
        "asyncio.run(migrating.on_database(url, lambda connection: migrations.migrate(connection, place)))"
    )
    command = [sys.executable, "-c", program, nothing, place]
    assert subprocess.run(command, check=False, timeout=60).returncode == -signal.SIGKILL
    assert asyncio.run(look(nothing, migrations.version_of)) == newest()
    subprocess.run(command, check=True, timeout=60, env={"SURVIVE": "1", "PATH": ""})
    assert asyncio.run(look(nothing, migrations.version_of)) == "9999"


def test_a_table_that_others_point_at_can_be_made_anew(tmp_path: Path, later: Callable[[str], str]) -> None:
    """On SQLite a changed table is copied, dropped and renamed; rows that point at it stay."""
    url = f"sqlite:///{tmp_path / 'hall.sqlite'}"
    asyncio.run(migrating.migrate(url))
    with sqlite3.connect(tmp_path / "hall.sqlite") as raw:
        raw.execute("INSERT INTO people_team (id, name) VALUES (1, 'Sales')")
        raw.execute("INSERT INTO people_team (id, name, parent_id) VALUES (2, 'Inside', 1)")
    place = later("batch = op.batch_alter_table('people_team', recreate='always')\n"
                  "    with batch as table:\n        table.add_column(sa.Column('colour', sa.String()))")  # fmt: skip
    asyncio.run(look(url, lambda connection: migrations.migrate(connection, place)))
    with sqlite3.connect(tmp_path / "hall.sqlite") as raw:
        assert raw.execute("SELECT id, parent_id, colour FROM people_team").fetchall() == [
            (1, None, None),
            (2, 1, None),
        ]


def test_a_new_migration_gets_the_number_after_the_highest(tmp_path: Path) -> None:
    """Where one is missing below it, nobody's number is given out twice."""
    for name in ("0001_first.py", "0004_fourth.py", "__init__.py"):
        (tmp_path / name).touch()
    assert following(tmp_path) == "0005"
    assert following() == f"{int(newest()) + 1:04d}"


@pytest.mark.db
def test_nobody_migrates_a_database_that_is_in_use(database_url: str) -> None:
    """T64: old and new version never run together."""

    async def both() -> None:
        async with alone(database_url):
            assert await is_running(database_url)
            with pytest.raises(AlreadyRunning):
                await migrating.migrate(database_url)
        assert not await is_running(database_url)

    asyncio.run(both())


def test_a_killed_process_does_not_block_the_next(tmp_path: Path) -> None:
    """The lock goes with the process, so nobody waits for a heartbeat to grow old."""
    url = f"sqlite:///{tmp_path / 'hall.sqlite'}"
    program = (
        "import asyncio, os, signal, sys; from adapters.alone import alone\n"
        "async def main():\n    async with alone(sys.argv[1]):\n        os.kill(os.getpid(), signal.SIGKILL)\n"
        "asyncio.run(main())"
    )
    assert subprocess.run([sys.executable, "-c", program, url], check=False, timeout=60).returncode == -signal.SIGKILL
    assert not asyncio.run(is_running(url))


@pytest.mark.db
def test_a_company_with_the_dutch_rules_keeps_them_all(nothing: str) -> None:
    """Types stay on offer, numbers get their articles and stay lowest, and what HR set itself is not the law's."""

    def before(connection: Connection) -> None:
        command.upgrade(migrations.alembic(connection), "0019")
        run = connection.exec_driver_sql
        for key, law in (("holiday", "holiday"), ("care_short", "other"), ("parental", "other")):
            run("INSERT INTO timeoff_kind (key, name_en, name_nl, needs, law, unit, paid, rank, offered) "
                f"VALUES ('{key}', '{key}', '{key}', 'approval', '{law}', 'days', true, 0, true)")  # fmt: skip
        for kind, rule, value, source in (
            ("care_short", "most", 200, "WAZO · wetten.overheid.nl/BWBR0013008"), ("care_short", "notice", 3, "ours"),
            ("holiday", "accrual", 1, ""),
        ):  # fmt: skip
            run("INSERT INTO timeoff_policy (kind, rule, valid_from, value, source) "
                f"VALUES ('{kind}', '{rule}', '2027-01-01', {value}, '{source}')")  # fmt: skip

    def after(connection: Connection) -> list[tuple[Any, ...]]:
        kept = connection.exec_driver_sql("SELECT kind, rule, source, least FROM timeoff_policy ORDER BY kind, rule")
        return [(kind, rule, source, bool(least)) for kind, rule, source, least in kept]

    asyncio.run(look(nothing, before))
    asyncio.run(migrating.migrate(nothing))
    assert asyncio.run(look(nothing, after)) == [
        ("care_short", "most", "WAZO 5:2 · wetten.overheid.nl/BWBR0013008", True),
        ("care_short", "notice", "ours", False),
        ("care_short", "offered", "", False),
        ("holiday", "accrual", "", False),
        ("holiday", "offered", "", False),
        ("holiday", "sick.consent", "BW 7:638(8) · wetten.overheid.nl/BWBR0005290", False),
        ("parental", "child.each", "WAZO 6:1 · wetten.overheid.nl/BWBR0013008", True),
        ("parental", "offered", "", False),
    ]
