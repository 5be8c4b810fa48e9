"""The contract of due work, held against a simple model by chance: one effect per key, leases, fences, order, nothing lost."""

import asyncio
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import text

from core import jobs
from core.db import EPOCH, Tx
from core.errors import Overslept
from core.jobs import ATTEMPTS, DIED, TRUSTED, Job
from tests import postgres
from tests.lite import FRIDAY, Lite

KEYS = [f"k{number}" for number in range(14)]
LANES = [None, "a", "a", "b"]
WORKERS = st.sampled_from(["one", "two"])
EVERY, ZONE = "*/20 * * * *", "Europe/Amsterdam"


@dataclass
class Planned:
    """What the model knows of a job."""

    number: int
    due_at: datetime
    lane: str | None
    lease_until: datetime = EPOCH
    owner: str = ""
    attempts: int = 0
    error: str = ""
    state: str = "open"
    effects: int = 0

    @property
    def order(self) -> tuple[datetime, int]:
        return self.due_at, self.number


class Contract(RuleBasedStateMachine):
    """Two workers, jobs at and every, a clock that moves both ways, deaths and restarts."""

    def database(self) -> tuple[Lite, Callable[[], None]]:
        raise AssertionError("each database has its own")

    def __init__(self) -> None:
        super().__init__()
        self.lite, self._drop = self.database()
        self.model: dict[str, Planned] = {}
        self.held: dict[str, list[Job]] = {"one": [], "two": []}
        self.numbers = 0
        self.slots: list[str] = []

    @initialize(misfire=st.sampled_from(["all", "latest", "skip"]))
    def begin(self, misfire: str) -> None:
        self.misfire = misfire
        self.lite.write(lambda tx: jobs.every(tx, "tick", EVERY, ZONE, "tick", {}, misfire))
        self.until = self.lite.clock.now()

    @property
    def now(self) -> datetime:
        return self.lite.clock.now()

    def _plan(self, key: str, due_at: datetime, lane: str | None) -> None:
        self.numbers += 1
        self.model[key] = Planned(self.numbers, due_at, lane)

    @rule(key=st.sampled_from(KEYS), lane=st.sampled_from(LANES), wait=st.sampled_from([-60, 0, 0, 30, 3600]))
    def at(self, key: str, lane: str | None, wait: int) -> None:
        due_at = self.now + timedelta(seconds=wait)
        fresh = self.lite.write(lambda tx: jobs.at(tx, key, due_at, "x", {"key": key}, lane))
        assert fresh == (key not in self.model)
        if fresh:
            self._plan(key, due_at, lane)

    @rule(
        several=st.lists(
            st.tuples(st.sampled_from(LANES), st.sampled_from([-90, -60, 0, 0, 0, 20])), min_size=3, max_size=8
        )
    )
    def many(self, several: list[tuple[str | None, int]]) -> None:
        rows = []
        for lane, wait in several:
            key, due_at = f"m{self.numbers + 1}", self.now + timedelta(seconds=wait)
            rows.append(jobs.row(key, due_at, "x", {}, lane))
            self._plan(key, due_at, lane)
        self.lite.write(lambda tx: jobs.many(tx, rows))

    @rule(which=st.integers(0, 60))
    def cancel(self, which: int) -> None:
        key = [*self.model, "never planned"][which % (len(self.model) + 1)]
        job = self.model.get(key)
        free = job is not None and job.state == "open" and job.lease_until <= self.now
        assert self.lite.write(lambda tx: jobs.cancel(tx, key)) == free
        if free:
            del self.model[key]

    @rule()
    def wake(self) -> None:
        self.lite.write(jobs.wake_rhythms)
        rows = self.lite.read(
            lambda tx: tx.execute(text("SELECT key, due_at FROM due WHERE kind = 'tick' ORDER BY id")).all()
        )
        for key, micros in rows:
            if key not in self.model:
                self.slots.append(key)
                self._plan(key, EPOCH + timedelta(microseconds=micros), None)
        self.until = max(self.until, self.now)

    def _ready(self) -> list[str]:
        waiting = [(key, job) for key, job in self.model.items() if job.state == "open" and job.due_at <= self.now]
        busy = [job for _key, job in waiting if job.lease_until > self.now]
        ready = [
            (job.order, key)
            for key, job in waiting
            if job.lease_until <= self.now
            and not (job.lane and any(one.lane == job.lane and one.order < job.order for one in busy))
        ]
        return [key for _order, key in sorted(ready)]

    def _claimed(self, worker: str, most: int, got: list[Job], lease: int, holder: str = "") -> None:
        taken = [self.model[key] for key in self._ready()[:most]]
        keys = self._ready()[:most]
        deadly = False
        for job in taken:
            job.error = DIED if job.owner else job.error
            job.owner, job.attempts, job.lease_until = worker, job.attempts + 1, self.now + timedelta(seconds=lease)
            deadly |= job.error == DIED and job.attempts > TRUSTED
        if deadly:
            for job in taken:
                if job.attempts > ATTEMPTS:
                    job.state, job.error, job.owner = "failed", DIED, ""
            keys = [key for key in keys if self.model[key].state == "open"]
            for key in keys[1:]:
                job = self.model[key]
                job.owner, job.attempts, job.lease_until = "", job.attempts - 1, EPOCH
            keys = keys[:1]
        assert [job.key for job in got] == keys
        for job in got:
            assert job.attempts == self.model[job.key].attempts
        self.held[holder or worker] += got

    @rule(
        worker=WORKERS,
        most=st.sampled_from([1, 2, 3, 50]),
        lease=st.sampled_from([10, 60]),
        later=st.sampled_from([0, 0, 11, 61]),
    )
    def time_passes_and_somebody_claims(self, worker: str, most: int, lease: int, later: int) -> None:
        self.lite.clock.move(timedelta(seconds=later))
        self.claim(worker, most, lease)

    def claim(self, worker: str, most: int, lease: int) -> None:
        got = self.lite.write(lambda tx: jobs.claim(tx, worker, most, timedelta(seconds=lease)))
        self._claimed(worker, most, got, lease)

    @rule(most=st.sampled_from([1, 3, 50]))
    def both_claim_at_once(self, most: int) -> None:
        async def both() -> list[list[Job]]:
            return await asyncio.gather(
                *(self.lite.database.write(lambda tx, me=me: jobs.claim(tx, me, most)) for me in ("one", "two"))
            )

        one, two = self.lite.loop.run_until_complete(both())
        assert not {job.id for job in one} & {job.id for job in two}
        first = [("one", one), ("two", two)]
        if [job.key for job in one] != self._ready()[: len(one)] or (not one and two):
            first.reverse()
        # Who came first is chance, and must not decide what can happen next: theirs are held as one's, whatever the name.
        for (worker, got), holder in zip(first, ("one", "two"), strict=True):
            self._claimed(worker, most, got, 60, holder)

    def _own(self, job: Job) -> bool:
        model = self.model.get(job.key)
        return (
            model is not None and model.state == "open" and (model.owner, model.attempts) == (job.owner, job.attempts)
        )

    def _take(self, worker: str, which: int) -> Job:
        return self.held[worker].pop(which % len(self.held[worker]))

    @precondition(lambda self: any(self.held.values()))
    @rule(which=st.integers(0, 60), worker=WORKERS)
    def finish(self, which: int, worker: str) -> None:
        if not self.held[worker]:
            return
        job = self._take(worker, which)

        def unit(tx: Tx) -> None:
            tx.execute(text("INSERT INTO desk_fact (kind, payload, at) VALUES (:key, '{}', 0)"), {"key": job.key})
            jobs.finish(tx, job)

        if self._own(job):
            self.lite.write(unit)
            self.model[job.key].state = "done"
            self.model[job.key].effects += 1
        with pytest.raises(Overslept):
            self.lite.write(unit)

    @precondition(lambda self: any(self.held.values()))
    @rule(worker=WORKERS)
    def acknowledge(self, worker: str) -> None:
        done, self.held[worker] = self.held[worker], []
        self.lite.write(lambda tx: jobs.acknowledge(tx, done))
        for job in done:
            if self._own(job):
                self.model[job.key].state = "done"

    @precondition(lambda self: any(self.held.values()))
    @rule(which=st.integers(0, 60), worker=WORKERS, wait=st.sampled_from([1, 90]), last=st.booleans())
    def fail(self, which: int, worker: str, wait: int, last: bool) -> None:
        if not self.held[worker]:
            return
        job = self._take(worker, which)
        given_up = self.lite.write(lambda tx: jobs.fail(tx, job, "why", timedelta(seconds=wait), last and wait == 1))
        if self._own(job):
            model = self.model[job.key]
            assert given_up == ((last and wait == 1) or job.attempts >= ATTEMPTS)
            model.lease_until, model.owner, model.error = self.now + timedelta(seconds=wait), "", "why"
            model.state = "failed" if given_up else "open"

    @precondition(lambda self: any(self.held.values()))
    @rule(which=st.integers(0, 60), worker=WORKERS, later=st.booleans())
    def hand_back(self, which: int, worker: str, later: bool) -> None:
        if not self.held[worker]:
            return
        job = self._take(worker, which)
        until = self.now + timedelta(minutes=10)
        self.lite.write(lambda tx: jobs.put_off(tx, job, until) if later else jobs.release(tx, job))
        if self._own(job):
            model = self.model[job.key]
            model.owner, model.lease_until = "", EPOCH
            model.attempts = 0 if later else model.attempts - 1
            model.due_at = until if later else model.due_at

    @rule(seconds=st.sampled_from([1, 11, 61, 61, 600, 3700, -30, -3600]))
    def time_moves(self, seconds: int) -> None:
        self.lite.clock.move(timedelta(seconds=seconds))

    @rule(worker=WORKERS)
    def a_worker_dies(self, worker: str) -> None:
        self.held[worker] = []

    @rule()
    def everything_restarts(self) -> None:
        self.held = {"one": [], "two": []}
        self.lite.write(jobs.take_back_leases)
        for job in self.model.values():
            if job.state == "open" and job.owner and job.lease_until > self.now:
                job.lease_until = self.now

    @invariant()
    def nothing_is_lost_and_nothing_happens_twice(self) -> None:
        if not hasattr(self, "until"):
            return
        rows = self.lite.read(
            lambda tx: tx.execute(text("SELECT key, done_at, failed_at, attempts, owner FROM due")).all()
        )
        found = {row.key: "done" if row.done_at else "failed" if row.failed_at else "open" for row in rows}
        assert found == {key: job.state for key, job in self.model.items()}
        assert len(self.slots) == len(set(self.slots))

    def teardown(self) -> None:
        try:
            if hasattr(self, "until"):
                self._end()
        finally:
            self.lite.close()
            self._drop()

    def _end(self) -> None:
        """Left alone for long enough, all that is open gets done, each effect once; every slot came as it should."""
        self.everything_restarts()
        waiting = [max(job.due_at, job.lease_until) for job in self.model.values() if job.state == "open"]
        self.lite.clock.set(max([self.now, *waiting]) + timedelta(hours=3))
        self.wake()
        for _turn in range(2000):
            before = self._ready()
            self.claim("one", 50, 60)
            while self.held["one"]:
                self.finish(0, "one")
            if not before:
                break
        assert {job.state for job in self.model.values()} <= {"done", "failed"}
        rows = self.lite.read(lambda tx: tx.execute(text("SELECT kind, count(*) FROM desk_fact GROUP BY kind")).all())
        assert dict(tuple(row) for row in rows) == {key: job.effects for key, job in self.model.items() if job.effects}
        assert all(job.effects <= 1 for job in self.model.values())
        if self.misfire == "all":
            expected, moment = [], FRIDAY
            while (moment := jobs.next_time(EVERY, ZONE, moment)) <= self.until:
                expected.append(f"tick@{moment.astimezone(ZoneInfo(ZONE)):%Y-%m-%dT%H:%M}")
            assert self.slots == expected


SETTINGS = settings(max_examples=20, stateful_step_count=50, deadline=None, suppress_health_check=list(HealthCheck))


class OnLite(Contract):
    """On SQLite."""

    def database(self) -> tuple[Lite, Callable[[], None]]:
        folder = tempfile.TemporaryDirectory(prefix="townhall-jobs-")
        return Lite(Path(folder.name)), folder.cleanup


class OnPostgres(Contract):
    """On PostgreSQL."""

    def database(self) -> tuple[Lite, Callable[[], None]]:
        url = postgres.server().make()
        return Lite(Path(), url), lambda: postgres.server().drop(url)


TestOnLite: Any = OnLite.TestCase
TestOnLite.settings = SETTINGS
TestOnPostgres: Any = pytest.mark.skipif(not postgres.WANTED, reason=f"{postgres.VARIABLE} is not set")(
    OnPostgres.TestCase
)
TestOnPostgres = pytest.mark.db(TestOnPostgres)
TestOnPostgres.settings = SETTINGS
