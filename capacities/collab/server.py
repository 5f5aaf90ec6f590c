"""The rooms of one process: opening and freeing them, saving, hearing what others stored."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from time import thread_time

from capacities.collab import document as doc
from capacities.collab.accounts import Accounts
from capacities.collab.admission import Refused, refused_for
from capacities.collab.connection import Connection, Credentials
from capacities.collab.follower import Follower
from capacities.collab.journal import ENTRY_BYTES, Entry, Journal
from capacities.collab.news import News, Titles
from capacities.collab.pace import Pace
from capacities.collab.protocol import Close
from capacities.collab.refounding import Refounding
from capacities.collab.room import Room
from capacities.collab.seats import Seats
from capacities.collab.tasks import Tasks, Work
from capacities.domain.errors import CapacitiesError, NotFound, StorageUnavailable
from capacities.domain.limits import UNSAVED_BYTES, UNSAVED_BYTES_PER_DOSSIER
from capacities.services.identify import Identity
from capacities.storage.budget import stored_bytes
from capacities.storage.database import Database
from capacities.storage.updates import StoredDocument, append_batch, compact, load

log = logging.getLogger(__name__)

LINGER_S = 2.0
"""Seconds an empty room is kept: a page that reloads finds it open."""
SWEEP_EVERY_S = 10.0
"""Seconds without a message after which one is sent, at most twice that; y-websocket gives
up a server after 30."""
RIGHTS_EVERY_S = 60.0
"""Seconds between two checks of the rights of those whose link has an end date."""
ALL_RIGHTS_EVERY = 10
"""Everyone's are checked every so many times, although all changes of rights are announced."""
RECHECK_PAUSE_S = 1.0
"""Seconds before asking again for rights that could not be checked: nobody revoked stays in."""
QUARANTINE_S = 30.0
"""Seconds during which a document that could not be read is not tried again."""
FLUSH_WITHIN_S = 10.0
"""Seconds an orderly stop waits for a database that does not commit."""

Author = tuple[Room, Connection]


