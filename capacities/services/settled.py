"""The cookies that have nothing more to be renewed of today, so that no page asks the database."""

from __future__ import annotations

import threading

from capacities.domain.limits import VISITORS_REMEMBERED
from capacities.domain.tokens import token_hash


class Settled:
    """Digests of the cookies seen on a day, in memory; thread-safe. It gives no right.

    What it says stays true until the next day, whatever becomes of the cookie: one that was
    replaced, or forgotten, is not renewed either.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._day, self._marks = "", set[str]()

    def note(self, cookie: str, day: str) -> None:
        """Note that a browser came with this cookie, already seen on this day."""
        mark = token_hash(cookie)
        with self._lock:
            full = len(self._marks) >= VISITORS_REMEMBERED and mark not in self._marks
            if full or day != self._day:
                self._day, self._marks = day, set()
            self._marks.add(mark)

    def holds(self, cookie: str, day: str) -> bool:
        """Tell whether it was noted on this day."""
        mark = token_hash(cookie)
        with self._lock:
            return day == self._day and mark in self._marks
