"""Hearing what others stored (services, other processes) and giving it to the open rooms."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from capacities.collab.news import News
from capacities.collab.protocol import Close
from capacities.collab.room import Room
from capacities.collab.tasks import Run, Tasks
from capacities.domain.errors import StorageUnavailable
from capacities.domain.news import BALLOT, RIGHTS
from capacities.storage.bus import EVERYTHING
from capacities.storage.database import Database
from capacities.storage.updates import current_seqs, load

ANNOUNCEMENT = "@"
"""How begin the events that are not the number of a document: see ``domain.news``."""
PAUSE_S = 1.0
"""Seconds before reading again a database that does not answer."""


class Follower:
    """Subscribes to the bus; everything but ``_on_event`` runs on the event loop."""

    def __init__(
        self,
        db: Database,
        own_origin: str,
        rooms: dict[str, Room],
        opening: dict[str, asyncio.Task[Room]],
        in_thread: Run,
        rights_moved: Callable[[str | None], None],
        news: News,
    ) -> None:
        self._db, self._own_origin = db, own_origin
        self._rooms, self._opening = rooms, opening
        self._in_thread, self._rights_moved = in_thread, rights_moved
        self._news = news
        self._loop = asyncio.get_running_loop()
        self._catching_up: set[str] = set()
        self._checking_all = False
        self._tasks = Tasks()
        self._unsubscribe: Callable[[], None] | None = None

    def start(self) -> None:
        """Begin to listen."""
        self._unsubscribe = self._db.bus.subscribe(self._on_event)

    def stop(self) -> None:
        """Stop listening, drop what is under way."""
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
        self._tasks.cancel()

    def catch_up_soon(self, document_id: str) -> None:
        """Read what the room of a document lacks, and give it."""
        if document_id not in self._catching_up and self._unsubscribe is not None:
            self._catching_up.add(document_id)
            self._tasks.spawn(self._catch_up(document_id))

    def _on_event(self, document_id: str, seq: int, origin: str) -> None:
        """Hear an announcement, in whatever thread it comes."""
        if origin != self._own_origin:
            self._loop.call_soon_threadsafe(self._handle, document_id, seq)

    def _handle(self, document_id: str, seq: int) -> None:
        if self._unsubscribe is None:
            return
        if document_id == EVERYTHING:
            self._rights_moved(None)
            for opening in tuple(self._opening):  # it may have been read before what was missed
                self.catch_up_soon(opening)
            self._check_all_soon()
            self._news.missed()
        elif document_id.startswith(RIGHTS):
            self._rights_moved(document_id.removeprefix(RIGHTS))
        elif document_id.startswith(ANNOUNCEMENT):
            room = self._rooms.get(document_id.removeprefix(BALLOT))
            if room is not None:
                room.ballot_news.tell(seq)
            self._news.hear(document_id, seq)
        else:
            room = self._rooms.get(document_id)
            if document_id in self._opening or (room is not None and room.seq < seq):
                self.catch_up_soon(document_id)

    def _check_all_soon(self) -> None:
        if not self._checking_all and self._unsubscribe is not None:
            self._checking_all = True
            self._tasks.spawn(self._check_all())

    async def _check_all(self) -> None:
        """Compare every room with the database: announcements may have been missed."""
        self._checking_all = False  # said again from now on, it is to be done again
        rooms = list(self._rooms.values())
        try:
            stored = await self._in_thread(
                lambda: current_seqs(self._db, [room.id for room in rooms])
            )
        except StorageUnavailable:
            await asyncio.sleep(PAUSE_S)
            self._check_all_soon()
            return
        for room in rooms:
            if room.id not in stored:
                room.close(Close.NO_CANVAS, "ce canevas n’existe plus")
            elif stored[room.id] > room.seq:
                self.catch_up_soon(room.id)

    async def _catch_up(self, document_id: str) -> None:
        try:
            opening = self._opening.get(document_id)
            if opening is not None:
                await asyncio.wait([opening])
        finally:
            self._catching_up.discard(document_id)
        room = self._rooms.get(document_id)
        if room is None or room.broken:
            return
        seq = room.seq
        try:
            stored = await self._in_thread(lambda: load(self._db, document_id, after=seq))
        except StorageUnavailable:
            await asyncio.sleep(PAUSE_S)
            self.catch_up_soon(document_id)
            return
        if self._rooms.get(document_id) is not room or room.broken:
            return
        if stored is None:
            room.close(Close.NO_CANVAS, "ce canevas n’existe plus")
        else:
            room.take(stored)
