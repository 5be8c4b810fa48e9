"""PostgreSQL for the tests: a server that runs already, or a private one for this run; a copied database for each test."""

import asyncio
import atexit
import ctypes
import itertools
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Coroutine
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import asyncpg
from sqlmodel import SQLModel

from core.clock import SetClock
from core.db import Database
from tests.lite import FRIDAY, MEMORY, ended, room_in_memory, tables

VARIABLE = "TOWNHALL_TEST_POSTGRES"
"""`start`, or the address of a server: postgresql://user@127.0.0.1:5432/postgres. Unset: SQLite only."""
WANTED = os.environ.get(VARIABLE, "")
FAST = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "autovacuum=off", "max_connections=200",
        "jit=off", "plan_cache_mode=force_generic_plan", "wal_level=minimal", "max_wal_senders=0", "checkpoint_timeout=1d",
        "max_wal_size=4GB", "track_counts=off", "update_process_title=off")  # fmt: skip


_TABLES = "relkind = 'r' AND relnamespace = 'public'::regnamespace"
_SHAPE = f"""
    SELECT md5(string_agg(concat_ws(' ', relname, attname, atttypid, atttypmod, attnotnull), ',' ORDER BY relname, attnum))
    FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid WHERE {_TABLES} AND attnum > 0 AND NOT attisdropped
"""
_EMPTY = f"""
    DO $$ DECLARE one record; BEGIN
        SET LOCAL session_replication_role = replica;
        FOR one IN SELECT oid::regclass AS name FROM pg_class WHERE {_TABLES} AND pg_relation_size(oid) > 0 LOOP
            EXECUTE format('DELETE FROM %s', one.name);
        END LOOP;
        PERFORM setval(seqrelid, 1, false) FROM pg_sequence WHERE pg_sequence_last_value(seqrelid) IS NOT NULL;
    END $$
"""
"""Emptying a database takes a tenth of the time of copying one anew, where only what was used is emptied."""
_ALONE = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'
"""
_LITTERED = (
    f"SELECT string_agg(oid::regclass::text, ', ') FROM pg_class WHERE {_TABLES} AND pg_relation_size(oid) > 100000"
)
"""Tables in which the rows of earlier tests lie about: every test after them would have to pass them."""


def _end_with_the_run() -> None:
    """In the server's process, on Linux: when the tests are killed, it is told to stop."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGINT)


class Cluster:
    """A PostgreSQL of one's own on a free loopback port, gone when the run ends. Works as root and as anybody else."""

    def __init__(self) -> None:
        programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
        found = programs[-1].parent if programs else Path(shutil.which("initdb") or "/nowhere/initdb").parent
        if not (found / "postgres").exists():
            raise RuntimeError(f"{VARIABLE}=start, but this machine has no PostgreSQL server: install `postgresql`")
        self.folder = Path(tempfile.mkdtemp(prefix="townhall-postgres-", dir=MEMORY if room_in_memory() else None))
        self._as: dict[str, Any] = {}
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")
            self._as = {"user": "postgres", "group": "postgres", "extra_groups": []}
        place = str(self.folder / "rows")
        subprocess.run([str(found / "initdb"), "-A", "trust", "-U", "postgres", "--no-sync", "--locale=C.UTF-8", "-D", place],
                       check=True, stdout=subprocess.DEVNULL, cwd="/", **self._as)  # fmt: skip
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        settings = [word for one in FAST for word in ("-c", one)]
        with (self.folder / "log").open("wb") as log:
            self._server = subprocess.Popen(
                [str(found / "postgres"), "-D", place, "-h", "127.0.0.1", "-p", str(self.port), "-k", "", *settings],
                stdout=log, stderr=log, cwd="/", preexec_fn=_end_with_the_run, **self._as,
            )  # fmt: skip
        atexit.register(self.stop)
        self.url = f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    def stop(self) -> None:
        """End the server and remove its files."""
        if self._server.poll() is None:
            self._server.send_signal(signal.SIGINT)
            self._server.wait(20)
        shutil.rmtree(self.folder, ignore_errors=True)


class Server:
    """The server that the tests of this process use: a template made once, copies of it, and those that were emptied again."""

    def __init__(self, url: str) -> None:
        self._cluster = Cluster() if url == "start" else None
        self.url = self._cluster.url if self._cluster else url
        self._numbers = itertools.count(1)
        self._loop = asyncio.new_event_loop()
        self._admin = self._run(self._connect())
        self._name = f"townhall_{os.getpid()}"
        self._free: list[str] = []
        self._cleaners: dict[str, Any] = {}
        self._shape = self._run(self._template())

    def make(self) -> str:
        """An empty database with all tables; gives its URL."""
        if self._free:
            return self._free.pop()
        name = f"{self._name}_{next(self._numbers)}"
        self._run(self._admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{self._name}"'))
        return self._address(name)

    def drop(self, url: str) -> None:
        """This database has served: emptied for the next test, or gone where its tables are not what they were."""
        if self._run(self._emptied(urlsplit(url).path[1:])):
            self._free.append(url)
        else:
            self._gone(url)

    def _gone(self, url: str) -> None:
        ended(url)
        self._run(self._admin.execute(f'DROP DATABASE "{urlsplit(url).path[1:]}" WITH (FORCE)'))

    async def _emptied(self, name: str) -> bool:
        """Over one connection for all its tests: a new one would have to get to know every table first."""
        cleaner = self._cleaners.get(name)
        if cleaner is None:
            cleaner = self._cleaners[name] = await asyncpg.connect(self._plain(name))
        await cleaner.execute(_ALONE)
        same = await cleaner.fetchval(_SHAPE) == self._shape
        if same:
            await cleaner.execute(_EMPTY)
            if littered := await cleaner.fetchval(_LITTERED):
                await cleaner.execute(f"VACUUM {littered}")
        else:
            await self._cleaners.pop(name).close()
        return same

    def stop(self) -> None:
        """Nobody tests any more."""
        for cleaner in self._cleaners.values():
            self._run(cleaner.close())
        for url in [*self._free, self._address(self._name)]:
            self._gone(url)
        self._run(self._admin.close())
        self._loop.close()
        if self._cluster:
            self._cluster.stop()

    def _run(self, doing: Coroutine[Any, Any, Any]) -> Any:
        return self._loop.run_until_complete(doing)

    def _plain(self, name: str) -> str:
        return urlsplit(self.url)._replace(path="/" + name).geturl()

    def _address(self, name: str) -> str:
        return urlsplit(self.url)._replace(scheme="postgresql+asyncpg", path="/" + name).geturl()

    async def _connect(self) -> Any:
        until = time.monotonic() + 20
        while True:
            try:
                return await asyncpg.connect(self.url)
            except (OSError, asyncpg.CannotConnectNowError):
                if time.monotonic() > until:
                    raise
                await asyncio.sleep(0.05)

    async def _template(self) -> str:
        tables()
        await self._admin.execute(f'CREATE DATABASE "{self._name}"')
        database = Database(self._address(self._name), SetClock(FRIDAY))
        await database.schema(lambda connection: SQLModel.metadata.create_all(connection))
        await database.close()
        connection = await asyncpg.connect(self._plain(self._name))
        shape: str = await connection.fetchval(_SHAPE)
        await connection.close()
        return shape


@cache
def server() -> Server:
    """The one server of this process, started when first asked for."""
    return Server(WANTED)


def stop() -> None:
    """End what was started, if anything was."""
    if server.cache_info().currsize:
        server().stop()
        server.cache_clear()
