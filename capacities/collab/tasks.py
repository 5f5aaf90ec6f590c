"""Work away from what the event loop is doing."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Protocol, TypeVar

log = logging.getLogger(__name__)

Work = TypeVar("Work")


class Run(Protocol):
    """Runs blocking work in a thread."""

    def __call__(self, work: Callable[[], Work]) -> Coroutine[None, None, Work]: ...


class Tasks:
    """Work that nobody waits for: held (the loop would let it be collected), its failures told."""

    def __init__(self) -> None:
        self._under_way: set[asyncio.Task[None]] = set()

    def spawn(self, work: Coroutine[None, None, None]) -> None:
        """Begin ``work``."""
        task = asyncio.get_running_loop().create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._ended)

    def cancel(self) -> None:
        """Drop all that is under way."""
        for task in self._under_way:
            task.cancel()

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("background work failed", exc_info=error)
