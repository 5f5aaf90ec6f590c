"""Sleeping after work: what comes meanwhile is treated together, and a busy loop goes on."""

from __future__ import annotations

import asyncio
import time

import pytest

from capacities.collab.pace import Pace


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The list, filled from now on, of how long ``time.sleep`` is asked to sleep."""
    naps: list[float] = []
    monkeypatch.setattr(time, "sleep", naps.append)
    return naps


async def test_one_sleep_for_all_that_was_treated(slept: list[float]) -> None:
    """Ten messages treated in one turn of the loop are followed by one sleep."""
    pace = Pace(5)
    for _ in range(10):
        pace.worked()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert slept == [5]


async def test_no_sleep_when_there_was_work_enough(slept: list[float]) -> None:
    """A loop that worked longer than it would sleep does not sleep."""
    pace = Pace(0.05)
    end = time.thread_time() + 0.06
    while time.thread_time() < end:
        pass
    pace.worked()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert slept == []
