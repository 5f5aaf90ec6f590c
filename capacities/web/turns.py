"""Who may have a file made or read now, and who waits: what a dossier asks for stays with it.

Everything here runs on the event loop, and waiting takes no thread.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter, OrderedDict, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

from starlette.requests import Request

from capacities.domain.errors import TooMany
from capacities.domain.limits import (
    CONNECTIONS_PER_DOSSIER,
    SLOW_DOSSIER_S,
    SLOW_TURN_S,
    UNSENT_BYTES,
    UPLOADS_BYTES,
    WAITING_PER_DOSSIER,
    WAITING_S,
)
from capacities.services.identify import Identity

Release = Callable[[], object]

BUSY: Final = (
    "Beaucoup de fichiers sont demandés en ce moment, et votre tour n’est pas venu. Rien n’a été "
    "changé : réessayez dans une minute."
)
FULL: Final = (
    "Beaucoup de fichiers de ce dossier sont déjà en route. Rien n’a été changé : réessayez dans "
    "une minute."
)
EXPORTING: Final = (
    "Un fichier est déjà en préparation pour vous : il arrive. Attendez la fin de son "
    "téléchargement pour en demander un autre."
)
IMPORTING: Final = (
    "Un fichier que vous avez envoyé est déjà en cours de lecture. Celui-ci n’a rien changé : "
    "attendez la réponse, puis recommencez."
)
_RETRY_S: Final = 60
_SOON_S: Final = 2
_LOOK_AGAIN_S: Final = 0.5


class Turns:
    """A queue for one thing at a time, where dossiers take turns, whoever asks more often.

    For a while, one whose turn was slow has the next when no other waits: files made to be slow
    keep nobody else for more than one turn.
    """

    def __init__(
        self,
        most: int = WAITING_PER_DOSSIER,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """``most``: how many may wait in one dossier."""
        self._most, self._now = most, now
        self._slow: dict[str, float] = {}
        self._busy = False
        self._waiting: OrderedDict[str, deque[asyncio.Future[None]]] = OrderedDict()

    @asynccontextmanager
    async def turn(self, dossier_id: str) -> AsyncIterator[None]:
        """Wait for one's turn and hold it. Raises TooMany when it does not come."""
        if self._busy:
            await self._wait(dossier_id)
        self._busy = True
        began = self._now()
        try:
            yield
        finally:
            self._time(dossier_id, self._now() - began)
            self._pass_on()

    def _time(self, dossier_id: str, seconds: float) -> None:
        """Remember a dossier whose turn was slow, and forget those of long ago."""
        now = self._now()
        self._slow = {one: until for one, until in self._slow.items() if until > now}
        if seconds > SLOW_TURN_S:
            self._slow[dossier_id] = now + SLOW_DOSSIER_S

    async def _wait(self, dossier_id: str) -> None:
        mine = self._waiting.setdefault(dossier_id, deque())
        if len(mine) >= self._most:
            raise TooMany(FULL, _RETRY_S)
        called: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        mine.append(called)
        try:
            async with asyncio.timeout(WAITING_S):
                await called
        except BaseException as error:
            if called in mine:
                mine.remove(called)
            elif not called.cancelled():  # called just when it gave up: the next one has its turn
                self._pass_on()
            if isinstance(error, TimeoutError):
                raise TooMany(BUSY, _RETRY_S) from None
            raise

    def _pass_on(self) -> None:
        """Call the first of the dossier whose last turn is the oldest, if anybody waits."""
        self._busy = False
        for dossier_id in sorted(self._waiting, key=self._slow.__contains__):
            mine = self._waiting.pop(dossier_id)
            while mine:
                called = mine.popleft()
                if called.done():  # it has just given up, and does not know yet
                    continue
                self._busy = True
                called.set_result(None)
                self._waiting[dossier_id] = mine
                return


class OneEach:
    """One at a time for each participant: a browser in a dossier, a program's link."""

    def __init__(self, sentence: str) -> None:
        self._sentence = sentence
        self._inside: set[tuple[str, str]] = set()

    def enter(self, who: Identity) -> Release:
        """Take the place of ``who``; call what is returned to leave it.

        Raises TooMany when it is taken.
        """
        place = (who.dossier_id, who.session_id or f"lien {who.link_id}")
        if place in self._inside:
            raise TooMany(self._sentence, _SOON_S)
        self._inside.add(place)
        return lambda: self._inside.discard(place)


class SharedBytes:
    """Bytes that dossiers share: each may hold as many as are left free by all.

    However many dossiers fill it, there is room for one more; alone, one has half of it.
    """

    def __init__(self, total: int) -> None:
        self._free = total
        self._held: Counter[str] = Counter()

    def hold(self, dossier_id: str, size: int) -> Release:
        """Hold ``size`` bytes; call what is returned, once, to give them back.

        Raises TooMany when the dossier has its part.
        """
        if self._held[dossier_id] + size > self._free:
            raise TooMany(FULL, _RETRY_S)
        self._free -= size
        self._held[dossier_id] += size
        return lambda: self._give_back(dossier_id, size)

    async def wait_to_hold(self, dossier_id: str, size: int) -> Release:
        """Do as ``hold``, but wait for what others give back before refusing."""
        last = time.monotonic() + WAITING_S
        while True:
            try:
                return self.hold(dossier_id, size)
            except TooMany:
                if time.monotonic() > last:
                    raise
            await asyncio.sleep(_LOOK_AGAIN_S)

    def _give_back(self, dossier_id: str, size: int) -> None:
        self._free += size
        self._held[dossier_id] -= size
        self._held += Counter()  # forgets those that hold nothing


@dataclass(frozen=True, slots=True)
class Queues:
    """Those of one server. A whole dossier never keeps others from the CSV of one canvas.

    ``looking`` and ``beginnings`` are for all those who open a map together: images that are
    shown, and what an empty map may begin from.
    """

    canvases: Turns = field(default_factory=Turns)
    dossiers: Turns = field(default_factory=Turns)
    imports: Turns = field(default_factory=Turns)
    images: Turns = field(default_factory=Turns)
    looking: Turns = field(default_factory=lambda: Turns(CONNECTIONS_PER_DOSSIER))
    beginnings: Turns = field(default_factory=lambda: Turns(CONNECTIONS_PER_DOSSIER))
    exporting: OneEach = field(default_factory=lambda: OneEach(EXPORTING))
    importing: OneEach = field(default_factory=lambda: OneEach(IMPORTING))
    unsent: SharedBytes = field(default_factory=lambda: SharedBytes(UNSENT_BYTES))
    uploads: SharedBytes = field(default_factory=lambda: SharedBytes(UPLOADS_BYTES))


def queues_of(request: Request) -> Queues:
    """Return those of the application."""
    state = request.app.state
    if not hasattr(state, "queues"):
        state.queues = Queues()
    queues: Queues = state.queues
    return queues
