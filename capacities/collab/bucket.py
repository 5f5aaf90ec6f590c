"""What may be spent: so much at once, then so much each second."""

from __future__ import annotations

import math


class Bucket:
    """Fills with time; what is spent while it is not empty may leave it in debt.

    So nothing is too dear to be taken once, however small the bucket: what comes after waits.

    Args:
        slice: what may be spent at one moment, an iteration of uvloop.

    Attributes:
        left: what may still be spent, as of the last time ``open`` was asked.
    """

    __slots__ = ("_at", "_floor", "_full", "_per_s", "_slice", "left")

    def __init__(self, per_s: float, full: float, slice: float = math.inf) -> None:
        self.left = full
        self._full, self._per_s, self._slice = full, per_s, slice
        self._at = self._floor = 0.0

    def open(self, now: float) -> bool:
        """Tell whether one may spend at ``now``: take what it costs from ``left`` then."""
        if now != self._at:
            left = self.left + (now - self._at) * self._per_s
            self._at = now
            self.left = left = left if left < self._full else self._full
            self._floor = left - self._slice if left > self._slice else 0.0
        return self.left > self._floor

    @property
    def opens_in_s(self) -> float:
        """Seconds until it does, counted from the last time it was asked."""
        return 0.0 if self.left > 0 else 0.001 - self.left / self._per_s

    def rested(self, now: float) -> bool:
        """Tell whether all that was spent is paid back."""
        return self.open(now) and self.left >= self._full
