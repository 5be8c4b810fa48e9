"""PostgreSQL may ask for another try: a unit that lost a race or a deadlock runs again, once is what stays."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from core.db import RETRIES, Tx
from tests import postgres
from tests.db.rows import ADD, names, prepared
from tests.lite import Lite

pytestmark = [
    pytest.mark.db,
    pytest.mark.skipif(not postgres.WANTED, reason=f"{postgres.VARIABLE} is not set: no PostgreSQL here"),
]


@pytest.fixture
def lite(tmp_path: Path) -> Iterator[Lite]:
    """PostgreSQL only: SQLite has one writer, which nobody races."""
    url = postgres.server().make()
    database = Lite(tmp_path, url)
    yield database
    database.close()
    postgres.server().drop(url)


def _raise(state: str) -> str:
    return f"DO $$ BEGIN RAISE EXCEPTION 'not now' USING ERRCODE = '{state}'; END $$"


@pytest.mark.parametrize("state", ["40001", "40P01"])
@pytest.mark.parametrize("way", ["prepared", "mapped"])
def test_a_lost_race_is_run_again(lite: Lite, state: str, way: str) -> None:
    """T23: another try is a new unit: what the first did is gone."""
    tries: list[int] = []

    def rule(tx: Tx) -> int:
        tries.append(1)
        tx.run(ADD, name=f"try {len(tries)}")
        if len(tries) < 3:
            if way == "mapped":
                tx.execute(text(_raise(state)))
            tx.connection().exec_driver_sql(_raise(state))
        return len(tries)

    assert lite.write(rule) == 3
    assert lite.read(names) == ["try 3"]


def test_another_error_is_not_run_again(lite: Lite) -> None:
    tries: list[int] = []

    def rule(tx: Tx) -> None:
        tries.append(1)
        tx.execute(text(_raise("55P03")))

    with pytest.raises(DBAPIError):
        lite.write(rule)
    assert len(tries) == 1


def test_the_tries_end(lite: Lite) -> None:
    """A race that is never won is an error in the end, and the connection serves the next."""
    tries: list[int] = []

    def rule(tx: Tx) -> None:
        tries.append(1)
        tx.execute(text(_raise("40001")))

    with pytest.raises(DBAPIError):
        lite.write(rule)
    assert len(tries) == RETRIES
    lite.write(prepared("next"))
    assert lite.read(names) == ["next"]


def test_two_who_lock_crosswise_both_finish(lite: Lite) -> None:
    """T23: a real deadlock: the server ends one of them, and it is run again."""
    runs: list[str] = []

    def crosswise(first: int, second: int, name: str) -> object:
        def rule(tx: Tx) -> None:
            runs.append(name)
            tx.execute(text("SET LOCAL deadlock_timeout = '50ms'"))
            tx.lock("person", first)
            tx.execute(text("SELECT pg_sleep(0.2)"))
            tx.lock("person", second)
            tx.run(ADD, name=name)

        return rule

    async def both() -> None:
        await asyncio.gather(*(lite.database.write(rule) for rule in (crosswise(1, 2, "a"), crosswise(2, 1, "b"))))

    lite.loop.run_until_complete(both())
    assert sorted(lite.read(names)) == ["a", "b"]
    assert len(runs) == 3
