"""Sleeping after work: what comes meanwhile is treated together, and a busy loop goes on."""

from __future__ import annotations

import asyncio
import time

from capacities.collab.pace import Pace


async def test_one_sleep_for_all_that_was_treated() -> None:
    """Ten messages treated in one turn of the loop are followed by one sleep."""
    pace = Pace(0.02)
    began = time.perf_counter()
    for _ in range(10):
        pace.worked()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert 0.02 <= time.perf_counter() - began < 0.15


async def test_no_sleep_when_there_was_work_enough() -> None:
    """A loop that worked longer than it would sleep does not sleep."""
    pace = Pace(0.05)
    end = time.thread_time() + 0.06
    while time.thread_time() < end:
        pass
    slept: list[float] = []
    time_sleep, time.sleep = time.sleep, slept.append  # type: ignore[assignment]
    try:
        pace.worked()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
    finally:
        time.sleep = time_sleep
    assert slept == []
