"""What one dossier, and one participant in it, may make the process spend (docs/adr/018).

A letter typed has a known price, the rest is measured. A dossier that spent its share is not
refused: its messages wait their turn, and those of the other dossiers do not. Those that spend
much share what is left for them all: anybody may open several.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable
from time import thread_time
from typing import Protocol

from capacities.collab.bucket import Bucket
from capacities.domain import limits

SLICE_S = limits.SMOOTH_S / 2
"""Seconds of work, of either kind, after which the loop serves the others."""
RATE_WINDOW_S = 10
"""Seconds over which UPDATES_PER_SECOND is averaged."""
TYPED_S = 100e-6
"""What a letter typed costs the process, but its sending to each of the others."""
SENT_S = 5e-6
"""What sending a frame to one more client costs."""
SENT_BYTE_S = 0.5e-9
"""And each byte of it."""


class HasAnswers(Protocol):
    """A connection, as far as purses care."""

    @property
    def unread_answers(self) -> int: ...


class Participant:
    """A browser, by all its sockets; of a program, one socket.

    Attributes:
        rate: in messages.
        dear: in seconds; who spent least goes first.
        arrivals: in times one enters.
        held: bytes that wait.
    """

    __slots__ = ("arrivals", "dear", "held", "rate")

    def __init__(self) -> None:
        self.rate = Bucket(limits.UPDATES_PER_SECOND, limits.UPDATES_PER_SECOND * RATE_WINDOW_S)
        self.dear = Bucket(limits.DEAR_SHARE, limits.DEAR_AT_ONCE_S)
        self.arrivals = Bucket(limits.BROWSER_ARRIVALS_PER_SECOND, limits.BROWSER_ARRIVALS_AT_ONCE)
        self.held = 0


class Common:
    """What the dossiers of one process share.

    Attributes:
        typing, dear: what may be spent by those that are no longer modest, in seconds.
        slice: seconds spent since the loop last served whoever does not wait.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.typing = Bucket(limits.TYPING_SHARE, limits.TYPING_AT_ONCE_S)
        self.dear = Bucket(limits.DEAR_SHARE, limits.DEAR_AT_ONCE_S)
        self.slice = 0.0
        self._loop = loop

    def work(self, seconds: float) -> None:
        """Note dear work, until the loop has served the others."""
        if not self.slice:
            self._loop.call_soon(self._begin_slice)
        self.slice += seconds

    def _begin_slice(self) -> None:
        self.slice = 0.0


