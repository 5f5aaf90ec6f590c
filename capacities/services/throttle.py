"""What one address may do so many times: counted by address, and a whole mairie shares one."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable

from capacities.domain.errors import TooMany
from capacities.domain.limits import (
    CREATION_WINDOW_S,
    CREATIONS_PER_WINDOW,
    FAILURE_WINDOW_S,
    FAILURES_PER_WINDOW,
)

_ADDRESSES = 10_000
"""Addresses remembered; beyond, the one seen longest ago is forgotten."""


class Throttle:
    """Counts in memory, by a clock that never jumps; thread-safe.

    Args:
        most: times within ``window_s`` seconds, beyond which ``sentence`` is the refusal.
    """

    def __init__(
        self,
        most: int,
        window_s: float,
        sentence: str,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._most, self._window_s, self._sentence = most, window_s, sentence
        self._clock = clock
        self._lock = threading.Lock()
        self._seen: OrderedDict[str, deque[float]] = OrderedDict()

    def record(self, address: str) -> None:
        """Count one time from ``address``; raise TooMany when it must wait."""
        now = self._clock()
        with self._lock:
            times = self._seen.setdefault(address, deque(maxlen=self._most))
            self._seen.move_to_end(address)
            while times and times[0] <= now - self._window_s:
                times.popleft()
            full = len(times) == self._most
            if not full:
                times.append(now)
            while len(self._seen) > _ADDRESSES:
                self._seen.popitem(last=False)
        if full:
            raise TooMany(self._sentence)


def wrong_links() -> Throttle:
    """Return the count of the wrong links tried: failures, and not visits.

    With 32 random bytes a right one is never guessed, so a room full of people holding
    yesterday's poster does not lock out those who hold today's.
    """
    return Throttle(
        FAILURES_PER_WINDOW,
        FAILURE_WINDOW_S,
        "Trop d’essais avec des liens qui n’ouvrent rien. Attendez dix minutes, ou "
        "demandez un lien à jour à la personne qui anime.",
    )


def creations() -> Throttle:
    """Return the count of the dossiers created: anybody may, so that only a machine is stopped."""
    return Throttle(
        CREATIONS_PER_WINDOW,
        CREATION_WINDOW_S,
        "Beaucoup de dossiers viennent d’être créés depuis votre réseau : attendez une heure "
        "avant d’en créer un autre. Ceux qui existent restent ouverts.",
    )
