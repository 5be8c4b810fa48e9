"""The worker: due jobs become reactions, messages and edits; nothing is sent before it is saved, nothing saved is lost."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bots import letters, sending, trouble
from bots.app import App
from bots.bot import Told
from bots.chat import Chat, Failed, Gone, Later, Shown
from bots.home import compose
from bots.suite import digest
from bots.ui import Message
from core import jobs, people
from core.db import Tx
from core.desk import inbound, live, telling
from core.doubt import Doubt
from core.errors import Overslept
from core.jobs import Job
from core.words import speaking

log = structlog.get_logger()
BATCH, AT_ONCE, TICK_SECONDS = 100, 16, 0.25
OUTSIDE = {"send", "edit", "home"}
Step = Callable[[Job], Awaitable[None]]


class Worker:
    """Carries out what is due, for one app."""

    def __init__(self, app: App, doubt: Doubt | None = None) -> None:
        """`doubt`: what is known about the clock; while it can't be believed, deadlines and messages to all wait (T71)."""
        self.app, self.db, self.suite, self._doubt = app, app.db, app.suite, doubt
        self.me = secrets.token_hex(4)
        self._ticks = AsyncIOScheduler(timezone="UTC")
        self._loop: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Run from now on: at every tick and at once after each commit that left work."""
        self._ticks.add_job(self.app.woken.set, "interval", seconds=TICK_SECONDS, coalesce=True, max_instances=1)
        self._ticks.start()
        self._loop = asyncio.create_task(self._run(), name="worker")

    async def stop(self) -> None:
        """Finish what is under way, then rest."""
        self._ticks.shutdown(wait=False)
        if self._loop:
            self._loop.cancel()
            await asyncio.gather(self._loop, return_exceptions=True)

    async def drain(self, most: int = 200) -> int:
        """Carry out everything that is due now, and what follows from it; says how many jobs."""
        done = 0
        for _turn in range(most):
            count = await self.turn()
            done += count
            if not count:
                return done
        return done

    async def turn(self) -> int:
        """Wake what comes back, claim what is due, and carry it out; says how many jobs."""
        sure = self._doubt is None or self._doubt.sure()

        def take(tx: Tx) -> list[Job]:
            if sure:
                jobs.wake_rhythms(tx)
            return jobs.claim(tx, self.me, BATCH, sure=sure)

        claimed = await self.db.quick(take)
        inside = [job for job in claimed if job.kind not in OUTSIDE]
        await asyncio.gather(*(self._inside(job) for job in inside))
        lanes: dict[str, list[Job]] = {}
        for job in claimed:
            if job.kind in OUTSIDE:
                lanes.setdefault(job.lane or job.key, []).append(job)
        gate_open = asyncio.Semaphore(AT_ONCE)
        await asyncio.gather(*(self._lane(lane, gate_open) for lane in lanes.values()))
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

    async def _lane(self, lane: list[Job], gate_open: asyncio.Semaphore) -> None:
        """Deliver a conversation's jobs in their order; after a failure the rest waits its turn."""
        async with gate_open:
            for number, job in enumerate(lane):
                if not await self._deliver(job):
                    for rest in lane[number + 1 :]:
                        await self.db.quick(lambda tx, rest=rest: jobs.release(tx, rest))  # type: ignore[misc]
                    return

    async def _deliver(self, job: Job) -> bool:
        steps: dict[str, Step] = {"send": self._send, "edit": self._edit, "home": self._home}
        last, why = False, ""
        try:
            await steps[job.kind](job)
            return True
        except Overslept:
            return True
        except Later as later:
            until = timedelta(seconds=later.seconds)
            await self.db.quick(lambda tx: jobs.release(tx, job, tx.now + until))
            return False
        except Failed as failed:
            last, why = True, failed.why
        except Exception as error:
            log.exception("delivery failed", job=job.id, job_kind=job.kind, tries=job.attempts)
            why = type(error).__name__
        await self.db.write(lambda tx: self._undelivered(tx, job, why, last))
        self.app.woken.set()
        return last

    def _undelivered(self, tx: Tx, job: Job, why: str, last: bool) -> None:
        if trouble.turned_away(self.suite, tx, job, why):
            return
        if jobs.fail(tx, job, why, last=last):
            trouble.lost(tx, job, why)
        self.suite.settle(tx, None)

    async def _send(self, job: Job) -> None:
        letter = await self.db.write(lambda tx: letters.write(self.suite, self.app.chats, tx, job))
        if letter is None:
            return
        chat = self.app.chats[letter.platform]
        address = letter.address or await chat.direct(letter.space, letter.user)
        if letter.under:
            address = await chat.thread(letter.under, letter.message.summary)
        ref = await letters.post(chat, address, letter, job.key, again=job.attempts > 1)

        def done(tx: Tx) -> None:
            jobs.finish(tx, job)
            live.stands(tx, ref, letter.shown.view, letter.shown.entity, letter.viewer, digest(letter.message))
            letters.told(tx, job, "sent")

        await self.db.quick(done)

    async def _edit(self, job: Job) -> None:
        def draw(tx: Tx) -> tuple[live.Standing, Message] | None:
            stood = live.standing_as(tx, int(job.payload["live"]))
            message = self.suite.draw(tx, Shown(stood.view, stood.entity), stood.viewer) if stood else None
            if stood is None or message is None or digest(message) == stood.hash:
                jobs.finish(tx, job)
                return None
            return stood, message

        found = await self.db.write(draw)
        if found is None:
            return
        stood, message = found
        try:
            await self._chat_of(stood.ref).edit(stood.ref, message)
            standing = True
        except Gone:
            standing = False

        def done(tx: Tx) -> None:
            jobs.finish(tx, job)
            if standing:
                live.redrawn(tx, stood.id, digest(message))
            else:
                live.taken_down(tx, stood.ref)

        await self.db.quick(done)

    async def _home(self, job: Job) -> None:
        def draw(tx: Tx) -> tuple[Any, Message] | None:
            me = people.get(tx, int(job.payload["person"]))
            account = next((one for one in people.accounts(tx, me.id) if one.id == job.payload["account"]), None)
            with speaking(me.language):
                message = compose(self.suite, self.suite.context(tx, me))
            jobs.finish(tx, job)
            return (account, message) if account and account.platform in self.app.chats else None

        found = await self.db.write(draw)
        if found:
            account, message = found
            await self.app.chats[account.platform].home(account.space, account.user, message)

    def _chat_of(self, ref: str) -> Chat:
        chat = self.app.chats.get(ref.partition(":")[0])
        if chat is None:
            raise Failed("no_such_platform")
        return chat
