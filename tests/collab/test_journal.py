"""Group commit: in order, in batches, with what waits counted as what it costs."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Sequence

import pytest

from capacities.collab.journal import BATCH_ENTRIES, ENTRY_BYTES, Entry, Journal
from capacities.domain.errors import StorageUnavailable
from capacities.storage.updates import HELD

ROOM, LOCKED = "d1/canevas", "d1/pris"
WITHIN_S = 60


class Log:
    """A made-up log; it refuses while ``down``, and what is of a ``locked`` document."""

    def __init__(self) -> None:
        self.down = False
        self.locked: set[str] = set()
        self.gate = threading.Event()
        self.gate.set()
        self.batches: list[list[tuple[str, bytes]]] = []
        self.stored: dict[str, list[bytes]] = {}

    def write(self, batch: Sequence[tuple[str, bytes]], wait: bool) -> list[int | None]:
        """Store or refuse, as ``append_batch`` does, once the gate is open."""
        self.gate.wait(WITHIN_S)
        if self.down or (wait and self.locked & {name for name, _ in batch}):
            raise StorageUnavailable("panne")
        self.batches.append(list(batch))
        numbers: list[int | None] = []
        for name, data in batch:
            if name in self.locked:
                numbers.append(HELD)
                continue
            self.stored.setdefault(name, []).append(data)
            numbers.append(len(self.stored[name]))
        return numbers


class Told:
    """What the journal said was committed: (document, rank, number)."""

    def __init__(self) -> None:
        self.all: list[tuple[str, int, int | None]] = []

    def __call__(self, entries: list[Entry[str]], numbers: list[int | None]) -> None:
        for entry, number in zip(entries, numbers, strict=True):
            self.all.append((entry.document_id, entry.rank, number))


@pytest.fixture
def log() -> Log:
    """A log that commits."""
    return Log()


@pytest.fixture
def told() -> Told:
    """Who is told of the commits."""
    return Told()


@pytest.fixture
async def journal(log: Log, told: Told) -> AsyncIterator[Journal[str]]:
    """The journal under test."""
    one: Journal[str] = Journal(log.write, told)
    yield one
    one.close()


async def test_what_waits_counts_as_the_memory_it_takes(journal: Journal[str]) -> None:
    """An update with nothing to write costs its place too; all is given back once committed."""
    journal.add(Entry(ROOM, None, "ada", 1))
    journal.add(Entry(ROOM, b"12345", "ada", 2))
    assert journal.unsaved_bytes == 2 * ENTRY_BYTES + 5
    assert (journal.awaits(ROOM), journal.awaits("d1/autre")) == (True, False)
    assert await journal.flush(WITHIN_S)
    assert (journal.unsaved_bytes, journal.awaits(ROOM)) == (0, False)


async def test_an_outage_ends_in_batches(journal: Journal[str], log: Log, told: Told) -> None:
    """All that an outage made wait is committed in order, never too much at once."""
    log.down = True
    count = 2 * BATCH_ENTRIES + 10
    for rank in range(1, count + 1):
        data = None if rank % 7 == 0 else rank.to_bytes(4, "big")
        journal.add(Entry(ROOM, data, "ada", rank))
    assert not await journal.flush(1)
    assert told.all == []
    log.down = False
    assert await journal.flush(WITHIN_S)
    written = [rank for rank in range(1, count + 1) if rank % 7]
    assert [int.from_bytes(data, "big") for data in log.stored[ROOM]] == written
    assert [rank for _, rank, _ in told.all] == list(range(1, count + 1))
    assert [number for _, _, number in told.all if number] == list(range(1, len(written) + 1))
    assert max(map(len, log.batches)) <= BATCH_ENTRIES
    assert journal.unsaved_bytes == 0


async def test_only_the_locked_document_waits(journal: Journal[str], log: Log, told: Told) -> None:
    """The others are saved; it is saved after, in order, with nothing of it told before."""
    log.locked = {LOCKED}
    count = 3 * BATCH_ENTRIES
    for rank in range(1, count + 1):
        data = None if rank % 7 == 0 else rank.to_bytes(4, "big")
        journal.add(Entry(LOCKED, data, "ada", rank))
        if rank % 10 == 0:
            assert not await journal.flush(0)
            journal.add(Entry(ROOM, data, "bob", rank // 10))
    async with asyncio.timeout(WITHIN_S):
        while journal.awaits(ROOM):
            await journal.flush(0.1)
    assert {name for name, _, _ in told.all} == {ROOM}
    assert [rank for _, rank, _ in told.all] == list(range(1, count // 10 + 1))
    assert (journal.awaits(LOCKED), journal.healthy) == (True, False)
    log.locked = set()
    assert await journal.flush(WITHIN_S)
    assert [rank for name, rank, _ in told.all if name == LOCKED] == list(range(1, count + 1))
    numbers = [number for name, _, number in told.all if name == LOCKED and number]
    assert numbers == list(range(1, len(numbers) + 1))
    written = [int.from_bytes(data, "big") for data in log.stored[LOCKED]]
    assert written == [rank for rank in range(1, count + 1) if rank % 7]
    assert (journal.unsaved_bytes, journal.healthy) == (0, True)


async def test_a_write_that_lasts_is_no_health(
    journal: Journal[str], log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not healthy while a write has been under way for too long; healthy once it is over."""
    monkeypatch.setattr("capacities.collab.journal.SLOW_S", 0.0)
    journal.add(Entry(ROOM, b"a", "ada", 1))
    log.gate.clear()
    assert journal.healthy
    assert not await journal.flush(0.5)
    assert not journal.healthy
    log.gate.set()
    assert await journal.flush(WITHIN_S)
    assert journal.healthy