class CollabServer:
    """Create one per process and database; ``start`` and ``stop`` on its event loop.

    Args:
        identify, ensure, titles: those of the services; blocking, called in threads.
        origin_allowed: may pages of this origin, for this Host header, open a socket?
        secure_cookies: browsers come over HTTPS (see ``domain.session_cookie``).
        nap_s: see ``Pace``; 0 when the event loop serves anything else than rooms.
    """

    def __init__(
        self,
        db: Database,
        identify: Callable[..., Identity],
        ensure: Callable[[str, str], object],
        origin_allowed: Callable[[str | None, str | None], bool],
        *,
        secure_cookies: bool = False,
        linger_s: float = LINGER_S,
        nap_s: float = 0.0,
        titles: Titles = dict,
    ) -> None:
        self.origin_allowed, self.secure_cookies = origin_allowed, secure_cookies
        self.connections: set[Connection] = set()
        self.seats = Seats()
        self._db, self._identify, self._ensure = db, identify, ensure
        self._linger_s, self._nap_s, self._titles = linger_s, nap_s, titles
        self._rooms: dict[str, Room] = {}
        self._opening: dict[str, asyncio.Task[Room]] = {}
        self._quarantine: dict[str, float] = {}
        self._freed_broken: set[str] = set()
        """Documents whose room failed and was freed before anyone came back."""
        self._compacting: set[str] = set()
        self._one_compaction = asyncio.Lock()
        self._rights_changes = 0
        self._unanswered: set[Connection] = set()
        """Those whose rights are to be asked again, after a pause."""
        self._tasks = Tasks()
        self.stopping = True

    # --- Life -----------------------------------------------------------------------------

    async def start(self) -> None:
        """Begin to serve, on the running event loop."""
        self._loop = asyncio.get_running_loop()
        self.pace = Pace(self._nap_s) if self._nap_s else None
        self._origin = f"{self._db.bus.process_id}-rooms"
        self._threads = ThreadPoolExecutor(4, "capacities-collab")
        self.accounts = Accounts(self._loop)
        self._journal: Journal[Author] = Journal(
            lambda batch, wait: append_batch(self._db, batch, self._origin, wait=wait),
            self._committed,
        )
        self.news = News(self._db, self._origin, self._in_thread, self._titles)
        self.news.start()
        self._follower = Follower(
            *(self._db, self._origin, self._rooms, self._opening),
            *(self._in_thread, self._rights_moved, self.news),
        )
        self._follower.start()
        self._refounding = Refounding(self._db, self._rooms, self._in_thread, self._journal.run)
        self.stopping = False
        self._tasks.spawn(self._sweep())
        if self._db.file is not None:
            self._tasks.spawn(self._refounding.watch())

    async def stop(self) -> None:
        """Save all that was received, say 1012 to everyone, end. Loses nothing."""
        self.stopping = True
        self._follower.stop()
        self.news.stop()
        await self._journal.flush(FLUSH_WITHIN_S)
        leaving = list(self.connections)
        for connection in leaving:
            connection.close(Close.RESTART, "le serveur redémarre")
        await asyncio.gather(*(connection.wait_closed() for connection in leaving))
        if not await self._journal.flush(FLUSH_WITHIN_S):
            log.error("stopping with %d bytes not saved", self._journal.unsaved_bytes)
        self._tasks.cancel()
        self._journal.close()
        self._threads.shutdown(wait=True)
        self._rooms.clear()

    @property
    def saving(self) -> bool:
        """Whether all that the rooms received is saved, or being saved. From any thread."""
        return self._journal.healthy and self._refounding.all_given

    async def _in_thread(self, work: Callable[[], Work]) -> Work:
        return await self._loop.run_in_executor(self._threads, work)

    # --- Letting in -----------------------------------------------------------------------

    @property
    def rights_changes(self) -> int:
        """Moves each time rights may have changed: compare around what takes time."""
        return self._rights_changes

    async def identify(self, credentials: Credentials) -> Identity:
        """Ask who this is, in a thread. Raises Refused.

        One secret, or none, does not hold all the threads.
        """
        try:
            async with self.accounts.asking(credentials.bearer or credentials.cookie):
                return await self._in_thread(lambda: self._identify(**asdict(credentials)))
        except CapacitiesError as error:
            raise refused_for(error) from error

    async def open(self, dossier_id: str, canvas_key: str) -> Room:
        """Return the room of a canvas, loaded. Join it before waiting for anything else.

        Raises Refused.
        """
        document_id = f"{dossier_id}/{canvas_key}"
        room = self._rooms.get(document_id)
        while room is None or room.broken:
            if self._refounding.under_way:
                raise Refused(Close.TRY_LATER, "la base est relue")
            if self._quarantine.get(document_id, 0) > self._loop.time():
                raise Refused(Close.BROKEN_DOCUMENT, "ce canevas ne peut pas être lu")
            opening = self._opening.get(document_id)
            if opening is None:
                opening = self._loop.create_task(self._load(dossier_id, canvas_key))
                self._opening[document_id] = opening
                opening.add_done_callback(lambda _: self._opening.pop(document_id, None))
            try:
                await asyncio.shield(opening)
            except CapacitiesError as error:
                raise refused_for(error) from error
            room = self._rooms.get(document_id)
        return room

    def entered(self, connection: Connection, canvas_key: str = "") -> None:
        """Note that a socket is open, on a canvas or on another page of the dossier."""
        self.connections.add(connection)
        self.news.enter(connection, canvas_key)

    def left(self, connection: Connection, room: Room | None = None) -> None:
        """Note that a socket is closed."""
        self.connections.discard(connection)
        self.news.leave(connection)
        if room is None:
            return
        room.leave(connection)
        self.accounts.used(room.purse)
        if not room.connections:
            self._loop.call_later(self._linger_s, self._retire_soon, room)

    async def recheck(self, connections: Iterable[Connection]) -> None:
        """Ask again who these are; close at once those that have no right any more.

        Those about whom nothing is answered are asked about again, until it is.
        """
        unanswered: set[Connection] = set()
        failure: Exception | None = None
        for connection in connections:
            if connection.closed or connection in self._unanswered:
                continue
            try:
                connection.accept_identity(await self.identify(connection.credentials))
                connection.say_name()
                self.news.moved(connection)
            except Refused as refused:
                if refused.code is not Close.TRY_LATER:
                    connection.close(refused.code, refused.reason)
                else:
                    unanswered.add(connection)
            except Exception as error:  # the others must be asked about all the same
                unanswered.add(connection)
                failure = error
        if failure is not None:
            log.error("rights could not be checked, trying again", exc_info=failure)
        if unanswered and not self._unanswered:
            self._loop.call_later(RECHECK_PAUSE_S, self._ask_again)
        self._unanswered |= unanswered

    def _ask_again(self) -> None:
        unanswered, self._unanswered = self._unanswered, set()
        if not self.stopping:
            self._tasks.spawn(self.recheck(unanswered))

    # --- Opening and freeing rooms --------------------------------------------------------

    async def _load(self, dossier_id: str, canvas_key: str) -> Room:
        document_id = f"{dossier_id}/{canvas_key}"
        purse = self.accounts.purse(dossier_id)
        async with purse.entries:
            await purse.turn()
            era = self._refounding.era
            stored, purse.stored = await self._in_thread(lambda: self._read(dossier_id, canvas_key))
        if self._refounding.under_way or self._refounding.era != era:
            raise Refused(Close.TRY_LATER, "la base est relue")
        if document_id in self._rooms or document_id in self._freed_broken:
            # It failed: the core reads all of it before anyone enters.
            stored = replace(stored, summary=None)
        began = thread_time()
        try:
            room = Room(document_id, stored, purse, self._can_keep, self._keep)
        except doc.Broken as error:
            log.error("document %s cannot be read", document_id, exc_info=error)
            self._quarantine[document_id] = self._loop.time() + QUARANTINE_S
            raise Refused(Close.BROKEN_DOCUMENT, "ce canevas ne peut pas être lu") from error
        finally:
            purse.pay_opening(thread_time() - began)
        self._quarantine.pop(document_id, None)
        self._freed_broken.discard(document_id)
        self._rooms[document_id] = room
        self._loop.call_later(self._linger_s, self._retire_soon, room)
        self._compact_soon(room)
        return room

    def _read(self, dossier_id: str, canvas_key: str) -> tuple[StoredDocument, int]:
        """Return what is stored of the canvas, and the bytes of its dossier."""
        document_id = f"{dossier_id}/{canvas_key}"
        stored = load(self._db, document_id)
        if stored is None:
            self._ensure(dossier_id, canvas_key)
            stored = load(self._db, document_id)
        if stored is None:
            raise NotFound("Ce canevas n’existe pas.")
        return stored, stored_bytes(self._db, dossier_id)

    def _retire_soon(self, room: Room) -> None:
        if not room.connections and not self.stopping:
            self._tasks.spawn(self._retire(room))

    async def _retire(self, room: Room) -> None:
        """Free an empty room, after its snapshot; unless someone came meanwhile."""
        lost = self._db.file is not None and self._db.file.lost
        held = room.inboxes or self._journal.awaits(room.id) or room.id in self._compacting
        if lost or held:
            self._loop.call_later(self._linger_s, self._retire_soon, room)
            return
        if room.rows and not room.broken:
            await self._compact(room)
        busy = room.connections or room.inboxes or self._journal.awaits(room.id)
        if not busy and self._rooms.get(room.id) is room:
            del self._rooms[room.id]
            if room.broken:
                self._freed_broken.add(room.id)

    def _compact_soon(self, room: Room) -> None:
        if room.log_is_long and room.id not in self._compacting and not room.broken:
            self._tasks.spawn(self._compact(room))

    async def _compact(self, room: Room) -> None:
        self._compacting.add(room.id)
        try:
            async with self._one_compaction:  # commits go between two
                await self._write_snapshot(room)
        except StorageUnavailable:
            log.warning("snapshot of %s not written, later", room.id)
        except doc.Broken as error:
            room.give_up(error)
        finally:
            self._compacting.discard(room.id)

    async def _write_snapshot(self, room: Room) -> None:
        if room.broken:
            return
        rows, log_bytes, doubtful = room.rows, room.log_bytes, room.doubtful
        dossier_id = room.id.partition("/")[0]
        seq, snapshot, summary = room.snapshot()

        def write() -> int:
            compact(
                self._db,
                room.id,
                seq,
                snapshot,
                lambda update: doc.holds(update, summary),
                doubtful=doubtful,
                summary=summary,
            )
            return stored_bytes(self._db, dossier_id)

        room.purse.stored = await self._journal.run(write)
        room.rows -= rows
        room.log_bytes -= log_bytes

    # --- Saving ---------------------------------------------------------------------------

    def _can_keep(self, room: Room, size: int) -> bool:
        if room.purse.unsaved + size > UNSAVED_BYTES_PER_DOSSIER:
            return False
        return self._journal.unsaved_bytes + size <= UNSAVED_BYTES

    def _keep(self, room: Room, connection: Connection, update: bytes | None) -> None:
        size, purse = 0 if update is None else len(update), room.purse
        purse.unsaved += ENTRY_BYTES + size
        purse.stored += size
        self._journal.add(Entry(room.id, update, (room, connection), connection.taken))

    def _committed(self, entries: list[Entry[Author]], numbers: list[int | None]) -> None:
        saved: dict[Connection, int] = {}
        moved: set[Room] = set()
        for entry, number in zip(entries, numbers, strict=True):
            room, connection = entry.author
            size = 0 if entry.data is None else len(entry.data)
            room.purse.unsaved -= ENTRY_BYTES + size
            if number is None:
                room.close(Close.NO_CANVAS, "ce canevas n’existe plus")
                continue
            saved[connection] = entry.rank
            if number:
                moved.add(room)
                if self._rooms.get(room.id) is not room or not room.note_own(number, size):
                    self._follower.catch_up_soon(room.id)
        for connection, count in saved.items():
            connection.say_saved(count)
        for room in moved:
            self._compact_soon(room)

    # --- Rights ---------------------------------------------------------------------------

    def _rights_moved(self, dossier_id: str | None) -> None:
        """Ask again who is who: in one dossier, or everywhere (None)."""
        self._rights_changes += 1
        concerned = [
            connection
            for connection in self.connections
            if dossier_id is None or connection.credentials.dossier_id == dossier_id
        ]
        self._tasks.spawn(self.recheck(concerned))

    # --- Now and then ---------------------------------------------------------------------

    async def _sweep(self) -> None:
        rights_at = self._loop.time() + RIGHTS_EVERY_S
        checks = 0
        while True:
            await asyncio.sleep(SWEEP_EVERY_S)
            now = self._loop.time()
            self.accounts.forget_rested(now)
            for connection in tuple(self.connections):
                if connection.silent:
                    connection.keep_alive()
                connection.silent = True
                if connection.stuck and connection.waiting:
                    connection.close(Close.TRY_LATER, "à resynchroniser")
                connection.stuck = bool(connection.waiting)
            if now >= rights_at:
                rights_at = now + RIGHTS_EVERY_S
                checks += 1
                everyone = checks % ALL_RIGHTS_EVERY == 0
                self._tasks.spawn(self.recheck([c for c in self.connections if everyone or c.ends]))
