"""When another base stands at the place of the SQLite file that was open.

A backup put back under a running server lacks what was written since: the rooms give it all
that they hold, then are read again from it, and people's pages give back the rest.
"""

from __future__ import annotations

import asyncio
import logging

from capacities.collab import document as doc
from capacities.collab.protocol import Close
from capacities.collab.room import Room
from capacities.collab.tasks import Run
from capacities.domain.errors import StorageUnavailable
from capacities.storage.database import Database
from capacities.storage.updates import append_batch

log = logging.getLogger(__name__)

LOOK_EVERY_S = 2.0
"""Seconds between two looks at the file."""


class Refounding:
    """Looks at the file, on the event loop. ``between_commits`` runs work where commits are."""

    def __init__(
        self, db: Database, rooms: dict[str, Room], in_thread: Run, between_commits: Run
    ) -> None:
        self.era = 0
        """Moves each time another base is taken up: what was read before is of the old one."""
        self.under_way = False
        """Nobody may enter."""
        self._db, self._rooms = db, rooms
        self._in_thread, self._between_commits = in_thread, between_commits
        self._states: list[tuple[str, bytes]] = []

    @property
    def all_given(self) -> bool:
        """Whether the base holds all that the rooms of the old one held."""
        return not (self._states or self.under_way)

    async def watch(self) -> None:
        """Take up the bases that come, for ever. SQLite only."""
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            try:
                if await self._in_thread(self._db.may_take_up):
                    await self._take_up()
                await self._give()
            except StorageUnavailable:
                pass  # at the next look

    async def _take_up(self) -> None:
        self.era += 1
        self.under_way = True
        try:
            for room in self._rooms.values():
                self._leave(room)
            await self._between_commits(self._db.take_up)
            log.warning("another base was taken up at %s", self._db.place)
            await self._give()
        finally:
            self.under_way = False

    def _leave(self, room: Room) -> None:
        """Keep what a room holds, and have it read again by those who come back."""
        if room.broken:
            return
        try:
            self._states.append((room.id, room.snapshot()[1]))
        except doc.Broken as error:
            log.error("document %s failed", room.id, exc_info=error)
        room.broken = True
        room.close(Close.RESTART, "le canevas est relu")

    async def _give(self) -> None:
        """Append what was kept to the log of the new base; the rooms open there hear of it."""
        while self._states:
            state = self._states[0]
            (number,) = await self._between_commits(lambda: append_batch(self._db, [state]))  # noqa: B023
            del self._states[0]
            if number is None:
                log.error("%s is not in the base that was taken up", state[0])
