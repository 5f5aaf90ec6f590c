"""Doing soon what many ask for at once, and not too often."""

from __future__ import annotations

import asyncio
from collections.abc import Callable


class Spaced:
    """Calls ``act`` soon after it is asked, at most once in ``every_s`` seconds."""

    def __init__(self, act: Callable[[], None], every_s: float) -> None:
        self._act, self.every_s = act, every_s
        self._last = -every_s
        self._timer: asyncio.TimerHandle | None = None

    def ask(self, at_least_s: float = 0.0) -> None:
        """Have it done, not before ``at_least_s`` seconds."""
        if self._timer is None:
            loop = asyncio.get_running_loop()
            at = max(loop.time() + at_least_s, self._last + self.every_s)
            self._timer = loop.call_at(at, self._do)

    def stretch(self, every_s: float) -> None:
        """Change the period; what is asked already waits for the end of a longer one."""
        self.every_s = every_s
        timer = self._timer
        if timer is not None and timer.when() < self._last + every_s:
            self.cancel()
            self.ask()

    def cancel(self) -> None:
        """Forget what was asked."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _do(self) -> None:
        self._timer = None
        self._last = asyncio.get_running_loop().time()
        self._act()