class Purse:
    """That of one dossier, for all its rooms in this process.

    Attributes:
        typing, dear: in seconds of processor.
        modest: of both, what is spent without waiting for the other dossiers.
        held: bytes received that wait, or are half received.
        unsaved: bytes that the database has not committed.
        stored: bytes that the database keeps, as far as this process knows.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, common: Common) -> None:
        self.typing = Bucket(limits.TYPING_SHARE, limits.TYPING_AT_ONCE_S, SLICE_S)
        self.dear = Bucket(limits.DEAR_SHARE, limits.DEAR_AT_ONCE_S)
        self.modest = Bucket(limits.MODEST_SHARE, limits.MODEST_AT_ONCE_S)
        self.arrivals = Bucket(limits.ARRIVALS_PER_SECOND, limits.ARRIVALS_AT_ONCE)
        self.held = self.unsaved = self.stored = 0
        self.answered: set[HasAnswers] = set()
        """Those who may not have read what they asked for yet."""
        self.entries = asyncio.Semaphore(limits.ENTRIES_AT_ONCE)
        """The threads that read its canvases."""
        self._loop, self._common = loop, common
        self._waiting: dict[Hashable, tuple[Bucket, Callable[[], None]]] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._serving = False

    def ready(self, now: float) -> bool:
        """Tell whether the dossier may do dear work now."""
        typing, dear = self.may_type(now), self.dear.open(now)
        if self._waiting and not self._serving:
            return False  # those who wait go first
        shared = self.modest.left > 0 or self._common.dear.open(now)
        return typing and dear and shared and self._common.slice < SLICE_S

    def may_type(self, now: float) -> bool:
        """Tell whether letters typed may be taken now."""
        typing = self.typing.open(now)
        return (self.modest.open(now) or self._common.typing.open(now)) and typing

    def pay_typing(self, receivers: int) -> None:
        """Charge a letter, shown to ``receivers``."""
        price = TYPED_S + SENT_S * receivers
        self.typing.left -= price
        self._share(price, self._common.typing)

    def pay_opening(self, spent: float) -> None:
        """Charge the opening of a canvas, that took ``spent`` seconds."""
        self._charge(spent * min(max(1.0, spent / limits.SMOOTH_S), limits.OPENING_TIMES), None)
        self._common.work(spent)

    def pay(self, spent: float, by: Participant | None, size: int = 0, receivers: int = 0) -> None:
        """Charge work that took ``spent`` seconds, of ``size`` bytes shown to ``receivers``."""
        showing = receivers * (SENT_S + size * SENT_BYTE_S)
        price = spent * max(1.0, spent / limits.SMOOTH_S) + size * limits.WRITTEN_SHARE_S + showing
        self._charge(price, by)
        self._common.work(spent + showing)

    def _charge(self, price: float, by: Participant | None) -> None:
        self.dear.left -= price
        self._share(price, self._common.dear)
        if by is not None:
            by.dear.left -= price

    def _share(self, price: float, common: Bucket) -> None:
        """Charge what a modest dossier may not spend to what all of them share."""
        own = min(price, max(self.modest.left, 0.0))
        self.modest.left -= own
        common.left -= price - own

    def later(self, who: Hashable, mine: Bucket, act: Callable[[], None]) -> None:
        """Call ``act`` when the dossier may, those whose bucket is fullest first.

        One act waits for ``who``, the first one asked for.
        """
        self._waiting.setdefault(who, (mine, act))
        self._serve_later()

    async def turn(self) -> None:
        """Wait until the dossier may do dear work."""
        if not self._waiting and self.ready(self._loop.time()):
            return
        come = asyncio.Event()
        self.later(come, Participant().dear, come.set)
        await come.wait()

    def hold(self, by: Participant, size: int) -> bool:
        """Keep ``size`` more bytes that wait (fewer when negative); False when it is too much."""
        fits = by.held + size <= limits.HELD_BYTES_PER_BROWSER
        if size > 0 and not (fits and self.held + size <= limits.HELD_BYTES):
            return False
        self.held += size
        by.held += size
        return True

    @property
    def unread_answers(self) -> int:
        """Bytes in memory of what its clients asked for, each for itself, and do not read."""
        self.answered = {one for one in self.answered if one.unread_answers}
        return sum(one.unread_answers for one in self.answered)

    def rested(self, now: float) -> bool:
        """Tell whether forgetting the purse forgives nothing."""
        paid = [
            bucket.rested(now) for bucket in (self.typing, self.dear, self.modest, self.arrivals)
        ]
        return all(paid) and not (self._waiting or self.held or self.unsaved)

    def _serve_later(self) -> None:
        if self._timer is None and self._waiting:
            common = max(self._common.typing.opens_in_s, self._common.dear.opens_in_s)
            shared = min(self.modest.opens_in_s, common)
            pause = max(self.typing.opens_in_s, self.dear.opens_in_s, shared)
            self._timer = self._loop.call_later(pause, self._serve)

    def _serve(self) -> None:
        self._timer, self._serving = None, True
        now = self._loop.time()
        for mine, _ in self._waiting.values():
            mine.open(now)
        began = thread_time()
        try:
            while self._waiting and self.ready(now) and thread_time() - began < SLICE_S:
                who = max(self._waiting, key=lambda one: self._waiting[one][0].left)
                _, act = self._waiting.pop(who)
                act()
        finally:
            self._serving = False
            self._serve_later()
