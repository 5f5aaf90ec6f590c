"""Wrong links tried, counted by address: failures and not visits, a mairie shares one."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable

from capacities.domain.errors import TooMany
from capacities.domain.limits import FAILURE_WINDOW_S, FAILURES_PER_WINDOW

_ADDRESSES = 10_000
"""Addresses remembered; beyond, the one that failed longest ago is forgotten."""


class FailureCounter:
    """Counts in memory, by a clock that never jumps; thread-safe."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failures: OrderedDict[str, deque[float]] = OrderedDict()

    def record(self, address: str) -> None:
        """Count one wrong link from ``address``; raise TooMany when it must wait.

        Only wrong links come here: with 32 random bytes a right one is never guessed, so a
        room full of people holding yesterday's poster does not lock out those who hold
        today's.
        """
        now = self._clock()
        with self._lock:
            times = self._failures.setdefault(address, deque(maxlen=FAILURES_PER_WINDOW))
            self._failures.move_to_end(address)
            while times and times[0] <= now - FAILURE_WINDOW_S:
                times.popleft()
            full = len(times) == FAILURES_PER_WINDOW
            if not full:
                times.append(now)
            while len(self._failures) > _ADDRESSES:
                self._failures.popitem(last=False)
        if full:
            raise TooMany(
                "Trop d’essais avec des liens qui n’ouvrent rien. Attendez dix minutes, ou "
                "demandez un lien à jour à la personne qui anime."
            )
