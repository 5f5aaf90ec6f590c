"""One reading transaction for all that a thread reads before it writes: asked for, never implied.

For the thread of one request, never across an ``await``.

What a request reads (who asks, the canvas, its vote) is then of one moment; and beginning and
ending a transaction costs more than most of what is read in it, above all on PostgreSQL.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection

Open = Callable[[], AbstractContextManager[Connection]]
"""Opens a reading transaction."""


@dataclass(slots=True)
class _Moment:
    """What a thread reads in: opened by the first who reads, over as soon as it writes."""

    opened: AbstractContextManager[Connection] | None = None
    connection: Connection | None = None
    readers: int = 0
    over: bool = False

    def end(self) -> None:
        """Have nobody else read in it."""
        self.over = True
        self.leave()

    def leave(self) -> None:
        """End the transaction when nobody is to read in it any more."""
        if self.over and not self.readers and self.opened is not None:
            opened, self.opened, self.connection = self.opened, None, None
            opened.__exit__(None, None, None)


class Moments(threading.local):
    """Those of the threads of one database."""

    _now: _Moment | None = None

    @contextmanager
    def one(self) -> Iterator[None]:
        """Have what is read inside come from one transaction, until something is written."""
        if self._now is not None:
            yield
            return
        moment = self._now = _Moment()
        try:
            yield
        finally:
            self._now = None  # first: ending may fail, and the thread serves others
            moment.end()

    @contextmanager
    def reading(self, begin: Open) -> Iterator[Connection]:
        """Lend a connection to read: that of the moment when there is one, else a new one."""
        moment = self._now
        if moment is None or moment.over:
            with begin() as connection:
                yield connection
            return
        if moment.connection is None:
            opened = begin()
            moment.connection = opened.__enter__()
            moment.opened = opened
        moment.readers += 1
        try:
            yield moment.connection
        except BaseException:  # PostgreSQL answers nothing more in a transaction that failed
            moment.over = True
            raise
        finally:
            moment.readers -= 1
            moment.leave()

    def end(self) -> None:
        """Have what is read from now on see what is written: the moment is over."""
        if self._now is not None:
            self._now.end()
