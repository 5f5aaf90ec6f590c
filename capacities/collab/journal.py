"""Group commit: what all rooms applied, written together by one thread, in order.

The event loop never touches the database. While the database cannot commit, updates wait in
memory in their order, nothing is told saved, and the write is tried again, ever less often.
Those of a document that somebody else has locked wait apart: the others go on being saved.
"""

from __future__ import annotations

import asyncio
import logging
import math
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Generic, TypeVar

from capacities.domain.limits import COMMIT_INTERVAL_S
from capacities.storage.updates import HELD

log = logging.getLogger(__name__)

Author = TypeVar("Author")
Result = TypeVar("Result")
Write = Callable[[Sequence[tuple[str, bytes]], bool], list[int | None]]
"""Commits updates (document id, bytes); returns their numbers, None for a lost document. The
boolean: whether to wait for locked documents; if not, their updates are HELD."""

FIRST_PAUSE_S = 0.1
LONGEST_PAUSE_S = 5.0
HELD_PAUSE_S = 0.25
"""Seconds between two commits while a document is locked by somebody else."""
ENTRY_BYTES = 200
"""What an update that waits takes in memory besides its bytes: a letter is some 25."""
SLOW_S = 5.0
"""Seconds after which a write that is not over yet is no sign of health."""
BATCH_ENTRIES = 5_000
"""Updates committed at once, at most: after a long outage the event loop must not stand still."""


@dataclass(slots=True)
class Entry(Generic[Author]):
    """One update received.

    Attributes:
        data: None when there is nothing to write.
        rank: that of the update among those of its author.
    """

    document_id: str
    data: bytes | None
    author: Author
    rank: int


