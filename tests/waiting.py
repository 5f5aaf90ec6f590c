"""Waiting for what a slow machine does late: until it happens, within a bound by the clock."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

Read = TypeVar("Read")

PATIENCE_S = 30.0
"""Seconds after which what did not happen will not: far more than a loaded machine takes."""


def _short() -> None:
    time.sleep(0.02)


def until(
    condition: Callable[[], object],
    seconds: float = PATIENCE_S,
    pause: Callable[[], object] = _short,
) -> None:
    """Wait until ``condition`` is true; ``pause`` between two looks (a page has its own)."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "not in time"
        pause()


def until_equal(
    read: Callable[[], Read],
    wanted: Read,
    seconds: float = PATIENCE_S,
    pause: Callable[[], object] = _short,
) -> None:
    """Wait until ``read`` gives ``wanted``; otherwise say what it gives."""
    end = time.monotonic() + seconds
    while (found := read()) != wanted:
        assert time.monotonic() < end, f"{found} is not {wanted}"
        pause()
