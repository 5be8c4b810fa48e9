"""The worker: due jobs become reactions, messages and edits; nothing is sent before it is saved, nothing saved is lost."""

import asyncio
import secrets

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bots import sending
from bots.app import App
from bots.bot import Told
from bots.delivering import Deliveries
from core import jobs
from core.db import Tx
from core.desk import inbound, live, telling
from core.doubt import Doubt
from core.errors import Overslept
from core.jobs import Job, Rank
from core.words import speaking

log = structlog.get_logger()
BATCH, TICK_SECONDS = 100, 0.25


class Worker:
    """Carries out what is due, for one app."""

    def __init__(self, app: App, doubt: Doubt | None = None) -> None:
        """`doubt`: what is known about the clock; while it can't be believed, deadlines and messages to all wait (T71)."""
        self.app, self.db, self.suite, self._doubt = app, app.db, app.suite, doubt
        self.me = secrets.token_hex(4)
        self._deliveries = Deliveries(app)
        self._ticks = AsyncIOScheduler(timezone="UTC")
        self._loop: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Run from now on: at every tick and at once after each commit that left work."""
        self._ticks.add_job(self.app.woken.set, "interval", seconds=TICK_SECONDS, coalesce=True, max_instances=1)
        self._ticks.start()
        self._loop = asyncio.create_task(self._run(), name="worker")

    async def stop(self) -> None:
        """Finish what is under way, then rest."""
        if self._ticks.running:
            self._ticks.shutdown(wait=False)
        if self._loop:
            self._loop.cancel()
            await asyncio.gather(self._loop, return_exceptions=True)
        await self._deliveries.rest()

    async def drain(self, most: int = 200) -> int:
        """Carry out everything that is due now, and what follows from it, until it stands; says how many jobs."""
        done = 0
        for _turn in range(most):
            count = await self.turn()
            await self._deliveries.all_done()
            done += count
            if not count:
                break
        return done

    async def turn(self) -> int:
        """Wake what comes back, claim what is due, carry it out, and begin to deliver; says how many jobs."""
        sure = self._doubt is None or self._doubt.sure()
        room = {Rank.BY_CLOCK: BATCH, **self._deliveries.room()}

        def take(tx: Tx) -> list[Job]:
            jobs.hold(tx, self._deliveries.to_hold(tx.now))
            if sure:
                jobs.wake_rhythms(tx)
            return jobs.claim(tx, self.me, room, sure=sure)

        claimed = await self.db.quick(take)
        outside = [job for job in claimed if job.kind in self._deliveries.kinds]
        for job in outside:
            self._deliveries.begin(job)
        await asyncio.gather(*(self._inside(job) for job in claimed if job not in outside))
        return len(claimed)

    async def _run(self) -> None:
        while True:
            await self.app.woken.wait()
            self.app.woken.clear()
            try:
                while await self.turn():
                    pass
            except Exception:
                log.exception("the worker stumbled and goes on")
                await asyncio.sleep(1)

    async def _inside(self, job: Job) -> None:
        """A job whose effect is in the database: done and finished in one transaction."""

        def unit(tx: Tx) -> None:
            self._carry_out(tx, job)
            self.suite.settle(tx, None)
            jobs.finish(tx, job)

        try:
            await self.db.write(unit)
        except Overslept:
            log.warning("overslept", job=job.id)
        except Exception as error:
            log.exception("job failed", job=job.id, job_kind=job.kind, tries=job.attempts)
            why = type(error).__name__
            await self.db.quick(lambda tx: jobs.fail(tx, job, why))

    def _carry_out(self, tx: Tx, job: Job) -> None:
        ctx = self.suite.context(tx, self.suite.reader(tx, ""))
        name = str(job.payload.get("name", ""))
        told: Told = None
        with speaking(self.suite.language):
            if job.kind == "fact":
                mark, (happened, _actor) = self.suite.reactions.get(name), inbound.load_fact(tx, job.payload["fact"])
                told = mark(ctx, happened) if mark else None
            elif job.kind == "redraw":
                self._plan_redraw(tx, job)
            elif job.kind == "every":
                rhythm = self.suite.rhythms.get(name)
                told = rhythm(ctx, job.payload["slot"]) if rhythm else None
            elif job.kind == "audience":
                rest = sending.widen(tx, job.payload)
                if rest:
                    jobs.at(tx, f"{job.key}>{rest['after']}", tx.now, "audience", rest)
            else:
                told = self.suite.dues[job.kind](ctx, job.payload)
        sending.plan(tx, told, job.key)

    def _plan_redraw(self, tx: Tx, job: Job) -> None:
        mark = self.suite.refreshes.get(str(job.payload["name"]))
        if mark is None:
            return
        happened, _actor = inbound.load_fact(tx, job.payload["fact"])
        entity = mark(happened)
        rows = [
            jobs.row(f"{job.key}/{stood.id}", tx.now, "edit", {"live": stood.id}, stood.viewer)
            for view in mark.views
            for stood in live.standing(tx, view.full, entity)
        ]
        rows += [jobs.row(f"{job.key}/home{person}", tx.now, "home", {"person": person, "account": account}, None)
                 for person, account, _hash in telling.watching_home(tx)]  # fmt: skip
        jobs.many(tx, rows)
