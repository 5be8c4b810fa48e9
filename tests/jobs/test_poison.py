"""A job that always goes wrong is given up after eight tries, whether it raises or takes its worker with it (T62)."""

from datetime import timedelta

from sqlalchemy import text

from core import jobs
from core.db import Tx
from core.jobs import Job
from tests.lite import Lite


def _plan(lite: Lite, *keys: str) -> None:
    for key in keys:
        lite.write(lambda tx, key=key: jobs.at(tx, key, tx.now, "x", {}))


def _claim(lite: Lite, worker: str = "w") -> list[Job]:
    return lite.write(lambda tx: jobs.claim(tx, worker))


def _given_up(lite: Lite) -> list[tuple[str, str]]:
    def look(tx: Tx) -> list[tuple[str, str]]:
        found = tx.execute(text("SELECT key, error FROM due WHERE failed_at IS NOT NULL")).all()
        return [(row.key, row.error) for row in found]

    return lite.read(look)


def test_what_always_fails_is_given_up_after_eight_tries(lite: Lite) -> None:
    """T62: parked with the kind of its error, where somebody sees it, and never claimed again."""
    _plan(lite, "poison")
    for number in range(1, 9):
        (job,) = _claim(lite)
        given_up = lite.write(lambda tx, job=job: jobs.fail(tx, job, "ValueError"))
        assert given_up == (number == 8)
        assert _claim(lite) == []
        lite.clock.move(timedelta(minutes=20))
    assert _claim(lite) == []
    assert _given_up(lite) == [("poison", "ValueError")]


def test_what_kills_its_worker_is_given_up_and_takes_nobody_with_it(lite: Lite) -> None:
    """T62: a batch with a job that ends the process: after two deaths each is tried alone, and the others get done."""
    _plan(lite, "a", "poison", "b", "c")
    done, lives = [], 0
    for lives in range(1, 40):
        lite.write(jobs.take_back_leases)
        alive = True
        while alive and (claimed := _claim(lite, f"life {lives}")):
            if "poison" in [job.key for job in claimed]:
                alive = False
                continue
            for job in claimed:
                lite.write(lambda tx, job=job: jobs.finish(tx, job))
                done.append(job.key)
        if alive:
            break
    assert lives == 9
    assert sorted(done) == ["a", "b", "c"]
    assert _given_up(lite) == [("poison", "died")]


def test_one_who_overslept_changes_nothing(lite: Lite) -> None:
    """T62: whoever comes back after the lease has gone finds that every word of theirs is refused or ignored."""
    _plan(lite, "x")
    (old,) = _claim(lite, "slow")
    lite.clock.move(timedelta(minutes=2))
    (new,) = _claim(lite, "quick")
    lite.write(lambda tx: jobs.fail(tx, old, "late", last=True))
    lite.write(lambda tx: jobs.put_off(tx, old, tx.now + timedelta(days=1)))
    lite.write(lambda tx: jobs.release(tx, old))
    lite.write(lambda tx: jobs.acknowledge(tx, [old]))
    lite.write(lambda tx: jobs.finish(tx, new))
    assert _given_up(lite) == []
    assert lite.read(jobs.open_jobs) == 0


def test_a_restart_does_not_shorten_a_wait(lite: Lite) -> None:
    """T22: a platform that asked for ten minutes gets them, also when the process starts anew meanwhile."""
    _plan(lite, "later")
    (job,) = _claim(lite)
    lite.write(lambda tx: jobs.fail(tx, job, "later", timedelta(minutes=10)))
    lite.write(jobs.take_back_leases)
    lite.clock.move(timedelta(minutes=9))
    assert _claim(lite) == []
    lite.clock.move(timedelta(minutes=2))
    assert [again.attempts for again in _claim(lite)] == [2]
