"""SQLite's one writer: who waits to write takes turns in groups, and is answered only after the group's commit.

A click runs where it came in, on the event loop, and only its commit is waited for on a thread. Work that may take
longer runs on the thread whole, so that the loop can meanwhile tell people that their answer comes later.
"""

import threading
import time
from collections import deque
from contextvars import copy_context
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

import structlog

from core.clock import Clock
from core.groups import File, Queued, open_file
from core.tx import Unit

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop, Future

log = structlog.get_logger()
LOOK_SECONDS = 0.005
"""How long units of a group run on the loop before it looks around: each look costs a tenth of a unit."""


class Writer:
    """Those who wait, for one database file, and the thread that waits for its disk. It belongs to one event loop at a time."""

    def __init__(self, url: str, clock: Clock) -> None:
        self._url, self._clock = url, clock
        self._file: File | None = None
        self._short: deque[Queued] = deque()
        self._long: deque[Queued] = deque()
        self._group: list[Queued] = []
        self._closed = self._short_went = False
        self._loop: AbstractEventLoop | None = None  # while anybody waits
        self._nobody_waits = threading.Event()
        self._nobody_waits.set()
        self._turns: SimpleQueue[deque[Queued] | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._serve, name="writer", daemon=True)
        self._thread.start()

    def put(self, unit: Unit[Any], loop: "AbstractEventLoop", here: bool) -> "Future[Any]":
        """Queue this unit; its answer comes on that loop, after the commit. `here`: a short one, to be run on the loop itself."""
        if self._closed:
            raise RuntimeError("the database is closed")
        queued = Queued(unit, copy_context(), loop.create_future())
        (self._short if here else self._long).append(queued)
        if self._loop is None:
            self._loop = loop
            self._nobody_waits.clear()
            loop.call_soon(self._turn)
        return queued.answer

    def end(self) -> None:
        """Finish what is queued, then stop; waits for it, so it is never called on the event loop."""
        self._closed = True
        self._nobody_waits.wait()
        self._turns.put(None)
        self._thread.join()

    def _turn(self) -> None:
        """On the loop: the short and the long take turns, a group each."""
        short, long = self._short, self._long
        self._short_went = bool(short) and not (long and self._short_went)
        if not (short or long):
            self._loop = None
            self._nobody_waits.set()
        elif self._short_went and self._file and self._file.begun():
            self._run_some(self._file)
        else:
            self._turns.put(short if self._short_went else long)

    def _run_some(self, file: File) -> None:
        """On the loop: units for a moment, whatever else waits for it, the next units; at the end of the group its commit."""
        until = time.perf_counter() + LOOK_SECONDS
        while file.run_one(self._short, self._group):
            if time.perf_counter() > until:
                self._loop.call_soon(self._run_some, file)  # type: ignore[union-attr]
                return
        if file.to_save:
            self._turns.put(self._short)
        else:
            file.save(self._group)
            self._answer()

    def _serve(self) -> None:
        """The thread: saves the group that has run, or runs one; what can't be written is told to who waits for it."""
        self._open_early()
        while (waiting := self._turns.get()) is not None:
            try:
                if self._file is None:
                    self._file = File(open_file(self._url), self._clock)
                if not self._group:
                    self._file.begun(patiently=True)
                    while self._file.run_one(waiting, self._group):
                        pass
                self._file.save(self._group)
            except Exception as broken:
                log.exception("the writer can't write")
                self._group = self._group or [waiting.popleft() for _ in range(len(waiting))]
                for queued in self._group:
                    queued.error = broken
            try:
                self._loop.call_soon_threadsafe(self._answer)  # type: ignore[union-attr]
            except RuntimeError:
                log.warning("the callers' event loop is gone", units=len(self._group))
                self._group, self._loop = [], None
                self._nobody_waits.set()
        if self._file:
            self._file.close()

    def _open_early(self) -> None:
        """Open the file before anybody waits; if it can't be, whoever comes first is told why."""
        try:
            self._file = File(open_file(self._url), self._clock)
        except Exception as later:
            log.info("the file does not open yet", error=type(later).__name__)

    def _answer(self) -> None:
        """On the loop: everybody in the group gets their result, and may ask for more before the next turn."""
        group, self._group = self._group, []
        for queued in group:
            queued.tell()
        self._loop.call_soon(self._turn)  # type: ignore[union-attr]
