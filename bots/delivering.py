"""Messages on their way: each conversation in its order, many conversations at once, what somebody waits for beside the rest."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import structlog

from bots import letters, trouble
from bots.app import App
from bots.chat import Chat, Failed, Gone, Later, Shown
from bots.home import compose
from bots.suite import digest
from bots.ui import Message
from bots.waiting import someone_waits
from core import jobs, people
from core.db import Tx
from core.desk import live
from core.errors import Overslept
from core.jobs import Job, Rank
from core.words import speaking

log = structlog.get_logger()
AT_ONCE = {Rank.WAITED_FOR: 16, Rank.COPY: 8, Rank.TOLD: 16}
"""Conversations written in at the same time."""
ROOM = {**AT_ONCE, Rank.WAITED_FOR: 100}
"""Deliveries begun or waiting here; the others stay in the database, where what is more urgent can overtake them."""
HOLD_AGAIN, REST_SECONDS = jobs.LEASE / 3, 10.0
Step = Callable[[Job], Awaitable[None]]


class Deliveries:
    """Begins what the worker hands over, and wakes it when there is room for more."""

    def __init__(self, app: App) -> None:
        self.app, self.db, self.suite = app, app.db, app.suite
        self._steps: dict[str, Step] = {"send": self._send, "edit": self._edit, "home": self._home}
        self._lanes: dict[str, deque[Job]] = {}
        self._gates = {rank: asyncio.Semaphore(most) for rank, most in AT_ONCE.items()}
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def kinds(self) -> set[str]:
        """The kinds of work whose effect is on a platform."""
        return set(self._steps)

    @property
    def under_way(self) -> list[Job]:
        """What has been begun, or waits here for its turn."""
        return [job for lane in self._lanes.values() for job in lane]

    def room(self) -> dict[Rank, int]:
        """How many more of each rank may be handed over."""
        taken = [job.rank for job in self.under_way]
        return {rank: most - taken.count(rank) for rank, most in ROOM.items()}

    def to_hold(self, now: datetime) -> list[Job]:
        """What must stay ours, however long a platform takes and whatever the clock does meanwhile: those it is time for."""
        return [job for job in self.under_way if now - job.claimed_at > HOLD_AGAIN]

    def begin(self, job: Job) -> None:
        """Deliver this after what is under way in the same conversation, before what is less waited for."""
        name = job.lane or job.key
        waiting = self._lanes.get(name)
        if waiting is None:
            self._lanes[name] = deque([job])
            task = asyncio.create_task(self._lane(name, job.rank), name="delivery")
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
            return
        before = (at for at, other in enumerate(waiting) if at and other.rank > job.rank)
        waiting.insert(next(before, len(waiting)), job)

    async def all_done(self) -> None:
        """Wait until everything that has been begun stands, or has been put off."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def rest(self) -> None:
        """Let what is under way arrive; what takes too long is sent again after the next start."""
        if self._tasks:
            _done, late = await asyncio.wait(self._tasks, timeout=REST_SECONDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _lane(self, name: str, rank: Rank) -> None:
        """A conversation's jobs in their order; after a failure the rest waits its turn."""
        waiting = self._lanes[name]
        try:
            async with self._gates[rank]:
                while waiting and await self._deliver(waiting[0]):
                    waiting.popleft()
                while len(waiting) > 1:  # more may come in meanwhile
                    job = waiting.pop()
                    await self.db.quick(lambda tx, job=job: jobs.release(tx, job))  # type: ignore[misc]
        except Exception:
            log.exception("a delivery stumbled; it is taken up again when its lease ends")
        finally:
            del self._lanes[name]
            self.app.woken.set()

    async def _deliver(self, job: Job) -> bool:
        last, why = False, ""
        someone_waits.set(job.rank is Rank.WAITED_FOR)
        try:
            await self._steps[job.kind](job)
            return True
        except Overslept:
            log.warning("overslept", job=job.id)
            return True
        except Later as later:
            log.info("a platform asks to wait", job=job.id, job_kind=job.kind, seconds=round(later.seconds, 1))
            until = timedelta(seconds=later.seconds)
            await self.db.quick(lambda tx: jobs.release(tx, job, tx.now + until))
            return False
        except Failed as failed:
            last, why = True, failed.why
        except Exception as error:
            log.exception("delivery failed", job=job.id, job_kind=job.kind, tries=job.attempts)
            why = type(error).__name__
        await self.db.write(lambda tx: self._undelivered(tx, job, why, last))
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
