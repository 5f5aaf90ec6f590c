"""Telling a room that its gommettes changed, of which rooms know nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from capacities.collab.protocol import ballot_message

BALLOT_EVERY_S = 1.0
"""Seconds between two words about gommettes: 200 people who vote at once make 200 changes a
second, and each word makes 200 pages ask."""


class BallotNews:
    """Tells the last known version of a canvas' gommettes, at most once in BALLOT_EVERY_S."""

    def __init__(self, broadcast: Callable[[bytes], None]) -> None:
        self._broadcast = broadcast
        self._version = 0
        self._told_at = -BALLOT_EVERY_S
        self._timer: asyncio.TimerHandle | None = None

    def tell(self, version: int) -> None:
        """Have everyone told, now or soon."""
        self._version = max(self._version, version)
        if self._timer is None:
            loop = asyncio.get_running_loop()
            at = max(loop.time(), self._told_at + BALLOT_EVERY_S)
            self._timer = loop.call_at(at, self._say)

    def _say(self) -> None:
        self._timer = None
        self._told_at = asyncio.get_running_loop().time()
        self._broadcast(ballot_message(self._version))