class Journal(Generic[Author]):
    """Used from the event loop only. ``committed(entries, numbers)`` is called on it."""

    def __init__(
        self, write: Write, committed: Callable[[list[Entry[Author]], list[int | None]], None]
    ) -> None:
        self.unsaved_bytes = 0
        """What is kept in memory for want of a commit."""
        self._write = write
        self._committed = committed
        self._loop = asyncio.get_running_loop()
        self._thread = ThreadPoolExecutor(1, "capacities-journal")
        self._waiting: list[Entry[Author]] = []
        self._batch: list[Entry[Author]] = []
        self._apart: dict[str, list[Entry[Author]]] = {}
        """What follows, in order, for each document that was found locked."""
        self._patient = True
        """The write under way waits for locked documents: never after a failure."""
        self._awaited: dict[str, int] = {}
        """How many updates of each document are not committed yet."""
        self._timer: asyncio.TimerHandle | None = None
        self._failed = False
        """The last commit did."""
        self._began = math.inf
        """When the write under way did, on the clock of the loop."""
        self._pause = FIRST_PAUSE_S
        self._idle = asyncio.Event()
        self._idle.set()

    @property
    def healthy(self) -> bool:
        """Whether all that was received is saved, or being saved. From any thread."""
        slow = self._loop.time() - self._began > SLOW_S
        return not (self._failed or self._apart or slow)

    def add(self, entry: Entry[Author]) -> None:
        """Take an update in charge; it is committed within COMMIT_INTERVAL_S or so."""
        name = entry.document_id
        if self._apart and name in self._apart:
            self._apart[name].append(entry)
        else:
            self._waiting.append(entry)
        self._awaited[name] = self._awaited.get(name, 0) + 1
        self.unsaved_bytes += ENTRY_BYTES if entry.data is None else ENTRY_BYTES + len(entry.data)
        if self._idle.is_set():
            self._idle.clear()
            self._timer = self._loop.call_later(COMMIT_INTERVAL_S, self._start)

    def awaits(self, document_id: str) -> bool:
        """Tell whether an update of the document is not committed yet."""
        return document_id in self._awaited

    async def run(self, work: Callable[[], Result]) -> Result:
        """Run other database work in the same thread, between two commits."""
        return await self._loop.run_in_executor(self._thread, work)

    async def flush(self, within_s: float) -> bool:
        """Commit what waits without delay; tell whether all of it is durable."""
        if self._timer is not None:
            self._timer.cancel()
            self._start()
        try:
            await asyncio.wait_for(self._idle.wait(), within_s)
        except TimeoutError:
            return False
        return True

    def close(self) -> None:
        """Let the thread end once it has nothing left to do."""
        if self._timer is not None:
            self._timer.cancel()
        self._thread.shutdown(wait=True)

    def _start(self) -> None:
        self._timer = None
        self._patient = self.healthy
        if self._apart and not self._batch:
            share = 1 + BATCH_ENTRIES // 2 // len(self._apart)
            for entries in self._apart.values():
                self._batch += entries[:share]
                del entries[:share]
        room = max(0, BATCH_ENTRIES - len(self._batch))
        self._batch += self._waiting[:room]
        del self._waiting[:room]
        writes = [(e.document_id, e.data) for e in self._batch if e.data is not None]
        if not writes:
            self._finish([])
            return
        self._began = self._loop.time()
        work = self._loop.run_in_executor(self._thread, self._write, writes, self._patient)
        work.add_done_callback(self._end)

    def _end(self, work: asyncio.Future[list[int | None]]) -> None:
        self._began = math.inf
        error = work.exception()
        if error is None:
            if self._failed:
                log.warning("the database commits again")
            self._failed, self._pause = False, FIRST_PAUSE_S
            self._finish(work.result())
            return
        if not self._failed:
            log.error("commit failed, updates are kept in memory", exc_info=error)
        self._failed = True
        self._timer = self._loop.call_later(self._pause, self._start)
        self._pause = min(self._pause * 2, LONGEST_PAUSE_S)

    def _finish(self, numbers: list[int | None]) -> None:
        batch, self._batch = self._batch, []
        numbered = iter(numbers)
        by_entry = [0 if entry.data is None else next(numbered) for entry in batch]
        if self._apart or (not self._patient and HELD in by_entry):
            batch, by_entry = self._put_apart(batch, by_entry)
        self._forget(batch)
        if self._apart:
            self._timer = self._loop.call_later(HELD_PAUSE_S, self._start)
        elif self._waiting:
            behind = len(self._waiting) >= BATCH_ENTRIES
            pause = 0 if behind else COMMIT_INTERVAL_S
            self._timer = self._loop.call_later(pause, self._start)
        else:
            self._idle.set()
        self._committed(batch, by_entry)

    def _put_apart(
        self, batch: list[Entry[Author]], numbers: list[int | None]
    ) -> tuple[list[Entry[Author]], list[int | None]]:
        """Take out of ``batch`` all that is of locked documents, and return what was done."""
        held: dict[str, list[Entry[Author]]] = {
            entry.document_id: []
            for entry, number in zip(batch, numbers, strict=True)
            if number == HELD
        }
        for name in held.keys() - self._apart.keys():
            log.warning("%s is locked by somebody else, its updates are kept in memory", name)
        free: list[Entry[Author]] = []
        for entry in batch:
            held.get(entry.document_id, free).append(entry)
        for name, entries in self._apart.items():
            held.get(name, free).extend(entries)
        for entry in self._waiting:
            held.get(entry.document_id, free).append(entry)
        numbers = [
            number for number, e in zip(numbers, batch, strict=True) if e.document_id not in held
        ]
        done, self._waiting = free[: len(numbers)], free[len(numbers) :]
        self._apart = held
        return done, numbers

    def _forget(self, batch: list[Entry[Author]]) -> None:
        freed = sum([len(entry.data) for entry in batch if entry.data is not None])
        self.unsaved_bytes -= freed + ENTRY_BYTES * len(batch)
        awaited = self._awaited
        for name, count in Counter([entry.document_id for entry in batch]).items():
            awaited[name] -= count
            if not awaited[name]:
                del awaited[name]
